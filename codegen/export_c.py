"""The exported C folder: header, source, self-test, Makefile, CMakeLists and callers in C++ and Fortran."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from codegen.c_text import double_source, head
from codegen.export import NOTICE, Exported
from codegen.export_build import cmake_lists, makefile
from codegen.export_callers import cpp_caller, fortran_caller
from codegen.export_checked import checked_source, checked_test, description, prototypes
from codegen.export_mean import c_mean
from codegen.schedule import schedule


def c_files(items: Sequence[Exported], library: str) -> dict[str, str]:
    """File texts by name; the programs form one library."""
    files = {}
    for item in items:
        name = item.symbol
        files[f"{name}.h"] = _header(item)
        files[f"{name}.c"] = _source(item)
        files[f"{name}_checked.c"] = checked_source(item)
        files[f"test_{name}.c"] = _self_test(item)
        files[f"example_{name}.cpp"] = cpp_caller(item)
        files[f"example_{name}.f90"] = fortran_caller(item)
    names = [item.symbol for item in items]
    return files | {"Makefile": makefile(names, library), "CMakeLists.txt": cmake_lists(names, library)}


def comment(lines: Iterable[str]) -> str:
    """A C comment."""
    return "\n".join(["/*", *(f" * {line}".rstrip().replace("*/", "* /") for line in lines), " */"])


def prototype(exported: Exported) -> str:
    """The scalar function: the value itself for one output, an array of them for several."""
    arguments = [f"double {name}" for name in exported.parameters.values()]
    if len(exported.program.outputs) == 1:
        return _declared("double", exported.symbol, arguments or ["void"])
    return _declared("void", exported.symbol, [*arguments, "double *values"])


def _declared(kind: str, symbol: str, arguments: Sequence[str]) -> str:
    return "\n".join(wrap(f"{kind} {symbol}({', '.join(arguments)})", 110, subsequent_indent="    "))


def _header(exported: Exported) -> str:
    guard = f"{exported.symbol.upper()}_H"
    uniform = [a for a in exported.program.arguments if a in exported.program.uniform]
    about, array = exported.description(), []
    if exported.integrand is None:
        array = [f"{head(exported.symbol + '_array')};"]
        about += [
            "",
            f"{exported.symbol}_array fills out[k*n + i], output k at point i of n; points[j][i] holds argument j of",
            f"{', '.join(exported.program.points) or '(none)'}; uniform holds what is constant over the points:",
            f"{', '.join(uniform) or '(nothing)'}.",
        ]
    about += ["", *description(exported), "", *NOTICE.splitlines()]
    return "\n".join(
        [
            comment(about),
            f"#ifndef {guard}",
            f"#define {guard}",
            "#ifdef __cplusplus",
            'extern "C" {',
            "#endif",
            f"{prototype(exported)};",
            *array,
            *(f"{declared};" for declared in prototypes(exported)),
            "#ifdef __cplusplus",
            "}",
            "#endif",
            "#endif",
            "",
        ]
    )


def _source(exported: Exported) -> str:
    if exported.integrand is not None:
        includes = f'#include "{exported.symbol}.h"\n#include "{exported.integrand.symbol}.h"\n#include <math.h>\n'
        return "\n".join(
            [comment(NOTICE.splitlines()), includes, prototype(exported), c_mean(exported, exported.integrand)]
        )
    safe, program = exported.parameters, exported.program
    text = double_source(schedule(program), f"{exported.symbol}_array", lanes=1)
    points = ", ".join(f"&{safe[a]}" for a in program.points) or "0"
    uniform = ", ".join(safe[a] for a in program.arguments if a in program.uniform) or "0.0"
    call = f"{exported.symbol}_array(1, points, uniform, "
    ending = ["    double value;", f"    {call}&value);", "    return value;"]
    if len(program.outputs) > 1:
        ending = [f"    {call}values);"]
    scalar = [
        prototype(exported),
        "{",
        f"    const double *const points[] = {{{points}}};",
        f"    const double uniform[] = {{{uniform}}};",
        *ending,
        "}",
        "",
    ]
    return "\n".join([comment(NOTICE.splitlines()), f'#include "{exported.symbol}.h"', text, *scalar])


def _self_test(exported: Exported) -> str:
    program, references = exported.program, exported.references
    n_out = len(program.outputs)
    inputs = [[r.arguments[name] for name in program.arguments] for r in references]
    expected = [[r.values[public] for public, _ in program.outputs] for r in references]
    arguments = ", ".join(f"inputs[i][{k}]" for k in range(len(program.arguments)))
    call = f"value[0] = {exported.symbol}({arguments});"
    if n_out > 1:
        call = f"{exported.symbol}({arguments}{', ' if arguments else ''}value);"
    return "\n".join(
        [
            comment([exported.test_words, "", *NOTICE.splitlines()]),
            "#include <math.h>",
            "#include <stdio.h>",
            f'#include "{exported.symbol}.h"',
            "",
            f"static const double inputs[][{max(len(program.arguments), 1)}] = {_table(inputs)};",
            f"static const double expected[][{n_out}] = {_table(expected)};",
            f"static const double tolerance[] = {{{', '.join(repr(r.tolerance) for r in references)}}};",
            "",
            "int main(void)",
            "{",
            "    int failures = 0;",
            f"    for (int i = 0; i < {len(references)}; ++i) {{",
            f"        double value[{n_out}];",
            f"        {call}",
            f"        for (int k = 0; k < {n_out}; ++k)",
            "            if (!(fabs(value[k] - expected[i][k]) <= tolerance[i] * fabs(expected[i][k]))) {",
            '                printf("point %d, output %d: ", i, k);',
            '                printf("expected %.17g, found %.17g\\n", expected[i][k], value[k]);',
            "                ++failures;",
            "            }",
            *checked_test(exported, [f"inputs[i][{k}]" for k in range(len(program.arguments))]),
            "    }",
            f'    printf("%s: {len(references)} points, %d failures\\n", failures ? "FAILED" : "ok", failures);',
            "    return failures != 0;",
            "}",
            "",
        ]
    )


def _table(rows: list[list[float]]) -> str:
    return "{" + ", ".join("{" + (", ".join(map(repr, row)) or "0") + "}" for row in rows) + "}"
