"""Kinetic mixing of a Z' with the photon induced by charged loops, gamma > Zp at momentum transfer q2.

eps(q^2) such that the Z' couples to a current of charge Q as -eps e Q; complex above the lightest threshold. The loops
are those of two leptons with opposite L_i - L_j charges, or of any two fermions or scalars of unit electric charge
and opposite Z' charges +-charge (a heavy partner of mass Lambda_UV is the cutoff of the usual estimate).
eps(0) = -(e g/12 pi^2) log(m_tau^2/m_mu^2) for L_mu - L_tau, arXiv:1901.02010.
"""

import sympy

from amps.loops import vacuum_polarisation as loops
from amps.models.charged_pairs import FERMION_PAIR, SCALAR_PAIR
from amps.models.lepton_differences import difference
from amps.numeric.loop_functions import log_moment
from processes.core.constants import Parameter
from processes.core.loop_process import LoopProcess, LoopResult
from processes.core.process import Reference

MODELS = {
    "l_mu_l_tau": difference("mu", "tau"),
    "l_e_l_mu": difference("e", "mu"),
    "l_e_l_tau": difference("e", "tau"),
    "fermions": FERMION_PAIR,
    "scalars": SCALAR_PAIR,
}


def derive(_, chosen):
    """All loops between photon and Z' of the chosen model."""
    model = MODELS[chosen["content"]]
    found = loops.bubbles(model, "gamma", "Zp")

    def at_zero(names):
        momentum = loops.kinetic_mixing_at_zero(found) if "q2" in names else loops.kinetic_mixing(found)
        zeros = {sympy.Symbol(name, real=True): 0 for name in names}
        return momentum.subs(model.all_definitions).subs(zeros)

    def direct(values):
        total = 0
        for bubble in found:
            powers = sympy.Poly(bubble.weight.subs(model.all_definitions), loops.X)
            for (n,), c in powers.terms():
                weight = complex(c.subs({s: values[s.name] for s in c.free_symbols}))
                total += weight * log_moment(n, values["q2"], *[values[bubble.mass.name] ** 2] * 2)
        return complex(total)

    return LoopResult(
        value=loops.kinetic_mixing(found).subs(model.all_definitions), diagrams=found, direct=direct, at_zero=at_zero
    )


PROCESS = LoopProcess(
    model="lepton_differences",
    reaction="mu- mu+ > Zp",
    derive=derive,
    result="eps",
    result_unit="1",
    complex_valued=True,
    parameters=(
        Parameter("g_Zp", None, "1", "coupling of the Z'", "g_{Z'}"),
        Parameter("q2", 0.0, "GeV^2", "squared momentum, m_Zp^2 for a real Z'", "q^2"),
        Parameter("m_1", None, "GeV", "mass of the particle with Z' charge +charge", "m_1"),
        Parameter("m_2", None, "GeV", "mass of the particle with Z' charge -charge", "m_2"),
        Parameter("charge", 1.0, "1", "size of their Z' charges", "q'"),
    ),
    options={"content": tuple(MODELS)},
    references=(
        Reference(
            "eps",
            {"g_Zp": 1.0},
            -1 / 70,
            2e-2,
            "-g/70 for L_mu - L_tau, M. Escudero et al., arXiv:1901.02010",
        ),
    ),
    sources=("arXiv:1901.02010", "Phys. Lett. B 166 (1986) 196"),
)
