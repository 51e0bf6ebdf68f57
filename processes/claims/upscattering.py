"""A heavy neutrino made on a point nucleus of charge Z and spin 0 or 1/2 by a transition dipole and photon exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sympy

MODELS = {"0": "nuclear_dipole", "1/2": "nuclear_dipole_spin_half"}


def recoil_spectrum(spin: str) -> sympy.Expr:
    """dsigma/dT of nu_mu nucleus > N nucleus, mu_tr = r e/(2 m_e), form factor one."""
    from sympy.core.function import AppliedUndef

    from processes.claims import derived
    from processes.claims.c34 import in_magnetons
    from processes.core.registry import reaction

    found = derived.recoil_spectrum(reaction("nu_mu nucleus > N nucleus", model=MODELS[spin]))
    point = found.replace(lambda part: isinstance(part, AppliedUndef), lambda part: 1)
    return in_magnetons(point)
