import time

import pytest

from codegen import ProgramBuilder
from codegen.c_text import double_source
from codegen.jax_backend import jax_source
from codegen.numba_backend import numba_source
from codegen.numpy_backend import numpy_source
from codegen.schedule import schedule

EMITTERS = [double_source, numba_source, numpy_source, jax_source]


def chain(operations):
    b = ProgramBuilder("chain")
    x, value = b.argument("x"), b.argument("y")
    for k in range(operations // 2):
        value = value * x + (k % 7 + 1)
    b.output("value", value)
    return b.build()


@pytest.mark.parametrize("emit", EMITTERS)
def test_every_operation_is_written_once(emit):
    text = emit(schedule(chain(10_000)))
    written = text.count(" * ") + text.count("np.multiply(")
    assert written >= 5000 and len(text) < 10_000 * 100


@pytest.mark.slow
def test_a_million_operations_in_linear_time():
    seconds = []
    for operations in (100_000, 1_000_000):
        start = time.perf_counter()
        plan = schedule(chain(operations))
        lengths = [len(emit(plan)) for emit in EMITTERS]
        seconds.append(time.perf_counter() - start)
        assert min(lengths) > 10 * operations
    assert seconds[1] < 40 * seconds[0]
