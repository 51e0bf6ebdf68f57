"""How another Python process finds a process of this one again."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from processes.core.process import Process


@dataclass(frozen=True)
class Recipe:
    """A library id, or a reaction of a model that has a name or a file, with the options chosen."""

    id: str
    reaction: str
    model: str
    order: tuple[tuple[str, int], ...]
    exclude: tuple[str, ...]
    options: tuple[tuple[str, Any], ...]


def recipe_of(process: Process) -> Recipe:
    """The recipe of a process.

    Raises ValueError for one that only this Python process knows: built from a Model object, or not in the library.
    """
    import processes

    own = "" if process.id not in processes.names() else process.id
    functions = set(process.functions) - set(process.lagrangian.all_form_factors)
    declared = process.parameters or process.closed_forms or functions or process.phase_space
    if not own and (declared or not isinstance(process.model, str)):
        raise ValueError(
            f"{process.id or process.reaction} cannot be sent to other Python processes: they know the library and "
            "models with a name or a .py file; use workers=1"
        )
    recipe = Recipe(
        id=own,
        reaction="" if own else process.reaction,
        model="" if own else str(process.model),
        order=tuple((process.bounds or {}).items()),
        exclude=process.exclude,
        options=tuple(process.chosen.items()),
    )
    try:
        pickle.dumps(recipe)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise ValueError(
            f"an option of {process.id} cannot be sent to other Python processes ({error}); use workers=1"
        ) from error
    return recipe


@lru_cache(maxsize=8)
def rebuild(recipe: Recipe) -> Process:
    """The process of a recipe; one object per Python process, so that its kernel is compiled once."""
    import processes

    if recipe.id:
        return processes.get(recipe.id).with_options(**dict(recipe.options))
    return processes.reaction(recipe.reaction, recipe.model, dict(recipe.order) or None, recipe.exclude)
