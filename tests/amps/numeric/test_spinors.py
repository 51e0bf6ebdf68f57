import numpy as np
import pytest

from amps.models import fermi, muonic_forces, qed
from amps.numeric.spinors import helicity_amplitudes, helicity_configurations, squared_amplitude, ward
from amps.reaction import ImpossibleReaction, parse_reaction

from .kinematics import legs, sample, transformed

PARAMETERS = {
    **{"alpha": 0.01, "m_e": 0.1, "m_mu": 0.3, "m_V": 0.5, "m_phi": 0.4, "g_V": 0.3, "q_nu": 0.7, "y": 0.2},
    **{"G_F": 1.1, "f_K": 0.2, "V_us": 0.3, "m_K": 1.9},
}
FORCES = muonic_forces.MODEL
MESONS = tuple(p.name for p in fermi.MESONS.values())


@pytest.mark.parametrize(
    ("text", "exclude"),
    [
        ("e- e+ > mu- mu+ gamma", ()),
        ("mu- mu+ > V phi", ()),
        ("K+ > mu+ nu_mu V", ()),
        ("mu- > e- nu_e~ nu_mu gamma", MESONS),
    ],
)
def test_the_spin_sum_does_not_depend_on_the_frame(text, exclude):
    reaction, k = sample(text, FORCES, PARAMETERS)
    here = squared_amplitude(reaction, FORCES, k, PARAMETERS, exclude=exclude)
    there = squared_amplitude(reaction, FORCES, transformed(k), PARAMETERS, exclude=exclude)
    assert np.all(here > 0)
    np.testing.assert_allclose(there, here, rtol=1e-9)


def test_columns_are_helicity_configurations():
    reaction, k = sample("e- e+ > mu- mu+", qed.MODEL, PARAMETERS)
    columns = helicity_configurations(reaction)
    amplitudes = helicity_amplitudes(reaction, qed.MODEL, k, PARAMETERS)
    assert amplitudes.shape == (5, len(columns)) == (5, 16)
    for column in (0, 5, 11):
        fixed = dict(enumerate(columns[column], start=1))
        one = helicity_amplitudes(reaction, qed.MODEL, k, PARAMETERS, fixed=fixed)
        np.testing.assert_allclose(one[:, 0], amplitudes[:, column], rtol=1e-13)


def test_fixed_helicities_are_not_averaged_over():
    reaction, k = sample("e- e+ > mu- mu+", qed.MODEL, PARAMETERS)
    parts = [squared_amplitude(reaction, qed.MODEL, k, PARAMETERS, fixed={1: h}) for h in (-0.5, 0.5)]
    whole = squared_amplitude(reaction, qed.MODEL, k, PARAMETERS)
    np.testing.assert_allclose((parts[0] + parts[1]) / 2, whole, rtol=1e-13)


def test_chirality_forbids_helicities_of_massless_leptons():
    parameters = PARAMETERS | {"m_e": 0.0}
    reaction, k = sample("e- e+ > mu- mu+", qed.MODEL, parameters)
    amplitudes = helicity_amplitudes(reaction, qed.MODEL, k, parameters)
    for column, (h1, h2, *_) in enumerate(helicity_configurations(reaction)):
        assert np.all(amplitudes[:, column] == 0) == (h1 == h2)


def test_neutrino_has_one_helicity_and_is_not_averaged_over():
    reaction, k = sample("nu_mu mu- > nu_mu mu-", FORCES, PARAMETERS)
    amplitudes = helicity_amplitudes(reaction, FORCES, k, PARAMETERS, exclude=MESONS)
    configurations = helicity_configurations(reaction)
    right = [c for c, h in enumerate(configurations) if h[0] > 0 or h[2] > 0]
    assert np.all(amplitudes[:, right] == 0)
    expected = np.sum(np.abs(amplitudes) ** 2, axis=1) / 2
    found = squared_amplitude(reaction, FORCES, k, PARAMETERS, exclude=MESONS)
    np.testing.assert_allclose(found, expected, rtol=1e-13)


def test_a_polarisation_vector_may_be_shifted_by_the_photon_momentum():
    reaction, k = sample("e- e+ > mu- mu+ gamma", qed.MODEL, PARAMETERS)
    photon = legs(k)[4]
    vector = np.tile([0.1, 0.2, -0.7, 0.4], (5, 1))
    one, two = (
        squared_amplitude(reaction, qed.MODEL, k, PARAMETERS, fixed={5: v}) for v in (vector, vector + 3.0 * photon)
    )
    np.testing.assert_allclose(one, two, rtol=1e-11)


