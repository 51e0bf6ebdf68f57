"""SLHA-like cards."""

import pytest

from amps.ufo.cards import read_card
from amps.ufo.errors import UFOError

CARD = """
# comment
Block SMINPUTS
    1 1.279000e+02 # aEWM1
BLOCK MIX Q= 9.1d+01  # a matrix
    1 2 -5.0d-01
Block SPINFO
    1 Generator
Block ALPHA
    0.25 # without a number
DECAY 6 1.5 # top
    1.0 2 5 24 # branching fraction
decay 25 Auto
"""


def test_blocks_decays_and_fortran_numbers(tmp_path):
    path = tmp_path / "param_card.dat"
    path.write_text(CARD)
    assert read_card(path).values == {
        ("SMINPUTS", (1,)): 127.9,
        ("MIX", (1, 2)): -0.5,
        ("ALPHA", ()): 0.25,
        ("DECAY", (6,)): 1.5,
        ("DECAY", (25,)): None,
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [("Block", "BLOCK without a name"), ("DECAY 6", "DECAY reads"), ("DECAY x 1.0", "'x' is not a whole number")],
)
def test_errors_name_file_and_line(tmp_path, line, reason):
    path = tmp_path / "restrict_x.dat"
    path.write_text(f"\n{line}\n")
    with pytest.raises(UFOError, match=rf"^restrict_x.dat:2: {reason}"):
        read_card(path)
