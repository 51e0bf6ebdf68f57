"""Ward identities: found where the current is conserved, an error where a photon's is not, and worth what they say."""

import pytest
import sympy

import amps.squared
from amps.amplitude import amplitude_terms
from amps.diagrams import generate_diagrams
from amps.lagrangian import P_L, Field, bar, conj, d, gamma, gamma5, indices, parameters
from amps.longitudinal import BrokenWardIdentity, contract_leg
from amps.model import Model
from amps.models import dark_photon, fermi, muonic_forces
from amps.models.leptons import NU_MU
from amps.models.qed import LEPTONS, PHOTON, A
from amps.models.qed import MODEL as QED
from amps.particle import scalar
from amps.reaction import parse_reaction

from .squares import equal, square

(m,) = indices("m")
e, g_V = parameters("e g_V")
q_nu, m_mu, m_V, m_K = sympy.symbols("q_nu m_mu m_V m_K", real=True)
V, muon, neutrino = Field(muonic_forces.VECTOR), LEPTONS["mu"], Field(NU_MU)
KAON_DECAY = "K+ > mu+ nu_mu V"


def with_neutrino_charge(charge):
    """V coupled to the muon with charge 1 and to its neutrino with a fixed charge."""
    return Model(
        "charged_neutrino",
        (muonic_forces.VECTOR,),
        {
            "V_mu": g_V * V[m] * bar(muon) * gamma[m] * muon,
            "V_nu": charge * g_V * V[m] * bar(neutrino) * gamma[m] * P_L * neutrino,
        },
        extends=(fermi.MODEL,),
    )


def in_dalitz(result):
    """In (p_mu + p_nu)^2 and (p_nu + p_V)^2, whichever invariants were chosen."""
    s_23, s_34 = sympy.symbols("s_23 s_34", real=True)
    symbols = result.symbols
    return result.expr.subs(
        {symbols[name]: m_K**2 + m_V**2 - s_23 - s_34 for name in result.invariants if name == "sbar_24"}
    )


def test_conserved_muon_number_current():
    assert square(KAON_DECAY, with_neutrino_charge(1)).conserved == {3: True}
    for charge in (0, -1, sympy.Rational(999, 1000)):
        assert square(KAON_DECAY, with_neutrino_charge(charge)).conserved == {3: False}


def test_the_full_polarisation_sum_agrees_where_the_identity_holds():
    general = square(KAON_DECAY, muonic_forces.MODEL)
    assert general.conserved == {3: False}
    for charge in (1, 0, -2):
        assert equal(in_dalitz(general).subs(q_nu, charge), in_dalitz(square(KAON_DECAY, with_neutrino_charge(charge))))


def test_growth_like_one_over_the_mass_squared():
    general = square(KAON_DECAY, muonic_forces.MODEL)
    longitudinal = sympy.expand(general.expr * m_V**2).subs(m_V, 0)
    assert equal(longitudinal.subs(q_nu, 1), 0)
    # K+ > mu+ nu phi for a Goldstone boson of strength (1 - q_nu)
    assert sympy.factor(longitudinal).has(q_nu - 1)
    assert not equal(longitudinal.subs(q_nu, 0), 0)


def test_helicity_suppression_only_for_a_conserved_current():
    general = square(KAON_DECAY, muonic_forces.MODEL)
    chiral = general.expr.subs(m_mu, 0)
    assert equal(chiral.subs(q_nu, 1), 0)
    assert not equal(chiral.subs(q_nu, 0), 0)


def test_contracting_a_leg_leaves_no_index_behind():
    reaction = parse_reaction(KAON_DECAY, muonic_forces.MODEL)
    diagrams = generate_diagrams(reaction, muonic_forces.MODEL)
    terms = [term for x in diagrams for term in amplitude_terms(x, muonic_forces.MODEL)]
    for _, term in contract_leg([(term.coefficient, term) for term in terms], 3, 4):
        assert "('x', 3)" not in repr(term)


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("e- e+ > gamma Ap", dark_photon.MODEL),
        ("varphi varphi~ > Ap Ap", dark_photon.MODEL),
        ("e- Ap > e- Ap", dark_photon.MODEL),
    ],
)
def test_dropping_k_k_changes_nothing_for_a_conserved_current(text, model, monkeypatch):
    short = square(text, model)
    assert all(short.conserved.values())

    def distrusting(reaction, terms, vocabulary):
        return {k: p.mass is None for k, p in enumerate(reaction.legs) if p.spin == "1"}

    monkeypatch.setattr(amps.squared, "conserved_legs", distrusting)
    full = square(text, model)
    assert not all(full.conserved.values())
    assert equal(short.expr, full.expr)


phi = Field(scalar("phi+", mass="M", charge=1))
CURRENT = -sympy.I * e * A[m] * (conj(phi) * d(phi, m) - phi * d(conj(phi), m))
NO_SEAGULL = Model("no_seagull", (PHOTON, phi.particle), {"current": CURRENT})
WRONG_SEAGULL = Model(
    "wrong_seagull", (PHOTON, phi.particle), {"current": CURRENT, "seagull": 2 * e**2 * A[m] * A[m] * phi * conj(phi)}
)
AXIAL = Model("axial", (PHOTON, muon.particle), {"axial": e * A[m] * bar(muon) * gamma[m] * gamma5 * muon})


@pytest.mark.parametrize("model", [NO_SEAGULL, WRONG_SEAGULL])
def test_a_missing_or_wrong_seagull_is_an_error(model):
    with pytest.raises(BrokenWardIdentity, match=r"phi\+ gamma > phi\+ gamma: the current that gamma \(leg 2\)"):
        square("phi+ gamma > phi+ gamma", model)


def test_an_axial_photon_is_an_error():
    with pytest.raises(BrokenWardIdentity, match="not conserved"):
        square("mu- gamma > mu- gamma", AXIAL)


def test_an_excluded_diagram_breaks_the_identity():
    reaction = parse_reaction("e- gamma > e- gamma", QED)
    one = generate_diagrams(reaction, QED)[:1]
    with pytest.raises(BrokenWardIdentity, match="diagram is missing"):
        amps.squared.squared_amplitude(reaction, QED, diagrams=one)
