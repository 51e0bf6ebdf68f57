"""Wave functions at the origin of the bound states of a process: given, or those of the model's Yukawa potential."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from amps.bound_states import BoundState
from processes.core.constants import Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from processes.core.process import Process

YUKAWA = "Yukawa"
"""Default of R0 where the model names the potential: the value of its ground state."""


def bound_legs(process: Process) -> tuple[BoundState, ...]:
    """The bound states among the legs."""
    return tuple(p for p in process.parsed.legs if isinstance(p, BoundState))


def wave_function_parameters(process: Process) -> dict[str, Parameter]:
    """The parameter R0 of every bound leg, optional where a Yukawa potential gives it."""
    return {
        state.R0: Parameter(
            state.R0,
            YUKAWA if state.yukawa else None,
            "GeV^(3/2)",
            f"radial wave function of {state.name} at the origin"
            + ("; the ground state of the Yukawa potential if not given" if state.yukawa else ""),
            "R(0)",
        )
        for state in bound_legs(process)
    }


def with_wave_functions(process: Process, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with every R0 that was not given computed. Raises NoBoundState below the critical coupling."""
    from processes.numerics.wave_functions import yukawa

    resolved = dict(parameters)
    for state in bound_legs(process):
        if resolved.get(state.R0) == YUKAWA and state.yukawa:
            missing = [name for name in state.yukawa if name not in resolved]
            if missing:
                raise ValueError(f"{state.R0} of {state.name} needs {', '.join(missing)}; give them or {state.R0}")
            resolved[state.R0] = yukawa(*(float(resolved[name]) for name in state.yukawa)).R0
    return resolved
