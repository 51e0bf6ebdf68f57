"""What sums and products share, pulled out: common factors inside a sum, then pairs that occur again and again.

Pulling out the most frequent pair first follows the greedy step of Kuipers, Ueda and Vermaseren, arXiv:1310.7007,
section 4.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from codegen.forest import Forest, Rational, Scaled, quotient, ratio

LONGEST = 64


def factor_sums(forest: Forest, roots: Iterable[int]) -> list[Scaled]:
    """The roots with f*a + f*b written as f*(a + b) everywhere, the factor of most terms first."""
    new: dict[int, Scaled] = {}
    roots = list(roots)
    for node in forest.reachable(roots):
        if node in forest.leaves:
            new[node] = (1, node)
        elif node in forest.products:
            scale: Rational = 1
            factors = Counter[int]()
            for factor, power in forest.products[node].items():
                inner, number = new[factor]
                scale *= inner**power
                factors[number] += power
            new[node] = (scale, forest.product(factors))
        else:
            terms: dict[int, Rational] = defaultdict(int)
            for term, coefficient in forest.sums[node].items():
                inner, number = new[term]
                terms[number] += inner * coefficient
            new[node] = _factored(forest, terms)
    return [new[root] for root in roots]


def _factored(forest: Forest, terms: Mapping[int, Rational]) -> Scaled:
    while True:
        counts: Counter[int] = Counter()
        for term in terms:
            counts.update(forest.products.get(term, {term: 1}).keys())
        del counts[forest.one]
        factor = max(counts, key=lambda node: (counts[node], -node), default=forest.one)
        if counts[factor] < 2:
            return forest.sum(terms)
        inside: dict[int, Rational] = defaultdict(int)
        outside: dict[int, Rational] = defaultdict(int)
        for term, coefficient in terms.items():
            if term == factor:
                inside[forest.one] += coefficient
            elif factor in forest.products.get(term, ()):
                rest = Counter(forest.products[term])
                rest[factor] -= 1
                inside[forest.product(+rest)] += coefficient
            else:
                outside[term] += coefficient
        scale, number = _factored(forest, inside)
        outside[forest.product(Counter([factor, number]))] += scale
        terms = outside


def share_pairs(forest: Forest, roots: list[int]) -> None:
    """Give the pair that occurs in most sums (or products) a node of its own, again and again, in place."""
    nodes = forest.reachable(roots)
    sums = {n: forest.sums[n] for n in nodes if n in forest.sums}
    products = {n: forest.products[n] for n in nodes if n in forest.products}
    _extract(products, _product_pairs, lambda key: forest.new_product(Counter(key)), _replace_in_product)
    _extract(
        sums, _sum_pairs, lambda key: forest.new_sum({key[0]: 1, key[1]: quotient(*key[2], 1, 1)}), _replace_in_sum
    )


Members = dict[int, Any]


def _extract(
    groups: dict[int, Members],
    pairs: Callable[[Members, Iterable[int]], Iterable[Any]],
    create: Callable[[Any], int],
    replace: Callable[[Members, Any, int], None],
) -> None:
    where: defaultdict[Any, set[int]] = defaultdict(set)
    for number, members in groups.items():
        if len(members) <= LONGEST:
            for key in pairs(members, members):
                where[key].add(number)
    heap = [(-len(found), key) for key, found in where.items() if len(found) > 1]
    heapq.heapify(heap)
    while heap:
        count, key = heapq.heappop(heap)
        found = where.get(key, set())
        if len(found) < 2:
            continue
        if len(found) != -count:
            heapq.heappush(heap, (-len(found), key))
            continue
        new = create(key)
        changed: set[Any] = set()
        for number in sorted(found):
            if number == new:
                continue
            members = groups[number]
            for stale in pairs(members, key[:2]):
                where[stale].discard(number)
            replace(members, key, new)
            for fresh in pairs(members, [m for m in (new, *key[:2]) if m in members]):
                where[fresh].add(number)
                changed.add(fresh)
        where.pop(key, None)
        for fresh in changed:
            if len(where[fresh]) > 1:
                heapq.heappush(heap, (-len(where[fresh]), fresh))


def _sum_pairs(members: Members, near: Iterable[int]) -> Iterable[Any]:
    """Keys (a, b, c_b/c_a), a < b, of the pairs that hold one of the given nodes; the ratio as two integers."""
    for a in dict.fromkeys(near):
        for b in members:
            if a != b:
                low, high = (a, b) if a < b else (b, a)
                yield low, high, ratio(*members[high].as_integer_ratio(), *members[low].as_integer_ratio())


def _product_pairs(members: Members, near: Iterable[int]) -> Iterable[Any]:
    for a in dict.fromkeys(near):
        for b in members:
            if a != b:
                yield (a, b) if a < b else (b, a)
        if members.get(a, 0) > 1:
            yield a, a


def _replace_in_sum(members: Members, key: Any, new: int) -> None:
    low, high, _ = key
    coefficient = members.pop(low)
    del members[high]
    members[new] = coefficient


def _replace_in_product(members: Members, key: Any, new: int) -> None:
    for factor in key:
        members[factor] -= 1
    for factor in set(key):
        if members[factor] == 0:
            del members[factor]
    members[new] = members.get(new, 0) + 1
