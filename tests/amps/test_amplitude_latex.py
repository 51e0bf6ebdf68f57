"""Amplitudes in LaTeX: what one would write by the textbook's rules."""

import pytest

import processes
from amps.amplitude_latex import amplitude_latex


def amplitudes(name, **keywords):
    process = processes.get(name)
    return [amplitude_latex(diagram, **keywords) for diagram in process.diagrams]


def test_spinors_propagators_and_polarisations():
    first, second = amplitudes("e_e_to_gamma_aprime", names={"eps": r"\varepsilon"})
    assert first == (
        r"i\mathcal{M} = i e^{2} \varepsilon\, \frac{\bar v(p_2)\,\not{\epsilon}_4^*\,(\not{p}_1 - \not{p}_3 + m_{e})\,"
        r"\not{\epsilon}_3^*\,u(p_1)}{\left[(p_1 - p_3)^2 - m_{e}^2\right]}"
    )
    assert second.endswith(r"{\left[(p_2 - p_3)^2 - m_{e}^2\right]}")


def test_dummy_indices_and_the_sum_of_a_scalar_current():
    (muon,) = amplitudes("mu_to_e_nu_nu")
    assert r"\bar u(p_2)\,\gamma^{\alpha}\,(1 - \gamma_5)\,v(p_3)\; \bar u(p_4)\,\gamma_{\alpha}" in muon
    (pair,) = amplitudes("chi_chi_to_l_l")
    assert r"\bar u(p_3)\,(\not{p}_1 - \not{p}_2)\,v(p_4)" in pair


def test_bound_states_are_traces_and_their_final_vectors_are_starred():
    for text in amplitudes("upsilond_to_v_v_v"):
        assert r"\mathrm{Tr}\left[" in text
        assert all(rf"\not{{\epsilon}}_{leg}^*" in text for leg in (2, 3, 4))
        assert r"\not{\epsilon}_1^*" not in text


@pytest.mark.parametrize("unitary", [False, True])
def test_longitudinal_parts_only_on_request(unitary):
    (text,) = amplitudes("chi_chi_to_l_l", unitary=unitary)
    assert (r"m_{A'}^{2}}" in text) == unitary


def test_a_scalar_current_outside_of_fermion_lines_is_one_sum():
    process = processes.get("chi_a_to_chi_a_aprime").with_options(dm="scalar")
    seagull = amplitude_latex(process.diagrams[2])
    assert r"2\; (p_2 + p_4)\cdot\epsilon_5^*" in seagull


def test_several_terms_stand_in_parentheses():
    (text,) = amplitudes("pi0_to_gamma_aprime")
    assert r"\left(\varepsilon(- p_2" in text
