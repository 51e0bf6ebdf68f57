"""Two kernels in a row as one to the guard against rounding."""

import mpmath
import numpy as np
import pytest

import codegen
from codegen import ProgramBuilder, quad_stages, recheck
from codegen.precise import quadruple
from codegen.product import Product
from codegen.schedule import schedule

TARGETS = ["c", "numba", "numpy"]


def weight():
    """x^2 with y = x + m, zero below x = 0.1, and x beside it."""
    b = ProgramBuilder("weight")
    x, m = b.argument("x"), b.argument("m", uniform=True)
    b.output("w", b.op("select_lt", x, 0.1, 0, x * x))
    b.output("y", x + m)
    b.output("x", x)
    return b.build()


def factor():
    """(y - m - c)^5 from its expanded form: at y = m + c no digit is left."""
    b = ProgramBuilder("factor")
    y, m, c = b.argument("y"), b.argument("m", uniform=True), b.argument("c", uniform=True)
    binomial = {(k, 5 - k): (-1) ** (5 - k) * n for k, n in enumerate((1, 5, 10, 10, 5, 1))}
    b.output("f", b.polynomial(binomial, [y, m + c]))
    return b.build()


M, C = 3.3, 0.7
UNIFORM = [M, C]
BAD = C * (1 + 1e-3 * np.linspace(0.5, 1, 400))
GOOD = np.linspace(0.0, 0.3, 400)


def exact(x):
    with mpmath.workdps(60):
        values = [mpmath.mpf(float(v)) for v in x]
        return np.array([float(v * v * (v - mpmath.mpf(C)) ** 5) if v >= mpmath.mpf(0.1) else 0.0 for v in values])


def product(target="numpy"):
    (made,) = Product.of([codegen.compile(weight(), target)], codegen.compile(factor(), target), ["y"])
    return made


@pytest.mark.parametrize("target", TARGETS)
def test_values_and_the_other_outputs(target):
    made = product(target)
    assert made.points == ("x",) and made.uniform == ("m", "c")
    values, again = made.rechecked_batch([GOOD], UNIFORM, 1e-6)
    np.testing.assert_allclose(values[0], exact(GOOD), rtol=1e-10)
    np.testing.assert_array_equal(values[1], GOOD)
    assert again == 0 and (values[0, GOOD < 0.1] == 0).all()


needs_rounding = pytest.mark.skipif(recheck._set_rounding() is None, reason="no directed rounding here")


@needs_rounding
@pytest.mark.parametrize("fewest", [0, 10**9])
def test_what_the_first_rounds_and_the_second_blows_up(fewest, monkeypatch):
    """By quadruple precision in two stages, and by mpmath."""
    monkeypatch.setattr(quad_stages, "WORTH_COMPILING", fewest)
    made, x = product(), np.concatenate([GOOD, BAD])
    plain = np.empty((2, len(x)))
    made.run([x], UNIFORM, plain)
    assert np.max(np.abs(plain[0, 400:] / exact(BAD) - 1)) > 1e-3
    values, again = made.rechecked_batch([x], UNIFORM, 1e-6)
    np.testing.assert_allclose(values[0], exact(x), rtol=1e-6)
    np.testing.assert_array_equal(values[1], x)
    assert 400 <= again <= 420


def test_both_stages_in_quadruple_precision_hand_over_more_than_a_double():
    if quadruple(schedule(factor())) is None:
        pytest.skip("no quadruple precision here")
    made = product()
    run = quad_stages.StagedPrecision(made, made.shared).quad(1000)
    out = np.empty((2, len(BAD)))
    run([BAD], UNIFORM, out)
    # the terms are 1e19 times their sum: of 33 digits 14 are left
    np.testing.assert_allclose(out[0], exact(BAD), rtol=1e-11)


def test_several_products_compile_the_factor_once(monkeypatch):
    texts = []
    monkeypatch.setattr(quad_stages, "quadruple", lambda plan: texts.append(plan.name))
    second = codegen.compile(factor(), "numpy")
    made = Product.of([codegen.compile(weight(), "numpy") for _ in range(3)], second, ["y"])
    monkeypatch.setattr(quad_stages, "WORTH_COMPILING", 0)
    assert all(quad_stages.StagedPrecision(p, p.shared).quad(1) is None for p in made)
    assert texts == ["factor"]


def test_the_whole_as_one_program():
    whole = codegen.compile(product().program, "numpy")(x=GOOD, m=M, c=C)
    np.testing.assert_allclose(whole["product"], exact(GOOD), rtol=1e-10)
    np.testing.assert_array_equal(whole["x"], GOOD)


def test_without_directed_rounding_nothing_is_rechecked(monkeypatch):
    monkeypatch.setattr(recheck, "_set_rounding", lambda: None)
    values, again = product().rechecked_batch([BAD], UNIFORM, 1e-6)
    assert again == 0 and np.isfinite(values).all()
