import pickle
import random
import sys
from fractions import Fraction

import mpmath
import numpy as np
import pytest

import codegen
from codegen import Program, ProgramBuilder

TARGETS = ["c", "numba", "numpy"]

# name: (arguments inside the domain, reference in mpmath)
OPERATIONS = {
    "neg": ((0.3,), lambda x: -x),
    "add": ((0.3, 1e-9), lambda x, y: x + y),
    "sub": ((0.3, 0.7), lambda x, y: x - y),
    "mul": ((0.3, -0.7), lambda x, y: x * y),
    "div": ((0.3, -0.7), lambda x, y: x / y),
    "sqrt": ((0.3,), mpmath.sqrt),
    "exp": ((-1.3,), mpmath.exp),
    "expm1": ((1e-9,), mpmath.expm1),
    "log": ((0.3,), mpmath.log),
    "log1p": ((1e-9,), mpmath.log1p),
    "sin": ((2.3,), mpmath.sin),
    "cos": ((2.3,), mpmath.cos),
    "tan": ((1.3,), mpmath.tan),
    "asin": ((0.3,), mpmath.asin),
    "acos": ((-0.3,), mpmath.acos),
    "atan": ((3.0,), mpmath.atan),
    "atan2": ((0.3, -0.7), mpmath.atan2),
    "sinh": ((0.3,), mpmath.sinh),
    "cosh": ((0.3,), mpmath.cosh),
    "tanh": ((0.3,), mpmath.tanh),
    "abs": ((-0.3,), abs),
    "min": ((0.3, 0.7), min),
    "max": ((0.3, 0.7), max),
    "select_lt": ((0.3, 0.7, 2.0, 3.0), lambda a, b, x, y: x if a < b else y),
}


def every_operation(uniform):
    b = ProgramBuilder("every")
    for operation, (values, _) in OPERATIONS.items():
        arguments = [b.argument(f"{operation}_{k}", uniform=uniform) for k in range(len(values))]
        b.output(f"{operation}_value", b.op(operation, *arguments))
    x = b.argument("x")
    b.output("cube", x**3)
    b.output("constant", 0.1)
    return b.build()


@pytest.mark.parametrize("uniform", [False, True], ids=["point", "uniform"])
@pytest.mark.parametrize("target", TARGETS)
def test_every_operation_on_every_target(target, uniform):
    kernel = codegen.compile(every_operation(uniform), target)
    inputs = {f"{op}_{k}": v for op, (values, _) in OPERATIONS.items() for k, v in enumerate(values)}
    found = kernel(**inputs, x=1.7)
    for operation, (values, reference) in OPERATIONS.items():
        expected = float(reference(*map(mpmath.mpf, values)))
        assert found[f"{operation}_value"] == pytest.approx(expected, rel=4e-16 * 4), operation
    assert found["cube"] == pytest.approx(1.7**3, rel=1e-15)
    assert found["constant"] == 0.1


def cross_section():
    b = ProgramBuilder("sigma")
    s, t, m = b.argument("s"), b.argument("t"), b.argument("m", uniform=True)
    b.output("msq", b.polynomial({(2, 0, 0): 1, (1, 1, 2): -3, (0, 3, 4): 2, (0, -1, 0): 1}, [s, t, m]))
    return b.build()


def reference(s, t, m):
    return s**2 - 3 * s * t * m**2 + 2 * t**3 * m**4 + 1 / t


@pytest.mark.parametrize("target", TARGETS)
def test_arguments_broadcast(target):
    kernel = codegen.compile(cross_section(), target)
    s, t, m = np.linspace(1, 2, 5)[:, None], np.array([1.0, -3.0, 7.0]), np.array([0.1, 0.2, 0.3])
    assert kernel(s=s, t=t, m=0.1).shape == (5, 3)
    np.testing.assert_allclose(kernel(s=s, t=t, m=0.1), reference(s, t, 0.1), rtol=1e-13)
    np.testing.assert_allclose(kernel(s=s, t=t, m=m), reference(s, t, m), rtol=1e-13)
    assert isinstance(kernel(s=1, t=2, m=0), float)
    assert kernel(s=np.empty(0), t=1.0, m=0.1).shape == (0,)
    np.testing.assert_allclose(kernel(s=s[::2], t=t[::-1], m=0.1), reference(s[::2], t[::-1], 0.1), rtol=1e-13)


@pytest.mark.parametrize("target", TARGETS)
def test_results_do_not_depend_on_threads(target):
    rng = np.random.default_rng(1)
    points = [rng.uniform(1, 2, 100_003) for _ in range(2)]
    one, three = (codegen.compile(cross_section(), target, threads=n).batch(points, [0.3]) for n in (1, 3))
    assert np.array_equal(one, three)


def test_targets_agree_to_the_last_bit_on_arithmetic():
    rng = random.Random(7)
    terms = {tuple(rng.randint(0, 3) for _ in range(12)): rng.randint(-5, 5) for _ in range(60)}
    b = ProgramBuilder("many")
    b.output("f", b.polynomial(terms, [b.argument(f"x{i}", uniform=i > 8) for i in range(12)]))
    program = b.build()
    points = [np.random.default_rng(i).uniform(-1, 1, 1001) for i in range(9)]
    values = [codegen.compile(program, target).batch(points, [0.3, 0.7, 1.1]) for target in TARGETS]
    assert np.array_equal(values[0], values[1]) and np.array_equal(values[0], values[2])


