"""Kinetic mixing induced by heavy charged particles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def mixing() -> sympy.Expr:
    """eps of one Dirac fermion with unit charges, leading logarithm of Lambda/M."""
    import sympy

    from processes.claims import dispersion

    e, g, scale, mass = sympy.symbols("e g Lambda M", positive=True)
    return e * g * dispersion.mixing("dirac") * 2 * sympy.log(scale / mass)


DIRAC = r"\epsilon = \frac{e g'}{12\pi^2}\log\frac{\Lambda^2}{M^2}"

CLAIM = Claim(
    title="induced kinetic mixing",
    source="T0, T2, T3",
    printed=(
        r"\kappa\sim\frac{g'e}{12\pi^2}\log\frac{\Lambda^2}{M^2};"
        r"\ \epsilon\sim\frac{g_Yg_D}{16\pi^2}N\log\frac{M}{\mu};"
        r"\ \kappa\sim\frac{(\alpha\alpha')^{1/2}}{3\pi}\log\frac{\Lambda_{UV}}{\Lambda}"
    ),
    statements=(
        Statement("T0", formula("e*g/(12*pi^2)*log(Lambda^2/M^2)", mixing), DIRAC),
        Statement("T2, N = 1 Dirac fermion of unit charges", formula("e*g/(16*pi^2)*log(Lambda/M)", mixing), DIRAC),
        Statement("T3", formula("e*g/(4*pi)/(3*pi)*log(Lambda/M)", mixing), DIRAC),
    ),
    note=(
        "per Dirac fermion of unit charges; a complex scalar gives a quarter. T2 prints an estimate: 3/8 of a Dirac "
        "fermion, 3/2 of a scalar. T3 prints the logarithm of the ratio, not of its square"
    ),
)
