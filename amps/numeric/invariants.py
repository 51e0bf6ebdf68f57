"""Invariants of given four-momenta, with as few digits lost as the momenta allow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from amps.algebra.basis import Orientation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amps.algebra.basis import Invariant

Array = "NDArray[np.float64]"


def stable_dot(p: Any, q: Any, m_p: float, m_q: float) -> Any:
    """p.q of on-shell momenta without cancellation.

    (m_p^2 E_q^2 + m_q^2 |p|^2)/(E_p E_q + |p||q|) + |p||q|(1 - cos), both parts positive.
    """
    energy_p, energy_q = p[..., 0], q[..., 0]
    size_p = np.sqrt(np.sum(p[..., 1:] ** 2, axis=-1))
    size_q = np.sqrt(np.sum(q[..., 1:] ** 2, axis=-1))
    along = np.sum(p[..., 1:] * q[..., 1:], axis=-1)
    cross = np.sum(np.cross(p[..., 1:], q[..., 1:]) ** 2, axis=-1)
    product = size_p * size_q
    with np.errstate(divide="ignore", invalid="ignore"):
        angular = np.where(along > 0, cross / (product + along), product - along)
        rest = (m_p**2 * energy_q**2 + m_q**2 * size_p**2) / (energy_p * energy_q + product)
    return np.nan_to_num(rest) + np.nan_to_num(angular)


def evaluate_invariant(invariant: Invariant | Orientation, momenta: Any, masses: Sequence[float]) -> Any:
    """(sum of signs p)^2 minus the offset, or epsilon of four legs; momenta of shape (n, legs, 4)."""
    if isinstance(invariant, Orientation):
        # epsilon^{0123} = +1 contracts covariant components, which brings the determinant of the metric
        return -np.linalg.det(momenta[:, list(invariant.legs)])
    legs = [i for i, s in enumerate(invariant.signs) if s]
    signs = invariant.signs
    constant = sum(masses[i] ** 2 for i in legs if i not in invariant.offset)
    if len(legs) == 2 and len(invariant.offset) == 2:
        constant = 0.0
    pairs = [(i, j) for k, i in enumerate(legs) for j in legs[k + 1 :]]
    products = [
        2 * signs[i] * signs[j] * stable_dot(momenta[:, i], momenta[:, j], masses[i], masses[j]) for i, j in pairs
    ]
    from_dots = constant + sum(products)
    spread = constant + sum(np.abs(v) for v in products)
    total = sum(signs[i] * momenta[:, i] for i in legs)
    offset = sum(masses[i] ** 2 for i in invariant.offset)
    space = np.sum(total[:, 1:] ** 2, axis=-1)
    direct = total[:, 0] ** 2 - space - offset
    return np.where(total[:, 0] ** 2 + space + offset < spread, direct, from_dots)
