"""Sums and products with many terms, each stored once up to a factor.

A node is a leaf, a product (a multiset of nodes) or a sum (nodes with rational coefficients). Sums are kept scaled so
that their commonest coefficient is 1: 2a + 2b and -a - b are then the same node with factors 2 and -1.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from codegen.simplify import NodeTable

# Whole numbers are kept as integers, whose arithmetic is many times faster than that of fractions.
Rational = int | Fraction
Scaled = tuple[Rational, int]


def rational(value: Fraction) -> Rational:
    """The number, as an integer if it is one."""
    return value.numerator if value.denominator == 1 else value


@functools.lru_cache(maxsize=100_000)
def quotient(a: int, b: int, c: int, d: int) -> Rational:
    """(a/b)/(c/d)."""
    return rational(Fraction(a * d, b * c))


@functools.lru_cache(maxsize=100_000)
def ratio(a: int, b: int, c: int, d: int) -> tuple[int, int]:
    """The same as two integers, which are hashed much faster."""
    return quotient(a, b, c, d).as_integer_ratio()


class Forest:
    """Leaves, products and sums by number; `leaf(None)` is the number 1."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}
        self.leaves: dict[int, int | None] = {}
        self.products: dict[int, dict[int, int]] = {}
        self.sums: dict[int, dict[int, Rational]] = {}
        self.one = self.leaf(None)

    def leaf(self, node: int | None) -> int:
        """A node of the surrounding program."""
        number = self._number(("leaf", node))
        self.leaves[number] = node
        return number

    def product(self, factors: Mapping[int, int]) -> int:
        """The product of nodes^powers; products among them are merged in."""
        flat: dict[int, int] = {}
        for factor, power in factors.items():
            if (inside := self.products.get(factor)) is None:
                flat[factor] = flat.get(factor, 0) + power
                continue
            for inner, inner_power in inside.items():
                flat[inner] = flat.get(inner, 0) + power * inner_power
        flat.pop(self.one, None)
        if not flat:
            return self.one
        if len(flat) == 1 and 1 in flat.values():
            return next(iter(flat))
        return self.new_product(flat)

    def sum(self, terms: Mapping[int, Rational]) -> Scaled:
        """A linear combination as a factor and a node."""
        terms = {node: c for node, c in sorted(terms.items()) if c}
        if len(terms) < 2:
            return next(((c, node) for node, c in terms.items()), (0, self.one))
        pairs = {node: c.as_integer_ratio() for node, c in terms.items()}
        sizes = Counter((abs(top), bottom) for top, bottom in pairs.values())
        commonest = quotient(*max(sizes, key=sizes.__getitem__), 1, 1)
        scale = commonest if next(iter(terms.values())) > 0 else -commonest
        if scale == 1:
            return scale, self.new_sum(terms)
        by = scale.as_integer_ratio()
        return scale, self.new_sum({node: quotient(*pair, *by) for node, pair in pairs.items()})

    def new_product(self, factors: Mapping[int, int]) -> int:
        """The product node of exactly these factors."""
        number = self._number(("product", frozenset(factors.items())))
        self.products.setdefault(number, dict(sorted(factors.items())))
        return number

    def new_sum(self, terms: Mapping[int, Rational]) -> int:
        """The sum node of exactly these terms."""
        number = self._number(("sum", frozenset((node, c.as_integer_ratio()) for node, c in terms.items())))
        self.sums.setdefault(number, dict(terms))
        return number

    def children(self, node: int) -> Iterable[int]:
        """The nodes a node is made of."""
        return self.sums.get(node) or self.products.get(node) or ()

    def reachable(self, roots: Iterable[int]) -> list[int]:
        """All nodes the roots need, each after its children."""
        order: list[int] = []
        seen: set[int] = set()
        pending = [(root, False) for root in roots]
        while pending:
            node, done = pending.pop()
            if done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                pending.append((node, True))
                pending.extend((child, False) for child in self.children(node) if child not in seen)
        return order

    def cost(self, roots: Iterable[int]) -> int:
        """Additions and multiplications of all nodes the roots need."""
        total = 0
        for node in self.reachable(roots):
            if node in self.sums:
                terms = self.sums[node]
                total += len(terms) - 1 + len({abs(c) for n, c in terms.items() if n != self.one} - {1})
            elif node in self.products:
                total += sum(self.products[node].values()) - 1
        return total

    def _number(self, key: Any) -> int:
        return self._numbers.setdefault(key, len(self._numbers))


def emit(forest: Forest, nodes: NodeTable, roots: list[int]) -> dict[int, int]:
    """Write everything the roots need into the program; returns program nodes by forest node."""
    done: dict[int, int] = {}
    for number in forest.reachable(roots):
        if number in forest.leaves:
            leaf = forest.leaves[number]
            done[number] = nodes.constant(Fraction(1)) if leaf is None else leaf
        elif number in forest.products:
            done[number] = _emit_product(nodes, [(done[f], p) for f, p in forest.products[number].items()])
        else:
            done[number] = _emit_sum(nodes, [(done[n], c) for n, c in forest.sums[number].items()])
    return done


def _emit_product(nodes: NodeTable, factors: list[tuple[int, int]]) -> int:
    value = nodes.constant(Fraction(1))
    for factor, power in factors:
        value = nodes.apply("mul", (value, nodes.power(factor, power)))
    return value


def _emit_sum(nodes: NodeTable, terms: list[tuple[int, Rational]]) -> int:
    """Terms of equal coefficient are added before they are multiplied by it."""
    groups: defaultdict[Fraction, list[tuple[int, bool]]] = defaultdict(list)
    total = Fraction(0)
    for node, coefficient in terms:
        if (number := nodes.value(node)) is not None:
            total += coefficient * number
        else:
            groups[abs(Fraction(coefficient))].append((node, coefficient > 0))
    result = nodes.constant(total)
    for coefficient, members in sorted(groups.items()):
        value = nodes.constant(Fraction(0))
        for node, positive in sorted(members, key=lambda member: not member[1]):
            value = nodes.apply("add" if positive else "sub", (value, node))
        result = nodes.apply("add", (result, nodes.apply("mul", (nodes.constant(coefficient), value))))
    return result
