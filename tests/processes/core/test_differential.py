"""Distributions: sums, shapes against direct quadrature, files, bad input."""

import json

import numpy as np
import pytest
from scipy.integrate import quad

import processes
from processes.output.histograms import plot_distribution, save_histogram

AT = {"m_V": 0.1, "g_V": 1e-3}


@pytest.fixture(scope="module")
def kaon():
    return processes.get("k_to_mu_nu_v")


@pytest.fixture(scope="module")
def spectrum(kaon):
    return kaon.differential("m_miss2", bins=8, **AT)


def direct_density(process, q2):
    """dGamma/dq2 of K > mu (nu V) by quadrature over the angle in the frame of q, at one q2 = (p_nu + p_V)^2."""
    arguments = process.read(AT)[1].parameters
    m_k, m_mu, _, m_v = process.masses(arguments)
    q = np.sqrt(q2)
    outer = np.sqrt((m_k**2 - (m_mu + q) ** 2) * (m_k**2 - (m_mu - q) ** 2)) / (2 * m_k)
    inner = (q2 - m_v**2) / (2 * q)
    energy = np.hypot(q, outer)
    gamma, boost = energy / q, outer / q

    def squared(cosine):
        across = inner * np.sqrt(1 - cosine**2)
        nu, v = ((e, s * across, 0.0, s * inner * cosine) for e, s in ((inner, 1), (np.hypot(inner, m_v), -1)))
        boosted = [(gamma * e - boost * z, x, y, gamma * z - boost * e) for e, x, y, z in (nu, v)]
        p = [(m_k, 0, 0, 0), (np.hypot(m_mu, outer), 0, 0, outer), *boosted]
        return process.evaluate(np.array([p]), **AT)[0]

    angular = quad(squared, -1, 1, epsrel=1e-8)[0] / 2
    # dPhi3 = dq2/(2 pi) Phi2(M; mu, q) Phi2(q; nu, V), Phi2 = p/(4 pi M)
    return angular * outer / (4 * np.pi * m_k) * inner / (4 * np.pi * q) / (2 * np.pi) / (2 * m_k)


def test_spectrum_integrates_to_the_width(kaon, spectrum):
    total = kaon.width(**AT)
    assert spectrum.rates.sum() + spectrum.outside == pytest.approx(spectrum.total.value, rel=1e-12)
    assert abs(spectrum.total.value - total.value) < 4 * np.hypot(spectrum.total.error, total.error)
    assert spectrum.outside == 0
    assert spectrum.unit == "GeV/GeV^2"


@pytest.mark.parametrize("k", [1, 3, 5, 6])
def test_spectrum_matches_direct_quadrature(kaon, spectrum, k):
    low, high = spectrum.axes[0][k]
    expected = quad(lambda q2: direct_density(kaon, q2), low, high, epsrel=1e-6)[0] / (high - low)
    assert abs(spectrum.density[k] - expected) < 4 * spectrum.errors[k]
    assert spectrum.errors[k] < 0.05 * expected


def test_nothing_is_lost_outside(kaon):
    found = kaon.differential("E_mu+", bins=[0.15, 0.2, 0.22], **AT)
    assert found.outside > 0
    assert found.rates.sum() + found.outside == pytest.approx(found.total.value, rel=1e-12)


def test_two_observables(kaon, tmp_path):
    found = kaon.differential(("E_mu+", "E_V"), bins=(3, 4), limits=((0.1, 0.26), (0.1, 0.26)), **AT)
    assert found.density.shape == (3, 4) == found.variances().shape
    assert found.rates.sum() + found.outside == pytest.approx(found.total.value, rel=1e-12)
    assert found.unit == "GeV/GeV^2"
    assert plot_distribution(found, tmp_path / "plane.png").stat().st_size > 1000


def test_cross_section_within_cuts_over_several_channels():
    process = processes.reaction("e- e+ > gamma mu- mu+", model="qed")
    cuts = "E_gamma > 0.5 and abs(cos_gamma) < 0.9 and m_mu-mu+ > 1"
    found = process.differential("E_gamma", bins=5, sqrt_s=10.58, cuts=cuts, rtol=5e-3)
    whole = process.rate(sqrt_s=10.58, cuts=cuts, rtol=5e-3)
    assert found.edges[0] == pytest.approx(0.5, abs=0.01)
    assert found.total.unit == "pb"
    assert abs(found.total.value - whole.value) < 5 * np.hypot(found.total.error, whole.error)


def test_same_seed_same_digits(kaon, spectrum):
    again = kaon.differential("m_miss2", bins=8, **AT)
    np.testing.assert_array_equal(again.density, spectrum.density)
    assert not np.array_equal(kaon.differential("m_miss2", bins=8, seed=2, **AT).density, spectrum.density)


