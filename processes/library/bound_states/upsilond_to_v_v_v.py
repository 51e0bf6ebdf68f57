"""Decay of the spin-1 dark-matter bound state, Upsilon_D > V V V; `double_differential` is dGamma/dx1 dx2.

x_i = E_i/m_chi are the energies of two of the vectors, x = m_V/m_chi; the width is the integral over all x1, x2 and
contains the 1/3! of identical vectors.
"""

from sympy import pi

from processes.core.constants import Parameter
from processes.core.process import Process, Reference


def double_differential(m_chi, m_V, alpha_D, R0, x1, x2):
    """In the form of An et al., Phys. Rev. Lett. 116 (2016) 151801, eq. (8), with the polynomials F_i."""
    x = m_V / m_chi
    x3 = 2 - x1 - x2
    F6 = x1**2 + x1 * x2 + x2**2 - 2 * (x1 + x2) - 30
    F4 = (3 * x1 * x2 - 10 * (x1 + x2)) * (x1 + x2) + 4 * x1 * x2 + 20 * (x1 + x2) - 21
    h = x1**2 + x1 * x2 + x2**2
    F2 = h**2 - (4 * h + 14 * x1 * x2) * (x1 + x2) + 28 * h + 32 * x1 * x2 - 48 * (x1 + x2) + 24
    F0 = h**2 - (4 * h + x1 * x2) * (x1 + x2) + 7 * h + 6 * x1 * x2 - 6 * (x1 + x2) + 2
    numerator = 39 * x**8 + 4 * x**6 * F6 - 16 * x**4 * F4 + 32 * x**2 * F2 + 256 * F0
    denominator = ((x**2 - 2 * x1) * (x**2 - 2 * x2) * (x**2 - 2 * x3)) ** 2
    return 2 * alpha_D**3 * R0**2 / (9 * pi * m_chi**2) * numerator / denominator


PROCESS = Process(
    model="dark_onium",
    reaction="Upsilon_D > V V V",
    parameters=(
        Parameter("m_chi", None, "GeV", "mass of the constituents, half that of the bound state", r"m_\chi"),
        Parameter("m_V", None, "GeV", "dark photon mass", "m_V"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
    ),
    closed_forms={"double_differential": double_differential},
    references=(
        Reference(
            "width",
            {"m_chi": 1.0, "m_V": 1e-3, "alpha_D": 0.1, "R0": 0.2},
            4 * 0.1**3 * 0.2**2 * 0.869604401 / 28.27433388,
            1e-4,
            "massless vectors: 4 (pi^2 - 9) alpha^3 R0^2/(9 pi m^2) (Ore, Powell, Phys. Rev. 75 (1949) 1696)",
        ),
        Reference(
            "width",
            {"m_chi": 0.51099895e-3, "m_V": 0.0, "alpha_D": 1 / 137.035999},
            7.2112e6 * 6.582119569e-25,
            5e-6,
            "orthopositronium at tree level, 7.2112e6 /s; R0 from the Coulomb potential",
        ),
    ),
)
