"""Decay of the vector dark bound state to three dark photons."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula, number, undecidable

if TYPE_CHECKING:
    import sympy


@cache
def numerator() -> sympy.Expr:
    """The bracket of print: dGamma/dx1 dx2 over the printed prefactor and denominator; x = m_V/m_chi, x_i = E_i/m_chi.

    dGamma = |M|^2 ds23 ds24/(256 pi^3 M^3)/3! with M = 2 m_chi, s23 = M^2 + m_V^2 - 2 M E_3 and so on.
    """
    import sympy

    from processes.claims.derived import squared
    from processes.core.registry import reaction

    process = reaction("Upsilon_D > V V V", model="dark_onium")
    found = squared(process)
    m, x, x1, x2, m_V, alpha_D, R0 = sympy.symbols("m_chi x x1 x2 m_V alpha_D R0", positive=True)
    M, x3 = 2 * m, 2 - x1 - x2
    # The virtuality of two dark photons is fixed by the energy of the third; legs 2, 3, 4 carry x1, x2, x3.
    pairs = {"23": x3, "24": x2, "34": x1}
    recoil = {f"s_{pair}": m**2 * (4 + x**2 - 4 * energy) for pair, energy in pairs.items()}
    recoil |= {"t_12": recoil["s_34"], "t_13": recoil["s_24"], "t_14": recoil["s_23"]}
    found = found.subs({y: recoil[y.name] for y in found.free_symbols if y.name in recoil}).subs(m_V, x * m)
    found = found.subs({y: 0 for y in found.free_symbols if y.name.startswith("Gamma_")})
    rate = found * (4 * m**2) ** 2 / (256 * sympy.pi**3 * M**3) / 6
    prefactor = 2 * alpha_D**3 * R0**2 / (3 * sympy.pi * m**2)
    below = (x**2 - 2 * x1) ** 2 * (x**2 - 2 * x2) ** 2 * (x**2 + 2 * (x1 + x2 - 2)) ** 2
    return sympy.factor(sympy.cancel(sympy.together(rate / prefactor * below)))


def leading_coefficient() -> sympy.Expr:
    """Coefficient of x^8."""
    import sympy

    return sympy.Poly(sympy.expand(numerator()), sympy.Symbol("x", positive=True)).nth(8)


def positronium() -> float:
    """The derived rate at m_V = 0, alpha_D = alpha, m_chi = m_e, Coulomb R(0), integrated over x1, x2; in 1/s."""
    import numpy as np
    import sympy

    from processes.core.constants import CONSTANTS
    from processes.core.units import convert

    x, x1, x2 = sympy.symbols("x x1 x2", positive=True)
    below = (2 * x1) ** 2 * (2 * x2) ** 2 * (2 * (x1 + x2 - 2)) ** 2
    density = sympy.lambdify((x1, x2), sympy.cancel(numerator().subs(x, 0) / below), "numpy")
    points, weights = np.polynomial.legendre.leggauss(200)
    y, w = (points + 1) / 2, weights / 2
    # 0 < x1 < 1 and 1 - x1 < x2 < 1.
    integral = sum(b * a * float(np.sum(w * density(a, 1 - a * y))) for a, b in zip(y, w, strict=True))
    alpha, m_e = (float(CONSTANTS[name].default) for name in ("alpha", "m_e"))
    wave_function_squared = alpha**3 * m_e**3 / 2
    rate = 2 * alpha**3 * wave_function_squared / (3 * np.pi * m_e**2) * integral
    return float(rate * convert(1.0, "GeV", "s^-1"))


CLAIM = Claim(
    title="Upsilon_D -> 3 V",
    source="T0 (8)",
    printed=(
        r"\frac{d\Gamma}{dx_1dx_2}=\frac{2\alpha_D^3R(0)^2}{3\pi m_\chi^2}\frac{39x^8+4x^6F_6-16x^4F_4+32x^2F_2+256F_0}"
        r"{(x^2-2x_1)^2(x^2-2x_2)^2(x^2+2(x_1+x_2-2))^2}"
    ),
    statements=(
        Statement("coefficient of x^8, which fixes the prefactor", formula("39", leading_coefficient)),
        Statement(
            "the derived spectrum integrated: orthopositronium, 7.2112e6/s, in the Coulomb limit",
            number(7.2112e6, positronium, 1e-4),
        ),
        Statement(
            "the bracket", undecidable(numerator, "the F_i are not printed; the derived bracket holds all of them")
        ),
    ),
    note=(
        "three times the derived bracket has the printed form, with F6 = x1^2 + x1 x2 + x2^2 - 2 x1 - 2 x2 - 30 and so "
        "on: so the printed prefactor should be 2/(9 pi)"
    ),
)
