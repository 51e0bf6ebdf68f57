"""What holds for the symbols of a comparison: relations, the physical region, and the limits a formula is meant for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import sympy

from amps.reading.plain import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Statement: TypeAlias = str | sympy.Basic

_SIGNS = re.compile(r"(<<|>>|->|<=|>=|<|>|=)")
_OPERATORS = {"<": sympy.Lt, ">": sympy.Gt, "<=": sympy.Le, ">=": sympy.Ge}


@dataclass(frozen=True)
class Assumptions:
    """`relations` are equations, `conditions` inequalities; `limits` gives for a symbol 0 or oo.

    `powers` ranks small symbols: in "m_e << m_mu << E" m_e falls like the square of what m_mu falls like.
    `compared` are the names on the large side of such statements: they may not be neglected themselves; `orderings` say
    of such statements only that the one is smaller.
    Symbols are positive unless a condition compares one with a number that is not positive: those are `signed`.
    """

    relations: tuple[sympy.Eq, ...] = ()
    conditions: tuple[sympy.Basic, ...] = ()
    limits: Mapping[sympy.Symbol, sympy.Expr] = field(default_factory=dict)
    powers: Mapping[sympy.Symbol, int] = field(default_factory=dict)
    signed: frozenset[str] = frozenset()
    compared: frozenset[str] = frozenset()
    orderings: tuple[sympy.Basic, ...] = ()

    @classmethod
    def read(cls, statements: Iterable[Statement]) -> Assumptions:
        """From "m_V > 2 m_mu", "s + t + u = 2 m^2", "m_e << m_chi", "v -> 0", "-1 < c < 1", or SymPy relations.

        Raises ValueError for what is none of these.
        """
        relations: list[sympy.Eq] = []
        conditions: list[sympy.Basic] = []
        orderings: list[sympy.Basic] = []
        limits: dict[sympy.Symbol, sympy.Expr] = {}
        above: dict[sympy.Symbol, sympy.Expr] = {}
        for statement in statements:
            if isinstance(statement, sympy.Eq):
                relations.append(canonical(statement))
            elif isinstance(statement, sympy.Basic):
                conditions.append(canonical(statement))
            else:
                _read_statement(statement, relations, conditions, orderings, limits, above)
        signed = {
            side.name
            for c in conditions
            for side, other in ((c.lhs, c.rhs), (c.rhs, c.lhs))
            if _is_signed(c, side, other)
        }
        real = {sympy.Symbol(name, positive=True): sympy.Symbol(name, real=True) for name in signed}
        return cls(
            tuple(r.subs(real) for r in relations),
            tuple(c for c in (c.subs(real) for c in conditions) if c is not sympy.true),
            {s.subs(real): v for s, v in limits.items()},
            {s.subs(real): _power(s, above) for s in limits},
            frozenset(signed),
            frozenset(x.name for larger in above.values() for x in larger.free_symbols),
            tuple(c.subs(real) for c in orderings),
        )

    def symbol(self, name: str) -> sympy.Symbol:
        """The symbol of this name with the sign assumed of it."""
        return sympy.Symbol(name, real=True) if name in self.signed else sympy.Symbol(name, positive=True)

    def apply(self, expression: sympy.Expr) -> sympy.Expr:
        """An expression in the comparison's own symbols, with the relations used to eliminate what they determine."""
        # Decimal numbers are taken at their word: 0.5 is 1/2.
        exact = {number: sympy.Rational(str(number)) for number in expression.atoms(sympy.Float)}
        replaced = expression.xreplace({s: self.symbol(s.name) for s in expression.free_symbols} | exact)
        for symbol, value in self.eliminated.items():
            replaced = replaced.subs(symbol, value)
        return replaced

    @property
    def eliminated(self) -> Mapping[sympy.Symbol, sympy.Expr]:
        """One symbol of each relation, as a function of the others."""
        solved: dict[sympy.Symbol, sympy.Expr] = {}
        for relation in self.relations:
            difference = (relation.lhs - relation.rhs).subs(solved)
            symbol, value = _solve(difference, relation)
            solved = {s: v.subs(symbol, value) for s, v in solved.items()} | {symbol: value}
        return solved


def canonical(expression: sympy.Basic) -> sympy.Basic:
    """The same with positive symbols throughout."""
    return expression.xreplace({s: sympy.Symbol(s.name, positive=True) for s in expression.free_symbols})


def _is_signed(condition: sympy.Basic, side: sympy.Expr, other: sympy.Expr) -> bool:
    if not (side.is_Symbol and other.is_number):
        return False
    below = condition.lts == side
    return bool(other <= 0 if below else other < 0)


def _read_statement(
    text: str,
    relations: list[sympy.Eq],
    conditions: list[sympy.Basic],
    orderings: list[sympy.Basic],
    limits: dict[sympy.Symbol, sympy.Expr],
    above: dict[sympy.Symbol, sympy.Expr],
) -> None:
    pieces = _SIGNS.split(text)
    if len(pieces) < 3:
        raise ValueError(f"expected a relation such as 'm_V > 2 m_mu' or 'm_e << m_chi', found {text!r}")
    for left_text, sign, right_text in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
        right = sympy.oo if right_text.strip() in ("oo", "infinity") else read_text(right_text)
        left = read_text(left_text)
        if sign == "=":
            relations.append(sympy.Eq(left, right, evaluate=False))
        elif sign in _OPERATORS:
            # Compared without evaluation: SymPy would settle x > -1 for a positive x, where it says that x has a sign.
            conditions.append(_OPERATORS[sign](left, right, evaluate=False))
        elif sign == "->":
            limits[_single(left, text)] = right
        else:
            small, large = (left, right) if sign == "<<" else (right, left)
            orderings.append(sympy.Lt(small, large, evaluate=False))
            if small.is_Symbol:
                limits[small] = sympy.S.Zero
                above[small] = large
            else:
                limits[_single(large, text)] = sympy.oo


def _power(symbol: sympy.Symbol, above: Mapping[sympy.Symbol, sympy.Expr]) -> int:
    power, seen = 1, {symbol}
    while (larger := above.get(symbol)) in above and larger not in seen:
        symbol, power = larger, power + 1
        seen.add(symbol)
    return power


def _single(expression: sympy.Expr, text: str) -> sympy.Symbol:
    if not expression.is_Symbol:
        raise ValueError(f"the limit {text!r} must name a single symbol that becomes small or large")
    return expression


def _solve(difference: sympy.Expr, relation: sympy.Eq) -> tuple[sympy.Symbol, sympy.Expr]:
    for degree in (1, 2):
        for symbol in sorted(difference.free_symbols, key=lambda s: (s.name in str(relation.rhs), s.name)):
            polynomial = sympy.Poly(difference, symbol) if difference.is_polynomial(symbol) else None
            if polynomial is None or polynomial.degree() != degree or not polynomial.LC().is_number:
                continue
            if degree == 1:
                return symbol, sympy.expand(-polynomial.nth(0) / polynomial.LC())
            if polynomial.nth(1) == 0:
                return symbol, sympy.sqrt(-polynomial.nth(0) / polynomial.LC())
    raise ValueError(
        f"cannot use the relation {relation.lhs} = {relation.rhs}: no symbol is linear or a pure square in it"
    )
