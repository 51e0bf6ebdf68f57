"""Vertices beyond QED: Majorana fermions, contact terms, seagulls, dual field strengths, complex couplings."""

from itertools import product

import numpy as np
import pytest
import sympy

from amps.lagrangian import P_L, P_R, F, Fdual, Field, bar, conj, d, gamma, gamma5, indices, parameters
from amps.model import Model
from amps.models import qed
from amps.numeric.invariants import evaluate_invariant
from amps.numeric.spinors import helicity_amplitudes, helicity_configurations, squared_amplitude, ward
from amps.particle import fermion, scalar, vector
from amps.squared import squared_amplitude as trace_route

from .kinematics import sample, transformed

mu, nu = indices("mu nu")
g, h, y, a, G, e = parameters("g h y a G e")

PHI = scalar("phi", "phi", mass="m_phi")
Z = vector("Z", mass="m_Z")
phi, z = Field(PHI), Field(Z)

N1, N2 = (fermion(name, name, mass="m_N") for name in ("N1", "N2"))
n1, n2 = Field(N1), Field(N2)
MAJORANA = Model(
    name="two_majorana",
    particles=(N1, N2, PHI, Z),
    terms={
        "scalar": y / 2 * phi * (bar(n1) * n1 + bar(n2) * n2),
        "pseudoscalar": a / 2 * sympy.I * phi * (bar(n1) * gamma5 * n1 + bar(n2) * gamma5 * n2),
        "vector": sympy.I * g * z[mu] * bar(n1) * gamma[mu] * n2,
        "axial": h / 2 * z[mu] * (bar(n1) * gamma[mu] * gamma5 * n1 + bar(n2) * gamma[mu] * gamma5 * n2),
    },
)
PSI = fermion("psi", "psi~", mass="m_N")
psi = Field(PSI)
DIRAC = Model(
    name="dirac",
    particles=(PSI, PHI, Z),
    terms={
        "scalar": y * phi * bar(psi) * psi,
        "pseudoscalar": a * sympy.I * phi * bar(psi) * gamma5 * psi,
        "vector": g * z[mu] * bar(psi) * gamma[mu] * psi,
        "axial": h * z[mu] * bar(psi) * gamma[mu] * gamma5 * psi,
    },
)
VALUES = {"m_N": 0.4, "m_phi": 1.3, "m_Z": 0.9, "y": 0.3, "a": 0.5, "g": 0.7, "h": 0.6}


def test_scalar_decay_to_identical_majorana_fermions():
    """M = y ubar v, so |M|^2 = 2 y^2 (m^2 - 4 m_N^2); the identical-particle factor is not part of it."""
    values = VALUES | {"a": 0.0}
    reaction, k = sample("phi > N1 N1", MAJORANA, values)
    expected = 2 * 0.3**2 * (1.3**2 - 4 * 0.4**2)
    np.testing.assert_allclose(squared_amplitude(reaction, MAJORANA, k, values), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("phi > {} {}", 2),
        ("Z > {} {}", 2),
        ("phi phi > {} {}", 2),
        ("{} Z > {} phi", 2),
        ("{} {} > {} {}", 4),
        ("Z > {} {} phi", 2),
    ],
)
def test_two_equal_majorana_fermions_are_one_dirac_fermion(text, places):
    """psi = (N1 + i N2)/sqrt2: states are a change of basis, so sums of |M|^2 over all of them agree."""
    values = VALUES | {"m_Z": 2.5} if text.startswith("Z >") else VALUES
    sums = []
    for model, names in ((DIRAC, ("psi", "psi~")), (MAJORANA, ("N1", "N2"))):
        total = np.zeros(4)
        for chosen in product(names, repeat=places):
            try:
                reaction, k = sample(text.format(*chosen), model, values, n=4)
                total += squared_amplitude(reaction, model, k, values)
            except ValueError as error:
                assert "not conserved" in str(error) or "no tree diagram" in str(error)
        sums.append(total)
    assert np.all(sums[0] > 0)
    np.testing.assert_allclose(sums[1], sums[0], rtol=1e-11)


