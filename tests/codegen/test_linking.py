import numpy as np
import pytest

import codegen
from codegen import InvalidProgram, ProgramBuilder

TARGETS = ["c", "numba", "numpy"]


def rate():
    """F(2 s) m + F(G(s, m))^2."""
    b = ProgramBuilder("rate")
    s, m = b.argument("s"), b.argument("m", uniform=True)
    b.output("rate", b.call("F", 2 * s) * m + b.call("F", b.call("G", s, m)) ** 2)
    return b.build()


def program_of(name, n, formula):
    b = ProgramBuilder(name)
    b.output("value", formula(*(b.argument(f"x{k}") for k in range(n))))
    return b.build()


AS_CODE = {"F": program_of("F", 1, lambda x: x * x + 1), "G": program_of("G", 2, lambda x, y: x / y)}
AS_CALLBACK = {"F": lambda x: x * x + 1, "G": lambda x, y: x / y}
S = np.linspace(1, 2, 50)
EXPECTED = ((2 * S) ** 2 + 1) * 0.3 + ((S / 0.3) ** 2 + 1) ** 2


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    "functions", [AS_CODE, AS_CALLBACK, {**AS_CODE, "G": AS_CALLBACK["G"]}, {**AS_CALLBACK, "G": AS_CODE["G"]}]
)
def test_functions_as_code_and_as_callbacks(target, functions):
    kernel = codegen.compile(rate(), target, functions=functions)
    np.testing.assert_allclose(kernel(s=S, m=0.3), EXPECTED, rtol=1e-14)
    np.testing.assert_allclose(kernel(s=1.0, m=[0.3, 0.3]), EXPECTED[0], rtol=1e-14)


def test_code_is_shared_across_functions():
    kernel = codegen.compile(rate(), "numpy", functions=AS_CODE)
    assert "call" not in kernel.source and kernel.operations["div"] == 1


def test_a_function_may_use_another():
    b = ProgramBuilder("F")
    b.output("value", b.call("G", b.argument("x"), 1) + 1)
    kernel = codegen.compile(rate(), "numpy", functions={"F": b.build(), "G": AS_CODE["G"]})
    np.testing.assert_allclose(kernel(s=S, m=0.3), (2 * S + 1) * 0.3 + (S / 0.3 + 1) ** 2, rtol=1e-14)


def test_a_constant_callback_is_broadcast():
    kernel = codegen.compile(rate(), "numpy", functions={"F": lambda x: 2.0, "G": lambda x, y: x})
    np.testing.assert_allclose(kernel(s=S, m=0.5), 5.0)


def test_misuse_is_named():
    with pytest.raises(InvalidProgram, match="'G' is called but not supplied"):
        codegen.compile(rate(), functions={"F": AS_CODE["F"]})
    with pytest.raises(
        InvalidProgram, match="'G' is called with 2 arguments for one value; the program supplied takes 1"
    ):
        codegen.compile(rate(), functions={"F": AS_CODE["F"], "G": AS_CODE["F"]})
    b = ProgramBuilder("F")
    b.output("value", b.call("F", b.argument("x")))
    with pytest.raises(InvalidProgram, match="'F' calls itself, through F -> F"):
        codegen.compile(rate(), functions={"F": b.build(), "G": AS_CODE["G"]})
    with pytest.raises(ValueError, match="'F' returned the shape"):
        codegen.compile(rate(), "numpy", functions={"F": lambda x: x[:3], "G": AS_CODE["G"]})(s=S, m=1)
