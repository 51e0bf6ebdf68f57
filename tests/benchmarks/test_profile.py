"""Where the time of a million evaluations goes: compiled kernel, the drawing of points, NumPy, everything else."""

import cProfile
import pstats

import pytest

import processes

pytestmark = pytest.mark.benchmark

EVALUATIONS = 1_000_000
CENTRAL = "E_gamma > 0.5 and abs(y_gamma) < 2 and abs(y_mu-) < 2 and abs(y_mu+) < 2"
RUNS = {
    "K+ > mu+ nu V": (lambda: processes.get("k_to_mu_nu_v"), {"m_V": 0.1, "g_V": 1e-3}),
    "e e > mu mu Zp": (
        lambda: processes.get("e_e_to_mu_mu_zprime"),
        {"sqrt_s": 10.58, "m_Zp": 1.0, "g_Zp": 1e-2},
    ),
    "e e > gamma mu mu, cuts": (
        lambda: processes.reaction("e- e+ > gamma mu- mu+", model="qed"),
        {"sqrt_s": 10.58, "cuts": CENTRAL},
    ),
    "nu A > nu mu mu A": (lambda: processes.get("nu_a_to_nu_mu_mu_a"), {"E_nu": 10.0, "Z": 18, "A": 40}),
}
PARTS = {
    "c_backend.py": "kernel",
    "numba_backend.py": "kernel",
    "sampler.py": "drawing",
    "recheck.py": "rounding check",
}


def part(file: str) -> str:
    """What a profiled file belongs to; built-in functions have the file "~"."""
    known = next((name for end, name in PARTS.items() if file.endswith(end)), "")
    return known or ("NumPy" if file == "~" or "numpy" in file else "other")


@pytest.mark.parametrize("name", RUNS)
def test_shares_of_a_million_evaluations(name, capsys):
    make, given = RUNS[name]
    process = make()
    process.rate(rtol=1e-2, **given)
    profile = cProfile.Profile()
    profile.enable()
    found = process.rate(rtol=1e-7, neval=EVALUATIONS, **given)
    profile.disable()
    spent: dict[str, float] = {}
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        spent[part(file)] = spent.get(part(file), 0.0) + own
    total = sum(spent.values())
    shares = ", ".join(f"{key} {value / total:.0%}" for key, value in sorted(spent.items(), key=lambda x: -x[1]))
    with capsys.disabled():
        print(f"\n{name}: {found.n_evaluations} evaluations, {1e9 * total / found.n_evaluations:.0f} ns each: {shares}")
    assert spent["kernel"] > 0
    assert found.n_evaluations <= EVALUATIONS
