"""Phase-space maps from the unit cube to invariants without cancellation."""

from amps.phase_space.arithmetic import Arithmetic as Arithmetic
from amps.phase_space.arithmetic import ArrayArithmetic as ArrayArithmetic
from amps.phase_space.arithmetic import ScalarArithmetic as ScalarArithmetic
from amps.phase_space.chooser import Cuts as Cuts
from amps.phase_space.chooser import Denominator as Denominator
from amps.phase_space.chooser import channels as channels
from amps.phase_space.chooser import phase_space as phase_space
from amps.phase_space.multichannel import MultiChannel as MultiChannel
from amps.phase_space.point import Point as Point
from amps.phase_space.recording import Recorder as Recorder
from amps.phase_space.space import PhaseSpace as PhaseSpace
from amps.phase_space.tree import AngleMap as AngleMap
from amps.phase_space.tree import Cluster as Cluster
from amps.phase_space.tree import MassMap as MassMap
