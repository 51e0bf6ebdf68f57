"""Worked examples beside exported C: a C++ and a Fortran program that call it and compare with a reference point."""

from __future__ import annotations

from codegen.export import NOTICE, Exported


def cpp_caller(exported: Exported) -> str:
    """A C++ program; exit status 1 if the value is off."""
    program, first = exported.program, exported.references[0]
    arguments = ", ".join(repr(first.arguments[name]) for name in program.arguments)
    values = ", ".join(repr(first.values[public]) for public, _ in program.outputs)
    single = len(program.outputs) == 1
    call = f"value[0] = {exported.symbol}({arguments});"
    if not single:
        call = f"{exported.symbol}({arguments}{', ' if arguments else ''}value);"
    notice = "\n".join(f"// {line}" for line in NOTICE.splitlines())
    return f"""\
{notice}
#include <cmath>
#include <iostream>
#include "{exported.symbol}.h"

int main()
{{
    const double expected[] = {{{values}}};
    double value[{len(program.outputs)}];
    {call}
    for (int k = 0; k < {len(program.outputs)}; ++k) {{
        std::cout << value[k] << std::endl;
        if (!(std::abs(value[k] - expected[k]) <= {first.tolerance!r} * std::abs(expected[k]))) return 1;
    }}
    return 0;
}}
"""


def fortran_caller(exported: Exported) -> str:
    """A Fortran 2003 program using iso_c_binding; error stop if the value is off."""
    program, first = exported.program, exported.references[0]
    n = len(program.outputs)
    dummies = [f"a{k}" for k in range(len(program.arguments))]
    numbers = [_fortran(first.arguments[name]) for name in program.arguments]
    declared = [f"      real(c_double), value :: {dummy}" for dummy in dummies]
    if n == 1:
        kind, result = "function", " result(value)"
        declared.append("      real(c_double) :: value")
        call = [f"  value(1) = evaluate({_continued(numbers)})"]
    else:
        kind, result = "subroutine", ""
        dummies = [*dummies, "values"]
        declared.append("      real(c_double), intent(out) :: values(*)")
        call = [f"  call evaluate({_continued([*numbers, 'value'])})"]
    expected = [
        f"  expected({k + 1}) = {_fortran(first.values[public])}" for k, (public, _) in enumerate(program.outputs)
    ]
    lines = [
        *(f"! {line}" for line in NOTICE.splitlines()),
        "program example",
        "  use, intrinsic :: iso_c_binding, only: c_double",
        "  implicit none",
        "  interface",
        f"    {kind} evaluate({_continued(dummies)}) bind(c, name='{exported.symbol}'){result}",
        "      import :: c_double",
        *declared,
        f"    end {kind}",
        "  end interface",
        f"  real(c_double) :: value({n}), expected({n})",
        *expected,
        *call,
        "  print *, value",
        f"  if (.not. all(abs(value - expected) <= {_fortran(first.tolerance)} * abs(expected))) error stop 1",
        "end program example",
        "",
    ]
    return "\n".join(lines)


def _fortran(value: float) -> str:
    mantissa, _, exponent = f"{value:.17e}".partition("e")
    return f"{mantissa}e{int(exponent)}_c_double"


def _continued(items: list[str]) -> str:
    """A list broken over lines: Fortran lines are limited in length."""
    return ", &\n      ".join(items)
