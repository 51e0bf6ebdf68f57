"""Radiative decay of a heavy neutrino with a transition dipole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def dirac_width() -> sympy.Expr:
    """Gamma(N -> nu gamma) of a Dirac N per flavour, mu_tr = r mu_B with mu_B = e/(2 m_e)."""
    from processes.claims import derived
    from processes.core.registry import reaction

    return in_magnetons(derived.width(reaction("N > nu_mu gamma", model="dipole")))


def majorana_width() -> sympy.Expr:
    """A Majorana N decays to neutrino and antineutrino."""
    from processes.claims import derived
    from processes.core.registry import reaction

    channels = (reaction(f"N > {nu} gamma", model="dipole_majorana") for nu in ("nu_mu", "nu_mu~"))
    return in_magnetons(sum(derived.width(process) for process in channels))


def in_magnetons(width: sympy.Expr) -> sympy.Expr:
    """The width with mu_tr = r e/(2 m_e)."""
    import sympy

    mu_tr, alpha, m_e, r = sympy.symbols("mu_tr alpha m_e r", positive=True)
    return width.subs(mu_tr, r * sympy.sqrt(4 * sympy.pi * alpha) / (2 * m_e))


DIRAC = r"\Gamma = \frac{\alpha}{16}\sum_i\left(\frac{\mu_i}{\mu_B}\right)^2\frac{m_N^3}{m_e^2}"
MAJORANA = r"\Gamma = \frac{\alpha}{8}\sum_i\left(\frac{\mu_i}{\mu_B}\right)^2\frac{m_N^3}{m_e^2}"

CLAIM = Claim(
    title="N -> nu gamma by a transition dipole",
    source="T3 (13)",
    printed=r"\Gamma=\frac{\pi\alpha}{8}\sum_i\left(\frac{\mu_i}{\mu_B}\right)^2\frac{m_N^3}{m_e^2}",
    statements=(
        Statement("with the pi, Dirac N", formula("pi*alpha/8*r^2*m_N^3/m_e^2", dirac_width), DIRAC),
        Statement("with the pi, Majorana N", formula("pi*alpha/8*r^2*m_N^3/m_e^2", majorana_width), MAJORANA),
        Statement("without the pi, Dirac N", formula("alpha/8*r^2*m_N^3/m_e^2", dirac_width), DIRAC),
        Statement("without the pi, Majorana N", formula("alpha/8*r^2*m_N^3/m_e^2", majorana_width), MAJORANA),
    ),
    note=(
        "L = (mu_tr/2) Nbar sigma nu_L F + h.c.; the pi is unclear in print and wrong in each reading; "
        "alpha/8 is right for a Majorana N"
    ),
)
