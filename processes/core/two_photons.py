"""A spin-0 particle to two photons through one loop: the derivation shared by the scalar and the pseudoscalar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from processes.core.loop_process import LoopResult

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from amps.loops.triangle import Triangle
    from amps.model import Model


def lepton_triangle(decaying: str) -> Callable[[Model, Mapping[str, Any]], LoopResult]:
    """The `derive` of a LoopProcess: `decaying` to two photons through the lepton of option `lepton`."""
    return partial(_derive, decaying)


def _derive(decaying: str, model: Model, chosen: Mapping[str, Any]) -> LoopResult:
    import sympy

    from amps.loops.triangle import photon_triangle

    found = photon_triangle(model, decaying, f"{chosen['lepton']}-")
    mass = sympy.Symbol(str(model.particle(decaying).mass), real=True)
    width = found.width(mass).subs(model.all_definitions)

    def at_zero(names: frozenset[str]) -> sympy.Expr:
        return sympy.S.Zero if {mass.name, "y"} & names else width

    return LoopResult(width, (found,), partial(_by_integration, found, model, mass.name), at_zero)


def _by_integration(found: Triangle, model: Model, mass: str, values: Mapping[str, float]) -> complex:
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
