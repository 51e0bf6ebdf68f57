"""Vertices of every kind through both routes: contact terms, derivatives, Levi-Civita tensors, charged vectors."""

import pytest
import sympy

from amps.lagrangian import P_L, P_R, F, Fdual, Field, bar, conj, d, gamma, gamma5, hc, indices, parameters, sigma
from amps.model import Model
from amps.particle import fermion, scalar, vector

from .squares import square
from .two_routes import disagreement

m, n = indices("m n")
g, y, a, e = parameters("g y a e")
z = sympy.Symbol("z")
psi, chi = Field(fermion("psi", mass="m_psi")), Field(fermion("chi", mass="m_chi"))
N, N2 = Field(fermion("N", "N", mass="m_N")), Field(fermion("N2", "N2", mass="m_N2"))
nu = Field(fermion("nu", chiral=True))
S, h, P = (
    Field(scalar("S", "S", mass="m_S")),
    Field(scalar("h", "h", mass="m_h")),
    Field(scalar("P+", mass="m_P", charge=1)),
)
A, Z, W = Field(vector("gamma")), Field(vector("Z", mass="m_Z")), Field(vector("W+", mass="m_W", charge=1))
VALUES = {
    **{
        "m_psi": 0.2,
        "m_chi": 0.5,
        "m_N": 0.3,
        "m_N2": 0.45,
        "m_S": 1.1,
        "m_P": 0.4,
        "m_h": 0.6,
        "m_Z": 1.4,
        "m_W": 0.6,
    },
    **{"g": 0.7, "y": 0.3, "a": 0.5, "e": 0.3, "z": 0.4 + 0.3j, "Gamma_W": 0.2, "Gamma_Z": 0.3},
}


def model_of(**terms):
    """A model with the fields that occur in the terms."""
    found = {
        factor.particle.name: factor.particle
        for term in terms.values()
        for _, factors in term.monomials
        for factor in factors
        if hasattr(factor, "particle")
    }
    return Model("small", tuple(found.values()), terms)


def current(boson, field, matrix=1):
    return boson[m] * bar(field) * gamma[m] * matrix * field


CHARGED_VECTOR = {
    "three": sympy.I
    * e
    * (
        (d(W[n], m) - d(W[m], n)) * conj(W[n]) * A[m]
        - (d(conj(W[n]), m) - d(conj(W[m]), n)) * W[n] * A[m]
        + F(A, m, n) * W[m] * conj(W[n])
    ),
    "four": e**2 * (A[m] * W[n] * A[n] * conj(W[m]) - A[m] * A[m] * W[n] * conj(W[n])),
}
muon, electron = Field(fermion("mu-", mass="m_chi", charge=-1)), Field(fermion("e-", mass="m_psi", charge=-1))
nu_mu, nu_e = Field(fermion("nu_mu", chiral=True)), Field(fermion("nu_e", chiral=True))
W_WIDE, Z_WIDE = (
    Field(vector("W+", mass="m_W", charge=1, width="Gamma_W")),
    Field(vector("Z", mass="m_Z", width="Gamma_Z")),
)


def charged_current(neutrino, lepton, boson=W):
    term = g * boson[m] * bar(neutrino) * gamma[m] * P_L * lepton
    return term + hc(term)


