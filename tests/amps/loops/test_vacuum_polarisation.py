"""Vacuum polarisation against dispersion relations, limits and the QED textbook."""

import mpmath
import pytest
import sympy

from amps.lagrangian import bar, gamma, indices
from amps.loops.closed_forms import evaluate
from amps.loops.vacuum_polarisation import bubbles, kinetic_mixing, polarisation, polarisation_at_zero
from amps.model import Model
from amps.models import charged_pairs, lepton_differences, qed
from amps.models.lepton_differences import ZPRIME, Zp, g_Zp
from amps.models.qed import LEPTONS, e

ALPHA = 0.01
CHARGE = {"e": sympy.sqrt(4 * sympy.pi * sympy.Rational("0.01"))}


def value(expression, **at):
    prepared = expression.subs({e: CHARGE["e"]})
    return mpmath.mpmathify(complex(evaluate(prepared, at, 20, real=False)))


def photon_bubble():
    return bubbles(qed.MODEL, "gamma", "gamma")[0]


def test_qed_integrand_is_the_textbook_one():
    """Peskin and Schroeder, eq. (7.90): Pi_2 = -(2 alpha/pi) Int x(1-x) (1/eps - log Delta)."""
    x = sympy.Symbol("x", positive=True)
    bubble = photon_bubble()
    assert sympy.expand(bubble.weight - e**2 / (2 * sympy.pi**2) * x * (1 - x)) == 0
    assert sympy.expand(bubble.pole + e**2 / (12 * sympy.pi**2)) == 0


def test_uehling_limit():
    """Pi(q^2) - Pi(0) = -(alpha/15 pi) q^2/m^2 for small q^2."""
    bubble = photon_bubble()
    shift = polarisation(bubble) - polarisation_at_zero(bubble)
    for q2 in (1e-6, -1e-6):
        expected = -ALPHA / (15 * mpmath.pi) * q2
        assert abs(value(shift, m_e=1, q2=q2) / expected - 1) < 1e-6


@pytest.mark.parametrize("q2", [-30.0, -0.1, 0.5, 3.9])
@pytest.mark.parametrize("spin", ["1/2", "0"])
def test_dispersion_relation(q2, spin):
    """The cut is the tree rate gamma* -> pair: Im Pi = -(alpha/3) beta (3 - beta^2)/2, or -(alpha/12) beta^3."""
    if spin == "1/2":
        bubble, mass, g = photon_bubble(), "m_e", {}
        factor, shape = ALPHA / 3, lambda b: b * (3 - b**2) / 2
    else:
        bubble, mass = bubbles(charged_pairs.SCALAR_PAIR, "gamma", "Zp")[0], "m_1"
        g = {"g_Zp": CHARGE["e"], "charge": 1}
        factor, shape = ALPHA / 12, lambda b: b**3
    shift = (polarisation(bubble) - polarisation_at_zero(bubble)).subs(
        {sympy.Symbol(n, real=True): v for n, v in g.items()}
    )

    def density(b):
        # s = 4/(1 - b^2), ds/s = 2 b db/(1 - b^2)
        s = 4 / (1 - b**2)
        return factor * shape(b) * 2 * b / (1 - b**2) / (s - q2)

    dispersive = -mpmath.mpf(q2) / mpmath.pi * mpmath.quad(density, [0, 0.5, 0.9, 0.99, 1])
    assert abs(value(shift, **{mass: 1, "q2": q2}) / dispersive - 1) < 1e-12


@pytest.mark.parametrize("s", [4.5, 9.0, 1e4])
def test_imaginary_part_above_threshold_is_the_cut(s):
    beta = mpmath.sqrt(1 - 4 / mpmath.mpf(s))
    found = value(polarisation(photon_bubble()), m_e=1, q2=s)
    assert abs(found.imag / (-ALPHA / 3 * beta * (3 - beta**2) / 2) - 1) < 1e-13


def test_continuous_across_threshold():
    shift = polarisation(photon_bubble())
    at = value(shift, m_e=1, q2=4)
    for step in (1e-10, -1e-10):
        assert abs(value(shift, m_e=1, q2=4 + step) - at) < 1e-6


def test_mixing_of_lepton_differences():
    """-(e g/12 pi^2) log(m_tau^2/m_mu^2) at q^2 = 0, and it vanishes for momenta above both masses."""
    found = bubbles(lepton_differences.MODEL, "gamma", "Zp")
    at_zero = sum(polarisation_at_zero(b) for b in found)
    m_mu, m_tau = sympy.symbols("m_mu m_tau", real=True)
    expected = -(e * g_Zp / (12 * sympy.pi**2)) * sympy.log(m_tau**2 / m_mu**2)
    ratio = (at_zero / expected).subs({m_mu: 2, m_tau: 5})
    assert sympy.simplify(sympy.expand_log(ratio, force=True)) == 1
    masses = {"m_mu": 0.1, "m_tau": 1.8, "g_Zp": 1}
    total = kinetic_mixing(found)
    assert abs(value(total, **masses, q2=1e6)) < 1e-4 * abs(value(total, **masses, q2=-1e-3))


def test_a_scalar_counts_a_quarter_of_a_fermion():
    fermion, scalar = (bubbles(m, "gamma", "Zp")[0] for m in (charged_pairs.FERMION_PAIR, charged_pairs.SCALAR_PAIR))
    assert sympy.simplify(fermion.pole / scalar.pole) == 4


def test_uncancelled_charges_and_missing_loops_are_named():
    (m,) = indices("m")
    muon = LEPTONS["mu"]
    lonely = Model("lonely", (ZPRIME,), {"Zp": g_Zp * Zp[m] * bar(muon) * gamma[m] * muon}, extends=(qed.MODEL,))
    with pytest.raises(ValueError, match="ultraviolet divergent"):
        kinetic_mixing(bubbles(lonely, "gamma", "Zp"))
    with pytest.raises(ValueError, match="couples to both"):
        bubbles(Model("none", (ZPRIME,), {}, extends=(qed.MODEL,)), "gamma", "Zp")
