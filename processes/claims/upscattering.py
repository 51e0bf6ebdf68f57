"""A heavy neutrino made on a point nucleus of charge Z and spin 0 or 1/2 by a transition dipole and photon exchange."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sympy

    from amps.model import Model


@cache
def dipole_and_nucleus(spin: str) -> Model:
    """The dipole Lagrangian with a nucleus: scalar QED for spin "0", L = -Z e A Nbar g N for spin "1/2"."""
    import sympy

    from amps.lagrangian import Field, bar, conj, d, gamma, indices, parameters
    from amps.model import Model
    from amps.models.dipole import MODEL
    from amps.models.qed import A, e
    from amps.particle import fermion, scalar

    (Z,) = parameters("Z")
    (m,) = indices("m")
    make = scalar if spin == "0" else fermion
    nucleus = make("nucleus", mass="M_A", latex="A", numbers={"A": 1})
    n = Field(nucleus)
    if spin == "0":
        term = -sympy.I * Z * e * A[m] * (conj(n) * d(n, m) - n * d(conj(n), m))
    else:
        term = -Z * e * A[m] * bar(n) * gamma[m] * n
    return Model(f"upscattering_{spin[0]}_claim", (nucleus,), {"nucleus": term}, extends=(MODEL,))


def recoil_spectrum(spin: str) -> sympy.Expr:
    """dsigma/dT of nu_mu nucleus > N nucleus, mu_tr = r e/(2 m_e)."""
    from processes.claims import derived
    from processes.claims.c34 import in_magnetons
    from processes.core.registry import reaction

    process = reaction("nu_mu nucleus > N nucleus", model=dipole_and_nucleus(spin))
    return in_magnetons(derived.recoil_spectrum(process))
