"""The ways in which a statement is judged: a formula, a scaling, a number, and what print leaves open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import sympy

    from amps.comparison import Comparison, Verdict

    Derivation = Callable[[], sympy.Expr]
    Judge = Callable[[], Comparison]

APPROXIMATE = 0.1
"""Relative tolerance of a number printed with "~" and two digits."""
ONE_DIGIT = 0.25
"""Relative tolerance of a number printed with "~" and one digit."""


def formula(published: str, derived: Derivation, *assumptions: str) -> Judge:
    """A printed formula (plain text) against a derived expression; stated limits are among the assumptions."""

    def judge() -> Comparison:
        from amps.comparison import compare
        from amps.reading import read_text

        return compare(read_text(published), derived(), assumptions)

    return judge


def scaling(published: str, derived: Derivation, *assumptions: str) -> Judge:
    """Bare powers after "~": right if published/derived is a constant, whatever its value."""

    def judge() -> Comparison:
        import sympy

        found = formula(published, derived, *assumptions)()
        if found.verdict != "differs by a factor" or found.factor is None:
            return found
        verdict: Verdict = "equal in limit" if found.limit else "equal"
        where = f" for {found.limit.text}" if found.limit else ""
        note = f"as a scaling{where}: the derived expression is {1 / found.factor} times the printed powers"
        return replace(found, verdict=verdict, factor=sympy.S.One, note=note, counterexample=None)

    return judge


def number(published: float, derived: Callable[[], float], rtol: float, note: str = "") -> Judge:
    """A printed number against a derived one, within the relative accuracy of the print."""

    def judge() -> Comparison:
        from amps.comparison import compare_numbers

        found = compare_numbers(published, derived(), rtol)
        return replace(found, note="; ".join(filter(None, (found.note, note))))

    return judge


def convention(published: str, derived: Derivation, note: str, *assumptions: str) -> Judge:
    """A formula that is right under a convention which the print does not state; `note` says which."""

    def judge() -> Comparison:
        found = formula(published, derived, *assumptions)()
        if found.verdict in ("equal", "equal in limit"):
            return found
        return replace(found, verdict="convention", note=f"{note}; {found.note}")

    return judge


def undecidable(derived: Derivation, note: str) -> Judge:
    """Print that leaves the formula open; the derived one is given instead."""

    def judge() -> Comparison:
        from amps.comparison import Comparison

        expression = derived()
        return Comparison("not decidable as printed", "proof", expression, expression, note=note)

    return judge
