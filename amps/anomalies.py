"""Triangle anomalies of a model's vectors, summed over the chiral components of its own fermions.

With charges q_L, q_R of the left- and right-handed components, N_c colours and l_L, l_R another charge, each sum is
sum N_c (q_L^a l_L^b - q_R^a l_R^b): cubic (q^3), gravitational (q), mixed with the electric charge (q^2 Q, q Q^2), and,
where the charges respect the doublets of SU(2), with hypercharge (q^2 Y, q Y^2), SU(2) (half the sum over
left-handed doublets) and SU(3) (half the sum over triplets). Leptons and quarks are known by their PDG numbers, with
T3 = 1/2 for up-type quarks and neutrinos and -1/2 for down-type quarks and charged leptons; any other fermion is taken
as a singlet of SU(2), so that Y = Q - T3 is its electric charge. Particles that the model lists as alternatives are all
counted. See Weinberg, The Quantum Theory of Fields II, section 22.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import sympy

from amps.gauge_charges import vector_charges

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from amps.gauge_charges import VectorCharges
    from amps.model import Model
    from amps.particle import Particle

UP_TYPE, DOWN_TYPE = frozenset({2, 4, 6, 12, 14, 16}), frozenset({1, 3, 5, 11, 13, 15})


@dataclass(frozen=True)
class Component:
    """A chiral component that is counted: its charge over `Anomalies.unit`, colours, electric charge and T3."""

    name: str
    chirality: str
    charge: sympy.Expr
    colours: int
    electric: Fraction
    isospin: Fraction

    @property
    def sign(self) -> int:
        """+1 for a left-handed, -1 for a right-handed component."""
        return 1 if self.chirality == "L" else -1

    @property
    def hypercharge(self) -> Fraction:
        """Y = Q - T3."""
        return self.electric - self.isospin


@dataclass(frozen=True)
class Anomalies:
    """Anomaly sums of one vector, in powers of `unit`, the common factor of its couplings.

    `missing` says which sums are left out and why; `cure` names right-handed neutrinos that cancel q^3 and q.
    """

    vector: str
    unit: sympy.Expr
    components: tuple[Component, ...]
    sums: Mapping[str, sympy.Expr]
    missing: str
    cure: str

    @property
    def is_free(self) -> bool:
        """Whether every sum vanishes."""
        return all(value == 0 for value in self.sums.values())


def anomalies(model: Model) -> tuple[Anomalies, ...]:
    """The anomaly sums of every real colourless vector that couples to fermions."""
    return tuple(_anomalies(charges, model) for charges in vector_charges(model) if charges.fermions)


def _anomalies(charges: VectorCharges, model: Model) -> Anomalies:
    values = [q for c in charges.fermions.values() for q in (c.left, c.right) if q is not None]
    unit = _common_factor([q for q in values if q != 0])
    components = []
    for found in charges.fermions.values():
        p = found.particle
        for chirality, q in (("L", found.left), ("R", found.right)):
            if q is not None:
                isospin = _isospin(p) if chirality == "L" else Fraction(0)
                charge = sympy.expand(sympy.simplify(q / unit))
                components.append(Component(p.name, chirality, charge, p.colour, p.charge, isospin))
    sums = {
        "X^3": _sum(components, lambda c: c.charge**3),
        "X grav^2": _sum(components, lambda c: c.charge),
        "X^2 Q": _sum(components, lambda c: c.charge**2 * _rational(c.electric)),
        "X Q^2": _sum(components, lambda c: c.charge * _rational(c.electric) ** 2),
    }
    missing = _broken_doublet(components, model)
    if not missing:
        sums |= {
            "X^2 Y": _sum(components, lambda c: c.charge**2 * _rational(c.hypercharge)),
            "X Y^2": _sum(components, lambda c: c.charge * _rational(c.hypercharge) ** 2),
            "X SU(2)^2": _sum([c for c in components if c.isospin], lambda c: c.charge / 4),
            "X SU(3)^2": _sum([c for c in components if c.colours == 3], lambda c: c.charge / 6),
        }
    return Anomalies(charges.vector.name, unit, tuple(components), sums, missing, _cure(sums))


def _sum(components: list[Component], term: Callable[[Component], sympy.Expr]) -> sympy.Expr:
    return sympy.factor(sympy.expand(sympy.Add(*(c.sign * c.colours * term(c) for c in components))))


def _rational(value: Fraction) -> sympy.Rational:
    return sympy.Rational(value.numerator, value.denominator)


def _isospin(particle: Particle) -> Fraction:
    """T3 of the left-handed component of a lepton or quark, 0 for any other fermion."""
    return Fraction(int(particle.pdg in UP_TYPE) - int(particle.pdg in DOWN_TYPE), 2)


def _common_factor(values: list[sympy.Expr]) -> sympy.Expr:
    """The couplings that all charges have in common, without numbers."""
    common = values[0]
    for value in values[1:]:
        common = sympy.gcd(common, value)
    return sympy.sympify(common).as_coeff_Mul()[1]


def _broken_doublet(components: list[Component], model: Model) -> str:
    """Why SU(2) and hypercharge are not those of these charges, or an empty string."""
    charge = {c.name: c.charge for c in components if c.chirality == "L"}
    by_pdg = {p.pdg: p for p in model.all_particles if p.is_fermion and p.pdg is not None}
    for down in sorted(DOWN_TYPE):
        pair = [by_pdg[n] for n in (down, down + 1) if n in by_pdg]
        values = [charge.get(p.name, sympy.S.Zero) for p in pair]
        if not any(values):
            continue
        if len(pair) == 1:
            return f"SU(2) and hypercharge: the model does not hold the other member of the doublet of {pair[0].name}"
        if sympy.expand(values[0] - values[1]) != 0:
            return (
                f"SU(2) and hypercharge: {pair[0].name} and {pair[1].name} have different charges "
                f"{values[0]} and {values[1]}, so the coupling is one below the weak scale"
            )
    return ""


def _cure(sums: Mapping[str, sympy.Expr]) -> str:
    """n right-handed neutrinos of charge q with n q^3 and n q equal to the sums, if others than these two vanish."""
    cubic, gravitational = sums["X^3"], sums["X grav^2"]
    rest = [value for name, value in sums.items() if name not in ("X^3", "X grav^2")]
    if any(rest) or not (cubic.is_Rational and gravitational.is_Rational and cubic * gravitational > 0):
        return ""
    charge = sympy.sqrt(cubic / gravitational) * sympy.sign(gravitational)
    number = gravitational / charge
    if not (charge.is_Rational and number.is_Integer):
        return ""
    plural = "s" if number > 1 else ""
    return f"{number} right-handed neutrino{plural} of charge {charge} would cancel X^3 and X grav^2"