def exchanged(model, text, values, first, second):
    """Amplitudes before and after two legs (from 1) swap momenta and helicities."""
    reaction, k = sample(text, model, values)
    configurations = helicity_configurations(reaction)
    one = helicity_amplitudes(reaction, model, k, values)
    swap = list(range(len(reaction.legs)))
    swap[first - 1], swap[second - 1] = second - 1, first - 1
    two = helicity_amplitudes(reaction, model, k[:, swap], values)
    columns = [configurations.index(tuple(c[leg] for leg in swap)) for c in configurations]
    return one, two[:, columns]


@pytest.mark.parametrize(
    ("model", "text", "pairs"),
    [
        (MAJORANA, "N1 N1 > N1 N1", [(1, 2), (3, 4)]),
        (MAJORANA, "N1 N1 > N2 N2", [(1, 2), (3, 4)]),
        (MAJORANA, "phi > N1 N1", [(2, 3)]),
        (MAJORANA, "N1 N1 > phi Z", [(1, 2)]),
        (DIRAC, "psi psi > psi psi", [(1, 2), (3, 4)]),
        (DIRAC, "psi psi~ > psi psi psi~ psi~", [(3, 4), (5, 6)]),
    ],
)
def test_identical_fermions_are_antisymmetric(model, text, pairs):
    values = VALUES | {"m_Z": 0.3}
    for first, second in pairs:
        one, two = exchanged(model, text, values, first, second)
        scale = np.max(np.abs(one))
        assert scale > 0
        np.testing.assert_allclose(two, -one, atol=1e-12 * scale)


def test_identical_bosons_are_symmetric():
    one, two = exchanged(MAJORANA, "N1 N1 > Z Z", VALUES | {"m_Z": 0.3}, 3, 4)
    np.testing.assert_allclose(two, one, atol=1e-12 * np.max(np.abs(one)))


CONTACT = Model(
    name="contact",
    particles=(PSI,),
    terms={"contact": G * bar(psi) * gamma[mu] * P_L * psi * bar(psi) * gamma[mu] * P_L * psi},
)
HEAVY = Model(name="heavy", particles=(PSI, Z), terms={"current": g * z[mu] * bar(psi) * gamma[mu] * P_L * psi})


@pytest.mark.parametrize("text", ["psi psi > psi psi", "psi psi~ > psi psi~"])
def test_four_fermion_operator_is_the_limit_of_a_heavy_vector(text):
    """Integrating out Z: L = -(g^2/2 m_Z^2) J.J, signs of all exchange diagrams included."""
    mass = 1e5
    values = {"m_N": 0.4, "m_Z": mass, "g": 1.0, "G": -0.5 / mass**2}
    reaction, k = sample(text, CONTACT, values)
    contact = helicity_amplitudes(reaction, CONTACT, k, values)
    heavy = helicity_amplitudes(reaction, HEAVY, k, values)
    np.testing.assert_allclose(contact, heavy, atol=1e-8 * np.max(np.abs(heavy)))
    one, two = exchanged(CONTACT, "psi psi > psi psi", values, 3, 4)
    np.testing.assert_allclose(two, -one, atol=1e-12 * np.max(np.abs(one)))


PHOTON, A = qed.PHOTON, qed.A
VARPHI = scalar("varphi", mass="m_s", charge=0)
s = Field(VARPHI)
SCALAR_QED = Model(
    name="scalar_qed",
    particles=(VARPHI, PHOTON),
    terms={
        "current": -sympy.I * e * A[mu] * (conj(s) * d(s, mu) - s * d(conj(s), mu)),
        "seagull": e**2 * A[mu] * A[mu] * conj(s) * s,
    },
)


@pytest.mark.parametrize("text", ["gamma gamma > varphi varphi~", "varphi varphi~ > gamma gamma gamma"])
def test_scalar_qed_needs_its_seagull(text):
    values = {"m_s": 0.4, "e": 0.3}
    reaction, k = sample(text, SCALAR_QED, values)
    k = transformed(k)
    leg = next(n for n, p in enumerate(reaction.legs, start=1) if p.name == "gamma")
    assert np.max(ward(reaction, SCALAR_QED, k, values, leg)) < 1e-13
    without = Model(name="without", particles=SCALAR_QED.particles, terms={"current": SCALAR_QED.terms["current"]})
    assert np.min(ward(reaction, without, k, values, leg)) > 1e-6


