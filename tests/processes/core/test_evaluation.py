"""Choice of route: polynomial, traces at single points, helicity amplitudes, compiled or not."""

import numpy as np
import pytest

import processes
from processes.core import evaluation
from processes.core.evaluation import RoutesDisagree, helicity_kernel, is_large
from processes.core.sampling import generic_parameters, random_points


def sample(text, n, sqrt_s=10.0):
    process = processes.reaction(text, model="qed")
    parameters = generic_parameters(process) | {"sqrt_s": sqrt_s}
    momenta = random_points(process, parameters, n, seed=9)
    return process, momenta, {name: parameters[name] for name in process.arguments if name != "sqrt_s"}


@pytest.mark.parametrize("text", ["e- e+ > mu- mu+ mu- mu+", "e- mu- > e- mu- e+ e-"])
def test_many_diagrams_go_to_helicity_amplitudes(text):
    process, momenta, given = sample(text, 20)
    assert is_large(process)
    auto = process.evaluate(momenta, **given)
    assert auto == pytest.approx(process.evaluate(momenta, route="spinors", **given), rel=1e-12)
    assert process.evaluate(momenta[:2], route="trace", **given) == pytest.approx(auto[:2], rel=1e-9)


def test_traces_at_points_equal_the_polynomial():
    process, momenta, given = sample("e- e+ > mu- mu+ gamma", 3)
    assert not is_large(process)
    parameters = evaluation.read_point_parameters(process, given)
    points = evaluation._at_points(process, momenta, parameters)
    assert points == pytest.approx(process.evaluate(momenta, route="trace", **given), rel=1e-9)


@pytest.mark.slow
def test_compiled_helicity_amplitudes():
    process, momenta, given = sample("e- e+ > mu- mu+ mu- mu+", evaluation.COMPILED_POINTS)
    compiled = process.evaluate(momenta, **given)
    assert compiled[:500] == pytest.approx(process.evaluate(momenta[:500], route="spinors", **given), rel=1e-9)


def test_disagreement_is_an_error():
    process, _, _ = sample("e- e+ > mu- mu+", 1)
    with pytest.raises(RoutesDisagree, match="differ by"):
        evaluation._compare(np.array([1.0, 2.0]), np.array([1.0, 2.1]), process)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda p: p[:, :3], "shape"),
        (lambda p: p * np.array([1.01, 1, 1, 1]), "shell"),
    ],
)
def test_bad_momenta(change, message):
    process, momenta, given = sample("e- e+ > mu- mu+", 3)
    with pytest.raises(ValueError, match=message):
        process.evaluate(change(momenta), **given)


def test_unknown_route():
    process, momenta, given = sample("e- e+ > mu- mu+", 3)
    with pytest.raises(ValueError, match="route must be one of"):
        process.evaluate(momenta, route="feynman", **given)


def test_single_point_gives_a_number():
    process, momenta, given = sample("e- e+ > mu- mu+", 3)
    value = process.evaluate(momenta[0], **given)
    assert isinstance(value, float)
    assert value == process.evaluate(momenta, **given)[0]


def test_polarised_muon_pairs():
    """At s >> m^2 only opposite helicities annihilate, and LR -> LR goes like (1 + cos)^2."""
    process, momenta, given = sample("e- e+ > mu- mu+", 50, sqrt_s=200.0)
    left_right = {1: -0.5, 2: 0.5}
    total = process.evaluate(momenta, **given)
    same = process.polarised(momenta, {1: 0.5, 2: 0.5}, **given)
    assert np.all(same < 1e-6 * total)
    forward = process.polarised(momenta, left_right | {3: -0.5, 4: 0.5}, **given)
    cosine = momenta[:, 2, 3] / np.linalg.norm(momenta[:, 2, 1:], axis=1)
    assert forward / (1 + cosine) ** 2 == pytest.approx(forward[0] / (1 + cosine[0]) ** 2, rel=1e-4)
    states = [(a, b) for a in (0.5, -0.5) for b in (0.5, -0.5)]
    average = sum(process.polarised(momenta, {1: a, 2: b}, **given) for a, b in states) / 4
    assert average == pytest.approx(total, rel=1e-9)


def test_polarisation_of_a_missing_leg():
    process, momenta, given = sample("e- e+ > mu- mu+", 2)
    with pytest.raises(ValueError, match="leg"):
        process.polarised(momenta, {7: 0.5}, **given)


@pytest.mark.slow
def test_rate_by_helicity_amplitudes():
    """Four muons, 12 diagrams, integrated over compiled helicity amplitudes."""
    process = processes.reaction("e- e+ > mu- mu+ mu- mu+", model="qed")
    found = process.rate(sqrt_s=3.0, rtol=2e-2)
    assert found.value > 0
    assert found.converged


def test_contacts_of_second_order_stay_out_of_compiled_helicity_amplitudes():
    """A muon decay through a virtual pion takes two contact interactions, of which the model keeps one."""
    process = processes.reaction("mu- > e- nu_e~ nu_mu gamma", model="fermi")
    assert {a for a in helicity_kernel(process, "numpy").arguments if a[0] != "p"} == set(process.arguments)
