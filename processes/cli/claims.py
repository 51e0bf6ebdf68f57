"""amps claims: is a published formula right, and if not, what is wrong with it?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from processes.cli.arguments import AsJson, Assignments, ModelName, find_process, print_json, read_assignments

if TYPE_CHECKING:
    from processes.claims.claim import Verdict
    from processes.claims.submitted import Submission

LONGEST = 600
"""Characters of a derived expression printed for the eye."""


Id = Annotated[str, typer.Argument(metavar="ID", help="a claim of the ledger such as C03, or all")]
File = Annotated[Path | None, typer.Option("--file", help="a claim of your own, in TOML")]
Latex = Annotated[str | None, typer.Option("--latex", help="a formula of your own, in LaTeX")]
Text = Annotated[str | None, typer.Option("--text", help="the same in plain text")]
Mathematica = Annotated[str | None, typer.Option("--mathematica", help="the same in Mathematica's notation")]
Process = Annotated[str | None, typer.Option("--process", help="process id or quoted reaction it is about")]
Quantity = Annotated[
    str,
    typer.Option("--quantity", help="width, cross_section, sigma_v, squared_amplitude, dsigma/dcos or dsigma/dT"),
]
Symbols = Annotated[
    list[str] | None,
    typer.Option("--symbol", metavar="SPELLING=MEANING", help="what a spelling stands for; may be repeated"),
]
Assumptions = Annotated[
    list[str] | None,
    typer.Option("--assume", help="such as 'm_V > 2 m_mu' or the limit 'm_mu << m_V'; may be repeated"),
]
Write = Annotated[Path | None, typer.Option("--write", help="write the ledger as an article (Markdown)")]


def claims(
    id: Id = "all",
    file: File = None,
    latex: Latex = None,
    text: Text = None,
    mathematica: Mathematica = None,
    process: Process = None,
    quantity: Quantity = "width",
    symbols: Symbols = None,
    assumptions: Assumptions = None,
    assignments: Assignments = None,
    write: Write = None,
    model: ModelName = None,
    as_json: AsJson = False,
) -> None:
    """Judge published formulas: those of the ledger, or your own against a process (--latex .. --process ID).

    --set chooses options of the process, such as lepton=e.

    Example: `amps claims --process v_to_l_l --text 'g_V^2*m_V/(12*pi)' --assume 'm_mu << m_V'`
    """
    if write is not None:
        from processes.output.tables import check_folder

        check_folder(write)
    given = {"latex": latex, "text": text, "mathematica": mathematica}
    own = [(notation, formula) for notation, formula in given.items() if formula is not None]
    if len(own) + (file is not None) > 1:
        raise ValueError("give one formula: --file, --latex, --text or --mathematica")
    if own or file is not None:
        from amps.reading import UnknownSymbol

        submission = _submission(own, file, process, model, quantity, symbols, assumptions, assignments)
        try:
            verdicts = [submission.check()]
        except UnknownSymbol as error:
            raise ValueError(f"{error}; say what it stands for with --symbol 'SPELLING=MEANING'") from error
        if not as_json:
            typer.echo(f"read as: {submission.echo()}")
    else:
        verdicts = _ledger(id)
    if write is not None:
        from processes.claims.article import article

        write.write_text(article(verdicts), encoding="utf-8")
    elif as_json:
        print_json([v.as_dict() for v in verdicts])
    else:
        typer.echo("\n".join(line for v in verdicts for line in _lines(v)))


def _submission(
    own: list[tuple[str, str]],
    file: Path | None,
    process: str | None,
    model: str | None,
    quantity: str,
    symbols: list[str] | None,
    assumptions: list[str] | None,
    assignments: list[str] | None,
) -> Submission:
    from tomllib import TOMLDecodeError

    from processes.claims.submitted import Submission, read_file

    if file is not None:
        try:
            return read_file(file, lambda name, of: find_process(process or name, model or of))
        except TOMLDecodeError as error:
            raise ValueError(f"--file {file} is no valid TOML: {error}") from error
    if process is None:
        raise ValueError("--process must say which process the formula is about; 'amps list' shows them")
    meanings = dict(_meaning(text) for text in symbols or ())
    found = find_process(process, model).with_options(**read_assignments(assignments))
    ((notation, formula),) = own
    return Submission(formula, found, notation, quantity, meanings, tuple(assumptions or ()))


def _meaning(text: str) -> tuple[str, str]:
    spelling, sign, meaning = text.partition("=")
    if not sign or not spelling.strip() or not meaning.strip():
        raise ValueError(f"--symbol must be SPELLING=MEANING such as 'm_f=m_mu', not {text!r}")
    return spelling.strip(), meaning.strip()


def _ledger(id: str) -> list[Verdict]:
    from processes.claims import check, names

    try:
        return [check(name) for name in (names() if id == "all" else (id,))]
    except KeyError as error:
        raise ValueError(error.args[0]) from error


def _lines(verdict: Verdict) -> list[str]:
    factor = "" if verdict.factor in (None, 1.0) else f", printed/derived = {verdict.factor:.6g}"
    lines = [f"{verdict.id}: {verdict.verdict}{factor} ({verdict.evidence})"]
    for part in verdict.parts:
        off = "" if part.factor in (None, 1.0) else f" x {part.factor:.6g}"
        lines.append(f"  {part.text}: {part.verdict}{off}" + (f"; {part.note}" if part.note else ""))
        if part.verdict != "equal":
            lines.append(f"    derived: {_shortened(str(part.correct))}")
            lines += [f"    in print: {part.formula}"] if part.formula else []
    return lines


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} ... ({len(text)} characters, whole with --json)"
