"""Cuts: conditions on observables, parsed into a tree and evaluated inside the integrand.

    condition   alternative ("or" alternative)*      alternative  negation ("and" negation)*
    negation    "not" negation | comparison          comparison   sum (("<" | "<=" | ">" | ">=") sum)*
    sum         product (("+" | "-") product)*       product      factor (("*" | "/") factor)*
    factor      number | observable | abs(sum) | "-" factor | "(" condition ")"

Where a name could end in several places the longest known observable is meant: E_e--1 is E_e- minus 1.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from processes.core.observables import Observable, observables, unknown_observable

if TYPE_CHECKING:
    from amps.phase_space import Arithmetic
    from processes.core.process import Process

EMPTY = "no phase space within the cuts"
_NUMBER = re.compile(r"(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_SYMBOL = re.compile(r"<=|>=|[<>()+\-*/]")
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*[~+\-0-9]*")
_WORDS = ("and", "or", "not", "abs")
_OPPOSITE = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True)
class Node:
    """An operation on further nodes, or a leaf: a number or an observable."""

    operation: str
    parts: tuple[Node, ...] = ()
    leaf: float | Observable | None = None

    @property
    def is_condition(self) -> bool:
        """True for what is true or false, False for a number."""
        return self.operation in ("and", "or", "not", *_OPPOSITE)

    def observables(self) -> Iterator[Observable]:
        """Everything observed in it."""
        if isinstance(self.leaf, Observable):
            yield self.leaf
        for part in self.parts:
            yield from part.observables()

    def at(self, value_of: Callable[[Observable], Any], lib: Arithmetic) -> Any:
        """Its value; a condition is 1 where it holds and 0 elsewhere."""
        if isinstance(self.leaf, Observable):
            return value_of(self.leaf)
        if self.leaf is not None:
            return self.leaf
        values = [part.at(value_of, lib) for part in self.parts]
        if self.operation == "not":
            return 1.0 - values[0]
        if self.operation == "abs":
            return lib.absolute(values[0])
        if self.operation == "negative":
            return -values[0]
        one, two = values
        if self.operation in _OPPOSITE:
            below, above = (one, two) if self.operation in ("<", ">=") else (two, one)
            holds = 1.0 if self.operation in "<>" else 0.0
            return lib.select_lt(below, above, holds, 1.0 - holds)
        if self.operation in ("and", "*"):
            return one * two
        if self.operation == "or":
            return lib.maximum(one, two)
        return one + two if self.operation == "+" else one - two if self.operation == "-" else one / two


@dataclass(frozen=True)
class Cut:
    """A parsed condition on the final state."""

    text: str
    condition: Node

    def at(self, value_of: Callable[[Observable], Any], lib: Arithmetic) -> Any:
        """1 where the cut is passed and 0 elsewhere."""
        return self.condition.at(value_of, lib)

    def bounds(self) -> dict[Observable, tuple[float, float]]:
        """Lower and upper end of observables that the cut bounds by numbers.

        Raises ValueError where the ends contradict each other.
        """
        found: dict[Observable, tuple[float, float]] = {}
        for node in _conjuncts(self.condition):
            for observable, low, high in _bound(node):
                old = found.get(observable, (-math.inf, math.inf))
                found[observable] = new = (max(old[0], low), min(old[1], high))
                if new[0] >= new[1]:
                    raise ValueError(f'{EMPTY} "{self.text}": {observable.name} > {new[0]:g} and < {new[1]:g}')
        return found


@lru_cache(maxsize=128)
def parse_cuts(process: Process, text: str) -> Cut:
    """The cut that `text` states for a process.

    Raises ValueError for unknown observables (listing the known), bad syntax (showing where) and contradictions.
    """
    parser = _Parser(text, list(_tokens(process, text)))
    condition = parser.condition()
    if parser.position < len(parser.tokens):
        raise parser.error("expected 'and', 'or', a comparison or the end")
    if not condition.is_condition:
        raise ValueError(f"a cut compares observables with numbers, for example 'E_gamma > 0.5'; found {text!r}")
    if not any(condition.observables()):
        raise ValueError(f"the cut {text!r} names no observable")
    cut = Cut(text, condition)
    cut.bounds()
    return cut


@dataclass(frozen=True)
class _Token:
    kind: str
    start: int
    leaf: float | Observable | None = None


def _tokens(process: Process, text: str) -> Iterator[_Token]:
    known = sorted(observables(process), key=len, reverse=True)
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        token, end = _token(process, text, position, known)
        yield token
        position = end


def _token(process: Process, text: str, start: int, known: list[str]) -> tuple[_Token, int]:
    for name in known:
        if text.startswith(name, start):
            following = text[start + len(name) : start + len(name) + 1]
            if not (name[-1].isalnum() and (following.isalnum() or following == "_")):
                return _Token("value", start, observables(process)[name]), start + len(name)
    if match := _NUMBER.match(text, start):
        return _Token("value", start, float(match[0])), match.end()
    if match := _SYMBOL.match(text, start):
        return _Token(match[0], start), match.end()
    match = _WORD.match(text, start)
    if match is None:
        raise ValueError(f"cannot read the cut {text!r} at {text[start:]!r}: known symbols are < <= > >= + - * / ( )")
    word = re.match(r"\w+", match[0])
    if word is not None and word[0] in _WORDS:
        return _Token(word[0], start), start + len(word[0])
    raise ValueError(unknown_observable(process, match[0]))


class _Parser:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text, self.tokens, self.position = text, tokens, 0

    def error(self, expected: str) -> ValueError:
        rest = self.text[self.tokens[self.position].start :] if self.position < len(self.tokens) else ""
        return ValueError(f"cannot read the cut {self.text!r} at {rest or 'its end'!r}: {expected}")

    def accept(self, *kinds: str) -> _Token | None:
        if self.position < len(self.tokens) and self.tokens[self.position].kind in kinds:
            self.position += 1
            return self.tokens[self.position - 1]
        return None

    def condition(self) -> Node:
        return self._chain(self._alternative, "or", wants_condition=True)

    def _alternative(self) -> Node:
        return self._chain(self._negation, "and", wants_condition=True)

    def _negation(self) -> Node:
        if self.accept("not"):
            return Node("not", (self._typed(self._negation(), True, "not"),))
        return self._comparison()

    def _comparison(self) -> Node:
        left, found = self._sum(), list[Node]()
        while token := self.accept(*_OPPOSITE):
            right = self._sum()
            parts = tuple(self._typed(part, False, token.kind) for part in (left, right))
            found.append(Node(token.kind, parts))
            left = right
        if not found:
            return left
        whole = found[0]
        for node in found[1:]:
            whole = Node("and", (whole, node))
        return whole

    def _sum(self) -> Node:
        return self._chain(self._product, "+", "-")

    def _product(self) -> Node:
        return self._chain(self._factor, "*", "/")

    def _factor(self) -> Node:
        if token := self.accept("value"):
            return Node("value", leaf=token.leaf)
        if self.accept("-"):
            return Node("negative", (self._typed(self._factor(), False, "-"),))
        is_abs = self.accept("abs") is not None
        if not self.accept("("):
            raise self.error("expected '(' after abs" if is_abs else "expected a number, an observable or '('")
        inside = self.condition()
        if not self.accept(")"):
            raise self.error("expected ')'")
        return Node("abs", (self._typed(inside, False, "abs"),)) if is_abs else inside

    def _chain(self, part: Callable[[], Node], *operations: str, wants_condition: bool = False) -> Node:
        left = part()
        while token := self.accept(*operations):
            right = part()
            left = Node(token.kind, tuple(self._typed(n, wants_condition, token.kind) for n in (left, right)))
        return left

    def _typed(self, node: Node, condition: bool, operation: str) -> Node:
        if node.is_condition != condition:
            wanted, found = ("conditions", "a number") if condition else ("numbers", "a condition")
            raise ValueError(f"in the cut {self.text!r} {operation!r} takes {wanted}, not {found}")
        return node


def _conjuncts(node: Node) -> Iterator[Node]:
    if node.operation == "and":
        for part in node.parts:
            yield from _conjuncts(part)
    else:
        yield node


def _bound(node: Node) -> Iterator[tuple[Observable, float, float]]:
    """What a comparison with a number says about the one observable on the other side."""
    if node.operation not in _OPPOSITE:
        return
    left, right, operation = *node.parts, node.operation
    if any(left.observables()):
        left, right, operation = right, left, _OPPOSITE[operation]
    if any(left.observables()):
        return
    number = _constant(left)
    is_upper = operation in (">", ">=")
    yield from _solved(right, -math.inf if is_upper else number, number if is_upper else math.inf)


def _solved(node: Node, low: float, high: float) -> Iterator[tuple[Observable, float, float]]:
    """The range of the observable in a linear expression, or the absolute value of one, that lies in a range."""
    if isinstance(node.leaf, Observable):
        yield node.leaf, low, high
    elif node.operation == "abs" and low == -math.inf:
        yield from _solved(node.parts[0], -high, high)
    elif node.operation == "negative":
        yield from _solved(node.parts[0], -high, -low)
    elif node.operation in ("+", "-", "*", "/"):
        one, two = node.parts
        if not any(two.observables()):
            yield from _solved(one, *_undone(node.operation, _constant(two), low, high))
        elif not any(one.observables()) and node.operation in ("+", "*"):
            yield from _solved(two, *_undone(node.operation, _constant(one), low, high))
        elif not any(one.observables()) and node.operation == "-":
            number = _constant(one)
            yield from _solved(two, number - high, number - low)


def _undone(operation: str, number: float, low: float, high: float) -> tuple[float, float]:
    """The range of x where `x operation number` lies in a range; everything for a product with zero."""
    if operation in ("+", "-"):
        shift = -number if operation == "+" else number
        return low + shift, high + shift
    if number == 0:
        return -math.inf, math.inf
    ends = (low / number, high / number) if operation == "*" else (low * number, high * number)
    return min(ends), max(ends)


def _constant(node: Node) -> float:
    from amps.phase_space import ScalarArithmetic

    def none(observable: Observable) -> float:
        raise TypeError(f"{observable.name} is not a constant")

    try:
        return float(node.at(none, ScalarArithmetic(math)))
    except ZeroDivisionError as error:
        raise ValueError("a cut divides by zero") from error
