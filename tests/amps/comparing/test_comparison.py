"""amps.compare: each verdict, with its evidence."""

import pytest
import sympy

import amps
from amps.comparison import compare_numbers

WIDTH = "a*m/3*(1 + 2*f^2/m^2)*sqrt(1 - 4*f^2/m^2)"
FACTORED = "a/(3*m^2)*(m^2 + 2*f^2)*sqrt(m - 2*f)*sqrt(m + 2*f)"


@pytest.mark.parametrize(
    ("published", "derived", "assumptions"),
    [
        (WIDTH, FACTORED, ()),
        ("log(a^2*b/c)", "2*log(a) + log(b) - log(c)", ()),
        ("s*t + t*u", "2*t*m^2 - t^2", ("s + t + u = 2 m^2", "t < 0", "u < 0")),
        ("E^2 - p^2", "m^2", ("E^2 = p^2 + m^2",)),
        ("sqrt((m - f)^2)", "m - f", ("m > f",)),
        ("sqrt(8)*a", "2*sqrt(2)*a", ()),
        ("0.5*a", "a/2", ()),
    ],
)
def test_equality_is_proved(published, derived, assumptions):
    found = amps.compare(published, derived, assumptions)
    assert (found.verdict, found.evidence, found.factor) == ("equal", "proof", 1)


@pytest.mark.parametrize(
    ("published", "derived"),
    [
        ("log((1 + sqrt(1 - 4*m^2/s))/(1 - sqrt(1 - 4*m^2/s)))", "2*log((1 + sqrt(1 - 4*m^2/s))*sqrt(s)/(2*m))"),
        ("cos(x)^2", "1 - sin(x)^2"),
        ("Int(a*x^2, x, 0, 1)", "a/3"),
    ],
)
def test_equality_is_sampled_with_a_stated_probability(published, derived):
    found = amps.compare(published, derived)
    assert (found.verdict, found.evidence) == ("equal", "sampled")
    assert 0 < found.error_probability < 1e-10


@pytest.mark.parametrize("factor", ["2", "1/2", "-1", "pi", "4*pi", "sqrt(2)", "3/(16*pi^2)", "sqrt(3)/pi"])
def test_factors_are_named(factor):
    found = amps.compare(f"{factor}*({WIDTH})", FACTORED)
    assert (found.verdict, found.evidence) == ("differs by a factor", "proof")
    assert found.factor == amps.compare(factor, factor).published
    point, published, derived = found.counterexample
    assert float(published / derived) == pytest.approx(float(found.factor))
    assert set(point) == {"a", "m", "f"}


def test_an_unnamed_constant_is_found_with_its_constant():
    found = amps.compare("0.1973*m", "m", constants={"hbar c": 0.1973})
    assert found.verdict == "differs by a factor"
    assert float(found.factor) == pytest.approx(0.1973)


@pytest.mark.parametrize(
    ("published", "assumptions", "order"),
    [("a*m/3", (), 4), ("a*m/3", ("f << m",), 4), ("a*m/3*(1 + 2*f^2/m^2)", ("f -> 0",), 2)],
)
def test_a_limit_is_recognised_with_its_order(published, assumptions, order):
    found = amps.compare(published, WIDTH, assumptions)
    assert found.verdict == "equal in limit"
    assert found.limit.order == order


def test_a_limit_does_not_hide_a_factor():
    found = amps.compare("a*m/6", WIDTH, ["f << m"])
    assert (found.verdict, found.factor) == ("differs by a factor", sympy.Rational(1, 2))


def test_the_wrong_limit_is_not_accepted():
    assert amps.compare("a*m/3", WIDTH, ["m << f"]).verdict == "differs"


def test_no_limit_is_assumed_that_is_neither_stated_nor_implied_by_a_dropped_symbol():
    assert amps.compare("a*m/3*(1 + 2*f^2/m^2)", WIDTH).verdict == "differs"


def test_a_hierarchy_of_limits():
    found = amps.compare("1/b", "b/(a + b^2)", ["a << b", "b << c"])
    assert found.verdict == "differs"  # a and b^2 fall alike
    assert amps.compare("1/b", "b*c/(a*b + b^2*c)", ["a << b", "b << c"]).verdict == "equal in limit"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (WIDTH.replace("2*f^2", "f^2"), "should be 2*f**2/m**2"),
        (WIDTH.replace("1 + 2", "1 - 2"), "should be 2*f**2/m**2"),
        (WIDTH.replace("(1 + 2*f^2/m^2)*", ""), "is missing"),
        (WIDTH.replace("a*m/3", "a*f/3"), "f should be m"),
        (WIDTH.replace("a*m/3", "a*m^2/3"), "the exponent of m should be 1, not 2"),
        ("a*f/3*(1 + 2*m^2/f^2)*sqrt(1 - 4*m^2/f^2)", "f and m exchanged"),
        (WIDTH.replace("1 + 2", "x/m + 1 + 2"), "the term x/m should not be there"),
    ],
)
def test_the_correction_is_found(wrong, said):
    found = amps.compare(wrong, WIDTH, ["m > 2*f"])
    assert found.verdict == "differs"
    assert any(said in edit.text for edit in found.edits), [edit.text for edit in found.edits]


def test_the_correction_is_right():
    found = amps.compare(WIDTH.replace("2*f^2", "5*f^2"), WIDTH)
    edit = found.edits[0]
    assert amps.compare(found.published.xreplace({edit.found: edit.should_be}), WIDTH).verdict == "equal"


def test_dimensions_come_first():
    found = amps.compare("a*(m + f^2)", "a*m", dimensions={"a": 0, "m": 1, "f": 1})
    assert found.note.startswith("dimensionally inconsistent: terms of different dimension")
    found = amps.compare("a*m^2", "a*m", dimensions={"a": 0, "m": 1})
    assert found.note.startswith("dimensionally inconsistent: GeV^2 where GeV^1 is expected")


def test_no_physical_point():
    with pytest.raises(ValueError, match="no physical point"):
        amps.compare("x", "y", ["x > y", "y > x"])


@pytest.mark.parametrize("statement", ["m_V", "x y z", "m_a + m_b << m_c + m_d"])
def test_assumptions_that_cannot_be_read(statement):
    with pytest.raises(ValueError, match=r"expected|limit|HERE"):
        amps.compare("m_a", "m_a", [statement])


def test_same_seed_same_verdict():
    first, second = (amps.compare("x^2 + y", "x + y^2", seed=3) for _ in range(2))
    assert first == second


def test_numbers():
    assert compare_numbers(0.63, 0.64, 0.05).verdict == "equal"
    found = compare_numbers(2.0, 1.0, 0.05)
    assert (found.verdict, float(found.factor)) == ("differs by a factor", 2.0)


def test_compare_is_lazy():
    with pytest.raises(AttributeError, match="comparison_of"):
        amps.comparison_of
