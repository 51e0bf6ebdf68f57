"""Energy spectra of what a beam radiates in the field of equivalent photons.

    dsigma/dx = (alpha/pi) Int ds' chi(s') |M|^2/(16 pi s'^2)   at u' = -(1 - x) s',

with s' = s - m^2, u' = u - m^2 of beam photon > beam radiated; the light-cone fraction x of the radiated momentum is
exactly 1 + u'/s', and s' reaches down to (M^2 (1 - x) + m^2 x^2)/(x (1 - x)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from processes.core.equivalent_photons import PhotonField
    from processes.core.process import Process

PANELS, NODES = 8, 16
"""Of Gauss-Legendre in log s' per x."""


def emission_spectrum(process: Process, reduced: Process, field: PhotonField, x: Any) -> Any:
    """dsigma/dx in pb at x of any shape; `reduced` is the 2 -> 2 reaction on a photon."""
    import numpy as np

    from processes.core.units import convert

    x = np.asarray(x, dtype=float)
    inside = (x > 0) & (x < 1)
    share = np.where(inside, x, 0.5).reshape(-1, 1)
    m2, M2 = field.beam_mass**2, reduced.masses(field.values)[3] ** 2
    low = (M2 * (1 - share) + m2 * share**2) / (share * (1 - share))
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    steps = ((np.arange(PANELS)[:, None] + (nodes + 1) / 2) / PANELS).ravel()
    span = np.log(np.maximum(field.highest / low, 1.0))
    s = low * np.exp(span * steps)
    squared = _squared(reduced, field, s, -(1 - share) * s)
    density = field.flux(s.ravel()).reshape(s.shape) * squared / (16 * np.pi * s)
    found = span[:, 0] * (density @ np.tile(weights / (2 * PANELS), PANELS)) * field.values["alpha"] / np.pi
    return convert(1.0, "GeV^-2", "pb") * np.where(inside, found.reshape(x.shape), 0.0)


def _squared(reduced: Process, field: PhotonField, s: Any, u: Any) -> Any:
    """|M|^2 at s' and u'."""
    import numpy as np

    kernel, m2 = reduced.compile(), field.beam_mass**2
    masses = reduced.masses(field.values)
    t = masses[3] ** 2 - s - u
    values: dict[str, Any] = {name: np.full(s.shape, field.values.get(name, 0.0)) for name in kernel.arguments}
    for name, invariant in reduced.squared_amplitude().invariants.items():
        legs = frozenset(leg for leg, sign in enumerate(invariant.signs) if sign)  # type: ignore[union-attr]
        barred, offset = {
            frozenset({0, 1}): (s, m2),
            frozenset({2, 3}): (s, m2),
            frozenset({0, 3}): (u, m2),
            frozenset({1, 2}): (u, m2),
        }.get(legs, (t, 0.0))
        subtracted = sum((masses[leg] ** 2 for leg in invariant.offset), 0.0)  # type: ignore[union-attr]
        values[name] = barred if subtracted == offset else barred + (offset - subtracted)
    return kernel(**values)
