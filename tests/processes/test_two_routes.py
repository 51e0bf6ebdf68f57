"""Exact traces against explicit spinors for reactions that differ in structure."""

import numpy as np
import pytest

import processes
from processes.core.sampling import generic_parameters, random_points

TOLERANCE = 1e-10
"""Of the largest |M|^2 of the sample."""

REACTIONS = {
    # one vector exchange, all massive; identical fermions; crossed lines
    "e- e+ > mu- mu+": "qed",
    "e- e+ > e- e+": "qed",
    "e- e- > e- e-": "qed",
    "mu- e- > mu- e-": "qed",
    "e- gamma > e- gamma": "qed",
    "e- e+ > gamma gamma": "qed",
    "gamma gamma > tau- tau+": "qed",
    "e- e+ > gamma gamma gamma": "qed",
    "e- e+ > mu- mu+ gamma": "qed",
    "e- e+ > e- e+ gamma": "qed",
    "e- gamma > e- mu- mu+": "qed",
    # contact interactions, V-A, charged scalars with derivative and seagull couplings
    "mu- > e- nu_e~ nu_mu": "fermi",
    "tau- > mu- nu_mu~ nu_tau gamma": "fermi",
    "nu_mu e- > mu- nu_e": "fermi",
    "K+ > mu+ nu_mu": "fermi",
    "B+ > tau+ nu_tau": "fermi",
    "K+ > e+ nu_e gamma": "fermi",
    "gamma gamma > K+ K-": "fermi",
    "pi- gamma > pi- gamma": "fermi",
    # massive vectors with and without a conserved current
    "K+ > mu+ nu_mu V": "muonic_forces",
    "K+ > mu+ nu_mu phi": "muonic_forces",
    "K+ > mu+ nu_mu mu- mu+": "muonic_forces",
    "V > mu- mu+": "lepton_vector",
    "V > nu_mu nu_mu~": "lepton_vector",
    "e- e+ > V V": "lepton_vector",
    "e- e+ > V gamma": "lepton_vector",
    "nu_mu mu- > nu_mu mu-": "lepton_vector",
    # scalars and pseudoscalars
    "phi > mu- mu+": "lepton_pseudoscalar",
    "e- e+ > phi gamma": "lepton_pseudoscalar",
    "e- e+ > phi phi": "lepton_scalar",
    "mu- mu+ > mu- mu+": "lepton_pseudoscalar",
    # dark photon, Dirac and scalar dark matter
    "Ap > chi chi~": "dark_photon",
    "Ap > varphi varphi~": "dark_photon",
    "e- e+ > gamma Ap": "dark_photon",
    "e- e+ > gamma chi chi~": "dark_photon",
    "e- e+ > gamma varphi varphi~": "dark_photon",
    "varphi varphi~ > Ap Ap": "dark_photon",
    "chi chi~ > Ap Ap": "dark_photon",
    "varphi varphi~ > e- e+": "dark_photon",
    "chi e- > chi e-": "dark_photon",
    "chi2 > chi1 e- e+": "inelastic_dm",
    "hD > Ap Ap": "dark_higgs",
    "e- e+ > Ap hD": "dark_higgs",
    # Levi-Civita vertices, one and several
    "pi0 > gamma gamma": "mesons",
    "pi0 > gamma Ap": "mesons",
    "pi0 > gamma e- e+": "mesons",
    "eta > gamma varphi varphi~": "mesons",
    "e- e+ > gamma a": "alp",
    "e- gamma > e- a": "alp",
    "e- e+ > e- e+ a": "alp",
    "gamma gamma > a a": "alp",
    # dipoles; Majorana fermions with clashing arrows
    "N > nu_mu gamma": "dipole",
    "nu_mu e- > N e-": "dipole",
    "N N > nu_mu nu_mu": "dipole_majorana",
    "N N > nu_mu nu_mu~": "dipole_majorana",
    "N N > gamma gamma": "dipole_majorana",
    "N gamma > N gamma": "dipole_majorana",
}


@pytest.mark.parametrize("text", REACTIONS)
def test_trace_equals_spinors(text):
    process = processes.reaction(text, model=REACTIONS[text])
    parameters = generic_parameters(process)
    if process.quantity == "cross_section":
        parameters["sqrt_s"] = max(parameters["sqrt_s"], 3.0)
    momenta = random_points(process, parameters, 100, seed=11)
    given = {name: parameters[name] for name in process.arguments if name in parameters and name != "sqrt_s"}
    trace = process.evaluate(momenta, route="trace", **given)
    spinors = process.evaluate(momenta, route="spinors", **given)
    assert np.all(spinors >= 0)
    assert np.max(spinors) > 0
    assert np.max(np.abs(trace - spinors)) < TOLERANCE * np.max(spinors)


def test_majorana_and_dirac_widths():
    """A Majorana N decays to nu gamma and nubar gamma; each rate equals that of the Dirac N."""
    at = {"m_N": 0.3, "mu_tr": 1e-6}
    dirac = processes.reaction("N > nu_mu gamma", model="dipole").width(**at)
    for final in ("nu_mu", "nu_mu~"):
        majorana = processes.reaction(f"N > {final} gamma", model="dipole_majorana").width(**at)
        assert majorana.value == pytest.approx(dirac.value, rel=1e-12)
