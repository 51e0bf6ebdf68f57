"""Gauge invariance of Lagrangians: what is complete passes, what lacks a term does not."""

from importlib import import_module

import pytest
import sympy

from amps.feynman_rules import derive_vertices
from amps.gauge_variation import KINETIC, gauge_violations
from amps.lagrangian import F, Fdual, Field, bar, conj, d, gamma, gamma5, hc, indices, parameters, sigma
from amps.model import Model
from amps.particle import fermion, scalar, vector

e, g, h = parameters("e g h")
m, n = indices("m n")
B = vector("B")
A = Field(B)
psi, chi = Field(fermion("psi", mass="m_psi")), Field(fermion("chi", mass="m_chi"))
phi, S = Field(scalar("phi", mass="m_phi")), Field(scalar("S", "S", mass="m_S"))
W = Field(vector("W+", mass="m_W", charge=1))
PARTICLES = (B, psi, chi, phi, S, W)
CHARGES = {"psi": e, "phi": e, "W+": e}
FERMION = e * A[m] * bar(psi) * gamma[m] * psi
CURRENT = sympy.I * e * A[m] * (conj(phi) * d(phi, m) - phi * d(conj(phi), m))
SEAGULL = e**2 * A[m] * A[m] * conj(phi) * phi
CURL, PHOTON_CURL = d(W[n], m) - d(W[m], n), -sympy.I * e * (A[m] * W[n] - A[n] * W[m])
BOSON = -(conj(CURL) * PHOTON_CURL + conj(PHOTON_CURL) * CURL + conj(PHOTON_CURL) * PHOTON_CURL) / 2
COMPLETE = {"fermion": FERMION, "current": CURRENT, "seagull": SEAGULL, "boson": BOSON}
BARE = d(conj(phi), m) * bar(chi) * gamma[m] * psi
CONTACT = BARE + sympy.I * e * A[m] * conj(phi) * bar(chi) * gamma[m] * psi

INVARIANT = {
    "alp": g * S * F(A, m, n) * Fdual(A, m, n),
    "dipole": g * F(A, m, n) * bar(psi) * sigma(m, n) * gamma5 * psi,
    "yukawa": g * (conj(phi) * bar(chi) * psi + hc(conj(phi) * bar(chi) * psi)),
    "derivative with its contact term": g * (CONTACT + hc(CONTACT)),
    "moment of W": sympy.I * g * conj(W[m]) * W[n] * F(A, m, n),
}
NOT_INVARIANT = {
    "photon without field strength": g * S * A[m] * A[m],
    "charge": g * (phi * bar(chi) * psi + hc(phi * bar(chi) * psi)),
    "derivative without its contact term": g * (BARE + hc(BARE)),
    "second seagull": g * A[m] * A[m] * conj(phi) * phi,
    "two photons and two scalars": g * S**2 * A[m] * A[m],
    "photons and W": g * A[m] * A[m] * conj(W[n]) * W[n],
}


def violations(**terms):
    return gauge_violations(Model("test", PARTICLES, terms), B, CHARGES)


def test_covariant_derivatives_are_invariant():
    assert violations(**COMPLETE) == {}


@pytest.mark.parametrize("name", INVARIANT)
def test_invariant_terms(name):
    assert violations(**COMPLETE, extra=INVARIANT[name]) == {}


@pytest.mark.parametrize("name", NOT_INVARIANT)
def test_terms_that_are_not(name):
    found = violations(**COMPLETE, extra=NOT_INVARIANT[name])
    assert found and all("extra" in names for names in found.values())


@pytest.mark.parametrize("missing", ["seagull", "current", "fermion", "boson"])
def test_what_is_missing(missing):
    rest = {name: term for name, term in COMPLETE.items() if name != missing}
    found = violations(**rest)
    assert found and KINETIC not in {name for names in found.values() for name in names}


def test_the_sign_of_a_coupling_matters():
    assert violations(**COMPLETE | {"fermion": -FERMION}) == {("psi", "psi~"): ["fermion"]}
    assert violations(**COMPLETE | {"seagull": -SEAGULL}) == {("B", "phi", "phi~"): ["current", "seagull"]}


def test_no_rule_of_the_test_is_empty():
    for term in (*INVARIANT.values(), *NOT_INVARIANT.values()):
        assert derive_vertices({"": term}, {})


@pytest.mark.parametrize("name", ["charged_mediators", "fermi", "alp", "mesons", "dipole", "nuclei"])
def test_shipped_models_are_invariant(name):
    from amps.charge_findings import charge_findings

    model = import_module(f"amps.models.{name}").MODEL
    assert not [f for f in charge_findings(model) if "gauge transformation" in f.detail]


def test_and_their_check_would_notice():
    from amps.charge_findings import charge_findings
    from amps.models import charged_mediators

    model = charged_mediators.MODEL
    terms = {name: term for name, term in model.terms.items() if name != "H_photons"}
    broken = Model("broken", model.particles, terms, extends=model.extends)
    found = [f for f in charge_findings(broken) if "gauge transformation" in f.detail]
    assert len(found) == 1 and found[0].status == "note"
