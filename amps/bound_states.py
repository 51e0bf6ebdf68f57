r"""S-wave bound states of a fermion and its antiparticle as external legs: eta (0-+) and Upsilon (1--).

A non-relativistic state of mass M = 2m is a superposition of free pairs at relative momentum k,
|B> = sqrt(2M) Int d^3k/(2pi)^3 psi(k) /sqrt(2E 2E) Sum C_{hh'} |f(k,h) fbar(-k,h')>, and where the amplitude varies
little with k, M(B) = sqrt(2M)/(2m) psi(0) Sum C_{hh'} M(f fbar) = R0/sqrt(4 pi m) Sum C_{hh'} M(f(P/2) fbar(P/2)),
with psi(0) = R0/sqrt(4 pi) and C the Clebsch-Gordan coefficients of spin 0 or 1.

In the rest frame (Dirac representation) u = sqrt(2m) (chi, 0), v = sqrt(2m) (0, eta), and Sum C chi eta^+ is 1/sqrt2 or
sigma.epsilon/sqrt2. So Sum C u vbar = (pslash + m) X (pslash - m)/(2 sqrt2 m) up to a phase, X = gamma5 or
epsilon-slash, p = P/2, and a pair of the initial state enters the amplitude's trace with
Pi = R0/sqrt(32 pi m^3) (pslash + m) X (pslash - m) = R0/(4 sqrt(pi M)) X (Pslash - M);
a pair of the final state, Sum C v ubar, with R0/(4 sqrt(pi M)) X* (Pslash + M). Quarks bring 1/sqrt(3) delta_ij.
These are the projectors of Kuehn, Kaplan, Safiani, Nucl. Phys. B157 (1979) 125.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amps.particle import Particle
from amps.reaction import Reaction

if TYPE_CHECKING:
    from amps.model import Model

PROJECTORS = {"0-+": "0", "1--": "1"}
"""J^PC of S waves and the spin of the leg."""


class WrongConstituents(ValueError):
    """A pair of particles that the projectors of this module do not describe."""


@dataclass(frozen=True)
class BoundState(Particle):
    """An S-wave bound state of `fermion` and its antiparticle.

    `mass` is the name of 2 m, which the model must define; `R0` that of the radial wave function at the origin,
    GeV^(3/2). `yukawa` names (m, m_V, alpha) of the Yukawa potential that R0 comes from where it is not given.
    """

    fermion: str = ""
    constituent_mass: str = ""
    R0: str = "R0"
    yukawa: tuple[str, str, str] | None = None

    def _repr_latex_(self) -> str:
        return f"${self.latex}$"


def bound_state(
    name: str,
    fermion: Particle,
    jpc: str,
    *,
    antifermion: Particle | None = None,
    mass: str,
    R0: str = "R0",
    latex: str | None = None,
    pdg: int | None = None,
    yukawa: tuple[str, str, str] | None = None,
) -> BoundState:
    """The S-wave state of a Dirac fermion and its antiparticle with J^PC "0-+" or "1--".

    `mass` names a parameter that the model defines as twice the fermion's mass. Raises WrongConstituents for
    constituents that are no massive Dirac fermions and for an `antifermion` other than the fermion's own (unequal
    masses would share P as m1 : m2 and leave P/2 no meaning), ValueError for any other J^PC.
    """
    if not fermion.is_fermion or fermion.self_conjugate or fermion.mass is None:
        raise WrongConstituents(
            f"{name} binds a massive Dirac fermion to its antiparticle; {fermion.name} (spin {fermion.spin}, mass "
            f"{fermion.mass}) is none"
        )
    if antifermion is not None and antifermion.name != fermion.antiname:
        raise WrongConstituents(
            f"{name} of {fermion.name} and {antifermion.name}: both constituents carry P/2, which takes a fermion and "
            f"its own antiparticle, {fermion.antiname}; states of unequal constituents are not derived"
        )
    if jpc not in PROJECTORS:
        raise ValueError(f"{name}: an S wave of a fermion pair has J^PC {' or '.join(PROJECTORS)}, not {jpc!r}")
    return BoundState(
        name,
        name,
        PROJECTORS[jpc],  # type: ignore[arg-type]
        mass,
        pdg=pdg,
        latex=latex or name,
        antilatex=latex or name,
        fermion=fermion.name,
        constituent_mass=fermion.mass,
        R0=R0,
        yukawa=yukawa,
    )


@dataclass(frozen=True)
class FreePairs(Reaction):
    """A reaction with every bound leg replaced by its free pair, f and fbar next to each other, at half its momentum.

    `bound` is the reaction of the bound states.
    """

    bound: Reaction | None = None

    @property
    def pairs(self) -> dict[int, int]:
        """Leg of a bound state (0-based, in `bound`) to the leg of its fermion here; its antifermion is the next."""
        assert self.bound is not None
        found, at = {}, 0
        for leg, particle in enumerate(self.bound.legs):
            if isinstance(particle, BoundState):
                found[leg] = at
                at += 1
            at += 1
        return found


def has_bound_legs(reaction: Reaction) -> bool:
    """Whether a leg is a bound state."""
    return any(isinstance(p, BoundState) for p in reaction.legs)


def free_pairs(reaction: Reaction, model: Model) -> FreePairs:
    """The reaction of the constituents. Raises ValueError where the model lacks the fermion or defines no M = 2m."""
    definitions = {symbol.name: value for symbol, value in model.all_definitions.items()}

    def side(particles: tuple[Particle, ...]) -> tuple[Particle, ...]:
        out: list[Particle] = []
        for particle in particles:
            if not isinstance(particle, BoundState):
                out.append(particle)
                continue
            fermion = model.species.get(particle.fermion)
            if fermion is None:
                raise ValueError(f"model {model.name!r} has no {particle.fermion!r}, of which {particle.name} is made")
            expected = f"2*{fermion.mass}"
            if str(definitions.get(str(particle.mass))) != expected:
                raise ValueError(
                    f"model {model.name!r} must define {particle.mass} = {expected}, mass of {particle.name}; found "
                    f"{definitions.get(str(particle.mass))}"
                )
            out += [fermion, fermion.conjugate()]
        return tuple(out)

    return FreePairs(side(reaction.initial), side(reaction.final), reaction)


def with_constituents(reaction: Reaction, model: Model) -> Reaction:
    """`reaction` itself, or that of its free pairs."""
    return free_pairs(reaction, model) if has_bound_legs(reaction) else reaction


def legs_of(reaction: Reaction, mask: int) -> list[int]:
    """Legs (0-based) in a bit set; those of the bound states for `FreePairs`, none if it holds half a pair."""
    at = [k for k in range(len(reaction.legs)) if mask >> k & 1]
    if not isinstance(reaction, FreePairs):
        return at
    found = []
    halves = reaction.pairs
    leg = place = 0
    assert reaction.bound is not None
    while leg < len(reaction.bound.legs):
        size = 2 if leg in halves else 1
        inside = [k in at for k in range(place, place + size)]
        if any(inside) and not all(inside):
            return []
        if all(inside):
            found.append(leg)
        leg, place = leg + 1, place + size
    return found
