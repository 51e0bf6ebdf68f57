"""Opaque functions: programs are spliced in as code, Python callables are called between stages of compiled code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from codegen.backend import Compiled, FloatArray, Written
from codegen.errors import InvalidProgram
from codegen.operations import Assignment, operands
from codegen.program import Program, ProgramBuilder, Ref

Function = Program | Callable[..., Any]


def link(program: Program, functions: Mapping[str, Function]) -> Program:
    """The program with every call to a function given as a Program (of one output) replaced by its operations.

    Raises InvalidProgram for a function that is not supplied, has several outputs, another number of arguments, or
    calls itself.
    """
    if not any(operation == "call" for _, operation, _ in program.assignments):
        return program
    builder = ProgramBuilder(program.name)
    values = {name: builder.argument(name, name in program.uniform) for name in program.arguments}
    defined = _splice(builder, program.assignments, values, functions, ())
    for public, name in program.outputs:
        builder.output(public, defined[name])
    return builder.build()


def _splice(
    builder: ProgramBuilder,
    assignments: Sequence[Assignment],
    values: Mapping[str, Ref],
    functions: Mapping[str, Function],
    callers: tuple[str, ...],
) -> dict[str, Ref]:
    known = dict(values)
    for name, operation, args in assignments:
        if operation != "call":
            known[name] = builder.inline([(name, operation, args)], {a: known[a] for a in operands(operation, args)})[
                name
            ]
            continue
        called, given = args[0], [known[arg] for arg in args[1:]]
        if called not in functions:
            raise InvalidProgram(
                f"function {called!r} is called but not supplied: compile(..., functions={{{called!r}: ...}})"
            )
        function = functions[called]
        if not isinstance(function, Program):
            known[name] = builder.call(called, *given)
            continue
        if called in callers:
            raise InvalidProgram(f"function {called!r} calls itself, through {' -> '.join((*callers, called))}")
        if len(function.outputs) != 1 or len(function.arguments) != len(given):
            raise InvalidProgram(
                f"function {called!r} is called with {len(given)} arguments for one value; the program supplied takes "
                f"{len(function.arguments)} and has {len(function.outputs)} outputs"
            )
        inner = dict(zip(function.arguments, given, strict=True))
        known[name] = _splice(builder, function.assignments, inner, functions, (*callers, called))[
            function.outputs[0][1]
        ]
    return known


def compile_stages(
    program: Program, functions: Mapping[str, Function], backend: Callable[[Program], Compiled]
) -> Compiled:
    """Compiled code that stops to call Python: per level of calls one stage that yields their arguments.

    Each stage starts from the arguments and the results so far; what stages share is computed again.
    """
    calls = [(name, args) for name, operation, args in program.assignments if operation == "call"]
    if not calls:
        return backend(program)
    results = {name: f"call_{k}_result" for k, (name, _) in enumerate(calls)}
    levels = _levels(program)
    stages: list[tuple[Compiled, list[tuple[str, str, int]]]] = []
    ready: list[str] = []
    for level in sorted(set(levels.values())):
        current = [(name, args) for name, args in calls if levels[name] == level]
        outputs = tuple((f"{results[name]}_{k}", arg) for name, args in current for k, arg in enumerate(args[1:]))
        stage = backend(_without_calls(program, ready, results, outputs)) if outputs else _no_code()
        stages.append((stage, [(name, args[0], len(args) - 1) for name, args in current]))
        ready += [name for name, _ in current]
    final = backend(_without_calls(program, ready, results, program.outputs))

    def run(points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray) -> None:
        available = list(points)
        for stage, called in stages:
            given = np.empty((sum(n for _, _, n in called), out.shape[1]))
            stage.run(available, uniform, given)
            rows = iter(given)
            for _, function, n in called:
                available.append(_call(function, functions[function], [next(rows) for _ in range(n)], out.shape[1]))
        final.run(available, uniform, out)

    everything = [*(stage for stage, _ in stages), final]
    notices = tuple(dict.fromkeys(notice for c in everything for notice in c.notices))
    return Compiled(final.target, run, lambda: _together([c.written for c in everything]), notices)


def _together(parts: Sequence[Written]) -> Written:
    operations = {kind: sum(part.operations[kind] for part in parts) for kind in parts[-1].operations}
    return Written("\n".join(part.source for part in parts), operations)


def _no_code() -> Compiled:
    nothing = Written("", dict.fromkeys(("mul", "add", "div", "other"), 0))
    return Compiled("", lambda points, uniform, out: None, lambda: nothing)


def _call(name: str, function: Any, args: Sequence[FloatArray], n: int) -> FloatArray:
    values = np.asarray(function(*args), dtype=np.float64)
    if values.shape not in ((), (n,)):
        raise ValueError(f"function {name!r} returned the shape {values.shape} for arguments of shape {(n,)}")
    return np.ascontiguousarray(np.broadcast_to(values, (n,)))


def _levels(program: Program) -> dict[str, int]:
    """For each call, how many calls stand one behind the other in its arguments."""
    depth = dict.fromkeys(program.arguments, 0)
    levels = {}
    for name, operation, args in program.assignments:
        depth[name] = max((depth[arg] for arg in operands(operation, args)), default=0)
        if operation == "call":
            levels[name] = depth[name]
            depth[name] += 1
    return levels


def _without_calls(
    program: Program, ready: Sequence[str], results: Mapping[str, str], outputs: tuple[tuple[str, str], ...]
) -> Program:
    """What the outputs need, with the results of calls as further point arguments."""
    needed = {name for _, name in outputs}
    kept = []
    for name, operation, args in reversed(program.assignments):
        if name in needed and name not in ready:
            kept.append((name, operation, args))
            needed.update(operands(operation, args))
    known = set(program.arguments)
    rename = {name: results[name] for name in ready}
    assignments = [
        (name, operation, tuple(rename.get(a, a) if isinstance(a, str) else a for a in args))
        for name, operation, args in reversed(kept)
    ]
    if clash := known & set(rename.values()):
        raise InvalidProgram(f"the argument names {sorted(clash)} are reserved for results of functions")
    return Program(
        program.name,
        (*program.arguments, *rename.values()),
        program.uniform,
        tuple(assignments),
        tuple((public, rename.get(name, name)) for public, name in outputs),
    )
