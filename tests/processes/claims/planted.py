"""A seeded source of wrong formulas: one error of the kinds found in print, put into a right formula."""

import random
from dataclasses import dataclass

import sympy

from amps.comparing.assumptions import Assumptions
from amps.comparing.sampling import Region
from amps.reading import read_text

KINDS = ("factor", "pi", "average", "sign", "exponent", "swapped", "dropped", "limit")


@dataclass(frozen=True)
class Planted:
    """`wrong` in place of the formula of this name; `factor` is what it was multiplied with, if it was."""

    name: str
    kind: str
    wrong: sympy.Expr
    factor: sympy.Expr | None
    assumptions: tuple


def plant(formulas, count, seed):
    """`count` errors, the kinds and formulas in turn."""
    chance = random.Random(seed)
    found = []
    number = 0
    while len(found) < count:
        formula = formulas[number % len(formulas)]
        kind = KINDS[(number // len(formulas) + number) % len(KINDS)]
        number += 1
        planted = _spoil(formula, kind, chance)
        if planted is not None:
            found.append(planted)
    return found


def _spoil(formula, kind, chance):
    right = read_text(formula.text)
    if kind in ("factor", "pi", "average"):
        choices = {"factor": (2, 4, 3, 8), "pi": (sympy.pi, 2 * sympy.pi, sympy.pi**2), "average": (2, 3, 4)}[kind]
        factor = sympy.sympify(chance.choice(choices))
        factor = 1 / factor if kind != "average" and chance.random() < 0.5 else factor
        return Planted(formula.name, kind, factor * right, factor, formula.assumptions)
    if kind == "limit":
        return _wrong_limit(formula, right, chance)
    changed = [c for c in _changes(right, kind) if _is_other(c, right, formula)]
    if not changed:
        return None
    return Planted(formula.name, kind, chance.choice(changed), None, formula.assumptions)


def _changes(expression, kind):
    """Every single change of this kind that keeps all symbols."""
    found = []
    for part in sympy.preorder_traversal(expression):
        if kind in ("sign", "dropped") and part.is_Add:
            scale = -1 if kind == "sign" else 0
            found += [(part, part + (scale - 1) * term) for term in part.args]
        if kind == "exponent" and part.is_Pow and part.exp.is_Integer and part.base.is_Symbol:
            found += [(part, part.base ** (part.exp + step)) for step in (-1, 1) if part.exp + step]
    if kind == "swapped":
        masses = sorted((x for x in expression.free_symbols if x.name[:2] in ("m_", "M_")), key=str)
        pairs = [(a, b) for k, a in enumerate(masses) for b in masses[k + 1 :]]
        return [expression.xreplace({a: b, b: a}) for a, b in pairs]
    changed = [expression.xreplace({part: other}) for part, other in found]
    return [c for c in changed if c.free_symbols == expression.free_symbols]


def _wrong_limit(formula, right, chance):
    """One mass set to zero, but said to be large."""
    masses = sorted((x for x in right.free_symbols if x.name[:2] in ("m_", "M_")), key=str)
    for mass in chance.sample(masses, len(masses)):
        others = [m for m in masses if m != mass]
        there = right.subs(mass, 0)
        if others and there.is_finite and there != 0 and there != right and not formula.assumptions:
            large = chance.choice(others)
            return Planted(formula.name, "limit", there, None, (f"{large} << {mass}",))
    return None


def _is_other(changed, right, formula):
    """Whether the change matters: differs by more than a per mille at a physical point."""
    given = Assumptions.read(formula.assumptions)
    sides = [given.apply(side) for side in (changed, right)]
    physical = [sides[1], given.apply(formula.derived)]
    point = Region(physical, given, 5, real=physical).points(1)[0]
    values = [side.evalf(15, subs=point) for side in sides]
    if not (values[0].is_real and values[0].is_finite):
        return False
    return abs(values[0] / values[1] - 1) > 1e-3
