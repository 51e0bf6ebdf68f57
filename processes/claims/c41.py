"""The Helm form factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula, number

if TYPE_CHECKING:
    import sympy


def form_factor() -> sympy.Expr:
    """Fourier transform of a uniform sphere, times that of the Gaussian it is folded with."""
    import sympy

    q, R, width, r = sympy.symbols("q R s r", positive=True)
    z = sympy.Symbol("z", real=True)
    sphere = 3 / R**3 * sympy.integrate(sympy.expand(r**2 * sympy.sin(q * r) / (q * r)), (r, 0, R))
    # In the direction of q the Gaussian is one-dimensional.
    gaussian = sympy.integrate(sympy.exp(-(z**2) / (2 * width**2)) * sympy.cos(q * z), (z, -sympy.oo, sympy.oo)) / (
        sympy.sqrt(2 * sympy.pi) * width
    )
    return sphere * sympy.simplify(gaussian)


def mean_square_radius(nucleons: int) -> float:
    """<r^2> in fm^2 of the Fermi density 1/(1 + exp((r - c)/a)) with the printed c and a."""
    import numpy as np

    from processes.numerics.quadrature import gauss_kronrod

    c, a = 1.23 * nucleons ** (1 / 3) - 0.6, 0.52
    end = c + 40 * a

    def moment(power: int) -> float:
        return gauss_kronrod(lambda x: x[:, 0] ** power / (1 + np.exp((x[:, 0] - c) / a)), 0.0, end, rtol=1e-10).value

    return moment(4) / moment(2)


def helm_mean_square_radius(nucleons: int) -> float:
    """3/5 R1^2 + 3 s^2 with the printed R1."""
    from math import pi

    c, a, s = 1.23 * nucleons ** (1 / 3) - 0.6, 0.52, 0.9
    return 0.6 * float(c**2 + 7 * pi**2 * a**2 / 3 - 5 * s**2) + 3 * s**2


CLAIM = Claim(
    title="Helm form factor",
    source="T4 (5.5)",
    printed=r"F(q^2)=\frac{3j_1(qR_1)}{qR_1}e^{-q^2s^2/2},\quad R_1=\sqrt{c^2+\tfrac73\pi^2a^2-5s^2}",
    statements=(
        Statement(
            "F, with j_1(x) = sin(x)/x^2 - cos(x)/x",
            formula("3*(sin(q*R)/(q*R)^2 - cos(q*R)/(q*R))/(q*R)*exp(-q^2*s^2/2)", form_factor),
            r"\frac{3j_1(qR_1)}{qR_1}e^{-q^2s^2/2}",
        ),
        Statement(
            "R1: the mean square radius of argon as that of the Fermi density, fm^2",
            number(helm_mean_square_radius(40), lambda: mean_square_radius(40), 0.01),
            r"\langle r^2\rangle = \frac35R_1^2+3s^2 = \frac35c^2+\frac75\pi^2a^2",
        ),
    ),
    note="F multiplies the amplitude: rates carry |F|^2, which the talk writes as F(q^2)^2",
)
