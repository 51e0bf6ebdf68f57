"""Seconds of the quick-start scan: 50 points at 1e-3, a fresh interpreter each time."""

import subprocess
import sys
import time

import pytest

SCAN = ["scan", "k_to_mu_nu_v", "--vary", "m_V=0.001:0.38:50:log", "--set", "g_V=1e-3", "--rtol", "1e-3"]


@pytest.mark.benchmark
def test_the_quick_start_scan(tmp_path):
    code = "from processes.cli.main import run; run()"
    for workers in ("1", "2"):
        out = tmp_path / f"{workers}.csv"
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, *SCAN, "--workers", workers, "--out", str(out)], check=True)
        print(f"\n50 points with {workers} workers: {time.perf_counter() - start:.1f} s")
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()
