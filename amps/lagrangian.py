"""A small language for Lagrangian terms: products of fields, derivatives, gamma matrices and parameters.

    mu, nu = indices("mu nu")
    -e * Q * A[mu] * bar(f) * gamma[mu] * f          # the QED vertex, f and A being Particles made `field`s
    -g/4 * a * F(A, mu, nu) * Fdual(A, mu, nu)       # an axion-like particle

An `Expression` is a sum of ordered monomials with SymPy coefficients. Indices occurring twice are summed.
Parameters are real SymPy symbols unless declared complex; `hc` is the hermitian conjugate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sympy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amps.particle import Particle


@dataclass(frozen=True)
class Index:
    """A Lorentz index."""

    name: str


def indices(names: str) -> tuple[Index, ...]:
    """Lorentz indices from a space-separated list of names."""
    return tuple(Index(name) for name in names.split())


@dataclass(frozen=True)
class FieldFactor:
    """One field operator: which particle, conjugated or not, its Lorentz index and its derivatives."""

    particle: Particle
    conjugated: bool
    index: Index | None
    derivatives: tuple[Index, ...] = ()

    @property
    def incoming(self) -> str:
        """The particle that this operator annihilates."""
        return self.particle.antiname if self.conjugated else self.particle.name


@dataclass(frozen=True)
class GammaFactor:
    """gamma^index."""

    index: Index


@dataclass(frozen=True)
class Gamma5Factor:
    """gamma5."""


@dataclass(frozen=True)
class MetricFactor:
    """g^{first second}."""

    first: Index
    second: Index


@dataclass(frozen=True)
class LeviCivitaFactor:
    """epsilon with four upper indices, epsilon^{0123} = +1."""

    indices: tuple[Index, Index, Index, Index]


Factor = FieldFactor | GammaFactor | Gamma5Factor | MetricFactor | LeviCivitaFactor
Monomial = tuple[sympy.Expr, tuple[Factor, ...]]


class Expression:
    """A sum of monomials, each a SymPy coefficient times an ordered product of factors."""

    __slots__ = ("monomials",)

    def __init__(self, monomials: Iterable[Monomial]) -> None:
        self.monomials: tuple[Monomial, ...] = tuple((c, f) for c, f in monomials if c != 0)

    def __add__(self, other: Any) -> Expression:
        return Expression((*self.monomials, *_expression(other).monomials))

    __radd__ = __add__

    def __neg__(self) -> Expression:
        return Expression((-c, f) for c, f in self.monomials)

    def __sub__(self, other: Any) -> Expression:
        return self + (-_expression(other))

    def __rsub__(self, other: Any) -> Expression:
        return _expression(other) - self

    def __mul__(self, other: Any) -> Expression:
        right = _expression(other).monomials
        return Expression((a * b, f + g) for a, f in self.monomials for b, g in right)

    def __rmul__(self, other: Any) -> Expression:
        return _expression(other) * self

    def __truediv__(self, other: Any) -> Expression:
        return Expression((c / sympy.sympify(other), f) for c, f in self.monomials)

    def __pow__(self, power: int) -> Expression:
        if not isinstance(power, int) or power < 1:
            raise ValueError(f"a field expression can be raised to a positive integer, not to {power!r}")
        result = self
        for _ in range(power - 1):
            result = result * self
        return result

    def latex(self, names: Mapping[str, str] | None = None) -> str:
        """The sum of terms as on paper; `names` gives the LaTeX of parameters by their names."""
        from amps.lagrangian_latex import expression_latex

        return expression_latex(self, names)

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"

    def __repr__(self) -> str:
        return (
            " + ".join("*".join([f"({c})" if c.is_Add else f"{c}", *map(_text, f)]) for c, f in self.monomials) or "0"
        )


def _text(factor: Factor) -> str:
    match factor:
        case FieldFactor(particle, conjugated, index, derivatives):
            name = particle.name
            if conjugated:
                name = f"bar({name})" if particle.is_fermion else f"conj({name})"
            return "".join(f"d_{d.name} " for d in derivatives) + name + (f"_{index.name}" if index else "")
        case GammaFactor(index):
            return f"gamma^{index.name}"
        case Gamma5Factor():
            return "gamma5"
        case MetricFactor(first, second):
            return f"g_{first.name}{second.name}"
        case LeviCivitaFactor(names):
            return "eps_" + "".join(i.name for i in names)


def _expression(value: Any) -> Expression:
    return value if isinstance(value, Expression) else Expression([(sympy.sympify(value), ())])


class Field(Expression):
    """A field of the Lagrangian. Index a vector field as A[mu]; conjugate with `bar` (fermions) or `conj` (bosons)."""

    __slots__ = ("particle",)

    def __init__(self, particle: Particle) -> None:
        super().__init__([(sympy.S.One, (FieldFactor(particle, False, None),))])
        self.particle = particle

    def __getitem__(self, index: Index) -> Expression:
        if self.particle.spin != "1":
            raise ValueError(f"field {self.particle.name!r} has spin {self.particle.spin} and takes no Lorentz index")
        return Expression([(sympy.S.One, (FieldFactor(self.particle, False, index),))])


def bar(field: Field) -> Expression:
    """psibar of a Dirac or Majorana field."""
    if not field.particle.is_fermion:
        raise ValueError(f"bar() takes a spin-1/2 field, {field.particle.name!r} has spin {field.particle.spin}")
    return Expression([(sympy.S.One, (FieldFactor(field.particle, True, None),))])


def conj(expression: Expression) -> Expression:
    """The complex conjugate of bosonic fields (a real field is its own)."""
    monomials: list[Monomial] = []
    for coefficient, factors in expression.monomials:
        if any(isinstance(f, FieldFactor) and f.particle.is_fermion for f in factors):
            raise ValueError("conj() is for bosons; use bar() for a fermion field and hc() for a whole term")
        monomials.append((sympy.conjugate(coefficient), tuple(_conjugate(f) for f in factors)))
    return Expression(monomials)


def _conjugate(factor: Factor) -> Factor:
    if isinstance(factor, FieldFactor) and (factor.particle.is_fermion or not factor.particle.self_conjugate):
        return replace(factor, conjugated=not factor.conjugated)
    return factor


def d(expression: Expression, index: Index) -> Expression:
    """The derivative d_index of an expression, by the product rule."""
    monomials: list[Monomial] = []
    for coefficient, factors in expression.monomials:
        for k, factor in enumerate(factors):
            if isinstance(factor, FieldFactor):
                moved = replace(factor, derivatives=(*factor.derivatives, index))
                monomials.append((coefficient, (*factors[:k], moved, *factors[k + 1 :])))
    return Expression(monomials)


class _GammaMatrices:
    """gamma[mu] is a gamma matrix."""

    def __getitem__(self, index: Index) -> Expression:
        return Expression([(sympy.S.One, (GammaFactor(index),))])


gamma = _GammaMatrices()
gamma5 = Expression([(sympy.S.One, (Gamma5Factor(),))])
P_L = (1 - gamma5) / 2
P_R = (1 + gamma5) / 2


def sigma(mu: Index, nu: Index) -> Expression:
    """sigma^{mu nu} = (i/2) [gamma^mu, gamma^nu]."""
    commutator = gamma[mu] * gamma[nu] - gamma[nu] * gamma[mu]
    half: Expression = commutator * (sympy.I / 2)
    return half


def metric(mu: Index, nu: Index) -> Expression:
    """g_{mu nu}."""
    return Expression([(sympy.S.One, (MetricFactor(mu, nu),))])


def levi_civita(a: Index, b: Index, c: Index, e: Index) -> Expression:
    """epsilon^{abce} with epsilon^{0123} = +1."""
    return Expression([(sympy.S.One, (LeviCivitaFactor((a, b, c, e)),))])


def F(field: Field, mu: Index, nu: Index) -> Expression:
    """Field strength d_mu A_nu - d_nu A_mu."""
    return d(field[nu], mu) - d(field[mu], nu)


def Fdual(field: Field, mu: Index, nu: Index) -> Expression:
    """Dual field strength (1/2) epsilon^{mu nu a b} F_ab."""
    a, b = Index(f"{mu.name}{nu.name}_a"), Index(f"{mu.name}{nu.name}_b")
    return levi_civita(mu, nu, a, b) * d(field[b], a)


def hc(expression: Expression) -> Expression:
    """The hermitian conjugate: (psibar1 G psi2)^dagger = psibar2 (g0 G^dagger g0) psi1, bosons conjugated."""
    monomials: list[Monomial] = []
    for coefficient, factors in expression.monomials:
        sign = (-1) ** sum(isinstance(f, Gamma5Factor) for f in factors)
        monomials.append((sign * sympy.conjugate(coefficient), tuple(_conjugate(f) for f in reversed(factors))))
    return Expression(monomials)


def parameters(names: str) -> tuple[sympy.Symbol, ...]:
    """Real parameters (couplings, masses, charges) from a space-separated list of names."""
    return tuple(sympy.Symbol(name, real=True) for name in names.split())
