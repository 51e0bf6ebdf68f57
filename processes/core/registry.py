"""The library's processes: a file name is an id; nothing is imported before it is asked for."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amps.model import Model
    from processes.core.process import Process

_LIBRARY = Path(__file__).parent.parent / "library"


@cache
def _modules() -> Mapping[str, str]:
    """Id -> module name, from the files of the library."""
    found = {}
    for path in sorted(_LIBRARY.glob("*/*.py")):
        if path.stem != "__init__":
            found[path.stem] = f"processes.library.{path.parent.name}.{path.stem}"
    return MappingProxyType(dict(sorted(found.items())))


def names() -> tuple[str, ...]:
    """Ids of all processes; imports none of them."""
    return tuple(_modules())


@cache
def get(id: str) -> Process:
    """The process with this id. Raises KeyError naming the closest ids."""
    modules = _modules()
    if id not in modules:
        close = get_close_matches(id, modules, n=3, cutoff=0.4)
        hint = f"did you mean {', '.join(close)}?" if close else "processes.names() lists them"
        raise KeyError(f"no process is called {id!r}; {hint}")
    module = import_module(modules[id])
    process: Process = module.PROCESS
    summary = (module.__doc__ or "").strip().splitlines()[0].rstrip(".")
    return replace(process, reaction=process._template, id=id, summary=summary)  # type: ignore[attr-defined]


def reaction(
    text: str,
    model: str | Path | Model,
    order: Mapping[str, int] | None = None,
    exclude: tuple[str, ...] = (),
    **options: Any,
) -> Process:
    """Any reaction of any model as a process, e.g. reaction("e- e+ > gamma Ap", model="dark_photon").

    Raises KeyError for an unknown particle or model, ValueError for an impossible reaction.
    """
    from processes.core.model_parameters import model_form_factors
    from processes.core.process import Process

    if options:
        raise TypeError(f"reaction() takes text, model, order and exclude, not {', '.join(options)}")
    process = Process(
        model=str(model) if isinstance(model, Path) else model, reaction=text, order=order, exclude=exclude
    )
    process.diagrams  # noqa: B018 - fail now, not at first use
    return replace(process, reaction=str(process.parsed), functions=model_form_factors(process))
