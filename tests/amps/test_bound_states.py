"""Bound-state legs: two routes, textbook widths of positronium and charmonium, and what cannot be bound."""

import math

import numpy as np
import pytest
import sympy

import processes
from amps.bound_states import FreePairs, WrongConstituents, bound_state, free_pairs, legs_of
from amps.model import Model
from amps.models import dark_onium, qed, quarks
from amps.reaction import parse_reaction
from processes.core.sampling import random_points

ALPHA, M_E, HBAR = 1 / 137.035999, 0.51099895e-3, 6.582119569e-25
COULOMB = 2 * (ALPHA * M_E / 2) ** 1.5


def twice(name):
    return 2 * sympy.Symbol(name, real=True)


POSITRONIUM = Model(
    "positronium",
    (
        bound_state("pPs", qed.ELECTRON, "0-+", mass="m_Ps"),
        bound_state("oPs", qed.ELECTRON, "1--", mass="m_Ps"),
    ),
    definitions={sympy.Symbol("m_Ps", real=True): twice("m_e")},
    extends=(qed.MODEL,),
)
CHARM = quarks.QUARKS["c"]
CHARMONIUM = Model(
    "charmonium",
    (bound_state("eta_c", CHARM, "0-+", mass="m_cc"), bound_state("J/psi", CHARM, "1--", mass="m_cc")),
    definitions={sympy.Symbol("m_cc", real=True): twice("m_c")},
    extends=(quarks.MODEL,),
)


def test_parapositronium():
    """Gamma = m alpha^5/2 (Wheeler 1946): 8.0325e9 /s."""
    width = processes.reaction("pPs > gamma gamma", model=POSITRONIUM).width(R0=COULOMB)
    assert width.value == pytest.approx(M_E * ALPHA**5 / 2, rel=2e-8)
    assert width.value / HBAR == pytest.approx(8.0325e9, rel=5e-6)


def test_orthopositronium():
    """Gamma = 2 (pi^2 - 9) m alpha^6/(9 pi) (Ore, Powell, Phys. Rev. 75 (1949) 1696): 7.2112e6 /s."""
    width = processes.reaction("oPs > gamma gamma gamma", model=POSITRONIUM).width(R0=COULOMB, method="quadrature")
    assert width.value == pytest.approx(2 * (math.pi**2 - 9) / (9 * math.pi) * M_E * ALPHA**6, rel=1e-7)
    assert width.value / HBAR == pytest.approx(7.2112e6, rel=5e-6)


def test_charmonium():
    """Van Royen and Weisskopf: 4 alpha^2 e_c^2 R0^2/M^2 to e+ e-, 12 alpha^2 e_c^4 R0^2/M^2 to two photons."""
    lepton = processes.reaction("J/psi > e- e+", model=CHARMONIUM, exclude=("Ap",)).width(R0=0.9, m_c=1.55, m_e=0.0)
    assert lepton.value == pytest.approx(4 * ALPHA**2 * 4 / 9 * 0.81 / 3.1**2, rel=1e-9)
    photons = processes.reaction("eta_c > gamma gamma", model=CHARMONIUM).width(R0=0.9, m_c=1.55)
    assert photons.value == pytest.approx(12 * ALPHA**2 * 16 / 81 * 0.81 / 3.1**2, rel=1e-9)


DARK = {"m_chi": 1.0, "m_V": 0.3, "alpha_D": 0.1, "R0": 0.2, "eps": 0.1, "sqrt_s": 5.0}
OPEN = {"m_e": 0.2, "R0": 0.3, "sqrt_s": 3.0}


@pytest.mark.parametrize(
    ("text", "model", "values"),
    [
        ("eta_D > V V", dark_onium.MODEL, DARK),
        ("Upsilon_D > e- e+", dark_onium.MODEL, DARK),
        ("Upsilon_D > V V V", dark_onium.MODEL, DARK),
        ("eta_D > V e- e+", dark_onium.MODEL, DARK),
        ("e- e+ > eta_D V", dark_onium.MODEL, DARK),
        ("e- e+ > gamma Upsilon_D", dark_onium.MODEL, DARK),
        ("e- e+ > gamma oPs", POSITRONIUM, OPEN),
        ("e- gamma > e- pPs", POSITRONIUM, OPEN),
        ("e- e+ > pPs oPs", POSITRONIUM, OPEN),
        ("mu- gamma > mu- pPs", POSITRONIUM, OPEN),
        ("J/psi > e- e+", CHARMONIUM, {"R0": 0.9, "m_c": 1.5, "m_e": 0.1, "eps": 0.5, "m_Ap": 0.3}),
    ],
)
def test_projector_and_clebsch_gordan_routes_agree(text, model, values):
    """Trace with the projector against explicit spinors of the free pair, normalisation included."""
    process = processes.reaction(text, model=model)
    given = {name: value for name, value in values.items() if name in process.arguments}
    defaults = {name: p.default for name, p in process.arguments.items() if not p.is_required}
    points = random_points(process, {**defaults, **given}, 20, 3)
    given.pop("sqrt_s", None)
    trace, spinors = (process.evaluate(points, route=route, **given) for route in ("trace", "spinors"))
    assert np.min(spinors) > 0
    assert trace == pytest.approx(spinors, rel=1e-10)


