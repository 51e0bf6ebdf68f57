"""Cuts: reading them, what they bound, rates within them, and rates that need them."""

import math

import numpy as np
import pytest

import processes
from amps.phase_space import ScalarArithmetic
from processes.core.cuts import parse_cuts
from processes.numerics.errors import NotConverged

LIB = ScalarArithmetic(math)
SQRT_S = 10.58


@pytest.fixture(scope="module")
def pair():
    return processes.reaction("e- e+ > gamma mu- mu+", model="qed")


@pytest.fixture(scope="module")
def muons():
    return processes.reaction("e- e+ > mu- mu+", model="qed")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E_gamma > 0.5", True),
        ("E_gamma>0.5 and abs(cos_gamma)<0.3", False),
        ("0.5 < E_gamma < 2", True),
        ("not E_gamma < 0.5 or cos_gamma > 0", True),
        ("not (E_gamma < 0.5 or cos_gamma < 0)", False),
        ("(E_gamma + 2*E_mu-)/2 >= 3.5", True),
        ("E_gamma - -1 > 1.9", True),
        ("E_mu--E_mu+ > 0.5", True),
        ("E_mum - E_mup <= 1 and -cos_gamma > .4", True),
        ("E_gamma*2e0 > 3", False),
    ],
)
def test_conditions(pair, text, expected):
    values = {"E_gamma": 1.0, "cos_gamma": -0.5, "E_mu-": 3.0, "E_mu+": 2.0}
    assert parse_cuts(pair, text).at(lambda o: values[o.name], LIB) == float(expected)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("E_gamma", "compares observables with numbers"),
        ("1 < 2", "names no observable"),
        ("E_gamma > ", "expected a number"),
        ("E_gamma > 1 E_mu- > 2", "expected 'and'"),
        ("(E_gamma > 1", r"expected '\)'"),
        ("abs E_gamma > 1", r"expected '\(' after abs"),
        ("E_gamma == 1", "known symbols are"),
        ("E_gamma and E_mu- > 1", "takes conditions"),
        ("(E_gamma > 1) + 2 > 3", "takes numbers"),
        ("E_photon > 1", "no observable 'E_photon'"),
        ("__import__('os') > 1", "no observable '__import__'"),
        ("E_gamma > 1/0", "divides by zero"),
        ("E_gamma > 2 and E_gamma < 1", "no phase space within the cuts"),
    ],
)
def test_bad_cuts(pair, text, message):
    with pytest.raises(ValueError, match=message):
        parse_cuts(pair, text)


def test_bounds(pair):
    found = parse_cuts(pair, "E_gamma > 0.5 and 1 < m_mu-mu+ and abs(cos_gamma) < 0.9 and E_mu- + E_mu+ > 1").bounds()
    assert {o.name: b for o, b in found.items()} == {
        "E_gamma": (0.5, math.inf),
        "m_mu-mu+": (1.0, math.inf),
        "cos_gamma": (-0.9, 0.9),
    }


def test_angular_cut_against_the_differential_cross_section(muons):
    """d sigma/d cos is proportional to 3 - a - b + a b cos^2 with a, b = 1 - 4 m^2/s of electron and muon."""
    a, b = (1 - 4 * m**2 / SQRT_S**2 for m in (0.51099895e-3, 0.1056583755))
    edge = 0.6
    expected = (edge * (3 - a - b) + a * b * edge**3 / 3) / (3 - a - b + a * b / 3)
    within = muons.rate(sqrt_s=SQRT_S, cuts=f"abs(cos_mu-) < {edge}").value
    assert within / muons.rate(sqrt_s=SQRT_S).value == pytest.approx(expected, rel=1e-5)


def test_complementary_cuts_sum_to_the_width():
    process, at = processes.get("k_to_mu_nu_v"), {"m_V": 0.1, "g_V": 1e-3}
    parts = [process.rate(cuts=f"E_mu+ {sign} 0.2", **at) for sign in "<>"]
    total = process.rate(**at)
    assert sum(p.value for p in parts) == pytest.approx(total.value, rel=4e-3)
    assert all(p.converged for p in parts)


def test_mapped_bounds_agree_with_the_same_cut_in_disguise(pair):
    """Doubled on both sides, a condition no longer bounds the map."""
    at = {"sqrt_s": SQRT_S, "rtol": 5e-3}
    plain = pair.rate(cuts="E_gamma > 1 and m_mu-mu+ > 2 and abs(cos_gamma) < 0.9", **at)
    hidden = pair.rate(cuts="E_gamma > 1 and 2*m_mu-mu+ - 4 > 0*E_gamma and abs(cos_gamma) < 0.9", **at)
    assert plain.value == pytest.approx(hidden.value, rel=4 * 5e-3)


def test_a_two_body_decay_passes_or_not():
    process = processes.get("v_to_l_l")
    at = {"m_V": 1.0, "g_V": 0.1}
    whole = process.rate(method="auto", **at).value
    assert process.rate(cuts="E_mu- > 0.4", **at).value == pytest.approx(whole, rel=1e-9)
    with pytest.raises(ValueError, match="no phase space within the cuts"):
        process.rate(cuts="E_mu- > 0.6", **at)


def test_empty_phase_space(pair):
    with pytest.raises(ValueError, match='no phase space within the cuts "E_gamma > 6"'):
        pair.rate(sqrt_s=SQRT_S, cuts="E_gamma > 6")


def test_no_closed_form_with_cuts():
    with pytest.raises(ValueError, match="a closed form is the whole rate"):
        processes.get("v_to_l_l").rate(m_V=1.0, g_V=0.1, cuts="E_mu- > 0.1", method="closed form")


