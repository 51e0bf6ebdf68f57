"""Colour: traces of generators, and the textbook factors of quark and gluon reactions."""

from fractions import Fraction

import pytest

import processes
from amps.colour import colour_trace
from amps.numeric.explicit_colour import squared_amplitude_in_colours
from amps.squared import common_colour
from processes.core.evaluation import helicity_kernel, read_point_parameters
from processes.core.matrix_element import has_helicities
from processes.core.sampling import generic_parameters, random_points

C_F, N = Fraction(4, 3), 3


@pytest.mark.parametrize(
    ("loops", "value"),
    [
        ([()], N),
        ([("a", "a")], N * C_F),
        ([("a", "a", "b", "b")], N * C_F**2),
        ([("a", "b", "a", "b")], N * C_F * (C_F - Fraction(N, 2))),
        ([("a", "b"), ("a", "b")], Fraction(2)),
        ([("a", "b"), ("b", "a")], Fraction(2)),
        ([("a",), ("a",)], 0),
    ],
)
def test_traces(loops, value):
    assert colour_trace(loops) == value


def test_gluon_that_ends_nowhere():
    with pytest.raises(ValueError, match="occurs once"):
        colour_trace([("a", "b", "b")])


def ratio(coloured, plain):
    """|M|^2 of a quark reaction over that of the same one with leptons of the same mass, charge factors set by hand."""
    one = processes.reaction(coloured, model="quarks", order={"eps": 0})
    two = processes.reaction(plain, model="qed")
    masses = {"m_u": 0.1056583755, "m_d": 0.51099895e-3, "m_mu": 0.1056583755, "m_e": 0.51099895e-3}
    alpha = 1 / 137.035999
    coupling = (4 * 3.141592653589793 * alpha) ** 0.5
    at = generic_parameters(two) | masses | {"sqrt_s": 4.0, "alpha": alpha}
    momenta = random_points(two, at, 20, seed=1)
    a = one.evaluate(
        momenta,
        route="trace",
        **{n: v for n, v in {**masses, "alpha": alpha, "g_s": coupling}.items() if n in one.arguments},
    )
    b = two.evaluate(momenta, route="trace", **{n: at[n] for n in two.arguments if n != "sqrt_s"})
    return a / b


@pytest.mark.parametrize(
    ("coloured", "plain", "factor"),
    [
        # e e -> q qbar: Q^2 N_c
        ("e- e+ > u u~", "e- e+ > mu- mu+", Fraction(4, 9) * 3),
        # q qbar -> l l: Q^2 N_c / N_c^2
        ("u u~ > e- e+", "mu- mu+ > e- e+", Fraction(4, 9) / 3),
        # q qbar -> g gamma: Q^2 N_c C_F / N_c^2
        ("u u~ > g gamma", "mu- mu+ > gamma gamma", Fraction(4, 9) * 4 / 9),
        # q g -> q gamma: Q^2 N_c C_F / (3 8)
        ("u g > u gamma", "mu- gamma > mu- gamma", Fraction(4, 9) * 4 / 24),
        # q q' -> q q' by gluon exchange: Tr[T^a T^b] Tr[T^a T^b] / 9 = 2/9
        ("u d > u d", "mu- e- > mu- e-", Fraction(2, 9)),
    ],
)
def test_textbook_factors(coloured, plain, factor):
    if coloured == "u d > u d":
        process = processes.reaction(coloured, model="quarks", order={"QCD": 2, "QED": 0})
        lepton = processes.reaction(plain, model="qed")
        masses = {"m_u": 0.1056583755, "m_d": 0.51099895e-3}
        alpha = 1 / 137.035999
        at = generic_parameters(lepton) | {"sqrt_s": 4.0, "alpha": alpha}
        momenta = random_points(lepton, at, 20, seed=1)
        a = process.evaluate(momenta, route="trace", g_s=(4 * 3.141592653589793 * alpha) ** 0.5, **masses)
        b = lepton.evaluate(momenta, route="trace", **{n: at[n] for n in lepton.arguments if n != "sqrt_s"})
        assert a / b == pytest.approx(float(factor), rel=1e-9)
        return
    assert ratio(coloured, plain) == pytest.approx(float(factor), rel=1e-9)


