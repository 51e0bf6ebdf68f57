"""Speed of |M|^2 from momenta, in evaluations per second and core: spinor programs in C, and the array route."""

import time

import numpy as np
import pytest

import codegen
from amps.models import qed
from amps.numeric.compiled import spinor_program
from amps.numeric.momenta import random_momenta
from amps.numeric.spinors import squared_amplitude
from amps.reaction import parse_reaction

pytestmark = pytest.mark.benchmark
PARAMETERS = {"alpha": 1 / 137.036, "m_e": 0.000511, "m_mu": 0.10566}


def best_time(call, repeat):
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.parametrize(
    "text",
    [
        "e- e+ > mu- mu+",
        "e- e+ > gamma gamma",
        "e- e+ > mu- mu+ gamma",
        "e- e+ > mu- mu+ mu- mu+",
        "e- mu- > e- mu- e+ e-",
    ],
)
def test_evaluations_per_second(text, tmp_path, monkeypatch):
    monkeypatch.setenv("AMPS_CACHE_DIR", str(tmp_path))
    reaction = parse_reaction(text, qed.MODEL)
    masses = [0.0 if p.mass is None else PARAMETERS[p.mass] for p in reaction.legs]
    momenta = random_momenta(reaction, masses, 10.0, 4096, seed=1)
    start = time.perf_counter()
    program = spinor_program(reaction, qed.MODEL)
    derived = time.perf_counter() - start
    builder = codegen.ProgramBuilder("msq")
    values = {name: builder.argument(name, uniform=name in PARAMETERS) for name in program.inputs}
    builder.output("msq", builder.inline(program.assignments, values)[program.output])
    start = time.perf_counter()
    kernel = codegen.compile(builder.build(), target="c")
    compiled = time.perf_counter() - start
    points = [np.ascontiguousarray(momenta[:, leg, c]) for leg in range(len(masses)) for c in range(4)]
    uniform = [PARAMETERS[name] for name in kernel.arguments if name in PARAMETERS]
    rate = len(momenta) / best_time(lambda: kernel.batch(points, uniform), 10)
    arrays = len(momenta) / best_time(lambda: squared_amplitude(reaction, qed.MODEL, momenta, PARAMETERS), 2)
    print(
        f"\n{text}: C {rate:.3g}/s, NumPy {arrays:.3g}/s, operations {kernel.operations}, "
        f"derived in {derived:.2f} s, compiled in {compiled:.1f} s"
    )
    expected = squared_amplitude(reaction, qed.MODEL, momenta[:50], PARAMETERS)
    np.testing.assert_allclose(kernel.batch(points, uniform)[0][:50], expected, rtol=1e-8)
