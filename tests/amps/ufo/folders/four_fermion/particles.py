# Muon decay by a contact interaction, and a Dirac fermion chi that interacts with itself.
from object_library import all_particles, Particle
import parameters as Param

e__minus__ = Particle(pdg_code = 11, name = 'e-', antiname = 'e+', spin = 2, color = 1, mass = Param.Me,
                      width = Param.ZERO, texname = 'e-', antitexname = 'e+', charge = -1)
e__plus__ = e__minus__.anti()
mu__minus__ = Particle(pdg_code = 13, name = 'mu-', antiname = 'mu+', spin = 2, color = 1, mass = Param.MMU,
                       width = Param.ZERO, texname = 'mu-', antitexname = 'mu+', charge = -1)
mu__plus__ = mu__minus__.anti()
ve = Particle(pdg_code = 12, name = 've', antiname = 've~', spin = 2, color = 1, mass = Param.ZERO,
              width = Param.ZERO, texname = 've', antitexname = 've~', charge = 0)
ve__tilde__ = ve.anti()
vm = Particle(pdg_code = 14, name = 'vm', antiname = 'vm~', spin = 2, color = 1, mass = Param.ZERO,
              width = Param.ZERO, texname = 'vm', antitexname = 'vm~', charge = 0)
vm__tilde__ = vm.anti()
chi = Particle(pdg_code = 9000001, name = 'chi', antiname = 'chi~', spin = 2, color = 1, mass = Param.Mchi,
               width = Param.ZERO, texname = 'chi', antitexname = 'chi~', charge = 0)
chi__tilde__ = chi.anti()
