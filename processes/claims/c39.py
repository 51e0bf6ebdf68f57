"""Kinematics of N -> nu gamma."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def rest_energy() -> sympy.Expr:
    """Photon energy in the rest frame."""
    import sympy

    from amps.kinematics import breakup_energy

    m_h, m_nu = sympy.symbols("m_h m_nu", positive=True)
    return sympy.simplify(breakup_energy(m_h, 0, m_nu))


def lab_energy() -> sympy.Expr:
    """E0 (E_h + P_h cos)/m_h, the boost of a photon at rest-frame angle c."""
    import sympy

    m_h, E_h, P_h, m_nu = sympy.symbols("m_h E_h P_h m_nu", positive=True)
    c = sympy.Symbol("c", real=True)
    return rest_energy().subs(m_nu, 0) * (E_h + P_h * c) / m_h


def angular_law() -> sympy.Expr:
    """The normalised distribution of a spin-1/2 decay: (1, c) is all that spin 1/2 allows, a its asymmetry."""
    import sympy

    c, a, n = sympy.Symbol("c", real=True), sympy.Symbol("a", positive=True), sympy.Symbol("n", positive=True)
    up, down = sympy.cos(sympy.acos(c) / 2) ** 2, sympy.sin(sympy.acos(c) / 2) ** 2
    # Squares of the spin-1/2 rotation functions, weighted with the two helicities' rates (1 +- a)/2.
    shape = sympy.simplify(sympy.expand(n * ((1 + a) / 2 * up + (1 - a) / 2 * down)).rewrite(sympy.sqrt))
    shape = sympy.simplify(shape.subs({up: (1 + c) / 2, down: (1 - c) / 2}))
    (norm,) = sympy.solve(sympy.integrate(shape, (c, -1, 1)) - 1, n)
    return sympy.simplify(shape.subs(n, norm))


CLAIM = Claim(
    title="photon energies and angles in N -> nu gamma",
    source="T3",
    printed=r"E_0=\frac{m_h}{2}\left(1-\frac{m_\nu^2}{m_h^2}\right),"
    r"\ E=\frac{E_h}{2}\left(1+\frac{P_h}{E_h}\cos\right),\ \frac{1+a\cos}{2}",
    statements=(
        Statement(
            "energy at rest", formula("m_h/2*(1 - m_nu^2/m_h^2)", rest_energy), r"\frac{m_h}{2}(1-m_\nu^2/m_h^2)"
        ),
        Statement(
            "laboratory energy for a massless neutrino",
            formula("E_h/2*(1 + P_h/E_h*c)", lab_energy, "-1 < c < 1"),
            r"\frac{E_h}{2}\left(1+\frac{P_h}{E_h}\cos\theta\right)",
        ),
        Statement("angular law", formula("(1 + a*c)/2", angular_law, "-1 < c < 1"), r"\frac{1+a\cos\theta}{2}"),
    ),
    note="a = +-1 for a Dirac N with one neutrino helicity, 0 for a Majorana N",
)
