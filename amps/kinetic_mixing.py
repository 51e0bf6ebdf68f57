r"""Kinetic mixing undone: fields with canonical kinetic terms and masses for L = -1/4 F_i K_ij F_j + 1/2 V_i M_ij V_j.

With V = R V' the conditions are R^T K R = 1 and R^T M R = diag(m'^2). For a photon A and a massive X with
L = -1/4 F^2 - 1/4 X^2 - (eps/2) F X + 1/2 m_X^2 X^2 the solution is

    A = A' - eps/sqrt(1 - eps^2) X',    X = X'/sqrt(1 - eps^2),    m'^2 = m_X^2/(1 - eps^2),

so that a field of electric charge Q, which couples to A with the charge e Q, has the charge -eps e Q under X' to first
order, and the matter charged under X stays neutral under A' (Holdom, Phys. Lett. B166 (1986) 196). The sign of eps is
the convention of that Lagrangian: with +(eps/2) F X the charge is +eps e Q, which is how `amps.models.dark_photon` has
it. For hypercharge instead of the photon see Babu, Kolda, March-Russell, hep-ph/9710441.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import sympy

from amps.field_redefinition import containing, redefined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amps.lagrangian import Expression
    from amps.particle import Particle


@dataclass(frozen=True)
class Diagonalisation:
    """Fields V = redefinition * V', with masses_squared those of V'.

    `kinetic` and `mass` are K and M of the original fields, named `fields`; the k-th new field becomes the k-th old one
    as the mixing vanishes, up to the mixing that M alone has. `order` is None for the exact result, else the highest
    power of `parameter` that is kept.
    """

    fields: tuple[str, ...]
    kinetic: sympy.Matrix
    mass: sympy.Matrix
    redefinition: sympy.Matrix
    masses_squared: tuple[sympy.Expr, ...]
    parameter: sympy.Symbol
    order: int | None = None

    def expanded(self, order: int = 1) -> Diagonalisation:
        """The exact result expanded to a power of the mixing parameter."""

        def series(entry: sympy.Expr) -> sympy.Expr:
            return sum(
                (
                    sympy.simplify(sympy.diff(entry, self.parameter, n).subs(self.parameter, 0))
                    * self.parameter**n
                    / sympy.factorial(n)
                    for n in range(order + 1)
                ),
                sympy.S.Zero,
            )

        masses = tuple(series(m) for m in self.masses_squared)
        return replace(self, redefinition=self.redefinition.applyfunc(series), masses_squared=masses, order=order)

    def couplings(self, currents: Mapping[str, sympy.Expr]) -> tuple[sympy.Expr, ...]:
        """What each new field couples to, for old fields that couple to the given currents (charges): R^T J."""
        unknown = sorted(set(currents) - set(self.fields))
        if unknown:
            raise ValueError(f"no field is called {unknown[0]!r}; they are {', '.join(self.fields)}")
        old = sympy.Matrix([currents.get(name, sympy.S.Zero) for name in self.fields])
        new = (self.redefinition.T * old).applyfunc(sympy.expand if self.order is not None else sympy.factor)
        return tuple(new)

    def in_new_fields(self, expression: Expression, old: Sequence[Particle], new: Sequence[Particle]) -> Expression:
        """A Lagrangian term of the `old` fields written in the `new` ones, both in the order of `fields`."""
        weights = self.redefinition.tolist()
        combinations = {
            field: {particle: weight for particle, weight in zip(new, row, strict=True) if weight != 0}
            for field, row in zip(old, weights, strict=True)
        }
        return redefined(expression, combinations)


def diagonalise(
    kinetic: sympy.Matrix,
    mass: sympy.Matrix,
    parameter: sympy.Symbol,
    fields: Sequence[str] = ("A", "X"),
    order: int | None = None,
) -> Diagonalisation:
    """The field redefinition for kinetic matrix K(parameter) and mass matrix M of real vector fields, GeV^2.

    K is the unit matrix where the parameter vanishes. `order=None` gives the exact result: after the massless
    combination, if there is one, at most two fields may mix. `order=1` is perturbation theory, for any number of
    fields; other orders expand the exact result. Raises ValueError for matrices that are not symmetric, two massless
    fields (whose basis is arbitrary), a mass matrix without mixing that is not diagonal for three massive fields, or
    equal masses in perturbation theory.
    """
    K, M = sympy.Matrix(kinetic), sympy.Matrix(mass)
    n = len(fields)
    if K.shape != (n, n) or M.shape != (n, n) or not K.is_symmetric() or not M.is_symmetric():
        raise ValueError(f"K and M must be symmetric {n} x {n} matrices for the fields {', '.join(fields)}")
    if K.subs(parameter, 0) != sympy.eye(n):
        raise ValueError(f"K must be the unit matrix at {parameter} = 0")
    names = tuple(fields)
    # Masses and angles are positive while SymPy simplifies roots.
    positive = {s: sympy.Dummy(s.name, positive=True) for s in (K.free_symbols | M.free_symbols) - {parameter}}
    back = {dummy: symbol for symbol, dummy in positive.items()}
    if order == 1:
        R, masses = _perturbed(K.subs(positive), M.subs(positive), parameter)
    else:
        R, masses = _exact(K.subs(positive), M.subs(positive))
    found = Diagonalisation(names, K, M, R.subs(back), tuple(m.subs(back) for m in masses), parameter)
    return found if order is None else replace(found, order=1) if order == 1 else found.expanded(order)


def photon_mixing(eps: sympy.Symbol, m_X: sympy.Symbol, order: int | None = None) -> Diagonalisation:
    """Photon A and a vector X of mass m_X with the mixing term -(eps/2) F X."""
    return diagonalise(sympy.Matrix([[1, eps], [eps, 1]]), sympy.diag(0, m_X**2), eps, ("A", "X"), order)


def hypercharge_mixing(
    eps: sympy.Symbol, m_Z: sympy.Symbol, m_X: sympy.Symbol, s2w: sympy.Expr, order: int | None = None
) -> Diagonalisation:
    """B, W3 and a vector X of mass m_X with the mixing term -(eps/2) B X.

    The new fields are photon, Z and X'; m_Z and s2w are Z mass and sin^2 of the weak angle without mixing.
    """
    s, c = sympy.sqrt(s2w), sympy.sqrt(1 - s2w)
    K = sympy.Matrix([[1, 0, eps], [0, 1, 0], [eps, 0, 1]])
    M = sympy.Matrix([[s**2, -s * c, 0], [-s * c, c**2, 0], [0, 0, 0]]) * m_Z**2 + sympy.diag(0, 0, m_X**2)
    return diagonalise(K, M, eps, ("B", "W3", "X"), order)


def mixed_terms(
    terms: Mapping[str, Expression], photon: Particle, dark: Particle, eps: sympy.Expr
) -> dict[str, Expression]:
    """What a vector couples to by mixing with the photon: A -> A + eps X in all terms, less those of the photon alone.

    `eps` is the admixture R[A, X'] of a `Diagonalisation`. Names are those of the terms, with "_mixed" appended.
    """
    found = {}
    for name, term in terms.items():
        new = containing(redefined(term, {photon: {photon: 1, dark: eps}}), dark)
        if new.monomials:
            found[f"{name}_mixed"] = new
    return found


def _exact(K: sympy.Matrix, M: sympy.Matrix) -> tuple[sympy.Matrix, tuple[sympy.Expr, ...]]:
    """Cholesky removes the mixing, an orthogonal matrix the massless field, a rotation what is left."""
    n = K.rows
    # K = L L^T, so that S = L^-T is upper triangular: the first field is shifted by the later ones.
    S = K.cholesky(hermitian=False).inv().T.applyfunc(sympy.simplify)
    mass = (S.T * M * S).applyfunc(sympy.simplify)
    orthogonal = _massless_first(mass)
    mass = (orthogonal.T * mass * orthogonal).applyfunc(sympy.simplify)
    masses = [_shorter(m) for m in mass.diagonal()]
    R = (S * orthogonal).applyfunc(sympy.simplify)
    pairs = [(i, j) for j in range(n) for i in range(j) if mass[i, j] != 0]
    if len(pairs) > 1:
        raise ValueError("three or more massive vectors mix; their masses have no useful closed form, take order=1")
    for i, j in pairs:
        rotation, masses[i], masses[j] = _rotation(n, i, j, mass)
        R = R * rotation
    return R, tuple(masses)


def _shorter(value: sympy.Expr) -> sympy.Expr:
    """The same fraction with the signs of numerator and denominator that print shorter."""
    above, below = sympy.fraction(value)
    return min((value, sympy.Mul(-above, 1 / (-below))), key=lambda form: len(str(form)))


def _massless_first(mass: sympy.Matrix) -> sympy.Matrix:
    """An orthogonal matrix whose first column is the null vector of the mass matrix; the unit matrix without one."""
    n = mass.rows
    null = mass.nullspace()
    if len(null) > 1:
        raise ValueError("two or more massless vectors: any rotation among them is a solution; give all but one a mass")
    if not null:
        return sympy.eye(n)
    first = null[0] / sympy.sqrt((null[0].T * null[0])[0])
    k = next(i for i in range(n) if first[i] != 0)
    sign = -1 if sympy.sympify(first[k]).could_extract_minus_sign() else 1
    columns = [(sign * first).applyfunc(sympy.simplify)]
    for j in [j for j in range(n) if j != k]:
        v = sympy.Matrix([int(i == j) for i in range(n)])
        for u in columns:
            v = v - u * (u.T * v)[0]
        columns.append((v / sympy.sqrt(sympy.simplify((v.T * v)[0]))).applyfunc(sympy.simplify))
    columns.insert(k, columns.pop(0))
    return sympy.Matrix.hstack(*columns)


def _rotation(n: int, i: int, j: int, mass: sympy.Matrix) -> tuple[sympy.Matrix, sympy.Expr, sympy.Expr]:
    """The rotation by theta that diagonalises entries i < j, and the two entries after it.

    tan 2 theta = 2 m_ij/(m_ii - m_jj), |theta| < pi/4: the i-th field stays the i-th whichever is the heavier.
    """
    gap = sympy.simplify(mass[i, i] - mass[j, j])
    x = sympy.simplify(2 * mass[i, j] / gap)
    cos2 = 1 / sympy.sqrt(1 + x**2)
    c = sympy.sqrt((1 + cos2) / 2)
    s = x * cos2 / (2 * c)
    rotation = sympy.eye(n)
    rotation[i, i] = rotation[j, j] = c
    rotation[i, j], rotation[j, i] = -s, s
    mean = (mass[i, i] + mass[j, j]) / 2
    return rotation, mean + gap / cos2 / 2, mean - gap / cos2 / 2


def _perturbed(
    K: sympy.Matrix, M: sympy.Matrix, parameter: sympy.Symbol
) -> tuple[sympy.Matrix, tuple[sympy.Expr, ...]]:
    """First order: with k, m the first derivatives of K and M between the fields u_i of mass m_i at parameter 0,

    R = U (1 + parameter c), c_ij = (m_j^2 k_ij - m_ij)/(m_i^2 - m_j^2), c_ii = -k_ii/2, and m_i^2 changes by
    m_ii - m_i^2 k_ii.
    """
    n = K.rows
    U, masses = _exact(sympy.eye(n), M.subs(parameter, 0))
    k = U.T * K.diff(parameter).subs(parameter, 0) * U
    m = U.T * M.diff(parameter).subs(parameter, 0) * U
    c = sympy.zeros(n, n)
    for i in range(n):
        for j in range(n):
            if i == j:
                c[i, i] = -k[i, i] / 2
                continue
            numerator, gap = masses[j] * k[i, j] - m[i, j], sympy.simplify(masses[i] - masses[j])
            if gap == 0 and sympy.simplify(numerator) != 0:
                raise ValueError("two fields of equal mass mix: first-order perturbation theory does not apply")
            c[i, j] = 0 if gap == 0 else sympy.simplify(numerator / gap)
    R = (U + parameter * U * c).applyfunc(sympy.simplify)
    shifted = tuple(masses[i] + parameter * (m[i, i] - masses[i] * k[i, i]) for i in range(n))
    return R, tuple(sympy.simplify(value) for value in shifted)
