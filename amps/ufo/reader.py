"""A UFO folder as a Model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from amps.model import Model
from amps.model_parameters import ModelParameter
from amps.ufo.cards import read_card
from amps.ufo.chirality import is_chiral
from amps.ufo.couplings import read_couplings
from amps.ufo.errors import Place, UFOError
from amps.ufo.expressions import read_functions
from amps.ufo.folder import scan_folder
from amps.ufo.form_factors import read_form_factors
from amps.ufo.orders import read_orders
from amps.ufo.parameters import read_parameters
from amps.ufo.particles import read_particles
from amps.ufo.propagators import read_propagators
from amps.ufo.vertices import Rules, read_vertices

if TYPE_CHECKING:
    from amps.particle import Particle
    from amps.ufo.cards import Card
    from amps.ufo.parameters import Parameters
    from amps.ufo.syntax import Declaration, File
    from amps.vertices import Vertex

DEFAULT_RESTRICTION = "restrict_default.dat"


def read(directory: str | Path, card: str | Path | None = None, restriction: str | Path | None = None) -> Model:
    """The model in a UFO folder. Nothing in it is executed.

    `card` is a parameter card whose values become defaults (param_card.dat of the folder, if there is one);
    `restriction` names a card in the folder or elsewhere whose zeros are exact (restrict_default.dat, if there is one;
    "" for none). Raises UFOError naming file, line and object: UnsafeUFO for what is no declaration, UnsupportedUFO
    for what has no counterpart here. A vertex with such a part is an error only for reactions that need it.
    """
    path = Path(directory)
    files, notices = scan_folder(path)
    values = _card(path, card, "param_card.dat")
    limit = _card(path, restriction, DEFAULT_RESTRICTION)
    if limit is not None and restriction is None:
        notices.append(f"{limit.name} was applied: what it sets to zero is zero")
    parameters = read_parameters(files["parameters"], read_functions(files.get("function_library")), values, limit)
    species = read_particles(files["particles"], parameters, read_propagators(files.get("propagators")))
    form_factors = read_form_factors(files.get("form_factors"), parameters)
    rules = Rules(species, read_couplings(files["couplings"], parameters), form_factors, _structures(files["lorentz"]))
    read_vertices(files["vertices"], rules)
    vertices = rules.vertices()
    first_order, bounds = read_orders(files.get("coupling_orders"))
    notices += [*_left_out(rules, vertices), *bounds]
    particles = tuple(replace(p, chiral=p.chiral or is_chiral(p, vertices)) for p in species.kept)
    return Model(
        name=path.resolve().name,
        particles=particles,
        definitions=parameters.definitions,
        rules=vertices,
        first_order=first_order,
        parameters=_declared(parameters, particles),
        form_factors=form_factors.functions,
        notices=tuple(notices),
    )


def _declared(parameters: Parameters, particles: tuple[Particle, ...]) -> dict[str, ModelParameter]:
    """Inputs with their defaults; a width of zero or "auto" is left to be computed."""
    masses, widths = {p.mass for p in particles}, {p.width for p in particles}
    return {
        name: ModelParameter(
            "GeV" if name in masses | widths else "1", "", None if name in widths and not value else value
        )
        for name, value in parameters.values.items()
    }


def _card(path: Path, given: str | Path | None, default: str) -> Card | None:
    if given is None:
        return read_card(path / default) if (path / default).is_file() else None
    if given == "":
        return None
    for candidate in (path / given, Path(given)):
        if candidate.is_file():
            return read_card(candidate)
    raise UFOError(Place(path.name), f"there is no card {str(given)!r}, neither in the folder nor elsewhere")


def _structures(file: File) -> dict[str, Declaration]:
    for d in file.declarations.values():
        if d.kind != "Lorentz":
            raise UFOError(d.place, f"{d.kind} in {file.name}; expected Lorentz")
    aliases = {alias: file.resolve(reference) for alias, reference in file.aliases.items()}
    table = dict(file.declarations)
    return table | {alias: table[name] for alias, name in aliases.items() if name in table}


def _left_out(rules: Rules, vertices: tuple[Vertex, ...]) -> list[str]:
    notices = []
    if rules.unphysical:
        notices.append(f"{rules.unphysical} vertices of ghosts and Goldstone bosons left out: unitary gauge")
    if rules.vanishing:
        notices.append(f"{rules.vanishing} vertices left out: their couplings are zero")
    notices += [f"not usable: {v.obstacle}" for v in vertices if v.obstacle]
    return notices
