"""Decays of pi0 and eta with a dark photon, and of inelastic dark matter, against spectra and narrow widths."""

import numpy as np
import pytest
from scipy.integrate import quad

import processes
from processes.core.constants import CONSTANTS

ALPHA, M_E, M_MU = (CONSTANTS[name].default for name in ("alpha", "m_e", "m_mu"))
MESONS = {"pi0": CONSTANTS["m_pi0"].default, "eta": CONSTANTS["m_eta"].default}


@pytest.mark.parametrize("meson", MESONS)
def test_dark_photon_over_photon(meson):
    """2 eps^2 (1 - m_Ap^2/m_P^2)^3 times the meson's own two-photon width."""
    process = processes.get("pi0_to_gamma_aprime")
    own = process.with_options(meson=meson).parameters["Gamma_gg"].default
    ratio = process.width(meson=meson, m_Ap=0.08, eps=1e-3).value / own
    assert ratio == pytest.approx(2e-6 * (1 - 0.0064 / MESONS[meson] ** 2) ** 3, rel=1e-12)


def test_default_two_photon_widths_follow_the_meson():
    process = processes.get("pi0_to_gamma_aprime")
    widths = {m: process.with_options(meson=m).parameters["Gamma_gg"].default for m in MESONS}
    assert widths["pi0"] == pytest.approx(7.72e-9, rel=2e-3)
    assert widths["eta"] == pytest.approx(5.16e-7, rel=4e-2)
    assert process.with_options(meson="eta").with_options(meson="pi0").parameters["Gamma_gg"].default == widths["pi0"]


@pytest.mark.parametrize(("meson", "lepton", "mass"), [("pi0", "e", M_E), ("eta", "e", M_E), ("eta", "mu", M_MU)])
def test_dalitz_width_is_the_integrated_kroll_wada_spectrum(meson, lepton, mass):
    """2 alpha/(3 pi) dq^2/q^2 (1 - q^2/M^2)^3 (1 + 2 m^2/q^2) sqrt(1 - 4 m^2/q^2), Phys. Rev. 98 (1955) 1355."""
    total = MESONS[meson]

    def spectrum(log_q2):
        q2 = np.exp(log_q2)
        return (1 - q2 / total**2) ** 3 * (1 + 2 * mass**2 / q2) * np.sqrt(1 - 4 * mass**2 / q2)

    integral, _ = quad(spectrum, np.log(4 * mass**2), 2 * np.log(total), epsrel=1e-11, limit=200)
    process = processes.get("pi0_to_gamma_l_l")
    at = {"meson": meson, "lepton": lepton, "Gamma_gg": 1.0}
    assert process.width(**at).value == pytest.approx(2 * ALPHA / (3 * np.pi) * integral, rel=1e-8)
    assert process.width(**at, method="vegas", rtol=1e-3).value == pytest.approx(process.width(**at).value, rel=5e-3)


def test_muon_pairs_are_out_of_reach_of_the_pion():
    estimate = processes.get("pi0_to_gamma_l_l").width(lepton="mu")
    assert estimate.value == 0
    assert estimate.warnings == ("below threshold",)


@pytest.mark.parametrize("meson", MESONS)
@pytest.mark.parametrize("dm", ["dirac", "scalar"])
def test_narrow_width_limit(meson, dm):
    """On shell and narrow: Gamma(gamma Ap) Br(Ap > dark matter), all channels of the Ap in its width."""
    at = {"m_Ap": 0.07, "eps": 0.02, "m_chi": 0.02, "alpha_D": 1e-4}
    production = processes.get("pi0_to_gamma_aprime").width(meson=meson, m_Ap=0.07, eps=0.02).value
    fractions = processes.particle("Ap", model="dark_photon", dm=dm).branching_fractions(**at)
    dark = next(f for final, f in fractions.items() if "chi" in final or "varphi" in final)
    assert 0.01 < dark < 0.999
    width = processes.get("pi0_to_gamma_chi_chi").width(meson=meson, dm=dm, **at, rtol=2e-4)
    assert width.value == pytest.approx(production * dark, rel=1e-3)


