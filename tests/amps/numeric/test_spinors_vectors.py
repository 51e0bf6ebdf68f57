"""Charged massive vectors: derivative vertices, seagulls and unitary-gauge propagators."""

import numpy as np
import pytest
import sympy

from amps.lagrangian import P_L, F, Field, bar, conj, d, gamma, hc, indices, parameters
from amps.model import Model
from amps.models import leptons, qed
from amps.numeric.compiled import spinor_program
from amps.numeric.spinors import squared_amplitude, ward
from amps.particle import vector

from .kinematics import sample, transformed
from .programs import momentum_inputs, run

m, n = indices("m n")
g, kappa = parameters("g kappa")
e, A = qed.e, qed.A
W = Field(vector("W+", mass="m_W", charge=1, width="Gamma_W"))
ELECTRON, NEUTRINO = qed.LEPTONS["e"], Field(leptons.NU_E)


def covariant(a, b):
    """D_a W_b with D = d + i e A."""
    return d(W[b], a) + sympy.I * e * A[a] * W[b]


def conjugate_covariant(a, b):
    return d(conj(W[b]), a) - sympy.I * e * A[a] * conj(W[b])


def kinetic():
    """-1/2 |D_m W_n - D_n W_m|^2 without its part free of photons."""
    field, conjugate = covariant(m, n) - covariant(n, m), conjugate_covariant(m, n) - conjugate_covariant(n, m)
    whole = -(conjugate * field) / 2
    free = -((d(conj(W[n]), m) - d(conj(W[m]), n)) * (d(W[n], m) - d(W[m], n))) / 2
    return without_cancelled(whole - free)


def without_cancelled(expression):
    kept = {}
    for coefficient, factors in expression.monomials:
        kept[factors] = kept.get(factors, 0) + coefficient
    return type(expression)((sympy.expand(c), f) for f, c in kept.items())


CURRENT = g * W[m] * bar(NEUTRINO) * gamma[m] * P_L * ELECTRON
MODEL = Model(
    name="charged_vector",
    particles=(W.particle,),
    terms={
        "photon": kinetic(),
        "moment": sympy.I * e * kappa * conj(W[m]) * W[n] * F(A, m, n),
        "lepton": CURRENT + hc(CURRENT),
    },
    extends=(leptons.MODEL,),
)
VALUES = {"alpha": 0.02, "g": 0.6, "m_W": 0.8, "m_e": 0.2, "kappa": 0.7}


def test_decay_to_massless_leptons():
    """|M|^2 = 2 g^2 m_W^2 / 3."""
    values = VALUES | {"m_e": 0.0}
    reaction, k = sample("W+ > e+ nu_e", MODEL, values)
    np.testing.assert_allclose(squared_amplitude(reaction, MODEL, k, values), 2 * 0.36 * 0.64 / 3, rtol=1e-12)


@pytest.mark.parametrize(
    ("text", "leg"),
    [("W+ > e+ nu_e gamma", 4), ("e+ nu_e > W+ gamma", 4), ("gamma gamma > W+ W-", 1), ("e- e+ > W- W+ gamma", 5)],
)
def test_photon_current_is_conserved_for_any_magnetic_moment(text, leg):
    reaction, k = sample(text, MODEL, VALUES)
    assert np.max(ward(reaction, MODEL, transformed(k), VALUES, leg)) < 1e-12


@pytest.mark.parametrize("text", ["W+ > e+ nu_e gamma", "gamma gamma > W+ W-", "e- e+ > W- W+"])
def test_program_equals_the_sum_over_helicities(text):
    reaction, k = sample(text, MODEL, VALUES)
    program = spinor_program(reaction, MODEL, widths=False)
    given = momentum_inputs(k) | {name: VALUES[name] for name in program.inputs if name in VALUES}
    found = run(program.assignments, program.output, given)
    np.testing.assert_allclose(found, squared_amplitude(reaction, MODEL, k, VALUES), rtol=1e-10)
