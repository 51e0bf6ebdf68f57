"""Annihilation of complex scalar dark matter through a dark photon, final version."""

from __future__ import annotations

from processes.claims.c02 import CORRECT, sigma_v
from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

PRINTED = "8*pi*alpha*alpha_D*eps^2*(m_chi^2 + 2*m_e^2)*v^2/(3*(m_Ap^2 - 4*m_chi^2)^2)*sqrt(1 - m_e^2/m_chi^2)"

CLAIM = Claim(
    title="complex scalar dark matter annihilates to e- e+ through a dark photon",
    source="T0 (3.4), final",
    printed=(
        r"\sigma v = \frac{8\pi\alpha\alpha_D\epsilon^2(m_\chi^2+2m_e^2)v^2}{3(m_{A'}^2-4m_\chi^2)^2}"
        r"\sqrt{1-\frac{m_e^2}{m_\chi^2}}"
    ),
    statements=(Statement("sigma v for m_chi >> m_e", formula(PRINTED, sigma_v, "m_e << m_chi"), CORRECT),),
    note="exact in m_e the bracket would be m_chi^2 + m_e^2/2, not m_chi^2 + 2 m_e^2",
)
