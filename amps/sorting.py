"""Finished polynomials of a squared amplitude: powers sorted by propagator, i and widths worked in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any

import sympy

from amps.vocabulary import IMAGINARY, root_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amps.algebra.basis import Basis
    from amps.algebra.clifford import Clifford
    from amps.algebra.ring import Poly, Ring
    from amps.vocabulary import Vocabulary
    from amps.words import Denominator

Powers = tuple[tuple[str, int], ...]
Polynomial = dict[tuple[int, ...], Fraction]


@dataclass(frozen=True)
class _Change:
    """What the auxiliary generators of a monomial amount to: a factor, powers of variables, named propagators."""

    factor: Any
    powers: tuple[tuple[int, int], ...]
    key: Powers


def sort_terms(
    vocabulary: Vocabulary, ring: Ring, total: Poly, basis: Basis, algebra: Clifford
) -> tuple[dict[Powers, Polynomial], dict[str, sympy.Expr]]:
    """Numerators by propagators, and the inverse propagators.

    i is resolved, widths are worked in, and powers of an invariant that is itself a propagator cancelled.
    """
    virtuality: dict[Denominator, Poly] = {}
    for d in vocabulary.denominators:
        q = basis.reduce(d.momentum)
        virtuality[d] = algebra.dot(q, q) - (ring.zero if d.mass is None else ring[d.mass] ** 2)
    raw = _with_widths(vocabulary, ring, total, virtuality)
    single: dict[str, tuple[str, int]] = {}
    inverses: dict[str, sympy.Expr] = {}
    for d, name in vocabulary.denominators.items():
        terms = ring.terms(virtuality[d])
        exponents, c = next(iter(terms.items()))
        if d not in vocabulary.resonant and len(terms) == 1 and sum(exponents) == 1 and abs(c) == 1:
            single[name] = (ring.names[exponents.index(1)], int(c))
        else:
            inverses[name] = _inverse(vocabulary, ring, d, virtuality[d])
    public = vocabulary.public_names
    place = {name: k for k, name in enumerate(public)}
    plain = [(k, place[name]) for k, name in enumerate(ring.names) if name in place]
    special = [k for k, name in enumerate(ring.names) if name not in place]
    changes: dict[tuple[int, ...], _Change | None] = {}
    sums: dict[Powers, dict[tuple[int, ...], Any]] = defaultdict(dict)
    for exponents, c in raw.items():
        auxiliary = tuple(int(exponents[k]) for k in special)
        if auxiliary not in changes:
            powers = {ring.names[k]: e for k, e in zip(special, auxiliary, strict=True) if e}
            changes[auxiliary] = _change(vocabulary, ring, powers, single, set(inverses), place)
        change = changes[auxiliary]
        if change is None:
            continue
        vector = [0] * len(public)
        for k, position in plain:
            vector[position] = int(exponents[k])
        for position, e in change.powers:
            vector[position] += e
        key = change.key
        if min(vector, default=0) < 0:
            key += tuple((public[k], -e) for k, e in enumerate(vector) if e < 0)
            vector = [max(e, 0) for e in vector]
        terms_of_key, where = sums[tuple(sorted(key))], tuple(vector)
        value = c * change.factor
        terms_of_key[where] = terms_of_key[where] + value if where in terms_of_key else value
    contents = {}
    for name, value in inverses.items():
        number, inverses[name] = value.as_content_primitive()
        contents[name] = Fraction(int(number.p), int(number.q))
    polynomials = {}
    for key, found in sorted(sums.items()):
        content = prod(contents.get(name, Fraction(1)) ** power for name, power in key)
        polynomial = {e: Fraction(int(c.p), int(c.q)) / content for e, c in found.items() if c}
        if polynomial:
            polynomials[key] = polynomial
            for name, _ in key:
                inverses.setdefault(name, sympy.Symbol(name, real=True))
    return polynomials, inverses


def cancelled(
    polynomials: Mapping[Powers, Polynomial], names: tuple[str, ...], prefactor: sympy.Expr
) -> tuple[dict[Powers, Polynomial], sympy.Expr]:
    """Powers of a variable that every numerator contains, taken out against negative ones of the prefactor.

    They come from propagators of massive vectors, (m^2 g - k k)/m^2, where k k drops out.
    """
    found = dict(polynomials)
    for base, power in prefactor.as_powers_dict().items():
        if str(base) not in names or not (power.is_Integer and power < 0):
            continue
        k = names.index(str(base))
        common = min((e[k] for poly in found.values() for e in poly), default=0)
        shift = min(common, int(-power))
        if shift:
            found = {
                key: {(*e[:k], e[k] - shift, *e[k + 1 :]): c for e, c in poly.items()} for key, poly in found.items()
            }
            prefactor *= base**shift
    return found, prefactor


def _change(
    vocabulary: Vocabulary,
    ring: Ring,
    powers: Mapping[str, int],
    single: Mapping[str, tuple[str, int]],
    named: set[str],
    place: Mapping[str, int],
) -> _Change | None:
    """The meaning of the auxiliary generators; None for an imaginary term, which cancels in |M|^2."""
    by_unit = {name: (str(base), power) for (base, power), name in vocabulary.units.items()}
    factor = Fraction(1)
    moved: dict[str, int] = defaultdict(int)
    fractional: dict[str, Fraction] = defaultdict(Fraction)
    key: list[tuple[str, int]] = []
    for name, e in powers.items():
        if name in single:
            variable, sign = single[name]
            moved[variable] -= e
            factor *= sign**e
        elif name in named:
            key.append((name, e))
        elif name == IMAGINARY:
            if e % 2:
                return None
            factor *= (-1) ** (e // 2)
        else:
            base, power = by_unit[name]
            fractional[base] += power * e
    for base, power in fractional.items():
        if power.denominator != 1:
            root = power - power.numerator // power.denominator
            moved[root_name(base, root)] += 1
            power -= root
        if base.isdigit():
            factor *= Fraction(int(base)) ** power.numerator
        else:
            moved[base] += power.numerator
    exact = ring.rational(factor)
    return _Change(exact, tuple((place[name], e) for name, e in moved.items() if e), tuple(key))


def _with_widths(
    vocabulary: Vocabulary, ring: Ring, total: Poly, virtuality: Mapping[Denominator, Poly]
) -> dict[tuple[int, ...], Any]:
    """D -> (x - i M Gamma) B with B = 1/(x^2 + M^2 Gamma^2), D D* -> B; B takes over the generator of D."""
    terms: dict[tuple[int, ...], Any] = total.to_dict()
    for d in vocabulary.resonant:
        name = vocabulary.denominators[d]
        a, b = ring.names.index(name), ring.names.index(name + "*")
        parts: dict[int, dict[tuple[int, ...], Any]] = defaultdict(dict)
        for exponents, c in terms.items():
            e, f = int(exponents[a]), int(exponents[b])
            cleared = tuple(max(e, f) if k == a else 0 if k == b else n for k, n in enumerate(exponents))
            parts[e - f][cleared] = c
        terms = parts.pop(0, {})
        if parts:
            poly = ring.from_exact(terms)
            damping = ring[str(d.mass)] * ring[str(d.width)] * ring[IMAGINARY]
            for excess, found in parts.items():
                factor = virtuality[d] - damping if excess > 0 else virtuality[d] + damping
                poly = poly + ring.from_exact(found) * factor ** abs(excess)
            terms = poly.to_dict()
    return terms


def _inverse(vocabulary: Vocabulary, ring: Ring, d: Denominator, virtuality: Poly) -> sympy.Expr:
    value = sympy.S.Zero
    for exponents, c in ring.terms(virtuality).items():
        powers = (sympy.Symbol(n, real=True) ** e for n, e in zip(ring.names, exponents, strict=True) if e)
        value += sympy.Mul(sympy.Rational(c.numerator, c.denominator), *powers)
    if d in vocabulary.resonant:
        value = value**2 + sympy.Symbol(str(d.mass), real=True) ** 2 * sympy.Symbol(str(d.width), real=True) ** 2
    return value
