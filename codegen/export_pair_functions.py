"""Elementary functions of pairs of doubles in portable C, as in codegen.pair_functions."""

from __future__ import annotations

from codegen.pair_functions import HALF_PI, INVERSE_FACTORIALS, LARGEST_TURN, LN2

HELPERS = frozenset({"factorials", "reduced", "turned"})
"""Entries that are no operations of programs."""


def _table() -> str:
    rows = ",\n".join(f"    {{{float(high)!r}, {float(low)!r}}}" for high, low in INVERSE_FACTORIALS)
    return f"/* 1/n! */\nstatic const _pair _inverse_factorial[] = {{\n{rows}\n}};\n"


FUNCTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "factorials": ((), _table()),
    "reduced": (
        ("factorials", "product", "add", "sub", "mul"),
        f"""\
/* exp(r) - 1 and 2^k where a = r + k log(2) */
PAIR_OF_DOUBLES _pair_reduced(_pair a, double *power)
{{
    const double k = floor(a.high / {LN2[0]!r} + 0.5);
    _pair r = _pair_sub(_pair_sub(a, _pair_product(k, {LN2[0]!r})), _pair_product(k, {LN2[1]!r}));
    _pair s = _inverse_factorial[9], t;
    r.high /= 512.0;
    r.low /= 512.0;
    for (int n = 8; n > 0; --n) s = _pair_add(_pair_mul(s, r), _inverse_factorial[n]);
    s = _pair_mul(s, r);
    for (int n = 0; n < 9; ++n) {{
        t.high = 2.0 * s.high;
        t.low = 2.0 * s.low;
        s = _pair_add(t, _pair_mul(s, s));
    }}
    *power = exp2(k);
    return s;
}}
""",
    ),
    "exp": (
        ("reduced", "add"),
        """\
PAIR_OF_DOUBLES _pair_exp(_pair a)
{
    const _pair one = {1.0, 0.0};
    double power;
    _pair r = _pair_add(_pair_reduced(a, &power), one);
    r.high *= power;
    r.low *= power;
    return r;
}
""",
    ),
    "expm1": (
        ("reduced", "add"),
        """\
PAIR_OF_DOUBLES _pair_expm1(_pair a)
{
    double power;
    _pair r = _pair_reduced(a, &power), rest = {0.0, 0.0};
    r.high *= power;
    r.low *= power;
    rest.high = power - 1.0;
    return _pair_add(r, rest);
}
""",
    ),
    "log": (
        ("exp", "expm1", "add", "sub", "mul", "neg"),
        """\
PAIR_OF_DOUBLES _pair_log(_pair a)
{
    const _pair one = {1.0, 0.0};
    _pair guess = {0.0, 0.0}, step;
    if (fabs(a.high - 1.0) < 0.5) {
        const _pair less_one = _pair_sub(a, one);
        guess.high = log1p(less_one.high);
        step = _pair_expm1(_pair_neg(guess));
        step = _pair_add(_pair_add(less_one, step), _pair_mul(less_one, step));
    } else {
        guess.high = log(a.high);
        step = _pair_sub(_pair_mul(a, _pair_exp(_pair_neg(guess))), one);
    }
    return _pair_add(guess, step);
}
""",
    ),
    "turned": (
        ("factorials", "product", "add", "sub", "mul", "neg"),
        f"""\
/* sin(a + shift pi/2) */
PAIR_OF_DOUBLES _pair_turned(_pair a, double shift)
{{
    const double k = floor(a.high / {HALF_PI[0]!r} + 0.5);
    const double turn = fabs(k) < {LARGEST_TURN!r} ? k + shift : NAN, quarter = turn - 4.0 * floor(turn / 4.0);
    const int is_odd = quarter == 1.0 || quarter == 3.0;
    _pair square, s;
    a = _pair_sub(a, _pair_product(k, {HALF_PI[0]!r}));
    a = _pair_sub(a, _pair_product(k, {HALF_PI[1]!r}));
    a = _pair_sub(a, _pair_product(k, {HALF_PI[2]!r}));
    square = _pair_neg(_pair_mul(a, a));
    s = _inverse_factorial[is_odd ? 28 : 29];
    for (int n = is_odd ? 26 : 27; n >= 0; n -= 2) s = _pair_add(_pair_mul(s, square), _inverse_factorial[n]);
    if (!is_odd) s = _pair_mul(s, a);
    if (quarter != quarter) s.high = NAN;
    return quarter >= 2.0 ? _pair_neg(s) : s;
}}
""",
    ),
    "sin": (("turned",), "PAIR_OF_DOUBLES _pair_sin(_pair a)\n{\n    return _pair_turned(a, 0.0);\n}\n"),
    "cos": (("turned",), "PAIR_OF_DOUBLES _pair_cos(_pair a)\n{\n    return _pair_turned(a, 1.0);\n}\n"),
}
