import random
from fractions import Fraction

import pytest

from codegen import Program, ProgramBuilder
from codegen.operations import operands


def exact_values(program: Program, arguments: dict[str, Fraction]) -> dict[str, Fraction]:
    """The program in exact arithmetic, the slow and obvious way."""
    values = dict(arguments)
    for name, operation, args in program.assignments:
        a = [values[arg] for arg in operands(operation, args)]
        match operation:
            case "const":
                values[name] = args[0]
            case "neg":
                values[name] = -a[0]
            case "add":
                values[name] = a[0] + a[1]
            case "sub":
                values[name] = a[0] - a[1]
            case "mul":
                values[name] = a[0] * a[1]
            case "div":
                values[name] = a[0] / a[1]
            case _:
                raise AssertionError(operation)
    return {public: values[name] for public, name in program.outputs}


def random_polynomial(rng, variables, terms, lowest=0, highest=3):
    return {
        tuple(rng.randint(lowest, highest) for _ in range(variables)): Fraction(rng.randint(-9, 9), rng.randint(1, 4))
        for _ in range(terms)
    }


def direct_value(polynomial, point):
    total = Fraction(0)
    for exponents, coefficient in polynomial.items():
        for x, k in zip(point, exponents, strict=True):
            coefficient *= x**k
        total += coefficient
    return total


@pytest.mark.parametrize("lowest", [0, -2])
@pytest.mark.parametrize("uniform", [0, 2, 5])
@pytest.mark.parametrize("seed", range(4))
def test_polynomials_are_evaluated_exactly(seed, uniform, lowest):
    rng = random.Random(seed)
    polynomials = [random_polynomial(rng, 5, terms, lowest) for terms in (0, 1, 7, 40)]
    b = ProgramBuilder("p")
    variables = [b.argument(f"x{i}", uniform=i < uniform) for i in range(5)]
    for k, value in enumerate(b.polynomials(polynomials, variables)):
        b.output(f"p{k}", value)
    point = [Fraction(rng.randint(1, 20), rng.randint(1, 9)) * rng.choice((1, -1)) for _ in variables]
    values = exact_values(b.build(), {f"x{i}": x for i, x in enumerate(point)})
    assert list(values.values()) == [direct_value(polynomial, point) for polynomial in polynomials]


def test_coefficients_of_uniform_variables_leave_the_loop():
    rng = random.Random(1)
    b = ProgramBuilder("p")
    variables = [b.argument(f"x{i}", uniform=i > 1) for i in range(8)]
    polynomial = random_polynomial(rng, 8, 200, highest=2)
    b.output("p", b.polynomial(polynomial, variables))
    built = b.build()
    from codegen.schedule import schedule

    per_point = schedule(built).operations
    assert sum(built.operations.values()) > 200
    # Nine monomials in two variables: Horner needs 8 additions and 8 multiplications, powers aside.
    assert per_point["add"] <= 8 and per_point["mul"] <= 10


def test_a_univariate_polynomial_of_high_degree_does_not_recurse():
    b = ProgramBuilder("p")
    b.output("p", b.polynomial({(k,): k + 1 for k in range(2000)}, [b.argument("x")]))
    assert b.build().operations["add"] == 1999


def test_a_reciprocal_is_taken_once():
    b = ProgramBuilder("p")
    b.output("p", b.polynomial({(-1, 0): 1, (-2, 1): 3, (-3, 2): 1, (2, 2): 1}, [b.argument("x"), b.argument("y")]))
    assert b.build().operations["div"] == 1


def test_exponents_must_match_the_variables():
    b = ProgramBuilder("p")
    b.argument("x")
    with pytest.raises(ValueError, match="1 variables but exponents"):
        b.polynomial({(1, 2): 1}, ["x"])
    with pytest.raises(ValueError, match="'z' is not an argument"):
        b.polynomial({(1,): 1}, ["z"])


@pytest.mark.parametrize("uniform", [False, True])
def test_one_value_may_stand_for_several_variables(uniform):
    polynomial = random_polynomial(random.Random(5), 4, 12)
    b = ProgramBuilder("repeated")
    x, y = b.argument("x", uniform=uniform), b.argument("y")
    b.output("value", b.polynomial(polynomial, [x, y, x, y]))
    at = {"x": Fraction(2, 3), "y": Fraction(-5, 7)}
    expected = direct_value(polynomial, [at["x"], at["y"], at["x"], at["y"]])
    assert exact_values(b.build(), at)["value"] == expected
