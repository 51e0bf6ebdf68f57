"""K+ > mu+ nu_mu X: the derived |M|^2 and its integral against spinors and their own quadrature."""

import numpy as np
import pytest
import sympy
from scipy.integrate import dblquad

import processes
from amps.kinematics import kallen
from amps.longitudinal import contract_leg
from processes.core.sampling import random_points

MASSES = (0.001, 0.01, 0.1, 0.3)
CASES = {"k_to_mu_nu_v": ("m_V", {"g_V": 1e-3}), "k_to_mu_nu_phi": ("m_phi", {"y": 1e-3})}


def dalitz_quadrature(process, parameters, mass):
    """Width from the spinor route: Gauss-Legendre over the Dalitz plane, momenta built here from invariants.

    Both invariants, (mu + X)^2 above its threshold and (nu + X)^2, are sampled logarithmically: soft, collinear X.
    """
    total, muon = parameters["m_K"], parameters["m_mu"]
    nodes, weights = np.polynomial.legendre.leggauss(64)
    u, du = 0.5 * (nodes + 1), 0.5 * weights
    low, high = (muon + mass) ** 2, total**2
    shift = low * 1e-3
    span = np.log((high - low + shift) / shift)
    points, factors = [], []
    for x, dx in zip(u, du, strict=True):
        s = low + shift * np.expm1(x * span)
        root, k = np.sqrt(s), (total**2 - s) / (2 * total)
        p = np.sqrt(kallen(s, muon**2, mass**2)) / (2 * root)
        e_x = (s + mass**2 - muon**2) / (2 * root)
        # neutrino along -z in the rest frame of (mu X), where its energy is
        k_star = (total**2 - s) / (2 * root)
        t_low, t_high = mass**2 + 2 * k_star * (e_x - p), mass**2 + 2 * k_star * (e_x + p)
        gamma, boost = (total - k) / root, k / root
        for y, dy in zip(u, du, strict=True):
            t = t_low * (t_high / t_low) ** y
            cosine = np.clip((t - t_low) / (2 * k_star * p) - 1, -1, 1)
            sine = np.sqrt((1 - cosine) * (1 + cosine))
            x4 = (gamma * e_x + boost * p * cosine, p * sine, 0.0, gamma * p * cosine + boost * e_x)
            e_mu = root - e_x
            mu4 = (gamma * e_mu - boost * p * cosine, -p * sine, 0.0, -gamma * p * cosine + boost * e_mu)
            points.append([(total, 0, 0, 0), mu4, (k, 0, 0, -k), x4])
            ds = dx * span * (s - low + shift)
            dt = dy * np.log(t_high / t_low) * t
            # dLIPS = ds dt / (128 pi^3 M^2)
            factors.append(ds * dt / (128 * np.pi**3 * total**2))
    given = {n: v for n, v in parameters.items() if n in process.arguments}
    values = process.evaluate(np.array(points), route="spinors", **given)
    return float(np.dot(values, factors)) / (2 * total)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("mass", MASSES)
def test_vegas_meets_spinor_quadrature(name, mass):
    process = processes.get(name)
    mass_name, couplings = CASES[name]
    estimate = process.width(**{mass_name: mass}, **couplings, rtol=1e-3, method="vegas")
    expected = dalitz_quadrature(process, estimate.parameters, mass)
    assert estimate.error < 2e-3 * estimate.value
    assert estimate.n_evaluations <= 10_000
    assert abs(estimate.value - expected) < 3 * estimate.error


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("mass", MASSES)
def test_trace_equals_spinors_at_a_thousand_points(name, mass):
    process = processes.get(name)
    mass_name, couplings = CASES[name]
    values = {n: p.default for n, p in process.arguments.items() if p.default is not None}
    values |= {mass_name: mass, **couplings}
    momenta = random_points(process, values, 1000, seed=5)
    trace = process.evaluate(momenta, route="trace", **values)
    spinors = process.evaluate(momenta, route="spinors", **values)
    assert np.max(np.abs(trace - spinors) / np.max(spinors)) < 1e-11
    assert np.max(np.abs(trace / spinors - 1)) < 1e-8


