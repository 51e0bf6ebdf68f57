"""UFO models: read a folder into a Model without executing it, and write a Model as a folder.

    model = amps.ufo.read("path/to/folder")          # also with restriction="restrict_no_masses.dat"
    amps.ufo.write(model, "path/to/new/folder", values={"m_Ap": 0.1, ...})

The format: Degrande et al., arXiv:1108.2040; Darme et al. (UFO 2.0), arXiv:2304.09883. Conventions, converted here:
- The particles of a vertex are listed as outgoing ones, and P(mu, n) is the outgoing momentum of particle n; our legs
  and momenta are incoming. Gamma(mu, i, j) is a matrix element between psibar_i and psi_j.
- Epsilon has epsilon^{0123} = -1, ours +1; Sigma is (i/4) [gamma^mu, gamma^nu], ours (i/2).
- The relative signs of fermion orderings stand in the UFO coefficients; ours follow from the chains.
- Everything is read in the unitary gauge: vertices of ghosts and Goldstone bosons are left out.
"""

from amps.ufo.errors import Place as Place
from amps.ufo.errors import UFOError as UFOError
from amps.ufo.errors import UnsafeUFO as UnsafeUFO
from amps.ufo.errors import UnsupportedUFO as UnsupportedUFO
from amps.ufo.reader import read as read
from amps.ufo.writer import write as write
