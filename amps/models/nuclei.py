"""A coherent nucleus of charge Z and mass M_A, spin 0 or 1/2, with a form factor F(q^2) on its boson line.

L = -Z e F(q^2) A_m J^m - eps Z e F(q^2) A'_m J^m, with J = nbar g^m n (spin 1/2) or i(n* d^m n - n d^m n*) (spin 0);
for spin 0 also Z^2 e^2 (F A + eps F A')^2 |n|^2, every boson with the form factor of its own momentum, so that each
amplitude stays gauge invariant. `with_nucleus` adds it to any model that holds the photon; the dark photon couples
where the model has one.
"""

from __future__ import annotations

from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Literal

import sympy

from amps.form_factors import form_factor
from amps.lagrangian import Expression, Field, bar, conj, d, gamma, indices, parameters
from amps.model import Model
from amps.models import dark_photon
from amps.models.dark_photon import APRIME, eps
from amps.models.qed import PHOTON, e
from amps.particle import Particle, fermion, scalar

(Z,) = parameters("Z")
(m,) = indices("m")

SPINLESS = scalar("nucleus", mass="M_A", latex="A", numbers={"nucleus": 1})
SPIN_HALF = fermion("nucleus", mass="M_A", latex="A", numbers={"nucleus": 1})

if TYPE_CHECKING:
    Spin = Literal["0", "1/2"]


def _coupled(boson: Particle, charge: sympy.Expr, spin: Spin) -> Expression:
    """-charge F(q^2) B_m J^m."""
    strength = charge * form_factor("F", boson)
    if spin == "1/2":
        n = Field(SPIN_HALF)
        fermionic: Expression = -strength * Field(boson)[m] * bar(n) * gamma[m] * n
        return fermionic
    n = Field(SPINLESS)
    bosonic: Expression = -sympy.I * strength * Field(boson)[m] * (conj(n) * d(n, m) - n * d(conj(n), m))
    return bosonic


def _seagull(first: tuple[Particle, sympy.Expr], second: tuple[Particle, sympy.Expr]) -> Expression:
    """Z^2 e^2 F F B_m B^m |n|^2 of two bosons with their mixings; of two equal ones F is the product over both."""
    (one, mixing), (other, its_mixing) = first, second
    shape = form_factor("F", one) if one == other else 2 * form_factor("F", one) * form_factor("F", other)
    n, strength = Field(SPINLESS), (Z * e) ** 2 * mixing * its_mixing * shape
    found: Expression = strength * Field(one)[m] * Field(other)[m] * conj(n) * n
    return found


def with_nucleus(name: str, base: Model, spin: Spin = "0", dark: bool = True) -> Model:
    """The model `base` with a nucleus added; coupling orders count its vertices as "nucleus".

    The dark photon of `base`, if it has one, couples to the nucleus unless `dark` is False.
    """
    terms = {"nucleus_photon": _coupled(PHOTON, Z * e, spin)}
    orders = {"nucleus_photon": {"QED": 1, "nucleus": 1}}
    bosons = {"photon": (PHOTON, sympy.S.One)}
    if dark and APRIME in base.all_particles:
        bosons["dark"] = (APRIME, eps)
        terms["nucleus_dark"] = _coupled(APRIME, eps * Z * e, spin)
        orders["nucleus_dark"] = {"QED": 1, "eps": 1, "nucleus": 1}
    if spin == "0":
        for (one, first), (other, second) in combinations_with_replacement(bosons.items(), 2):
            terms[f"nucleus_{one}_{other}"] = _seagull(first, second)
            orders[f"nucleus_{one}_{other}"] = {"QED": 2, "eps": (one, other).count("dark"), "nucleus": 2}
    particle = SPINLESS if spin == "0" else SPIN_HALF
    return Model(name, (particle,), terms, orders=orders, extends=(base,))


MODEL = with_nucleus("nuclei", dark_photon.MODEL)
