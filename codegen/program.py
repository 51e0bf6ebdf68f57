"""The one intermediate representation: a straight-line program in single-assignment form, and its builder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from codegen.errors import InvalidProgram
from codegen.operations import ARITY, OPERATIONS, Assignment, count, operands
from codegen.simplify import NodeTable

if TYPE_CHECKING:
    import sympy

Number = int | float | Fraction


@dataclass(frozen=True)
class Program:
    """Assignments (name, operation, arguments) from named arguments to named outputs, all real.

    `uniform` is the subset of the arguments that is normally constant over the points (masses, couplings): whatever
    depends on them alone is computed once per call. Raises InvalidProgram if a rule is broken.
    """

    name: str
    arguments: tuple[str, ...]
    uniform: frozenset[str]
    assignments: tuple[Assignment, ...]
    outputs: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        for name in (self.name, *self.arguments, *(public for public, _ in self.outputs)):
            if not name.isidentifier() or not name.isascii():
                raise InvalidProgram(f"{name!r} is not usable as a name in generated code: use letters, digits and _")
        if not self.outputs:
            raise InvalidProgram(f"program {self.name!r} has no output")
        _reject_repeated("argument", self.arguments)
        _reject_repeated("output", [public for public, _ in self.outputs])
        if unknown := self.uniform - set(self.arguments):
            raise InvalidProgram(f"uniform names {sorted(unknown)} are not among the arguments {self.arguments}")
        defined = set(self.arguments)
        for name, operation, args in self.assignments:
            _check_assignment(name, operation, args, defined)
            defined.add(name)
        for public, name in self.outputs:
            if name not in defined:
                raise InvalidProgram(f"output {public!r} refers to {name!r}, which is not defined")

    @property
    def points(self) -> tuple[str, ...]:
        """The arguments that vary from point to point, in order."""
        return tuple(name for name in self.arguments if name not in self.uniform)

    @cached_property
    def key(self) -> str:
        """SHA-256 of the content."""
        head = repr((self.name, self.arguments, sorted(self.uniform), self.outputs))
        lines = [f"{name}={operation}({','.join(map(str, args))})" for name, operation, args in self.assignments]
        return hashlib.sha256("\n".join([head, *lines]).encode("ascii", "replace")).hexdigest()

    @property
    def operations(self) -> dict[str, int]:
        """Numbers of operations in the whole program: mul, add (with sub), div, other."""
        return count(operation for _, operation, _ in self.assignments)

    def all_point(self) -> Program:
        """The same program with every argument varying from point to point."""
        return Program(self.name, self.arguments, frozenset(), self.assignments, self.outputs)

    def __str__(self) -> str:
        marked = ", ".join(f"{name} (uniform)" if name in self.uniform else name for name in self.arguments)
        lines = [f"{self.name}({marked})"]
        lines += [f"  {name} = {operation}({', '.join(map(str, args))})" for name, operation, args in self.assignments]
        lines += [f"  {public} -> {name}" for public, name in self.outputs]
        return "\n".join(lines)


def _reject_repeated(kind: str, names: Sequence[str]) -> None:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise InvalidProgram(f"{kind} names {repeated} occur more than once")


def _check_assignment(name: str, operation: str, args: tuple[Any, ...], defined: set[str]) -> None:
    if operation not in OPERATIONS:
        raise InvalidProgram(f"{name!r} uses the unknown operation {operation!r}; known are {sorted(OPERATIONS)}")
    if name in defined:
        raise InvalidProgram(f"{name!r} is assigned twice")
    arity = ARITY.get(operation)
    if arity is not None and len(args) != arity:
        raise InvalidProgram(f"{name!r}: {operation} takes {arity} arguments, found {len(args)}")
    if operation == "const" and not isinstance(args[0], Fraction):
        raise InvalidProgram(f"{name!r}: a constant must be a Fraction, found {args[0]!r}")
    if operation == "powi" and not isinstance(args[1], int):
        raise InvalidProgram(f"{name!r}: the exponent must be an integer, found {args[1]!r}")
    if operation == "call" and not (args and isinstance(args[0], str) and args[0].isidentifier()):
        raise InvalidProgram(f"{name!r}: a call needs the name of a function as its first argument")
    for operand in operands(operation, args):
        if operand not in defined:
            raise InvalidProgram(f"{name!r} = {operation}{args} uses {operand!r} before it is defined")


@dataclass(frozen=True, slots=True, eq=False)
class Ref:
    """A value inside a ProgramBuilder; arithmetic with other values and plain numbers adds operations to it."""

    builder: ProgramBuilder
    index: int

    def __add__(self, other: Ref | Number) -> Ref:
        return self.builder.op("add", self, other)

    def __radd__(self, other: Number) -> Ref:
        return self.builder.op("add", other, self)

    def __sub__(self, other: Ref | Number) -> Ref:
        return self.builder.op("sub", self, other)

    def __rsub__(self, other: Number) -> Ref:
        return self.builder.op("sub", other, self)

    def __mul__(self, other: Ref | Number) -> Ref:
        return self.builder.op("mul", self, other)

    def __rmul__(self, other: Number) -> Ref:
        return self.builder.op("mul", other, self)

    def __truediv__(self, other: Ref | Number) -> Ref:
        return self.builder.op("div", self, other)

    def __rtruediv__(self, other: Number) -> Ref:
        return self.builder.op("div", other, self)

    def __neg__(self) -> Ref:
        return self.builder.op("neg", self)

    def __pow__(self, exponent: int) -> Ref:
        return self.builder.op("powi", self, exponent)


class ProgramBuilder:
    """Collects operations into a Program; equal operations on equal values exist once.

    Arguments come first: `b = ProgramBuilder("msq"); s = b.argument("s"); m = b.argument("m", uniform=True)`,
    then `b.output("msq", s*s - 4*m**2)` and `b.build()`.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._nodes = NodeTable()
        self._arguments: dict[str, int] = {}
        self._outputs: dict[str, int] = {}

    def argument(self, name: str, uniform: bool = False) -> Ref:
        """A named input; asking again for the same name returns the same value (ValueError if `uniform` differs)."""
        if name not in self._arguments:
            self._arguments[name] = self._nodes.argument(name, uniform)
        index = self._arguments[name]
        if self._nodes.uniform[index] != uniform:
            raise ValueError(f"argument {name!r} was declared with uniform={not uniform}, now uniform={uniform}")
        return Ref(self, index)

    def constant(self, value: Number) -> Ref:
        """An exact number; a float stands for its exact binary value (ValueError unless finite)."""
        try:
            return Ref(self, self._nodes.constant(Fraction(value)))
        except (OverflowError, ValueError) as error:
            raise ValueError(f"a constant must be a finite number, found {value!r}") from error

    def op(self, operation: str, *args: Ref | Number | str) -> Ref:
        """One operation on values or numbers; powi takes an int exponent last, call the function's name first."""
        if operation not in OPERATIONS or operation == "const":
            raise InvalidProgram(f"unknown operation {operation!r}; known are {sorted(OPERATIONS - {'const'})}")
        arity = ARITY.get(operation)
        if arity is not None and len(args) != arity:
            raise InvalidProgram(f"{operation} takes {arity} arguments, found {len(args)}")
        if operation == "powi":
            base, exponent = args
            if not isinstance(exponent, int):
                raise InvalidProgram(f"powi needs an integer exponent, found {exponent!r}")
            return Ref(self, self._nodes.power(self._index(base), exponent))
        if operation == "call":
            return Ref(self, self._nodes.call(str(args[0]), tuple(self._index(arg) for arg in args[1:])))
        return Ref(self, self._nodes.apply(operation, tuple(self._index(arg) for arg in args)))

    def call(self, function: str, *args: Ref | Number) -> Ref:
        """The value of an opaque function of that name, to be supplied at compilation."""
        return self.op("call", function, *args)

    def polynomial(self, terms: Mapping[tuple[int, ...], Number], variables: Sequence[Ref | str]) -> Ref:
        """Sum of coefficient times product of variables^exponents; exponents may be negative."""
        return self.polynomials([terms], variables)[0]

    def polynomials(
        self,
        polynomials: Sequence[Mapping[tuple[int, ...], Number]],
        variables: Sequence[Ref | str],
        effort: int | None = None,
    ) -> list[Ref]:
        """Several polynomials in the same variables, sharing what they can.

        Coefficients in the uniform variables are collected first, so that per point only the other variables count.
        `effort` bounds the search for a good order, in terms looked at: 0 takes the first one, 30000 is a thorough
        search of one or two seconds.
        """
        from codegen.horner import EFFORT, evaluate_polynomials

        nodes = [self._index(self._named(v) if isinstance(v, str) else v) for v in variables]
        exact = [{tuple(e): Fraction(c) for e, c in terms.items() if c} for terms in polynomials]
        for exponents in (e for terms in exact for e in terms):
            if len(exponents) != len(nodes):
                raise ValueError(f"{len(nodes)} variables but exponents {exponents}")
        budget = EFFORT if effort is None else effort
        return [Ref(self, index) for index in evaluate_polynomials(self._nodes, exact, nodes, budget)]

    def inline(self, assignments: Iterable[Assignment], values: Mapping[str, Ref]) -> dict[str, Ref]:
        """Splice in a straight-line program [(name, operation, arguments)] whose free names are `values`.

        Arguments may be names or plain numbers. Returns every name it defines together with `values`.
        """
        known = dict(values)
        for name, operation, args in assignments:
            if name in known:
                raise InvalidProgram(f"{name!r} is assigned twice")
            if operation == "const":
                known[name] = self.constant(args[0])
                continue
            if operation == "call":
                known[name] = self.call(args[0], *(self._lookup(arg, known) for arg in args[1:]))
                continue
            resolved = [self._lookup(arg, known) for arg in operands(operation, args)]
            known[name] = self.op(operation, *resolved, *args[len(resolved) :])
        return known

    def sympy(self, expression: sympy.Expr, values: Mapping[str, Ref]) -> Ref:
        """A SymPy expression whose symbols are `values`; undefined functions become calls.

        Raises UnsupportedExpression naming the first part that has no counterpart.
        """
        from codegen.from_sympy import read_sympy

        return read_sympy(self, expression, values)

    def output(self, name: str, value: Ref | Number) -> None:
        """Declare an output."""
        if name in self._outputs:
            raise InvalidProgram(f"output {name!r} is declared twice")
        self._outputs[name] = self._index(value)

    def build(self) -> Program:
        """The program of all outputs; operations no output needs are left out."""
        names, assignments = self._nodes.assignments(self._outputs.values())
        return Program(
            self.name,
            tuple(self._arguments),
            frozenset(name for name, index in self._arguments.items() if self._nodes.uniform[index]),
            tuple(assignments),
            tuple((public, names[index]) for public, index in self._outputs.items()),
        )

    def _named(self, name: str) -> Ref:
        if name not in self._arguments:
            raise ValueError(f"{name!r} is not an argument; declared are {list(self._arguments)}")
        return Ref(self, self._arguments[name])

    def _lookup(self, arg: Any, known: Mapping[str, Ref]) -> Ref | Number:
        if not isinstance(arg, str):
            return arg  # type: ignore[no-any-return]
        if arg not in known:
            raise InvalidProgram(f"{arg!r} is used before it is defined")
        return known[arg]

    def _index(self, value: Ref | Number | str) -> int:
        if isinstance(value, Ref):
            if value.builder is not self:
                raise ValueError(f"a value of builder {value.builder.name!r} was used in builder {self.name!r}")
            return value.index
        if isinstance(value, str):
            raise InvalidProgram(f"expected a value or a number, found the text {value!r}")
        return self.constant(value).index
