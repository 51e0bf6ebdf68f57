"""The dipole that gives a heavy neutrino a lifetime of 1e-9 s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import number

if TYPE_CHECKING:
    from collections.abc import Callable

    import sympy

LIFETIME = 1e-9
FLAVOURS = 3


def dipole(width: Callable[[], sympy.Expr], mass: float) -> float:
    """mu_tr/mu_B common to three flavours for this lifetime at a mass in GeV."""
    from processes.core.constants import CONSTANTS
    from processes.core.units import convert

    per_flavour = width()
    values = {"m_N": mass, "r": 1.0} | {name: float(CONSTANTS[name].default) for name in ("alpha", "m_e")}
    rate = FLAVOURS * float(per_flavour.subs({x: values[x.name] for x in per_flavour.free_symbols}))
    return float((1 / convert(LIFETIME, "s", "GeV^-1") / rate) ** 0.5)


def dirac(mass: float) -> float:
    """For a Dirac N."""
    from processes.claims.c34 import dirac_width

    return dipole(dirac_width, mass)


def majorana(mass: float) -> float:
    """For a Majorana N."""
    from processes.claims.c34 import majorana_width

    return dipole(majorana_width, mass)


def printed_at_60_mev() -> float:
    """What the printed width (13), pi included, gives at 60 MeV."""
    from amps.reading import read_text

    return dipole(lambda: read_text("pi*alpha/8*r^2*m_N^3/m_e^2"), 0.060)


CLAIM = Claim(
    title="dipole for a lifetime of 1 ns",
    source="T3 (14)",
    printed=r"\tau = 10^{-9}\,\mathrm{s}\ \Rightarrow\ \mu_{tr}=9.6\times10^{-9}\mu_B",
    statements=(
        Statement("Dirac N at 60 MeV", number(9.6e-9, lambda: dirac(0.060), 0.05)),
        Statement("Majorana N at 60 MeV", number(9.6e-9, lambda: majorana(0.060), 0.05)),
        Statement("from the printed width (13) at 60 MeV", number(9.6e-9, printed_at_60_mev, 0.05)),
    ),
    note=(
        "the mass is not printed beside it; over 40-80 MeV the dipole falls from 4.4e-8 to 1.6e-8 (Dirac), 3.1e-8 to "
        "1.1e-8 (Majorana), never to 9.6e-9. The number follows from the extra pi of (13) at 60 MeV"
    ),
)
