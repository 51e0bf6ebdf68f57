"""A spin-0 particle to two photons through one loop: the derivation shared by the scalar and the pseudoscalar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from processes.core.loop_process import LoopResult

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from amps.loops.triangle import Triangle
    from amps.loops.vector_triangle import VectorTriangle
    from amps.model import Model


LOOPS = {"scalar": "H+", "vector": "X+"}
"""Particles of the model `charged_portal` by the value of an option `loop`; "lepton" is that of option `lepton`."""


def charged_triangle(decaying: str) -> Callable[[Model, Mapping[str, Any]], LoopResult]:
    """The `derive` of a LoopProcess: `decaying` to two photons through what the options `loop` and `lepton` choose."""
    return partial(_derive, decaying)


def _derive(decaying: str, model: Model, chosen: Mapping[str, Any]) -> LoopResult:
    import sympy

    from amps.loops.triangle import photon_triangle
    from amps.loops.vector_triangle import vector_triangle

    loop = chosen.get("loop", "lepton")
    derive = vector_triangle if loop == "vector" else photon_triangle
    found: Triangle | VectorTriangle = derive(model, decaying, LOOPS.get(loop, f"{chosen['lepton']}-"))
    mass = sympy.Symbol(str(model.particle(decaying).mass), real=True)
    width = found.width(mass).subs(model.all_definitions)

    def at_zero(names: frozenset[str]) -> sympy.Expr:
        return sympy.S.Zero if {mass.name, "y", "g_S"} & names else width

    return LoopResult(width, (found,), partial(_by_integration, found, model, mass.name), at_zero)


def _by_integration(found: Triangle | VectorTriangle, model: Model, mass: str, values: Mapping[str, float]) -> complex:
    """The width with the three-point function integrated numerically."""
    import math

    import sympy

    from amps.loops.triangle import S
    from amps.numeric.three_point import C0

    s, m2 = values[mass] ** 2, values[found.mass.name] ** 2
    at = {sympy.Symbol(name, real=True): value for name, value in values.items()} | {S: s}
    plain, triangle = (complex(x.subs(model.all_definitions).subs(at)) for x in (found.plain, found.triangle))
    amplitude = plain + triangle * complex(C0(0, s, 0, m2, m2, m2))
    return complex(abs(amplitude) ** 2 * values[mass] ** 3 / (64 * math.pi))
