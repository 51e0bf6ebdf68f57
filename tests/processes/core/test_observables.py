"""Observables at phase-space points agree with their definitions in terms of four-momenta."""

import numpy as np
import pytest

import processes
from amps.phase_space import ArrayArithmetic, phase_space
from processes.core.observables import find_observable, leg_labels, main_names, observables

SQRT_S, M_E, M_MU = 10.0, 0.511e-3, 0.10566


@pytest.fixture(scope="module")
def pair():
    return processes.reaction("e- e+ > gamma mu- mu+", model="qed")


@pytest.fixture(scope="module")
def kaon():
    return processes.get("k_to_mu_nu_v")


@pytest.fixture(scope="module")
def point():
    space = phase_space(2, 3)
    x = np.random.default_rng(3).random((space.dimension, 200))
    return space.evaluate(ArrayArithmetic(np), list(x), [M_E, M_E, 0.0, M_MU, M_MU], SQRT_S)


def momenta(point):
    return np.array([[np.broadcast_to(c, 200) for c in p] for p in point.momenta()])


def value(process, name, point):
    return find_observable(process, name).at(point, ArrayArithmetic(np))


@pytest.mark.parametrize(
    ("name", "definition"),
    [
        ("E_mu-", lambda p: p[3, 0]),
        ("p_mu+", lambda p: np.linalg.norm(p[4, 1:], axis=0)),
        ("pT_mum", lambda p: np.hypot(p[3, 1], p[3, 2])),
        ("cos_gamma", lambda p: p[2, 3] / np.linalg.norm(p[2, 1:], axis=0)),
        ("y_mu-", lambda p: np.log((p[3, 0] + p[3, 3]) / (p[3, 0] - p[3, 3])) / 2),
        ("eta_mu+", lambda p: np.arctanh(p[4, 3] / np.linalg.norm(p[4, 1:], axis=0))),
        ("m_mu-mu+", lambda p: np.sqrt(square(p[3] + p[4]))),
        ("m_mu+_mu-2", lambda p: square(p[3] + p[4])),
        ("t_13", lambda p: square(p[0] - p[2])),
        ("s_35", lambda p: square(p[2] + p[4])),
    ],
)
def test_definitions(pair, point, name, definition):
    np.testing.assert_allclose(value(pair, name, point), definition(momenta(point)), rtol=1e-7, atol=1e-9)


