"""README of an exported folder: how to build, test and call what is in it."""

from __future__ import annotations

from collections.abc import Sequence

from codegen.export import Exported

LICENCE = "The code carries no licence condition (0BSD); metadata.json says what it is made from."


def readme(items: Sequence[Exported], target: str, library: str) -> str:
    """Markdown text."""
    lines = [f"# {library}", ""]
    for item in items:
        summary = str(item.metadata.get("description", item.program.name)).splitlines()[0]
        lines.append(f"- `{item.symbol}({', '.join(item.parameters.values())})`: {summary}")
    lines += ["", *(_c(items, library) if target == "c" else _python(items, target)), "", LICENCE, ""]
    return "\n".join(lines)


def _c(items: Sequence[Exported], library: str) -> list[str]:
    first = items[0].symbol
    return [
        "The headers say what each argument means and in which unit. Only a C99 compiler and libm are needed:",
        "",
        f"    make                  # lib{library}.a",
        "    make test             # compares with reference values",
        "    make example_cpp      # builds and runs the C++ programs example_*.cpp",
        "    make example_fortran  # builds and runs the Fortran 2003 programs example_*.f90 (iso_c_binding)",
        "",
        "or with CMake: `cmake -B build && cmake --build build && ctest --test-dir build`. To use it from a program:",
        "",
        f'    cc -I. program.c -L. -l{library} -lm       # with #include "{first}.h"',
        "",
        f"`{first}_checked` also says how large the relative error of rounding may be, see the headers.",
        "",
        "The functions hold no state and may be called from several threads.",
    ]


def _python(items: Sequence[Exported], target: str) -> list[str]:
    needs = {"numpy": "NumPy", "jax": 'JAX, in double precision: `jax.config.update("jax_enable_x64", True)`'}[target]
    return [
        f"The modules say what each argument means and in which unit. They need nothing but {needs}.",
        "",
        *(f"    python test_{item.symbol}.py" for item in items),
        "",
        "compare with reference values.",
    ]
