"""A coherent nucleus of charge Z and mass M_A, spin 0 or 1/2, with a form factor F(q^2) on its boson line.

L = -Z e F(q^2) A_m J^m - eps Z e F(q^2) A'_m J^m, with J = nbar g^m n (spin 1/2) or i(n* d^m n - n d^m n*) (spin 0).
`with_nucleus` adds it to any model that holds the photon; the dark photon couples where the model has one.
"""

from __future__ import annotations

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


def with_nucleus(name: str, base: Model, spin: Spin = "0", dark: bool = True) -> Model:
    """The model `base` with a nucleus added; coupling orders count its vertices as "nucleus".

    The dark photon of `base`, if it has one, couples to the nucleus unless `dark` is False.

    There is no two-boson (seagull) vertex: with a form factor it is not determined by gauge invariance, and one boson
    exchange does not need it.
    """
    terms = {"nucleus_photon": _coupled(PHOTON, Z * e, spin)}
    orders = {"nucleus_photon": {"QED": 1, "nucleus": 1}}
    if dark and APRIME in base.all_particles:
        terms["nucleus_dark"] = _coupled(APRIME, eps * Z * e, spin)
        orders["nucleus_dark"] = {"QED": 1, "eps": 1, "nucleus": 1}
    particle = SPINLESS if spin == "0" else SPIN_HALF
    return Model(name, (particle,), terms, orders=orders, extends=(base,))


MODEL = with_nucleus("nuclei", dark_photon.MODEL)
