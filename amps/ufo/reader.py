"""A UFO folder as a Model."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import sympy

from amps.mass_dimension import mass_dimensions
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
    from amps.ufo.form_factors import FormFactors
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
    model = Model(
        name=path.resolve().name,
        particles=particles,
        definitions=_used(parameters, particles, vertices, form_factors),
        rules=vertices,
        first_order=first_order,
        form_factors=form_factors.functions,
        notices=tuple(notices),
    )
    return replace(model, parameters=_declared(parameters, model))


def _used(
    parameters: Parameters, particles: tuple[Particle, ...], vertices: tuple[Vertex, ...], form_factors: FormFactors
) -> dict[sympy.Symbol, sympy.Expr]:
    """The derived parameters that vertices, masses and widths depend on."""
    pending = {s for v in vertices for t in v.terms for s in t.coefficient.free_symbols}
    pending |= {s for f in form_factors.functions.values() for s in f.free_symbols}
    pending |= {sympy.Symbol(name, real=True) for p in particles for name in (p.mass, p.width) if name}
    needed: set[sympy.Symbol] = set()
    while pending:
        symbol = pending.pop()
        if symbol in parameters.definitions and symbol not in needed:
            needed.add(symbol)
            pending |= parameters.definitions[symbol].free_symbols
    return {symbol: value for symbol, value in parameters.definitions.items() if symbol in needed}


def _declared(parameters: Parameters, model: Model) -> dict[str, ModelParameter]:
    """Inputs with defaults and units, which follow from the vertices; a width of zero or "auto" is to be computed."""
    widths = {p.width for p in model.particles}
    powers = mass_dimensions(model).parameters
    known: dict[str, int] = {}
    for name in parameters.values:
        if powers.get(name) is None:
            # Of a coupling such as c/Lambda^2 only a product has a known dimension: the first one has none.
            known[name] = 0
            powers = mass_dimensions(model, known).parameters
    found = {}
    for name, value in parameters.values.items():
        power = powers.get(name) or Fraction(0)
        whole = int(power) if power.denominator == 1 else 0
        unit = "1" if whole == 0 else "GeV" if whole == 1 else f"GeV^{whole}"
        if name in widths or any(p.mass == name for p in model.particles):
            unit = "GeV"
        found[name] = ModelParameter(unit, "", None if name in widths and not value else value)
    return found


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
