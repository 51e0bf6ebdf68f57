"""Formulas for a page that loads nothing: the LaTeX this package writes, as presentation MathML."""

from __future__ import annotations

import re
from html import escape

from processes.output.mathml_symbols import (
    ACCENTS,
    DELIMITERS,
    FUNCTIONS,
    OPERATORS,
    SCRIPT,
    SIZES,
    SPACES,
    SYMBOLS,
    italic,
)

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_TEXT = (r"\text", r"\mathrm", r"\operatorname", r"\mathtt", r"\textrm", r"\mathbf")
_TALL = ("<mfrac", "<msqrt", "<mroot", "<mtable", "<mo stretchy")
"""What brackets must grow around."""
_COLUMNS = {"aligned": "right left", "cases": "left left", "matrix": "center", "pmatrix": "center"}


class UnknownLaTeX(ValueError):
    """LaTeX outside the part that is understood."""


def mathml(latex: str, *, block: bool = False, label: str = "") -> str:
    """A formula as a <math> element, on a line of its own with `block`; `label` is read out in its place.

    Raises UnknownLaTeX for a command that is not known and for braces that do not close.
    """
    body = _Reader(latex).whole()
    display = ' display="block"' if block else ""
    spoken = f' aria-label="{escape(label)}"' if label else ""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML"{display}{spoken}>{body}</math>'