def longitudinal(charge):
    """|k . M|^2 of the vector leg as SymPy, from the amplitude with eps replaced by k."""
    from fractions import Fraction

    from amps.algebra.basis import choose_invariants, make_basis
    from amps.algebra.ring import Ring
    from amps.amplitude import amplitude_terms
    from amps.couplings import common_factor
    from amps.sorting import sort_terms
    from amps.vocabulary import Vocabulary

    process = processes.get("k_to_mu_nu_v")
    reaction = process.parsed
    terms = [t for d in process.diagrams for t in amplitude_terms(d, process.lagrangian)]
    common = common_factor(t.coefficient for t in terms).inverse()
    relative = [(t.coefficient * common, t) for t in terms]
    denominators = list(dict.fromkeys(d for t in terms for d in t.denominators))
    masses = [p.mass for p in reaction.legs]
    invariants = choose_invariants(reaction.signs, masses, [(d.momentum, d.mass) for d in denominators])
    vocabulary = Vocabulary.collect(relative, denominators, invariants, masses, reaction)
    ring = Ring(vocabulary.names)
    basis = make_basis(ring, reaction.signs, masses, invariants)
    squarer = vocabulary.squarer(reaction, basis, ring)
    groups = squarer.group([(vocabulary.term_value(ring, c, t), t) for c, t in contract_leg(relative, 3, 4)])
    polynomials, inverses = sort_terms(vocabulary, ring, squarer.square(groups, symmetric=True), basis, squarer.algebra)
    total = sympy.S.Zero
    names = [sympy.Symbol(n, real=True) for n in vocabulary.public_names]
    for key, polynomial in polynomials.items():
        below = sympy.Mul(*(inverses[n] ** power for n, power in key))
        for exponents, c in polynomial.items():
            assert isinstance(c, Fraction)
            power = sympy.Mul(*(s**e for s, e in zip(names, exponents, strict=True)))
            total += sympy.Rational(c.numerator, c.denominator) * power / below
    return sympy.simplify(total.subs(sympy.Symbol("q_nu", real=True), charge))


def test_ward_identity_is_exact_for_the_conserved_charge():
    assert longitudinal(1) == 0


def test_ward_identity_is_broken_without_the_neutrino_charge():
    assert longitudinal(0) != 0


def test_vector_emission_needs_the_muon_mass():
    """C22: with q_nu = 1 the matrix element vanishes for m_mu -> 0, with q_nu = 0 it does not."""
    squared = processes.get("k_to_mu_nu_v").squared_amplitude()
    m_mu, q_nu = squared.symbols["m_mu"], squared.symbols["q_nu"]
    assert sympy.expand(squared.expr.subs({m_mu: 0, q_nu: 1})) == 0
    assert sympy.expand(squared.expr.subs({m_mu: 0, q_nu: 0})) != 0


def test_growth_of_the_muon_only_force():
    """Without a conserved current the width grows like 1/m_V^2 for a light vector."""
    process = processes.get("k_to_mu_nu_v")
    light, lighter = (process.width(m_V=m, g_V=1e-3, q_nu=0, method="quadrature") for m in (1e-3, 1e-4))
    assert lighter.value / light.value == pytest.approx(100, rel=0.02)


def test_printed_phase_space_formula():
    """C21: Gamma = 1/(256 pi^3 m_K^3) Int |M|^2 dm12^2 dm23^2, here for a constant |M|^2."""
    m_K, m_mu, m_X = 0.49367700, 0.1056583755, 0.1

    def limits(m12):
        root = np.sqrt(m12)
        e_x, e_mu = (m12 + m_X**2) / (2 * root), (m_K**2 - m12 - m_mu**2) / (2 * root)
        p_x, p_mu = (np.sqrt(max(e**2 - m**2, 0)) for e, m in ((e_x, m_X), (e_mu, m_mu)))
        return (e_x + e_mu) ** 2 - (p_x + p_mu) ** 2, (e_x + e_mu) ** 2 - (p_x - p_mu) ** 2

    low, high = m_X**2, (m_K - m_mu) ** 2
    area, _ = dblquad(lambda y, x: 1.0, low, high, lambda x: limits(x)[0], lambda x: limits(x)[1])
    import math

    from amps.phase_space import ScalarArithmetic
    from amps.phase_space.decay3 import decay3

    space, arithmetic = decay3(), ScalarArithmetic(math)
    nodes, weights = np.polynomial.legendre.leggauss(40)
    volume = 0.0
    for a, wa in zip(nodes, weights, strict=True):
        for b, wb in zip(nodes, weights, strict=True):
            point = space.evaluate(arithmetic, [(a + 1) / 2, (b + 1) / 2], [m_K, m_mu, 0.0, m_X])
            volume += wa * wb / 4 * point.weight
    assert volume / (2 * m_K) == pytest.approx(area / (256 * np.pi**3 * m_K**3), rel=1e-4)
