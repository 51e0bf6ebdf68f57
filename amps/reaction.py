"""Reactions from strings: "K+ > mu+ nu_mu V", with particles looked up in a model and conservation laws checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import factorial, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amps.model import Model
    from amps.particle import Particle

MAX_LEGS = 8


class ImpossibleReaction(ValueError):
    """A reaction forbidden by charge, fermion number or the absence of any diagram."""


@dataclass(frozen=True)
class Reaction:
    """Initial and final particles; legs are numbered from 1 in this order."""

    initial: tuple[Particle, ...]
    final: tuple[Particle, ...]

    @property
    def legs(self) -> tuple[Particle, ...]:
        """All legs, initial first."""
        return self.initial + self.final

    @cached_property
    def signs(self) -> tuple[int, ...]:
        """+1 for an incoming leg, -1 for an outgoing one."""
        return (1,) * len(self.initial) + (-1,) * len(self.final)

    @property
    def symmetry_factor(self) -> Fraction:
        """1/n! for every n identical particles in the final state."""
        return Fraction(1, prod(factorial(n) for n in Counter(p.name for p in self.final).values()))

    @property
    def average(self) -> Fraction:
        """1 over the number of initial spin and colour states."""
        return Fraction(1, prod(p.states * p.colour for p in self.initial))

    def incoming_names(self) -> tuple[str, ...]:
        """Each leg named as an incoming particle (an outgoing one by its antiparticle)."""
        return tuple(p.name if s > 0 else p.antiname for p, s in zip(self.legs, self.signs, strict=True))

    def __str__(self) -> str:
        return " ".join(p.name for p in self.initial) + " > " + " ".join(p.name for p in self.final)

    def _repr_latex_(self) -> str:
        return "$" + r"\,".join(p.latex for p in self.initial) + r"\to " + r"\,".join(p.latex for p in self.final) + "$"


def parse_reaction(text: str, model: Model) -> Reaction:
    """Read "a b > c d" (also "->"); particles by the model's names, PDG names or PDG numbers.

    Raises KeyError for an unknown particle and ImpossibleReaction where charge or fermion number is not conserved.
    """
    sides = text.replace("->", ">").split(">")
    if len(sides) != 2:
        raise ValueError(f"a reaction reads 'initial > final' with one arrow; got {text!r}")
    initial, final = (tuple(model.particle(name) for name in side.split()) for side in sides)
    if len(initial) not in (1, 2) or len(final) < 1 or len(initial) + len(final) < 3:
        raise ValueError(
            f"a reaction has 1 or 2 initial particles and at least 3 legs; {text!r} has {len(initial)} > {len(final)}"
        )
    if len(initial) + len(final) > MAX_LEGS:
        raise ValueError(f"{text!r} has {len(initial) + len(final)} legs; at most {MAX_LEGS} are supported")
    reaction = Reaction(initial, final)
    _check_charge(reaction)
    _check_fermions(reaction, model)
    return reaction


def _check_charge(reaction: Reaction) -> None:
    before = sum((p.charge for p in reaction.initial), Fraction(0))
    after = sum((p.charge for p in reaction.final), Fraction(0))
    if before != after:
        raise ImpossibleReaction(f"{reaction}: electric charge is not conserved ({before} before, {after} after)")


def _check_fermions(reaction: Reaction, model: Model) -> None:
    """Fermion number where the model has no Majorana particle, its parity always."""
    antiparticles = {p.antiname for p in model.all_particles if not p.self_conjugate}

    def number(particle: Particle) -> int:
        return 0 if not particle.is_fermion else -1 if particle.name in antiparticles else 1

    before, after = (sum(map(number, side)) for side in (reaction.initial, reaction.final))
    majorana = any(p.is_fermion and p.self_conjugate for p in model.all_particles)
    if (before - after) % 2 or (before != after and not majorana):
        raise ImpossibleReaction(f"{reaction}: fermion number is not conserved ({before} before, {after} after)")
