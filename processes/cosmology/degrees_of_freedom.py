"""Relativistic degrees of freedom of the Standard Model plasma as functions of temperature.

Above 1 MeV the lattice table of Borsanyi et al., Nature 539 (2016) 69, arXiv:1606.07494, Table S2, with cubic splines
in log T as they prescribe. Below 1 MeV photons, electrons and neutrinos as ideal gases, the neutrinos cooling by
conservation of entropy after an instantaneous decoupling.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# log10(T/MeV), g_rho, g_rho/g_s
_TABLE = (
    (0.00, 10.71, 1.00228),
    (0.50, 10.74, 1.00029),
    (1.00, 10.76, 1.00048),
    (1.25, 11.09, 1.00505),
    (1.60, 13.68, 1.02159),
    (2.00, 17.61, 1.02324),
    (2.15, 24.07, 1.05423),
    (2.20, 29.84, 1.07578),
    (2.40, 47.83, 1.06118),
    (2.50, 53.04, 1.04690),
    (3.00, 73.48, 1.01778),
    (4.00, 83.10, 1.00123),
    (4.30, 85.56, 1.00389),
    (4.60, 91.97, 1.00887),
    (5.00, 102.17, 1.00750),
    (5.45, 104.98, 1.00023),
)
_COLDEST, _IDEAL_POINTS = -2.5, 30
_MEV = 1e-3


@dataclass(frozen=True)
class DegreesOfFreedom:
    """Effective numbers at one temperature: of energy, of entropy, and the combination that drives freeze-out.

    energy: rho = pi^2/30 energy T^4; entropy: s = 2 pi^2/45 entropy T^3; root_star = entropy/sqrt(energy)
    (1 + dln(entropy)/dln(T)/3), g_*^(1/2) of Gondolo and Gelmini, Nucl. Phys. B 360 (1991) 145.
    """

    energy: Any
    entropy: Any
    root_star: Any


def degrees_of_freedom(T: Any) -> DegreesOfFreedom:
    """The Standard Model at temperature T, GeV (number or array); constant beyond 280 GeV and below 3 keV."""
    import numpy as np

    energy, entropy, slope = _splines()
    log_T = np.log10(np.asarray(T, dtype=float) / _MEV)
    inside = np.clip(log_T, _COLDEST, _TABLE[-1][0])
    g, h = energy(inside), entropy(inside)
    running = np.where(inside == log_T, slope(inside), 0.0) / (np.log(10) * h)
    return DegreesOfFreedom(g, h, h / np.sqrt(g) * (1 + running / 3))


@cache
def _splines() -> tuple[Callable[[Any], Any], Callable[[Any], Any], Callable[[Any], Any]]:
    import numpy as np
    from scipy.interpolate import CubicSpline, PchipInterpolator

    table = np.array(_TABLE)
    hot_energy, ratio = CubicSpline(table[:, 0], table[:, 1]), CubicSpline(table[:, 0], table[:, 2])
    cold = np.linspace(_COLDEST, 0, _IDEAL_POINTS, endpoint=False)
    ideal = np.array([_ideal(10**x * _MEV) for x in cold])
    hot = np.linspace(0, table[-1, 0], 8 * len(table))
    # The two parts differ by 0.2 % where they meet; a monotone spline passes over it without ringing.
    grid = np.concatenate([cold, hot])
    energy = PchipInterpolator(grid, np.concatenate([ideal[:, 0], hot_energy(hot)]))
    entropy = PchipInterpolator(grid, np.concatenate([ideal[:, 1], hot_energy(hot) / ratio(hot)]))
    return energy, entropy, entropy.derivative()


def _ideal(T: float) -> tuple[float, float]:
    """Energy and entropy numbers of photons, e- e+ and decoupled neutrinos at photon temperature T, GeV."""
    from processes.core.constants import CONSTANTS

    energy, thrice_pressure = _fermion(CONSTANTS["m_e"].default / T)
    electrons = 3 * energy + thrice_pressure
    # entropy of the electrons heats the photons only: (T_nu/T)^3
    cooling = (2 + electrons) / (2 + 7 / 2)
    neutrinos = 7 / 8 * 6
    return 2 + 4 * energy + neutrinos * cooling ** (4 / 3), 2 + electrons + neutrinos * cooling


def _fermion(y: float) -> tuple[float, float]:
    """Energy density and thrice the pressure of one fermionic state of mass y T, in units of a massless boson's."""
    import numpy as np
    from scipy.integrate import quad

    def moment(power: int) -> float:
        """Integral of p^2 E (p/E)^power over the Fermi distribution."""
        value, _ = quad(
            lambda p: p**2 * np.hypot(p, y) * (p / np.hypot(p, y)) ** power / (np.exp(np.hypot(p, y)) + 1), 0, 60 + y
        )
        return 15 / np.pi**4 * float(value)

    return moment(0), moment(2)
