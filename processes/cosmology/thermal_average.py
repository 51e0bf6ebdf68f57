"""The thermally averaged annihilation cross section, exactly for Maxwell-Boltzmann statistics.

Gondolo and Gelmini, Nucl. Phys. B 360 (1991) 145, eq. (3.8):
<sigma v> = 1/(8 m^4 T K_2(m/T)^2) Int_{4 m^2}^inf ds sigma(s) (s - 4 m^2) sqrt(s) K_1(sqrt(s)/T).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from processes.cosmology.pair_annihilation import PairAnnihilation

RTOL = 1e-7
_HIGHEST = 8.0
"""In w, where sqrt(s) = 2 m + w^2 T: the Boltzmann factor exp(-w^2) has fallen to 1e-28."""


def thermal_average(pair: PairAnnihilation, x: Any, *, rtol: float = RTOL) -> Any:
    """<sigma v> of a pair at x = m/T (number or array), GeV^-2, v being Moeller's velocity.

    Thresholds and resonances split the range of integration. Raises ValueError for x <= 0.
    """
    import numpy as np

    if np.any(np.asarray(x) <= 0):
        raise ValueError("x = m/T must be positive")
    averages = [_at(pair, float(one), rtol) for one in np.atleast_1d(x)]
    return np.array(averages).reshape(np.shape(x)) if np.ndim(x) else averages[0]


def _at(pair: PairAnnihilation, x: float, rtol: float) -> float:
    import numpy as np
    from scipy.special import kve

    from processes.numerics.quadrature import gauss_kronrod

    m, T = pair.mass, pair.mass / x

    def integrand(points: Any) -> Any:
        w = points[:, 0]
        energy = 2 * m + w**2 * T
        # s - 4 m^2 without cancellation; K_1 and K_2^2 share the factor exp(-2 x)
        above = w**2 * T * (energy + 2 * m)
        weight = np.exp(-(w**2)) * kve(1, energy / T) * energy**2 * above * 2 * w
        return weight * pair.cross_section(energy)

    splits = [np.sqrt((energy - 2 * m) / T) for energy in _breaks(pair)]
    result = gauss_kronrod(integrand, 0.0, _HIGHEST, rtol=rtol, points=splits)
    return result.value / (4 * m**4 * float(kve(2, x)) ** 2)


def _breaks(pair: PairAnnihilation) -> list[float]:
    """Thresholds, resonances and the flanks of the latter, GeV."""
    widths = dict(pair.resonances)
    found = []
    for energy in pair.special_energies:
        found += [energy + k * widths.get(energy, 0.0) for k in (-30, -3, 0, 3, 30)]
    return sorted({energy for energy in found if energy > 2 * pair.mass})
