"""Neutrino trident production with a heavy L_mu - L_tau vector."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy

    from amps.model import Model


@cache
def contact() -> Model:
    """W and Z exchange as one contact term with C_V, C_A, beside a vector with charges of nu_mu and mu."""
    import sympy

    from amps.lagrangian import P_L, Field, bar, gamma, gamma5, indices, parameters
    from amps.model import Model
    from amps.models.leptons import MODEL, NU_MU
    from amps.models.qed import LEPTONS
    from amps.particle import vector

    G_F, C_V, C_A, g = parameters("G_F C_V C_A g")
    (m,) = indices("m")
    V = vector("Zp", mass="m_Zp", latex="Z'", width="Gamma_Zp")
    nu, mu, Zp = Field(NU_MU), LEPTONS["mu"], Field(V)
    weak = bar(nu) * gamma[m] * (1 - gamma5) * nu * bar(mu) * gamma[m] * (C_V - C_A * gamma5) * mu
    terms = {
        "weak": -G_F / sympy.sqrt(2) * weak,
        "Zp_mu": g * Zp[m] * bar(mu) * gamma[m] * mu,
        "Zp_nu": g * Zp[m] * bar(nu) * gamma[m] * P_L * nu,
    }
    return Model("trident_claim", (V,), terms, extends=(MODEL,))


def transition() -> sympy.Expr:
    """Int d(angle) |M|^2 of nu_mu nu_mu~ -> mu- mu+ for a massless muon and a heavy vector, as a function of C_V, C_A.

    The trident is its crossing with a photon attached to the muons. Chirality makes left and right muons separate, so
    that mu- <-> mu+ symmetric integrals hold C_V^2 + C_A^2 alone in both.
    """
    import sympy

    from processes.claims.derived import squared
    from processes.core.registry import reaction

    process = reaction("nu_mu nu_mu~ > mu- mu+", model=contact())
    found = squared(process)
    positive = {name: sympy.Symbol(name, positive=True) for name in ("m_mu", "m_Zp", "g", "v_phi", "G_F", "v")}
    found = found.subs({x: 0 for x in found.free_symbols if x.name.startswith("Gamma") or x.name == "m_mu"})
    s, t, u = sympy.Symbol("s", positive=True), sympy.Symbol("t", real=True), sympy.Symbol("u", real=True)
    found = found.subs(u, -s - t).subs(positive["g"], positive["m_Zp"] / positive["v_phi"])
    heavy = sympy.limit(sympy.together(found), positive["m_Zp"], sympy.oo)
    heavy = heavy.subs(positive["G_F"], 1 / (sympy.sqrt(2) * positive["v"] ** 2))
    return sympy.factor(sympy.integrate(sympy.expand(heavy), (t, -s, 0)))


def ratio() -> sympy.Expr:
    """With C_V = 1/2 + 2 s_W^2, C_A = 1/2: the rate with Z' over that without."""
    import sympy

    found = transition()
    s2w, v_phi = sympy.symbols("s2w v_phi", positive=True)
    C_V, C_A = sympy.symbols("C_V C_A", positive=True)
    found = found.subs({C_V: sympy.Rational(1, 2) + 2 * s2w, C_A: sympy.Rational(1, 2)})
    return sympy.factor(found / sympy.limit(found, v_phi, sympy.oo))


PRINTED = "(1 + (1 + 4*s2w + 2*v^2/v_phi^2)^2)/(1 + (1 + 4*s2w)^2)"

CLAIM = Claim(
    title="trident rate with a heavy L_mu - L_tau vector",
    source="T3 (34)",
    printed=r"\frac{\sigma}{\sigma_{SM}}=\frac{1+(1+4s_W^2+2v^2/v_\phi^2)^2}{1+(1+4s_W^2)^2}",
    statements=(
        Statement(
            "sigma/sigma_SM for a massless muon and m_Zp -> infinity, v_phi = m_Zp/g",
            formula(PRINTED, ratio),
            r"\frac{1+(1+4s_W^2+2v^2/v_\phi^2)^2}{1+(1+4s_W^2)^2}",
        ),
    ),
    note="terms of order m_mu^2, proportional to C_V^2 - C_A^2, are dropped in print",
)
