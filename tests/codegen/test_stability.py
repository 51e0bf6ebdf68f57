import mpmath
import numpy as np
import pytest

import codegen
from codegen import InvalidProgram, ProgramBuilder, precise, stability
from codegen.stability import MEASURE, with_cancellation

TARGETS = ["c", "numba", "numpy"]
BINOMIAL = {(k, 5 - k): c for k, c in enumerate((1, 5, 10, 10, 5, 1))}


def fifth_power(scale=1):
    """(x + m)^5 from its expanded form: all digits are lost at x = -m."""
    b = ProgramBuilder("power")
    x, m = b.argument("x"), b.argument("m", uniform=True)
    b.output("f", scale * b.polynomial(BINOMIAL, [x, m]))
    return b.build()


@pytest.fixture(autouse=True)
def quadruple_precision_at_once(monkeypatch):
    monkeypatch.setattr(precise, "WORTH_COMPILING", 0)
    monkeypatch.setattr(stability, "FEW", 0)


def points():
    m = 1.1
    return m, np.concatenate([np.linspace(0.5, 2, 50), -m * (1 + 10.0 ** -np.arange(1, 12)), [-1.0, 3e5, 1e-300]])


def exact_power(x, m):
    with mpmath.workdps(80):
        return np.array([float((mpmath.mpf(float(value)) + mpmath.mpf(m)) ** 5) for value in x])


@pytest.mark.parametrize("target", TARGETS)
def test_lost_digits_come_back(target):
    m, x = points()
    kernel = codegen.compile(fifth_power(), target)
    plain, (values, again) = kernel(x=x, m=m), kernel.guarded(x=x, m=m)
    expected = exact_power(x, m)
    assert np.max(np.abs(plain / expected - 1)) > 1
    np.testing.assert_allclose(values, expected, rtol=1e-10)
    assert 5 <= again <= 12


def test_without_quadruple_precision_mpmath_does_it(monkeypatch):
    monkeypatch.setattr(precise, "quadruple", lambda plan: None)
    m, x = points()
    values, again = codegen.compile(fifth_power(), "numpy").guarded(x=x, m=m)
    np.testing.assert_allclose(values, exact_power(x, m), rtol=1e-10)
    assert again > 0


def test_beyond_quadruple_precision_mpmath_takes_over():
    kernel = codegen.compile(fifth_power(), "c")
    m = 1.1
    x = np.array([np.nextafter(-m, 0)])
    values, again = kernel.guarded(x=x, m=m)
    np.testing.assert_allclose(values, exact_power(x, m), rtol=1e-10)
    assert again == 1


def test_a_few_points_are_done_without_compiling(monkeypatch):
    monkeypatch.setattr(precise, "WORTH_COMPILING", 200)
    monkeypatch.setattr(precise, "quadruple", lambda plan: pytest.fail("not needed"))
    m, x = points()
    values, _ = codegen.compile(fifth_power(), "numpy").guarded(x=x, m=m)
    np.testing.assert_allclose(values, exact_power(x, m), rtol=1e-10)


def test_zeros_are_accepted():
    kernel = codegen.compile(fifth_power(), "c")
    assert kernel.guarded(x=-1.1, m=1.1) == (0.0, 1)
    assert codegen.compile(fifth_power(scale=0), "c").guarded(x=0.3, m=1.1) == (0.0, 0)


def test_uniform_arrays_and_the_fast_path():
    kernel = codegen.compile(fifth_power(), "numpy")
    values, _ = kernel.guarded(x=-1.1, m=[1.1000001, 2.0])
    np.testing.assert_allclose(values, [exact_power([-1.1], m)[0] for m in (1.1000001, 2.0)], rtol=1e-10)
    values, again = kernel.guarded_batch([np.array([0.3])], [1.1])
    assert values.shape == (1, 1) and again == 0


def test_the_measure_is_sum_of_sizes_over_size_of_sum():
    b = ProgramBuilder("sum")
    x, y, z = (b.argument(name) for name in "xyz")
    b.output("f", (x - y) * z + x)
    found = codegen.compile(with_cancellation(b.build()), "numpy")(x=1.0, y=1.25, z=3.0)
    assert found[MEASURE] == pytest.approx((1 + 1.25) * 3 / 0.25 + 1 / 0.25)


def test_nan_is_looked_at_again():
    b = ProgramBuilder("root")
    x, y = b.argument("x"), b.argument("y")
    b.output("f", b.op("sqrt", x * x + 2 * x * y + y * y - 1e-300 * x))
    kernel = codegen.compile(b.build(), "numpy")
    assert np.isnan(kernel(x=1e-154, y=-1e-154)) or kernel(x=1e-154, y=-1e-154) == 0
    value, again = kernel.guarded(x=-2.0, y=2.0)
    assert value == pytest.approx((2e-300) ** 0.5) and again == 1


def test_misuse_is_named():
    b = ProgramBuilder("p")
    b.output("f", b.call("F", b.argument("x")))
    with pytest.raises(InvalidProgram, match="'F' as a Program, not as a Python callable"):
        codegen.compile(b.build(), "numpy", functions={"F": np.sin}).guarded(x=1.0)
    with pytest.raises(InvalidProgram, match="'cancellation' is reserved"):
        with_cancellation(with_cancellation(fifth_power()))
    with pytest.raises(ValueError, match="between 1e-14 and 1"):
        codegen.compile(fifth_power(), "numpy").guarded(accuracy=0, x=1, m=1)
