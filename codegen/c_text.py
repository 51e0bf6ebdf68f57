"""C text of schedules: statements, the one-loop function and the version in blocks for long programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from codegen.blocks import Blocks, Part, cut, needs_blocks
from codegen.operations import Assignment
from codegen.schedule import Operand, Schedule, literal

SYMBOL = "codegen_kernel"
# The arrays never overlap: without this the compiler gives up on vectorisation when there are many of them.
LOOP = ["#if defined(__GNUC__) && !defined(__clang__)", "#pragma GCC ivdep", "#endif"]

LANES = 8
"""Points that go through the loop together: the doubles of the longest vectors, a multiple of those of the others."""

_INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/"}


@dataclass(frozen=True)
class Arithmetic:
    """The number type of generated C: its name, the ending of its library functions, how a constant is written."""

    type: str
    ending: str
    literal: Callable[[Fraction], str]

    def statement(self, assignment: Assignment) -> str:
        """One declaration."""
        name, operation, args = assignment
        return f"const {self.type} {name} = {self.expression(operation, args)};"

    def atom(self, value: Operand) -> str:
        """A name or a literal."""
        return value if isinstance(value, str) else self.literal(value)

    def expression(self, operation: str, args: Sequence[Operand]) -> str:
        """One operation."""
        a = [self.atom(arg) for arg in args]
        if operation in _INFIX:
            return f"{a[0]} {_INFIX[operation]} {a[1]}"
        if operation == "neg":
            return f"-{a[0]}"
        if operation in {"min", "max"}:
            return self._extreme("<" if operation == "min" else ">", *sorted(args, key=_is_constant))
        if operation == "select_lt":
            return f"({a[0]} < {a[1]}) ? {a[2]} : {a[3]}"
        return f"{'fabs' if operation == 'abs' else operation}{self.ending}({', '.join(a)})"

    def _extreme(self, sign: str, first: Operand, second: Operand) -> str:
        """Minimum or maximum; NaN comes out, unlike with fmin, and the loop is vectorised, unlike with `||`."""
        a, b = self.atom(first), self.atom(second)
        if _is_constant(second):
            return f"{b} {sign} {a} ? {b} : {a}"
        return f"({a} {sign} {b} ? {a} : {b}) + ({a} == {a} ? 0 : {a})"


def _is_constant(value: Operand) -> bool:
    return not isinstance(value, str)


DOUBLE = Arithmetic("double", "", literal)


def head(symbol: str) -> str:
    """The declaration of the array function: points by argument, out by output, each of n doubles."""
    return f"void {symbol}(long n, const double *const *points, const double *uniform, double *out)"


def _unused(n_points: int, n_uniform: int) -> list[str]:
    """Statements that keep compilers from warning about arguments without content."""
    return [f"    (void){name};" for name, n in (("points", n_points), ("uniform", n_uniform)) if n == 0]


def loop_source(plan: Schedule, arithmetic: Arithmetic = DOUBLE, header: str = "math.h", symbol: str = SYMBOL) -> str:
    """One function with one loop over the points; inputs and outputs are double in any arithmetic."""
    real = arithmetic.type
    lines = [f"#include <{header}>", "", head(symbol), "{", *_once_per_call(plan, arithmetic)]
    lines += [f"    const double *restrict in_{name} = points[{k}];" for k, name in enumerate(plan.points)]
    lines += [f"    double *restrict out_{k} = out + {k} * n;" for k in range(len(plan.outputs))]
    lines += [*LOOP, "    for (long i = 0; i < n; ++i) {"]
    lines += [f"        const {real} {name} = in_{name}[i];" for name in plan.points]
    lines += [f"        {arithmetic.statement(assignment)}" for assignment in plan.body]
    lines += [f"        out_{k}[i] = {arithmetic.atom(value)};" for k, (_, value) in enumerate(plan.outputs)]
    return "\n".join([*lines, "    }", "}", ""])


def vector_source(plan: Schedule, symbol: str) -> str:
    """One function in double whose loop runs over whole vectors alone.

    The points of an incomplete vector at the end go through the same loop in a second pass, filled up with the last
    one: a loop for single points beside the one for vectors takes the compiler more than twice as long.
    """
    n_in, n_out = len(plan.points), len(plan.outputs)
    lines = ["#include <math.h>", "", head(symbol), "{", *_once_per_call(plan, DOUBLE)]
    lines += [f"    const long _whole = n / {LANES} * {LANES}, _rest = n - _whole;"]
    lines += [f"    double _last[{LANES * (n_in + n_out)}];"]
    lines += ["    for (int _end = 0; _end <= (_rest > 0); ++_end) {"]
    if n_in:
        lines += [f"        for (int k = 0; _end && k < {n_in}; ++k)"]
        lines += [f"            for (int i = 0; i < {LANES}; ++i)"]
        lines += [f"                _last[{LANES} * k + i] = points[k][_whole + (i < _rest ? i : _rest - 1)];"]
    for k, name in enumerate(plan.points):
        lines += [f"        const double *restrict in_{name} = _end ? _last + {LANES * k} : points[{k}];"]
    for k in range(n_out):
        lines += [f"        double *restrict out_{k} = _end ? _last + {LANES * (n_in + k)} : out + {k} * n;"]
    lines += [f"        const long _m = {_whole_vectors(f'(_end ? {LANES} : _whole)')};", *LOOP]
    lines += ["        for (long i = 0; i < _m; ++i) {"]
    lines += [f"            const double {name} = in_{name}[i];" for name in plan.points]
    lines += [f"            {DOUBLE.statement(assignment)}" for assignment in plan.body]
    lines += [f"            out_{k}[i] = {DOUBLE.atom(value)};" for k, (_, value) in enumerate(plan.outputs)]
    lines += ["        }", "    }", f"    for (int k = 0; k < {n_out}; ++k)"]
    lines += [f"        for (int i = 0; i < _rest; ++i) out[k * n + _whole + i] = _last[{LANES} * ({n_in} + k) + i];"]
    return "\n".join([*lines, "}", ""])


def _once_per_call(plan: Schedule, arithmetic: Arithmetic) -> list[str]:
    lines = _unused(len(plan.points), len(plan.uniform))
    lines += [f"    const {arithmetic.type} {name} = uniform[{k}];" for k, name in enumerate(plan.uniform)]
    return lines + [f"    {arithmetic.statement(assignment)}" for assignment in plan.preamble]


def _whole_vectors(number: str) -> str:
    """The same number, with what tells the compiler that nothing is left over behind the vectors."""
    return f"{number} & ~{LANES - 1}L"


def blocked_source(blocks: Blocks, n_points: int, n_uniform: int, symbol: str, lanes: int) -> str:
    """One function per part; inlining is switched off, or the compiler would put together what was cut.

    The parts that run once per call are marked cold, so that the compiler does not spend its time on them. A block is
    filled up to a multiple of `lanes` points with the last one.
    """
    length = blocks.length
    lines = ["#include <math.h>", "#include <stdlib.h>", "#include <string.h>", ""]
    lines += ["#if defined(__GNUC__)", "#define PART static __attribute__((noinline)) void"]
    lines += ["#define PREAMBLE static __attribute__((noinline, cold)) void", "#else"]
    lines += ["#define PART static void", "#define PREAMBLE static void", "#endif", ""]
    for k, part in enumerate(blocks.preamble):
        lines += [f"PREAMBLE preamble_{k}(double *restrict u)", "{"]
        lines += [f"    const double {name} = u[{place}];" for name, place in part.scalars]
        lines += [f"    {DOUBLE.statement(assignment)}" for assignment in part.assignments]
        lines += [f"    u[{place}] = {name};" for name, place in part.stores]
        lines += ["}", ""]
    for k, part in enumerate(blocks.body):
        lines += _part(k, part, length, lanes)
    lines += [head(symbol), "{"]
    lines += _unused(n_points, n_uniform)
    lines += [f"    double *u = malloc({blocks.n_scalars + blocks.n_rows * length + 1} * sizeof(double));"]
    lines += [f"    double *w = u + {blocks.n_scalars};"]
    lines += [f"    memcpy(u, uniform, {n_uniform} * sizeof(double));"] if n_uniform else []
    lines += [f"    preamble_{k}(u);" for k in range(len(blocks.preamble))]
    lines += [f"    for (long start = 0; start < n; start += {length}) {{"]
    lines += [f"        const long m = n - start < {length} ? n - start : {length};"]
    for k in range(n_points):
        lines.append(f"        memcpy(w + {k * length}, points[{k}] + start, m * sizeof(double));")
    if lanes > 1:
        lines += [f"        const long filled = (m + {lanes - 1}) / {lanes} * {lanes};"]
        lines += [f"        for (int k = 0; k < {n_points}; ++k)"]
        lines += [f"            for (long i = m; i < filled; ++i) w[{length} * k + i] = w[{length} * k + m - 1];"]
    lines += [f"        part_{k}({'filled' if lanes > 1 else 'm'}, u, w);" for k in range(len(blocks.body))]
    for k, (_, value) in enumerate(blocks.outputs):
        source = f"w[{value * length} + i]" if isinstance(value, int) else DOUBLE.atom(value)
        lines.append(f"        for (long i = 0; i < m; ++i) out[{k} * n + start + i] = {source};")
    lines += ["    }", "    free(u);", "}", ""]
    return "\n".join(lines)


def _part(k: int, part: Part, length: int, lanes: int) -> list[str]:
    return [
        f"PART part_{k}(long n, const double *restrict u, double *restrict w)",
        "{",
        f"    const long _m = {_whole_vectors('n') if lanes > 1 else 'n'};",
        *([] if part.scalars else ["    (void)u;"]),
        *(f"    const double {name} = u[{place}];" for name, place in part.scalars),
        *LOOP,
        "    for (long i = 0; i < _m; ++i) {",
        *(f"        const double {name} = w[{row * length} + i];" for name, row in part.loads),
        *(f"        {DOUBLE.statement(assignment)}" for assignment in part.assignments),
        *(f"        w[{row * length} + i] = {name};" for name, row in part.stores),
        "    }",
        "}",
        "",
    ]


def double_source(plan: Schedule, symbol: str = SYMBOL, *, lanes: int = LANES) -> str:
    """The array function in double: one loop, or for long programs several functions over blocks of points.

    `lanes=1` is for code that is called with single points: it does no more of them than asked for.
    """
    if needs_blocks(plan):
        return blocked_source(cut(plan), len(plan.points), len(plan.uniform), symbol, lanes)
    return vector_source(plan, symbol) if lanes > 1 else loop_source(plan, symbol=symbol)
