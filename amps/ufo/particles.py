"""Particles: spins, colours, masses and charges of particles.py as our species."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from amps.particle import Particle
from amps.ufo.errors import UFOError, UnsupportedUFO
from amps.ufo.literals import Reference
from amps.ufo.propagators import check_propagator

if TYPE_CHECKING:
    from amps.particle import Spin
    from amps.ufo.parameters import Parameters
    from amps.ufo.propagators import Propagators
    from amps.ufo.syntax import Declaration, File

SPINS: dict[int, Spin] = {1: "0", 2: "1/2", 3: "1"}
COLOURS = (1, 3, 8)
LARGEST_DENOMINATOR = 12
"""Of an electric charge in units of the proton's; models write thirds as 0.3333333."""
_GOLDSTONE = ("goldstone", "goldstoneboson", "GoldstoneBoson")
_KNOWN = {
    "pdg_code",
    "name",
    "antiname",
    "spin",
    "color",
    "mass",
    "width",
    "texname",
    "antitexname",
    "charge",
    "line",
    "propagating",
    "propagator",
    "chiral",
    "selfconjugate",
    "counterterm",
    "GhostNumber",
    *_GOLDSTONE,
}


@dataclass
class Species:
    """Particles by their variable in particles.py; those without a place in the unitary gauge have none.

    `unphysical` holds variables of ghosts and Goldstone bosons, `obstacles` what keeps a particle from being used.
    """

    particles: dict[str, Particle] = field(default_factory=dict)
    unphysical: set[str] = field(default_factory=set)
    obstacles: dict[str, str] = field(default_factory=dict)
    colours: dict[str, int] = field(default_factory=dict)

    @property
    def kept(self) -> tuple[Particle, ...]:
        """Every species once, without the antiparticles."""
        seen: dict[str, Particle] = {}
        for p in self.particles.values():
            if p.name not in seen and p.antiname not in seen:
                seen[p.name] = p
        return tuple(seen.values())


def read_particles(file: File, parameters: Parameters, propagators: Propagators) -> Species:
    """All particles. Raises UnsupportedUFO for a spin or colour that has no counterpart, UFOError for a clash."""
    species = Species()
    names: dict[str, str] = {}
    for d in file.declarations.values():
        if d.kind != "Particle":
            raise UFOError(d.place, f"{d.kind} in {file.name}; expected Particle")
        name, antiname = d.text("name"), d.text("antiname")
        for taken in {name, antiname}:
            if taken in names:
                raise UFOError(d.place, f"is called {taken!r} like {names[taken]}; particles need different names")
            if not taken or any(c.isspace() or c in ">,\"'" for c in taken):
                raise UFOError(d.place, f"the name {taken!r} cannot stand in a reaction; rename the particle")
            names[taken] = d.variable
        if d.integer("spin") == -1 or any(d.truth(key) for key in _GOLDSTONE):
            species.unphysical.add(d.variable)
            continue
        species.particles[d.variable] = _particle(d, parameters)
        check_propagator(d, propagators)
        species.colours[d.variable] = d.integer("color")
        if d.has("propagating") and not d.value("propagating"):
            species.obstacles[d.variable] = f"{d.place}: is an auxiliary field that does not propagate"
    for anti in file.antiparticles.values():
        if anti.of in species.unphysical:
            species.unphysical.add(anti.variable)
        elif anti.of in species.particles:
            species.particles[anti.variable] = species.particles[anti.of].conjugate()
            species.colours[anti.variable] = _conjugate_colour(species.colours[anti.of])
            if anti.of in species.obstacles:
                species.obstacles[anti.variable] = species.obstacles[anti.of]
        else:
            raise UFOError(anti.place, f"is the antiparticle of {anti.of!r}, which is not declared")
    for alias, reference in file.aliases.items():
        name = file.resolve(reference)
        if name in species.unphysical:
            species.unphysical.add(alias)
        elif name in species.particles:
            species.particles[alias], species.colours[alias] = species.particles[name], species.colours[name]
            if name in species.obstacles:
                species.obstacles[alias] = species.obstacles[name]
    return species


def _conjugate_colour(colour: int) -> int:
    return -colour if abs(colour) == 3 else colour


def _particle(d: Declaration, parameters: Parameters) -> Particle:
    spin, colour = d.integer("spin"), d.integer("color")
    if spin not in SPINS:
        kind = {4: "3/2", 5: "2"}.get(spin, f"code {spin}")
        raise UnsupportedUFO(d.place, f"has spin {kind}; spins 0, 1/2 and 1 are supported")
    if abs(colour) not in COLOURS:
        raise UnsupportedUFO(d.place, f"has colour {colour}; singlets, triplets and octets are supported")
    charge = d.number("charge") if d.has("charge") else Fraction(0)
    numbers = {
        key: Fraction(d.integer(key))
        for key in d.keywords
        if key not in _KNOWN and _is_number(d.value(key)) and d.value(key) != 0
    }
    latex, name = d.text("texname", d.text("name")), d.text("name")
    mass, width = (_parameter(d, key, parameters) for key in ("mass", "width"))
    try:
        return Particle(
            name,
            d.text("antiname"),
            SPINS[spin],
            mass,
            charge.limit_denominator(LARGEST_DENOMINATOR),
            d.integer("pdg_code"),
            latex,
            d.text("antitexname", latex),
            d.truth("chiral"),
            abs(colour),
            width,
            MappingProxyType(numbers),
        )
    except ValueError as error:
        raise UFOError(d.place, str(error)) from None


def _is_number(value: object) -> bool:
    return isinstance(value, int | Fraction) and Fraction(value).denominator == 1


def _parameter(d: Declaration, key: str, parameters: Parameters) -> str | None:
    """The name of a mass or width parameter; None for zero."""
    if not d.has(key):
        return None
    value = d.value(key)
    if isinstance(value, int | float) and value == 0:
        return None
    variable = value if isinstance(value, str) else value.name if isinstance(value, Reference) else ""
    expression = parameters.of_variable(variable, d.place)
    if expression == 0:
        return None
    if expression.is_positive and expression.is_number:
        return parameters.constant(variable, expression)
    if not expression.is_Symbol:
        raise UnsupportedUFO(d.place, f"its {key} {variable} is {expression}; a real parameter is expected")
    default = parameters.values.get(expression.name)
    if default is not None and default < 0:
        raise UnsupportedUFO(
            d.place, f"its {key} {variable} is {default:g}; absorb the sign into the field, masses are positive here"
        )
    return str(expression.name)
