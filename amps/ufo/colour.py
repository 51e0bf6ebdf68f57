"""Colour structures: those of quark lines with gluons, which the algebra sums; others make a vertex unusable."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import sympy

from amps.ufo.errors import UFOError, UnsafeUFO
from amps.ufo.source import parse_expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amps.particle import Particle
    from amps.ufo.errors import Place

ARITY = {"Identity": 2, "T": 3, "f": 3, "d": 3, "Epsilon": 3, "EpsilonBar": 3, "T6": 3, "K6": 3, "K6Bar": 3}


class UnusableColour(ValueError):
    """A colour structure that no colour sum here takes; the vertex may stand in the model, but not in a reaction."""


Pairs = frozenset[frozenset[int]]


def colour_factor(
    text: str, particles: Sequence[Particle], colours: Sequence[int], place: Place
) -> tuple[sympy.Expr, Pairs]:
    """The number in front of 1, a product of delta_ij, or T^a_ij, and the pairs of quarks (from 0) that it joins.

    Raises UnusableColour for f, d, epsilon, coloured scalars and the like, UFOError for what is no colour structure.
    """
    factor, atoms = _read(parse_expression(text, place), place)
    for kind, indices in atoms:
        if len(indices) != ARITY.get(kind, -1):
            raise UFOError(place, f"the colour {text!r} holds {kind}{indices}, which is not among {', '.join(ARITY)}")
    coloured = [n for n, c in enumerate(colours, start=1) if c != 1]
    if any(particles[n - 1].spin == "0" for n in coloured):
        raise UnusableColour(f"the colour {text!r} of a coloured scalar")
    sizes = sorted(abs(colours[n - 1]) for n in coloured)
    quarks = [n for n in coloured if abs(colours[n - 1]) == 3]
    kinds = [kind for kind, _ in atoms]
    if sizes == [3, 3, 8] and kinds == ["T"] and sorted(atoms[0][1]) == coloured:
        gluon, row, column = atoms[0][1]
        # The first quark index is that of psibar: an outgoing triplet.
        if abs(colours[gluon - 1]) == 8 and colours[row - 1] == 3:
            return factor, frozenset({frozenset({row - 1, column - 1})})
    joined = sorted(n for _, indices in atoms for n in indices)
    if set(kinds) <= {"Identity"} and coloured == quarks == joined:
        return factor, frozenset(frozenset(n - 1 for n in indices) for _, indices in atoms)
    raise UnusableColour(f"the colour {text!r}; colour sums take quark lines with gluons, 1, Identity and T")


def _read(node: ast.expr, place: Place) -> tuple[sympy.Expr, list[tuple[str, tuple[int, ...]]]]:
    match node:
        case ast.Constant(value=int() | float() as number):
            return sympy.Rational(repr(number)), []
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            factor, atoms = _read(operand, place)
            return -factor, atoms
        case ast.BinOp(left=left, op=ast.Mult() | ast.Div() as operator, right=right):
            (a, first), (b, second) = _read(left, place), _read(right, place)
            if isinstance(operator, ast.Div) and (second or b == 0):
                raise UFOError(place, "a colour structure is divided by what is no number")
            return a * b if isinstance(operator, ast.Mult) else a / b, first + second
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            raise UnusableColour(f"the colour {ast.unparse(node)!r}, a sum")
        case ast.Call(func=ast.Name(id="complex"), args=[ast.Constant(value=real), ast.Constant(value=imaginary)]):
            return sympy.Rational(repr(real)) + sympy.I * sympy.Rational(repr(imaginary)), []
        case ast.Call(func=ast.Name(id=kind), args=args, keywords=[]):
            indices = []
            for arg in args:
                (value, inner) = _read(arg, place)
                if inner or not value.is_Integer:
                    raise UFOError(place, f"the index {ast.unparse(arg)!r} of {kind} is not a whole number")
                indices.append(int(value))
            return sympy.S.One, [(kind, tuple(indices))]
    raise UnsafeUFO(place, f"{ast.unparse(node)!r} is no colour structure; nothing was executed")