@pytest.mark.parametrize("m_Ap", [0.005, 0.3])
def test_off_shell_scalar_pairs_follow_the_spectrum(m_Ap):
    """Ap below the pair's threshold and above the pion: deNiverville, Pospelov and Ritz, arXiv:1107.4580."""
    total, mass, eps, alpha_D = MESONS["pi0"], 0.02, 1e-3, 0.1

    def spectrum(q2):
        phase_space = np.sqrt(1 - 4 * mass**2 / q2) * (total**2 - q2) ** 3 * (q2 - 4 * mass**2)
        return alpha_D * eps**2 * phase_space / (6 * np.pi * total**6 * (q2 - m_Ap**2) ** 2)

    integral, _ = quad(spectrum, 4 * mass**2, total**2, epsrel=1e-10)
    estimate = processes.get("pi0_to_gamma_chi_chi").width(
        dm="scalar", m_Ap=m_Ap, eps=eps, alpha_D=alpha_D, m_chi=mass, Gamma_gg=1.0, method="quadrature"
    )
    assert estimate.value == pytest.approx(integral, rel=1e-7)


def test_inelastic_decay_far_from_the_small_splitting_limit():
    """With m_Ap < delta the decay goes through a real Ap, and the limit for small splittings is orders too small."""
    at = {"m_1": 0.3, "delta": 0.3, "m_Ap": 0.1, "eps": 1e-3, "alpha_D": 0.1}
    process = processes.get("chi2_to_chi1_l_l")
    two_body = processes.reaction("chi2 > chi1 Ap", model="inelastic_dm").width(
        m_1=0.3, delta=0.3, m_Ap=0.1, alpha_D=0.1
    )
    width = process.width(**at, rtol=2e-4)
    assert width.value == pytest.approx(two_body.value, rel=1e-3)
    limit = 4 * at["eps"] ** 2 * ALPHA * at["alpha_D"] * at["delta"] ** 5 / (15 * np.pi * at["m_Ap"] ** 4)
    assert width.value > 100 * limit


def test_inelastic_decay_approaches_its_limit_linearly_in_the_splitting():
    process = processes.get("chi2_to_chi1_l_l")
    ratios = []
    for splitting in (0.02, 0.01):
        at = {"m_1": 1.0, "delta": splitting, "m_Ap": 10.0, "eps": 1.0, "alpha_D": 1.0, "m_e": 1e-9}
        limit = 4 * ALPHA * splitting**5 / (15 * np.pi * 1e4)
        ratios.append(process.width(**at, method="quadrature").value / limit)
    assert 1 - ratios[0] == pytest.approx(2 * (1 - ratios[1]), rel=0.05)
    assert ratios[1] == pytest.approx(1, abs=0.02)


def test_a_pseudo_dirac_pair_decays_as_fast_as_a_dirac_one_and_annihilates_through_exchange():
    """Its production e- e+ > chi1 chi2 is one channel where the Dirac pair has two; chi2 pairs scatter."""
    at = {"m_1": 1.0, "delta": 0.1, "m_Ap": 0.5, "eps": 1e-3, "alpha_D": 0.1}
    process = processes.get("chi2_to_chi1_l_l")
    assert process.width(**at, pseudo_dirac=True).value == pytest.approx(process.width(**at).value, rel=2e-3)
    produced = {
        final: processes.reaction(f"e- e+ > {final}", model=model).cross_section(sqrt_s=5.0, **at)
        for final, model in (("chi1 chi2", "inelastic_dm_majorana"), ("chi1 chi2~", "inelastic_dm"))
    }
    assert produced["chi1 chi2"].value == pytest.approx(produced["chi1 chi2~"].value, rel=1e-9)
    assert len(processes.reaction("chi2 chi2 > chi1 chi1", model="inelastic_dm_majorana").diagrams) == 2
