"""A UFO file as a syntax tree: within limits of size and nesting, in Python 3 or Python 2; never executed."""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING, TypeVar

from amps.ufo.errors import Place, UFOError, UnsafeUFO

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Tree = TypeVar("Tree")

LARGEST_FILE = 8 * 1024**2
"""Bytes; files of large effective theories have one or two megabytes."""
MOST_PARTS = 500_000
"""Lines, items and operators of one file, so that its syntax tree stays below some hundred megabytes."""
LONGEST_EXPRESSION = 200_000
"""Characters of one value or structure; those of large effective theories stay below ten thousand."""
DEEPEST_NESTING = 60
"""Brackets within brackets; real models stay below twenty."""

_BRACKETS = re.compile(r"[()\[\]{}]")
_SEPARATORS = ",;\n+-*/%&|<>=:([{^~."
_LITERAL = re.compile(
    r"""\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*""", re.DOTALL
)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_PRINT = re.compile(r"^(?P<indent> *)print\b(?![ ]*[(=.,])(?P<what>[^\n]*)$", re.MULTILINE)
_LONG = re.compile(r"(?<![\w.\0])(?P<digits>0[xX][0-9a-fA-F]+|\d+)[lL]\b")
_OCTAL = re.compile(r"(?<![\w.\0])0[0-7]+\b(?![.\0])")


def read_source(path: Path) -> str:
    """The text of a file. Raises UnsafeUFO if it is too large or too deeply nested, UFOError if it is not text."""
    place = Place(path.name)
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise UnsafeUFO(place, f"has {size} bytes; at most {LARGEST_FILE} are read")
    content = path.read_bytes()
    if b"\0" in content:
        raise UFOError(place, "holds null bytes; a text file is expected")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Files of the Python 2 era hold names of authors in Latin-1; no byte is invalid there.
        text = content.decode("latin-1")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _too_deep(text) or _parts(text) > MOST_PARTS:
        # What stands in texts and comments does not count, and its brackets need not match.
        bare = _LITERAL.sub(lambda m: "\n" * m.group().count("\n"), text)
        if _parts(bare) > MOST_PARTS:
            raise UnsafeUFO(place, f"has {_parts(bare)} lines, items and operators; at most {MOST_PARTS} are read")
        position = _too_deep(bare)
        if position:
            line = bare.count("\n", 0, position) + 1
            raise UnsafeUFO(Place(path.name, line), f"brackets are nested deeper than {DEEPEST_NESTING}")
    return text


def _parts(text: str) -> int:
    """A bound on the size of the syntax tree, before there is one."""
    return sum(text.count(c) for c in _SEPARATORS)


def _too_deep(text: str) -> int:
    """Where brackets are nested too deeply, 0 if nowhere."""
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        depth += 1 if bracket.group() in "([{" else -1
        if depth > DEEPEST_NESTING:
            return bracket.start()
    return 0


def parse_file(path: Path) -> ast.Module:
    """The syntax tree of a file. Raises UFOError with its line where it is neither Python 3 nor Python 2."""
    text = read_source(path)
    try:
        return _guarded(lambda: ast.parse(text), Place(path.name))
    except SyntaxError as error:
        try:
            return _guarded(lambda: ast.parse(modernised(text)), Place(path.name))
        except SyntaxError:
            place = Place(path.name, error.lineno or 0)
            raise UFOError(place, f"is not Python: {error.msg}") from None


def parse_expression(text: str, place: Place) -> ast.expr:
    """The syntax tree of one expression. Raises UnsafeUFO for deep nesting, UFOError for what is no expression."""
    if len(text) > LONGEST_EXPRESSION:
        raise UnsafeUFO(place, f"has an expression of {len(text)} characters; at most {LONGEST_EXPRESSION} are read")
    if _too_deep(text):
        raise UnsafeUFO(place, f"brackets are nested deeper than {DEEPEST_NESTING}")
    try:
        return _guarded(lambda: ast.parse(text.strip(), mode="eval"), place).body
    except SyntaxError as error:
        raise UFOError(place, f"{_short(text)} is not an expression: {error.msg}") from None


def _guarded(parse: Callable[[], Tree], place: Place) -> Tree:
    try:
        with warnings.catch_warnings():
            # Stray backslashes in LaTeX names are frequent in models and harmless.
            warnings.simplefilter("ignore")
            return parse()
    except (RecursionError, MemoryError):
        raise UnsafeUFO(place, "is nested too deeply to be parsed") from None
    except ValueError as error:
        raise UFOError(place, str(error)) from None


def modernised(text: str) -> str:
    """Python 2 text as Python 3: print statements made calls, 0L and 017 written as today, tabs made spaces.

    Strings stay as they are, comments go. What has no place in a model, such as exec statements, is left to fail.
    """
    literals: list[str] = []

    def masked(match: re.Match[str]) -> str:
        if match.group().startswith("#"):
            return ""
        literals.append(match.group())
        return f"\0{len(literals) - 1}\0"

    code = _LITERAL.sub(masked, text)
    code = _INDENT.sub(lambda m: m.group().expandtabs(8), code)
    code = _PRINT.sub(r"\g<indent>print(\g<what>)", code)
    code = _LONG.sub(r"\g<digits>", code)
    code = _OCTAL.sub(lambda m: str(int(m.group(), 8)), code)
    return re.sub("\0(\\d+)\0", lambda m: literals[int(m.group(1))], code)


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
