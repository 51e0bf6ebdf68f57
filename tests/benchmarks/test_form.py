"""Side by side with FORM (J. Kuipers et al., arXiv:1203.6543): the same squared amplitudes, and their time."""

import re
import resource
import shutil
import subprocess
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from amps.algebra.finite_field import PointRing, on_shell_momenta
from amps.diagrams import generate_diagrams
from amps.reaction import parse_reaction
from amps.squared import squared_amplitude

from ..amps.squares import at_point  # noqa: TID252
from .form_processes import PROCESSES, Point

INPUTS = Path(__file__).parent / "form"
FORM = shutil.which("form")
RUNS = 5
needs_form = pytest.mark.skipif(FORM is None, reason="FORM is not installed")


def ours(process):
    """From the string of the reaction to |M|^2."""
    return squared_amplitude(parse_reaction(process.reaction, process.model), process.model, exclude=process.exclude)


def form(process, folder):
    """Run FORM on the input; its report."""
    shutil.copy(INPUTS / f"{process.name}.frm", folder)
    done = subprocess.run([FORM, "-q", f"{process.name}.frm"], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def form_polynomial(folder, process):
    """FORM's expanded result as {symbol powers: (numerator, denominator)}."""
    text = re.sub(r"[\s\\]", "", next(folder.glob(f"{process.name}.out")).read_text())
    for sign, monomial in re.findall(r"([+-]?)([^+-]+)", text):
        number, powers = (-1 if sign == "-" else 1, 1), []
        for factor in monomial.split("*"):
            base, _, power = factor.partition("^")
            if base[0].isdigit():
                numerator, _, denominator = base.partition("/")
                number = (number[0] * int(numerator), int(denominator or 1))
            else:
                powers.append((base, int(power or 1)))
        yield number, powers


def form_value(polynomial, symbols, zero):
    total = zero
    for (numerator, denominator), powers in polynomial:
        term = (zero + numerator) / denominator
        for base, power in powers:
            term = term * symbols[base] ** power
        total = total + term
    return total


@needs_form
@pytest.mark.parametrize("process", PROCESSES, ids=lambda p: p.name)
def test_same_result_as_form(process, tmp_path):
    """Exactly proportional at random points modulo a prime, masses and relative couplings random too."""
    form(process, tmp_path)
    polynomial = list(form_polynomial(tmp_path, process))
    result = ours(process)
    ratios = set()
    for seed in (1, 2, 3):
        values = PointRing(seed)
        for coupling in ("g", "h", "e", "eps", "g_D"):
            values[coupling] = values.one
        if "m_onium" in {p.mass for p in result.reaction.legs}:
            values["m_onium"] = values["m_chi"] + values["m_chi"]
        momenta = on_shell_momenta(values, result.reaction.signs, [p.mass for p in result.reaction.legs])
        point = Point(momenta, values)
        theirs = form_value(polynomial, process.symbols(point), values.zero) * process.factor(point)
        ratios.add(int(at_point(result, momenta, values) / theirs))
    assert len(ratios) == 1 and ratios != {0}


def _time(run):
    seconds = []
    for _ in range(RUNS):
        start = perf_counter()
        run()
        seconds.append(perf_counter() - start)
    return median(seconds)


def _row(*cells):
    widths = (10, 8, 6, 6, 9, 9, 6, 8)
    print(" ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True)))


@pytest.mark.benchmark
def test_time_beside_form(tmp_path):
    print()
    _row("process", "diagrams", "terms", "FORM", "ours/ms", "FORM/ms", "ratio", "peak/MB")
    for process in PROCESSES:
        result = ours(process)  # derives the vertices of the model once
        mine = 1e3 * _time(lambda process=process: ours(process))
        diagrams = len(generate_diagrams(result.reaction, process.model, exclude=process.exclude))
        terms = sum(map(len, result.polynomials.values()))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        counted, theirs, ratio = "-", "-", "-"
        if FORM is not None:
            counted = re.search(r"NTERMS T = (\d+)", form(process, tmp_path))[1]
            milliseconds = 1e3 * _time(lambda process=process: form(process, tmp_path))
            theirs, ratio = f"{milliseconds:.1f}", f"{mine / milliseconds:.2f}"
        _row(process.name, diagrams, terms, counted, f"{mine:.1f}", theirs, ratio, f"{peak:.0f}")
        assert terms
