"""Which parameters a process depends on, read off its diagrams without deriving |M|^2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

from processes.core.bound_states import wave_function_parameters
from processes.core.propagators import internal_lines

if TYPE_CHECKING:
    from processes.core.process import Process


def needed_names(process: Process) -> tuple[str, ...]:
    """Couplings of the vertices, masses of legs and lines, widths of time-like lines, parameters of form factors.

    Parameters that the model defines by others are replaced by those; sorted by name.
    """
    found: set[sympy.Symbol] = set()
    for vertex in {node.vertex for diagram in process.diagrams for node in diagram.nodes()}:
        for term in vertex.terms:
            found |= {s for s in term.coefficient.free_symbols if not s.name.startswith("q2:")}
    lines = internal_lines(process)
    everything = len(process.parsed.final)
    names = {p.mass for p in process.parsed.legs} | {line.mass for line in lines}
    names |= set(wave_function_parameters(process))
    names |= {line.width for line in lines if not line.initial or len(line.final) == everything}
    found |= {sympy.Symbol(name, real=True) for name in names if name}
    q2 = sympy.Symbol("q2", real=True)
    for function in process.functions.values():
        found |= sympy.sympify(function(process.chosen, q2)).free_symbols - {q2}
    definitions = {symbol.name: expression for symbol, expression in process.lagrangian.all_definitions.items()}
    basic: set[str] = set()
    while found:
        symbol = found.pop()
        if symbol.name in definitions:
            found |= definitions[symbol.name].free_symbols
        else:
            basic.add(symbol.name)
    return tuple(sorted(basic))
