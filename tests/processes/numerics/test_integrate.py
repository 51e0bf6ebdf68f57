from collections import Counter

import numpy as np
import pytest

from processes.numerics.batches import CHUNK, Batches
from processes.numerics.errors import NotConverged
from processes.numerics.integrate import DEFAULT_SEED, EMPTY, integrate
from processes.numerics.iterations import Iteration, agreement, average, bin_sums, stratum_sums

from .known_integrals import KNOWN, SUMS


def decay(x):
    return np.exp(-x[:, 0]) * (1 + x[:, 1] ** 2)


DECAY = (1 - np.exp(-1)) * 4 / 3


def pulls(name, seeds, **settings):
    dimension, function, value = (KNOWN | SUMS)[name]
    results = [integrate(function, dimension, seed=seed, **settings) for seed in range(seeds)]
    return np.array([(r.value - value) / r.error for r in results])


@pytest.mark.parametrize("settings", [{"rtol": 1e-2}, {"rtol": 1e-9, "neval": 5000}], ids=["rtol", "budget"])
def test_pulls_of_known_integrals(settings):
    each = {name: pulls(name, 15, **settings) for name in KNOWN}
    pooled = np.concatenate(list(each.values()))
    assert len(each) == 20
    assert abs(pooled.mean()) < 0.2
    assert 0.85 < pooled.std() < 1.2
    assert np.abs(pooled).max() < 6


@pytest.mark.parametrize("settings", [{"rtol": 1e-2}, {"rtol": 1e-9, "neval": 5000}], ids=["rtol", "budget"])
def test_pulls_of_sums_of_channels(settings):
    pooled = np.concatenate([pulls(name, 20, **settings) for name in SUMS])
    assert abs(pooled.mean()) < 0.4
    assert 0.75 < pooled.std() < 1.3


def test_channels_get_points_by_their_errors():
    calls = Counter()

    def channel(name, function):
        def counted(x):
            calls[name] += len(x)
            return function(x)

        return counted

    rough = channel("rough", lambda x: (np.sin(40 * x[:, 0] * x[:, 1]) > 0) * 1.0)
    channels = [rough, channel("smooth", lambda x: 1 + 0.01 * x[:, 0]), channel("nothing", lambda x: 0 * x[:, 0])]
    result = integrate(channels, 2, rtol=1e-9, neval=100_000)
    assert result.n_evaluations == calls.total() <= 100_000
    assert calls["rough"] > 5 * calls["smooth"] > 0
    assert 0 < calls["nothing"] < 0.15 * calls.total()
    assert len(result.maps) == 3


def test_digits_of_channels_do_not_depend_on_the_workers():
    channels = SUMS["shares_2d"][1]
    results = [integrate(channels, 2, rtol=1e-3, seed=5, workers=w) for w in (1, 2, 4)]
    assert len({(r.value, r.error, r.n_evaluations) for r in results}) == 1


@pytest.mark.slow
@pytest.mark.parametrize("settings", [{"rtol": 1e-3}, {"rtol": 1e-9, "neval": 5000}], ids=["rtol", "budget"])
def test_pulls_of_known_integrals_with_100_seeds(settings):
    each = {name: pulls(name, 100, **settings) for name in KNOWN | SUMS}
    pooled = np.concatenate(list(each.values()))
    assert abs(pooled.mean()) < 0.1
    assert 0.93 < pooled.std() < 1.08
    for name, pull in each.items():
        assert abs(pull.mean()) < 0.4, name
        assert 0.72 < pull.std(ddof=1) < 1.3, name


@pytest.mark.parametrize("name", ["decay_2d", "dalitz_2d", "kink_2d", "hyperbola_2d"])
def test_a_permille_of_a_smooth_two_dimensional_integral_takes_ten_thousand_points(name):
    dimension, function, value = KNOWN[name]
    result = integrate(function, dimension, rtol=1e-3)
    assert result.converged and result.error <= 1e-3 * result.value
    assert result.n_evaluations <= 10_000
    assert abs(result.value - value) < 4 * result.error


def test_every_evaluation_is_counted_and_the_budget_is_kept():
    calls = Counter()

    def counted(x):
        calls["points"] += len(x)
        return decay(x)

    result = integrate(counted, 2, rtol=1e-7, neval=20_000)
    assert calls["points"] == result.n_evaluations <= 20_000
    assert result.n_evaluations > 15_000
    assert not result.converged
    assert "stopped at the budget of 20000 evaluations" in result.warnings[0]


