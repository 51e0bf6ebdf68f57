"""Slips in the writing of a model, told in words when it is made: a module for a Model, a Field for a Particle, ..."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

import sympy

from amps.lagrangian import Expression, Field
from amps.model_parameters import ModelParameter
from amps.particle import Particle

if TYPE_CHECKING:
    from amps.model import Model


def as_particles(given: Any, model: str) -> tuple[Particle, ...]:
    """Particles and Fields as particles. Raises ValueError for anything else, or for a name given twice."""
    if isinstance(given, Particle | Field):
        raise ValueError(f"model {model!r}: particles is a tuple, also of one: write ({_name(given)},) with a comma")
    if not isinstance(given, tuple | list):
        raise ValueError(f"model {model!r}: particles is a tuple of particles or fields, not {given!r}")
    found: dict[str, Particle] = {}
    for entry in given:
        particle = entry.particle if isinstance(entry, Field) else entry
        if not isinstance(particle, Particle):
            raise ValueError(f"model {model!r}: {entry!r} in particles is neither a particle nor a Field")
        if particle.name in found:
            raise ValueError(f"model {model!r}: two particles are called {particle.name!r}")
        found[particle.name] = particle
    return tuple(found.values())


def check_shape(model: Model) -> None:
    """Raise ValueError, saying what was expected, for a part of a model that is of the wrong kind."""
    where = f"model {model.name!r}"
    if not isinstance(model.name, str) or not model.name:
        raise ValueError(f"the first argument of Model is its name, not {model.name!r}")
    if not isinstance(model.terms, Mapping):
        raise ValueError(f"{where}: terms is a dictionary of names and terms, not {model.terms!r}")
    for name, term in model.terms.items():
        if not isinstance(name, str):
            raise ValueError(f"{where}: terms are named by text, not by {name!r}")
        if not isinstance(term, Expression):
            raise ValueError(f"{where}: the term {name!r} is {term}, which holds no field")
    for symbol, value in model.definitions.items():
        if not isinstance(symbol, sympy.Symbol) or not isinstance(value, sympy.Expr | int | float):
            raise ValueError(
                f"{where}: definitions gives symbols by expressions, as in {{g: sympy.sqrt(4 * sympy.pi * alpha)}}; "
                f"found {symbol!r}: {value!r}"
            )
    for name, parameter in model.parameters.items():
        if not isinstance(name, str) or not isinstance(parameter, ModelParameter):
            raise ValueError(
                f"{where}: parameters gives names by ModelParameter(unit, meaning, default); found "
                f"{name!r}: {parameter!r}"
            )
    _check_parents(model.extends, where)


def _check_parents(extends: Any, where: str) -> None:
    if not isinstance(extends, tuple | list):
        raise ValueError(f"{where}: extends is a tuple of models, also of one: write (parent,) with a comma")
    for parent in extends:
        if isinstance(parent, ModuleType):
            short = parent.__name__.rpartition(".")[2]
            raise ValueError(f"{where}: extends takes the model {short}.MODEL, not the module {short}")
        if isinstance(parent, str):
            raise ValueError(
                f"{where}: extends takes models, not names; from amps.models import {parent}, then {parent}.MODEL"
            )
        if not hasattr(parent, "all_particles"):
            raise ValueError(f"{where}: extends takes models, not {parent!r}")


def _name(given: Particle | Field) -> str:
    return given.name if isinstance(given, Particle) else given.particle.name
