"""Build files of an exported C folder: a Makefile and CMakeLists for one static library, its tests and callers."""

from __future__ import annotations

from collections.abc import Sequence

FLAGS = "-O3 -std=c99 -ffp-contract=off"


def makefile(names: Sequence[str], library: str) -> str:
    """`make` builds the library; further targets are test, example_cpp, example_fortran and clean."""
    return f"""\
CC ?= cc
CXX ?= c++
FC = gfortran
CFLAGS ?= {FLAGS}
NAMES = {" ".join(names)}
LIBRARY = lib{library}.a

$(LIBRARY): $(NAMES:=.o) $(NAMES:=_checked.o)
\t$(AR) rcs $@ $^

%_checked.o: %_checked.c %.h
\t$(CC) $(CFLAGS) -c -o $@ $<

%.o: %.c %.h
\t$(CC) $(CFLAGS) -c -o $@ $<

test_%: test_%.c $(LIBRARY)
\t$(CC) $(CFLAGS) -o $@ $^ -lm

test: $(NAMES:%=test_%)
\tset -e; for name in $(NAMES); do ./test_$$name; done

example_cpp: $(LIBRARY)
\tset -e; for name in $(NAMES); do $(CXX) -O2 -o $@ example_$$name.cpp $^ -lm; ./$@; done

example_fortran: $(LIBRARY)
\tset -e; for name in $(NAMES); do $(FC) -O2 -o $@ example_$$name.f90 $^ -lm; ./$@; done

clean:
\trm -f *.o $(LIBRARY) $(NAMES:%=test_%) example_cpp example_fortran

.PHONY: test clean example_cpp example_fortran
"""


def cmake_lists(names: Sequence[str], library: str) -> str:
    """The same library and tests for CMake."""
    tests = "".join(
        f"add_executable(test_{name} test_{name}.c)\n"
        f"target_link_libraries(test_{name} {library})\n"
        f"add_test(NAME {name} COMMAND test_{name})\n"
        for name in names
    )
    return f"""\
cmake_minimum_required(VERSION 3.12)
project({library} C)
add_library({library} STATIC {" ".join(f"{name}.c {name}_checked.c" for name in names)})
set_target_properties({library} PROPERTIES C_STANDARD 99 POSITION_INDEPENDENT_CODE ON)
target_include_directories({library} PUBLIC ${{CMAKE_CURRENT_SOURCE_DIR}})
target_compile_options({library} PRIVATE -O3 -ffp-contract=off)
target_link_libraries({library} PUBLIC m)
enable_testing()
{tests}"""
