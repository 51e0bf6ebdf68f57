import numpy as np
import pytest

from processes.numerics.quadrature import gauss_kronrod, gauss_legendre

from .known_integrals import KNOWN

ONE_DIMENSIONAL = [name for name, (dimension, _, _) in KNOWN.items() if dimension == 1]
SMOOTH = [
    "exponential_1d",
    "power_1d",
    "decay_2d",
    "dalitz_2d",
    "hyperbola_2d",
    "gaussian_2d",
    "corner_3d",
    "product_4d",
]


@pytest.mark.parametrize("name", ONE_DIMENSIONAL)
def test_gauss_kronrod_reproduces_known_integrals(name):
    _, function, value = KNOWN[name]
    result = gauss_kronrod(function, rtol=1e-9)
    assert result.converged and result.warnings == ()
    assert result.value == pytest.approx(value, rel=1e-8)
    assert abs(result.value - value) <= result.error + 1e-13 * value


@pytest.mark.parametrize("name", SMOOTH)
def test_gauss_legendre_reproduces_smooth_integrals(name):
    dimension, function, value = KNOWN[name]
    result = gauss_legendre(function, dimension)
    assert result.converged
    assert result.value == pytest.approx(value, rel=1e-8)


def test_limits_and_break_points():
    assert gauss_kronrod(lambda x: np.exp(-x[:, 0]), 0, np.inf).value == pytest.approx(1.0, rel=1e-8)
    kinked = gauss_kronrod(lambda x: np.abs(x[:, 0] - 1 / 3), points=[1 / 3])
    assert kinked.value == pytest.approx(5 / 18, rel=1e-12)
    assert kinked.n_evaluations < gauss_kronrod(lambda x: np.abs(x[:, 0] - 1 / 3)).n_evaluations


def test_an_integrand_with_edges_does_not_pretend_to_converge():
    dimension, function, value = KNOWN["disc_2d"]
    result = gauss_legendre(function, dimension, rtol=1e-6, neval=20_000)
    assert not result.converged
    assert "quadrature reached the error" in result.warnings[0]
    assert result.n_evaluations <= 20_000
    assert abs(result.value - value) < 0.01


def test_evaluations_are_counted():
    assert gauss_legendre(lambda x: x[:, 0], 2).n_evaluations == 6**2 + 12**2


def test_zero_is_zero():
    assert gauss_kronrod(lambda x: 0 * x[:, 0]).value == 0.0
    assert gauss_legendre(lambda x: 0 * x[:, 0], 2).converged


@pytest.mark.parametrize("rule", [gauss_kronrod, lambda f: gauss_legendre(f, 1)])
def test_a_point_that_is_not_finite_is_named(rule):
    with pytest.raises(ValueError, match="not finite at"):
        rule(lambda x: np.where(x[:, 0] > 0.5, np.nan, 1.0))


def test_impossible_arguments():
    with pytest.raises(ValueError, match="rtol"):
        gauss_kronrod(lambda x: x[:, 0], rtol=0.0)
    with pytest.raises(ValueError, match="use VEGAS"):
        gauss_legendre(lambda x: x[:, 0], 12)
    with pytest.raises(ValueError, match="dimension"):
        gauss_legendre(lambda x: x[:, 0], 0)
    with pytest.raises(ValueError, match="must return"):
        gauss_legendre(lambda x: x, 1)


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (3e-7, 1.0), (1e-3, 0.4), (0.25, 1 - 1e-9), (0.4996, 0.5004)])
def test_edges_are_found_where_the_rule_would_step_over_them(low, high):
    def function(x):
        return np.where((x[:, 0] > low) & (x[:, 0] < high), np.exp(x[:, 0]), 0.0)

    exact = np.exp(high) - np.exp(low)
    found = gauss_kronrod(function, has_edges=True)
    assert found.value == pytest.approx(exact, rel=1e-13)
    assert found.converged and found.error < 1e-8 * exact
    assert found.n_evaluations < 6000


def test_several_edges_and_other_limits():
    found = gauss_kronrod(lambda x: (np.sin(x[:, 0]) > 0.5) * np.cos(x[:, 0]) ** 2, 0, 10, has_edges=True)
    exact = 2 * (np.pi / 3 - np.sqrt(3) / 4)
    assert found.value == pytest.approx(exact, rel=1e-12)
