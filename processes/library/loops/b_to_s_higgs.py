"""Flavour-changing Higgs vertex of the top loops, L = g_bsh sbar_L b_R h + h.c., b > s h for a soft Higgs boson.

g_bsh = -m_b d(B - A/2)/dv from the b > s self-energy in 't Hooft-Feynman gauge, the low-energy theorem:
3 m_b m_t^2 V_ts* V_tb/(16 pi^2 v^3), exact in m_t/m_W for a Higgs boson light against the top. A boson S that mixes
with angle theta couples with sin(theta) g_bsh. B. Batell, M. Pospelov, A. Ritz, arXiv:0911.4938.
"""

import mpmath

from amps.loops.flavour_change import self_energies, soft_higgs_vertex
from amps.models.top_loops import v
from amps.numeric.loop_functions import B0, B1
from processes.core.loop_process import LoopProcess, LoopResult
from processes.core.process import Reference


def by_differences(values):
    """The derivative in v taken numerically, of Goldstone and W loops written with B0 and B1 (g = 2 m_W/v = 0.65)."""
    top, bottom, mixing = values["m_t"], values["m_b"], values["V_ts"] * values["V_tb"]

    def combination(scale):
        def loop(m_t):
            m2, M2 = (scale * m_t) ** 2, (scale * 0.325 * values["v"]) ** 2
            b0, b1 = (f(0, m2, M2, digits=40).finite for f in (B0, B1))
            goldstone = 2 * (m_t / values["v"]) ** 2
            # gamma^m k gamma_m = (2 - D) k: the -2 eps of D times the pole 1/2 of B1 adds 1
            w_boson = 0.65**2 / 2 * 2 * (b1 + mpmath.mpf(1) / 2)
            return goldstone * (b0 + b1 / 2) + w_boson / 2

        return loop(top) - loop(0)

    with mpmath.workdps(40):
        slope = mpmath.diff(combination, 1)
    return complex(-bottom / values["v"] * mixing / (16 * mpmath.pi**2) * slope)


def derive(model, _):
    """Self-energies and vertex."""
    return LoopResult(soft_higgs_vertex(model, "b", "s", v), self_energies(model, "b", "s"), by_differences)


PROCESS = LoopProcess(
    model="top_loops",
    reaction="b > s h",
    derive=derive,
    result="g_bsh",
    result_unit="1",
    references=(
        Reference(
            "g_bsh",
            {"m_b": 4.8, "m_t": 173.0, "m_W": 80.4, "v": 246.0, "V_ts": 0.04, "V_tb": 1.0},
            7.33e-6,
            2e-3,
            "3 g_W^2 m_b m_t^2 V_ts V_tb/(64 pi^2 M_W^2 v), g_W = 2 M_W/v, arXiv:0911.4938",
        ),
    ),
    sources=("arXiv:0911.4938", "Phys. Rev. D 26 (1982) 3086"),
)
