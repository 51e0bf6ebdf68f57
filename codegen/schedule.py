"""What every backend prints: the program split into a part per call and a part per point, in safe names.

Constants stand in the argument lists as Fractions, integer powers are multiplied out, dead code is dropped.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from codegen.operations import Assignment, count
from codegen.program import Program
from codegen.simplify import NodeTable

Operand = str | Fraction

# Words that mean something in generated C, in C++ that includes its header or in generated Python, and the prefixes of
# the names the generators add themselves.
_RESERVED = frozenset(
    re.findall(
        r"\w+",
        """
    auto break case char const continue default do double else enum extern float for goto if inline int
    long register restrict return short signed sizeof static struct switch typedef union unsigned void
    volatile while main n i x u w out points uniform work start stop math np numba jnp jax njit range
    kernel arrays shape value values abs div exp log pow sin cos tan sqrt j0 j1 jn y0 y1 yn gamma erf exit
    free time signal index remainder
    fabs fmax expm1 log1p asin acos atan atan2 sinh cosh tanh malloc memcpy fesetround fegetround relative_error
    NAN INFINITY HUGE_VAL FE_UPWARD FE_DOWNWARD PART PREAMBLE PAIR_OF_DOUBLES linux unix errno
    alignas alignof asm bool catch char16_t char32_t class complex const_cast constexpr decltype delete dynamic_cast
    explicit export false friend mutable namespace new noexcept nullptr operator private protected public
    reinterpret_cast static_assert static_cast template this thread_local throw true typeid typename typeof using
    virtual wchar_t and_eq bitand bitor compl not_eq or_eq xor xor_eq I
    M_E M_LOG2E M_LOG10E M_LN2 M_LN10 M_PI M_PI_2 M_PI_4 M_1_PI M_2_PI M_2_SQRTPI M_SQRT2 M_SQRT1_2
    """,
    )
)


_OWN_PREFIXES = ("in_", "out_", "_")


def safe_names(names: Iterable[str]) -> dict[str, str]:
    """A name for each argument that is free in generated C and Python: its own wherever possible."""
    safe: dict[str, str] = {}
    for name in names:
        taken = name in _RESERVED or keyword.iskeyword(name) or hasattr(builtins, name)
        candidate = f"arg_{name}" if taken or name.startswith(_OWN_PREFIXES) else name
        while candidate in safe.values():
            candidate += "_"
        safe[name] = candidate
    return safe


@dataclass(frozen=True)
class Schedule:
    """Assignments whose arguments are names or Fractions; `preamble` depends on the uniform arguments alone."""

    name: str
    points: tuple[str, ...]
    uniform: tuple[str, ...]
    preamble: tuple[Assignment, ...]
    body: tuple[Assignment, ...]
    outputs: tuple[tuple[str, Operand], ...]

    @property
    def operations(self) -> dict[str, int]:
        """Operations per point."""
        return count(operation for _, operation, _ in self.body)


def names_in(args: tuple[Operand, ...]) -> tuple[str, ...]:
    """The names a scheduled assignment reads."""
    return tuple(arg for arg in args if isinstance(arg, str))


def schedule(program: Program) -> Schedule:
    """Split a program by dependence on the point arguments."""
    nodes = NodeTable()
    safe = safe_names(program.arguments)
    index: dict[str, int] = {a: nodes.argument(safe[a], a in program.uniform) for a in program.arguments}
    for name, operation, args in program.assignments:
        if operation == "const":
            index[name] = nodes.constant(args[0])
        elif operation == "powi":
            index[name] = nodes.power(index[args[0]], args[1])
        else:
            index[name] = nodes.apply(operation, tuple(index[arg] for arg in args))
    names, assignments = nodes.assignments(index[value] for _, value in program.outputs)
    constants = {name: args[0] for name, operation, args in assignments if operation == "const"}
    uniform = {names[i] for i in names if nodes.uniform[i]}
    plain = [
        (name, operation, _with_constants(args, constants))
        for name, operation, args in assignments
        if operation != "const"
    ]
    return Schedule(
        program.name,
        tuple(safe[a] for a in program.points),
        tuple(safe[a] for a in program.arguments if a in program.uniform),
        tuple(assignment for assignment in plain if assignment[0] in uniform),
        tuple(assignment for assignment in plain if assignment[0] not in uniform),
        tuple((public, constants.get(names[index[v]], names[index[v]])) for public, v in program.outputs),
    )


def _with_constants(args: Iterable[str], constants: Mapping[str, Fraction]) -> tuple[Operand, ...]:
    return tuple(constants.get(arg, arg) for arg in args)


def literal(value: Fraction) -> str:
    """The nearest double, printed so that C and Python read the same one back."""
    return f"({float(value)!r})" if value < 0 else repr(float(value))