@pytest.mark.parametrize("budget", [200, 1000, 12345])
@pytest.mark.parametrize("dimension", [1, 3, 8])
def test_small_budgets_in_many_dimensions(budget, dimension):
    result = integrate(lambda x: np.exp(x.sum(axis=1)), dimension, rtol=1e-8, neval=budget)
    assert 0.5 * budget < result.n_evaluations <= budget
    assert abs(result.value - (np.e - 1) ** dimension) < 6 * result.error


def test_digits_depend_on_the_seed_but_not_on_the_workers():
    results = [integrate(decay, 2, rtol=2e-4, seed=5, workers=w) for w in (1, 2, 4)]
    assert len({(r.value, r.error, r.n_evaluations) for r in results}) == 1
    assert integrate(decay, 2, seed=6).value != integrate(decay, 2, seed=7).value
    assert integrate(decay, 2).seed == DEFAULT_SEED
    assert integrate(decay, 2).value == integrate(decay, 2, seed=DEFAULT_SEED).value


def test_chunks_do_not_depend_on_the_workers():
    sizes = []
    Batches(lambda x: sizes.append(len(x)) or x[:, 0])(np.zeros((2 * CHUNK + 5, 1)))
    assert sizes == [CHUNK, CHUNK, 5]


def test_bad_points_count_and_contribute_nothing():
    def holed(x):
        values = decay(x)
        values[x[:, 0] < 0.01] = np.nan
        values[x[:, 1] < 0.01] = -1.0
        return values

    result = integrate(holed, 2, rtol=1e-3)
    assert result.n_bad > 0
    assert any(f"{result.n_bad} of {result.n_evaluations} points" in w for w in result.warnings)
    exact = (np.exp(-0.01) - np.exp(-1)) * (4 / 3 - 0.01)
    assert abs(result.value - exact) < 5 * result.error + 1e-5


def test_signed_integrands_on_request():
    result = integrate(lambda x: x[:, 0] - 0.4, 1, rtol=1e-2, signed=True)
    assert (result.n_bad, result.warnings) == (0, ())
    assert abs(result.value - 0.1) < 4 * result.error


def test_nothing_usable_raises():
    with pytest.raises(NotConverged, match="at all of the first"):
        integrate(lambda x: np.full(len(x), np.nan), 2)


def test_an_integrand_that_vanishes_everywhere_is_zero_and_says_so():
    result = integrate(lambda x: 0 * x[:, 0], 3, neval=10_000)
    assert (result.value, result.error, result.converged) == (0.0, 0.0, False)
    assert result.warnings == (EMPTY,)
    assert result.n_evaluations < 10_000


@pytest.mark.parametrize("volume", [1e-3, 1e-4, 1e-5])
def test_a_rare_region_is_found_or_the_result_says_that_it_was_not(volume):
    result = integrate(lambda x: (x[:, 0] < volume) * 1.0, 1, rtol=1e-2, neval=2000)
    found = abs(result.value - volume) < 5 * result.error
    assert found or (result.value == 0 and EMPTY in result.warnings)


def test_a_constant_is_exact():
    result = integrate(lambda x: np.full(len(x), 2.0), 3)
    assert result.value == pytest.approx(2.0, rel=1e-13)
    assert result.converged and result.warnings == ()


def test_further_outputs_come_with_errors_and_add_up():
    edges = np.linspace(0, 1, 6)

    def histogram(x):
        total = decay(x)
        inside = np.digitize(x[:, 0], edges[1:-1])[:, None] == np.arange(5)
        return np.column_stack([total, inside * total[:, None]])

    result = integrate(histogram, 2, rtol=1e-3)
    assert result.outputs.shape == result.output_errors.shape == (6,)
    assert result.outputs[1:].sum() == pytest.approx(result.value, rel=1e-12)
    exact = (np.exp(-edges[:-1]) - np.exp(-edges[1:])) * 4 / 3
    assert np.abs((result.outputs[1:] - exact) / result.output_errors[1:]).max() < 4


@pytest.mark.parametrize("name", ["product_4d", "corner_3d", "exponential_6d"])
def test_a_saved_map_saves_evaluations(name):
    dimension, function, value = KNOWN[name]
    first = integrate(function, dimension, rtol=1e-3)
    again = integrate(function, dimension, rtol=1e-3, maps=first.maps, seed=1)
    assert again.n_evaluations < 0.9 * first.n_evaluations
    assert abs(again.value - value) < 4 * again.error


