"""Right formulas must pass, planted errors must be found and planted factors named."""

import pytest

import amps
from amps.reading import read_text

from .planted import plant
from .published import FORMULAS

COUNT, SEED = 200, 2026
BY_NAME = {formula.name: formula for formula in FORMULAS}


def planted(start, step):
    return plant(FORMULAS, COUNT, SEED)[start::step]


def judged(errors):
    return [(error, amps.compare(error.wrong, BY_NAME[error.name].derived, error.assumptions)) for error in errors]


def missed(results):
    return [(e.name, e.kind, e.wrong) for e, found in results if found.verdict.startswith("equal")]


def misnamed(results):
    return [
        (e.name, e.factor, found.factor) for e, found in results if e.factor is not None and found.factor != e.factor
    ]


def test_there_are_forty_formulas():
    assert len(BY_NAME) == len(FORMULAS) == 40


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda f: f.name)
def test_no_false_alarm(formula):
    found = amps.compare(formula.text, formula.derived, formula.assumptions)
    stated_limit = any("<<" in a or "->" in a for a in formula.assumptions)
    assert found.verdict == ("equal in limit" if stated_limit else "equal"), found


@pytest.mark.parametrize("formula", FORMULAS[::4], ids=lambda f: f.name)
def test_a_formula_differs_from_a_generic_other_one(formula):
    """The published text is no accident: with one more term of its own it is not accepted."""
    published = read_text(formula.text)
    extra = sorted(published.free_symbols, key=str)[0]
    assert not amps.compare(published * (1 + extra), formula.derived, formula.assumptions).verdict.startswith("equal")


def test_planted_errors_are_found():
    results = judged(planted(0, 8))
    assert missed(results) == []
    assert misnamed(results) == []


@pytest.mark.slow
def test_all_planted_errors_are_found():
    results = judged(planted(0, 1))
    factors = [e for e, _ in results if e.factor is not None]
    assert len(results) == COUNT
    assert len(missed(results)) <= 0.01 * COUNT, missed(results)
    assert len(misnamed(results)) <= 0.05 * len(factors), misnamed(results)


def test_the_generator_is_seeded():
    assert plant(FORMULAS, 12, 7) == plant(FORMULAS, 12, 7)
    assert plant(FORMULAS, 12, 7) != plant(FORMULAS, 12, 8)
