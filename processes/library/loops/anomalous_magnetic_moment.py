"""Anomalous magnetic moment of a lepton from one mediator, mu- gamma > mu- at one loop.

a_l = F2(0) with q^2 = 0. The mediator is neutral (the lepton itself runs in the loop) or charged (beside a neutral
fermion of mass m_N). Published closed forms: J. P. Leveille, Nucl. Phys. B 137 (1978) 63; F. Jegerlehner and
A. Nyffeler, arXiv:0902.3360, section 3; Schwinger's alpha/(2 pi) is the vector with g = e and m_V = 0.
"""

import sympy

from amps.loops.anomalous_moment import dipole_form_factor
from amps.loops.charged_program import charged_program
from amps.loops.closed_forms import closed_form
from amps.loops.moment_integral import U
from amps.loops.moment_program import moment_program
from amps.numeric.loop_functions import integrate_parameter
from processes.core.constants import Parameter
from processes.core.loop_process import LoopProcess, LoopResult
from processes.core.process import Reference

G_V, G_A = sympy.symbols("g_V g_A", real=True)
# What the model has besides the chosen mediator; the axial coupling goes by the name g_V too.
OTHERS = {"charged_scalar": ("X+",), "charged_vector": ("H+",)}
COUPLINGS = {"vector": {G_A: sympy.S.Zero}, "axial": {G_V: sympy.S.Zero, G_A: G_V}}


def derive(model, chosen):
    """The sum of the model's diagrams for this lepton and mediator."""
    mediator, lepton = chosen["mediator"], f"{chosen['lepton']}-"
    exclude = ("gamma", *OTHERS.get(mediator, ()))
    found = dipole_form_factor(model, lepton, exclude=exclude)
    # One substitution after the other: g_A becomes g_V only once g_V is gone.
    for old, new in COUPLINGS.get(mediator, {}).items():
        found = tuple(integral.subs({old: new}) for integral in found)

    def at_zero(names):
        zeros = {sympy.Symbol(name, real=True): sympy.S.Zero for name in names}
        return sum(closed_form(integral.subs(zeros)) for integral in found)

    def direct(values):
        total = sum(integrate_parameter(integral.integrand, U, values) for integral in found)
        return complex(total)

    names = (f"m_{chosen['lepton']}", _mass(mediator), "m_N")
    light, heavy, neutral = (sympy.Symbol(name, real=True) for name in names)
    is_charged = mediator in OTHERS
    return LoopResult(
        value=sum(closed_form(integral) for integral in found),
        diagrams=_diagrams(model, lepton, exclude),
        direct=direct,
        at_zero=at_zero,
        integrand=sympy.factor(sum(integral.integrand for integral in found)),
        program=charged_program(found, light, heavy, neutral) if is_charged else moment_program(found, light, heavy),
    )


def _mass(mediator):
    return "m_V" if mediator in ("vector", "axial", "charged_vector") else "m_phi"


def _diagrams(model, lepton, exclude):
    from amps.loops.vertex_diagrams import photon_vertex_diagrams

    return photon_vertex_diagrams(model, lepton, exclude=exclude)


PROCESS = LoopProcess(
    model="{mediator}",
    reaction="{lepton}- gamma > {lepton}-",
    derive=derive,
    result="a_{lepton}",
    result_unit="1",
    parameters=(
        Parameter("m_V", None, "GeV", "mass of the vector or axial mediator", "m_V"),
        Parameter("g_V", None, "1", "its coupling", "g_V"),
        Parameter("m_phi", None, "GeV", "mass of the scalar or pseudoscalar mediator", r"m_\phi"),
        Parameter("y", None, "1", "its coupling", "y"),
        Parameter("m_N", 0.0, "GeV", "mass of the neutral fermion beside a charged mediator", "m_N"),
    ),
    options={
        "lepton": ("mu", "e", "tau"),
        "mediator": ("vector", "axial", "scalar", "pseudoscalar", "charged_scalar", "charged_vector"),
    },
    spellings={
        "mediator": {
            "vector": "lepton_vector",
            "axial": "lepton_vector",
            "scalar": "lepton_scalar",
            "pseudoscalar": "lepton_pseudoscalar",
            "charged_scalar": "charged_mediators",
            "charged_vector": "charged_mediators",
        }
    },
    references=(
        Reference(
            "a_mu",
            {"m_V": 0.0, "g_V": 0.302822120872, "lepton": "mu"},
            0.00116140973,
            1e-8,
            "alpha/(2 pi), J. Schwinger, Phys. Rev. 73 (1948) 416",
        ),
        Reference(
            "a_mu",
            {"m_V": 105.6583755, "g_V": 1.0},
            8.4434e-9,
            1e-4,
            "g_V^2 m_mu^2/(12 pi^2 m_V^2) for a heavy vector, arXiv:0811.1030",
        ),
    ),
    sources=("Nucl. Phys. B 137 (1978) 63", "arXiv:0902.3360"),
)
