"""Dark photon signal over the virtual-photon background in a mass bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def ratio() -> sympy.Expr:
    """eps^2 Br(A' -> ee) over the density of virtual photons at m_ee = m, in a bin of width dm.

    Both are made like a photon of mass m: the dark one with eps^2, the virtual one with Int dm^2 Im Pi/(pi m^4), where
    Im Pi = m Gamma(m) is the width of a vector that couples with e. The dark photon decays to N_f massless channels.
    """
    import sympy

    from processes.claims.derived import width
    from processes.core.registry import get

    m, dm, N_f, eps = sympy.symbols("m_Ap dm N_f eps", positive=True)
    dark = width(get("aprime_to_l_l"))
    total = N_f * dark.subs(sympy.Symbol("m_e", positive=True), 0)
    photon_density = dark / eps**2 / (sympy.pi * m**3) * 2 * m * dm
    return sympy.simplify(eps**2 * dark / total / photon_density)


CLAIM = Claim(
    title="dark photon over virtual photon in a mass bin",
    source="T3 (Mainz)",
    printed=(
        r"\frac{d\sigma(A'\to ee)}{d\sigma(\gamma^*\to ee)}="
        r"\frac{3\pi}{2N_f}\frac{\epsilon^2}{\alpha}\frac{m}{\delta m}"
    ),
    statements=(
        Statement(
            "ratio in a bin dm around m",
            formula("3*pi/(2*N_f)*eps^2/alpha*m_Ap/dm", ratio),
            r"\frac{3\pi}{2N_f}\frac{\epsilon^2}{\alpha}\frac{m}{\delta m}",
        ),
    ),
    note="N_f counts massless channels of unit charge in the total width; the lepton mass cancels in the e- e+ channel",
)