def test_polarised_bound_state_sums_to_the_whole():
    process = processes.reaction("Upsilon_D > e- e+", model="dark_onium")
    given = {name: value for name, value in DARK.items() if name in process.arguments}
    points = random_points(process, {**given, "m_e": M_E}, 4, 1)
    parts = sum(process.polarised(points, {1: h}, **given) for h in (-1, 0, 1))
    assert parts / 3 == pytest.approx(process.evaluate(points, **given), rel=1e-12)
    with pytest.raises(ValueError, match="takes a helicity"):
        process.polarised(points, {1: np.array([0.0, 1.0, 0.0, 0.0])}, **given)


def test_charge_conjugation_forbids_two_vectors():
    """C = -1 of Upsilon: the two orders of emission cancel (Furry)."""
    process = processes.reaction("Upsilon_D > V V", model="dark_onium")
    assert process.squared_amplitude().expr == 0
    assert process.width(m_chi=1.0, m_V=0.3, alpha_D=0.1, R0=0.2).value == 0


def test_a_pseudoscalar_has_no_single_vector_channel():
    """Tr[gamma5 Pslash gamma^mu] = 0."""
    with pytest.raises(ValueError, match="every diagram vanishes"):
        processes.reaction("eta_D > e- e+", model="dark_onium").squared_amplitude()


@pytest.mark.parametrize("text", ["e- e+ > eta_D V", "e- e+ > gamma Upsilon_D", "Upsilon_D > e- e+"])
def test_no_power_of_the_exchanged_mass_stands_above_and_below(text):
    """The propagator is (m_V^2 g - k k)/m_V^2; k k drops out, and m_V^2 with it. Integer contents are out, too."""
    squared = processes.reaction(text, model="dark_onium").squared_amplitude()
    m_V = sympy.Symbol("m_V", real=True)
    assert not squared.prefactor.has(m_V)
    assert any(not numerator.subs(m_V, 0).is_zero for numerator in squared.numerators.values())
    assert all(value.as_content_primitive()[0] == 1 for value in squared.denominators.values())


def test_legs_of_free_pairs():
    reaction = free_pairs(parse_reaction("e- e+ > gamma Upsilon_D", dark_onium.MODEL), dark_onium.MODEL)
    assert isinstance(reaction, FreePairs)
    assert str(reaction) == "e- e+ > gamma chi chi~"
    assert legs_of(reaction, 0b11011) == [0, 1, 3]
    assert legs_of(reaction, 0b01001) == []


def test_impossible_constituents():
    with pytest.raises(WrongConstituents, match="massive Dirac fermion"):
        bound_state("VV", dark_onium.V, "0-+", mass="M")
    with pytest.raises(WrongConstituents, match=r"M of e- and mu\+.*its own antiparticle, e\+"):
        bound_state("M", qed.ELECTRON, "0-+", antifermion=qed.MUON.conjugate(), mass="m_M")
    own = bound_state("B", qed.ELECTRON, "0-+", antifermion=qed.ELECTRON.conjugate(), mass="m_B")
    assert own == bound_state("B", qed.ELECTRON, "0-+", mass="m_B")
    with pytest.raises(ValueError, match=r"0-\+ or 1--, not '1\+\+'"):
        bound_state("chi_1", dark_onium.CHI, "1++", mass="M")
    undefined = Model("m", (bound_state("B", qed.ELECTRON, "0-+", mass="m_B"),), extends=(qed.MODEL,))
    with pytest.raises(ValueError, match=r"must define m_B = 2\*m_e"):
        processes.reaction("B > gamma gamma", model=undefined)
    other = Model("m", (bound_state("B", dark_onium.CHI, "0-+", mass="m_B"),), extends=(qed.MODEL,))
    with pytest.raises(ValueError, match="of which B is made"):
        processes.reaction("B > gamma gamma", model=other)


def test_massive_exchange_at_half_the_momentum_is_refused():
    with pytest.raises(ValueError, match="m_V carries half"):
        processes.reaction("V Upsilon_D > V eta_D", model="dark_onium").squared_amplitude()


def test_bound_quarks_take_no_gluons():
    with pytest.raises(ValueError, match="without gluons"):
        processes.reaction("eta_c > g g", model=CHARMONIUM).squared_amplitude()
