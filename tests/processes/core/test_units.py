import gvar
import numpy as np
import pytest

from processes.core.units import convert, is_lifetime_inversion, unit_value


def test_natural_units_reproduce_the_known_conversion_constants():
    assert convert(1.0, "GeV^-2", "pb") == pytest.approx(3.893793722e8, rel=1e-9)
    assert convert(1.0, "GeV^-1", "fm") == pytest.approx(0.1973269804, rel=1e-9)
    assert convert(6.582119569e-25, "GeV", "s^-1") == pytest.approx(1.0, rel=1e-9)


@pytest.mark.parametrize(
    ("value", "start", "end", "expected"),
    [
        (1.0, "pb", "fb", 1e3),
        (1.0, "cm^2", "pb", 1e36),
        (1.0, "m^2", "cm^2", 1e4),
        (1.0, "nb", "cm^2", 1e-33),
        (2.0, "pb/GeV", "fb/MeV", 2.0),
        (1.0, "GeV^-1 s^-1", "1", 6.582119569e-25),
        (3.0, "1", "1", 3.0),
        (1.0, "cm^3/s", "GeV^-2", 8.5660e16),
    ],
)
def test_conversion_values(value, start, end, expected):
    assert convert(value, start, end) == pytest.approx(expected, rel=1e-4)


def test_a_width_becomes_a_lifetime_and_c_tau():
    kaon_width = 5.317e-17
    assert convert(kaon_width, "GeV", "s", "width") == pytest.approx(1.238e-8, rel=1e-3)
    assert convert(kaon_width, "GeV", "m", "total_width") == pytest.approx(3.711, rel=1e-3)
    assert convert(1e6, "s^-1", "us", "width") == pytest.approx(1.0, rel=1e-12)
    assert convert(0.0, "GeV", "s", "width") == float("inf")
    assert not is_lifetime_inversion("GeV", "s^-1", "width")


def test_arrays_and_gvars_convert_elementwise():
    lifetimes = convert(np.array([1.0, 2.0, 0.0]), "GeV", "s", "width")
    assert lifetimes[0] == 2 * lifetimes[1]
    assert lifetimes[2] == np.inf
    inverse = convert(gvar.gvar(2.0, 0.1), "GeV", "s", "width")
    assert inverse.sdev / inverse.mean == pytest.approx(0.05)


@pytest.mark.parametrize(
    "start, end, quantity",
    [("GeV", "pb", "width"), ("pb", "s", "cross_section"), ("1", "GeV", ""), ("GeV", "s", "mass")],
)
def test_a_dimension_mismatch_raises(start, end, quantity):
    with pytest.raises(ValueError, match="cannot convert"):
        convert(1.0, start, end, quantity)


@pytest.mark.parametrize("unit", ["parsec", "pb^", "GeV**2", ""])
def test_an_unreadable_unit_is_named(unit):
    with pytest.raises(ValueError, match="unit"):
        unit_value(unit)
