"""Heavy neutral leptons and Higgs-mixed scalars: reactions of the models against textbook widths."""

from math import pi, sqrt

import pytest

import processes
from processes.core.constants import CONSTANTS

G_F, s2w, f_pi, V_ud, v = (CONSTANTS[name].default for name in ("G_F", "s2w", "f_pi", "V_ud", "v"))
m_mu, m_pi, m_pi0 = (CONSTANTS[name].default for name in ("m_mu", "m_pi", "m_pi0"))
m_N, U = 0.4, 1e-3
UNIT = G_F**2 * U**2 * m_N**5 / (192 * pi**3)


def width(reaction, model="hnl", **parameters):
    return processes.reaction(reaction, model=model).width(m_N=m_N, rtol=2e-3, **parameters)


def test_heavy_neutrino_to_charged_pion():
    """arXiv:1805.08567, with f_pi in the convention with 130 MeV."""
    x, y = m_mu / m_N, m_pi / m_N
    square = (1 - x**2 - y**2) ** 2 - 4 * x**2 * y**2
    expected = (G_F * f_pi * V_ud * U) ** 2 * m_N**3 / (16 * pi) * ((1 - x**2) ** 2 - y**2 * (1 + x**2)) * sqrt(square)
    assert width("N > mu- pi+", U_mu=U).value == pytest.approx(expected, rel=1e-9)


def test_heavy_neutrino_to_neutral_pion():
    expected = (G_F * f_pi * U) ** 2 * m_N**3 / (32 * pi) * (1 - m_pi0**2 / m_N**2) ** 2
    assert width("N > nu_mu pi0", U_mu=U).value == pytest.approx(expected, rel=1e-9)


def test_three_neutrinos_with_two_identical_ones():
    """All flavours together G_F^2 U^2 m^5/(192 pi^3); the own flavour, with its identical pair, is half of it."""
    found = {k: width(f"N > nu_mu nu_{k} nu_{k}~", U_mu=U) for k in ("e", "mu", "tau")}
    assert sum(w.value for w in found.values()) == pytest.approx(UNIT, rel=3e-3)
    assert found["mu"].value == pytest.approx(UNIT / 2, rel=3e-3)


@pytest.mark.parametrize(("flavour", "sign"), [("e", 1), ("mu", -1)])
def test_charged_pair_by_neutral_and_charged_currents(flavour, sign):
    """Massless electrons: (1 -+ 4 s2w + 8 s2w^2)/4, upper sign for the other flavours."""
    found = width(f"N > nu_{flavour} e- e+", m_e=0.0, **{f"U_{flavour}": U})
    assert found.value == pytest.approx(UNIT * (1 + sign * 4 * s2w + 8 * s2w**2) / 4, rel=5e-3)


@pytest.mark.parametrize("final", ["mu- pi+", "nu_mu pi0", "mu- e+ nu_e"])
def test_a_majorana_neutrino_has_the_conjugate_decay_too(final):
    conjugate = {"mu- pi+": "mu+ pi-", "nu_mu pi0": "nu_mu~ pi0", "mu- e+ nu_e": "mu+ e- nu_e~"}[final]
    dirac = width(f"N > {final}", U_mu=U).value
    for state in (final, conjugate):
        assert width(f"N > {state}", "hnl_majorana", U_mu=U).value == pytest.approx(dirac, rel=5e-3)


def test_a_massive_neutrino_in_a_kaon_decay_joins_on_to_the_massless_one():
    kaon = processes.get("k_to_mu_nu")
    massive = kaon.width(neutrino="massive", m_N=1e-6, U_mu=1.0)
    assert massive.value == pytest.approx(kaon.width().value, rel=1e-9)
    assert kaon.width(neutrino="massive", m_N=0.39, U_mu=1.0).value == 0.0
    by_quadrature = kaon.width(neutrino="massive", m_N=0.3, U_mu=U, method="quadrature")
    assert kaon.width(neutrino="massive", m_N=0.3, U_mu=U).value == pytest.approx(by_quadrature.value, rel=1e-9)


def test_higgs_mixed_scalar_to_muons_and_to_coloured_quarks():
    for final, mass, colours in (("mu- mu+", m_mu, 1), ("s s~", 0.0935, 3)):
        process = processes.reaction(f"S > {final}", model="higgs_portal")
        found = process.width(m_S=2.0, sin_theta=1e-3, **({"m_s": mass} if colours == 3 else {}))
        expected = colours * (1e-3 * mass / v) ** 2 * 2.0 / (8 * pi) * (1 - 4 * mass**2 / 4) ** 1.5
        assert found.value == pytest.approx(expected, rel=1e-9)
