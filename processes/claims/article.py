"""The ledger as a short article in Markdown: what is wrong, what holds in a limit, what is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims import get

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processes.claims.claim import Claim, Part, Verdict

INTRODUCTION = """# Published formulas, checked

Five talks on light new physics print the formulas and numbers below (T0 an overview of 2018, T1 accelerators, T2
lectures, T3 the intensity frontier, T4 a summary of 2024). Each is compared with a quantity derived here from Feynman
rules, or with an integral written out; nothing is compared with another formula that was typed in. "Proof" means that
the difference is the zero polynomial (roots and logarithms included), "sampled" agreement or disagreement at random
physical points to 50 digits, "numeric" a number within the accuracy of its print. A factor is printed over derived.

This page is generated: `amps claims all --write derivations/claims.md`.
"""

SECTIONS = (
    ("Wrong by a factor or a term", ("differs", "differs by a factor")),
    ("A matter of convention, or not decidable as printed", ("convention", "not decidable as printed")),
    ("Right in a limit", ("equal in limit",)),
    ("Right", ("equal",)),
)


def article(verdicts: Sequence[Verdict]) -> str:
    """The article on these verdicts."""
    lines = [INTRODUCTION, *_table(verdicts)]
    for title, words in SECTIONS:
        chosen = [v for v in verdicts if v.verdict in words]
        if chosen:
            lines += [f"\n## {title}\n"]
            lines += [line for v in chosen for line in _entry(get(v.id), v)]
    return "\n".join(lines).rstrip() + "\n"


def _table(verdicts: Sequence[Verdict]) -> list[str]:
    rows = ["| claim | what | verdict | printed/derived | evidence |", "|---|---|---|---|---|"]
    for v in verdicts:
        rows.append(f"| {v.id} | {get(v.id).title} | {v.verdict} | {_factor(v.factor)} | {v.evidence} |")
    return rows


def _entry(claim: Claim, verdict: Verdict) -> list[str]:
    lines = [f"### {verdict.id}: {claim.title}", "", f"Printed in {claim.source}:", "", f"$${claim.printed}$$", ""]
    for part in verdict.parts:
        lines += _statement(part)
    if claim.note:
        lines += [f"Note: {claim.note.rstrip('.')}.", ""]
    return lines


def _statement(part: Part) -> list[str]:
    said = f"**{part.verdict}**"
    if part.factor not in (None, 1.0):
        said += f", printed/derived = {_factor(part.factor)}"
    line = f"- {part.text}: {said} ({part.evidence})"
    if part.note:
        line += f"; {part.note}"
    lines = [line + "."]
    if part.formula:
        lines += ["", f"  $${part.formula}$$"]
    elif part.verdict != "equal" and part.evidence != "numeric":
        lines += ["", f"  Derived: `{part.correct}`."]
    return [*lines, ""]


def _factor(factor: float | None) -> str:
    return "-" if factor is None else f"{factor:.4g}"
