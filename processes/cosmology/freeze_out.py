"""Thermal freeze-out: the Boltzmann equation for the yield, and the relic density Omega h^2.

Gondolo and Gelmini, Nucl. Phys. B 360 (1991) 145: with Y = n/s of one species and x = m/T,
dY/dx = -sqrt(pi/45) M_Pl m g_*^(1/2)/x^2 <sigma v> (Y^2 - Y_eq^2), <sigma v> per pair of particle and antiparticle.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from processes.cosmology.degrees_of_freedom import degrees_of_freedom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from processes.core.process import Process

PLANCK_MASS = 1.220890e19
"""GeV; CODATA 2018."""
ENTROPY_TODAY = 2891.2
"""cm^-3 at 2.7255 K; PDG 2024, astrophysical constants."""
CRITICAL_DENSITY = 1.053672e-5
"""GeV cm^-3 over h^2; PDG 2024, astrophysical constants."""
OBSERVED = 0.1200
"""Omega_c h^2, Planck 2018 results VI, arXiv:1807.06209."""

_START, _END = 3.0, 1e6
_GRID = 160
_RTOL = 1e-8
_DEPARTED = 2.5


class NotFrozenOut(RuntimeError):
    """The Boltzmann equation could not be followed to its end."""


@dataclass(frozen=True)
class RelicDensity:
    """Omega h^2 of particles and antiparticles together, with the history it came from.

    yield_today: n/s of one species; x_freeze_out: m/T where Y is 2.5 times its equilibrium value; history: x, Y, Y_eq.
    """

    omega_h2: float
    yield_today: float
    x_freeze_out: float
    history: Any = field(repr=False)

    @property
    def share(self) -> float:
        """Of the observed density of dark matter."""
        return self.omega_h2 / OBSERVED


def relic_density(processes: str | Process | Iterable[str | Process], **given: Any) -> RelicDensity:
    """Relic density from the annihilation processes of one pair (ids or processes), e.g. "chi_chi_to_l_l".

    Parameters and options are those of the processes; widths left out are sums of open channels. Raises ValueError
    for bad input, NotFrozenOut if the equation cannot be solved.
    """
    from processes.cosmology.pair_annihilation import PairAnnihilation
    from processes.cosmology.thermal_average import thermal_average

    pair = PairAnnihilation.of(processes, **given)
    return freeze_out(
        lambda x: thermal_average(pair, x), pair.mass, pair.spin_states, species=1 if pair.is_self_conjugate else 2
    )


def freeze_out(
    thermal_average: Callable[[Any], Any], mass: float, spin_states: int, *, species: int = 2
) -> RelicDensity:
    """Relic density for <sigma v>(x) in GeV^-2 (a function of arrays), mass in GeV.

    `species` is 1 for a self-conjugate particle, 2 for particle and antiparticle. ln Y is followed in ln x by an
    implicit method, from equilibrium at x = 3 to x = 1e6. Raises ValueError if <sigma v> is not positive.
    """
    import numpy as np
    from scipy.integrate import solve_ivp
    from scipy.interpolate import CubicSpline

    log_x = np.linspace(np.log(_START), np.log(_END), _GRID)
    averages = np.asarray(thermal_average(np.exp(log_x)), dtype=float) * np.ones(_GRID)
    if not (np.isfinite(averages).all() and (averages > 0).all()):
        raise ValueError("<sigma v> must be positive at every temperature: is a channel open at threshold?")
    log_average = CubicSpline(log_x, np.log(averages))
    log_rate = CubicSpline(log_x, np.log(_rate(np.exp(log_x), mass)))

    def slope(at: float, log_Y: Any) -> Any:
        equilibrium = _log_equilibrium(np.exp(at), mass, spin_states)
        # Y^2 - Y_eq^2 over Y, without overflow far out of equilibrium
        excess = np.exp(log_Y) * -np.expm1(2 * np.minimum(equilibrium - log_Y, 300.0))
        return -np.exp(log_rate(at) + log_average(at)) * excess

    start = [_log_equilibrium(_START, mass, spin_states)]
    solution = solve_ivp(slope, (log_x[0], log_x[-1]), start, method="Radau", rtol=_RTOL, atol=_RTOL, t_eval=log_x)
    if not solution.success:
        raise NotFrozenOut(f"the Boltzmann equation stopped at x = {np.exp(solution.t[-1]):.3g}: {solution.message}")
    log_Y = solution.y[0]
    log_equilibrium = np.array([_log_equilibrium(x, mass, spin_states) for x in np.exp(log_x)])
    departed = int(np.argmax(log_Y - log_equilibrium > np.log(_DEPARTED))) + 1
    frozen = np.interp(np.log(_DEPARTED), (log_Y - log_equilibrium)[:departed], log_x[:departed])
    Y = np.exp(log_Y)
    omega_h2 = species * mass * float(Y[-1]) * ENTROPY_TODAY / CRITICAL_DENSITY
    return RelicDensity(
        omega_h2, float(Y[-1]), float(np.exp(frozen)), np.array([np.exp(log_x), Y, np.exp(log_equilibrium)])
    )


def _rate(x: Any, mass: float) -> Any:
    """-dlnY/dlnx at Y = 1 and <sigma v> = 1 GeV^-2, without the equilibrium term."""
    import numpy as np

    return np.sqrt(np.pi / 45) * PLANCK_MASS * mass * degrees_of_freedom(mass / x).root_star / x


def _log_equilibrium(x: float, mass: float, spin_states: int) -> float:
    """Log of n_eq/s, n_eq = g m^2 T K_2(x)/(2 pi^2)."""
    import numpy as np
    from scipy.special import kve

    entropy = degrees_of_freedom(mass / x).entropy
    return float(np.log(45 * spin_states * x**2 * kve(2, x) / (4 * np.pi**4 * entropy)) - x)
