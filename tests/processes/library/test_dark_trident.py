"""Dark tridents: an independent calculation, factorisation of soft dark photons, dark bremsstrahlung as a twin."""

import numpy as np
import pytest
import sympy

import processes
from processes.core.constants import CONSTANTS
from processes.core.form_factors import SHAPES
from processes.core.sampling import random_points
from processes.numerics.integrate import integrate

GEV2_PB = 3.893793722e8
ALPHA = CONSTANTS["alpha"].default
LIGHT = {"E_chi": 1.0, "m_chi": 0.01, "m_Ap": 0.05, "eps": 1e-3, "alpha_D": 0.1}
METRIC = np.diag([1.0, -1.0, -1.0, -1.0])

SIGMA = [np.array(s, dtype=complex) for s in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]])]
ZERO, ONE = np.zeros((2, 2)), np.eye(2)
GAMMA = np.array([np.block([[ONE, ZERO], [ZERO, -ONE]])] + [np.block([[ZERO, s], [-s, ZERO]]) for s in SIGMA])


@pytest.fixture(scope="module")
def trident():
    return processes.get("chi_a_to_chi_a_aprime")


def slash(p):
    return np.einsum("na,ab,bij->nij", p, METRIC, GAMMA)


def dot(p, q):
    return np.einsum("na,ab,nb->n", p, METRIC, q)


def dirac_tensor(p, k, out, m):
    """-g sum over polarisations and spins of ubar' [g^a S(p - k) g^b + g^b S(out + k) g^a] u R_b, R_b left open."""
    unit = m * np.eye(4)
    before = (slash(p - k) + unit) / (dot(p - k, p - k) - m * m)[:, None, None]
    after = (slash(out + k) + unit) / (dot(out + k, out + k) - m * m)[:, None, None]

    def vertex(R):
        exchanged = slash(R)
        return [exchanged @ before @ GAMMA[a] + GAMMA[a] @ after @ exchanged for a in range(4)]

    def square(R):
        total = 0
        for a, gamma in enumerate(vertex(R)):
            conjugate = GAMMA[0] @ np.conj(np.swapaxes(gamma, 1, 2)) @ GAMMA[0]
            trace = np.einsum("nij,nji->n", (slash(out) + unit) @ gamma, (slash(p) + unit) @ conjugate)
            total = total - METRIC[a, a] * trace.real
        return total / 2

    return square


def scalar_tensor(p, k, out, m):
    """The same for a complex scalar: two emissions and the vertex with two dark photons."""

    def square(R):
        vector = (
            (2 * p - k) * (dot(R, p - k + out) / (dot(p - k, p - k) - m * m))[:, None]
            + (2 * out + k) * (dot(R, p + out + k) / (dot(out + k, out + k) - m * m))[:, None]
            - 2 * R
        )
        return -dot(vector, vector)

    return square