def test_compton_scattering_of_a_scalar():
    """At rest M = 2 e^2 eps.eps'*, so that the average is 2 e^4 (1 + cos^2 theta)."""
    cosine, mass, energy = 0.3, 0.4, 0.7
    after = energy / (1 + energy / mass * (1 - cosine))
    out = np.array([after, after * np.sqrt(1 - cosine**2), 0, after * cosine])
    target, photon = np.array([mass, 0, 0, 0]), np.array([energy, 0, 0, energy])
    k = np.array([[target, photon, target + photon - out, out]])
    values = {"m_s": mass, "e": 0.3}
    reaction, _ = sample("varphi gamma > varphi gamma", SCALAR_QED, values)
    expected = 2 * 0.3**4 * (1 + cosine**2)
    np.testing.assert_allclose(squared_amplitude(reaction, SCALAR_QED, k, values), expected, rtol=1e-12)


AXION = Model(
    name="axion",
    particles=(PHI,),
    terms={
        "dual": -g / 4 * phi * F(A, mu, nu) * Fdual(A, mu, nu),
        "plain": -h / 4 * phi * F(A, mu, nu) * F(A, mu, nu),
        "electron": sympy.I * y * phi * bar(qed.LEPTONS["e"]) * gamma5 * qed.LEPTONS["e"],
    },
    extends=(qed.MODEL,),
)


def test_axion_and_dilaton_decay_to_photons():
    """|M|^2 = (g^2 + h^2) m^4/2, i.e. a width g^2 m^3/(64 pi) with the factor 1/2 of identical photons."""
    values = {"m_phi": 1.3, "g": 0.3, "h": 0.5}
    reaction, k = sample("phi > gamma gamma", AXION, values)
    expected = (0.3**2 + 0.5**2) * 1.3**4 / 2
    np.testing.assert_allclose(squared_amplitude(reaction, AXION, k, values), expected, rtol=1e-12)
    np.testing.assert_allclose(squared_amplitude(reaction, AXION, transformed(k), values), expected, rtol=1e-11)


def test_photons_of_an_axion_have_a_conserved_current():
    values = {"m_phi": 0.3, "m_e": 0.1, "g": 0.3, "h": 0.5, "y": 0.2, "e": 0.3}
    reaction, k = sample("e- e+ > gamma phi", AXION, values)
    assert np.max(ward(reaction, AXION, k, values, 3)) < 1e-13


def test_sign_of_the_dual_field_strength_relative_to_gamma5():
    """Interference of a -> e- e+ with QED is odd in g: its sign is that of epsilon over that of Tr[gamma5 ...]."""
    values = {"m_phi": 0.3, "m_e": 0.4, "g": 0.3, "h": 0.0, "y": 0.2, "e": 0.9}
    reaction, k = sample("gamma gamma > e- e+", AXION, values)
    exact = trace_route(reaction, AXION)
    for g_value in (-0.3, 0.3):
        at = values | {"g": g_value}
        found = squared_amplitude(reaction, AXION, k, at)
        for n in range(len(k)):
            numbers = {sympy.Symbol(name, real=True): x for name, x in at.items()}
            for name, invariant in exact.invariants.items():
                numbers[sympy.Symbol(name, real=True)] = evaluate_invariant(invariant, k[n : n + 1], [0, 0, 0.4, 0.4])[
                    0
                ]
            assert found[n] == pytest.approx(float(exact.expr.subs(numbers)), rel=1e-10)
    assert np.all(np.abs(squared_amplitude(reaction, AXION, k, values) / found - 1) < 1e-12)
    assert np.all(np.abs(squared_amplitude(reaction, AXION, k, values | {"g": -0.3}) / found - 1) > 1e-3)


w = sympy.Symbol("w")
COMPLEX = Model(
    name="complex",
    particles=(PSI, PHI),
    terms={"yukawa": phi * (w * bar(psi) * P_L * psi + sympy.conjugate(w) * bar(psi) * P_R * psi)},
)


def test_complex_coupling():
    """|M|^2 = 4 |w|^2 p.q - 4 m^2 Re w^2."""
    values = {"m_phi": 1.3, "m_N": 0.4, "w": 0.3 + 0.2j}
    reaction, k = sample("phi > psi psi~", COMPLEX, values)
    product_ = (1.3**2 - 2 * 0.4**2) / 2
    expected = 4 * abs(values["w"]) ** 2 * product_ - 4 * 0.4**2 * (values["w"] ** 2).real
    np.testing.assert_allclose(squared_amplitude(reaction, COMPLEX, k, values), expected, rtol=1e-12)
