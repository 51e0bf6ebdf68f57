"""Upsilon_D in a thin tungsten target, decaying to six muons."""

from __future__ import annotations

from typing import Any

from processes.claims.claim import Claim, Statement
from processes.claims.judging import ONE_DIGIT, number

M_CHI, KAPPA2, M_V, ALPHA_D = 2.0, 1e-7, 0.3, 0.5
BEAM, PROTON, Z, A = 400.0, 0.93827, 74, 183.84
DENSITY, LENGTH = 19.25, 0.1
"""Tungsten, g/cm^3, and 1 mm in cm."""


def cross_section() -> float:
    """Sum over the nucleons of tungsten, cm^2: the derived parton coefficient (C10), kappa_D by C05 and C07."""
    import sympy

    from processes.claims import c05, c07, c10
    from processes.core.constants import CONSTANTS
    from processes.core.units import convert

    values = {"m_chi": M_CHI, "m_V": M_V, "alpha_D": ALPHA_D, "d": sympy.pi**2 / 6 * M_V}
    values |= {"alpha": float(CONSTANTS["alpha"].default), "kappa": KAPPA2**0.5, "Q2": 1.0}
    values["R0"] = _at(c07.wave_function(), values)
    values["kappa_D"] = _at(c05.mixing(), values)
    s = 2 * PROTON**2 + 2 * BEAM * PROTON
    natural = _at(c10.parton_coefficient(), values) / s * luminosity((2 * M_CHI) ** 2, s)
    return A * float(convert(natural, "GeV^-2", "cm^2"))


def luminosity(mass2: float, s: float) -> float:
    """Sum_q Q_q^2 Int_tau^1 dx/x [q(x) qbar(tau/x) + qbar(x) q(tau/x)], for the average nucleon, GRV94 LO."""
    import numpy as np

    from processes.numerics.parton_densities import GRV94, in_nucleus

    densities: Any = GRV94()
    tau = mass2 / s
    points, weights = np.polynomial.legendre.leggauss(200)
    # dx/x is uniform in log x.
    x = tau ** ((1 - points) / 2)
    measure = weights / 2 * -np.log(tau)
    total = 0.0
    for quark, charge2 in (("u", 4 / 9), ("d", 1 / 9), ("s", 1 / 9), ("c", 4 / 9)):
        for one, other in ((quark, f"{quark}bar"), (f"{quark}bar", quark)):
            beam = densities.xf(one, x, mass2) / x
            target = in_nucleus(densities, other, tau / x, mass2, Z, round(A)) / (tau / x)
            total += charge2 * float(np.sum(measure * beam * target))
    return total


def muon_fraction() -> float:
    """Br(V -> mu mu) of the lepton channels; V is too light for much else than a pion pair."""
    from processes.core.unstable import particle

    parameters = {"m_Ap": M_V, "eps": 1e-3, "alpha_D": ALPHA_D, "m_chi": M_CHI}
    return float(particle("Ap", model="dark_photon").branching_fractions(**parameters)["mu- mu+"])


def probability(muons: float) -> float:
    """n sigma l times `muons`, the muonic fraction cubed, Upsilon_D -> 3V taken as the only decay."""
    from hepunits import Avogadro, mole

    nuclei = DENSITY * float(Avogadro * mole) / A
    return nuclei * cross_section() * LENGTH * muons


def _at(expression: object, values: dict[str, object]) -> float:
    import sympy

    found = sympy.sympify(expression)
    return float(found.subs({x: values[x.name] for x in found.free_symbols}))


CLAIM = Claim(
    title="six muons from Upsilon_D in a thin target",
    source="T0",
    printed=(
        r"P=n\sigma l\sim2\times10^{-17}:\ m_\chi=2\,\mathrm{GeV},\ \kappa^2=10^{-7},\ m_V=300\,\mathrm{MeV},\ "
        r"\alpha_D=0.5,\ 400\,\mathrm{GeV\ on}\ 1\,\mathrm{mm\ W}"
    ),
    statements=(
        Statement(
            "n sigma l times Br(V -> mu mu)^3", number(2e-17, lambda: probability(muon_fraction() ** 3), ONE_DIGIT)
        ),
    ),
    note=(
        "parton densities and wave function are not printed: here GRV94 LO at 4 GeV and the Hulthen R(0) "
        "of C07, lepton channels of V only; without the muonic fraction P is ten times larger"
    ),
)