def test_forward_scattering_diverges():
    process = processes.reaction("e- e+ > e- e+", model="qed")
    with pytest.raises(ValueError, match=r"diverges: the exchanged massless gamma reaches t = 0.*cos_e"):
        process.rate(sqrt_s=SQRT_S)
    with pytest.raises(ValueError, match="diverges within the cuts"):
        process.rate(sqrt_s=SQRT_S, cuts="E_e- > 1")
    narrow, wide = (process.rate(sqrt_s=SQRT_S, cuts=f"pT_e- > {cut}").value for cut in (0.2, 0.1))
    # 1/t^2 dominates: the rate grows as 1/pT^2
    assert wide / narrow == pytest.approx(4, rel=0.02)


def test_soft_photons_diverge(pair):
    dark = processes.reaction("e- e+ > gamma chi chi~", model="dark_photon")
    with pytest.raises(ValueError, match="gamma, radiated by a charged leg, is soft; a cut such as 'E_gamma > "):
        pair.rate(sqrt_s=SQRT_S)
    with pytest.raises(ValueError, match="is soft"):
        dark.rate(sqrt_s=SQRT_S, m_Ap=1.0, eps=1e-3, m_chi=0.3, alpha_D=0.1, Gamma_Ap=1e-6)
    with pytest.raises(ValueError, match="diverges within the cuts"):
        pair.rate(sqrt_s=SQRT_S, cuts="abs(cos_gamma) < 0.9")


@pytest.mark.parametrize("reaction", ["e- e+ > gamma gamma", "e- e+ > gamma Ap"])
def test_finite_with_the_electron_mass(reaction):
    process = processes.reaction(reaction, model="dark_photon" if "Ap" in reaction else "qed")
    extra = {"m_Ap": 1.0, "eps": 1e-3} if "Ap" in reaction else {}
    assert np.isfinite(process.rate(sqrt_s=SQRT_S, **extra).value)


def test_collinear_photon_of_a_massless_muon_diverges(pair):
    with pytest.raises(ValueError, match=r"collinear pair; a cut such as 'm_gamma_mu. > 0.1'"):
        pair.rate(sqrt_s=SQRT_S, m_mu=0.0, cuts="E_gamma > 1")


def test_narrow_resonance_recoiling_against_a_photon():
    """Within a width the rate is production times branching fraction."""
    at = {"sqrt_s": SQRT_S, "m_Ap": 1.0, "eps": 1e-3}
    dark = processes.reaction("e- e+ > gamma chi chi~", model="dark_photon")
    decay = processes.reaction("Ap > chi chi~", model="dark_photon")
    partial = decay.rate(m_Ap=1.0, m_chi=0.3, alpha_D=1e-4).value
    found = dark.rate(**at, m_chi=0.3, alpha_D=1e-4, Gamma_Ap=1e-6, cuts="E_gamma > 5")
    produced = processes.reaction("e- e+ > gamma Ap", model="dark_photon").rate(**at).value
    assert found.value == pytest.approx(produced * partial / 1e-6, rel=5e-3)
    assert found.n_evaluations <= 100_000
    assert found.converged


def test_a_cut_next_to_the_end_of_the_interval_counts():
    """The recoil spectrum is flat for T far below m_Ap^2/m_e: equal steps of T cost equal parts of the rate."""
    process = processes.get("chi_e_to_chi_e")
    at = {"E_chi": 10.0, "m_chi": 0.01, "m_Ap": 0.05, "eps": 1e-3, "alpha_D": 0.5}
    whole, least = process.rate(**at), process.rate(cuts="E_e- > 0.001", **at)
    more = process.rate(cuts=f"E_e- > {2 * 0.001 - whole.parameters['m_e']}", **at)
    assert least.method == "quadrature"
    first, second = whole.value - least.value, least.value - more.value
    assert first == pytest.approx(second, rel=2e-3)
    assert whole.error + least.error + more.error < 1e-6 * first


def test_a_zero_coupling_is_no_empty_phase_space(pair):
    kaon, at = processes.get("k_to_mu_nu_v"), {"m_V": 0.1, "g_V": 0.0, "neval": 20_000}
    for found in (kaon.rate(**at), kaon.rate(cuts="E_V > 0.12", **at), kaon.rate(cuts="E_V > 0.12", rtol=0.01, **at)):
        assert (found.value, found.error, found.converged) == (0.0, 0.0, True)
        assert found.warnings == ("|M|^2 vanishes at every point",)
    with pytest.raises(ValueError, match="no point passes"):
        kaon.rate(cuts="E_V + E_mu+ > 0.49367 and E_V < 0.12", **at)


def test_cuts_that_leave_too_little_to_be_hit_are_no_zero(monkeypatch):
    """That some point passes elsewhere shows that the zero of the integration is none of the rate."""
    process = processes.get("e_e_to_gamma_chi_chi")
    given = {"sqrt_s": 10.58, "m_chi": 0.1, "m_Ap": 30.0, "eps": 1e-3, "alpha_D": 0.1}
    given["cuts"] = "E_gamma > 1 and cos_gamma*cos_gamma < 1e-5 and abs(E_chi - E_chi~) < 1e-5"
    with pytest.raises(ValueError, match=r"no phase space within the cuts .* no point passes; if they leave less"):
        process.cross_section(**given)
    monkeypatch.setattr("processes.core.regions.any_passes", lambda *_: True)
    with pytest.raises(NotConverged, match="leave so little phase space that every point of the integration missed it"):
        process.cross_section(**given)
    assert process.cross_section(**given | {"eps": 0.0}).value == 0
