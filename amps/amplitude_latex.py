r"""The amplitude of a diagram set in LaTeX, e.g. \frac{...\bar v(p_2)\,\gamma^{\alpha}\,u(p_1)\;...}{(p_1+p_2)^2}.

Legs are numbered from 1 in the order of the reaction; \epsilon_k stands for the polarisation vector of leg k (complex
conjugate for a final one) and \not{} for a contraction with a gamma matrix.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sympy

from amps.amplitude import amplitude_terms
from amps.bound_states import FreePairs
from amps.couplings import ONE
from amps.words import ChiralSum, Index, Slashed, Term

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from amps.couplings import Monomial
    from amps.diagrams import Diagram
    from amps.model import Model
    from amps.reaction import Reaction
    from amps.typesetting import Setter
    from amps.words import Denominator, Line, Symbol, Vector

LETTERS = (r"\alpha", r"\beta", r"\rho", r"\sigma", r"\kappa", r"\lambda", r"\tau", r"\eta")
"""Names of dummy indices in the order of their use."""


def amplitude_latex(diagram: Diagram, names: Mapping[str, str] | None = None, *, unitary: bool = False) -> str:
    r"""LaTeX of the diagram's i\mathcal{M}, spinors and propagators written out.

    `names` gives the LaTeX of symbols by their names. The q q/m^2 parts of massive propagators, which vanish between
    conserved currents (`amps.gauge.gauge_dependence`), are left out unless `unitary`.
    """
    from amps.typesetting import setter

    model = diagram.model
    terms = amplitude_terms(diagram, model)
    if not unitary:
        inner = {model.species[b.name].mass for b in diagram.propagators() if model.species[b.name].spin == "1"}
        terms = [t for t in terms if not _has_inverse(t.coefficient, inner)]
    if not terms:
        return "0"
    reaction = diagram.reaction
    bound = reaction.bound if isinstance(reaction, FreePairs) else None
    writer = _Writer(bound or reaction, setter(_symbol_names(diagram, model) | dict(names or {})))
    front = terms[0].coefficient
    factors: dict[tuple[Denominator, ...], list[tuple[sympy.Expr, Term]]] = {}
    for term in terms:
        ratio = (term.coefficient * front.inverse()).sympy()
        factors.setdefault(term.denominators, []).append((ratio, term))
    parts = []
    for below, group in factors.items():
        above = [writer.term(ratio, term) for ratio, term in _merged(group)]
        if below:
            parts.append(rf"\frac{{{_sum(above)}}}{{{''.join(map(writer.denominator, below))}}}")
        else:
            parts += above
    whole = parts[0] if len(parts) == 1 else rf"\left({_sum(parts)}\right)"
    return rf"i\mathcal{{M}} = {writer.latex(front.sympy())}\, {whole}"


def _sum(terms: Sequence[str]) -> str:
    return " + ".join(terms).replace("+ -", "- ")


def _has_inverse(coefficient: Monomial, masses: set[str | None]) -> bool:
    return any(str(base) in masses and power < 0 for base, power in coefficient.powers)


def _symbol_names(diagram: Diagram, model: Model) -> dict[str, str]:
    """m_Ap as m_{A'}: masses and widths of bosons by the LaTeX of their particle."""
    found: dict[str, str] = {}
    inner = [model.species[b.name] for b in diagram.propagators()]
    for particle in (*inner, *diagram.reaction.legs):
        if not particle.is_fermion and particle.latex:
            for name in filter(None, (particle.mass, particle.width)):
                found.setdefault(name, f"{sympy.latex(sympy.Symbol(name[0]))}_{{{particle.latex}}}")
            if particle.width:
                found[particle.width] = rf"\Gamma_{{{particle.latex}}}"
    return found


class _Writer:
    """Sets the words of one amplitude."""

    def __init__(self, reaction: Reaction, latex: Setter) -> None:
        self.reaction = reaction
        self.latex = latex
        self.letters: dict[Hashable, str] = {}

    def term(self, ratio: sympy.Expr, term: Term) -> str:
        """One term; dummy indices get Greek letters in the order in which they come."""
        self.letters = {}
        pieces = [rf"({self.vector(a)})\cdot({self.vector(b)})" for a, b in term.dots]
        pieces += [self.line(line) for line in term.lines]
        pieces += [self.component(vector, label) for vector, label in term.vectors]
        pieces += [self.metric(a, b) for a, b in term.metrics]
        pieces += [rf"\varepsilon({', '.join(map(self.slot, slots))})" for slots in term.tensors]
        if ratio == -1:
            return "-" + r"\; ".join(pieces)
        return r"\; ".join(pieces if ratio == 1 else [self.latex(ratio), *pieces])

    def line(self, line: Line) -> str:
        """ubar ... u of a fermion line, or the trace of one closed by a bound state's projector."""
        inside = r"\,".join(map(self.symbol, line.symbols))
        if line.left == line.right:
            return rf"\mathrm{{Tr}}\left[{inside}\right]"
        return rf"{self.spinor(line.left, True)}\,{inside}\,{self.spinor(line.right, False)}"

    def spinor(self, leg: int, barred: bool) -> str:
        """u of an incoming particle, v of an outgoing antiparticle; their conjugates on the left of a line."""
        letter = "u" if barred != (self.reaction.signs[leg] > 0) else "v"
        return (rf"\bar {letter}" if barred else letter) + f"(p_{leg + 1})"

    def symbol(self, symbol: Symbol) -> str:
        """One matrix of a fermion line."""
        match symbol:
            case Index(label) if (polarisation := self.polarisation(label)) is not None:
                return rf"\not{{\epsilon}}{polarisation}"
            case Index(label):
                return rf"\gamma{self.index(label)}"
            case Slashed(momentum, mass, _):
                text = self.vector(momentum, slash=True)
                if mass is not None:
                    text += f" + {self.latex(sympy.Symbol(mass, real=True))}"
                return f"({text})" if mass is not None or sum(map(bool, momentum)) > 1 else text
            case ChiralSum(scalar, pseudo):
                s, p = (sympy.Add(*(m.sympy() for m in part)) for part in (scalar, pseudo))
                whole = sympy.factor_terms(s + p * sympy.Symbol("gamma5", real=True))
                text = self.latex(whole).replace(r"\gamma_{5}", r"\gamma_5")
                return f"({text})" if s != 0 else text

    def vector(self, vector: Vector, slash: bool = False) -> str:
        """A sum of momenta."""
        text = ""
        for k, c in enumerate(vector):
            if c:
                size = "" if abs(c) == 1 else str(abs(c))
                text += (" - " if c < 0 else " + " if text else "") + size
                text += rf"\not{{p}}_{k + 1}" if slash else f"p_{k + 1}"
        return text.strip()

    def component(self, vector: Vector, label: Hashable) -> str:
        polarisation = self.polarisation(label)
        if polarisation is None:
            return f"({self.vector(vector)}){self.index(label)}"
        return rf"({self.vector(vector)})\cdot\epsilon{polarisation}"

    def metric(self, a: Hashable, b: Hashable) -> str:
        first, second = self.polarisation(a), self.polarisation(b)
        if first is not None and second is not None:
            return rf"\epsilon{first}\cdot\epsilon{second}"
        if first is None and second is None:
            return f"g^{{{self.letter(a)}{self.letter(b)}}}"
        return rf"(\epsilon{first or second}){self.index(b if first else a)}"

    def slot(self, slot: object) -> str:
        """An argument of a Levi-Civita tensor: a momentum, a polarisation or an index."""
        if isinstance(slot, tuple) and slot[0] == "v":
            return self.vector(slot[1])
        polarisation = self.polarisation(slot)
        return self.letter(slot) if polarisation is None else rf"\epsilon{polarisation}"

    def polarisation(self, label: object) -> str | None:
        """Number and star of an external leg's polarisation vector; None for an inner index."""
        if not (isinstance(label, tuple) and label[0] == "x"):
            return None
        return f"_{label[1] + 1}" + ("" if self.reaction.signs[label[1]] > 0 else "^*")

    def index(self, label: Hashable) -> str:
        """A dummy index: upper where it comes first, lower where it comes again."""
        position = "_" if label in self.letters else "^"
        return f"{position}{{{self.letter(label)}}}"

    def letter(self, label: Hashable) -> str:
        """The Greek letter of a dummy index."""
        return self.letters.setdefault(label, LETTERS[len(self.letters) % len(LETTERS)])

    def denominator(self, d: Denominator) -> str:
        text = f"({self.vector(d.momentum)})^2"
        if d.mass is not None:
            mass = self.latex(sympy.Symbol(d.mass, real=True))
            text += f" - {mass}^2"
            if d.width is not None:
                text += rf" + i\,{mass}\,{self.latex(sympy.Symbol(d.width, real=True))}"
        return rf"\left[{text}\right]"


def _merged(terms: Sequence[tuple[sympy.Expr, Term]]) -> list[tuple[sympy.Expr, Term]]:
    """Equal terms, and terms that differ in one momentum alone, added up."""
    sums: dict[Term, sympy.Expr] = {}
    for ratio, term in terms:
        bare = replace(term, coefficient=ONE)
        sums[bare] = sums.get(bare, sympy.S.Zero) + ratio
    found: list[tuple[sympy.Expr, Term]] = []
    for term, ratio in sums.items():
        for k, (other_ratio, other) in enumerate(found):
            joined = _joined(other, term, ratio / other_ratio)
            if joined is not None:
                found[k] = (other_ratio, joined)
                break
        else:
            found.append((ratio, term))
    return found


def _joined(first: Term, second: Term, ratio: sympy.Expr) -> Term | None:
    """first + ratio * second as one term, if it is one."""
    if not ratio.is_Integer:
        return None
    if first.lines == second.lines:
        return _joined_vectors(first, second, int(ratio))
    if replace(first, lines=()) != replace(second, lines=()):
        return None
    differing = list(_differences(first.lines, second.lines))
    if len(differing) != 1:
        return None
    ((line, place),) = differing
    ours, theirs = first.lines[line].symbols[place], second.lines[line].symbols[place]
    if not (isinstance(ours, Slashed) and isinstance(theirs, Slashed) and ours.mass is theirs.mass is None):
        return None
    momentum = _added(ours.momentum, theirs.momentum, int(ratio))
    symbols = first.lines[line].symbols
    changed = replace(first.lines[line], symbols=(*symbols[:place], Slashed(momentum), *symbols[place + 1 :]))
    return replace(first, lines=(*first.lines[:line], changed, *first.lines[line + 1 :]))


def _joined_vectors(first: Term, second: Term, ratio: int) -> Term | None:
    """The same where the terms differ in one vector that stands outside the lines."""
    same_rest = replace(first, vectors=()) == replace(second, vectors=())
    if not same_rest or len(first.vectors) != len(second.vectors):
        return None
    pairs = list(zip(first.vectors, second.vectors, strict=True))
    differing = [k for k, (a, b) in enumerate(pairs) if a != b]
    if len(differing) != 1 or pairs[differing[0]][0][1] != pairs[differing[0]][1][1]:
        return None
    (place,) = differing
    (ours, label), (theirs, _) = pairs[place]
    vectors = list(first.vectors)
    vectors[place] = (_added(ours, theirs, ratio), label)
    return replace(first, vectors=tuple(vectors))


def _added(first: Vector, second: Vector, ratio: int) -> Vector:
    return tuple(a + ratio * b for a, b in zip(first, second, strict=True))


def _differences(first: Sequence[Line], second: Sequence[Line]) -> Iterator[tuple[int, int]]:
    for k, (a, b) in enumerate(zip(first, second, strict=True)):
        if (a.left, a.right, len(a.symbols)) != (b.left, b.right, len(b.symbols)):
            yield from ((k, 0), (k, 1))
            continue
        yield from ((k, j) for j, (x, y) in enumerate(zip(a.symbols, b.symbols, strict=True)) if x != y)
