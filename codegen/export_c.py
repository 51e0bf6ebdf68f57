"""The exported C folder: header, source, self-test, Makefile, CMakeLists and callers in C++ and Fortran."""

from __future__ import annotations

from collections.abc import Iterable

from codegen.c_text import double_source, head
from codegen.export import NOTICE, Exported
from codegen.export_callers import cpp_caller, fortran_caller
from codegen.schedule import schedule

FLAGS = "-O3 -std=c99 -ffp-contract=off"


def c_files(exported: Exported) -> dict[str, str]:
    """File texts by name."""
    name = exported.symbol
    return {
        f"{name}.h": _header(exported),
        f"{name}.c": _source(exported),
        f"test_{name}.c": _self_test(exported),
        f"example_{name}.cpp": cpp_caller(exported),
        f"example_{name}.f90": fortran_caller(exported),
        "Makefile": _makefile(name),
        "CMakeLists.txt": _cmake(name),
    }


def comment(lines: Iterable[str]) -> str:
    """A C comment."""
    return "\n".join(["/*", *(f" * {line}".rstrip().replace("*/", "* /") for line in lines), " */"])


def prototype(exported: Exported) -> str:
    """The scalar function: the value itself for one output, an array of them for several."""
    arguments = [f"double {name}" for name in exported.parameters.values()]
    if len(exported.program.outputs) == 1:
        return f"double {exported.symbol}({', '.join(arguments) or 'void'})"
    return f"void {exported.symbol}({', '.join([*arguments, 'double *values'])})"


def _header(exported: Exported) -> str:
    guard = f"{exported.symbol.upper()}_H"
    uniform = [a for a in exported.program.arguments if a in exported.program.uniform]
    about = [
        *exported.description(),
        "",
        f"{exported.symbol}_array fills out[k*n + i], output k at point i of n; points[j][i] holds argument j of",
        f"{', '.join(exported.program.points) or '(none)'}; uniform holds {', '.join(uniform) or '(nothing)'}.",
        "",
        *NOTICE.splitlines(),
    ]
    return "\n".join(
        [
            comment(about),
            f"#ifndef {guard}",
            f"#define {guard}",
            "#ifdef __cplusplus",
            'extern "C" {',
            "#endif",
            f"{prototype(exported)};",
            f"{head(exported.symbol + '_array')};",
            "#ifdef __cplusplus",
            "}",
            "#endif",
            "#endif",
            "",
        ]
    )


def _source(exported: Exported) -> str:
    safe, program = exported.parameters, exported.program
    text = double_source(schedule(program), f"{exported.symbol}_array")
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
            comment(["Compares with values computed to 60 digits.", "", *NOTICE.splitlines()]),
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
            "    }",
            f'    printf("%s: {len(references)} points, %d failures\\n", failures ? "FAILED" : "ok", failures);',
            "    return failures != 0;",
            "}",
            "",
        ]
    )


def _table(rows: list[list[float]]) -> str:
    return "{" + ", ".join("{" + (", ".join(map(repr, row)) or "0") + "}" for row in rows) + "}"


def _makefile(name: str) -> str:
    return f"""\
CC ?= cc
CXX ?= c++
FC ?= gfortran
CFLAGS ?= {FLAGS}

lib{name}.a: {name}.o
\t$(AR) rcs $@ $^

{name}.o: {name}.c {name}.h
\t$(CC) $(CFLAGS) -c -o $@ $<

test: test_{name}
\t./test_{name}

test_{name}: test_{name}.c lib{name}.a
\t$(CC) $(CFLAGS) -o $@ $^ -lm

example_cpp: example_{name}.cpp lib{name}.a
\t$(CXX) -O2 -o $@ $^ -lm
\t./$@

example_fortran: example_{name}.f90 lib{name}.a
\t$(FC) -O2 -o $@ $^ -lm
\t./$@

clean:
\trm -f *.o lib{name}.a test_{name} example_cpp example_fortran

.PHONY: test clean
"""


def _cmake(name: str) -> str:
    return f"""\
cmake_minimum_required(VERSION 3.12)
project({name} C)
add_library({name} STATIC {name}.c)
set_target_properties({name} PROPERTIES C_STANDARD 99 POSITION_INDEPENDENT_CODE ON)
target_include_directories({name} PUBLIC ${{CMAKE_CURRENT_SOURCE_DIR}})
target_compile_options({name} PRIVATE -O3 -ffp-contract=off)
target_link_libraries({name} PUBLIC m)
enable_testing()
add_executable(test_{name} test_{name}.c)
target_link_libraries(test_{name} {name})
add_test(NAME {name} COMMAND test_{name})
"""
