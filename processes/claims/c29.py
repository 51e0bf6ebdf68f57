"""The anomalous magnetic moment of a lepton in QED."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def moment() -> sympy.Expr:
    """Derived a_e at one loop, the parameter integral done."""
    import sympy

    from processes.claims.anomaly import photon_moment

    return sympy.simplify(photon_moment().doit())


CLAIM = Claim(
    title="Schwinger's term",
    source="T2",
    printed=r"a_l=\frac{\alpha}{2\pi},\quad a_\mu^{exp}-a_\mu^{SM}=(249\pm48)\times10^{-11}",
    statements=(Statement("a_l at one loop", formula("alpha/(2*pi)", moment), r"\frac{\alpha}{2\pi}"),),
    note="the measured difference is an input of the source, not a derived quantity; it is used in C33",
)