NEUTRAL_MIXING = y * Z_WIDE[m] * bar(N) * gamma[m] * P_L * nu_e
SCALAR_CURRENT = -sympy.I * e * A[m] * (conj(P) * d(P, m) - P * d(conj(P), m))
SEAGULL = e**2 * A[m] * A[m] * P * conj(P)
CASES = {
    "S > psi psi~ psi psi~": {
        "s": y * S * bar(psi) * psi,
        "contact": g * bar(psi) * gamma[m] * psi * bar(psi) * gamma[m] * psi,
    },
    "psi psi~ > S S": {"s": y * S * bar(psi) * psi, "ss": sympy.I * a / 2 * S * S * bar(psi) * gamma5 * psi},
    "Z Z > Z Z": {"quartic": g / 24 * Z[m] * Z[m] * Z[n] * Z[n]},
    "S S > S S": {"derivatives": g * S * S * d(S, m) * d(S, m), "cubic": y * S**3},
    "Z > S S h": {"mixed": g * Z[m] * S * d(S, m) * h, "mass": y * Z[m] * Z[m] * h},
    "W+ W- > gamma gamma": CHARGED_VECTOR,
    "P+ P- > gamma gamma": {"current": SCALAR_CURRENT, "seagull": SEAGULL},
    "P+ P- > gamma gamma gamma": {"current": SCALAR_CURRENT, "seagull": SEAGULL},
    "Z gamma > S S": {"odd": g * Z[m] * d(S, n) * Fdual(A, m, n), "z": y * Z[m] * Z[m] * S},
    "gamma gamma > S S": {
        "odd": -g / 4 * S * F(A, m, n) * Fdual(A, m, n),
        "even": a / 4 * S * S * F(A, m, n) * F(A, m, n),
    },
    "Z > S gamma": {"both": S * F(Z, m, n) * (g * F(A, m, n) + a * Fdual(A, m, n))},
    "chi chi~ > psi psi~": {
        "tensor": g * bar(chi) * sigma(m, n) * chi * bar(psi) * sigma(m, n) * psi,
        "scalar": y * bar(chi) * chi * bar(psi) * psi,
        "pseudo": sympy.I * a * bar(chi) * gamma5 * chi * bar(psi) * psi,
    },
    "chi psi > chi psi": {"tensor": g * bar(chi) * sigma(m, n) * gamma5 * psi * bar(psi) * sigma(m, n) * chi},
    "psi chi~ > psi chi~": {
        "chiral": z * bar(psi) * P_L * chi * bar(psi) * P_R * psi + hc(z * bar(psi) * P_L * chi * bar(psi) * P_R * psi),
        "s": y * bar(psi) * gamma[m] * P_L * psi * bar(chi) * gamma[m] * P_R * chi,
    },
    "psi psi > psi psi": {"left": g * bar(psi) * gamma[m] * P_L * psi * bar(psi) * gamma[m] * (P_L + a * P_R) * psi},
    "psi psi~ > psi psi~ gamma": {
        "contact": g * bar(psi) * gamma[m] * P_L * psi * bar(psi) * gamma[m] * P_L * psi,
        "qed": e * current(A, psi),
    },
    "chi > psi gamma": {
        "dipole": F(A, m, n) * bar(psi) * sigma(m, n) * (g + a * gamma5) * chi
        + hc(F(A, m, n) * bar(psi) * sigma(m, n) * (g + a * gamma5) * chi)
    },
    "psi psi~ > Z gamma": {
        "qed": e * current(A, psi),
        "z": current(Z, psi, g + a * gamma5),
        "dipole": y * F(A, m, n) * bar(psi) * sigma(m, n) * psi,
    },
    "nu nu~ > Z Z": {"z": g * current(Z, nu, P_L)},
    "N N > N N": {
        "axial": g * bar(N) * gamma[m] * gamma5 * N * bar(N) * gamma[m] * gamma5 * N,
        "scalar": y * bar(N) * N * bar(N) * N,
    },
    "N N > N2 N2": {"s": y * S * bar(N) * N2, "z": sympy.I * g * Z[m] * bar(N) * gamma[m] * N2},
    "N N2 > S Z": {
        "s": y * S * bar(N) * N2,
        "z": sympy.I * g * Z[m] * bar(N) * gamma[m] * N2,
        "ax": a / 2 * Z[m] * bar(N) * gamma[m] * gamma5 * N,
    },
    "N N > psi psi~": {
        "t": z * S * bar(psi) * P_L * N + hc(z * S * bar(psi) * P_L * N),
        "z": g / 2 * Z[m] * bar(N) * gamma[m] * gamma5 * N,
        "p": y * current(Z, psi),
    },
    "psi psi > N N": {"lepton number": z * S * bar(psi) * P_L * N + hc(z * S * bar(psi) * P_L * N)},
    "S > psi psi~ Z gamma": {
        "s": S * (z * bar(psi) * P_L * psi + sympy.conjugate(z) * bar(psi) * P_R * psi),
        "z": g * current(Z, psi, P_R),
        "a": e * current(A, psi),
    },
    "mu- > e- nu_e~ nu_mu": {"mu": charged_current(nu_mu, muon, W_WIDE), "e": charged_current(nu_e, electron, W_WIDE)},
    "mu- e+ > nu_mu nu_e~ Z": {
        "mu": charged_current(nu_mu, muon),
        "e": charged_current(nu_e, electron),
        "z_mu": a * current(Z, muon, P_R),
        "z_nu": a * current(Z, nu_e, P_L),
    },
    "N > e- e+ nu_e": {
        "N": charged_current(N, electron, W_WIDE),
        "e": charged_current(nu_e, electron, W_WIDE),
        "mixing": NEUTRAL_MIXING + hc(NEUTRAL_MIXING),
        "z": y * current(Z_WIDE, electron, g + gamma5),
    },
    "e- e- > W- W-": {"N": charged_current(N, electron)},
    "N N > W+ W-": {"N": charged_current(N, electron)},
    "e- e+ > N N": {"N": charged_current(N, electron)},
    "S > N N psi psi~": {
        "N": S * (z * bar(N) * P_L * N + sympy.conjugate(z) * bar(N) * P_R * N),
        "psi": S * bar(psi) * (y + sympy.I * a * gamma5) * psi,
        "z_N": g / 2 * Z[m] * bar(N) * gamma[m] * gamma5 * N,
        "z_psi": current(Z, psi, y + gamma5),
    },
}


HEAVY = {"S": {"m_S": 3.2}, "Z": {"m_Z": 4.0}, "N": {"m_N": 1.3, "m_W": 2.5}}


@pytest.mark.parametrize("text", CASES)
def test_two_routes(text):
    heavy = HEAVY.get(text.split()[0], {}) if text.split()[1] == ">" else {}
    assert disagreement(text, model_of(**CASES[text]), VALUES | heavy, sqrt_s=4.5, n=3) < 1e-10


def test_a_majorana_fermion_has_no_vector_current_nor_dipole():
    for term in (g * current(Z, N), g * F(Z, m, n) * bar(N) * sigma(m, n) * N):
        result = square("Z > N N", model_of(t=term))
        assert result.polynomials == {} and result.expr == 0


def test_majorana_decay_against_dirac():
    majorana = square("S > N N", model_of(t=y / 2 * S * bar(N) * N))
    dirac = square("S > chi chi~", model_of(t=y * S * bar(chi) * chi))
    masses = {sympy.Symbol("m_chi", real=True): sympy.Symbol("m_N", real=True)}
    assert sympy.expand(majorana.expr - dirac.expr.subs(masses)) == 0
    assert majorana.symmetry_factor == dirac.symmetry_factor / 2
