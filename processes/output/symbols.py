"""How a process's symbols are printed: those of its parameters, the masses of its particles, its form factors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from processes.core.process import Process

COUPLINGS = {"eps": r"\epsilon", "m_onium": "M"}
"""Names whose LaTeX does not follow from a particle or a declared parameter."""


def symbol_names(process: Process) -> Mapping[str, str]:
    """LaTeX by the name of a symbol, for everything that a formula of the process may hold."""
    from processes.core.constants import CONSTANTS

    names = dict(COUPLINGS)
    for particle in process.lagrangian.all_particles:
        symbol = particle.latex or particle.name
        if particle.mass:
            names.setdefault(particle.mass, f"m_{{{symbol}}}")
        if particle.width:
            names.setdefault(particle.width, rf"\Gamma_{{{symbol}}}")
    for name, parameter in (*CONSTANTS.items(), *process.arguments.items()):
        if parameter.latex:
            names[name] = parameter.latex
    return names | dict(_form_factors(process))


def _form_factors(process: Process) -> Iterator[tuple[str, str]]:
    """F_24 for the form factor F at the momentum transfer through legs 2 and 4; square roots of numbers as such."""
    from processes.core.loop_process import LoopProcess

    if isinstance(process, LoopProcess):
        return
    for symbol, value in process.squared_amplitude().definitions.items():
        name, _, legs = symbol.name.partition("_")
        if name in process.functions and legs:
            yield symbol.name, f"{name}_{{{legs}}}"
        elif name == "root":
            yield symbol.name, rf"\sqrt{{{legs}}}" if value.is_number else rf"\sqrt{{\text{{{legs}}}}}"
