import numpy as np
import pytest
import sympy

from amps.lagrangian import P_L, P_R, F, Fdual, Field, bar, gamma, gamma5, indices, parameters
from amps.model import Model
from amps.models import fermi, muonic_forces, qed
from amps.numeric.compiled import spinor_program
from amps.numeric.spinors import squared_amplitude
from amps.particle import fermion, scalar
from amps.reaction import ImpossibleReaction, parse_reaction

from .kinematics import sample, transformed
from .programs import momentum_inputs, run

PARAMETERS = {
    **{"alpha": 0.01, "m_e": 0.1, "m_mu": 0.3, "m_V": 0.5, "m_phi": 0.4, "g_V": 0.3, "q_nu": 0.7, "y": 0.2},
    **{"G_F": 1.1, "f_K": 0.2, "V_us": 0.3, "m_K": 1.9, "Gamma_V": 0.02, "Gamma_phi": 0.03},
}
MESONS = tuple(p.name for p in fermi.MESONS.values())


def evaluated(reaction, model, momenta, values, **options):
    program = spinor_program(reaction, model, **options)
    given = momentum_inputs(momenta) | {name: values[name] for name in program.inputs if name in values}
    assert set(program.inputs) == set(given)
    return run(program.assignments, program.output, given)


@pytest.mark.parametrize(
    ("text", "exclude"),
    [
        ("e- e+ > mu- mu+", ()),
        ("e- e- > e- e- gamma", ()),
        ("gamma e+ > gamma e+", ()),
        ("e- e+ > mu- mu+ gamma", ()),
        ("mu- > e- nu_e~ nu_mu gamma", MESONS),
        ("K+ > mu+ nu_mu V", ()),
        ("mu- mu+ > V phi", ()),
        ("mu- mu+ > mu- mu+", ()),
        ("mu- mu+ > V V V", ()),
        ("e- e+ > mu- mu+ mu- mu+", ("V", "phi")),
    ],
)
def test_program_equals_the_sum_over_helicities(text, exclude):
    model = muonic_forces.MODEL
    reaction, k = sample(text, model, PARAMETERS, sqrt_s=4.0)
    k = transformed(k)
    expected = squared_amplitude(reaction, model, k, PARAMETERS, exclude=exclude)
    np.testing.assert_allclose(evaluated(reaction, model, k, PARAMETERS, exclude=exclude), expected, rtol=1e-9)


def test_without_widths_no_width_is_read():
    model = muonic_forces.MODEL
    reaction, k = sample("mu- mu+ > mu- mu+", model, PARAMETERS)
    stable = {name: x for name, x in PARAMETERS.items() if not name.startswith("Gamma")}
    expected = squared_amplitude(reaction, model, k, stable, order={"g_V": 2})
    np.testing.assert_allclose(
        evaluated(reaction, model, k, stable, order={"g_V": 2}, widths=False), expected, rtol=1e-11
    )


def test_parity_reversed_helicities_are_shared():
    """QED at tree level has M(-h) = phase M(h)*: 64 states of six leptons need 32 complex amplitudes, not 64."""
    program = spinor_program(parse_reaction("e- e+ > mu- mu+ mu- mu+", qed.MODEL), qed.MODEL)
    squares = [args for _, operation, args in program.assignments if operation == "mul" and args[0] == args[1]]
    assert 2 * 32 <= len(squares) < 2 * 64
    assert len(program.assignments) < 7000


def test_a_massless_line_costs_less():
    massive = parse_reaction("mu- > mu- gamma gamma", qed.MODEL)
    assert spinor_program(massive, qed.MODEL).inputs[-2:] == ("m_mu", "alpha")
    heavy = spinor_program(parse_reaction("e- e+ > mu- mu+", qed.MODEL), qed.MODEL)
    fermi_decay = spinor_program(parse_reaction("mu- > e- nu_e~ nu_mu", fermi.MODEL), fermi.MODEL, exclude=MESONS)
    assert len(fermi_decay.assignments) < len(heavy.assignments)


mu, nu = indices("mu nu")
g, y = parameters("g y")
w = sympy.Symbol("w")
N = fermion("N", "N", mass="m_N")
PHI = scalar("phi", "phi", mass="m_phi")
n, phi, electron, A = Field(N), Field(PHI), qed.LEPTONS["e"], qed.A
MIXED = Model(
    name="mixed",
    particles=(N, PHI),
    terms={
        "complex": phi * (w * bar(electron) * P_L * electron + sympy.conjugate(w) * bar(electron) * P_R * electron),
        "majorana": y * phi * bar(n) * n + sympy.cos(g) * sympy.I * phi * bar(n) * gamma5 * n,
        "contact": g * bar(n) * gamma[mu] * gamma5 * n * bar(electron) * gamma[mu] * P_R * electron,
        "axion": -g / 4 * phi * F(A, mu, nu) * Fdual(A, mu, nu),
    },
    extends=(qed.MODEL,),
)
VALUES = {"m_N": 0.3, "m_phi": 0.7, "m_e": 0.1, "m_mu": 0.4, "g": 0.3, "y": 0.6, "alpha": 0.02}


@pytest.mark.parametrize(
    "text", ["e- e+ > N N", "N N > N N", "N N > gamma gamma", "N e- > N e- gamma", "N N > phi phi"]
)
def test_complex_majorana_contact_and_dual_vertices(text):
    coupling = 0.4 - 0.8j
    reaction, k = sample(text, MIXED, VALUES)
    k = transformed(k)
    expected = squared_amplitude(reaction, MIXED, k, VALUES | {"w": coupling})
    found = evaluated(reaction, MIXED, k, VALUES | {"w_re": coupling.real, "w_im": coupling.imag})
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_beams_along_z_and_a_target_at_rest_are_regular():
    reaction, k = sample("e- mu- > e- mu-", qed.MODEL, PARAMETERS)
    expected = squared_amplitude(reaction, qed.MODEL, k, PARAMETERS)
    np.testing.assert_allclose(evaluated(reaction, qed.MODEL, k, PARAMETERS), expected, rtol=1e-12)
    along_y = k[:, :, [0, 2, 3, 1]]
    np.testing.assert_allclose(evaluated(reaction, qed.MODEL, along_y, PARAMETERS), expected, rtol=1e-9)


def test_no_diagram_is_an_error():
    with pytest.raises(ImpossibleReaction, match="no tree diagram"):
        spinor_program(parse_reaction("e- e+ > mu- mu+", qed.MODEL), qed.MODEL, exclude=("gamma",))
