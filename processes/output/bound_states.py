"""Plots of dark-matter bound states: their wave functions at the origin and the decay of the vector to three."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from processes.output.grid import Grid
from processes.output.style import LINES, figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from processes.numerics.wave_functions import BoundState

STRENGTHS = Grid(1.2, 100, 60, log=True)
"""alpha_D m_chi/m_V."""
MASS_RATIOS = Grid(0.0, 0.66, 45)
"""m_V/m_chi; three vectors of 2/3 m_chi have no energy left."""
NODES = 60
"""Points of the quadrature rules, per dimension."""


def plot_wave_functions(path: str | Path, *, strengths: Grid = STRENGTHS) -> Path:
    """R(0)^2 in units of a0^-3 of the Yukawa, Hulthen and Coulomb ground states over alpha_D m_chi/m_V.

    Curves begin at the critical couplings; there is one curve for all masses. Returns the path. Raises ValueError for
    a strength that is not positive.
    """
    from processes.numerics.wave_functions import HULTHEN_RANGE, coulomb, critical_coupling, hulthen, yukawa

    known: dict[str, tuple[Callable[[float, float, float], BoundState], float]] = {
        "Coulomb": (lambda m_chi, _, alpha_D: coulomb(m_chi, alpha_D), 0.0),
        "Hulthén": (hulthen, HULTHEN_RANGE),
        "Yukawa": (yukawa, critical_coupling()),
    }
    with figure(path) as (_, axes):
        for (name, (state, critical)), dashes in zip(known.items(), LINES[2::-1], strict=True):
            bound = [x for x in strengths.values() if x > critical]
            # The level nearest to threshold that is still found: R(0) falls to zero like a root there.
            if critical > strengths.values()[0]:
                bound = [critical * (1 + 10.0**-k) for k in (3, 2, 1.5)] + [x for x in bound if x > 1.04 * critical]
            axes.plot(bound, [scaled_density(state, x) for x in bound], dashes, label=name)
        axes.axvline(critical_coupling(), color="0.6", lw=1, ls=":")
        axes.text(
            critical_coupling() * 0.97,
            2.0,
            f"{critical_coupling():.5f}",
            color="0.35",
            fontsize=10,
            rotation=90,
            ha="right",
        )
        axes.set(xscale="log", xlim=(strengths.values()[0], strengths.values()[-1]), ylim=(0, 4.3))
        axes.set_xlabel(r"$\alpha_D m_\chi/m_V$")
        axes.set_ylabel(r"$R(0)^2\, a_0^3$")
        axes.legend(loc="lower right")
    return Path(path)


def scaled_density(state: Callable[[float, float, float], Any], strength: float) -> float:
    """R(0)^2 a0^3 of a state of (m_chi, m_V, alpha_D) at alpha_D m_chi/m_V = `strength`."""
    from processes.numerics.wave_functions import bohr_radius

    return float(state(1.0, 1.0, strength).R0 ** 2 * bohr_radius(1.0, strength) ** 3)


def plot_three_vector_width(path: str | Path, *, ratios: Grid = MASS_RATIOS) -> Path:
    """Gamma(Upsilon_D > V V V) in units of alpha_D^3 R(0)^2/m_chi^2 over m_V/m_chi; returns the path.

    At m_V = 0 it is 4 (pi^2 - 9)/(9 pi), orthopositronium. Raises ValueError for a ratio outside 0 ... 2/3.
    """
    import math

    x = ratios.values()
    widths = [scaled_three_vector_width(ratio) for ratio in x]
    with figure(path, r"$\Upsilon_D \to V V V$") as (_, axes):
        axes.plot(x, widths)
        axes.axhline(4 * (math.pi**2 - 9) / (9 * math.pi), color="0.5", lw=1, ls="--", label=r"$4(\pi^2-9)/9\pi$")
        axes.axvline(2 / 3, color="0.6", lw=1, ls=":")
        axes.annotate("threshold", (2 / 3 - 0.006, 0.004), color="0.35", fontsize=10, rotation=90, ha="right")
        axes.set(xlim=(x[0], 0.7), ylim=(0, 0.14))
        axes.set_xlabel(r"$m_V/m_\chi$")
        axes.set_ylabel(r"$\Gamma\, m_\chi^2/(\alpha_D^3 R(0)^2)$")
        axes.legend()
    return Path(path)


def scaled_three_vector_width(ratio: float) -> float:
    """Gamma(Upsilon_D > V V V) m_chi^2/(alpha_D^3 R(0)^2) at m_V/m_chi = `ratio`, to seven digits.

    The closed double differential width is integrated over the Dalitz region, x2 = 1 - x1/2 + ..., by Gauss-Legendre
    rules after maps that leave no root at its edge. Raises ValueError outside 0 <= ratio <= 2/3.
    """
    import numpy as np

    if not 0 <= ratio <= 2 / 3:
        raise ValueError(f"three vectors of m_V = {ratio:g} m_chi: expected 0 <= m_V/m_chi <= 2/3")
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    turn, turns = np.pi * (nodes + 1) / 2, np.pi * weights / 2
    lowest, highest = ratio, 1 - 3 * ratio**2 / 4
    radius = (highest - lowest) / 2
    x1 = (highest + lowest) / 2 - radius * np.cos(turn)
    # the invariant mass squared of the other two, and by it the half width of the range of x2
    recoil = 4 + ratio**2 - 4 * x1
    half = np.sqrt((x1**2 - ratio**2) * (recoil - 4 * ratio**2) / recoil) / 2
    x2 = (1 - x1 / 2)[:, None] + half[:, None] * nodes
    density = _density()(ratio, x1[:, None], x2)
    return float(np.sum(turns * radius * np.sin(turn) * half * (density @ weights)))


@cache
def _density() -> Callable[..., Any]:
    """dGamma/dx1 dx2 at m_chi = alpha_D = R(0) = 1 as a function of m_V, x1, x2."""
    import sympy

    from processes.core.registry import get

    form: Any = get("upsilond_to_v_v_v").closed_form("double_differential")
    ones = {sympy.Symbol(name, real=True): 1 for name in ("m_chi", "alpha_D", "R0")}
    function: Callable[..., Any] = sympy.lambdify(sympy.symbols("m_V x1 x2", real=True), form.subs(ones), "numpy")
    return function
