"""Every table of numbers about generated code, from one command: pytest -q -s -m benchmark tests/benchmarks/codegen

Operations beside FORM's optimiser, time of the search, compilation and loading; points per second and core from arrays
in cache. Times are those of the processor. Rates stand beside those of a plain C loop (a Horner scheme of 32 operations
in one variable, with fused multiply-add), measured in the same run, so that they can be compared between machines:
`fused` is operations per second over those of that loop. The kernels themselves do without fused operations.
"""

import os
import pickle
import subprocess
import sys
import time

import numpy as np
import pytest

import codegen
from codegen import ProgramBuilder
from codegen.c_backend import OPTIMISATION, native_flags, open_library
from codegen.c_text import double_source
from codegen.schedule import schedule

from ...processes.test_accuracy import ACCURACY, TREE, worst_error  # noqa: TID252
from .test_operation_counts import EFFORT
from .test_operation_counts import TARGETS as FORM

pytestmark = pytest.mark.benchmark
N = 4096
NAMES = tuple(FORM)


def best_time(call, repeat=200):
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def timed(call):
    """The result, and seconds of processor time of this process and those it started."""
    start = sum(os.times()[:4])
    return call(), sum(os.times()[:4]) - start


def rate_of(kernel, points, uniform=()):
    out = np.empty((len(kernel.outputs), N))
    return N / best_time(lambda: kernel.batch(points, uniform, out))


def fused_loop_rate():
    """Operations per second of a loop with nothing to optimise, multiplications fused with additions."""
    b = ProgramBuilder("plain")
    x = b.argument("x")
    value = b.constant(1)
    for k in range(16):
        value = value * x + (k + 0.5)
    b.output("value", value)
    program = b.build()
    source = double_source(schedule(program))
    flags = (*OPTIMISATION, *native_flags(), "-ffp-contract=fast")
    run, _ = open_library((source,), lambda: source, flags, sizes=(1, 0))
    points, out = [np.random.default_rng(1).uniform(0, 1, N)], np.empty((1, N))
    return N / best_time(lambda: run(points, [], out)) * sum(program.operations.values())


def row(*cells):
    print(" ".join(f"{cell:>{width}}" for cell, width in zip(cells, (9, 6, 6, 9, 12, 9, 7, 9, 6, 9, 8), strict=True)))


def test_table_of_operations_compilation_and_rates(polynomial):
    print()
    fused = fused_loop_rate()
    row("", "ops", "/FORM", "search/s", "compile C/s", "Numba/s", "load/ms", "C/(M/s)", "fused", "Numba/C", "C/NumPy")
    for name in NAMES:
        variables, terms = polynomial(name)
        b = ProgramBuilder(name)
        arguments = [b.argument(v) for v in variables]
        value, search = timed(lambda b=b, t=terms, a=arguments: b.polynomials([t], a, effort=EFFORT)[0])
        b.output("value", value)
        program = b.build()
        operations = sum(program.operations.values())
        points = list(np.random.default_rng(1).uniform(1, 2, (len(variables), N)))
        targets = ("c", "numba", "numpy") if name != "ee_xxgg" else ("c", "numpy")
        kernels, seconds = {}, {}
        for target in targets:
            kernels[target], seconds[target] = timed(lambda t=target, p=program: codegen.compile(p, t))
        load = best_time(lambda p=program: codegen.compile(p, "c"), 5)
        rates = {target: rate_of(kernel, points) for target, kernel in kernels.items()}
        row(
            name,
            operations,
            f"{operations / FORM[name][1]:.2f}",
            f"{search:.2f}",
            f"{seconds['c']:.3f}",
            f"{seconds['numba']:.2f}" if "numba" in seconds else "-",
            f"{1e3 * load:.2f}",
            f"{rates['c'] / 1e6:.1f}",
            f"{rates['c'] * operations / fused:.2f}",
            f"{rates['numba'] / rates['c']:.2f}" if "numba" in rates else "-",
            f"{rates['c'] / rates['numpy']:.1f}",
        )
        values = [kernel.batch(points) for kernel in kernels.values()]
        assert all(np.array_equal(values[0], other) for other in values)
    print(f"fused loop: {fused / 1e9:.1f} G operations/s; FORM: Format O4, O2 for ee_xxgg")


def test_table_of_accuracy():
    print("\nlargest relative error of |M|^2 at 100 points, edges included, against 50 digits at the same doubles")
    for name in TREE:
        worst = worst_error(name, 100, seed=3, target="auto")
        print(f"{name:24s} {worst:.1e}")
        assert worst < ACCURACY


def test_uniform_parameters_leave_the_loop(polynomial):
    variables, terms = polynomial("K_munuV")
    b = ProgramBuilder("kaon")
    values = {v: b.argument(v, uniform=v not in "xy") for v in variables if v not in {"D1", "D2"}}
    values |= {"D1": 1 / (values["x"] - values["mm"] ** 2), "D2": 1 / values["y"]}
    b.output("value", b.polynomial(terms, [values[v] for v in variables]))
    program = b.build()
    points = list(np.random.default_rng(1).uniform(1, 2, (2, N)))
    for target in ("c", "numba", "numpy"):
        kernel = codegen.compile(program, target)
        rate = rate_of(kernel, points, [0.5] * len(program.uniform))
        guarded = best_time(lambda kernel=kernel: kernel.guarded_batch(points, [0.5] * len(program.uniform)), 50)
        print(f"K > mu nu V {target}: {kernel.operations}, {rate / 1e6:.0f} M/s, guarded {N / guarded / 1e6:.0f} M/s")
        assert sum(kernel.operations.values()) < 60


@pytest.mark.parametrize("target", ["c", "numba", "numpy"])
def test_loading_in_a_fresh_process(target, polynomial, tmp_path):
    """The program of the 4-diagram trident, read from a file; what is timed is compile() alone."""
    variables, terms = polynomial("trident4")
    b = ProgramBuilder("trident4")
    b.output("value", b.polynomials([terms], [b.argument(v) for v in variables])[0])
    (tmp_path / "program").write_bytes(pickle.dumps(b.build()))
    script = (
        "import pickle, sys, time, codegen; p = pickle.load(open(sys.argv[1], 'rb')); s = time.perf_counter(); "
        f"codegen.compile(p, {target!r}); f = time.perf_counter(); codegen.compile(p, {target!r}); "
        "print(f'{1e3 * (f - s):.1f} ms, again {1e3 * (time.perf_counter() - f):.1f} ms')"
    )
    for state in ("compiled", "from the cache", "from the cache"):
        command = [sys.executable, "-c", script, str(tmp_path / "program")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        print(f"{target}, {state}: {done.stdout.strip()}")


@pytest.mark.parametrize("target", ["c", "numba"])
def test_compilation_time_grows_like_the_length(target):
    for length in (1000, 2000, 4000, 8000):
        b = ProgramBuilder(f"chain{length}")
        x, value = b.argument("x"), b.argument("y")
        for k in range(length // 2):
            value = value * x + k
        b.output("value", value)
        _, seconds = timed(lambda b=b: codegen.compile(b.build(), target))
        print(f"{target}: {length} operations compiled in {seconds:.2f} s, {1e3 * seconds / length:.2f} ms each")
