"""External wave functions: helicity spinors and polarisation vectors, stable for every direction, at rest and massless.

Spinors u(p, h) = (sqrt(p.sigma) chi, sqrt(p.sigmabar) chi) in the chiral representation with ubar u = 2m, and
v(p, h) = C ubar(p, h)^T, the antiparticle of helicity h (states: M. Jacob and G.C. Wick, Ann. Phys. 7 (1959) 404).
A particle at rest is quantised along z; a momentum along -z is one along +z turned about y.
Momenta are arrays of shape (n, 4), (E, x, y, z) in GeV; every component returned has shape (n,).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from amps.numeric.dirac import bar_of, column_of_row, light_cone

if TYPE_CHECKING:
    from amps.particle import Particle

Real = NDArray[np.float64]
Complex = NDArray[np.complex128]
Components = tuple[Complex, ...]


def helicities(particle: Particle) -> tuple[float, ...]:
    """The helicities summed over: +-1/2 (both Dirac ones for a chiral particle too), +-1, 0 where there is a mass."""
    if particle.spin == "0":
        return (0.0,)
    if particle.is_fermion:
        return (-0.5, 0.5)
    return (-1.0, 1.0) if particle.mass is None else (-1.0, 0.0, 1.0)


def _direction(momentum: Real) -> tuple[Real, Real, Complex]:
    """|p|, cos(theta/2) and exp(i phi) sin(theta/2)."""
    x, y, z = momentum[:, 1], momentum[:, 2], momentum[:, 3]
    transverse = x * x + y * y
    size = np.sqrt(transverse + z * z)
    # |p| + |z| never cancels; the smaller of |p| +- z is transverse^2 over it
    larger = np.where(size > 0, size + np.abs(z), 1.0)
    long, short = np.sqrt(larger), np.sqrt(transverse / larger)
    norm = np.sqrt(np.where(size > 0, 2 * size, 1.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        phase = np.where(transverse > 0, (x + 1j * y) / np.sqrt(transverse), 1.0)
    cosine = np.where(z >= 0, long, short) / norm
    sine = np.where(z >= 0, short, long) / norm
    return size, np.where(size > 0, cosine, 1.0), phase * np.where(size > 0, sine, 0.0)


def u_spinor(momentum: Real, mass: Real | float, helicity: float) -> Components:
    """u(p, h), a column."""
    size, cosine, sine = _direction(momentum)
    large = np.sqrt(momentum[:, 0] + size)
    small = mass / large
    if helicity > 0:
        chi, left, right = (cosine.astype(complex), sine), small, large
    else:
        chi, left, right = (-sine.conjugate(), cosine.astype(complex)), large, small
    return left * chi[0], left * chi[1], right * chi[0], right * chi[1]


def ubar_spinor(momentum: Real, mass: Real | float, helicity: float) -> Components:
    """ubar(p, h), a row."""
    return tuple(bar_of(u_spinor(momentum, mass, helicity)))


def v_spinor(momentum: Real, mass: Real | float, helicity: float) -> Components:
    """v(p, h) = C ubar(p, h)^T, a column."""
    return tuple(column_of_row(ubar_spinor(momentum, mass, helicity)))


def vbar_spinor(momentum: Real, mass: Real | float, helicity: float) -> Components:
    """vbar(p, h), a row."""
    return tuple(bar_of(v_spinor(momentum, mass, helicity)))


def polarisation(momentum: Real, mass: Real | float | None, helicity: float) -> Complex:
    """epsilon(k, h) of an incoming vector in Cartesian components, shape (n, 4); eps.k = 0, eps*.eps = -1.

    Raises ValueError for helicity 0 without a mass.
    """
    size, cosine, sine = _direction(momentum)
    result = np.zeros((len(momentum), 4), dtype=complex)
    if helicity == 0:
        if mass is None:
            raise ValueError("a massless vector has helicities -1 and +1, not 0")
        direction = np.stack([2 * cosine * sine.real, 2 * cosine * sine.imag, cosine**2 - np.abs(sine) ** 2], axis=1)
        result[:, 0] = size / mass
        result[:, 1:] = direction * (momentum[:, 0] / mass)[:, None]
        return result
    # rotate (1, +-i, 0)/sqrt2 to the direction: rows of SU(2) products, without dividing by sin(theta)
    phase = np.where(np.abs(sine) > 0, sine / np.where(np.abs(sine) > 0, np.abs(sine), 1.0), 1.0)
    cos_theta, sin_theta = cosine**2 - np.abs(sine) ** 2, 2 * cosine * np.abs(sine)
    sign = 1.0 if helicity > 0 else -1.0
    result[:, 1] = (-sign * cos_theta * phase.real + 1j * phase.imag) / np.sqrt(2)
    result[:, 2] = (-sign * cos_theta * phase.imag - 1j * phase.real) / np.sqrt(2)
    result[:, 3] = sign * sin_theta / np.sqrt(2)
    return result


def external(
    particle: Particle, momentum: Real, mass: Real | float | None, incoming: bool, column: bool, helicity: float
) -> tuple[Complex | float, ...]:
    """The wave function of an external leg: 1, four spinor components (column or row) or four light-cone components."""
    if particle.spin == "0":
        return (1.0,)
    if particle.spin == "1":
        vector = polarisation(momentum, mass, helicity)
        return tuple(light_cone(vector.T if incoming else vector.conjugate().T))
    value = 0.0 if mass is None else mass
    if column:
        return (u_spinor if incoming else v_spinor)(momentum, value, helicity)
    return (vbar_spinor if incoming else ubar_spinor)(momentum, value, helicity)
