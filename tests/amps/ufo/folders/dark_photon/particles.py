# QED of electrons and muons with a dark photon and Dirac dark matter, in the style of Python 3.
from __future__ import division

from object_library import Particle, all_particles
import parameters as Param

e__minus__ = Particle(
    pdg_code=11, name="e-", antiname="e+", spin=2, color=1, mass=Param.m_e, width=Param.ZERO,
    texname="e^-", antitexname="e^+", charge=-1, LeptonNumber=1,
)
e__plus__ = e__minus__.anti()

mu__minus__ = Particle(
    pdg_code=13, name="mu-", antiname="mu+", spin=2, color=1, mass=Param.m_mu, width=Param.ZERO,
    texname="\\mu^-", antitexname="\\mu^+", charge=-1, LeptonNumber=1,
)
mu__plus__ = mu__minus__.anti()

a = Particle(
    pdg_code=22, name="gamma", antiname="gamma", spin=3, color=1, mass=Param.ZERO, width=Param.ZERO,
    texname="\\gamma", antitexname="\\gamma", charge=0,
)

Ap = Particle(
    pdg_code=9000022, name="Ap", antiname="Ap", spin=3, color=1, mass=Param.m_Ap, width=Param.Gamma_Ap,
    texname="A'", antitexname="A'", charge=0,
)

chi = Particle(
    pdg_code=9000001, name="chi", antiname="chi~", spin=2, color=1, mass=Param.m_chi, width=Param.ZERO,
    texname="\\chi", antitexname="\\bar\\chi", charge=0,
)
chi__tilde__ = chi.anti()
