"""The coupling of an anomalous vector to down-type quarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def loop_function() -> sympy.Expr:
    """The loop's momentum integral as a parameter integral, less its value for a massless quark."""
    import sympy

    x, z = sympy.symbols("x z", positive=True)
    return x * sympy.Integral(z / (z + (1 - z) * x), (z, 0, 1))


def coupling() -> sympy.Expr:
    """g_Xdd per V V*, the longitudinal X coupled to W Wdual with C g^2 g_X/m_X; its sign is a convention."""
    import sympy

    from amps.loops.flavour_change import anomalous_coupling

    g, g_X, C, x = sympy.symbols("g g_X C x", positive=True)
    return -anomalous_coupling(g, C * g**2 * g_X, x)


LOOP = "x*(1 + x*(log(x) - 1))/(1 - x)^2"

CLAIM = Claim(
    title="penguin of an anomalous vector",
    source="T0 (17), (18)",
    printed=(
        r"g_{Xdd}=-\frac{3g^4}{16\pi^2}g_XC\sum VV^*f\left(\frac{m_q^2}{m_W^2}\right),"
        r"\ f(x)=\frac{x(1+x(\log x-1))}{(1-x)^2}=x+O(x^2\log x)"
    ),
    statements=(
        Statement("f", formula(LOOP, loop_function, "x < 1"), r"f(x)=x\int_0^1\frac{z\,dz}{z+(1-z)x}"),
        Statement("f for small x", formula("x", loop_function, "x -> 0")),
        Statement("g_Xdd per V V*", formula(f"-3*g^4/(16*pi^2)*g_X*C*{LOOP}", coupling)),
    ),
    note="the overall sign is free",
)
