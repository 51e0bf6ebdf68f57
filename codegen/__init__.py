"""Expressions to fast callables; knows no physics.

A `ProgramBuilder` collects operations, polynomials and SymPy expressions into a `Program`; `compile` turns the
program into a `Kernel` for C, Numba, NumPy or JAX:

>>> b = ProgramBuilder("msq")
>>> s, m = b.argument("s"), b.argument("m", uniform=True)
>>> b.output("msq", b.polynomial({(2, 0): 1, (1, 2): -4}, [s, m]))
>>> compile(b.build(), target="numpy")(s=[2.0, 3.0], m=0.5)
array([2., 6.])

Exporting code (codegen.export), the cache (codegen.cache) and complex values
(codegen.complex_pairs) are imported where they are needed.
"""

from codegen.compilation import compile_program as compile
from codegen.errors import BackendUnavailable, InvalidProgram, UnsupportedExpression
from codegen.kernel import Kernel
from codegen.program import Program, ProgramBuilder, Ref

__all__ = [
    "BackendUnavailable",
    "InvalidProgram",
    "Kernel",
    "Program",
    "ProgramBuilder",
    "Ref",
    "UnsupportedExpression",
    "compile",
]
