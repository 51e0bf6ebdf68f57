"""|M|^2 at given four-momenta, by the exact trace or by explicit spinors."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from amps.bound_states import has_bound_legs
from processes.core.unstable import with_widths

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from codegen.kernel import Kernel
    from processes.core.process import Process

ROUTES = ("auto", "trace", "spinors")
TRACE_WORK = 1000
"""diagrams^2 * 4^(legs - 4) above which the polynomial |M|^2 takes seconds and helicity amplitudes are cheaper."""
POINTWISE = 4
"""Points up to which taking the traces of a large 2 -> 3 reaction in numbers is cheaper than its polynomial."""
COMPARED = 5
"""Points at which compiled helicity amplitudes are compared with the trace."""
COMPILED_POINTS = 20_000
"""From so many points on compiling the helicity amplitudes pays."""
AGREEMENT = 1e-6


class RoutesDisagree(RuntimeError):
    """The two independent routes to |M|^2 gave different numbers."""


def is_large(process: Process) -> bool:
    """Whether helicity amplitudes serve this process better than the polynomial |M|^2."""
    return bool(len(process.diagrams) ** 2 * 4 ** (len(process.parsed.legs) - 4) > TRACE_WORK)


def evaluate(
    process: Process, momenta: Any, route: str, given: Mapping[str, Any], fixed: Mapping[int, Any] | None = None
) -> Any:
    """|M|^2 of `process` at momenta (points, legs, 4); see Process.evaluate and Process.polarised."""
    import numpy as np

    from amps.numeric.momenta import check_momenta

    if route not in ROUTES:
        raise ValueError(f"route must be one of {', '.join(ROUTES)}, not {route!r}")
    points = np.asarray(momenta, dtype=float)
    legs = len(process.parsed.legs)
    missing = [leg for leg in fixed or {} if not 1 <= leg <= legs]
    if missing:
        raise ValueError(f"{process.reaction} has legs 1 to {legs}, found a spin state for leg {missing[0]}")
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
    # A model may define what is called like a constant of nature: its definition holds.
    own = {n for n in parameters if n not in {s.name for s in process.lagrangian.all_definitions}}
    parameters = {n: v for n, v in with_widths(process, {**parameters, **energy}).items() if n in own}
    check_momenta(process.parsed, points, masses)
    large = is_large(process)
    if route == "spinors":
        values = _by_spinors(process, points, parameters, fixed)
    elif not large or (route == "trace" and legs <= 5 and len(points) > POINTWISE):
        values = _by_trace(process, points, parameters, masses)
    elif route == "trace":
        values = _at_points(process, points, parameters)
    else:
        values = _by_helicities(process, points, parameters)
        if len(points) >= COMPILED_POINTS:
            _compare(values[:COMPARED], _at_points(process, points[:COMPARED], parameters), process)
    return float(values[0]) if single else values


def _at_points(process: Process, points: Any, parameters: Mapping[str, float]) -> Any:
    """The trace evaluated at every point by itself."""
    from amps.numeric.pointwise import squared_amplitude_at

    if process.functions:
        import numpy as np

        shapes = _form_factors(process, points, parameters)
        local = ({**parameters, **{name: f[k] for name, f in shapes.items()}} for k in range(len(points)))
        parts = [
            squared_amplitude_at(process.parsed, process.lagrangian, process.diagrams, points[k : k + 1], values)
            for k, values in enumerate(local)
        ]
        return np.concatenate(parts)
    return squared_amplitude_at(process.parsed, process.lagrangian, process.diagrams, points, parameters)


def _by_helicities(process: Process, points: Any, parameters: Mapping[str, float]) -> Any:
    """Helicity amplitudes, compiled where there are many points."""
    import numpy as np

    if len(points) < COMPILED_POINTS or process.functions or has_bound_legs(process.parsed):
        return _by_spinors(process, points, parameters)
    kernel = helicity_kernel(process)
    momenta = {
        f"p{leg + 1}_{axis}": np.ascontiguousarray(points[:, leg, k])
        for leg in range(points.shape[1])
        for k, axis in enumerate("Exyz")
    }
    return kernel(**momenta, **{n: parameters[n] for n in kernel.arguments if n not in momenta})


@lru_cache(maxsize=32)
def helicity_kernel(process: Process, target: str = "auto") -> Kernel:
    """|M|^2 of four-momenta p1_E, p1_x, ... as compiled helicity amplitudes."""
    import codegen
    from amps.numeric.compiled import spinor_program
    from codegen.program import ProgramBuilder

    program = spinor_program(process.parsed, process.lagrangian, process.bounds, process.exclude)
    builder = ProgramBuilder(process.id or "helicities")
    momenta = {f"p{leg + 1}_{axis}" for leg in range(len(process.parsed.legs)) for axis in "Exyz"}
    values = {name: builder.argument(name, uniform=name not in momenta) for name in program.inputs}
    found = builder.inline(program.assignments, values)
    builder.output("squared_amplitude", found[program.output] * builder.constant(colour_sum(process) or 1))
    return codegen.compile(builder.build(), target=target)


def _compare(values: Any, expected: Any, process: Process) -> None:
    import numpy as np

    worst = float(np.max(np.abs(values - expected)) / np.max(np.abs(expected)))
    if worst > AGREEMENT:
        raise RoutesDisagree(
            f"{process.reaction}: helicity amplitudes and trace differ by {worst:.1e} of the largest |M|^2 at "
            f"{len(expected)} points; please report this reaction and its model"
        )


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


def _by_spinors(
    process: Process, points: Any, parameters: Mapping[str, float], fixed: Mapping[int, Any] | None = None
) -> Any:
    from amps.numeric.spinors import squared_amplitude

    colour = colour_sum(process)
    if colour is None:
        return _in_colours(process, points, parameters, fixed)
    values = squared_amplitude(
        process.parsed,
        process.lagrangian,
        points,
        {**parameters, **_form_factors(process, points, parameters)},
        order=process.bounds,
        exclude=process.exclude,
        fixed=fixed,
    )
    return float(colour) * values


def _in_colours(process: Process, points: Any, parameters: Mapping[str, float], fixed: Mapping[int, Any] | None) -> Any:
    from amps.numeric.explicit_colour import squared_amplitude_in_colours

    if fixed or process.functions:
        raise ValueError(
            f"{process.reaction}: its diagrams have different colours, which are not summed for fixed spins or with "
            "form factors"
        )
    return squared_amplitude_in_colours(
        process.parsed, process.lagrangian, points, parameters, order=process.bounds, exclude=process.exclude
    )


@lru_cache(maxsize=128)
def colour_sum(process: Process) -> Fraction | None:
    """The colour sum that all diagrams share, which multiplies helicity amplitudes; None where they differ."""
    from amps.squared import common_colour

    return common_colour(process.parsed, process.lagrangian, process.diagrams)


def _form_factors(process: Process, points: Any, parameters: Mapping[str, float]) -> dict[str, Any]:
    """Every form factor of the diagrams at the points, under the name it has in the vertices of the two routes."""
    import numpy as np
    import sympy

    if not process.functions:
        return {}
    from amps.form_factors import momenta_of_form_factors
    from amps.numeric.invariants import evaluate_invariant

    squared = process.squared_amplitude()
    masses = process.masses(parameters)
    values = {name: evaluate_invariant(v, points, masses) for name, v in squared.invariants.items()}
    found = {}
    for symbol in momenta_of_form_factors(process.diagrams):
        expression = squared.definitions[symbol]
        expression = expression.subs({s: parameters[s.name] for s in expression.free_symbols if s.name not in values})
        names = sorted(expression.free_symbols, key=str)
        shape = sympy.lambdify(names, expression, "scipy")(*(values[s.name] for s in names))
        found[symbol.name] = np.broadcast_to(np.asarray(shape, dtype=float), (len(points),))
    return found


@lru_cache(maxsize=128)
def _kernel(process: Process) -> Kernel:
    import codegen
    from processes.core.lowering import squared_amplitude_program

    program = squared_amplitude_program(process.id or "squared_amplitude", process.squared_amplitude(), effort=0)
    return codegen.compile(program, target="numpy")
