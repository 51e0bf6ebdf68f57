"""Form factors of a UFO model: functions of the squared momentum of one particle of a vertex."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sympy

from amps.form_factors import form_factor
from amps.ufo.errors import Place, UFOError, UnsupportedUFO
from amps.ufo.expressions import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amps.particle import Particle
    from amps.ufo.parameters import Parameters
    from amps.ufo.syntax import Declaration, File

_MOMENTUM = r"P\(\s*(-?\d+)\s*,\s*(\d+)\s*\)"
_SQUARE = re.compile(rf"{_MOMENTUM}\s*(?:\*\*\s*2|\*\s*P\(\s*\1\s*,\s*\2\s*\))")
Q2 = sympy.Symbol("q2", real=True)


@dataclass
class FormFactors:
    """Declared form factors by name, and those in use: functions of q2 by the name they have in the model."""

    parameters: Parameters
    declared: dict[str, Declaration] = field(default_factory=dict)
    functions: dict[str, sympy.Expr] = field(default_factory=dict)

    def on_vertex(self, name: str, legs: Sequence[Particle]) -> sympy.Expr | None:
        """The form factor called `name` on a vertex with these incoming particles; None if there is none.

        Raises UnsupportedUFO unless it depends on the squared momentum of one particle that occurs once.
        """
        if name not in self.declared:
            return None
        d = self.declared[name]
        text = _SQUARE.sub(r"q2_of_\2", d.text("value"))
        used: set[int] = set()

        def lookup(symbol: str) -> sympy.Expr | None:
            if symbol.startswith("q2_of_"):
                used.add(int(symbol.removeprefix("q2_of_")))
                return Q2
            return self.parameters.expression(symbol)

        if re.search(_MOMENTUM, text):
            raise UnsupportedUFO(d.place, "depends on momenta in another way than through their squares")
        value = Reader(lookup, self.parameters.reader.functions).read(text, d.place)
        if not used:
            return value
        if len(used) > 1:
            raise UnsupportedUFO(d.place, f"depends on the momenta of {len(used)} particles; one is supported")
        (number,) = used
        if not 1 <= number <= len(legs):
            raise UFOError(d.place, f"depends on particle {number} of a vertex of {len(legs)}")
        particle = legs[number - 1]
        if [p.name for p in legs].count(particle.name) > 1:
            raise UnsupportedUFO(d.place, f"depends on {particle.name}, which stands in the vertex more than once")
        if value.has(sympy.I):
            raise UnsupportedUFO(d.place, "is complex; real form factors are supported")
        if self.functions.setdefault(name, value) != value:
            raise UnsupportedUFO(d.place, "means different functions in different vertices")
        return form_factor(name, particle)


def read_form_factors(file: File | None, parameters: Parameters) -> FormFactors:
    """The form factors that form_factors.py declares; they are read when a vertex uses them."""
    found = FormFactors(parameters)
    for d in file.declarations.values() if file else ():
        if d.kind != "FormFactor":
            raise UFOError(d.place, f"{d.kind} in form_factors.py; expected FormFactor")
        if parameters.expression(d.name) is not None:
            raise UFOError(Place(d.place.file, d.place.line, d.name), "is called like a parameter")
        found.declared[d.name] = d
    return found
