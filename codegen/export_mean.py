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
    static const double _node[{n}] = {_initialiser(points)};
    static const double _weight[{n}] = {_initialiser(weights)};
    const double _uniform[] = {{{uniform}}};
    double _start[{STACK}] = {{0.0}}, _width[{STACK}] = {{1.0}};
    double _total = 0.0, _size = 0.0;
    int _waiting = 1;
    while (_waiting > 0) {{
        double _x[{n}], _value[{n}], _fine = 0.0, _coarse = 0.0;
        const double *const _points[] = {{_x}};
        const double _a = _start[--_waiting], _h = _width[_waiting];
        for (int _k = 0; _k < {n}; ++_k) _x[_k] = _a + _h * _node[_k];
        {integrand.symbol}_array({n}, _points, _uniform, _value);
        for (int _k = 0; _k < {FINE}; ++_k) _fine += _h * _weight[_k] * _value[_k];
        for (int _k = {FINE}; _k < {n}; ++_k) _coarse += _h * _weight[_k] * _value[_k];
        _size = fmax(_size, fabs(_total + _fine));
        if (fabs(_fine - _coarse) > {ACCURACY!r} * _size && _h > {NARROWEST!r}) {{
            _start[_waiting] = _a;
            _width[_waiting] = 0.5 * _h;
            _start[++_waiting] = _a + 0.5 * _h;
            _width[_waiting++] = 0.5 * _h;
        }} else {{
            _total += _fine;
        }}
    }}
    return _total;
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
_NODE = np.array({points!r})
_WEIGHT = np.array({weights!r})


def {item.symbol}({", ".join(safe.values())}):
    """The value, see above; every argument is a number."""
    _total, _size, _waiting = 0.0, 0.0, [(0.0, 1.0)]
    while _waiting:
        _start, _width = _waiting.pop()
        _x = _start + _width * _NODE
        _values = _width * _WEIGHT * np.asarray({integrand.symbol}({variable}=_x{given}))
        _fine, _coarse = float(_values[:{FINE}].sum()), float(_values[{FINE}:].sum())
        _size = max(_size, abs(_total + _fine))
        if abs(_fine - _coarse) > {ACCURACY!r} * _size and _width > {NARROWEST!r}:
            _waiting += [(_start, _width / 2), (_start + _width / 2, _width / 2)]
        else:
            _total += _fine
    return _total
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
