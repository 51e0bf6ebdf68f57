import pytest

from processes.output.grid import Grid, parse_grid


def test_both_ends_are_included_exactly():
    assert Grid(0.0, 1.0, 5).values() == (0.0, 0.25, 0.5, 0.75, 1.0)
    values = Grid(0.001, 0.38, 50, log=True).values()
    assert (len(values), values[0], values[-1]) == (50, 0.001, 0.38)
    assert values[1] / values[0] == pytest.approx(380 ** (1 / 49), rel=1e-12)


@pytest.mark.parametrize(
    ("text", "grid"),
    [
        ("m_V=0.001:0.38:50:log", Grid(0.001, 0.38, 50, log=True)),
        ("m_V = -1 : 2e3 : 2", Grid(-1.0, 2e3, 2)),
        ("m_V=0:1:3:lin", Grid(0.0, 1.0, 3)),
    ],
)
def test_a_grid_is_read_and_printed(text, grid):
    assert parse_grid(text) == ("m_V", grid)
    assert parse_grid(f"m_V={grid}") == ("m_V", grid)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("m_V", "expected NAME=LO:HI:N"),
        ("m_V=0.1", "expected NAME=LO:HI:N"),
        ("=0:1:5", "expected NAME=LO:HI:N"),
        ("m_V=0:1:5:6:7", "expected NAME=LO:HI:N"),
        ("m_V=0:1:5:ln", "not 'ln'"),
        ("m_V=a:1:5", "must be numbers"),
        ("m_V=0:1:2.5", "whole number"),
        ("m_V=1:0:5", "from a smaller to a larger"),
        ("m_V=0:inf:5", "from a smaller to a larger"),
        ("m_V=nan:1:5", "from a smaller to a larger"),
        ("m_V=0:1:1", "between 2 and"),
        ("m_V=0:1:-3", "between 2 and"),
        ("m_V=0:1:5:log", "positive ends"),
    ],
)
def test_what_cannot_be_read_is_said(text, hint):
    with pytest.raises(ValueError, match=hint):
        parse_grid(text)
