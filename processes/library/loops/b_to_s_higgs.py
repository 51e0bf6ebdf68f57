"""Flavour-changing Higgs vertex of the top loops, L = g_bsh sbar_L b_R h + h.c., b > s h for a soft Higgs boson.

g_bsh = -m_b d(B - A/2)/dv from the b > s self-energy in 't Hooft-Feynman gauge, the low-energy theorem:
3 m_b m_t^2 V_ts* V_tb/(16 pi^2 v^3), exact in m_t/m_W for a Higgs boson light against the top. A boson S that mixes
with angle theta couples with sin(theta) g_bsh. B. Batell, M. Pospelov, A. Ritz, arXiv:0911.4938.
"""

from amps.loops.flavour_change import self_energies, soft_higgs_vertex
from amps.loops.higgs_vertex import vertex_loops, without_massless
from amps.loops.moment_integral import U
from amps.models.top_loops import m_W, v
from amps.numeric.loop_functions import integrate_parameter
from processes.core.loop_process import LoopProcess, LoopResult
from processes.core.process import Reference


def derive(model, _):
    """The derivative of the self-energies; the second route are the vertex diagrams in unitary gauge."""

    def direct(values):
        _, integrand = without_massless(vertex_loops(model, "b", "s"), scale=m_W)
        # The sum does not depend on the mass of the W.
        return complex(values["m_b"] * integrate_parameter(integrand, U, {"m_W": 0.325 * values["v"], **values}))

    return LoopResult(soft_higgs_vertex(model, "b", "s", v), self_energies(model, "b", "s"), direct)


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