def test_disagreeing_iterations_are_reported():
    calls = Counter()

    def drifting(x):
        calls["n"] += 1
        return decay(x) * (1 + 0.1 * calls["n"])

    result = integrate(drifting, 2, rtol=1e-2)
    assert result.Q < 0.01
    assert any("iterations disagree" in w for w in result.warnings)


def test_progress_goes_to_stderr_and_leaves_the_digits(capsys):
    assert integrate(decay, 2, progress=True).value == integrate(decay, 2).value
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rtol": 0.0}, "rtol"),
        ({"rtol": -1e-3}, "rtol"),
        ({"neval": 10}, "neval"),
        ({"workers": 0}, "workers"),
        ({"dimension": 0}, "dimension"),
        ({"maps": [[np.linspace(0, 1, 5)]]}, "1 axes, but the integral has 2"),
        ({"maps": []}, "0 maps for 1 channels"),
    ],
)
def test_impossible_arguments(changes, message):
    with pytest.raises(ValueError, match=message):
        integrate(decay, **({"dimension": 2} | changes))


def test_a_wrong_number_of_values_is_refused():
    with pytest.raises(ValueError, match="the integrand must return"):
        integrate(lambda x: np.ones(3), 2)


def test_stratum_sums_against_a_plain_loop():
    strata = np.array([0, 0, 0, 2, 2, 5, 5, 5, 5])
    values = np.random.default_rng(0).random((9, 2))
    sums, variances, which = stratum_sums(values, strata)
    assert list(which) == [0, 2, 5]
    for row, stratum in enumerate(which):
        inside = values[strata == stratum]
        np.testing.assert_allclose(sums[row], inside.sum(axis=0))
        np.testing.assert_allclose(variances[row], len(inside) * inside.var(axis=0, ddof=1) * 1.0)


def test_sums_by_bin_are_those_of_a_column_for_every_bin():
    generator = np.random.default_rng(3)
    strata = np.repeat(np.arange(40), generator.integers(2, 7, 40))
    values, places = generator.random(len(strata)), generator.integers(0, 5, len(strata))
    sums, variances, _ = stratum_sums(values[:, None] * (places[:, None] == np.arange(5)), strata)
    found = bin_sums(values, places, strata, 5)
    np.testing.assert_allclose(found[0], sums.sum(axis=0))
    np.testing.assert_allclose(found[1], variances.sum(axis=0))


def test_bins_are_parts_of_the_total_with_errors():
    def function(x):
        return np.column_stack([decay(x), np.floor(5 * x[:, 0])])

    result = integrate(function, 2, rtol=0.1, bins=5, at_least=30_000)
    edges = np.linspace(0, 1, 6)
    exact = (np.exp(-edges[:-1]) - np.exp(-edges[1:])) * 4 / 3
    assert result.n_evaluations > 0.9 * 30_000
    assert result.outputs[1:].sum() == pytest.approx(result.value, rel=1e-12)
    assert np.abs((result.outputs[1:] - exact) / result.output_errors[1:]).max() < 4
    assert (result.output_errors[1:] < 0.02 * exact).all()


def test_average_weights_by_points_and_agreement_judges_the_spread():
    a, b = (Iteration(np.array([m]), np.array([0.01]), n) for m, n in ((1.0, 100), (2.0, 300)))
    total = average([a, b])
    assert (total.mean[0], total.n) == (1.75, 400)
    assert total.variance[0] == pytest.approx(0.01 * (1 / 16 + 9 / 16))
    chi2_dof, q = agreement([a, b])
    assert chi2_dof == pytest.approx(50.0)
    assert q < 1e-10
    assert agreement([a]) == (None, None)


@pytest.mark.parametrize("at_least", [0, 20_000])
def test_an_edge_that_every_point_of_a_stratum_misses_is_in_the_error(at_least):
    """In one dimension a single stratum holds the edge; an error from its points alone was too small by up to 100."""
    pulls = []
    for seed, edge in enumerate(np.random.default_rng(4).random(30)):

        def function(x, edge=edge):
            return (x[:, 0] > edge) * (1 + x[:, 0])

        found = integrate(function, 1, seed=seed, has_edges=True, at_least=at_least)
        exact = (1 - edge) * (3 + edge) / 2
        pulls.append((found.value - exact) / found.error)
        assert found.converged and found.error < 1e-3 * found.value
    assert np.abs(pulls).max() < 4
    assert 0.2 < np.std(pulls) < 1.2
