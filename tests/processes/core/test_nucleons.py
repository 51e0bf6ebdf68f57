"""Nucleons one by one: Rosenbluth scattering, the sum over protons and neutrons, Pauli blocking, contributions."""

import numpy as np
import pytest
import sympy

import processes
from processes.core.contributions import CONTRIBUTIONS
from processes.core.nucleons import (
    NEUTRON_MOMENT,
    PROTON_MOMENT,
    dirac_form_factor,
    pauli_blocking,
    pauli_form_factor,
)
from processes.core.process import Process
from processes.core.sampling import random_points

M, P_F, ALPHA = 0.93827209, 0.235, 1 / 137.035999
AT = {"p_F": P_F, "m_p": M, "m_e": 0.51099895e-3, "alpha": ALPHA}
q2 = sympy.Symbol("q2", real=True)


@pytest.fixture(scope="module")
def scattering():
    functions = {"F1": dirac_form_factor, "F2": pauli_form_factor}
    return Process(model="nucleons", reaction="e- nucleon > e- nucleon", functions=functions)


@pytest.fixture(scope="module")
def trident():
    return processes.get("nu_a_to_nu_mu_mu_a")


def rosenbluth(E, Q2, moment, charge):
    """dsigma/dOmega of a massless electron with dipole form factors; M. N. Rosenbluth, Phys. Rev. 79 (1950) 615."""
    tau, out = Q2 / (4 * M * M), E - Q2 / (2 * M)
    sine2 = Q2 / (4 * E * out)
    dipole = (1 + Q2 / 0.71) ** -2
    electric, magnetic = charge * dipole, moment * dipole
    mott = ALPHA**2 * (1 - sine2) / (4 * E * E * sine2**2) * out / E
    return mott * ((electric**2 + tau * magnetic**2) / (1 + tau) + 2 * tau * magnetic**2 * sine2 / (1 - sine2))


def momentum_transfers(points):
    q = points[:, 0] - points[:, 2]
    return np.sum(q[:, 1:] ** 2, axis=1) - q[:, 0] ** 2


def share(Q2):
    """Unblocked nucleons, written out."""
    y = np.sqrt(Q2 * (1 + Q2 / (4 * M * M))) / (2 * P_F)
    return np.where(y < 1, 1.5 * y - 0.5 * y**3, 1.0)


@pytest.mark.parametrize(("Z", "A"), [(1, 1), (6, 12), (18, 40)])
@pytest.mark.parametrize("route", ["trace", "spinors"])
def test_sum_of_protons_and_neutrons(scattering, Z, A, route):
    sqrt_s = 2.0
    points = random_points(scattering, {**AT, "sqrt_s": sqrt_s}, 20, seed=1)
    squared = scattering.evaluate(points, route=route, Z=Z, A=A, **AT)
    E, Q2 = (sqrt_s**2 - M * M) / (2 * M), momentum_transfers(points)
    found = squared / (64 * np.pi**2 * M * M) * (1 - Q2 / (2 * M * E)) ** 2
    expected = Z * rosenbluth(E, Q2, PROTON_MOMENT, 1) + (A - Z) * rosenbluth(E, Q2, NEUTRON_MOMENT, 0)
    expected = expected * (share(Q2) if A > 1 else 1)
    # the electron's mass, left out by Rosenbluth
    assert found == pytest.approx(expected, rel=1e-5)


def unblocked(Q, A):
    values = {"q2": -(Q**2), "A": A, "m_p": M, "p_F": P_F}
    expression = pauli_blocking(q2)
    return float(expression.subs({s: values[s.name] for s in expression.free_symbols}))


def test_pauli_blocking_grows_to_one():
    values = [unblocked(Q, 40) for Q in (1e-4, 0.1, 0.3, 0.45, 0.9)]
    assert values == sorted(values)
    assert values[0] == pytest.approx(1.5 * 1e-4 / (2 * P_F), rel=1e-6)
    assert values[2] == pytest.approx(float(share(np.array(0.09))), rel=1e-12)
    assert values[-1] == 1
    assert unblocked(0.1, 1) == 1


@pytest.mark.slow
def test_total_is_the_sum(trident):
    found = {c: trident.rate(nucleus="Ar", E_nu=5.0, contribution=c, rtol=5e-3) for c in CONTRIBUTIONS}
    total = found["total"]
    assert total.value == pytest.approx(found["coherent"].value + found["incoherent"].value, rel=1e-12)
    assert total.error == pytest.approx(np.hypot(found["coherent"].error, found["incoherent"].error), rel=1e-12)
    assert total.n_evaluations == found["coherent"].n_evaluations + found["incoherent"].n_evaluations
    assert total.parameters["contribution"] == "total"
    assert total.converged


def test_totals_of_several_energies(trident):
    found = trident.rate(nucleus="Ar", E_nu=[0.2, 5.0], contribution="total", rtol=2e-2)
    assert found.value.shape == (2,)
    assert found.value[0] == 0 < found.value[1]


def test_only_the_rate_has_a_total(trident):
    at = {"nucleus": "Ar", "E_nu": 5.0}
    for call in (
        lambda: trident.differential("E_mu-", contribution="total", **at),
        lambda: trident.events(10, contribution="total", **at),
        lambda: trident.evaluate(np.zeros((1, 6, 4)), contribution="total"),
        lambda: trident.with_options(contribution="total").evaluate(np.zeros((1, 6, 4))),
    ):
        with pytest.raises(ValueError, match="use contribution=coherent or incoherent"):
            call()


def test_incoherent_trident_by_two_routes(trident):
    process = trident.with_options(contribution="incoherent")
    assert process.legs[1] == process.legs[5] == "nucleon"
    given = {"Z": 18.0, "A": 40.0, "m_Zp": 0.02, "g_Zp": 1e-3}
    points = random_points(process, {**given, "m_p": M, "m_mu": 0.10566, "sqrt_s": 5.0}, 20, seed=3)
    given |= {"m_p": M, "m_mu": 0.10566}
    trace, spinors = (process.evaluate(points, route=route, **given) for route in ("trace", "spinors"))
    assert trace == pytest.approx(spinors, rel=1e-8)


def test_contributions_of_a_single_nucleon(trident):
    at = {"nucleus": "H", "E_nu": 5.0, "rtol": 2e-2}
    assert any("incoherent" in warning for warning in trident.rate(**at).warnings)
    assert not any("incoherent" in warning for warning in trident.rate(**at, contribution="incoherent").warnings)
