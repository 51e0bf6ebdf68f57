import mpmath
import numpy as np
import pytest

import codegen
from codegen import ProgramBuilder, precise, recheck
from codegen.recheck import STRIDE

TARGETS = ["c", "numba", "numpy"]
pytestmark = pytest.mark.skipif(recheck._set_rounding() is None, reason="no directed rounding here")


def fifth_power():
    """(x + m)^5 from its expanded form, and x beside it: all digits of the first are lost at x = -m."""
    b = ProgramBuilder("power")
    x, m = b.argument("x"), b.argument("m", uniform=True)
    binomial = {(k, 5 - k): c for k, c in enumerate((1, 5, 10, 10, 5, 1))}
    b.output("f", b.polynomial(binomial, [x, m]))
    b.output("x", x - m)
    return b.build()


def exact(x, m):
    with mpmath.workdps(80):
        return np.array([float((mpmath.mpf(float(value)) + mpmath.mpf(m)) ** 5) for value in x])


M = 1.1
BAD = -M * (1 + 1e-3 * np.linspace(0.5, 1, 1600))
GOOD = np.linspace(0.5, 2, 1600)


@pytest.mark.parametrize("target", TARGETS)
def test_points_without_digits_are_found_and_repaired(target):
    x = np.where(np.arange(1600) % 3, GOOD, BAD)
    kernel = codegen.compile(fifth_power(), target)
    values, again = kernel.rechecked_batch([x], [M], 1e-6, ["f"])
    assert np.max(np.abs(kernel.batch([x], [M])[0] / exact(x, M) - 1)) > 1e-3
    np.testing.assert_allclose(values[0], exact(x, M), rtol=1e-6)
    assert 500 < again < 540


@pytest.mark.parametrize("target", TARGETS)
def test_good_points_keep_their_values(target):
    kernel = codegen.compile(fifth_power(), target)
    values, again = kernel.rechecked_batch([GOOD], [M])
    assert again == 0 and np.array_equal(values, kernel.batch([GOOD], [M]))


def test_the_rounding_mode_is_nearest_again_even_after_an_error():
    def fails(points, uniform, out):
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        recheck.directed(fails)[0]([], [], None)
    assert 1.0 + 2.0**-53 == 1.0 and 1.0 - 2.0**-54 == 1.0


def test_a_few_points_are_done_without_compiling(monkeypatch):
    monkeypatch.setattr(precise, "quadruple", lambda plan: pytest.fail("not needed"))
    x = GOOD.copy()
    x[STRIDE * np.arange(5)] = BAD[:5]
    values, again = codegen.compile(fifth_power(), "numpy").rechecked_batch([x], [M], 1e-6, ["f"])
    np.testing.assert_allclose(values[0], exact(x, M), rtol=1e-6)
    assert again == 5


def test_beyond_quadruple_precision_mpmath_takes_over(monkeypatch):
    monkeypatch.setattr(precise, "WORTH_COMPILING", 0)
    x = np.full(300, np.nextafter(-M, 0))
    values, again = codegen.compile(fifth_power(), "c").rechecked_batch([x], [M], 1e-6, ["f"])
    np.testing.assert_allclose(values[0], exact(x, M), rtol=1e-6)
    assert again == 300


def test_a_single_point_that_rounding_blows_up_is_found():
    b = ProgramBuilder("pole")
    x = b.argument("x")
    b.output("f", 1 / ((1 + x) ** 2 - 1 - 2 * x))
    points = np.linspace(0.5, 1, 999)
    points[7] = 1e-7
    assert points.size % STRIDE and 7 % STRIDE
    kernel = codegen.compile(b.build(), "c")
    values, again = kernel.rechecked_batch([points], [], 1e-6)
    assert again == 1 and values[0, 7] == pytest.approx(1e14, rel=1e-12)
    assert abs(kernel.batch([points])[0, 7] / 1e14 - 1) > 1e-4


def test_without_directed_rounding_nothing_is_rechecked(monkeypatch):
    monkeypatch.setattr(recheck, "_set_rounding", lambda: None)
    kernel = codegen.compile(fifth_power(), "numpy")
    values, again = kernel.rechecked_batch([BAD], [M])
    assert again == 0 and np.array_equal(values, kernel.batch([BAD], [M]))


def test_some_points_are_done_in_pairs_of_doubles(monkeypatch):
    monkeypatch.setattr(precise, "quadruple", lambda plan: pytest.fail("not needed"))
    monkeypatch.setattr(precise.HigherPrecision, "exact", lambda *args: pytest.fail("not needed"))
    x = GOOD.copy()
    x[STRIDE * np.arange(40)] = BAD[-40:]
    values, again = codegen.compile(fifth_power(), "numpy").rechecked_batch([x], [M], 1e-6, ["f"])
    np.testing.assert_allclose(values[0], exact(x, M), rtol=1e-6)
    assert again == 40


def test_what_is_nowhere_a_number_is_not_tried_at_every_point(monkeypatch):
    asked = []
    exactly = precise.HigherPrecision.exact

    def counted(self, points, uniform, out, digits):
        asked.append(out.shape[1])
        exactly(self, points, uniform, out, digits)

    monkeypatch.setattr(precise.HigherPrecision, "exact", counted)
    b = ProgramBuilder("root")
    b.output("value", b.op("sqrt", -b.argument("x") * b.argument("x2")))
    values, again = codegen.compile(b.build(), "numpy").rechecked_batch([GOOD, GOOD + 1])
    assert np.isnan(values).all() and again == len(GOOD) and sum(asked) <= 2 * recheck.TRIED
