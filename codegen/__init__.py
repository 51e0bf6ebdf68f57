"""Expressions to fast callables; knows no physics.

`ProgramBuilder` collects operations, `compile` turns the finished `Program` into a `Kernel` for C, Numba or NumPy.
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
