# A charged scalar with a monopole form factor on the photon's momentum.
from object_library import all_particles, Particle
import parameters as Param

e__minus__ = Particle(pdg_code=11, name='e-', antiname='e+', spin=2, color=1, mass=Param.m_e, width=Param.ZERO,
                      texname='e-', antitexname='e+', charge=-1)
e__plus__ = e__minus__.anti()
a = Particle(pdg_code=22, name='a', antiname='a', spin=3, color=1, mass=Param.ZERO, width=Param.ZERO,
             texname='a', antitexname='a', charge=0)
S__plus__ = Particle(pdg_code=9000001, name='S+', antiname='S-', spin=1, color=1, mass=Param.m_S,
                     width=Param.ZERO, texname='S+', antitexname='S-', charge=1)
S__minus__ = S__plus__.anti()
