"""CCFR's expected trident events."""

from __future__ import annotations

from processes.claims.claim import Claim, Statement
from processes.claims.judging import APPROXIMATE, number


def suppression() -> float:
    """Standard Model over V-A (C_V = C_A = 1), massless muon."""
    import sympy

    from processes.claims.c30 import transition
    from processes.core.constants import CONSTANTS

    found = sympy.limit(transition(), sympy.Symbol("v_phi", positive=True), sympy.oo)
    C_V, C_A = sympy.symbols("C_V C_A", positive=True)
    half = sympy.Rational(1, 2)
    standard = found.subs({C_V: half + 2 * float(CONSTANTS["s2w"].default), C_A: half})
    return float(sympy.simplify(standard / found.subs({C_V: 1, C_A: 1})))


CLAIM = Claim(
    title="W-Z interference in trident production",
    source="T3",
    printed=r"N(\mathrm{SM})=45.3,\ N(V-A)=78.1",
    statements=(
        Statement("ratio 45.3/78.1", number(45.3 / 78.1, suppression, 0.05)),
        Statement("suppression of about 40 %", number(0.40, lambda: 1 - suppression(), APPROXIMATE)),
    ),
    note="the muon mass and the acceptance, neglected here, account for the 1.4 % between 0.580 and 0.588",
)