@pytest.mark.parametrize("target", TARGETS)
def test_nan_and_equal_squares_behave_alike(target):
    b = ProgramBuilder("edge")
    x, y = b.argument("x"), b.argument("y")
    b.output("low", b.op("min", b.op("log", x), y))
    b.output("high", b.op("max", y, b.op("log", x)))
    b.output("root", b.op("sqrt", x * x - y * y))
    found = codegen.compile(b.build(), target)(x=np.array([-0.1, 0.1]), y=np.array([-0.1, 0.1]))
    assert np.isnan(found["low"][0]) and np.isnan(found["high"][0])
    assert found["root"].tolist() == [0.0, 0.0]


def test_names_with_a_meaning_in_c_or_python_are_fine():
    names = ("double", "lambda", "i", "n", "out", "in_x", "x", "y0", "gamma", "print", "t1", "exp", "w", "arg_x")
    b = ProgramBuilder("names")
    total = b.constant(0)
    for k, name in enumerate(names):
        total = total + (k + 1) * b.argument(name, uniform=k % 3 == 0)
    b.output("return", total)
    for target in TARGETS:
        value = codegen.compile(b.build(), target)(**dict.fromkeys(names, 1.0))
        assert value == len(names) * (len(names) + 1) / 2


def test_only_uniform_arguments_or_none_at_all():
    b = ProgramBuilder("fixed")
    b.output("f", b.argument("m", uniform=True) * 2)
    b.output("g", 3)
    for target in TARGETS:
        kernel = codegen.compile(b.build(), target)
        assert kernel(m=2.0) == {"f": 4.0, "g": 3.0}
        assert kernel(m=[1.0, 2.0])["f"].tolist() == [2.0, 4.0]


def test_bad_arguments_are_named():
    kernel = codegen.compile(cross_section(), "numpy")
    with pytest.raises(ValueError, match="no argument 'mm'; did you mean m"):
        kernel(s=1, t=1, mm=1)
    with pytest.raises(ValueError, match="needs values for t, m as well"):
        kernel(s=1)
    with pytest.raises(ValueError, match=r"do not broadcast together: \{'s': \(2,\), 't': \(3,\)\}"):
        kernel(s=[1, 2], t=[1, 2, 3], m=1)
    with pytest.raises(TypeError, match="'s' must hold real numbers, found dtype complex128"):
        kernel(s=1j, t=1, m=1)
    with pytest.raises(TypeError, match="'t' must hold real numbers, found dtype <U4, the value 'high'"):
        kernel(s=1, t="high", m=1)
    with pytest.raises(ValueError, match="'t' holds 2 values that are not finite, the first is nan"):
        kernel(s=1, t=[1, np.nan, np.inf], m=1)
    with pytest.raises(ValueError, match="not a regular array"):
        kernel(s=[[1, 2], [3]], t=1, m=1)


def test_unknown_target_and_threads():
    with pytest.raises(ValueError, match="unknown target 'fortran'"):
        codegen.compile(cross_section(), "fortran")
    with pytest.raises(ValueError, match="at least 1"):
        codegen.compile(cross_section(), threads=0)


def test_without_compiler_numba_takes_over(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    assert codegen.compile(cross_section()).target == "numba"
    with pytest.raises(codegen.BackendUnavailable, match="install one, or use target='numba'"):
        codegen.compile(cross_section(), "c")


def test_without_numba(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert codegen.compile(cross_section()).target == "numpy"
    with pytest.raises(codegen.BackendUnavailable, match="pip install numba"):
        codegen.compile(cross_section(), "numba")


def test_a_broken_compiler_is_reported(monkeypatch, tmp_path):
    broken = tmp_path / "broken-cc"
    broken.write_text("#!/bin/sh\necho no license >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("CC", str(broken))
    monkeypatch.setenv("AMPS_CACHE_DIR", str(tmp_path / "cache"))
    with pytest.raises(codegen.BackendUnavailable, match=r"exit 3.*no license"):
        codegen.compile(cross_section(), "c")
    kernel = codegen.compile(cross_section())
    assert kernel.target == "numba" and "no license" in kernel.notices[0]


def test_a_compiler_with_arguments(monkeypatch, tmp_path):
    wrapper = tmp_path / "wrapper"
    wrapper.write_text('#!/bin/sh\n[ "$1" = --pass ] || exit 4\nshift\nexec cc "$@"\n')
    wrapper.chmod(0o755)
    monkeypatch.setenv("CC", f"'{wrapper}' --pass")
    monkeypatch.setenv("AMPS_CACHE_DIR", str(tmp_path / "cache"))
    assert codegen.compile(cross_section(), "c")(s=1, t=2, m=3) == reference(1, 2, 3)


@pytest.mark.parametrize("target", TARGETS)
def test_kernels_can_be_pickled(target):
    kernel = codegen.compile(cross_section(), target)
    again = pickle.loads(pickle.dumps(kernel))
    assert again.target == target and again(s=1, t=2, m=3) == kernel(s=1, t=2, m=3)
    assert "msq" in repr(kernel.outputs) and "sigma" in repr(kernel)


@pytest.mark.parametrize("target", TARGETS)
def test_a_program_written_by_hand(target):
    lines = (("c", "const", (Fraction(-1, 3),)), ("p", "powi", ("x", -3)), ("q", "powi", ("x", 5)))
    lines += (("r", "mul", ("p", "c")), ("s", "sub", ("r", "q")), ("t", "powi", ("m", 0)))
    program = Program("by_hand", ("x", "m"), frozenset("m"), lines, (("f", "s"), ("one", "t"), ("same", "x")))
    kernel = codegen.compile(program, target)
    assert kernel(x=0.7, m=2.0) == pytest.approx({"f": -(0.7**-3) / 3 - 0.7**5, "one": 1.0, "same": 0.7}, rel=1e-15)
    value, again = kernel.guarded(x=0.7, m=2.0)
    assert value["f"] == pytest.approx(-(0.7**-3) / 3 - 0.7**5, rel=1e-15) and again == 0
