"""One integral on several MPI ranks: the same digits as on one."""

import json
import shutil
import subprocess
import sys
import threading

import pytest

from processes.numerics.batches import Batches
from processes.numerics.ranks import Ranks


class World:
    """COMM_WORLD of a number of threads."""

    def __init__(self, size):
        self.size, self.slots, self.barrier = size, [None] * size, threading.Barrier(size)
        self.local = threading.local()

    def Get_rank(self):
        return self.local.rank

    def Get_size(self):
        return self.size

    def allgather(self, value):
        self.slots[self.local.rank] = value
        self.barrier.wait()
        found = list(self.slots)
        self.barrier.wait()
        return found

    def run(self, work):
        """`work(ranks)` on every rank; returns the results or exceptions."""
        results = [None] * self.size

        def start(rank):
            self.local.rank = rank
            ranks = Ranks.__new__(Ranks)
            ranks._world = self
            try:
                results[rank] = work(ranks)
            except Exception as error:
                results[rank] = error

        threads = [threading.Thread(target=start, args=(rank,)) for rank in range(self.size)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        return results


@pytest.mark.parametrize(("size", "items"), [(1, 3), (2, 5), (3, 7), (3, 2), (2, 0)])
def test_every_item_is_computed_once_and_everyone_gets_all_in_order(size, items):
    computed = []

    def work(ranks):
        return list(ranks.map(lambda k: computed.append(k) or k * k, range(items)))

    assert World(size).run(work) == [[k * k for k in range(items)]] * size
    assert sorted(computed) == list(range(items))


def test_an_error_on_one_rank_is_raised_on_all():
    def fails(k):
        if k == 1:
            raise ValueError("bad point")
        return k

    found = World(2).run(lambda ranks: list(ranks.map(fails, range(2))))
    assert [str(error) for error in found] == ["bad point", "bad point"]


def test_batches_are_the_same_on_any_number_of_ranks():
    import numpy as np

    points = np.random.default_rng(1).random((40_000, 2))

    def function(x):
        return np.where(x[:, 0] > 0.999, np.nan, np.exp(x).sum(axis=1))

    alone = Batches(function)
    expected = alone(points)

    def work(ranks):
        batches = Batches(function, executor=ranks)
        return batches(points).tobytes(), batches.n_bad

    assert World(3).run(work) == [(expected.tobytes(), alone.n_bad)] * 3
    assert alone.n_bad > 0


def test_without_mpi4py_the_remedy_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "mpi4py", None)
    with pytest.raises(ValueError, match=r"pip install 'dark-amps\[mpi\]'"):
        Ranks()


PROGRAM = """
import json, sys, processes
workers = sys.argv[1] if sys.argv[1] == "mpi" else int(sys.argv[1])
found = processes.get("k_to_mu_nu_v").width(m_V=0.1, g_V=1e-3, rtol=1e-4, workers=workers)
sys.stdout.write(json.dumps([found.value, found.error, found.n_evaluations, found.Q]) + chr(10))
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("mpirun") is None, reason="needs mpirun")
def test_mpirun_gives_the_digits_of_one_process():
    pytest.importorskip("mpi4py")
    run = ["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "2", sys.executable, "-c", PROGRAM, "mpi"]
    shared = subprocess.run(run, capture_output=True, text=True, timeout=120)
    assert shared.returncode == 0, shared.stderr
    alone = subprocess.run([sys.executable, "-c", PROGRAM, "1"], capture_output=True, text=True, check=True)
    assert [json.loads(line) for line in shared.stdout.splitlines()] == [json.loads(alone.stdout)] * 2
