"""Phase-space maps from the unit cube to invariants without cancellation.

>>> import math
>>> from amps.phase_space import Denominator, ScalarArithmetic, phase_space
>>> space = phase_space(2, 2, [Denominator((1, 0, -1, 0), mass=1), Denominator((0, 1, -1, 0), mass=2)])
>>> space.arguments
('x1', 'm1', 'm2', 'm3', 'm4', 'sqrt_s')
>>> point = space.evaluate(ScalarArithmetic(math), [1e-6], [0.511e-3, 0.511e-3, 0.0, 0.1], sqrt_s=91.19)
>>> f"{point.virtuality((1, 0, -1, 0), offset=1):.12e}"  # (p1 - k)^2 - m_e^2 of a photon along the beam
'-2.611333162762e-07'
"""

from amps.phase_space.arithmetic import Arithmetic as Arithmetic
from amps.phase_space.arithmetic import ArrayArithmetic as ArrayArithmetic
from amps.phase_space.arithmetic import ScalarArithmetic as ScalarArithmetic
from amps.phase_space.chooser import phase_space as phase_space
from amps.phase_space.hints import Cuts as Cuts
from amps.phase_space.hints import Denominator as Denominator
from amps.phase_space.multichannel import MultiChannel as MultiChannel
from amps.phase_space.multichannel import channels as channels
from amps.phase_space.point import Point as Point
from amps.phase_space.recording import Recorder as Recorder
from amps.phase_space.space import PhaseSpace as PhaseSpace
from amps.phase_space.tree import AngleMap as AngleMap
from amps.phase_space.tree import Cluster as Cluster
from amps.phase_space.tree import MassMap as MassMap
