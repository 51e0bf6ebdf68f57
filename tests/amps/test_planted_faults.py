"""Planted faults: every sign and factor of the trace route is guarded by a check, which passes without the fault."""

from dataclasses import replace
from fractions import Fraction
from itertools import islice, permutations
from math import pi

import pytest
import sympy

import amps.algebra.traces
import amps.fermion_lines
import amps.feynman_rules
import amps.interference
import amps.longitudinal
import amps.squared
import amps.vocabulary
from amps.algebra.traces import Chiral
from amps.couplings import Monomial
from amps.feynman_rules import derive_vertices
from amps.lagrangian import Field, bar, conj, d, gamma, gamma5, indices, parameters
from amps.longitudinal import BrokenWardIdentity
from amps.model import Model
from amps.models import alp, fermi, lepton_vector, muonic_forces
from amps.models.qed import MODEL as QED
from amps.particle import fermion, scalar, vector
from amps.reaction import Reaction

from .squares import equal, square
from .two_routes import disagreement

(m,) = indices("m")
e, y, a, g = parameters("e y a g")
VALUES = {
    **{
        "alpha": 0.3**2 / (4 * pi),
        "e": 0.3,
        "m_e": 0.1,
        "m_mu": 0.3,
        "m_tau": 0.6,
        "m_V": 0.5,
        "Gamma_V": 0.2,
        "g_V": 0.3,
    },
    **{"g_A": 0.4, "q_nu": 0.7, "y": 0.2, "G_F": 1.1, "f_K": 0.2, "V_us": 0.3, "m_K": 1.9, "M": 0.4, "m_N": 0.3},
    **{"m_phi": 0.8, "a": 0.5, "g": 0.6, "g_agg": 0.3, "m_a": 0.7},
}
TIGHT = 1e-10
PLAIN = 1e-3

phi, N, S = (
    Field(scalar("phi+", mass="M", charge=1)),
    Field(fermion("N", "N", mass="m_N")),
    Field(scalar("S", "S", mass="m_phi")),
)
N2 = Field(fermion("N2", "N2", mass="m_tau"))
A, W = Field(vector("gamma")), Field(vector("W", mass="m_V"))
SCALAR_QED = Model(
    "scalar_qed",
    (A.particle, phi.particle),
    {
        "current": -sympy.I * e * A[m] * (conj(phi) * d(phi, m) - phi * d(conj(phi), m)),
        "seagull": e**2 * A[m] * A[m] * phi * conj(phi),
    },
)
MAJORANA = Model(
    "two_majorana",
    (N.particle, N2.particle, S.particle, W.particle),
    {"scalar": y * S * bar(N) * N2, "vector": sympy.I * g * W[m] * bar(N) * gamma[m] * N2},
)


@pytest.mark.parametrize("text", ["e- e+ > e- e+", "e- e- > e- e-", "e- e+ > e- e+ gamma"])
def test_sign_of_the_fermion_permutation(text, monkeypatch):
    assert disagreement(text, QED, VALUES) < TIGHT
    monkeypatch.setattr(amps.fermion_lines, "_parity", lambda order: 1)
    assert disagreement(text, QED, VALUES) > PLAIN


def _flip_last(monkeypatch):
    true_terms = amps.squared.amplitude_terms
    seen = []

    def flipped(diagram, model):
        seen.append(diagram)
        terms = true_terms(diagram, model)
        if len(seen) == 2:
            minus = Monomial(Fraction(-1), 0, ())
            return [replace(t, coefficient=t.coefficient * minus) for t in terms]
        return terms

    monkeypatch.setattr(amps.squared, "amplitude_terms", flipped)


def test_sign_of_one_diagram(monkeypatch):
    assert disagreement("e- mu+ > e- mu+ gamma", QED, VALUES) < TIGHT
    _flip_last(monkeypatch)
    with pytest.raises(BrokenWardIdentity):
        square("e- mu+ > e- mu+ gamma", QED)


def test_sign_of_one_diagram_without_photons(monkeypatch):
    text = "mu- mu+ > V phi"
    assert disagreement(text, muonic_forces.MODEL, VALUES) < TIGHT
    _flip_last(monkeypatch)
    assert disagreement(text, muonic_forces.MODEL, VALUES) > PLAIN


def test_charge_conjugation_of_a_majorana_vertex(monkeypatch):
    assert disagreement("N N > S W", MAJORANA, VALUES) < TIGHT
    monkeypatch.setattr(amps.fermion_lines, "_reversed", lambda symbols: (symbols, 1))
    assert disagreement("N N > S W", MAJORANA, VALUES) > PLAIN


def test_symmetry_factor_of_identical_photons(monkeypatch):
    def width(result):
        mass = sympy.Symbol("m_a", real=True)
        factor = sympy.Rational(result.symmetry_factor.numerator, result.symmetry_factor.denominator)
        return factor * result.expr / (16 * sympy.pi * mass)

    known = sympy.Symbol("g_agg", real=True) ** 2 * sympy.Symbol("m_a", real=True) ** 3 / (64 * sympy.pi)
    assert equal(width(square("a > gamma gamma", alp.MODEL)), known)
    monkeypatch.setattr(Reaction, "symmetry_factor", property(lambda self: Fraction(1)))
    assert not equal(width(square("a > gamma gamma", alp.MODEL)), known)


