"""A claim: what is printed where, and how each of its statements is compared with a derivation."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from amps.comparison import Comparison

WORST_LAST = (
    "equal",
    "equal in limit",
    "convention",
    "not decidable as printed",
    "differs by a factor",
    "differs",
)


@dataclass(frozen=True)
class Statement:
    """One thing a claim states, in words, and the comparison that judges it.

    `formula` is the right formula as one would print it, in LaTeX; the derived expression itself is in the verdict.
    """

    text: str
    judge: Callable[[], Comparison]
    formula: str = ""


@dataclass(frozen=True)
class Part:
    """The verdict on one statement.

    `factor` is claimed/derived, None where there is no constant one; `correct` the derived expression or number,
    `formula` the same as one would print it.
    """

    text: str
    verdict: str
    factor: float | None
    correct: str
    evidence: str
    note: str
    formula: str = ""


@dataclass(frozen=True)
class Verdict:
    """The verdict on a claim: that of its worst part, with the factor of the first part that is off by one."""

    id: str
    verdict: str
    factor: float | None
    correct: str
    evidence: str
    note: str
    parts: tuple[Part, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values ready for JSON."""
        return {**asdict(self), "parts": [asdict(part) for part in self.parts]}


@dataclass(frozen=True)
class Claim:
    """What a source prints (`printed`, LaTeX) and its statements; `note` is what a reader should know besides."""

    title: str
    source: str
    printed: str
    statements: tuple[Statement, ...]
    note: str = ""

    def check(self, id: str) -> Verdict:
        """Judge every statement."""
        return summary(id, tuple(judged(s.text, s.judge(), s.formula) for s in self.statements), self.note)


def judged(text: str, comparison: Comparison, formula: str = "") -> Part:
    """A comparison as one part of a verdict."""
    edits = comparison.edits[:1] if comparison.verdict != "equal" else ()
    notes = dict.fromkeys(filter(None, (comparison.note, *(edit.text for edit in edits))))
    return Part(
        text=text,
        verdict=comparison.verdict,
        factor=_number(comparison.factor),
        correct=_text(comparison.derived),
        evidence=comparison.evidence,
        note="; ".join(notes),
        formula=formula,
    )


def summary(id: str, parts: tuple[Part, ...], note: str = "") -> Verdict:
    """The verdict on the whole from those on its parts."""
    worst = max(parts, key=lambda part: WORST_LAST.index(part.verdict))
    off = next((part for part in parts if part.verdict == "differs by a factor"), None)
    factor = off.factor if off is not None else (1.0 if worst.verdict in ("equal", "equal in limit") else None)
    said = [note, *(part.note for part in parts if part.note and (len(parts) == 1 or part.verdict not in ("equal",)))]
    return Verdict(
        id=id,
        verdict=worst.verdict,
        factor=factor,
        correct=worst.correct,
        evidence=worst.evidence,
        note="; ".join(filter(None, said)),
        parts=parts,
    )


def _text(derived: Any) -> str:
    return f"{float(derived):.6g}" if derived.is_Float else str(derived)


def _number(factor: Any) -> float | None:
    return float(factor) if factor is not None and factor.is_number else None