def test_orders_and_exclusions_reduce_to_qed():
    reaction, k = sample("mu- mu+ > mu- mu+", FORCES, PARAMETERS)
    plain = squared_amplitude(reaction, qed.MODEL, k, PARAMETERS)
    bounded = squared_amplitude(reaction, FORCES, k, PARAMETERS, order={"g_V": 0, "y": 1})
    barred = squared_amplitude(reaction, FORCES, k, PARAMETERS, exclude=("V", "phi"))
    np.testing.assert_allclose(bounded, plain, rtol=1e-13)
    np.testing.assert_allclose(barred, plain, rtol=1e-13)
    assert np.all(np.abs(squared_amplitude(reaction, FORCES, k, PARAMETERS) / plain - 1) > 1e-6)


def test_nothing_left_within_the_orders_is_an_error():
    reaction, k = sample("mu- mu+ > mu- mu+", FORCES, PARAMETERS)
    with pytest.raises(ImpossibleReaction, match="within"):
        squared_amplitude(reaction, FORCES, k, PARAMETERS, order={"g_V": 0, "y": 0, "QED": 1})


def test_resonance_with_a_width_is_a_breit_wigner():
    parameters = PARAMETERS | {"m_phi": 2.0, "Gamma_phi": 0.1}
    reaction, k = sample("mu- mu+ > mu- mu+", FORCES, parameters, sqrt_s=2.0)
    only = ("gamma", "V")
    amplitudes = helicity_amplitudes(reaction, FORCES, k, parameters, exclude=only)
    detuned = helicity_amplitudes(reaction, FORCES, k, parameters | {"Gamma_phi": 0.2}, exclude=only)
    # s - m^2 vanishes: the s-channel falls as 1/Gamma, the t-channel has no width
    difference = amplitudes - detuned
    without = helicity_amplitudes(reaction, FORCES, k, parameters | {"Gamma_phi": 1e9}, exclude=only)
    np.testing.assert_allclose(amplitudes, without + 2 * difference, atol=1e-9 * np.max(np.abs(amplitudes)))


def test_parameters_may_vary_from_point_to_point():
    reaction, k = sample("mu- mu+ > V phi", FORCES, PARAMETERS)
    couplings = np.linspace(0.1, 0.5, 5)
    found = squared_amplitude(reaction, FORCES, k, PARAMETERS | {"g_V": couplings})
    one = squared_amplitude(reaction, FORCES, k, PARAMETERS | {"g_V": 1.0})
    np.testing.assert_allclose(found, couplings**2 * one, rtol=1e-12)


def test_many_points_equal_single_ones():
    reaction, k = sample("e- e+ > mu- mu+", qed.MODEL, PARAMETERS, n=2500)
    found = squared_amplitude(reaction, qed.MODEL, k, PARAMETERS)
    some = [0, 1023, 1024, 2499]
    np.testing.assert_allclose(found[some], squared_amplitude(reaction, qed.MODEL, k[some], PARAMETERS), rtol=1e-14)


def test_wrong_input_says_what_is_expected():
    reaction, k = sample("e- e+ > mu- mu+", qed.MODEL, PARAMETERS)
    with pytest.raises(ValueError, match=r"shape \(n, 4, 4\)"):
        squared_amplitude(reaction, qed.MODEL, k[:, :3], PARAMETERS)
    with pytest.raises(KeyError, match=r"'m_mu'.*m_muon"):
        squared_amplitude(reaction, qed.MODEL, k, {"alpha": 0.01, "m_e": 0.1, "m_muon": 0.3})
    with pytest.raises(ValueError, match="off its mass shell"):
        squared_amplitude(reaction, qed.MODEL, k, PARAMETERS | {"m_mu": 0.31})
    with pytest.raises(ValueError, match=r"leg 2 \(e\+\) has helicities"):
        squared_amplitude(reaction, qed.MODEL, k, PARAMETERS, fixed={2: 1.0})
    with pytest.raises(ValueError, match="takes no polarisation vector"):
        squared_amplitude(reaction, qed.MODEL, k, PARAMETERS, fixed={2: np.ones(4)})
    with pytest.raises(ValueError, match="no vector on leg 1"):
        ward(reaction, qed.MODEL, k, PARAMETERS, 1)
    with pytest.raises(ValueError, match="one entry per point"):
        squared_amplitude(reaction, qed.MODEL, k, PARAMETERS | {"alpha": np.ones(3)})


def test_no_points_give_no_values():
    reaction = parse_reaction("e- e+ > mu- mu+", qed.MODEL)
    assert squared_amplitude(reaction, qed.MODEL, np.zeros((0, 4, 4)), PARAMETERS).shape == (0,)
