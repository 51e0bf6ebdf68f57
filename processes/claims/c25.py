"""Scalings of heavy-neutrino and mixed-scalar widths."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import scaling

if TYPE_CHECKING:
    import sympy

    from amps.model import Model


@cache
def mixed_neutrino() -> Model:
    """N in place of nu_mu in the charged current, L = -(G_F U/sqrt2) [Nbar g (1-g5) mu][ebar g (1-g5) nu_e] + h.c."""
    import sympy

    from amps.lagrangian import Field, bar, gamma, gamma5, hc, indices, parameters
    from amps.model import Model
    from amps.models.leptons import MODEL, NEUTRINOS
    from amps.models.qed import LEPTONS
    from amps.particle import fermion

    G_F, U = parameters("G_F U")
    (mu,) = indices("mu")
    heavy = fermion("N", mass="m_N", latex="N", numbers={"L_mu": 1})
    left = gamma[mu] * (1 - gamma5)
    term = bar(Field(heavy)) * left * LEPTONS["mu"] * bar(LEPTONS["e"]) * left * Field(NEUTRINOS["e"])
    return Model(
        "mixed_neutrino_claim", (heavy,), {"mixed": -G_F * U / sympy.sqrt(2) * (term + hc(term))}, extends=(MODEL,)
    )


def neutrino_width() -> sympy.Expr:
    """Gamma(N -> mu- e+ nu_e) for massless leptons, |M|^2 integrated exactly over the Dalitz triangle."""
    import sympy

    from processes.claims.derived import squared
    from processes.core.registry import reaction

    process = reaction("N > mu- e+ nu_e", model=mixed_neutrino())
    m, x, y = sympy.symbols("m_N x y", positive=True)
    found = squared(process)
    found = found.subs({z: 0 for z in found.free_symbols if z.name in ("m_e", "m_mu", "m_tau")})
    pairs = {"s_23": x, "s_24": y, "s_34": m**2 - x - y, "t_12": m**2 - x - y, "t_13": y, "t_14": x}
    found = sympy.expand(found.subs({z: pairs[z.name] for z in found.free_symbols if z.name in pairs}))
    integral = sympy.integrate(sympy.integrate(found, (y, 0, m**2 - x)), (x, 0, m**2))
    return sympy.factor(integral) / (256 * sympy.pi**3 * m**3)


def scalar_width() -> sympy.Expr:
    """Gamma(S -> mu- mu+) with y = sin(theta) m_mu/v."""
    import sympy

    from processes.claims.derived import width
    from processes.core.registry import get

    y, theta, m_mu, v, m_phi, m_S = sympy.symbols("y sin_theta m_mu v m_phi m_S", positive=True)
    return width(get("phi_to_l_l")).subs({y: theta * m_mu / v, m_phi: m_S})


CLAIM = Claim(
    title="widths of portal particles as scalings",
    source="T2",
    printed=r"\Gamma_N\sim|U|^2G_F^2m_N^5,\quad\Gamma_S\sim\sin^2\theta\,m_{SM}^2m_S/v^2",
    statements=(
        Statement(
            "N -> mu- e+ nu_e by the charged current",
            scaling("U^2*G_F^2*m_N^5", neutrino_width),
            r"\Gamma(N\to\mu^-e^+\nu_e) = \frac{G_F^2|U|^2m_N^5}{192\pi^3}",
        ),
        Statement(
            "S -> mu- mu+",
            scaling("sin_theta^2*m_mu^2*m_S/v^2", scalar_width, "m_mu << m_S"),
            r"\Gamma(S\to\mu^+\mu^-) = \frac{\sin^2\theta\,m_\mu^2m_S}{8\pi v^2}"
            r"\left(1-\frac{4m_\mu^2}{m_S^2}\right)^{3/2}",
        ),
    ),
)
