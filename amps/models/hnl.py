"""A heavy neutral lepton N mixed with the neutrinos, nu_l -> nu_l + U_l N to first order, at energies below the W mass.

Charged currents are those of `fermi` with U_l N in place of nu_l. Neutral currents, with one N each:
    L = -(G_F/sqrt2) U_l [Nbar g^m (1-g5) nu_l] { sum_f fbar g_m (g_V - g_A g5) f + (f_pi/sqrt2) d_m pi0
        + (1/2) sum_k nubar_k g_m (1-g5) nu_k } + h.c.,  g_V = T3 - 2 Q s2w, g_A = T3, f = e, mu, tau.
N is Dirac here; `hnl_majorana` has the Majorana one.
"""

from __future__ import annotations

import sympy

from amps.lagrangian import Expression, Field, bar, d, gamma, gamma5, hc, indices, parameters
from amps.model import Model
from amps.models import fermi
from amps.models.fermi import CONSTANTS, G_F, MESONS, NU, V_MINUS_A
from amps.models.qed import LEPTONS, A, e
from amps.particle import Particle, fermion, scalar

(mu,) = indices("mu")
U_e, U_mu, U_tau, s2w = parameters("U_e U_mu U_tau s2w")
MIXING = {"e": U_e, "mu": U_mu, "tau": U_tau}

HEAVY = fermion("N", mass="m_N", latex="N", width="Gamma_N")
MAJORANA = fermion("N", "N", mass="m_N", latex="N", width="Gamma_N")
PI0 = scalar("pi0", "pi0", mass="m_pi0", pdg=111, latex=r"\pi^0")


def _charged(N: Field) -> dict[str, Expression]:
    terms: dict[str, Expression] = {}
    for flavour, U in MIXING.items():
        weak = bar(N) * V_MINUS_A * LEPTONS[flavour]
        for (name, meson), f, V in zip(MESONS.items(), CONSTANTS[::2], CONSTANTS[1::2], strict=True):
            common, P = -G_F * f * V * U / sympy.sqrt(2), Field(meson)
            terms[f"{name}_{flavour}_N"] = common * d(P, mu) * weak
            # from the covariant derivative of the meson, d + i e A
            terms[f"{name}_{flavour}_N_photon"] = common * sympy.I * e * A[mu] * P * weak
        for other in sorted(set(LEPTONS) - {flavour}):
            term = weak * bar(LEPTONS[other]) * V_MINUS_A * NU[other]
            terms[f"charged_{flavour}_{other}_N"] = -G_F * U / sympy.sqrt(2) * term
    return terms


def _neutral(N: Field) -> dict[str, Expression]:
    """For a lepton of N's own flavour W exchange, after a Fierz transformation, adds 1 to g_V and g_A."""
    terms: dict[str, Expression] = {}
    for flavour, U in MIXING.items():
        weak = -G_F * U / sympy.sqrt(2) * bar(N) * V_MINUS_A * NU[flavour]
        for name, lepton in LEPTONS.items():
            own = int(name == flavour)
            g_V, g_A = own - sympy.Rational(1, 2) + 2 * s2w, own - sympy.Rational(1, 2)
            terms[f"neutral_{flavour}_{name}_N"] = weak * bar(lepton) * gamma[mu] * (g_V - g_A * gamma5) * lepton
        for name, neutrino in NU.items():
            terms[f"invisible_{flavour}_{name}_N"] = weak / 2 * bar(neutrino) * V_MINUS_A * neutrino
        terms[f"pi0_{flavour}_N"] = weak * parameters("f_pi")[0] / sympy.sqrt(2) * d(Field(PI0), mu)
    return terms


def build(name: str, heavy: Particle) -> Model:
    """The Lagrangian for a Dirac or Majorana N."""
    N = Field(heavy)
    terms = {key: term + hc(term) for key, term in {**_charged(N), **_neutral(N)}.items()}
    orders = {key: {"Fermi": 1, "QED": int(key.endswith("photon"))} for key in terms}
    return Model(name, (heavy, PI0), terms, orders=orders, extends=(fermi.MODEL,), first_order=("Fermi",))


MODEL = build("hnl", HEAVY)