KINDS = {
    "E": lambda p: p[0],
    "p": lambda p: np.linalg.norm(p[1:], axis=0),
    "pT": lambda p: np.hypot(p[1], p[2]),
    "cos": lambda p: p[3] / np.linalg.norm(p[1:], axis=0),
    "y": lambda p: np.log((p[0] + p[3]) / (p[0] - p[3])) / 2,
    "eta": lambda p: np.arctanh(p[3] / np.linalg.norm(p[1:], axis=0)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_laboratory_is_where_the_target_rests(kind):
    """With a beam energy names mean the laboratory; `_cm` is the other frame, boosted along the beam."""
    process = processes.get("chi_e_to_chi_e")
    masses, sqrt_s = [0.3, M_E, 0.3, M_E], 0.34
    x = np.random.default_rng(4).random((1, 200))
    point = phase_space(2, 2).evaluate(ArrayArithmetic(np), list(x), masses, sqrt_s)
    in_centre = np.array([[np.broadcast_to(c, 200) for c in p] for p in point.momenta()])
    total = in_centre[0] + in_centre[1]
    energy = in_centre[1, 0] / M_E
    velocity = in_centre[1, 3] / in_centre[1, 0]
    assert total[3] == pytest.approx(0, abs=1e-12)
    boosted = in_centre.copy()
    boosted[:, 0] = energy * (in_centre[:, 0] - velocity * in_centre[:, 3])
    boosted[:, 3] = energy * (in_centre[:, 3] - velocity * in_centre[:, 0])
    assert boosted[1, 3] == pytest.approx(0, abs=1e-9)
    for leg, name in leg_labels(process).items():
        for suffix, p in (("", boosted), ("_lab", boosted), ("_cm", in_centre)):
            found = value(process, f"{kind}_{name}{suffix}", point)
            np.testing.assert_allclose(found, KINDS[kind](p[leg - 1]), rtol=1e-6, atol=1e-8)


def square(p):
    return p[0] ** 2 - (p[1:] ** 2).sum(axis=0)


def test_missing_mass_is_that_of_neutrino_and_new_boson(kaon):
    assert find_observable(kaon, "m_miss2").signs == (0, 0, 1, 1)
    assert find_observable(kaon, "m_miss").unit == "GeV"


def test_repeated_particles_are_numbered():
    process = processes.reaction("e- e+ > gamma gamma", model="qed")
    assert leg_labels(process) == {3: "gamma1", 4: "gamma2"}
    assert "E_gamma" not in observables(process)


def test_mandelstam_variables():
    process = processes.reaction("e- e+ > mu- mu+", model="qed")
    assert find_observable(process, "t").signs == (1, 0, -1, 0)
    assert find_observable(process, "u").signs == (1, 0, 0, -1)


def test_unknown_observable_lists_the_known(pair):
    with pytest.raises(ValueError, match=r"no observable 'E_gama'; known are E_gamma, .*did you mean E_gamma"):
        find_observable(pair, "E_gama")


def test_a_decay_has_no_axis(kaon):
    with pytest.raises(ValueError, match="nothing distinguishes a direction"):
        find_observable(kaon, "cos_mu+")
    assert not any(name.startswith(("cos_", "pT_")) for name in main_names(kaon))


def test_frames(pair):
    assert find_observable(pair, "E_gamma_cm") == find_observable(pair, "E_gamma_lab").__class__(
        "E_gamma_cm", "GeV", "E", 3
    )


def test_signs_of_charges_may_be_left_out_where_one_observable_can_be_meant():
    muon = observables(processes.reaction("mu- > e- nu_e~ nu_mu", model="fermi"))
    assert muon["E_e"] == muon["E_e-"]
    assert muon["E_nu_e"] == muon["E_nu_e~"]
    pion = observables(processes.get("pi0_to_gamma_l_l"))
    assert pion["m_ee"] == pion["m_e-e+"]
    assert pion["m_ee2"] == pion["m_e-e+2"]
    assert "E_e" not in pion  # e- or e+
    assert "m_gammae" not in pion


@pytest.mark.parametrize(
    ("reaction", "name", "latex"),
    [
        ("e- e+ > gamma mu- mu+", "pT_mum", r"p_{T,\,\mu^-}"),
        ("e- e+ > gamma mu- mu+", "cos_gamma", r"\cos\theta_{\gamma}"),
        ("e- e+ > gamma mu- mu+", "E_gamma_cm", r"E^{\mathrm{cm}}_{\gamma}"),
        ("e- e+ > gamma mu- mu+", "m_mu-mu+", r"m(\mu^-\,\mu^+)"),
        ("e- e+ > gamma mu- mu+", "m_mumu2", r"m^2(\mu^-\,\mu^+)"),
        ("e- e+ > gamma gamma", "E_gamma2", r"E_{{\gamma}_{2}}"),
        ("e- e+ > gamma gamma", "t_13", "t_{13}"),
        ("e- e+ > gamma gamma", "u", "u"),
    ],
)
def test_symbols(reaction, name, latex):
    assert find_observable(processes.reaction(reaction, model="qed"), name).latex == latex


def test_known_observables_come_in_leg_order():
    names = main_names(processes.get("e_e_to_gamma_chi_chi"))
    energies = [name for name in names if name.startswith("E_")]
    assert energies == ["E_gamma", "E_chi", "E_chi~"]
    assert names.index("E_chi~") < names.index("m_gammachi") < names.index("m_miss") < names.index("s_12")
