"""A recorded map is the same computation as the map itself."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from amps.phase_space import MassMap, PhaseSpace, Recorder, ScalarArithmetic
from amps.phase_space.maps import BreitWigner
from amps.phase_space.recording import Instruction
from amps.phase_space.scatter3 import bremsstrahlung, pair_recoil
from amps.phase_space.scatter4 import trident

OPERATIONS = {
    "neg": lambda a: -a,
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "powi": lambda a, n: a**n,
    "select_lt": lambda a, b, x, y: x if a < b else y,
    "min": min,
    "max": max,
    "abs": abs,
    **{name: getattr(math, name) for name in ("sqrt", "exp", "expm1", "log", "log1p", "sin", "cos", "atan2")},
}


def run(program: Sequence[Instruction], values: Mapping[str, float]) -> dict[str, float]:
    found = dict(values)
    for name, operation, arguments in program:
        if operation == "const":
            found[name] = float(arguments[0])
        else:
            found[name] = OPERATIONS[operation](*(found[a] if isinstance(a, str) else a for a in arguments))
    return found


@pytest.mark.parametrize(
    "space",
    [
        bremsstrahlung(4, 3, 5),
        pair_recoil(4, (3, 5), MassMap(BreitWigner(), "m_V", "Gamma_V", least=3)),
        trident(6, 3, (4, 5)),
    ],
)
def test_recorded_program_reproduces_the_map(space: PhaseSpace) -> None:
    legs = space.n_in + space.n_out
    values = dict(zip(space.arguments, np.random.default_rng(5).random(space.dimension).tolist(), strict=False))
    values |= {f"m{i + 1}": mass for i, mass in enumerate([0.1, 0.8, 0.1, 0.8, 0.05, 0.8][:legs])}
    values |= {"sqrt_s": 3.0, "m_V": 0.3, "Gamma_V": 0.01}
    recorder = Recorder()
    results = []
    for lib, number in ((recorder, recorder.argument), (ScalarArithmetic(math), values.__getitem__)):
        point = space.evaluate(
            lib,
            [number(f"x{i + 1}") for i in range(space.dimension)],
            [number(f"m{i + 1}") for i in range(legs)],
            number("sqrt_s"),
            {name: number(name) for name in space.tree.parameters},
        )
        wanted = {"weight": point.weight, "p1.p5": point.dot(1, 5), "p3.p4": point.dot(3, 4)}
        wanted["t"] = point.virtuality((0, 1, 0, -1) + (0,) * (legs - 4))
        results.append(wanted)
    program, outputs = recorder.program(results[0])
    found = run(program, values)
    for name, value in results[1].items():
        assert found[outputs[name]] == pytest.approx(value, rel=1e-13), name
    assert len({name for name, _, _ in program}) == len(program)


def test_equal_expressions_are_recorded_once_and_unused_ones_dropped() -> None:
    recorder = Recorder("t")
    x, y = recorder.argument("x"), recorder.argument("y")
    first, again = recorder.sqrt(x * y + 1), recorder.sqrt(x * y + 1)
    assert first is again
    recorder.sin(y)
    program, outputs = recorder.program({"out": first, "two": 2.0})
    assert [operation for _, operation, _ in program] == ["mul", "const", "add", "sqrt", "const"]
    assert outputs["out"] == first.name


def test_constants_are_folded_and_neutral_elements_disappear() -> None:
    recorder = Recorder()
    x = recorder.argument("x")
    assert (0.0 + x) is x and (1 * x) is x and (x / 1) is x and (x - 0.0) is x
    assert (0.0 * x).value == 0.0
    assert recorder.sqrt(recorder.constant(4.0)).value == 2.0
    assert recorder.program({"y": x - (0.0 - x)})[0][0][1] == "neg"


def test_the_order_of_sums_is_kept() -> None:
    recorder = Recorder()
    a, b = recorder.argument("a"), recorder.argument("b")
    program, outputs = recorder.program({"lost": (a + b) - a - b})
    values = {"a": 1.0, "b": 1e-17}
    assert run(program, values)[outputs["lost"]] == -1e-17


def test_powers_are_integers() -> None:
    recorder = Recorder()
    x = recorder.argument("x")
    assert recorder.program({"y": x**3})[0] == (("ps0", "powi", ("x", 3)),)
    with pytest.raises(TypeError, match="integer power"):
        recorder.power(x, 0.5)
