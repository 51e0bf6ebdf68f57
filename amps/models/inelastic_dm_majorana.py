"""Pseudo-Dirac dark matter: psi = (chi1 + i chi2)/sqrt2, split into two Majorana states, couples only chi1 to chi2.

-g_D A'_m psibar g^m psi = (i g_D/2) A'_m (chi2bar g^m chi1 - chi1bar g^m chi2), twice the first term: the vector
current of Majorana fields is odd under their exchange.
"""

from __future__ import annotations

import sympy

from amps.lagrangian import Field, bar, gamma, hc, indices
from amps.models.dark_photon import Ap, g_D
from amps.models.inelastic_dm import build
from amps.particle import fermion

(m,) = indices("m")

CHI1 = fermion("chi1", "chi1", mass="m_1", latex=r"\chi_1")
CHI2 = fermion("chi2", "chi2", mass="m_2", latex=r"\chi_2", width="Gamma_chi2")

CURRENT = Ap[m] * bar(Field(CHI2)) * gamma[m] * Field(CHI1)

MODEL = build("inelastic_dm_majorana", CHI1, CHI2, sympy.I * g_D / 2 * (CURRENT - hc(CURRENT)))
