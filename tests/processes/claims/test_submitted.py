"""A reader's own formulas: spectra, angular distributions and widths to three bodies, right and wrong."""

import pytest
import sympy

import processes
from amps.comparing.sampling import value
from processes.claims import three_body
from processes.claims.submitted import Submission

SMALL = ("m_e << delta", "delta << m_Ap", "delta << m_1")


def check(formula, process, quantity, *assumptions, notation="text"):
    return Submission(formula, process, notation, quantity, assumptions=assumptions).check()


@pytest.mark.parametrize(
    ("id", "parameters"),
    [
        ("mu_to_e_nu_nu", {}),
        ("pi0_to_gamma_l_l", {"Gamma_gg": 1.0}),
        pytest.param("k_to_mu_nu_v", {"m_V": 0.1, "g_V": 1e-3}, marks=pytest.mark.slow),
        pytest.param(
            "chi2_to_chi1_l_l",
            {"m_1": 1.0, "delta": 0.1, "m_Ap": 0.5, "eps": 1e-3, "alpha_D": 0.1},
            marks=pytest.mark.slow,
        ),
    ],
)
def test_the_dalitz_integral_in_symbols_is_the_width(id, parameters):
    process = processes.get(id)
    width = three_body.width(process)
    given = {x: parameters.get(x.name, process.arguments[x.name].default) for x in width.free_symbols}
    found = value(width, {x: sympy.Rational(str(number)) for x, number in given.items()})
    estimate = process.width(**parameters, method="quadrature")
    assert float(found) == pytest.approx(estimate.value, rel=1e-7)


@pytest.mark.parametrize(
    ("denominator", "verdict", "factor"), [(15, "equal in limit", 1), (30, "differs by a factor", 0.5)]
)
def test_a_small_splitting(denominator, verdict, factor):
    formula = f"Gamma = 4*eps^2*alpha*alpha_D*delta^5/({denominator}*pi*m_Ap^4)"
    found = check(formula, processes.get("chi2_to_chi1_l_l"), "width", *SMALL)
    assert (found.verdict, found.factor) == (verdict, factor)


def test_the_sign_of_an_interference_is_found_under_the_integral():
    process = processes.reaction("N > nu_e e- e+", model="hnl")
    found = check("G_F^2*U_e^2*m_N^5/(768*pi^3)*(1 - 4*s2w + 8*s2w^2)", process, "width", "m_e << m_N")
    assert found.verdict == "differs"
    assert "-4*s2w should be 4*s2w" in found.parts[0].note


def test_an_angular_distribution_in_latex_with_its_left_hand_side():
    formula = r"\frac{d\sigma}{d\cos\theta} = \frac{\pi\alpha^2}{2 s}(1+\cos^2\theta)"
    process = processes.get("e_e_to_mu_mu")
    limits = ("m_e << sqrt_s", "m_mu << sqrt_s")
    assert check(formula, process, "dsigma/dcos", *limits, notation="latex").verdict == "equal in limit"
    doubled = check(formula.replace("2 s", "s"), process, "dsigma/dcos", *limits, notation="latex")
    assert doubled.factor == 2


def test_a_recoil_spectrum_of_a_massive_beam():
    formula = (
        "8*pi*alpha*alpha_D*eps^2*m_e/(2*m_e*T + m_Ap^2)^2/(E_chi^2 - m_chi^2)"
        "*(E_chi^2 - T*(2*m_e*E_chi + m_chi^2 + m_e^2)/(2*m_e) + T^2/2)"
    )
    process = processes.get("chi_e_to_chi_e")
    assert check(formula, process, "dsigma/dT").verdict == "equal"
    wrong = check(formula.replace("m_chi^2 + m_e^2", "m_chi^2 - m_e^2"), process, "dsigma/dT")
    assert "the term -m_e**2 should be m_e**2" in wrong.parts[0].note


def test_a_recoil_spectrum_leaves_the_form_factor_to_the_reader():
    formula = "alpha*mu_tr^2*Z^2*(1/T - 1/E_nu + T/(4*E_nu^2))"
    found = check(formula, processes.get("nu_a_to_n_a"), "dsigma/dT", "m_N << E_nu")
    assert found.verdict == "equal in limit"


def test_what_cannot_be_read_or_has_no_such_spectrum():
    process = processes.get("e_e_to_mu_mu")
    with pytest.raises(ValueError, match="2 equals signs"):
        check("a = b = 3", process, "cross_section")
    with pytest.raises(ValueError, match="needs the target e\\+ as the last leg"):
        check("T", process, "dsigma/dT")
