"""Charges read off the vertices."""

import pytest
import sympy

from amps.gauge_charges import charge_violation, vector_charges
from amps.lagrangian import Field, bar, conj, d, gamma, gamma5, hc, indices, parameters
from amps.model import Model
from amps.models import charged_mediators, dark_photon, fermi, inelastic_dm, lepton_vector, muonic_forces, nuclei, qed
from amps.models.qed import LEPTONS
from amps.particle import fermion, scalar, vector

g, h = parameters("g h")
(m,) = indices("m")
V = Field(vector("V", mass="m_V"))
N, psi, phi = Field(fermion("N", "N", mass="m_N")), Field(fermion("psi", mass="m")), Field(scalar("phi", mass="m_phi"))
e, eps, g_D, g_V, g_A, q_nu, Z = parameters("e eps g_D g_V g_A q_nu Z")


def charges(model, name):
    (found,) = [c for c in vector_charges(model) if c.vector.name == name]
    return found


@pytest.mark.parametrize("sign", [1, -1])
def test_of_fermions_and_scalars(sign):
    scalars = sympy.I * sign * g * V[m] * (conj(phi) * d(phi, m) - phi * d(conj(phi), m))
    terms = {"f": V[m] * bar(psi) * gamma[m] * (g + h * gamma5) * psi, "s": scalars}
    found = charges(Model("test", (V, psi, phi), terms), "V")
    assert (found.fermions["psi"].left, found.fermions["psi"].right) == (g - h, g + h)
    assert not found.fermions["psi"].is_vectorial
    assert found.scalars == {"phi": sign * g}


def test_of_a_charged_scalar_whose_antiparticle_sorts_first():
    """The electric charge of K+ and of phi+ is read alike: minus its charge times e, as for the electron."""
    photon = charges(fermi.MODEL, "gamma")
    assert set(photon.scalars.values()) == {-e}
    assert charges(charged_mediators.MODEL, "gamma").scalars == {"H+": -e}
    assert photon.fermions["e-"].left == photon.fermions["e-"].right == e


def test_of_a_majorana_fermion_which_is_one_chiral_component():
    found = charges(Model("test", (V, N), {"a": g / 2 * V[m] * bar(N) * gamma[m] * gamma5 * N}), "V").fermions["N"]
    assert (found.left, found.right) == (-g, None)
    assert vector_charges(Model("test", (V, N), {"v": g * V[m] * bar(N) * gamma[m] * N})) == ()


def test_of_neutrinos():
    found = charges(lepton_vector.MODEL, "V").fermions
    assert (found["nu_e"].left, found["nu_e"].right) == (g_V * q_nu, None)
    assert (found["e-"].left, found["e-"].right) == (g_V - g_A, g_V + g_A)


def test_with_a_form_factor_and_mixed_fields():
    assert charges(nuclei.MODEL, "Ap").scalars == {"varphi": -g_D, "nucleus": -Z * e * eps}
    assert charges(dark_photon.MODEL, "Ap").fermions["chiM"].left == g_D
    assert charges(inelastic_dm.MODEL, "Ap").mixing == ("chi1 chi2",)


def violations(model, vector):
    found = charges(model, vector)
    return {
        name: {charge_violation(found, monomial) for monomial in term.monomials}
        for name, term in model.all_terms.items()
    }


def test_a_neutrino_of_another_charge_breaks_the_weak_terms():
    found = violations(muonic_forces.MODEL, "V")
    assert found["K_mu"] == {g_V - g_V * q_nu, g_V * q_nu - g_V}
    assert found["K_e"] == found["V_mu"] == found["phi_mu"] == {0}


def test_terms_that_flip_an_axial_charge_are_not_decided():
    mu = LEPTONS["mu"]
    terms = {
        "axial": g * V[m] * bar(mu) * gamma[m] * gamma5 * mu,
        "flip": h * Field(scalar("S", "S", mass="m_S")) * bar(mu) * mu,
    }
    model = Model("test", (V, scalar("S", "S", mass="m_S")), terms, extends=(qed.MODEL,))
    found = violations(model, "V")
    assert found["flip"] == {None} and found["axial"] == found["qed_mu"] == {0}


def test_a_flavour_change_changes_the_charge():
    S = scalar("S", "S", mass="m_S")
    change = Field(S) * bar(LEPTONS["e"]) * LEPTONS["mu"]
    terms = {"V_mu": g * V[m] * bar(LEPTONS["mu"]) * gamma[m] * LEPTONS["mu"], "S": h * (change + hc(change))}
    assert violations(Model("test", (V, S), terms, extends=(qed.MODEL,)), "V")["S"] == {g, -g}
