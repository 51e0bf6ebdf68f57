from fractions import Fraction

import pytest

from codegen import InvalidProgram, Program, ProgramBuilder


def program(*assignments, outputs=(("f", "a"),), arguments=("x", "y"), uniform=frozenset()):
    return Program("p", arguments, uniform, assignments, outputs)


def test_equal_operations_exist_once_in_any_order():
    b = ProgramBuilder("p")
    x, y = b.argument("x"), b.argument("y")
    b.output("f", (x + y) * (y + x) + (x * y - y * x))
    assert b.build().operations == {"mul": 1, "add": 1, "div": 0, "other": 0}


def test_constants_fold_exactly():
    b = ProgramBuilder("p")
    x = b.argument("x")
    third = b.constant(1) / 3
    b.output("f", x * third * 6 - (x + x))
    b.output("g", b.op("sqrt", Fraction(9, 4)) + 0.5)
    built = b.build()
    assert built.operations == {"mul": 0, "add": 0, "div": 0, "other": 0}
    assert {args for _, _, args in built.assignments} == {(Fraction(0),), (Fraction(2),)}


def test_signs_are_absorbed_by_sums():
    b = ProgramBuilder("p")
    x, y, z = (b.argument(name) for name in "xyz")
    b.output("f", z + (-x) * y)
    b.output("g", (-3 * x) * (-y) + (y - x) + (x - y))
    assert b.build().operations["other"] == 0


def test_dead_code_is_left_out():
    b = ProgramBuilder("p")
    x = b.argument("x")
    b.op("exp", x)
    b.output("f", x)
    assert b.build().assignments == ()


def test_integer_powers_are_squared_repeatedly():
    b = ProgramBuilder("p")
    x = b.argument("x")
    b.output("f", x**8)
    b.output("g", x**-4)
    assert b.build().operations == {"mul": 3, "add": 0, "div": 1, "other": 0}


def test_uniform_follows_from_the_arguments():
    b = ProgramBuilder("p")
    b.argument("m", uniform=True)
    b.argument("s")
    b.output("f", b.argument("m", uniform=True) + b.argument("s"))
    built = b.build()
    assert built.uniform == {"m"} and built.points == ("s",)
    assert built.all_point().points == ("m", "s")
    with pytest.raises(ValueError, match="declared with uniform=True"):
        b.argument("m")


def test_inline_splices_a_straight_line_program():
    b = ProgramBuilder("p")
    values = b.inline(
        [("a", "mul", ("x", 2)), ("c", "const", (Fraction(1, 2),)), ("d", "sub", ("a", "c"))], {"x": b.argument("x")}
    )
    b.output("f", values["d"])
    assert b.build().operations == {"mul": 1, "add": 1, "div": 0, "other": 0}
    with pytest.raises(InvalidProgram, match="'q' is used before"):
        b.inline([("e", "neg", ("q",))], values)


def test_key_depends_on_content_only():
    one = program(("a", "add", ("x", "y")))
    assert one.key == program(("a", "add", ("x", "y"))).key
    assert one.key != program(("a", "sub", ("x", "y"))).key
    assert one.key != program(("a", "add", ("x", "y")), uniform=frozenset("x")).key
    assert "a = add(x, y)" in str(one)


@pytest.mark.parametrize(
    ("assignments", "keywords", "message"),
    [
        ([("a", "cbrt", ("x",))], {}, "unknown operation 'cbrt'"),
        ([("a", "add", ("x", "q"))], {}, "uses 'q' before"),
        ([("a", "neg", ("x",)), ("a", "neg", ("y",))], {}, "assigned twice"),
        ([("a", "add", ("x",))], {}, "takes 2 arguments, found 1"),
        ([("a", "const", (0.5,))], {}, "must be a Fraction"),
        ([("a", "powi", ("x", "y"))], {}, "must be an integer"),
        ([("a", "call", ())], {}, "name of a function"),
        ([("b", "neg", ("x",))], {}, "refers to 'a'"),
        ([("a", "neg", ("x",))], {"arguments": ("x", "x")}, r"argument names \['x'\]"),
        ([("a", "neg", ("x",))], {"arguments": ("x", "p1.k")}, "not usable as a name"),
        ([("a", "neg", ("x",))], {"uniform": frozenset("q")}, r"uniform names \['q'\]"),
        ([("a", "neg", ("x",))], {"outputs": ()}, "no output"),
    ],
)
def test_invalid_programs_are_refused(assignments, keywords, message):
    with pytest.raises(InvalidProgram, match=message):
        program(*assignments, **keywords)


def test_builder_refuses_what_it_cannot_use():
    b, other = ProgramBuilder("p"), ProgramBuilder("q")
    x = b.argument("x")
    with pytest.raises(ValueError, match="builder 'q'"):
        x + other.argument("x")
    with pytest.raises(ValueError, match="finite"):
        b.constant(float("nan"))
    with pytest.raises(InvalidProgram, match="unknown operation"):
        b.op("cbrt", x)
    with pytest.raises(InvalidProgram, match="takes 1"):
        b.op("exp", x, x)
    with pytest.raises(InvalidProgram, match="integer exponent"):
        b.op("powi", x, 0.5)
    with pytest.raises(ZeroDivisionError):
        x / 0
    b.output("f", x)
    with pytest.raises(InvalidProgram, match="twice"):
        b.output("f", x)


def test_a_million_operations_neither_recurse_nor_explode():
    b = ProgramBuilder("long")
    x, value = b.argument("x"), b.argument("y")
    for _ in range(100_000):
        value = value * x + x
    b.output("f", value)
    built = b.build()
    assert built.operations["mul"] == built.operations["add"] == 100_000
