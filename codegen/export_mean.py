"""The mean over the unit interval of an exported function, as a function of the remaining arguments.

Adaptive bisection: a piece is accepted when Gauss-Legendre rules of 20 and of 10 points agree on it. Written for
integrands of one sign, as rates are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from codegen.errors import InvalidProgram
from codegen.export import Exported, Reference
from codegen.program import Program

FINE, COARSE = 20, 10
ACCURACY = 1e-10
"""Difference of the two rules that is accepted, relative to the whole; the finer one is far better than that."""
NARROWEST = 1e-13
"""Pieces are not bisected below this width."""
STACK = 64


def mean_of(
    integrand: Exported, name: str, output: str, metadata: Mapping[str, Any], references: Sequence[Reference]
) -> Exported:
    """The mean of `integrand` over its only argument that varies from point to point, which runs from 0 to 1.

    The result goes into the same folder as the integrand, whose code it calls. Raises InvalidProgram unless the
    integrand has one varying argument and one output.
    """
    program = integrand.program
    if len(program.points) != 1 or len(program.outputs) != 1:
        raise InvalidProgram(
            f"the mean of {program.name!r} needs one varying argument and one output, found {program.points} and "
            f"{[public for public, _ in program.outputs]}"
        )
    arguments = tuple(name for name in program.arguments if name in program.uniform)
    call = ("mean", "call", (integrand.symbol, *arguments))
    interface = Program(name, arguments, frozenset(arguments), (call,), ((output, "mean"),))
    return Exported(interface, metadata, references, integrand)


def c_mean(item: Exported, integrand: Exported) -> str:
    """The body of the C function, after its prototype."""
    points, weights = _rules()
    uniform = ", ".join(integrand.parameters[a] for a in item.program.arguments) or "0.0"
    n = FINE + COARSE
    return f"""\
{{
    /* Gauss-Legendre rules of {FINE} and {COARSE} points on (0, 1) */
    static const double node[{n}] = {_initialiser(points)};
    static const double weight[{n}] = {_initialiser(weights)};
    const double uniform[] = {{{uniform}}};
    double start[{STACK}] = {{0.0}}, width[{STACK}] = {{1.0}};
    double total = 0.0, size = 0.0;
    int waiting = 1;
    while (waiting > 0) {{
        double x[{n}], value[{n}], fine = 0.0, coarse = 0.0;
        const double *const points[] = {{x}};
        const double a = start[--waiting], h = width[waiting];
        for (int k = 0; k < {n}; ++k) x[k] = a + h * node[k];
        {integrand.symbol}_array({n}, points, uniform, value);
        for (int k = 0; k < {FINE}; ++k) fine += h * weight[k] * value[k];
        for (int k = {FINE}; k < {n}; ++k) coarse += h * weight[k] * value[k];
        size = fmax(size, fabs(total + fine));
        if (fabs(fine - coarse) > {ACCURACY!r} * size && h > {NARROWEST!r}) {{
            start[waiting] = a;
            width[waiting] = 0.5 * h;
            start[++waiting] = a + 0.5 * h;
            width[waiting++] = 0.5 * h;
        }} else {{
            total += fine;
        }}
    }}
    return total;
}}
"""


def python_mean(item: Exported, integrand: Exported) -> str:
    """The Python function; it needs NumPy and the integrand's module."""
    points, weights = _rules()
    safe = item.parameters
    variable = integrand.parameters[integrand.program.points[0]]
    given = "".join(f", {integrand.parameters[a]}={safe[a]}" for a in item.program.arguments)
    return f'''\
import numpy as np

from {integrand.symbol} import {integrand.symbol}

# Gauss-Legendre rules of {FINE} and {COARSE} points on (0, 1)
NODE = np.array({points!r})
WEIGHT = np.array({weights!r})


def {item.symbol}({", ".join(safe.values())}):
    """The value, see above; every argument is a number."""
    total, size, waiting = 0.0, 0.0, [(0.0, 1.0)]
    while waiting:
        start, width = waiting.pop()
        x = start + width * NODE
        values = width * WEIGHT * np.asarray({integrand.symbol}({variable}=x{given}))
        fine, coarse = float(values[:{FINE}].sum()), float(values[{FINE}:].sum())
        size = max(size, abs(total + fine))
        if abs(fine - coarse) > {ACCURACY!r} * size and width > {NARROWEST!r}:
            waiting += [(start, width / 2), (start + width / 2, width / 2)]
        else:
            total += fine
    return total
'''


def _rules() -> tuple[list[float], list[float]]:
    """Nodes and weights on (0, 1): the fine rule, then the coarse one."""
    from numpy.polynomial.legendre import leggauss

    nodes: list[float] = []
    weights: list[float] = []
    for n in (FINE, COARSE):
        x, w = leggauss(n)
        nodes += ((1 + x) / 2).tolist()
        weights += (w / 2).tolist()
    return nodes, weights


def _initialiser(numbers: Sequence[float]) -> str:
    return "{" + ", ".join(map(repr, numbers)) + "}"
