import random

import numpy as np
import pytest

import codegen
from codegen import ProgramBuilder, blocks
from codegen.schedule import schedule


def program(terms=45):
    rng = random.Random(3)
    b = ProgramBuilder("long")
    variables = [b.argument(f"x{i}", uniform=i > 4) for i in range(8)]
    keys = [[tuple(rng.randint(0, 3) for _ in range(8)) for _ in range(terms)] for _ in range(2)]
    polynomials = [{e: rng.randint(1, 9) for e in exponents} for exponents in keys]
    first, second = b.polynomials(polynomials, variables, effort=0)
    b.output("f", first)
    b.output("g", second * b.op("exp", -(variables[0] ** 2)))
    b.output("same", variables[6] * variables[7])
    b.output("argument", variables[1])
    b.output("constant", 2)
    return b.build()


@pytest.mark.parametrize("target", ["c", "numba"])
def test_a_program_in_blocks_gives_the_same_digits(target, monkeypatch):
    monkeypatch.setattr(blocks, "WORTH_CUTTING", 10**6)
    whole = codegen.compile(program(), target)
    monkeypatch.setattr(blocks, "LIMIT", 50)
    monkeypatch.setattr("codegen.numba_backend.JIT_LIMIT", 50)
    cut = codegen.compile(program(), target)
    assert "part_2" in cut.source and "preamble_1" in cut.source and "part_0" not in whole.source
    rng = np.random.default_rng(1)
    points = [rng.uniform(0.5, 1, 2501) for _ in range(5)]
    assert np.array_equal(whole.batch(points, [0.3, 0.7, 1.1]), cut.batch(points, [0.3, 0.7, 1.1]))


def test_rows_are_reused_and_read_only_while_they_hold_their_value():
    plan = schedule(program())
    pieces = blocks.cut(plan, 20)
    assert sum(len(part.assignments) for part in pieces.body) == len(plan.body)
    assert pieces.n_rows < len(plan.body)
    holds = dict(enumerate(plan.points))
    for part in pieces.body:
        assert all(holds[row] == name for name, row in part.loads)
        holds.update({row: name for name, row in part.stores})
        assert not {row for _, row in part.loads} & {row for _, row in part.stores}


def test_the_workspace_fits_the_cache():
    assert blocks.Blocks((), (), 0, 10_000, ()).length == 16
    assert blocks.Blocks((), (), 0, 1, ()).length == 512


def with_functions():
    """Arithmetic around a function of a function."""
    b = ProgramBuilder("mixed")
    x, y = b.argument("x"), b.argument("y")
    value = b.op("log1p", b.op("exp", x * y))
    for k in range(20):
        value = value * x + b.op("max", y, value) + k
    b.output("f", value + b.op("sin", value))
    b.output("g", x)
    return b.build()


@pytest.mark.parametrize("target", ["c", "numba"])
def test_library_functions_have_loops_of_their_own(target, monkeypatch):
    cut = codegen.compile(with_functions(), target)
    monkeypatch.setattr(blocks, "WORTH_CUTTING", 10**6)
    whole = codegen.compile(with_functions(), target)
    assert "part_4" in cut.source and "part_0" not in whole.source
    points = list(np.random.default_rng(1).uniform(0.1, 0.9, (2, 1203)))
    assert np.array_equal(cut.batch(points), whole.batch(points))
    for part in blocks.cut(schedule(with_functions())).body:
        assert len({operation in blocks.LIBRARY for _, operation, _ in part.assignments}) == 1


@pytest.mark.parametrize("target", ["c", "numba", "numpy"])
def test_arguments_may_have_the_names_the_generators_use(target, monkeypatch):
    b = ProgramBuilder("names")
    points = [b.argument(name) for name in ("m", "k", "rest", "part_0", "written")]
    uniform = [b.argument(name, uniform=True) for name in ("n", "whole", "end", "last", "point", "once", "filled")]
    value = sum((k + 1) * p * u for k, (p, u) in enumerate(zip(points, uniform, strict=False)))
    b.output("value", value + b.op("exp", points[0] * uniform[5]) + uniform[6] ** 2)
    arrays = np.random.default_rng(2).uniform(0.1, 0.9, (5, 13))
    numbers = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]
    expected = sum((k + 1) * arrays[k] * numbers[k] for k in range(5)) + np.exp(0.6 * arrays[0]) + 0.49
    for limit in (10_000, 3):
        monkeypatch.setattr(blocks, "LIMIT", limit)
        monkeypatch.setattr("codegen.numba_backend.JIT_LIMIT", limit)
        kernel = codegen.compile(b.build(), target)
        np.testing.assert_allclose(kernel.batch(list(arrays), numbers)[0], expected, rtol=1e-14)


@pytest.mark.parametrize("target", ["c", "numba"])
@pytest.mark.parametrize("limit", [10_000, 20])
def test_points_behind_the_last_whole_vector_are_no_different(target, limit, monkeypatch):
    monkeypatch.setattr(blocks, "LIMIT", limit)
    monkeypatch.setattr("codegen.numba_backend.JIT_LIMIT", limit)
    kernel = codegen.compile(program(), target)
    points = list(np.random.default_rng(4).uniform(0.5, 1, (5, 600)))
    all_values = kernel.batch(points, [0.3, 0.7, 1.1])
    for n in (0, 1, 2, 7, 8, 9, 511, 513):
        out = np.full((5, n + 3), -1.0)
        values = kernel.batch([p[:n].copy() for p in points], [0.3, 0.7, 1.1], np.empty((5, n)))
        assert np.array_equal(values, all_values[:, :n])
        kernel.batch([p[: n + 3].copy() for p in points], [0.3, 0.7, 1.1], out)
        assert np.array_equal(out, all_values[:, : n + 3])
