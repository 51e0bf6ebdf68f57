"""Arithmetic of amplitudes with arrays: the first axis is the point, one more axis per leg for its helicities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from amps.numeric.coefficients import evaluate_expression, parameter_lookup
from amps.numeric.denominators import Denominators
from amps.numeric.dirac import Vector, light_cone
from amps.numeric.wavefunctions import Real

if TYPE_CHECKING:
    from collections.abc import Callable

    import sympy

    from amps.model import Model
    from amps.particle import Particle
    from amps.reaction import Reaction


class ArrayArithmetic:
    """Values of couplings, momenta and propagators of a batch of points."""

    imaginary = 1j

    def __init__(self, reaction: Reaction, model: Model, points: Real, parameters: Mapping[str, Any]) -> None:
        self.reaction, self.model, self.points, self.parameters = reaction, model, points, parameters
        self.everything = (1 << len(reaction.legs)) - 1
        self.look_up = parameter_lookup(model, parameters.get, parameters, self._raw)
        names = {p.mass for p in model.all_particles if p.mass is not None}
        self.denominators = Denominators(reaction, points, _Lazy(self.look_up, names))
        self._momenta: dict[int, Vector] = {}
        self._numbers: dict[sympy.Expr, Any] = {}

    def _raw(self, expression: sympy.Expr) -> Any:
        return evaluate_expression(
            expression,
            self.look_up,
            lambda c: float(c) if isinstance(c, Fraction) else c,
            lambda name, x: getattr(np, {"Abs": "abs", "re": "real", "im": "imag"}.get(name, name))(x),
        )

    def _spread(self, value: Any) -> Any:
        """A value per point, ready to meet the helicity axes."""
        array = np.asarray(value)
        return array.reshape(-1, *(1 for _ in self.reaction.legs)) if array.ndim else array[()]

    def number(self, expression: sympy.Expr) -> Any:
        """Value of a coefficient."""
        if expression not in self._numbers:
            self._numbers[expression] = self._spread(self._raw(expression))
        return self._numbers[expression]

    def mass_value(self, particle: Particle) -> Any:
        """Mass in GeV, 0 for a massless particle; a number or shape (n,)."""
        return 0.0 if particle.mass is None else self.look_up(particle.mass)

    def mass(self, particle: Particle) -> Any:
        """Mass of a propagator."""
        return None if particle.mass is None else self._spread(self.mass_value(particle))

    def momentum(self, mask: int) -> Vector:
        """Sum of incoming momenta of a set of legs, over the smaller of the set and its complement."""
        if mask not in self._momenta:
            rest = self.everything ^ mask
            small, sign = (rest, -1) if mask.bit_count() > rest.bit_count() else (mask, 1)
            total = np.zeros((len(self.points), 4))
            for leg, direction in enumerate(self.reaction.signs):
                if small >> leg & 1:
                    total = total + sign * direction * self.points[:, leg]
            self._momenta[mask] = tuple(self._spread(c) for c in light_cone(total.T))
        return self._momenta[mask]

    def propagator(self, mask: int, particle: Particle) -> Any:
        """1/(q^2 - m^2 + i m Gamma), the width only where the line can be resonant: between initial and final state."""
        width = 0.0
        if particle.width is not None and may_resonate(self.reaction, mask):
            given = self.parameters.get(particle.width, 0.0)
            width = 0.0 if given is None else given
        if not np.any(width):
            return self._spread(1 / self.denominators(mask, particle))
        value = self.denominators(mask, particle, strict=False)
        return self._spread(1 / (value + 1j * self.mass_value(particle) * width))


def may_resonate(reaction: Reaction, mask: int) -> bool:
    """Whether a set of legs, or its complement, lies on one side of the reaction, so that it can be resonant."""
    inside = {s for k, s in enumerate(reaction.signs) if mask >> k & 1}
    outside = {s for k, s in enumerate(reaction.signs) if not mask >> k & 1}
    return len(inside) == 1 or len(outside) == 1


class _Lazy(Mapping[str, Any]):
    """Parameters by name, computed when asked for."""

    def __init__(self, look_up: Callable[[str], Any], names: set[str]) -> None:
        self.look_up, self.names = look_up, names

    def __getitem__(self, name: str) -> Any:
        return self.look_up(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)
