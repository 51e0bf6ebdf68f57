"""Exported C that says how far rounding may have moved its values, and repeats points in pairs of doubles."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from codegen.c_text import double_source
from codegen.double_double import ROUNDING as PAIR_ROUNDING
from codegen.export import NOTICE, Exported
from codegen.export_pairs import pair_source
from codegen.program import Program, ProgramBuilder
from codegen.schedule import schedule
from codegen.stability import MEASURE, ROUNDING, SAFETY

ACCURACY = 1e-10
"""Relative error bound above which a value is computed again in pairs of doubles."""


def has_pairs(item: Exported) -> bool:
    """Whether the item also exists in pairs of doubles: with a bound of its error, and no function that pairs lack."""
    return item.measured is not None and pair_source(schedule(item.measured), "") is not None


def prototypes(item: Exported) -> list[str]:
    """Declarations of the checked functions."""
    return [_prototype(item, "checked"), *([_prototype(item, "precise")] if has_pairs(item) else [])]


def description(item: Exported) -> list[str]:
    """Lines for the header's comment."""
    name = item.symbol
    if item.measured is None:
        text = (
            f"{name}_checked also gives the relative error of rounding, estimated from evaluations rounded upwards and "
            "downwards (NaN where the machine has no such modes): usually right within a factor of ten."
        )
        return wrap(text, 110)
    text = (
        f"{name}_checked also gives a bound of the error of rounding relative to the value returned, from the sizes of "
        "all terms: above 1 no digit is certain."
    )
    if has_pairs(item):
        text += (
            f" Where that exceeds {ACCURACY:g} it repeats the evaluation in pairs of doubles (31 digits), as "
            f"{name}_precise always does. Pairs rely on IEEE arithmetic: do not compile with -ffast-math."
        )
    return wrap(text, 110)


def checked_source(item: Exported) -> str:
    """The file with the checked functions."""
    start = "/*\n" + "\n".join(f" * {line}".rstrip() for line in NOTICE.splitlines()) + "\n */\n"
    start += f'#include "{item.symbol}.h"\n'
    return start + (_directed(item) if item.measured is None else _bounded(item, item.measured))


def _prototype(item: Exported, kind: str) -> str:
    arguments = [f"double {name}" for name in item.parameters.values()]
    single = len(item.program.outputs) == 1
    arguments += ["double *relative_error"] if single else ["double *values", "double *relative_error"]
    head = f"{'double' if single else 'void'} {item.symbol}_{kind}({', '.join(arguments)})"
    return "\n".join(wrap(head, 110, subsequent_indent="    "))


def _directed(item: Exported) -> str:
    """Three evaluations; the pointer is volatile, or compilers would take them for the same."""
    n = len(item.program.outputs)
    kinds = ", ".join(["double"] * len(item.program.arguments)) or "void"
    given = ", ".join(item.parameters.values())
    if n == 1:
        pointer = f"double (*volatile _evaluate)({kinds}) = {item.symbol};"
        nearest, again, ending = f"_values[0] = _evaluate({given});", f"_other[0] = _evaluate({given});", "_values[0]"
    else:
        kinds = ", ".join([*["double"] * len(item.program.arguments), "double *"])
        pointer = f"void (*volatile _evaluate)({kinds}) = {item.symbol};"
        given += ", " if given else ""
        nearest, again, ending = f"_evaluate({given}_values);", f"_evaluate({given}_other);", ""
    copy = "" if n == 1 else f"    for (int _k = 0; _k < {n}; ++_k) values[_k] = _values[_k];\n"
    return f"""\
#include <fenv.h>
#include <math.h>

{_prototype(item, "checked")}
{{
    {pointer}
    double _values[{n}], _other[{n}], _worst = NAN;
    {nearest}
#if defined(FE_UPWARD) && defined(FE_DOWNWARD)
    {{
        const int _modes[2] = {{FE_UPWARD, FE_DOWNWARD}}, _usual = fegetround();
        _worst = 0.0;
        for (int _m = 0; _m < 2; ++_m) {{
            fesetround(_modes[_m]);
            {again}
            fesetround(_usual);
            for (int _k = 0; _k < {n}; ++_k) {{
                const double _change = _other[_k] == _values[_k] ? 0.0 : fabs((_other[_k] - _values[_k]) / _values[_k]);
                if (!(_change <= _worst)) _worst = _change;
            }}
        }}
    }}
#else
    (void)_other;
#endif
    *relative_error = _worst;
{copy}    return{" " + ending if ending else ""};
}}
"""