def test_protocol_of_histograms(spectrum):
    assert spectrum.kind == "COUNT"
    assert len(spectrum.axes[0]) == 8
    assert spectrum.axes[0][-1] == spectrum.axes[0][7]
    with pytest.raises(IndexError):
        spectrum.axes[0][8]
    density, edges = spectrum.to_numpy()
    assert len(edges) == len(density) + 1
    np.testing.assert_allclose(spectrum.counts(), (spectrum.density / spectrum.errors) ** 2)


def test_hist_or_the_line_that_installs_it(spectrum):
    try:
        import hist  # noqa: F401
    except ModuleNotFoundError:
        with pytest.raises(ModuleNotFoundError, match=r"pip install 'dark-amps\[hep\]'"):
            spectrum.to_hist()
    else:
        made = spectrum.to_hist()
        np.testing.assert_allclose(made.values(), spectrum.density)
        np.testing.assert_allclose(made.variances(), spectrum.errors**2)


def test_files(spectrum, tmp_path):
    lines = save_histogram(spectrum, tmp_path / "s.csv").read_text().splitlines()
    assert lines[0].startswith("# ")
    rows = [line for line in lines if not line.startswith("#")]
    assert rows[0] == "m_miss2_low,m_miss2_high,density,error"
    assert [float(row.split(",")[2]) for row in rows[1:]] == spectrum.density.tolist()
    read = json.loads(save_histogram(spectrum, tmp_path / "s.json").read_text())
    assert read["values"] == spectrum.density.tolist()
    assert plot_distribution(spectrum, tmp_path / "s.png").stat().st_size > 1000
    with pytest.raises(ValueError, match=r"\.csv, \.json or \.parquet"):
        save_histogram(spectrum, tmp_path / "s.txt")
    with pytest.raises(ValueError, match="there is no folder"):
        save_histogram(spectrum, tmp_path / "absent" / "s.csv")


@pytest.mark.parametrize(
    ("observable", "more", "message"),
    [
        ("m_mis2", {}, "no observable 'm_mis2'; known are"),
        ("E_V", {"bins": 0}, "bins must be a whole number"),
        ("E_V", {"bins": -3}, "bins must be a whole number"),
        ("E_V", {"bins": 2.5}, "bins must be a whole number"),
        ("E_V", {"bins": [0.1, 0.1]}, "must be finite and rise"),
        ("E_V", {"bins": [0.1]}, "must be finite and rise"),
        ("E_V", {"bins": 3, "limits": (2, 1)}, "limits of E_V must rise"),
        (("E_V", "E_V"), {}, "two different ones"),
        (("E_V", "E_mu+"), {"bins": (3,)}, "two observables take two bins"),
        ("E_V", {"cuts": "E_V > 3"}, "no phase space within the cuts"),
        ("E_V", {"m_V": 0.4}, "below threshold"),
        ("E_V", {"m_V": np.array([0.1, 0.2])}, "takes one value of m_V"),
        ("E_V", {"unit": "s"}, "a distribution of the width cannot be in .s.: .*such as .GeV. or"),
        ("E_V", {"unit": "pb"}, "a distribution of the width cannot be in .pb."),
    ],
)
def test_bad_input(kaon, observable, more, message):
    with pytest.raises(ValueError, match=message):
        kaon.differential(observable, **{**AT, **more})


def test_nothing_to_distribute_in_a_two_body_decay():
    with pytest.raises(ValueError, match="is fixed by its masses"):
        processes.get("v_to_l_l").differential("E_mu-", m_V=1.0, g_V=0.1)


def test_an_observable_that_never_changes_is_refused():
    """The energy of an electron in the centre of mass is fixed up to rounding."""
    at = {"E_chi": 10.0, "m_chi": 0.01, "m_Ap": 0.05, "eps": 1e-3, "alpha_D": 0.5}
    with pytest.raises(ValueError, match=r"E_e-_cm is 0\.0503034 at every point"):
        processes.get("chi_e_to_chi_e").differential("E_e-_cm", 5, **at)


def test_the_range_within_cuts_that_forbid_the_corners_of_phase_space():
    """Most points lie on the resonance, m = 1 GeV; the heaviest pairs have a photon just above its cut."""
    process = processes.get("e_e_to_gamma_chi_chi")
    at = {"sqrt_s": 10.58, "m_Ap": 1.0, "eps": 1e-3, "alpha_D": 0.5, "m_chi": 0.1}
    found = process.differential("m_chichi~", 20, cuts="pT_gamma > 1 and abs(y_gamma) < 2", rtol=1e-2, **at)
    assert found.outside < 1e-3 * found.total.value
    assert found.axes[0].latex == r"m(\chi\,\bar{\chi})"
