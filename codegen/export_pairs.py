"""Schedules as portable C in pairs of doubles, some 31 digits, by the arithmetic of IEEE doubles alone.

Algorithms as in codegen.double_double, after T. J. Dekker, Numer. Math. 18 (1971) 224.
"""

from __future__ import annotations

from fractions import Fraction

from codegen.export_pair_functions import FUNCTIONS, HELPERS
from codegen.operations import Assignment
from codegen.schedule import Operand, Schedule

_TYPE = """\
#include <math.h>

#if defined(__GNUC__)
#define PAIR_OF_DOUBLES static __attribute__((noinline)) _pair
#else
#define PAIR_OF_DOUBLES static _pair
#endif
typedef struct { double high, low; } _pair;
"""

_FUNCTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "sum": (
        (),
        """\
PAIR_OF_DOUBLES _pair_sum(double a, double b)
{
    _pair r;
    double part;
    r.high = a + b;
    part = r.high - a;
    r.low = (a - (r.high - part)) + (b - part);
    return r;
}
""",
    ),
    "product": (
        (),
        """\
PAIR_OF_DOUBLES _pair_product(double a, double b)
{
    const double s = 134217729.0 * a, a1 = s - (s - a), a2 = a - a1;
    const double t = 134217729.0 * b, b1 = t - (t - b), b2 = b - b1;
    _pair r;
    r.high = a * b;
    r.low = ((a1 * b1 - r.high) + a1 * b2 + a2 * b1) + a2 * b2;
    return r;
}
""",
    ),
    "add": (
        ("sum",),
        """\
PAIR_OF_DOUBLES _pair_add(_pair a, _pair b)
{
    _pair s = _pair_sum(a.high, b.high), t = _pair_sum(a.low, b.low), r;
    double high = s.high + (s.low + t.high), low = (s.low + t.high) - (high - s.high);
    r.high = high + (low + t.low);
    r.low = (low + t.low) - (r.high - high);
    return r;
}
""",
    ),
    "neg": (
        (),
        """\
PAIR_OF_DOUBLES _pair_neg(_pair a)
{
    a.high = -a.high;
    a.low = -a.low;
    return a;
}
""",
    ),
    "sub": (
        ("add", "neg"),
        """\
PAIR_OF_DOUBLES _pair_sub(_pair a, _pair b)
{
    return _pair_add(a, _pair_neg(b));
}
""",
    ),
    "mul": (
        ("product",),
        """\
PAIR_OF_DOUBLES _pair_mul(_pair a, _pair b)
{
    _pair p = _pair_product(a.high, b.high), r;
    p.low += a.high * b.low + a.low * b.high;
    r.high = p.high + p.low;
    r.low = p.low - (r.high - p.high);
    return r;
}
""",
    ),
    "div": (
        ("mul", "sub", "add"),
        """\
PAIR_OF_DOUBLES _pair_div(_pair a, _pair b)
{
    _pair q = {0.0, 0.0}, rest = a, next = {0.0, 0.0};
    for (int k = 0; k < 3; ++k) {
        next.high = rest.high / b.high;
        rest = _pair_sub(rest, _pair_mul(b, next));
        q = _pair_add(q, next);
    }
    return q;
}
""",
    ),
    "sqrt": (
        ("product", "sub"),
        """\
PAIR_OF_DOUBLES _pair_sqrt(_pair a)
{
    const double guess = sqrt(a.high);
    _pair rest = _pair_sub(a, _pair_product(guess, guess)), r;
    const double more = guess == 0.0 ? 0.0 : rest.high / (2.0 * guess);
    r.high = guess + more;
    r.low = more - (r.high - guess);
    return r;
}
""",
    ),
    "less": (
        (),
        """\
static int _pair_less(_pair a, _pair b)
{
    return a.high < b.high || (a.high == b.high && a.low < b.low);
}
""",
    ),
    "abs": (("neg",), "PAIR_OF_DOUBLES _pair_abs(_pair a)\n{\n    return a.high < 0.0 ? _pair_neg(a) : a;\n}\n"),
    "min": (
        ("less",),
        "PAIR_OF_DOUBLES _pair_min(_pair a, _pair b)\n{\n    return _pair_less(a, b) || a.high != a.high ? a : b;\n}\n",
    ),
    "max": (
        ("less",),
        "PAIR_OF_DOUBLES _pair_max(_pair a, _pair b)\n{\n    return _pair_less(b, a) || a.high != a.high ? a : b;\n}\n",
    ),
    "select_lt": (
        ("less",),
        """\
PAIR_OF_DOUBLES _pair_select_lt(_pair a, _pair b, _pair x, _pair y)
{
    return _pair_less(a, b) ? x : y;
}
""",
    ),
    "of": (
        (),
        """\
PAIR_OF_DOUBLES _pair_of(double high, double low)
{
    _pair r;
    r.high = high;
    r.low = low;
    return r;
}
""",
    ),
    **FUNCTIONS,
}


def pair_source(plan: Schedule, symbol: str) -> str | None:
    """A static function of that name, point arguments then uniform ones in, outputs out; None if one is missing.

    That is a function beyond arithmetic, roots, exp, expm1, log, sin and cos.
    """
    assignments = (*plan.preamble, *plan.body)
    used = {operation for _, operation, _ in assignments}
    if not used <= _FUNCTIONS.keys() - {"sum", "product", "less", "of"} - HELPERS:
        return None
    lines = [f"static void {symbol}(const double *_in, double *_out)", "{"]
    names = (*plan.points, *plan.uniform)
    read = {arg for _, _, args in assignments for arg in args} | {value for _, value in plan.outputs}
    lines += [f"    const _pair {name} = _pair_of(_in[{k}], 0.0);" for k, name in enumerate(names) if name in read]
    lines += [] if any(name in read for name in names) else ["    (void)_in;"]
    lines += [f"    {_statement(assignment)}" for assignment in assignments]
    lines += [f"    _out[{k}] = {_atom(value)}.high;" for k, (_, value) in enumerate(plan.outputs)]
    functions = [_FUNCTIONS[name][1] for name in _FUNCTIONS if name in _closure({*used, "of"})]
    return "\n".join([_TYPE, *functions, *lines, "}", ""])


def _closure(used: set[str]) -> set[str]:
    """With everything that these need."""
    pending, found = list(used), set[str]()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += _FUNCTIONS[name][0]
    return found


def _statement(assignment: Assignment) -> str:
    name, operation, args = assignment
    return f"const _pair {name} = _pair_{operation}({', '.join(map(_atom, args))});"


def _atom(value: Operand) -> str:
    if isinstance(value, str):
        return value
    high = float(value)
    return f"_pair_of({high!r}, {float(value - Fraction(high))!r})"
