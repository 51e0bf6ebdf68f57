"""Two fermions, or two complex scalars, charged under electromagnetism and a Z': the portal that mixes the two.

Electric charge 1; the Z' charges are +charge and -charge, so that the mixing they induce is finite:
L = -e A_m J^m - g_Zp charge Z'_m (J_1^m - J_2^m), and for scalars |D phi|^2 with the same D.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

from amps.lagrangian import Field, bar, conj, d, gamma, indices, parameters
from amps.model import Model
from amps.models import qed
from amps.models.lepton_differences import ZPRIME, Zp, g_Zp
from amps.models.qed import A, e
from amps.particle import fermion, scalar

if TYPE_CHECKING:
    from amps.lagrangian import Expression

(charge,) = parameters("charge")
(m,) = indices("m")

FERMIONS = tuple(fermion(f"F{k}+", mass=f"m_{k}", charge=1, latex=f"F_{k}^+") for k in (1, 2))
SCALARS = tuple(scalar(f"s{k}+", mass=f"m_{k}", charge=1, latex=f"s_{k}^+") for k in (1, 2))


def _gauge(sign: int) -> Expression:
    field: Expression = e * A[m] + sign * g_Zp * charge * Zp[m]
    return field


def _scalar_terms(phi: Field, sign: int) -> Expression:
    """|D phi|^2 without |d phi|^2, D = d + i gauge field."""
    cross: Expression = sympy.I * _gauge(sign) * phi
    return conj(d(phi, m)) * cross + conj(cross) * d(phi, m) + conj(cross) * cross


FERMION_TERMS = {
    f"F{k}": -1 * _gauge(3 - 2 * k) * bar(Field(p)) * gamma[m] * Field(p) for k, p in enumerate(FERMIONS, start=1)
}
SCALAR_TERMS = {f"s{k}": _scalar_terms(Field(p), 3 - 2 * k) for k, p in enumerate(SCALARS, start=1)}

FERMION_PAIR = Model(
    "fermion_pair",
    (ZPRIME, *FERMIONS),
    FERMION_TERMS,
    orders={name: {"pair": 1} for name in FERMION_TERMS},
    extends=(qed.MODEL,),
)
SCALAR_PAIR = Model(
    "scalar_pair",
    (ZPRIME, *SCALARS),
    SCALAR_TERMS,
    orders={name: {"pair": 1} for name in SCALAR_TERMS},
    extends=(qed.MODEL,),
)
MODEL = FERMION_PAIR
