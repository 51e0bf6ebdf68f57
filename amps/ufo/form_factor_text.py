"""Form factors of a model's vertices as UFO objects: functions of the squared momentum of one particle."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sympy
from sympy.core.function import AppliedUndef

from amps.form_factors import MARK
from amps.ufo.form_factors import Q2
from amps.ufo.python_text import python_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amps.model import Model
    from amps.vertices import Vertex

_SQUARE = sympy.Symbol("SQUARED_MOMENTUM", real=True)


@dataclass
class FormFactorTable:
    """Declared form factors: the value as text by name, one per function and place in a vertex."""

    model: Model
    declared: dict[str, str] = field(default_factory=dict)
    symbols: set[sympy.Symbol] = field(default_factory=set)

    def taken_out(
        self, coefficient: sympy.Expr, vertex: Vertex, position: Mapping[int, int]
    ) -> Iterator[tuple[sympy.Expr, tuple[str, ...]]]:
        """A coefficient as a sum of coefficients without form factors, each with the names of its form factors.

        `position` maps legs to places in the UFO vertex. Raises ValueError for a form factor without a function.
        """
        for term in sympy.Add.make_args(sympy.expand(coefficient)):
            names: list[str] = []
            for factor in sorted(term.atoms(AppliedUndef), key=str):
                power = term.as_powers_dict()[factor]
                if not power.is_Integer or power < 1:
                    raise ValueError(f"{term} is no product of form factors, which a UFO file could hold")
                names += [self._declare(factor, vertex, position)] * int(power)
                term /= factor**power
            yield term, tuple(names)

    def _declare(self, applied: AppliedUndef, vertex: Vertex, position: Mapping[int, int]) -> str:
        name = applied.func.__name__
        function = self.model.all_form_factors.get(name)
        if function is None:
            raise ValueError(
                f"the vertex {' '.join(vertex.legs)} of model {self.model.name!r} has a form factor {name} that the "
                "model gives no function for; write model.pointlike, without form factors"
            )
        (mark,) = applied.free_symbols
        legs = [n for n, leg in enumerate(vertex.legs) if leg == mark.name.removeprefix(MARK)]
        if len(legs) != 1:
            raise ValueError(f"the form factor {applied} needs one such particle in the vertex {' '.join(vertex.legs)}")
        place = position[legs[0]] + 1
        text = python_text(function.subs(Q2, _SQUARE)).replace(_SQUARE.name, f"(P(-1,{place})*P(-1,{place}))")
        self.declared[f"{name}_{place}"] = text
        self.symbols |= function.free_symbols - {Q2}
        return f"{name}_{place}"
