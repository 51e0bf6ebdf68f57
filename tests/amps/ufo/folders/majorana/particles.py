# A Majorana fermion N with a dipole to the muon neutrino and an axial coupling to a massive vector.
from object_library import all_particles, Particle
import parameters as Param
import propagators as Prop

vm = Particle(pdg_code = 14, name = 'vm', antiname = 'vm~', spin = 2, color = 1, mass = Param.ZERO,
              width = Param.ZERO, texname = '\\nu', antitexname = '\\bar\\nu', charge = 0)
vm__tilde__ = vm.anti()
N = Particle(pdg_code = 9900014, name = 'N', antiname = 'N', spin = 2, color = 1, mass = Param.MN,
             width = Param.WN, texname = 'N', antitexname = 'N', charge = 0)
a = Particle(pdg_code = 22, name = 'a', antiname = 'a', spin = 3, color = 1, mass = Param.ZERO,
             width = Param.ZERO, texname = 'a', antitexname = 'a', charge = 0)
X = Particle(pdg_code = 9900032, name = 'X', antiname = 'X', spin = 3, color = 1, mass = Param.MX,
             width = Param.WX, texname = 'X', antitexname = 'X', propagator = {0: Prop.V1, 1: Prop.V2}, charge = 0)
phi = Particle(pdg_code = 250, name = 'GX', antiname = 'GX', spin = 1, color = 1, mass = Param.MX,
               width = Param.WX, texname = 'G', antitexname = 'G', goldstone = True, charge = 0)
