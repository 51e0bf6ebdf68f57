"""Majorana dark matter and a charged scalar exchanged in the t channel, with its scalar QED."""

from sympy import I

from amps.lagrangian import P_R, Field, bar, conj, d, hc, indices, parameters
from amps.model import Model
from amps.models.qed import LEPTONS, A, e
from amps.models.qed import MODEL as QED
from amps.particle import fermion, scalar

(lam,), (m,) = parameters("lam"), indices("m")
phi = Field(scalar("phi-", mass="m_phi", charge=-1))
chi = Field(fermion("chi", "chi", mass="m_chi"))
yukawa = lam * conj(phi) * bar(chi) * P_R * LEPTONS["mu"]
MODEL = Model(
    "charged_scalar",
    (phi, chi),
    {
        "yukawa": yukawa + hc(yukawa),
        "current": I * e * A[m] * (conj(phi) * d(phi, m) - phi * d(conj(phi), m)),
        "seagull": e**2 * A[m] * A[m] * conj(phi) * phi,
    },
    extends=(QED,),
)
