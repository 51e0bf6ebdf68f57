"""The weakest Yukawa potential that binds."""

from __future__ import annotations

from processes.claims.claim import Claim, Statement
from processes.claims.judging import number


def critical_coupling() -> float:
    """Smallest alpha_D m_chi/m_V: u'' = -lambda exp(-x)/x u has a solution that stays finite (zero binding energy).

    In z = exp(-x) with u = (1 - z) times polynomials in z the equation is a symmetric generalised eigenvalue problem.
    """
    import numpy as np
    from scipy.linalg import eigh

    size, nodes = 24, 400
    points, weights = np.polynomial.legendre.leggauss(nodes)
    # z = y^2 tames the logarithm of z in the potential's denominator.
    y, w = (points + 1) / 2, weights / 2
    z = y**2
    basis = np.polynomial.legendre.legvander(2 * z - 1, size - 1)
    derivative = np.stack(
        [np.polynomial.Legendre.basis(n).deriv()(2 * z - 1) * 2 if n else 0 * z for n in range(size)], axis=1
    )
    function = (1 - z)[:, None] * basis
    slope = -basis + (1 - z)[:, None] * derivative
    # du/dx = -z du/dz and dx = dz/z, dz = 2 y dy.
    kinetic = slope.T @ (slope * (z * 2 * y * w)[:, None])
    potential = function.T @ (function * (2 * y * w / -np.log(z))[:, None])
    largest = eigh(potential, kinetic, eigvals_only=True)[-1]
    return float(1 / largest)


CLAIM = Claim(
    title="critical coupling of the Yukawa potential",
    source="T0",
    printed=r"1.68\,m_V<\alpha_Dm_\chi",
    statements=(Statement("alpha_D m_chi/m_V at zero binding energy", number(1.68, critical_coupling, 0.003)),),
)
