"""|M|^2 per second and core: kernels of invariants, kernels of four-momenta, and MadGraph's matrix elements.

The peer's figures are of MadGraph5_aMC@NLO 3.5.7 standalone C++ (-Ofast -march=native) on a machine of the same kind,
massive leptons, from momenta. Ratios are printed; nothing is asserted about time.
"""

import time

import numpy as np
import pytest

import processes
from processes.core.evaluation import helicity_kernel, is_large
from processes.core.sampling import generic_parameters, random_points

PEER = {
    "e- e+ > mu- mu+": 9.6e5,
    "e- mu- > e- mu-": 8.6e5,
    "e- gamma > e- gamma": 7.2e5,
    "mu- > e- nu_e~ nu_mu": 5.0e6,
    "e- e+ > mu- mu+ gamma": 1.7e5,
    "e- e+ > gamma gamma gamma": 1.6e5,
    "e- e+ > e- e+ gamma": None,
    "e- e+ > mu- mu+ mu- mu+": 4.2e4,
    "e- e+ > mu- mu+ e- e+": None,
    "e- mu- > e- mu- e+ e-": None,
}
POINTS = 4096


def rate(kernel, columns, uniform):
    out = kernel.batch(columns, uniform)
    best = np.inf
    for _ in range(7):
        repeats = max(1, int(2e4 // POINTS))
        start = time.perf_counter()
        for _ in range(repeats):
            kernel.batch(columns, uniform, out)
        best = min(best, (time.perf_counter() - start) / repeats)
    return POINTS / best


@pytest.mark.benchmark
def test_throughput_table():
    from amps.numeric.invariants import evaluate_invariant

    heads = ("first numbers", "invariants", "x peer", "momenta", "x peer", "compile")
    print(f"\n{'reaction':30s} " + " ".join(f"{head:>13s}" for head in heads))
    for text, peer in PEER.items():
        start = time.perf_counter()
        model = "fermi" if "nu" in text else "qed"
        process = processes.reaction(text, model=model, order={"Fermi": 1} if model == "fermi" else None)
        parameters = generic_parameters(process) | ({"sqrt_s": 10.0} if process.quantity != "width" else {})
        momenta = random_points(process, parameters, POINTS, seed=1)
        given = {n: parameters[n] for n in process.arguments if n != "sqrt_s"}
        process.evaluate(momenta[:100], **given)
        first = time.perf_counter() - start
        from_invariants = None
        if not is_large(process):
            kernel, squared = process.compile(), process.squared_amplitude()
            masses = process.masses(parameters)
            columns = [
                np.ascontiguousarray(evaluate_invariant(v, momenta, masses)) for v in squared.invariants.values()
            ]
            uniform = [given[n] for n in kernel.arguments if n in kernel.program.uniform]
            from_invariants = rate(kernel, columns, uniform)
        start = time.perf_counter()
        kernel = helicity_kernel(process)
        compiled = time.perf_counter() - start
        columns = [np.ascontiguousarray(momenta[:, leg, k]) for leg in range(momenta.shape[1]) for k in range(4)]
        names = [f"p{leg + 1}_{axis}" for leg in range(momenta.shape[1]) for axis in "Exyz"]
        by_name = dict(zip(names, columns, strict=True))
        varying = [by_name[n] for n in kernel.arguments if n in by_name]
        from_momenta = rate(kernel, varying, [given[n] for n in kernel.arguments if n not in by_name])

        cells = [f"{first:.2f} s", *_cells(from_invariants, peer), *_cells(from_momenta, peer), f"{compiled:.1f} s"]
        print(f"{text:30s} " + " ".join(f"{cell:>13s}" for cell in cells))


def _cells(value, peer):
    return (f"{value:.2e}" if value else "-", f"{value / peer:.0f}" if value and peer else "-")
