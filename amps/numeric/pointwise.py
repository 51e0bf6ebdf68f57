"""The trace route at single points: the same traces over numbers instead of polynomials.

For reactions with many diagrams the polynomial |M|^2 takes long and is huge; at a few points its value is had at once.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from amps.algebra.basis import Basis, eliminated_leg, orientations
from amps.amplitude import amplitude_terms
from amps.couplings import common_factor
from amps.interference import Squarer
from amps.longitudinal import conserved_legs, contracted
from amps.numeric.invariants import evaluate_invariant, stable_dot
from amps.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import sympy

    from amps.couplings import Monomial
    from amps.diagrams import Diagram
    from amps.model import Model
    from amps.reaction import Reaction
    from amps.words import Denominator


class _Numbers:
    """What `Ring` offers to the trace engine, over complex numbers."""

    zero, one = 0.0, 1.0

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def constant(self, value: int | Fraction) -> float:
        return float(value)


class _Lookup:
    """Values of parameters, those that the model defines by others included."""

    def __init__(self, model: Model, parameters: Mapping[str, Any]) -> None:
        self.parameters = parameters
        self.definitions = {symbol.name: expression for symbol, expression in model.all_definitions.items()}

    def __call__(self, name: str) -> complex:
        if name in self.parameters:
            return complex(self.parameters[name])
        if name not in self.definitions:
            raise ValueError(f"no value for the parameter {name!r}")
        return self.expression(self.definitions[name])

    def expression(self, expression: sympy.Expr) -> complex:
        """An expression in parameters."""
        return complex(expression.evalf(17, subs={s: self(s.name) for s in expression.free_symbols}))


def squared_amplitude_at(
    reaction: Reaction, model: Model, diagrams: Sequence[Diagram], momenta: Any, parameters: Mapping[str, Any]
) -> Any:
    """|M|^2 at momenta (n, legs, 4), averaged and summed as everywhere; every point costs the whole trace once."""
    terms = [term for diagram in diagrams for term in amplitude_terms(diagram, model)]
    common = common_factor(term.coefficient for term in terms)
    inverse = common.inverse()
    relative = [(term.coefficient * inverse, term) for term in terms]
    denominators: list[Denominator] = list(dict.fromkeys(d for t in terms for d in t.denominators))
    masses = [p.mass for p in reaction.legs]
    conserved = conserved_legs(reaction, relative, Vocabulary.collect(relative, denominators, (), masses, reaction))
    lookup = _Lookup(model, parameters)

    def value(monomial: Monomial, conjugated: bool = False) -> complex:
        number = lookup.expression(monomial.sympy())
        return number.conjugate() if conjugated else number

    names = {m for m in [*masses, *(d.mass for d in denominators)] if m}
    numbers = _Numbers({name: lookup(name).real for name in names})
    prefactor = abs(value(common)) ** 2 * float(reaction.average)
    coefficients = {m: value(m) for m, _ in relative}
    variants = list(contracted(reaction, relative, conserved))
    by_blade = orientations(len(masses), eliminated_leg(reaction.signs))
    out = []
    for point in np.asarray(momenta, dtype=float):
        basis = Basis(reaction.signs, eliminated_leg(reaction.signs), _gram(reaction, point, masses, numbers))
        tensors = {blade: float(evaluate_invariant(t, point[None], ())[0]) for blade, t in by_blade.items()}
        squarer = Squarer(reaction, basis, numbers, value, np.conjugate, 1j, tensors.__getitem__)
        inverses = {d: 1 / _virtuality(d, basis, squarer, numbers, lookup, reaction) for d in denominators}
        total = 0.0
        for sign, inverse_masses, variant in variants:
            groups = squarer.group(
                [(coefficients[c] * np.prod([inverses[d] for d in t.denominators]), t) for c, t in variant]
            )
            part = squarer.square(groups, symmetric=True)
            total += sign * float(np.real(part)) / float(np.prod([numbers[m] ** 2 for m in inverse_masses]))
        out.append(prefactor * total)
    return np.array(out)


def _gram(reaction: Reaction, point: Any, masses: Sequence[str | None], numbers: _Numbers) -> Any:
    kept = [k for k in range(len(masses)) if k != eliminated_leg(reaction.signs)]
    values = [0.0 if m is None else numbers[m] for m in masses]
    return tuple(
        tuple(
            values[i] ** 2 if i == j else float(stable_dot(point[None, i], point[None, j], values[i], values[j])[0])
            for j in kept
        )
        for i in kept
    )


def _virtuality(
    d: Denominator, basis: Basis, squarer: Squarer, numbers: _Numbers, lookup: _Lookup, reaction: Reaction
) -> complex:
    q = basis.reduce(d.momentum)
    value: complex = squarer.algebra.dot(q, q) - (0.0 if d.mass is None else numbers[d.mass] ** 2)
    sides = [
        {s for c, s in zip(d.momentum, reaction.signs, strict=True) if bool(c) is inside} for inside in (True, False)
    ]
    if d.width is not None and d.mass is not None and any(len(side) == 1 for side in sides):
        value += 1j * numbers[d.mass] * lookup(d.width).real
    return value
