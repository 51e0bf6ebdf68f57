# -*- coding: latin-1 -*-
# QED mit geladenem Skalar, für den Test: written in the Python of 2011.
from __future__ import division
from object_library import all_particles, Particle
import parameters as Param
print "loading", "particles"   # Python 2

e__minus__ = Particle(pdg_code = 11L,
		      name = 'e-',
		      antiname = 'e+',
		      spin = 2,
		      color = 1,
		      mass = Param.m_e,
		      width = Param.ZERO,
		      texname = 'e-',
		      antitexname = 'e+',
		      charge = -1,
		      GhostNumber = 0)

e__plus__ = e__minus__.anti()

a = Particle(pdg_code = 22, name = 'a', antiname = 'a', spin = 3, color = 1, mass = Param.ZERO, width = Param.ZERO,
             texname = 'a', antitexname = 'a', charge = 0)

S__plus__ = Particle(pdg_code = 9000001, name = 'S+', antiname = 'S-', spin = 1, color = 1, mass = Param.m_S,
                     width = Param.ZERO, texname = 'S+', antitexname = 'S-', charge = 1)

S__minus__ = S__plus__.anti()

phi = Particle(pdg_code = 9000002, name = 'phi', antiname = 'phi', spin = 1, color = 1, mass = Param.m_phi,
               width = Param.W_phi, texname = '\\phi', antitexname = '\\phi', charge = 0)
