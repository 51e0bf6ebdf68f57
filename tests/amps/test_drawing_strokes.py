import re
from itertools import pairwise

import pytest

from amps.drawing.strokes import AMPLITUDE, clearance, coordinates, crossing, curly, straight, wavy


def points(path):
    numbers = [float(x) for x in re.findall(r"-?[\d.]+", path)]
    return [complex(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


@pytest.mark.parametrize("stroke", [straight, wavy, curly])
@pytest.mark.parametrize("end", [100 + 0j, 3 - 80j, -40 + 40j, 2 + 1j])
def test_every_stroke_joins_its_ends(stroke, end):
    start = 10 + 20j
    path = points(stroke(start, start + end))
    assert path[0] == pytest.approx(start, abs=0.1)
    assert path[-1] == pytest.approx(start + end, abs=0.1)


def test_a_wave_stays_within_its_amplitude_and_reaches_it():
    heights = [abs(p.imag) for p in points(wavy(0j, 90 + 0j))[::3]]
    assert max(heights) == pytest.approx(AMPLITUDE, abs=0.1)


def test_a_curl_runs_backwards_in_its_loops():
    along = [p.real for p in points(curly(0j, 90 + 0j))[::3]]
    assert any(b < a for a, b in pairwise(along))


def test_crossing():
    assert crossing(0j, 4 + 4j, 4j, 4 + 0j) == pytest.approx(0.5)
    assert crossing(0j, 4 + 0j, 1 - 1j, 1 + 3j) == pytest.approx(0.25)
    assert crossing(0j, 4 + 0j, 0j, 1 + 3j) is None
    assert crossing(0j, 4 + 0j, 1j, 4 + 1j) is None
    assert crossing(0j, 4 + 0j, 5 - 1j, 5 + 1j) is None


def test_clearance_of_a_box():
    half = 3 + 2j
    assert clearance(5 + 6j, half, 0j, 10 + 0j) == pytest.approx(4)
    assert clearance(16 + 0j, half, 0j, 10 + 0j) == pytest.approx(3)
    assert clearance(5 + 1j, half, 0j, 10 + 0j) < 0
    assert clearance(5 + 0j, half, 0j, 10 + 0j) < 0


def test_no_negative_zero():
    assert coordinates(-0.01 - 0.02j) == "0 0"
