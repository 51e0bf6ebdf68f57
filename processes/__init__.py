"""Rates of dark-sector processes: everything that yields a number.

import processes
processes.names()                       # ids of the library
processes.get("k_to_mu_nu_v").width(m_V=0.1, g_V=1e-3)
"""

from processes import claims as claims
from processes.core.registry import get as get
from processes.core.registry import names as names
from processes.core.registry import reaction as reaction
from processes.core.unstable import particle as particle