class _Reader:
    """A recursive descent over the tokens of one formula."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.tokens: list[str] = _TOKEN.findall(latex)
        self.position = 0

    def whole(self) -> str:
        body = self._row(())
        if self._peek():
            raise UnknownLaTeX(f"{self._peek()!r} closes nothing in {self.latex!r}")
        return f"<mrow>{body}</mrow>"

    def _peek(self) -> str:
        """The next token that is not white space."""
        while self.position < len(self.tokens) and self.tokens[self.position].isspace():
            self.position += 1
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def _next(self) -> str:
        if not self._peek():
            raise UnknownLaTeX(f"{self.latex!r} ends in the middle of a formula")
        self.position += 1
        return self.tokens[self.position - 1]

    def _expect(self, token: str) -> None:
        if (found := self._next()) != token:
            raise UnknownLaTeX(f"expected {token!r}, found {found!r} in {self.latex!r}")

    def _row(self, ends: tuple[str, ...]) -> str:
        """Everything up to one of `ends` or to a closing token."""
        parts: list[str] = []
        while (token := self._peek()) and token not in (*ends, "}", "&", r"\\", r"\right", r"\end"):
            parts.append(self._scripted())
        return "".join(parts)

    def _scripted(self) -> str:
        """An atom with what is raised and lowered beside it."""
        base = "<mrow></mrow>" if self._peek() in ("^", "_", "'") else self._atom()
        while self._peek() == "'":
            # The prime of a text font is raised by itself.
            self._next()
            base = f'<mrow>{base}<mo lspace="0" rspace="0">′</mo></mrow>'
        below, above = "", ""
        while (token := self._peek()) in ("^", "_", "'"):
            self._next()
            if token == "_":
                below = self._argument()
            elif token == "^":
                above += self._argument()
            else:
                above += "<mo>′</mo>"
        if above.count("<mo>′</mo>") and above != "<mo>′</mo>":
            above = f"<mrow>{above}</mrow>"
        limits = "munderover" if base.endswith("∑</mo>") else "msubsup"
        if below and above:
            return f"<{limits}>{base}{below}{above}</{limits}>"
        if below:
            return f"<msub>{base}{below}</msub>"
        return f"<msup>{base}{above}</msup>" if above else base

    def _argument(self) -> str:
        """One argument: a group in braces or a single atom, a digit at a time."""
        token = self._peek()
        if token == "{":
            return self._group()
        if token[:1].isdigit() and len(token) > 1:
            self.tokens[self.position : self.position + 1] = [token[0], token[1:]]
        return self._atom()

    def _group(self) -> str:
        self._expect("{")
        body = self._row(())
        self._expect("}")
        return f"<mrow>{body}</mrow>"

    def _atom(self) -> str:
        token = self._peek()
        if token == "{":
            return self._group()
        self._next()
        if token.startswith("\\") or token in SPACES:
            return self._command(token)
        if token[0].isdigit():
            return f"<mn>{token}</mn>"
        if token.isalpha():
            return f"<mi>{token}</mi>"
        # Brackets keep the size of the text unless \left or \big asks for more.
        stretch = ' stretchy="false"' if token in "()[]|" else ""
        return f"<mo{stretch}>{escape(OPERATORS.get(token, token))}</mo>"

    def _command(self, name: str) -> str:
        if name in (r"\frac", r"\tfrac", r"\dfrac"):
            above, below = self._argument(), self._argument()
            return f"<mfrac>{above}{below}</mfrac>"
        if name == r"\sqrt":
            return self._root()
        if name == r"\overline":
            return f'<mrow class="overline">{self._argument()}</mrow>'
        if name in ACCENTS:
            mark, stretches = ACCENTS[name]
            return f'<mover accent="true">{self._argument()}<mo stretchy="{stretches}">{mark}</mo></mover>'
        if name == r"\not":
            # Feynman's slash through the first letter, which is set in italics by itself: a browser does so for
            # single characters only.
            return re.sub(r">([^<])", lambda m: f">{italic(m[1])}\u0338", self._argument(), count=1)
        if name in _TEXT:
            return self._words(name)
        if name == r"\mathcal":
            letter = self._letters()
            return f'<mi mathvariant="normal">{"".join(SCRIPT.get(c, c) for c in letter)}</mi>'
        if name == r"\left":
            return self._fenced()
        if name in SIZES:
            size = SIZES[name]
            return f'<mo stretchy="true" minsize="{size}" maxsize="{size}">{self._delimiter()}</mo>'
        if name == r"\begin":
            return self._table()
        if name in SPACES:
            return f'<mspace width="{SPACES[name]}"></mspace>'
        if name in FUNCTIONS:
            return f'<mi mathvariant="normal">{name[1:]}</mi><mspace width="0.1em"></mspace>'
        if name in SYMBOLS:
            tag, attribute, symbol = SYMBOLS[name]
            return f"<{tag}{attribute}>{escape(symbol)}</{tag}>"
        raise UnknownLaTeX(f"{name} in {self.latex[:80]!r} is not known; add it to mathml_symbols")

    def _root(self) -> str:
        if self._peek() != "[":
            return f"<msqrt>{self._argument()}</msqrt>"
        self._next()
        degree = self._row(("]",))
        self._expect("]")
        return f"<mroot>{self._argument()}<mrow>{degree}</mrow></mroot>"

    def _fenced(self) -> str:
        opening = self._delimiter()
        body = self._row(())
        self._expect(r"\right")
        closing = self._delimiter()
        stretch = "true" if any(tag in body for tag in _TALL) else "false"
        left, right = (f'<mo fence="true" stretchy="{stretch}">{d}</mo>' if d else "" for d in (opening, closing))
        return f"<mrow>{left}{body}{right}</mrow>"

    def _delimiter(self) -> str:
        token = self._next()
        if token not in DELIMITERS:
            raise UnknownLaTeX(f"{token!r} is no bracket in {self.latex[:80]!r}")
        return escape(DELIMITERS[token])

    def _letters(self) -> str:
        """The characters of a group, commands and spaces as they stand."""
        if self._peek() != "{":
            return self._next()
        self._expect("{")
        found = ""
        # Spaces count here, so the tokens are taken as they stand.
        while self.position < len(self.tokens) and self.tokens[self.position] != "}":
            token = self.tokens[self.position]
            self.position += 1
            found += {r"\ ": " ", r"\,": " ", r"\_": "_", r"\:": " "}.get(token, token)
        self._expect("}")
        return found

    def _words(self, name: str) -> str:
        text = self._letters()
        if name == r"\text":
            # Spaces at the ends would be dropped.
            return f"<mtext>{escape(text).replace(' ', '&#160;')}</mtext>"
        return f'<mi mathvariant="normal">{escape(text)}</mi>'

    def _table(self) -> str:
        kind = self._letters()
        if kind not in _COLUMNS:
            raise UnknownLaTeX(f"the environment {kind!r} is not known; known are {', '.join(_COLUMNS)}")
        rows: list[list[str]] = [[]]
        while True:
            rows[-1].append(f"<mtd>{self._row(())}</mtd>")
            token = self._next()
            if token == r"\\":
                rows.append([])
            elif token == r"\end":
                self._letters()
                break
            elif token != "&":
                raise UnknownLaTeX(f"{token!r} closes nothing in {self.latex[:80]!r}")
        body = "".join(f"<mtr>{''.join(cells)}</mtr>" for cells in rows)
        size = ' displaystyle="true"' if kind == "aligned" else ""
        table = f'<mtable class="{kind}" columnalign="{_COLUMNS[kind]}"{size}>{body}</mtable>'
        fences = {"cases": ("{", ""), "pmatrix": ("(", ")")}.get(kind, ("", ""))
        left, right = (f'<mo fence="true" stretchy="true">{d}</mo>' if d else "" for d in fences)
        return f"<mrow>{left}{table}{right}</mrow>"
