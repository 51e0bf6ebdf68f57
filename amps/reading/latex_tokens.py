"""The pieces of a LaTeX formula: a symbol with its primes and subscript is one piece."""

from __future__ import annotations

import re

from amps.reading.errors import CannotRead
from amps.reading.grammar import Token

SPACES = {"\\,", "\\;", "\\:", "\\!", "\\ ", "\\quad", "\\qquad", "\\displaystyle", "\\limits", "~", "&"}
SIZES = {"\\big", "\\Big", "\\bigg", "\\Bigg", "\\bigl", "\\bigr", "\\Bigl", "\\Bigr", "\\biggl", "\\biggr"}
UPRIGHT = {"\\mathrm", "\\text", "\\rm", "\\mathit", "\\mathcal", "\\operatorname"}
GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar"
)
LETTERS = {f"\\{name}" for name in GREEK.split()}
OPERATORS = {"+": "+", "-": "-", "*": "*", "/": "/", "^": "^", "\\cdot": "*", "\\times": "*"}
OPENING = {"(", "[", "{", "\\{", "\\lvert"}
CLOSING = {")", "]", "}", "\\}", "\\rvert"}

_PIECE = re.compile(r"\\[A-Za-z]+|\\.|\d+\.?\d*|\.\d+|\S")
_NAMED_FUNCTION = re.compile(r"\\operatorname\s*\{\s*(a?(?:sin|cos|tan)h?)\s*\}")


def canonical(spelling: str) -> str:
    r"""A symbol's spelling without what makes no difference: m_{\rm A'} and m_{A'} are m_A'."""
    kept = [p for p in _PIECE.findall(spelling) if p not in UPRIGHT | SPACES | {"{", "}"}]
    return "".join(kept).replace("^\\prime", "'")


def tokenize(text: str) -> list[Token]:
    """Tokens of a formula. Raises CannotRead at what no formula holds."""
    pieces = [(m[0], m.start()) for m in _PIECE.finditer(_NAMED_FUNCTION.sub(_as_command, text))]
    tokens: list[Token] = []
    k = 0
    while k < len(pieces):
        piece, position = pieces[k]
        if piece in SPACES | SIZES:
            k += 1
        elif piece in ("\\left", "\\right"):
            k += 1
            if k == len(pieces):
                raise CannotRead(f"a bracket must follow {piece}", text, position)
            if pieces[k][0] in ("|", "\\vert"):
                pieces[k] = ("\\lvert" if piece == "\\left" else "\\rvert", pieces[k][1])
        elif piece in LETTERS | UPRIGHT or (len(piece) == 1 and piece.isalpha()):
            end = _symbol_end(text, pieces, k)
            tokens.append(Token("name", canonical(" ".join(p for p, _ in pieces[k:end])), position))
            k = end
        else:
            tokens.append(Token(_kind(piece, text, position), OPERATORS.get(piece, piece), position))
            k += 1
    return tokens


def _as_command(match: re.Match[str]) -> str:
    """operatorname{atan} as the command atan, padded so that positions stay."""
    return f"\\{match[1]}".ljust(len(match[0]))


def _kind(piece: str, text: str, position: int) -> str:
    if piece in OPERATORS:
        return "operator"
    if piece in OPENING:
        return "open"
    if piece in CLOSING:
        return "close"
    if piece[0].isdigit() or piece[0] == ".":
        return "number"
    if piece in ("|", "\\vert"):
        raise CannotRead(r"which | opens and which closes is not clear; write \left| ... \right|", text, position)
    return "command" if piece[0] == "\\" else "other"


def _symbol_end(text: str, pieces: list[tuple[str, int]], start: int) -> int:
    """Index after a symbol: letter or upright group, primes, subscript, primes."""
    k = start + 1
    if pieces[start][0] in UPRIGHT:
        k = _group_end(text, pieces, k)
    k = _after_primes(pieces, k)
    if k < len(pieces) and pieces[k][0] == "_":
        k += 1
        if k == len(pieces):
            raise CannotRead("a subscript must follow _", text, pieces[k - 1][1])
        if pieces[k][0] in UPRIGHT or pieces[k][0] == "{":
            k = _group_end(text, pieces, k + (pieces[k][0] in UPRIGHT))
        elif len(pieces[k][0]) > 1 and pieces[k][0][0].isdigit():
            raise CannotRead("put a subscript of several digits into braces", text, pieces[k][1])
        else:
            k += 1
        k = _after_primes(pieces, k)
    return k


def _after_primes(pieces: list[tuple[str, int]], k: int) -> int:
    while k < len(pieces):
        if pieces[k][0] == "'":
            k += 1
        elif pieces[k][0] == "^" and k + 1 < len(pieces) and pieces[k + 1][0] == "\\prime":
            k += 2
        else:
            break
    return k


def _group_end(text: str, pieces: list[tuple[str, int]], k: int) -> int:
    if k == len(pieces) or pieces[k][0] != "{":
        raise CannotRead("expected a group in braces", text, pieces[min(k, len(pieces) - 1)][1])
    depth, start = 0, k
    while k < len(pieces):
        depth += {"{": 1, "}": -1}.get(pieces[k][0], 0)
        k += 1
        if depth == 0:
            return k
    raise CannotRead("this brace is not closed", text, pieces[start][1])
