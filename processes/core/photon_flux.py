"""The flux of equivalent photons of a charge distribution, chi(t_min) = Int dt (t - t_min)/t^2 G2(t) up to t_max."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from processes.core.process import Process

PANELS_PER_DECADE, NODES = 12, 12


class PhotonFlux:
    """chi as a function of t_min between `lowest` and `highest` = t_max, GeV^2, for a given G2(t).

    Sums over panels of log t are tabulated from t_max downwards; the panel that holds t_min is integrated for itself.
    """

    def __init__(self, square: Callable[[Any], Any], lowest: float, highest: float) -> None:
        import numpy as np

        self._square = square
        self._nodes, self._weights = np.polynomial.legendre.leggauss(NODES)
        count = 1 + int(PANELS_PER_DECADE * np.log10(highest / lowest))
        self._edges = np.linspace(np.log(lowest), np.log(highest), count + 1)
        parts = self._panel(self._edges[:-1], self._edges[1:])
        self._above = [np.append(np.cumsum(part[::-1])[::-1], 0.0) for part in parts]

    def __call__(self, t_min: Any) -> Any:
        """chi, 0 above t_max."""
        import numpy as np

        low = np.clip(np.log(t_min), self._edges[0], self._edges[-1])
        panel = np.clip(np.searchsorted(self._edges, low, side="right") - 1, 0, len(self._edges) - 2)
        parts = self._panel(low, self._edges[panel + 1])
        logarithm, inverse = (part + above[panel + 1] for part, above in zip(parts, self._above, strict=True))
        return np.maximum(logarithm - t_min * inverse, 0.0)

    def _panel(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Int dt/t G2 and Int dt/t^2 G2 between exp(low) and exp(high)."""
        import numpy as np

        half = (high - low)[:, None] / 2
        t = np.exp((high + low)[:, None] / 2 + half * self._nodes)
        values = half * self._weights * self._square(t)
        return values.sum(axis=1), (values / t).sum(axis=1)


def target_square(process: Process, parameters: Mapping[str, Any]) -> Callable[[Any], Any]:
    """G2(t) = Z^2 F(-t)^2 of a process on a coherent nucleus."""
    import numpy as np
    import sympy

    t = sympy.Symbol("t", positive=True)
    shape = process.functions["F"](process.chosen, -t)
    shape = shape.subs({name: parameters[name.name] for name in shape.free_symbols - {t}})
    function = sympy.lambdify(t, parameters["Z"] ** 2 * shape**2, "numpy")

    def square(points: Any) -> Any:
        # far beyond the size of the nucleus the exponentials of a form factor overflow on their way to zero
        with np.errstate(over="ignore"):
            return np.broadcast_to(function(points), points.shape)

    return square