def test_assignments_of_identical_fields_in_a_vertex(monkeypatch):
    def with_its_own_vertices():
        return Model("copy", SCALAR_QED.particles, SCALAR_QED.terms)

    assert square("phi+ phi- > gamma gamma", with_its_own_vertices()).conserved == {2: True, 3: True}
    monkeypatch.setattr(amps.feynman_rules, "permutations", lambda legs: islice(permutations(legs), 1))
    with pytest.raises(BrokenWardIdentity):
        square("phi+ phi- > gamma gamma", with_its_own_vertices())
    (vertex,) = derive_vertices({"quartic": S**4 / 24}, {})
    assert vertex.terms[0].coefficient != sympy.I


@pytest.mark.parametrize(
    ("text", "model"),
    [("K+ > mu+ nu_mu", fermi.MODEL), ("mu- > e- nu_e~ nu_mu", fermi.MODEL), ("V > nu_mu nu_mu~", lepton_vector.MODEL)],
)
def test_sign_of_gamma5_in_the_conjugate_amplitude(text, model, monkeypatch):
    filters = {"order": {"Fermi": 1}}
    assert disagreement(text, model, VALUES, **filters) < TIGHT
    true_letter = amps.interference.Squarer._make_letter

    def unchanged(self, symbol, conjugated, turned):
        letter, sign = true_letter(self, symbol, conjugated, turned)
        return (Chiral(letter.a, -letter.b), sign) if isinstance(letter, Chiral) and conjugated else (letter, sign)

    monkeypatch.setattr(amps.interference.Squarer, "_make_letter", unchanged)
    assert disagreement(text, model, VALUES, **filters) > PLAIN


def test_levi_civita_tensors_of_two_joined_traces(monkeypatch):
    filters = {"order": {"Fermi": 1}}
    assert disagreement("mu- > e- nu_e~ nu_mu", fermi.MODEL, VALUES, **filters) < TIGHT
    whole = amps.algebra.traces.vector_part

    def without(x):
        return {key: c for key, c in whole(x).items() if not key[0] & 1}

    monkeypatch.setattr(amps.algebra.traces, "vector_part", without)
    assert disagreement("mu- > e- nu_e~ nu_mu", fermi.MODEL, VALUES, **filters) > PLAIN


def test_levi_civita_tensor_of_a_vertex(monkeypatch):
    text = "gamma gamma > mu- mu+"
    assert disagreement(text, alp.MODEL, VALUES | {"y": 2.0, "Gamma_a": 0.0, "g_agg": 2.0}) < TIGHT
    true_loop = amps.interference.Squarer._levi_civita

    def reversed_sign(self, slots, conjugated):
        first, second, *rest = slots
        return true_loop(self, (second, first, *rest), conjugated)

    monkeypatch.setattr(amps.interference.Squarer, "_levi_civita", reversed_sign)
    assert disagreement(text, alp.MODEL, VALUES | {"y": 2.0, "Gamma_a": 0.0, "g_agg": 2.0}) > PLAIN


CHI, PSI = Field(fermion("chi", mass="m_mu")), Field(fermion("psi", mass="m_e"))
Z, B = Field(vector("Z", mass="m_V", width="Gamma_V")), Field(vector("B"))
T_ODD = Model(
    "absorptive",
    tuple(x.particle for x in (CHI, PSI, Z, B)),
    {
        **{f"Z_{x.particle.name}": Z[m] * bar(x) * gamma[m] * (g + a * gamma5) * x for x in (CHI, PSI)},
        **{f"B_{x.particle.name}": e * B[m] * bar(x) * gamma[m] * x for x in (CHI, PSI)},
    },
)


def test_term_odd_under_time_reversal(monkeypatch):
    # emission before and after a resonance differ by a phase, which multiplies epsilon(p1, p2, p3, p4)
    text, values = "psi psi~ > chi chi~ B", VALUES | {"m_V": 2.8, "Gamma_V": 1.5}
    assert any(name.startswith("epsilon") for name in square(text, T_ODD, exclude=("B",)).variables)
    assert disagreement(text, T_ODD, values, exclude=("B",)) < TIGHT
    monkeypatch.setattr(amps.vocabulary, "orientations", lambda *_: {})
    assert disagreement(text, T_ODD, values, exclude=("B",)) > 1e-5


def test_longitudinal_polarisations(monkeypatch):
    text = "K+ > mu+ nu_mu V"
    assert disagreement(text, muonic_forces.MODEL, VALUES) < TIGHT
    monkeypatch.setattr(amps.squared, "conserved_legs", lambda *_: {3: True})
    assert disagreement(text, muonic_forces.MODEL, VALUES) > PLAIN