def _bounded(item: Exported, measured: Program) -> str:
    single = "static void _bounded"
    text = double_source(schedule(with_bound(measured)), "_bounded").replace("void _bounded", single)
    pairs = pair_source(schedule(with_bound(measured, PAIR_ROUNDING)), "_pairs")
    n, names = len(item.program.outputs), item.parameters
    points = ", ".join(f"&{names[a]}" for a in item.program.points) or "0"
    uniform = ", ".join(names[a] for a in item.program.arguments if a in item.program.uniform) or "0.0"
    ordered = [*item.program.points, *(a for a in item.program.arguments if a in item.program.uniform)]
    inputs = ", ".join(names[a] for a in ordered) or "0.0"
    again = f"    if (!(_out[{n}] <= {ACCURACY!r})) {{\n        _pairs(_inputs, _out);\n    }}\n" if pairs else ""
    body = f"    const double _inputs[] = {{{inputs}}};\n" if pairs else ""
    lines = [
        text,
        pairs or "",
        _prototype(item, "checked"),
        "{",
        f"    const double *const _points[] = {{{points}}};",
        f"    const double _uniform[] = {{{uniform}}};",
        f"{body}    double _out[{n + 1}];",
        "    _bounded(1, _points, _uniform, _out);",
        f"{again}{_ending(n)}",
        "}",
    ]
    if pairs:
        lines += [
            "",
            _prototype(item, "precise"),
            "{",
            f"{body}    double _out[{n + 1}];",
            "    _pairs(_inputs, _out);",
        ]
        lines += [_ending(n), "}"]
    return "\n".join([*lines, ""])


def _ending(n: int) -> str:
    lines = [f"    *relative_error = _out[{n}];"]
    if n == 1:
        return "\n".join([*lines, "    return _out[0];"])
    return "\n".join([*lines, f"    for (int _k = 0; _k < {n}; ++_k) values[_k] = _out[_k];"])


def with_bound(measured: Program, rounding: float = ROUNDING) -> Program:
    """The program with the bound of the relative error in the place of the measure."""
    builder = ProgramBuilder(measured.name)
    values = {name: builder.argument(name, name in measured.uniform) for name in measured.arguments}
    found = builder.inline(measured.assignments, values)
    for public, name in measured.outputs:
        builder.output(public, found[name] * (SAFETY * rounding if public == MEASURE else 1))
    return builder.build()


def checked_test(item: Exported, arguments: Sequence[str]) -> list[str]:
    """Lines of the self-test inside its loop over the points i: the bound holds, pairs give all digits."""
    n = len(item.program.outputs)
    lines = []
    for kind in ("checked", "precise") if has_pairs(item) else ("checked",):
        given = ", ".join([*arguments, *(["value"] if n > 1 else []), "&bound"])
        call = f"{item.symbol}_{kind}({given});"
        allowed = "tolerance[i] * fabs(expected[i][k])" if item.measured is None else "(bound + 4e-16) * fabs(value[k])"
        lines += [
            f"        {call if n > 1 else 'value[0] = ' + call}",
            f"        for (int k = 0; k < {n}; ++k)",
            f"            if (!(fabs(value[k] - expected[i][k]) <= {allowed})) {{",
            f'                printf("{kind}: point %d, output %d: expected %.17g, found %.17g, error %.2g\\n", i, k,',
            "                       expected[i][k], value[k], bound);",
            "                ++failures;",
            "            }",
        ]
        if kind == "precise" or item.measured is None:
            largest = "1e-9" if kind == "precise" else "1e-3"
            lines += [
                f"        if (bound > {largest}) {{",
                f'            printf("{kind}: point %d: error %.2g\\n", i, bound);',
                "            ++failures;",
                "        }",
            ]
    return ["        double bound;", *lines]
