"""Nuclei by name."""

import pytest

from processes.core.nuclei import TARGET, Nucleus, expand_nucleus, nucleus

PARAMETERS = {p.symbol: p for p in TARGET}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ar", (18, 40)), ("Ar40", (18, 40)), ("Ar-36", (18, 36)), ("Pb", (82, 208)), ("H", (1, 1)), ("U", (92, 238))],
)
def test_name(name, expected):
    found = nucleus(name)
    assert found == Nucleus(found.symbol, *expected)


@pytest.mark.parametrize("name", ["argon", "Xx", "", "40Ar", "Ar17", "Ar400"])
def test_unknown_name(name):
    with pytest.raises(ValueError, match=r"no nucleus|cannot have"):
        nucleus(name)


def test_name_stands_for_charge_and_mass_number():
    assert expand_nucleus({"nucleus": "Fe", "x": 1}, PARAMETERS) == {"x": 1, "Z": 26.0, "A": 56.0}
    assert expand_nucleus({"Z": 1}, PARAMETERS) == {"Z": 1}
    with pytest.raises(ValueError, match="given too"):
        expand_nucleus({"nucleus": "Fe", "Z": 27}, PARAMETERS)
    with pytest.raises(ValueError, match="must be a name"):
        expand_nucleus({"nucleus": 26}, PARAMETERS)


def test_process_without_a_nucleus_leaves_the_keyword_alone():
    assert expand_nucleus({"nucleus": "Fe"}, {}) == {"nucleus": "Fe"}
