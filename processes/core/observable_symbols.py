"""Observables in LaTeX: E_{\\mu^-}, p_{T,\\,\\gamma}, \\cos\\theta_{\\gamma}, m^2(\\mu^-\\,\\mu^+)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from amps.particle import Particle

KINDS = {"E": "E", "p": "p", "pT": "p", "cos": r"\cos\theta", "y": "y", "eta": r"\eta"}


def leg_symbols(particles: Sequence[Particle]) -> list[str]:
    """LaTeX of every particle, numbered where one occurs twice."""
    names, symbols = [p.name for p in particles], []
    for k, particle in enumerate(particles):
        symbol = particle.latex or rf"\mathrm{{{particle.name.replace('_', ' ')}}}"
        number = names[: k + 1].count(particle.name)
        symbols.append(f"{{{symbol}}}_{{{number}}}" if names.count(particle.name) > 1 else symbol)
    return symbols


def of_leg(kind: str, symbol: str, frame: str = "") -> str:
    """An energy, momentum, angle or rapidity of a leg; `frame` is "", "cm" or "lab"."""
    across = r"T,\," if kind == "pT" else ""
    above = rf"^{{\mathrm{{{frame}}}}}" if frame else ""
    return rf"{KINDS[kind]}{above}_{{{across}{symbol}}}"


def of_sum(symbols: Iterable[str], is_square: bool) -> str:
    """The invariant mass of legs, or its square."""
    legs = r"\,".join(symbols)
    return f"m^2({legs})" if is_square else f"m({legs})"
