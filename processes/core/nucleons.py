"""Protons and neutrons of a nucleus that scatter one by one: their summed form factors and Pauli blocking.

The spin-averaged current of a nucleon depends on G_E^2 and G_M^2 alone, so the sum over Z protons and A - Z neutrons of
one mass is that of one nucleon with G_E^2 = sum G_E^2 and G_M^2 = sum G_M^2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sympy
from sympy import Piecewise, sqrt

from processes.core.constants import Parameter
from processes.core.form_factors import A, Z, dipole, m_p

if TYPE_CHECKING:
    from collections.abc import Mapping

PROTON_MOMENT, NEUTRON_MOMENT = 2.7928, -1.9130
"""Magnetic moments in nuclear magnetons; PDG 2024."""

p_F = sympy.Symbol("p_F", real=True)
FERMI_MOMENTUM = Parameter("p_F", 0.235, "GeV", "Fermi momentum of the nucleons", "p_F", "arXiv:1807.10973")


def pauli_blocking(q2: sympy.Expr) -> sympy.Expr:
    """Share of the nucleons of a Fermi gas that can take up q, a rate factor; 1 for a free proton (A = 1).

    (3/2) y - y^3/2 with y = |q|/(2 p_F) below 1: J. Lovseth and M. Radomski, Phys. Rev. D 3 (1971) 2686;
    arXiv:1807.10973.
    """
    y2 = -q2 * (1 - q2 / (4 * m_p**2)) / (4 * p_F**2)
    y2 = Piecewise((1, A <= 1), (1, y2 >= 1), (y2, True))
    return sqrt(y2) * (3 - y2) / 2


def _summed(q2: sympy.Expr) -> tuple[sympy.Expr, sympy.Expr, sympy.Expr]:
    """tau, G_E and G_M of all nucleons together; dipoles, and no electric form factor of the neutron."""
    common = dipole(q2) * sqrt(pauli_blocking(q2))
    magnetic = sqrt(Z * PROTON_MOMENT**2 + (A - Z) * NEUTRON_MOMENT**2)
    return -q2 / (4 * m_p**2), common * sqrt(Z), common * magnetic


def dirac_form_factor(options: Mapping[str, Any], q2: sympy.Expr) -> sympy.Expr:
    """F1 = (G_E + tau G_M)/(1 + tau)."""
    tau, electric, magnetic = _summed(q2)
    return (electric + tau * magnetic) / (1 + tau)


def pauli_form_factor(options: Mapping[str, Any], q2: sympy.Expr) -> sympy.Expr:
    """F2 = (G_M - G_E)/(1 + tau)."""
    tau, electric, magnetic = _summed(q2)
    return (magnetic - electric) / (1 + tau)
