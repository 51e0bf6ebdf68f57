"""Time per verdict on the forty right formulas and some of the planted errors."""

import statistics
import sys
import time
from pathlib import Path

import pytest

import amps


@pytest.mark.benchmark
def test_time_per_verdict(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "processes/claims"))
    published = __import__("published")
    planted = __import__("planted")
    by_name = {f.name: f for f in published.FORMULAS}
    seconds = []
    for error in planted.plant(published.FORMULAS, 200, 2026)[::4]:
        derived = by_name[error.name].derived
        start = time.perf_counter()
        amps.compare(error.wrong, derived, error.assumptions)
        seconds.append(time.perf_counter() - start)
    for name in ("published", "planted"):
        sys.modules.pop(name)
    print(f"\n{len(seconds)} verdicts: median {statistics.median(seconds):.3f} s, longest {max(seconds):.2f} s")