def laboratory_cross_section(tensor, E_chi, m_chi, m_Ap, eps, alpha_D, Z, A):
    """sigma = 1/(4 M p) Int k dE_k dcos/(8 pi^2) dT dphi/(16 pi^2 |V|) |M|^2, V = p + P - k, in pb, within 0.2 %."""
    M = A * 0.93149410
    beam = np.sqrt(E_chi**2 - m_chi**2)
    t = sympy.Symbol("t", real=True)
    shape = SHAPES["helm"](t).subs({s: {"Z": Z, "A": A}[s.name] for s in SHAPES["helm"](t).free_symbols - {t}})
    helm = sympy.lambdify(t, shape, "numpy")
    coupling = (4 * np.pi) ** 3 * alpha_D**2 * ALPHA * eps**2 * Z**2

    def integrand(x):
        energy = m_Ap + (E_chi - m_chi - m_Ap) * x[:, 0]
        size = np.sqrt(np.maximum(energy**2 - m_Ap**2, 0.0))
        # the angle is flat in log(theta^2 + (m_Ap/E)^2), the recoil in log T
        small, large = np.log(1e-6), np.log(2.0)
        versine = np.exp(small + (large - small) * x[:, 1]) - 1e-6
        cosine = np.clip(1 - versine, -1.0, 1.0)
        sine = np.sqrt(np.maximum(1 - cosine**2, 0.0))
        jacobian = (E_chi - m_chi - m_Ap) * (large - small) * (versine + 1e-6)
        rest = E_chi + M - energy
        V = np.stack([-size * sine, 0 * size, beam - size * cosine], axis=1)
        length = np.linalg.norm(V, axis=1)
        square = rest**2 - length**2
        root2 = (square - (M + m_chi) ** 2) * (square - (M - m_chi) ** 2)
        inside = (root2 > 0) & (square > (M + m_chi) ** 2)
        root = np.sqrt(np.where(inside, root2, 1.0))
        energy_sum = rest * (square + M * M - m_chi**2)
        high = (energy_sum + length * root) / (2 * square) - M
        # (E_max E_min) is known without cancellation: E_max E_min - M (E_max + E_min) + M^2 = T_max T_min
        product = ((square + M * M - m_chi**2) ** 2 / 4 + M * M * length**2) / square - M * energy_sum / square + M * M
        low = np.maximum(product / high, 1e-300)
        span = np.log(high / low)
        T = low * np.exp(span * x[:, 2])
        jacobian = jacobian * span * T
        recoil = np.sqrt(T * (T + 2 * M))
        along = (2 * rest * (M + T) - (square + M * M - m_chi**2)) / (2 * length * recoil)
        along = np.clip(along, -1.0, 1.0)
        phi = 2 * np.pi * x[:, 3]
        axis = V / length[:, None]
        across = np.stack([axis[:, 2], 0 * size, -axis[:, 0]], axis=1)
        other = np.broadcast_to([0.0, 1.0, 0.0], across.shape)
        tilt = np.sqrt(1 - along**2)[:, None]
        direction = axis * along[:, None] + tilt * (across * np.cos(phi)[:, None] + other * np.sin(phi)[:, None])
        nucleus = np.column_stack([M + T, recoil[:, None] * direction])
        p = np.broadcast_to([E_chi, 0, 0, beam], nucleus.shape)
        target = np.broadcast_to([M, 0, 0, 0], nucleus.shape)
        k = np.column_stack([energy, size * sine, 0 * size, size * cosine])
        out = p + target - k - nucleus
        q2 = -2 * M * T
        current = target + nucleus
        squared = coupling * helm(q2) ** 2 / (q2 - m_Ap**2) ** 2 * tensor(p, k, out, m_chi)(current)
        density = size / (8 * np.pi**2) * 2 * np.pi / (16 * np.pi**2 * length) / (4 * M * beam)
        return np.where(inside & (span > 0), density * jacobian * squared, 0.0)

    return integrate(integrand, 4, rtol=2e-3, seed=3).value * GEV2_PB


@pytest.mark.parametrize(
    ("dm", "tensor"), [pytest.param("dirac", dirac_tensor, marks=pytest.mark.slow), ("scalar", scalar_tensor)]
)
def test_explicit_matrices_in_the_laboratory(trident, dm, tensor):
    """Another |M|^2 (Dirac matrices, not traces) over other variables with other Jacobians."""
    expected = laboratory_cross_section(tensor, **LIGHT, Z=18, A=40)
    assert trident.rate(**LIGHT, nucleus="Ar", dm=dm).value == pytest.approx(expected, rel=8e-3)


def test_every_check_passes(trident):
    report = trident.check()
    assert report.passed, str(report)


@pytest.mark.parametrize("dm", ["dirac", "scalar"])
@pytest.mark.parametrize("energy", [0.5, 10.0])
def test_evaluations_for_a_per_mille(trident, dm, energy):
    found = trident.rate(**{**LIGHT, "E_chi": energy}, nucleus="Ar", dm=dm)
    assert found.converged
    assert found.n_evaluations <= 300_000


def test_dark_bremsstrahlung_is_the_twin_with_a_massless_exchange(trident):
    """The same |M|^2 but for couplings and 1/(q^2 - m^2), which may be called a form factor of the photon's 1/q^2."""
    other = processes.get("l_a_to_l_a_aprime")
    mass, m_e = LIGHT["m_Ap"], CONSTANTS["m_e"].default
    common = {"nucleus": "Pb", "m_Ap": mass, "eps": 1e-3, "rtol": 3e-3}
    dark = trident.rate(E_chi=1.0, m_chi=m_e, alpha_D=0.1, form_factor="point", **common)
    twin = other.rate(E_beam=1.0, form_factor=lambda q2: q2 / (q2 - mass**2), **common)
    assert dark.value / twin.value == pytest.approx((0.1 / ALPHA) ** 2, rel=8e-3)