def test_missing_gluon_vertex_is_noticed():
    process = processes.reaction("u u~ > g g", model="quarks")
    with pytest.raises(ValueError, match="not conserved"):
        process.squared_amplitude()


@pytest.mark.parametrize("text", ["u u~ > d d~", "u u~ > g gamma", "u g > u gamma", "u u~ > g e- e+"])
def test_spinors_with_colour(text):
    process = processes.reaction(text, model="quarks", order={"eps": 0, "QCD": 1 if "g" in text.split() else 0})
    parameters = generic_parameters(process)
    momenta = random_points(process, parameters, 20, seed=2)
    given = {n: v for n, v in parameters.items() if n in process.arguments and n != "sqrt_s"}
    spinors = process.evaluate(momenta, route="spinors", **given)
    assert process.evaluate(momenta, route="trace", **given) == pytest.approx(spinors, rel=1e-9)


def test_several_colour_structures_need_the_trace():
    process = processes.reaction("u u > u u", model="quarks", order={"eps": 0})
    parameters = generic_parameters(process)
    momenta = random_points(process, parameters, 2, seed=2)
    given = {n: v for n, v in parameters.items() if n in process.arguments and n != "sqrt_s"}
    trace = process.evaluate(momenta, route="trace", **given)
    assert process.evaluate(momenta, route="spinors", **given) == pytest.approx(trace, rel=1e-12)
    with pytest.raises(ValueError, match="not summed for fixed spins"):
        process.polarised(momenta, {1: 0.5}, **given)


@pytest.mark.parametrize(
    ("text", "order"),
    [("u u~ > u u~", {"QCD": 2, "QED": 0}), ("u g > u gamma", {"eps": 0}), ("u u~ > d d~", {"QCD": 2, "QED": 2})],
)
def test_the_colour_sum_by_matrices_one_colour_at_a_time(text, order):
    process = processes.reaction(text, model="quarks", order={**order, "eps": 0})
    parameters = generic_parameters(process)
    momenta = random_points(process, parameters, 5, seed=3)
    given = {n: v for n, v in parameters.items() if n in process.arguments and n != "sqrt_s"}
    point = read_point_parameters(process, given)
    summed = squared_amplitude_in_colours(process.parsed, process.lagrangian, momenta, point, process.bounds)
    assert summed == pytest.approx(process.evaluate(momenta, route="trace", **given), rel=1e-12)


@pytest.mark.parametrize(
    ("text", "order", "colour"),
    [("u u~ > g gamma", {"QCD": 1}, Fraction(4)), ("e- e+ > u u~", {}, Fraction(3)), ("u u > u u", {"QCD": 2}, None)],
)
def test_the_common_colour_needs_no_trace(text, order, colour):
    process = processes.reaction(text, model="quarks", order={**order, "eps": 0})
    found = common_colour(process.parsed, process.lagrangian, process.diagrams)
    assert found == colour == process.squared_amplitude().colour


def test_coloured_reactions_of_many_diagrams_are_integrated_by_helicities():
    """The colour sum is part of the compiled program."""
    process = processes.reaction("e- e+ > u u~ mu- mu+", model="quarks", order={"eps": 0, "QCD": 0})
    parameters = generic_parameters(process)
    momenta = random_points(process, parameters, 3, seed=4)
    given = {n: v for n, v in parameters.items() if n in process.arguments and n != "sqrt_s"}
    kernel = helicity_kernel(process, "numpy")
    assert has_helicities(process)
    values = {f"p{k + 1}_{axis}": momenta[:, k, c] for k in range(6) for c, axis in enumerate("Exyz")}
    point = read_point_parameters(process, given)
    found = kernel(**values, **{n: point[n] for n in kernel.arguments if n not in values})
    assert found == pytest.approx(process.evaluate(momenta, route="spinors", **given), rel=1e-9)
