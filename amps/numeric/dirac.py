"""Dirac algebra in components: chiral representation, four-vectors in light-cone components.

gamma^0 = [[0, 1], [1, 0]], gamma^k = [[0, sigma_k], [-sigma_k, 0]], gamma5 = i g0 g1 g2 g3 = diag(-1, -1, 1, 1), so
that Tr[gamma5 g0 g1 g2 g3] = -4i. A vector is (v^p, v^m, v^t, v^s) = (v0 + v3, v0 - v3, v1 + i v2, v1 - i v2): in these
components every entry of vslash is plus or minus one component, and a.b = (a^p b^m + a^m b^p - a^t b^s - a^s b^t)/2.

A component is any number (float, complex, array, recorded value); None stands for one that vanishes identically.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Any

Component = Any
Spinor = Sequence[Component]  # 4 components, a column or a row
Vector = Sequence[Component]  # 4 light-cone components

PLUS, MINUS, T, S = range(4)
BASIS: tuple[Vector, ...] = tuple(tuple(1.0 if k == n else None for k in range(4)) for n in range(4))
# g^{AB}, the inverse of the metric above: its only entries
INVERSE_METRIC = ((PLUS, MINUS, 2.0), (MINUS, PLUS, 2.0), (T, S, -2.0), (S, T, -2.0))


def permutation_sign(order: Sequence[int]) -> int:
    """Sign of the permutation that sorts distinct numbers."""
    return -1 if sum(a > b for k, a in enumerate(order) for b in order[k + 1 :]) % 2 else 1


_SIGNED_ORDERS = tuple((permutation_sign(order), order) for order in permutations(range(4)))


def add(a: Component, b: Component) -> Component:
    """a + b."""
    if a is None:
        return b
    return a if b is None else a + b


def negative(a: Component) -> Component:
    """-a."""
    return None if a is None else -a


def multiply(a: Component, b: Component) -> Component:
    """a b."""
    if a is None or b is None:
        return None
    if isinstance(a, float) and a == 1.0:
        return b
    return a if isinstance(b, float) and b == 1.0 else a * b


def total(values: Sequence[Component]) -> Component:
    """Sum by halves, so that a sum and its mirror image are the same expression."""
    if not values:
        return None
    middle = len(values) // 2
    return values[0] if middle == 0 else add(total(values[:middle]), total(values[middle:]))


def scaled(factor: Component, values: Sequence[Component]) -> tuple[Component, ...]:
    """factor times each component."""
    return tuple(multiply(factor, v) for v in values)


def summed(a: Sequence[Component], b: Sequence[Component]) -> tuple[Component, ...]:
    """Component-wise sum."""
    return tuple(add(x, y) for x, y in zip(a, b, strict=True))


def light_cone(momentum: Any, i: Any = 1j) -> Vector:
    """Light-cone components of Cartesian (E, x, y, z); `i` is the imaginary unit of the arithmetic."""
    energy, x, y, z = momentum
    return energy + z, energy - z, x + i * y, x - i * y


def lowered(v: Vector) -> Vector:
    """v_A = g_AB v^B."""
    return multiply(0.5, v[MINUS]), multiply(0.5, v[PLUS]), multiply(-0.5, v[S]), multiply(-0.5, v[T])


def raised(v: Vector) -> Vector:
    """v^A = g^AB v_B."""
    return multiply(2.0, v[MINUS]), multiply(2.0, v[PLUS]), multiply(-2.0, v[S]), multiply(-2.0, v[T])


def pairing(a: Sequence[Component], b: Sequence[Component]) -> Component:
    """Sum of products of components: row times column, or upper with lower vector components."""
    return total([multiply(x, y) for x, y in zip(a, b, strict=True)])


def dot(a: Vector, b: Vector) -> Component:
    """a.b of two vectors with upper components."""
    return pairing(a, lowered(b))


def levi_civita(a: Vector, b: Vector, c: Vector, d: Vector) -> Component:
    """epsilon^{mnrs} a_m b_n c_r d_s with epsilon^{0123} = +1: i/4 times the determinant of light-cone components."""
    terms = []
    for sign, (i, j, k, n) in _SIGNED_ORDERS:
        term = multiply(multiply(a[i], b[j]), multiply(c[k], d[n]))
        if term is not None:
            terms.append(term if sign > 0 else negative(term))
    return multiply(0.25j, total(terms))


def slash_column(v: Vector, psi: Spinor) -> Spinor:
    """vslash psi."""
    p, m, t, s = v
    return (
        add(multiply(m, psi[2]), negative(multiply(s, psi[3]))),
        add(negative(multiply(t, psi[2])), multiply(p, psi[3])),
        add(multiply(p, psi[0]), multiply(s, psi[1])),
        add(multiply(t, psi[0]), multiply(m, psi[1])),
    )


def row_slash(psi: Spinor, v: Vector) -> Spinor:
    """psibar vslash."""
    p, m, t, s = v
    return (
        add(multiply(psi[2], p), multiply(psi[3], t)),
        add(multiply(psi[2], s), multiply(psi[3], m)),
        add(multiply(psi[0], m), negative(multiply(psi[1], t))),
        add(negative(multiply(psi[0], s)), multiply(psi[1], p)),
    )


def projected(psi: Spinor, chirality: int) -> Spinor:
    """P_L (chirality -1) or P_R (+1) on either side of a spinor; 0 leaves it unchanged."""
    if chirality == 0:
        return psi
    return (psi[0], psi[1], None, None) if chirality < 0 else (None, None, psi[2], psi[3])


def column_of_row(row: Spinor) -> Spinor:
    """C row^T with C = i gamma^2 gamma^0, the psi of a Majorana field from its psibar."""
    return row[1], negative(row[0]), negative(row[3]), row[2]


def row_of_column(column: Spinor) -> Spinor:
    """column^T C, the psibar of a Majorana field from its psi."""
    return negative(column[1]), column[0], column[3], negative(column[2])


def bar_of(column: Spinor) -> Spinor:
    """psi^dagger gamma^0 of numbers."""
    a, b, c, d = (None if x is None else x.conjugate() for x in column)
    return c, d, a, b
