"""|M|^2 at given four-momenta, by the exact trace or by explicit spinors."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from processes.core.unstable import with_widths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codegen.kernel import Kernel
    from processes.core.process import Process

ROUTES = ("auto", "trace", "spinors")
TRACE_DIAGRAMS = 12
"""Above this many diagrams the trace has hundreds of interference terms and the helicity amplitudes are the cheaper
route.
"""


def evaluate(process: Process, momenta: Any, route: str, given: Mapping[str, Any]) -> Any:
    """|M|^2 of `process` at momenta (points, legs, 4); see Process.evaluate."""
    import numpy as np

    from amps.numeric.momenta import check_momenta

    if route not in ROUTES:
        raise ValueError(f"route must be one of {', '.join(ROUTES)}, not {route!r}")
    points = np.asarray(momenta, dtype=float)
    legs = len(process.parsed.legs)
    options = {name: given[name] for name in given if name in process.options}
    if options:
        process = process.with_options(**options)
    if points.shape[-2:] != (legs, 4) or points.ndim not in (2, 3):
        raise ValueError(f"momenta must have shape (points, {legs}, 4) for {process.reaction}, not {points.shape}")
    single = points.ndim == 2
    points = points.reshape(-1, legs, 4)
    rest = {name: value for name, value in given.items() if name not in options}
    parameters = read_point_parameters(process, rest)
    masses = process.masses(parameters)
    energy = {"sqrt_s": float(np.sqrt(np.max(_total_squares(points))))} if process.quantity != "width" else {}
    parameters = {n: v for n, v in with_widths(process, {**parameters, **energy}).items() if n in parameters}
    check_momenta(process.parsed, points, masses)
    if route == "auto":
        route = "spinors" if len(process.diagrams) > TRACE_DIAGRAMS else "trace"
    values = (
        _by_trace(process, points, parameters, masses) if route == "trace" else _by_spinors(process, points, parameters)
    )
    return float(values[0]) if single else values


def _total_squares(points: Any) -> Any:
    """S of every point."""
    total = points[:, 0] + points[:, 1]
    return total[:, 0] ** 2 - (total[:, 1:] ** 2).sum(axis=-1)


def read_point_parameters(process: Process, given: Mapping[str, Any]) -> dict[str, float]:
    """Parameters of |M|^2 alone: energies of beams are not needed, everything else is checked as for a rate."""
    from processes.core.options import read_arguments

    kinematic = {"sqrt_s", process.beam}
    needed = {name: p for name, p in process.arguments.items() if name not in kinematic or name in given}
    return dict(read_arguments(given, parameters=needed, options={}, process=process.id or process.reaction).parameters)


def _by_trace(process: Process, points: Any, parameters: Mapping[str, float], masses: list[float]) -> Any:
    import numpy as np

    from amps.numeric.invariants import evaluate_invariant

    kernel = _kernel(process)
    invariants = process.squared_amplitude().invariants
    values = {name: evaluate_invariant(invariant, points, masses) for name, invariant in invariants.items()}
    uniform = {name: parameters[name] for name in kernel.arguments if name not in invariants}
    found, _ = kernel.guarded(**values, **uniform)
    return np.broadcast_to(np.asarray(found, dtype=float), (len(points),)).copy()


def _by_spinors(process: Process, points: Any, parameters: Mapping[str, float]) -> Any:
    from amps.numeric.spinors import squared_amplitude

    colour: Any = 1
    if any(p.colour > 1 for p in process.parsed.legs):
        colour = process.squared_amplitude().colour
        if colour is None:
            raise ValueError(f"{process.reaction}: its diagrams have different colours, which only route='trace' sums")
    shape = _form_factors(process, points, parameters)
    model = process.lagrangian.pointlike if process.functions else process.lagrangian
    return (
        shape
        * float(colour)
        * squared_amplitude(process.parsed, model, points, parameters, order=process.order, exclude=process.exclude)
    )


def _form_factors(process: Process, points: Any, parameters: Mapping[str, float]) -> Any:
    """|F|^2 at the points; only form factors common to all diagrams can be taken out of the helicity amplitudes."""
    import numpy as np
    import sympy

    if not process.functions:
        return 1.0
    from amps.form_factors import momenta_of_form_factors
    from amps.numeric.invariants import evaluate_invariant

    squared = process.squared_amplitude()
    symbols = momenta_of_form_factors(process.diagrams)
    if any(symbol.name in squared.variables for symbol in symbols):
        raise ValueError(
            f"{process.reaction}: its diagrams have different form factors, which only route='trace' takes"
        )
    masses = process.masses(parameters)
    values = {name: evaluate_invariant(v, points, masses) for name, v in squared.invariants.items()}
    powers = squared.prefactor.as_powers_dict()
    total: Any = np.ones(len(points))
    for symbol in symbols:
        expression = squared.definitions[symbol] ** powers.get(symbol, 0)
        names = sorted(expression.free_symbols, key=str)
        function = sympy.lambdify(names, expression, "scipy")
        total = total * function(*(values.get(s.name, parameters.get(s.name)) for s in names))
    return total


@lru_cache(maxsize=128)
def _kernel(process: Process) -> Kernel:
    return process.compile(target="numpy")
