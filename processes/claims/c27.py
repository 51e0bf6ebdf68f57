"""Direct annihilation of Dirac dark matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import APPROXIMATE, ONE_DIGIT, number, scaling

if TYPE_CHECKING:
    import sympy


def sigma_v() -> sympy.Expr:
    """sigma v_rel of chi chi~ -> e- e+ at threshold with couplings g_chi and g_f."""
    import sympy

    from processes.claims.derived import annihilation, leading_in_velocity
    from processes.core.registry import reaction

    process = reaction("chi chi~ > e- e+", model="dark_photon")
    found = leading_in_velocity(annihilation(process, keep=("e", "g_D")), 0)
    e, eps, g_D, g_chi, g_f = sympy.symbols("e eps g_D g_chi g_f", positive=True)
    return found.subs({g_D: g_chi, eps: g_f / e})


def printed_scaling_in_pb() -> float:
    """g_chi^2 g_f^2 m_chi^2/m_Z'^4 at the printed reference point."""
    from processes.core.units import convert

    return float(convert(0.5**2 * 0.001**2 * 0.1**2 / 1.0**4, "GeV^-2", "pb"))


def picobarn() -> float:
    """1 pb times c in cm^3/s."""
    from hepunits import c_light, centimeter, second

    return float(1e-36 * c_light / (centimeter / second))


CLAIM = Claim(
    title="chi chi~ -> f fbar",
    source="T2",
    printed=(
        r"\langle\sigma v\rangle\sim\frac{g_\chi^2g_f^2m_\chi^2}{m_{Z'}^4}\sim1\,\mathrm{pb}"
        r"\left(\frac{g_\chi}{0.5}\right)^2"
        r"\left(\frac{g_f}{0.001}\right)^2\left(\frac{m_\chi}{100\,\mathrm{MeV}}\right)^2"
        r"\left(\frac{\mathrm{GeV}}{m_{Z'}}\right)^4"
    ),
    statements=(
        Statement(
            "scaling for m_f << m_chi << m_Z'",
            scaling("g_chi^2*g_f^2*m_chi^2/m_Ap^4", sigma_v, "m_e << m_chi", "m_chi << m_Ap"),
            r"\sigma v = \frac{g_\chi^2g_f^2(2m_\chi^2+m_f^2)}{2\pi(m_{Z'}^2-4m_\chi^2)^2}\sqrt{1-m_f^2/m_\chi^2}",
        ),
        Statement("1 pb from the printed powers", number(1.0, printed_scaling_in_pb, ONE_DIGIT)),
        Statement("1 pb in cm^3/s", number(3e-26, picobarn, APPROXIMATE)),
    ),
    note="with the derived coefficient 1/pi the cross section at the reference point is 0.31 pb",
)
