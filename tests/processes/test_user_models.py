"""Models as a user would write them, in files of their own, against known formulas."""

from math import pi, sqrt
from pathlib import Path

import pytest

import processes
from amps.model_check import check_model
from processes.core.constants import CONSTANTS
from processes.core.models import find_model, powers_of_constants
from processes.core.units import unit_value

FILES = Path(__file__).parent / "user_models"
ALPHA, M_E, M_MU, V = (CONSTANTS[name].default for name in ("alpha", "m_e", "m_mu", "v"))
PB = unit_value("pb")[0]


def reaction(text, file, **options):
    return processes.reaction(text, model=FILES / f"{file}.py", **options)


def beta(m, M):
    return sqrt(1 - 4 * m**2 / M**2)


@pytest.mark.parametrize("file", sorted(FILES.glob("*.py")), ids=lambda path: path.stem)
def test_every_model_is_sound(file):
    report = check_model(find_model(file), powers_of_constants())
    assert report.passed, report.findings
    assert report.vertices


def test_b_minus_l():
    g, m, m_u = 1e-3, 1.0, 0.002
    vector = g**2 * m / (12 * pi)
    electrons = reaction("ZBL > e- e+", "b_minus_l").width(m_ZBL=m)
    assert electrons.value == pytest.approx(vector * (1 + 2 * M_E**2 / m**2) * beta(M_E, m), rel=1e-12)
    assert reaction("ZBL > nu_e nu_e~", "b_minus_l").width(m_ZBL=m).value == pytest.approx(vector / 2, rel=1e-12)
    up = reaction("ZBL > u u~", "b_minus_l").width(m_ZBL=m, m_u=m_u)
    assert up.value == pytest.approx(3 / 9 * vector * (1 + 2 * m_u**2 / m**2) * beta(m_u, m), rel=1e-12)
    # S > Z Z of the vertex 4 i g m_Z: that of the Higgs boson with g_hZZ = 4 g m_Z.
    x, m_S = (0.2 / 1.0) ** 2, 1.0
    scalar = (4 * g * 0.2) ** 2 * m_S**3 / (128 * pi * 0.2**4) * sqrt(1 - 4 * x) * (1 - 4 * x + 12 * x**2)
    assert reaction("S > ZBL ZBL", "b_minus_l").width(m_ZBL=0.2, m_S=m_S).value == pytest.approx(scalar, rel=1e-12)


def test_leptophilic_scalar():
    xi, m = 2.0, 1.0
    expected = (xi * M_MU / V) ** 2 * m / (8 * pi) * beta(M_MU, m) ** 3
    assert reaction("phi > mu- mu+", "leptophilic_scalar").width(m_phi=m, xi=xi).value == pytest.approx(
        expected, rel=1e-12
    )
    shares = processes.particle("phi", model=FILES / "leptophilic_scalar.py").branching_fractions(m_phi=m, xi=xi)
    assert shares["e- e+"] / shares["mu- mu+"] == pytest.approx(
        (M_E / M_MU) ** 2 * (beta(M_E, m) / beta(M_MU, m)) ** 3, rel=1e-12
    )


def test_majorana_dark_matter():
    y, g, m_S, m, s = 0.3, 0.2, 5.0, 1.0, 100.0
    decay = reaction("S > chi chi", "majorana_dm").width(m_S=m_S, m_chi=m, y_chi=y)
    assert decay.value == pytest.approx(y**2 * m_S * beta(m, m_S) ** 3 / (16 * pi), rel=1e-12)
    found = reaction("chi chi > e- e+", "majorana_dm").cross_section(
        m_S=m_S, m_chi=m, y_chi=y, y_e=g, sqrt_s=sqrt(s), Gamma_S=0
    )
    flux = beta(M_E, sqrt(s)) / beta(m, sqrt(s)) / (16 * pi * s)
    squared = y**2 * g**2 * (s - 4 * m**2) * (s - 4 * M_E**2) / (s - m_S**2) ** 2
    assert found.value * PB == pytest.approx(flux * squared, rel=1e-10)


def test_charged_scalar():
    lam, M, m = 0.5, 300.0, 100.0
    decay = reaction("phi- > mu- chi", "charged_scalar").width(m_phi=M, m_chi=m, lam=lam, m_mu=0)
    assert decay.value == pytest.approx(lam**2 * M * (1 - m**2 / M**2) ** 2 / (16 * pi), rel=1e-12)
    # P wave of two Majorana particles to massless chiral fermions, v the relative velocity.
    v = 1e-3
    sqrt_s = 2 * m / sqrt(1 - v**2 / 4)
    found = reaction("chi chi > mu- mu+", "charged_scalar").cross_section(
        m_phi=M, m_chi=m, lam=lam, m_mu=0, sqrt_s=sqrt_s, rtol=1e-8
    )
    wave = lam**4 * m**2 * (m**4 + M**4) / (48 * pi * (m**2 + M**2) ** 4)
    assert found.value * PB * v == pytest.approx(wave * v**2, rel=1e-6)


def test_contact_interaction_and_magnetic_moment():
    Lambda, mu, m, s = 1000.0, 1e-3, 1.0, 100.0
    shared = {"m_chi": m, "sqrt_s": sqrt(s), "m_e": 0}
    contact = reaction("e- e+ > chi chi~", "effective_dm", order={"moment": 0}).cross_section(**shared)
    assert contact.value * PB == pytest.approx(
        s * beta(m, sqrt(s)) * (1 + 2 * m**2 / s) / (12 * pi * Lambda**4), rel=1e-10
    )
    moment = reaction("e- e+ > chi chi~", "effective_dm", order={"contact": 0}).cross_section(**shared, mu_chi=mu)
    assert moment.value * PB == pytest.approx(ALPHA * mu**2 * beta(m, sqrt(s)) * (1 + 8 * m**2 / s) / 6, rel=1e-10)


def test_derivative_alp():
    f, c, m, g = 1e3, 1.0, 0.1, 1e-4
    electrons = reaction("a > e- e+", "derivative_alp").width(f_a=f, c_e=c, m_a=m)
    assert electrons.value == pytest.approx((c * M_E / f) ** 2 * m * beta(M_E, m) / (8 * pi), rel=1e-12)
    photons = reaction("a > gamma gamma", "derivative_alp").width(g_agg=g, m_a=m)
    assert photons.value == pytest.approx(g**2 * m**3 / (64 * pi), rel=1e-12)
    s = 100.0
    found = reaction("e- e+ > gamma a", "derivative_alp").cross_section(
        g_agg=g, m_a=m, c_e=0, f_a=f, sqrt_s=sqrt(s), m_e=0
    )
    assert found.value * PB == pytest.approx(ALPHA * g**2 / 24 * (1 - m**2 / s) ** 3, rel=1e-10)
