"""Powers of GeV: of the operators in a Lagrangian, and of the couplings that must make every term GeV^4.

A scalar or vector field counts 1, a fermion 3/2, a derivative 1. Each product in a coefficient, and each definition of
one parameter by others, is a linear equation for the powers of its symbols; the equations are solved exactly, and one
that contradicts those before it is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import sympy

from amps.form_factors import MARK
from amps.lagrangian import FieldFactor
from amps.vertices import Momentum

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amps.lagrangian import Expression, Factor
    from amps.model import Model

Equation = tuple[dict[str, Fraction], Fraction]
"""Sum of coefficient * power(symbol) = number."""


@dataclass(frozen=True)
class Dimensions:
    """Mass dimensions of a model's operators and parameters.

    `operators` gives those of each term's field products, `parameters` the power of GeV of each parameter, None where
    only a product with others is fixed. `conflicts` says by name of term or definition what cannot have dimension 4.
    """

    operators: Mapping[str, tuple[Fraction, ...]]
    parameters: Mapping[str, Fraction | None]
    conflicts: Mapping[str, str]


def operator_dimension(factors: tuple[Factor, ...]) -> Fraction:
    """Power of GeV of a product of fields and derivatives."""
    fields = [f for f in factors if isinstance(f, FieldFactor)]
    return sum((Fraction(3, 2) if f.particle.is_fermion else 1) + len(f.derivatives) for f in fields) + Fraction(0)


def mass_dimensions(model: Model, known: Mapping[str, int] | None = None) -> Dimensions:
    """Powers of GeV that the model's terms, definitions and declarations require.

    `known` gives those of constants of nature (G_F: -2) that the model does not declare itself.
    """
    system = _System()
    for p in model.all_particles:
        for name in (p.mass, p.width):
            if name is not None:
                system.add(({name: Fraction(1)}, Fraction(1)))
    for name, parameter in model.all_parameters.items():
        system.add(({name: Fraction(1)}, Fraction(parameter.power)))
    for name, power in (known or {}).items():
        if name not in model.all_parameters:
            system.add(({name: Fraction(1)}, Fraction(power)))
    conflicts: dict[str, str] = {}
    for symbol, value in model.all_definitions.items():
        for powers, number in _alike(value, {symbol.name: Fraction(-1)}):
            if not system.add((powers, number)):
                conflicts[str(symbol)] = f"the definition {symbol} = {value} does not have one dimension"
    operators = {}
    for name, term in model.all_terms.items():
        operators[name] = tuple(dict.fromkeys(operator_dimension(factors) for _, factors in term.monomials))
        for (powers, number), dimension, coefficient in _equations(term):
            needed = 4 - dimension
            if not system.add((powers, needed - number)):
                conflicts[name] = (
                    f"an operator of dimension {dimension} needs a coupling of GeV^{needed}, which {coefficient} is "
                    "not, by its units or by other terms"
                )
    for legs, needed, (powers, number) in _rule_equations(model):
        if not system.add((powers, needed - number)):
            conflicts[legs] = f"the vertex {legs} needs a coupling of GeV^{needed}, which it has not in all its terms"
    for name, function in model.all_form_factors.items():
        system.add(({"q2": Fraction(1)}, Fraction(2)))
        if not all(system.add(equation) for equation in _alike(function, {})):
            conflicts[name] = f"the form factor {name} = {function} has a dimension, or parts of different ones"
    used = {s.name for term in model.all_terms.values() for c, _ in term.monomials for s in c.free_symbols}
    used |= {s.name for f in model.all_form_factors.values() for s in f.free_symbols} - {"q2"}
    used |= {s.name for v in model.all_rules for term in v.terms for s in term.coefficient.free_symbols}
    used |= {s.name for value in model.all_definitions.values() for s in value.free_symbols}
    names = {n for n in used if not n.startswith(MARK)} | {s.name for s in model.all_definitions}
    return Dimensions(operators, {n: system.value(n) for n in sorted(names | set(model.all_parameters))}, conflicts)


def _equations(term: Expression) -> Iterator[tuple[Equation, Fraction, sympy.Expr]]:
    for coefficient, factors in term.monomials:
        dimension = operator_dimension(factors)
        for product in sympy.Add.make_args(sympy.expand(coefficient)):
            for equation in _powers(product):
                yield equation, dimension, coefficient


def _rule_equations(model: Model) -> Iterator[tuple[str, Fraction, Equation]]:
    """Legs, power of GeV that the coefficient needs, and what its symbols count, for every given Feynman rule."""
    for vertex in model.all_rules:
        fields = sum(Fraction(3, 2) if model.species[name].is_fermion else 1 for name in vertex.legs)
        for term in vertex.terms:
            needed = Fraction(4) - fields - sum(isinstance(t, Momentum) for t in term.tensors)
            for product in sympy.Add.make_args(sympy.expand(term.coefficient)):
                for equation in _powers(product):
                    yield " ".join(vertex.legs), needed, equation


def _alike(value: sympy.Expr, start: Mapping[str, Fraction]) -> Iterator[Equation]:
    """The equations that say: every part of `value` has the dimension of what `start` counts negatively."""
    for product in sympy.Add.make_args(sympy.expand(value)):
        for powers, number in _powers(product):
            merged = dict(start)
            for name, power in powers.items():
                merged[name] = merged.get(name, Fraction(0)) + power
            yield merged, -number


def _powers(product: sympy.Expr) -> list[Equation]:
    """What symbols count in a product; functions, whose dimension is not known, count 0.

    A power of a sum counts as each of its parts, so there may be several.
    """
    found: list[Equation] = [({}, Fraction(0))]
    for factor in sympy.Mul.make_args(product):
        base, power = factor.as_base_exp()
        if not power.is_Rational:
            continue
        p = Fraction(int(power.p), int(power.q))
        if base.is_Symbol:
            for powers, _ in found:
                powers[base.name] = powers.get(base.name, Fraction(0)) + p
        elif base.is_Add or base.is_Mul:
            parts = [part for term in sympy.Add.make_args(sympy.expand(base)) for part in _powers(term)]
            found = [
                ({n: a.get(n, Fraction(0)) + p * b.get(n, Fraction(0)) for n in {*a, *b}}, x + p * y)
                for a, x in found
                for b, y in parts
            ]
    return found


class _System:
    """Linear equations in echelon form, added one by one."""

    def __init__(self) -> None:
        self.rows: dict[str, Equation] = {}

    def _reduced(self, equation: Equation) -> Equation:
        powers, number = dict(equation[0]), equation[1]
        for pivot in [name for name in powers if name in self.rows]:
            factor = powers.pop(pivot)
            row, value = self.rows[pivot]
            for name, power in row.items():
                powers[name] = powers.get(name, Fraction(0)) - factor * power
            number -= factor * value
        return {name: power for name, power in powers.items() if power}, number

    def add(self, equation: Equation) -> bool:
        """Whether the equation agrees with those before it. A row reads pivot + sum = number, without other pivots."""
        powers, number = self._reduced(equation)
        if not powers:
            return number == 0
        pivot = next(iter(powers))
        factor = powers.pop(pivot)
        self.rows[pivot] = ({name: power / factor for name, power in powers.items()}, number / factor)
        for name, row in self.rows.items():
            if pivot in row[0]:
                self.rows[name] = self._reduced(row)
        return True

    def value(self, name: str) -> Fraction | None:
        """The power of a symbol, None where the equations leave it open."""
        row = self.rows.get(name)
        return row[1] if row is not None and not row[0] else None
