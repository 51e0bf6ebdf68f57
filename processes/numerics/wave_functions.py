"""Wave functions at the origin of two equal masses bound by a dark force: Coulomb, Hulthen, Yukawa, or any potential.

Energies in GeV, R(0) (radial wave function, R = 2 a0^(-3/2) for Coulomb) in GeV^(3/2), a0 = 2/(alpha_D m_chi). The
reduced mass is m_chi/2. The Hulthen potential -alpha_D d e^(-d r)/(1 - e^(-d r)) with d = (pi^2/6) m_V imitates the
Yukawa potential and has closed S waves (An et al., Phys. Rev. Lett. 116 (2016) 151801).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from processes.numerics.radial_equation import solve, zero_energy_phase

HULTHEN_RANGE = math.pi**2 / 6
"""d/m_V; also the Hulthen potential's critical alpha_D m_chi/m_V."""
_RANGES = 42.0
"""Screening lengths after which exp(-r) is negligible."""


class NoBoundState(ValueError):
    """The potential is too weak or too short-ranged for the state asked for."""


@dataclass(frozen=True)
class BoundState:
    """A level: energy (negative, GeV), number of nodes, angular momentum, and its behaviour R = coefficient r^ell at 0.

    For an S wave `R0` is the coefficient, GeV^(3/2); for a P wave it is R'(0), GeV^(5/2).
    """

    energy: float
    nodes: int
    ell: int
    coefficient: float

    @property
    def R0(self) -> float:
        """Radial wave function at the origin; 0 but for an S wave."""
        return self.coefficient if self.ell == 0 else 0.0


def bohr_radius(m_chi: float, alpha_D: float) -> float:
    """a0 = 2/(alpha_D m_chi), 1/GeV. Raises ValueError unless both are positive."""
    for name, value in (("m_chi", m_chi), ("alpha_D", alpha_D)):
        if not value > 0:
            raise ValueError(f"a bound state needs {name} > 0, not {value}")
    return 2 / (alpha_D * m_chi)


def coulomb(m_chi: float, alpha_D: float, n: int = 1) -> BoundState:
    """The nS level of -alpha_D/r: E = -m_chi alpha_D^2/(4 n^2), R(0) = 2 (n a0)^(-3/2)."""
    return hulthen(m_chi, 0.0, alpha_D, n)


def hulthen(m_chi: float, m_V: float, alpha_D: float, n: int = 1) -> BoundState:
    """The nS level of the Hulthen potential with d = (pi^2/6) m_V; Coulomb for m_V = 0.

    E = -(1/n - n d a0/2)^2/(m_chi a0^2) and R(0)^2 = (4/n^3 - n d^2 a0^2)/a0^3. Raises NoBoundState for
    n^2 d a0 >= 2.
    """
    a0 = bohr_radius(m_chi, alpha_D)
    _check(m_V, n - 1)
    screening = HULTHEN_RANGE * m_V * a0
    depth = 1 / n - n * screening / 2
    if depth <= 0:
        raise NoBoundState(_too_weak("Hulthen", m_chi, m_V, alpha_D, n - 1, 0, n * n * HULTHEN_RANGE))
    return BoundState(-(depth**2) / (m_chi * a0**2), n - 1, 0, math.sqrt((4 / n**3 - n * screening**2) / a0**3))


@lru_cache(maxsize=256)
def yukawa(m_chi: float, m_V: float, alpha_D: float, nodes: int = 0, ell: int = 0) -> BoundState:
    """A level of -alpha_D e^(-m_V r)/r, numerically to about ten digits.

    Raises NoBoundState, with the critical coupling, where there is no such level.
    """
    a0 = bohr_radius(m_chi, alpha_D)
    _check(m_V, nodes)
    screening = m_V * a0
    found = solve(lambda x: -2 * math.exp(-screening * x) / x, nodes, ell)
    if found is None:
        critical = critical_coupling(nodes, ell)
        raise NoBoundState(_too_weak("Yukawa", m_chi, m_V, alpha_D, nodes, ell, critical))
    energy = -(found.k**2) / (m_chi * a0**2)
    return BoundState(energy, nodes, ell, found.coefficient * a0 ** (-1.5 - ell))


def in_potential(
    potential: Callable[[float], float],
    reduced_mass: float,
    length: float,
    nodes: int = 0,
    ell: int = 0,
) -> BoundState:
    """A level of any attractive V(r) (GeV, r in 1/GeV) at most as singular as 1/r that vanishes at infinity.

    `length` (1/GeV) is the rough size of the state. Raises NoBoundState where there is no such level.
    """
    if not (reduced_mass > 0 and length > 0):
        raise ValueError(f"reduced mass and length must be positive, not {reduced_mass} and {length}")
    unit = 2 * reduced_mass * length**2
    found = solve(lambda x: unit * potential(x * length), nodes, ell)
    if found is None:
        raise NoBoundState(f"no bound state with {nodes} nodes and ell = {ell} in this potential")
    return BoundState(-(found.k**2) / unit, nodes, ell, found.coefficient * length ** (-1.5 - ell))


@lru_cache(maxsize=32)
def critical_coupling(nodes: int = 0, ell: int = 0) -> float:
    """Smallest alpha_D m_chi/m_V at which the Yukawa potential binds the level; 1.6798... for the ground state."""
    from scipy.optimize import brentq

    def excess(coupling: float) -> float:
        return zero_energy_phase(lambda x: -coupling * math.exp(-x) / x, _RANGES, ell) - (nodes + 1)

    high = 1.0
    while excess(high) < 0:
        high *= 1.5
    return float(brentq(excess, high / 2, high, xtol=1e-12, rtol=1e-12))


def _check(m_V: float, nodes: int) -> None:
    if not m_V >= 0:
        raise ValueError(f"m_V must not be negative, but is {m_V}")
    if nodes < 0:
        raise ValueError(f"a level has 0, 1, ... nodes, not {nodes}")


def _too_weak(
    name: str,
    m_chi: float,
    m_V: float,
    alpha_D: float,
    nodes: int,
    ell: int,
    critical: float,
) -> str:
    return (
        f"no bound state at these parameters: alpha_D m_chi/m_V = {alpha_D * m_chi / m_V:.8g}; the {name} potential "
        f"binds a state with {nodes} nodes and ell = {ell} above the critical value {critical:.8g}"
    )
