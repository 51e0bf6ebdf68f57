"""Multiplications and additions of generated code beside FORM's optimiser, all variables equal.

The inputs are the polynomials FORM prints for form/*.frm; its counts are those of `Format O4` (O2 for the last one,
the largest). The search for a good order of variables takes about two seconds for each of the larger ones.
"""

import time
from fractions import Fraction

import pytest

from codegen import ProgramBuilder

EFFORT = 20_000
# name: (terms, FORM's operations, largest ratio to them)
TARGETS = {
    "ee_xxg": (107, 135, 1.6),
    "trident2": (322, 424, 1.6),
    "trident4": (987, 879, 1.6),
    "nutrident": (1317, 743, 1.6),
    "ee_xxgg": (5713, 5205, 1.2),
}


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.slow) if n == "ee_xxgg" else n for n in TARGETS])
def test_operations_beside_form(name, polynomial):
    n_terms, form, limit = TARGETS[name]
    variables, terms = polynomial(name)
    assert len(terms) == n_terms
    b = ProgramBuilder(name)
    references = [b.argument(v) for v in variables]
    start = time.perf_counter()
    b.output("value", b.polynomials([terms], references, effort=EFFORT)[0])
    seconds = time.perf_counter() - start
    program = b.build()
    total = sum(program.operations.values())
    print(f"{name}: {program.operations}, {total / form:.2f} of FORM's {form}, search {seconds:.2f} s")
    assert total <= limit * form
    assert exact_value(program, variables) == sum(c * product(e) for e, c in terms.items())


def product(exponents):
    """A monomial at the point (2/3, 5/3, 8/3, ...)."""
    result = Fraction(1)
    for k, power in enumerate(exponents):
        result *= Fraction(3 * k + 2, 3) ** power
    return result


def exact_value(program, variables):
    values = {name: Fraction(3 * k + 2, 3) for k, name in enumerate(variables)}
    operations = {
        "const": lambda a: a,
        "neg": lambda a: -a,
        "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b,
        "mul": lambda a, b: a * b,
    }
    for name, operation, args in program.assignments:
        values[name] = operations[operation](*(values[a] if isinstance(a, str) else a for a in args))
    return values[program.outputs[0][1]]
