"""parameters.py: inputs with their values and blocks of a card, derived parameters as expressions."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

import sympy

from amps.ufo.python_text import python_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amps.model import Model

BLOCK = "INPUTS"
"""Block of a card for what is neither mass nor width."""


def needed_parameters(model: Model, symbols: Iterable[sympy.Symbol]) -> tuple[list[str], list[str]]:
    """Names of inputs and of derived parameters (each after those it needs) that symbols, masses and widths require.

    Raises ValueError for a complex symbol or one whose name Python reserves.
    """
    definitions = {s.name: value for s, value in model.all_definitions.items()}
    names = {s.name for s in symbols} | {n for p in model.all_particles for n in (p.mass, p.width) if n}
    unreal = sorted(s.name for s in symbols if not s.is_real)
    if unreal:
        raise ValueError(f"model {model.name!r}: {unreal[0]} is complex; write its real and imaginary part instead")
    inputs: list[str] = []
    derived: list[str] = []

    def visit(name: str) -> None:
        if name in inputs or name in derived:
            return
        if not name.isidentifier() or iskeyword(name) or name == "ZERO":
            raise ValueError(f"model {model.name!r}: the parameter {name!r} cannot be a name in a UFO file")
        if name not in definitions:
            inputs.append(name)
            return
        for s in sorted(definitions[name].free_symbols, key=str):
            visit(s.name)
        derived.append(name)

    for name in sorted(names):
        visit(name)
    return inputs, derived


def input_values(model: Model, inputs: Iterable[str], values: Mapping[str, float]) -> dict[str, float]:
    """A value for every input: given, or the model's default; a width that has neither is 0.

    Raises ValueError listing the inputs without a value, and for a value of what is no input.
    """
    names = list(inputs)
    widths = {p.width for p in model.all_particles}
    found: dict[str, float] = {}
    for name in names:
        declared = model.all_parameters.get(name)
        default = declared.default if declared is not None else None
        value = values.get(name, 0.0 if default is None and name in widths else default)
        if value is not None:
            found[name] = float(value)
    missing = [name for name in names if name not in found]
    if missing:
        raise ValueError(f"a UFO model holds a value for every input; give values for {', '.join(missing)}")
    return found


def parameters_text(model: Model, values: Mapping[str, float], derived: Iterable[str], codes: Mapping[str, int]) -> str:
    """The text of parameters.py; `codes` are PDG numbers by particle."""
    latex = {name: p.latex for name, p in model.all_parameters.items()}
    masses = {p.mass: codes[p.name] for p in reversed(model.all_particles)}
    widths = {p.width: codes[p.name] for p in reversed(model.all_particles)}
    lines = [
        '"""The parameters of the model: inputs first, then those derived from them."""',
        "",
        "import cmath",
        "",
        "from .function_library import complexconjugate, im, re",
        "from .object_library import Parameter, all_parameters",
        "",
        *_declaration("ZERO", "internal", repr("0.0"), "0"),
    ]
    number = 0
    for name, value in values.items():
        if name in masses:
            block, code = "MASS", masses[name]
        elif name in widths:
            block, code = "DECAY", widths[name]
        else:
            number += 1
            block, code = BLOCK, number
        place = {"lhablock": repr(block), "lhacode": f"[{code}]"}
        lines += _declaration(name, "external", repr(value), latex.get(name) or name, place)
    definitions = {s.name: value for s, value in model.all_definitions.items()}
    for name in derived:
        text = repr(python_text(definitions[name]))
        lines += _declaration(name, "internal", text, latex.get(name) or name)
    return "\n".join(lines)


def _declaration(name: str, nature: str, value: str, latex: str, place: Mapping[str, str] | None = None) -> list[str]:
    keywords = {
        "name": repr(name),
        "nature": repr(nature),
        "type": repr("real"),
        "value": value,
        "texname": repr(latex),
        **(place or {}),
    }
    return [f"{name} = Parameter(", *(f"    {key}={text}," for key, text in keywords.items()), ")", ""]
