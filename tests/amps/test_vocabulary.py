"""Names and forms of propagators, widths and roots of couplings in a finished squared amplitude."""

import pytest
import sympy

from amps.models import dark_photon, fermi
from amps.models.qed import MODEL as QED

from .squares import equal, square
from .two_routes import disagreement

m_Ap, Gamma = sympy.symbols("m_Ap Gamma_Ap", real=True)


def test_a_time_like_line_has_its_width():
    result = square("e- e+ > chi chi~", dark_photon.MODEL)
    (expression,) = result.denominators.values()
    s = result.symbols["s"]
    assert equal(expression, (s - m_Ap**2) ** 2 + m_Ap**2 * Gamma**2)
    assert {power for key in result.polynomials for _, power in key} == {1}


def test_a_space_like_line_has_none():
    result = square("e- chi > e- chi", dark_photon.MODEL)
    (expression,) = result.denominators.values()
    assert equal(expression, result.symbols["t"] - m_Ap**2)
    assert "Gamma_Ap" not in result.variables


def test_two_particles_on_one_line_have_two_names():
    result = square("e- mu- > e- mu-", dark_photon.MODEL)
    t = result.symbols["t"]
    assert sorted(map(str, result.denominators.values())) == sorted([str(t), str(t - m_Ap**2)])


def test_a_propagator_that_is_an_invariant_needs_no_name_of_its_own():
    result = square("e- gamma > e- gamma", QED)
    assert {name: str(value) for name, value in result.denominators.items()} == {"sbar": "sbar", "ubar": "ubar"}
    assert set(result.denominators) <= set(result.variables)


def test_interference_through_a_resonance():
    values = {"alpha": 0.3**2 / 12.566370614359172, "m_e": 0.1, "m_mu": 0.2, "m_Ap": 2.9, "Gamma_Ap": 0.4, "eps": 0.8}
    for text in ("e- e+ > mu- mu+", "e- e+ > e- e+"):
        assert disagreement(text, dark_photon.MODEL, values) < 1e-10


def test_a_root_that_does_not_cancel_is_a_variable_of_its_own():
    # contact interaction with 1/sqrt2 interfering with meson exchange, where it comes squared
    values = {"G_F": 1.1, "alpha": 0.007, "m_e": 0.1, "m_mu": 0.9}
    for meson in ("pi", "K", "D", "Ds", "B"):
        values |= {f"m_{meson}": 1.9, f"f_{meson}": 0.7}
    values |= dict.fromkeys(("V_ud", "V_us", "V_cd", "V_cs", "V_ub"), 0.8)
    result = square("mu- > e- nu_e~ nu_mu", fermi.MODEL, order={"Fermi": 2})
    assert [value for x, value in result.definitions.items() if x.name in result.variables] == [sympy.sqrt(2)]
    assert disagreement("mu- > e- nu_e~ nu_mu", fermi.MODEL, values) < 1e-10


@pytest.mark.parametrize("text", ["e- e+ > chi chi~ gamma", "e- e+ > mu- mu+"])
def test_every_variable_is_an_invariant_a_mass_or_a_parameter(text):
    result = square(text, dark_photon.MODEL)
    known = {*result.invariants, "m_e", "m_mu", "m_chi", "m_Ap", "Gamma_Ap", "eps", "e", "g_D"}
    used = {
        name
        for polynomial in result.polynomials.values()
        for exponents in polynomial
        for name, k in zip(result.variables, exponents, strict=True)
        if k
    }
    assert used <= known