def soft_points(trident, parameters, energy, omega):
    """Momenta of 2 -> 3 with a dark photon of energy omega in the centre of mass, and of 2 -> 2 without it."""
    elastic = processes.get("chi_a_to_chi_a").with_options(target_spin=0.5, dm=trident.chosen["dm"])
    pairs = random_points(elastic, {**parameters, "sqrt_s": energy}, 20, seed=8)
    rng = np.random.default_rng(9)
    size = np.sqrt(omega**2 - parameters["m_Ap"] ** 2)
    axis = rng.normal(size=(len(pairs), 3))
    k = np.column_stack([np.full(len(pairs), omega), size * axis / np.linalg.norm(axis, axis=1)[:, None]])
    rest = np.array([energy, 0, 0, 0]) - k
    inner = np.sqrt(dot(rest, rest))
    m, M = parameters["m_chi"], parameters["M_A"]
    out = []
    for pair, total, mass, photon in zip(pairs, rest, inner, k, strict=True):
        momentum = np.sqrt((mass**2 - (m + M) ** 2) * (mass**2 - (m - M) ** 2)) / (2 * mass)
        direction = pair[2, 1:] / np.linalg.norm(pair[2, 1:])
        legs = [
            boosted(np.array([np.hypot(momentum, x), *(s * momentum * direction)]), total, mass)
            for x, s in ((m, 1), (M, -1))
        ]
        out.append([*pair[:2], *legs, photon])
    return pairs, np.array(out)


def boosted(p, frame, mass):
    """p from the rest frame of `frame` to where that momentum is given."""
    energy = p @ frame / mass
    return np.array([energy, *(p[1:] + frame[1:] * (p[0] + energy) / (frame[0] + mass))])


@pytest.mark.parametrize("dm", ["dirac", "scalar"])
def test_soft_dark_photons_factorise(trident, dm):
    """|M|^2 -> -J^2 g_D^2 |M_elastic|^2 with J = (2p' + k)/((p' + k)^2 - m^2) + (2p - k)/((p - k)^2 - m^2)."""
    given = {"Z": 18.0, "A": 40.0, "M_A": 2.0, "m_chi": 0.3, "m_Ap": 1e-7, "eps": 0.1, "alpha_D": 0.2}
    options = {"dm": dm, "target_spin": 0.5, "form_factor": "point"}
    pairs, points = soft_points(trident.with_options(**options), given, 4.0, 1e-5)
    elastic = processes.get("chi_a_to_chi_a").evaluate(pairs, **given, **options)
    emitted = trident.evaluate(points, **given, **options)
    p, out, k = points[:, 0], points[:, 2], points[:, 4]
    current = (2 * out + k) / (2 * dot(out, k) + dot(k, k))[:, None]
    current = current - (2 * p - k) / (2 * dot(p, k) - dot(k, k))[:, None]
    expected = -dot(current, current) * 4 * np.pi * given["alpha_D"] * elastic
    assert emitted == pytest.approx(expected, rel=1e-3)


OTHERS = [pytest.param(dm, spin, marks=pytest.mark.slow) for dm in ("dirac", "majorana") for spin in (0, 0.5)]


@pytest.mark.parametrize(("dm", "spin"), [("scalar", 0), ("scalar", 0.5), *OTHERS])
def test_emission_by_the_target_too(trident, dm, spin):
    """Gauge invariant with different form factors on its diagrams, the same by two routes, and a power of eps more."""
    process = trident.with_options(dm=dm, target_spin=spin, target_emission=True)
    assert len(process.diagrams) > len(trident.with_options(dm=dm, target_spin=spin).diagrams)
    squared = process.squared_amplitude()
    assert squared.conserved[4] == (dm != "majorana")
    given = {"Z": 18.0, "A": 40.0, "M_A": 2.0, "m_chi": 0.3, "m_Ap": 0.1, "eps": 0.4, "alpha_D": 0.2}
    points = random_points(process, {**given, "sqrt_s": 4.0}, 20, seed=2)
    trace, spinors = (process.evaluate(points, route=route, **given) for route in ("trace", "spinors"))
    assert trace == pytest.approx(spinors, rel=1e-8)
    weak = {**given, "eps": 1e-6}
    projectile = trident.evaluate(points, **weak, dm=dm, target_spin=spin)
    assert process.evaluate(points, **weak) == pytest.approx(projectile, rel=1e-2)
    assert trace != pytest.approx(trident.evaluate(points, **given, dm=dm, target_spin=spin), rel=1e-2)
