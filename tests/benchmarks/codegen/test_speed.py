"""Speed of generated code: points per second and core from arrays in cache, compilation and loading times.

Rates stand beside those of a plain C loop (a Horner scheme of 32 operations in one variable), measured in the same
run, so that they can be compared between machines: `relative` is operations per second over those of that loop.
"""

import pickle
import subprocess
import sys
import time

import numpy as np
import pytest

import codegen
from codegen import ProgramBuilder

pytestmark = pytest.mark.benchmark
N = 4096
NAMES = ("ee_xxg", "trident2", "trident4", "nutrident")


def best_time(call, repeat=200):
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def timed(call):
    start = time.perf_counter()
    return call(), time.perf_counter() - start


def rate_of(kernel, points, uniform=()):
    out = np.empty((len(kernel.outputs), N))
    return N / best_time(lambda: kernel.batch(points, uniform, out))


def plain_loop_rate():
    """Operations per second of a fused loop with nothing to optimise."""
    b = ProgramBuilder("plain")
    x = b.argument("x")
    value = b.constant(1)
    for k in range(16):
        value = value * x + (k + 0.5)
    b.output("value", value)
    program = b.build()
    kernel = codegen.compile(program, "c")
    return rate_of(kernel, [np.random.default_rng(1).uniform(0, 1, N)]) * sum(program.operations.values())


@pytest.mark.parametrize("name", NAMES)
def test_rates_and_compilation(name, polynomial):
    plain = plain_loop_rate()
    variables, terms = polynomial(name)
    b = ProgramBuilder(name)
    b.output("value", b.polynomials([terms], [b.argument(v) for v in variables], effort=20_000)[0])
    program = b.build()
    operations = sum(program.operations.values())
    points = list(np.random.default_rng(1).uniform(1, 2, (len(variables), N)))
    rates = {}
    for target in ("c", "numba", "numpy"):
        kernel, seconds = timed(lambda target=target: codegen.compile(program, target))
        rates[target] = rate_of(kernel, points)
        relative = rates[target] * operations / plain
        print(f"{name} {target}: compiled in {seconds:.3f} s, {rates[target] / 1e6:.1f} M/s, relative {relative:.2f}")
    print(f"{name}: numba / C = {rates['numba'] / rates['c']:.2f}, C / numpy = {rates['c'] / rates['numpy']:.1f}")
    values = [codegen.compile(program, target).batch(points) for target in ("c", "numba", "numpy")]
    assert np.array_equal(values[0], values[1]) and np.array_equal(values[0], values[2])


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
