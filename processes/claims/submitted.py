"""A reader's own claim: a formula in one of three notations against a quantity of a process.

A claim file (TOML) holds `process` (an id, or a reaction with `model`), `quantity`, one of `latex`, `text` and
`mathematica`, and optionally `id`, `source`, `symbols` (spelling = meaning) and `assumptions`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from processes.claims.claim import Verdict, judged, summary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import sympy

    from processes.core.process import Process

NOTATIONS = ("latex", "text", "mathematica")
QUANTITIES = ("width", "cross_section", "sigma_v", "squared_amplitude", "dsigma/dcos", "dsigma/dT")


@dataclass(frozen=True)
class Submission:
    """What is claimed: `formula` in `notation` for `quantity` of `process`.

    dsigma/dcos is in the centre of mass, in c or theta, the angle between legs 1 and 3, and s or sqrt_s; dsigma/dT in
    the rest frame of a pointlike target (leg 2, again leg 4), T its kinetic energy afterwards.

    `symbols` says what a spelling stands for, as plain text in the process's own names; these are
    known by name and by their usual LaTeX. `options` choose options of the process. Raises ValueError for an unknown
    notation or quantity.
    """

    formula: str
    process: Process
    notation: str = "text"
    quantity: str = "width"
    symbols: Mapping[str, str] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()
    id: str = "claim"
    source: str = ""

    def __post_init__(self) -> None:
        for value, known, what in (
            (self.notation, NOTATIONS, "notation"),
            (self.quantity, QUANTITIES, "quantity"),
        ):
            if value not in known:
                raise ValueError(f"{what} must be one of {', '.join(known)}, not {value!r}")

    def read(self) -> sympy.Expr:
        """The formula; what stands on the left of an equals sign names it and is left out.

        Raises CannotRead, or UnknownSymbol offering the process's symbols.
        """
        from amps.reading import read_latex, read_mathematica, read_text

        formula = self._right_hand_side()
        own = {name: read_text(meaning) for name, meaning in self.symbols.items()}
        if self.notation == "latex":
            return read_latex(formula, {**self._spellings(), **own})
        reader = read_text if self.notation == "text" else read_mathematica
        return reader(formula, {**{name: name for name in self._names()}, **own})

    def _right_hand_side(self) -> str:
        sides = self.formula.replace("==", "=").split("=")
        if len(sides) > 2 or not all(side.strip() for side in sides):
            raise ValueError(
                f"expected one formula, or a name, '=' and a formula; found {len(sides) - 1} equals signs in "
                f"{self.formula!r}"
            )
        return sides[-1]

    def echo(self) -> str:
        """The formula as it was understood, in plain text."""
        return str(self.read())

    def check(self) -> Verdict:
        """Derive the quantity and compare; dimensions first."""
        from amps.comparison import compare

        published = self.read()
        derived = self._at_defaults(in_terms_of(published, derive(self.process, self.quantity)))
        dimensions = {name: _power(unit) for name, unit in self._names().items()}
        region = (*self.assumptions, *self._threshold(), *self._angles(published))
        found = compare(published, derived, region, dimensions=dimensions)
        part = judged(f"{self.quantity} of {self.process.reaction}", found)
        return summary(self.id, (part,), self.source)

    def _threshold(self) -> tuple[sympy.Basic, ...]:
        """A decay's physical region: the final masses sum to less than the initial one."""
        from processes.claims.derived import mass

        if self.process.quantity != "width":
            return ()
        total, *finals = (mass(self.process, leg) for leg in range(len(self.process.parsed.legs)))
        condition = total - sum(finals) > 0
        return (condition,) if condition.free_symbols else ()

    def _angles(self, published: sympy.Expr) -> tuple[str, ...]:
        """Where an angle may lie."""
        if self.quantity != "dsigma/dcos":
            return ()
        used = {x.name for x in published.free_symbols}
        return ("theta < pi",) if "theta" in used else ("-1 < c < 1",)

    def _at_defaults(self, derived: sympy.Expr) -> sympy.Expr:
        """What the process has a default for and the formula leaves out (an axial coupling, say) takes its default."""
        used = {x.name for x in self.read().free_symbols}
        own = {name: p.default for name, p in self.process.arguments.items() if name in self.process.parameters}
        left_out = {name: value for name, value in own.items() if isinstance(value, (int, float)) and name not in used}
        exact = {x: Fraction(left_out[x.name]) for x in derived.free_symbols if x.name in left_out}
        return derived.subs({x: f"{value}" for x, value in exact.items()})

    def _names(self) -> dict[str, str]:
        """Symbols of the process with their units, invariants of its |M|^2 included."""
        names: dict[str, str] = {name: p.unit for name, p in self.process.arguments.items()}
        if self.quantity == "squared_amplitude":
            found = derive(self.process, self.quantity).free_symbols
            scattering = "stu" if self.process.quantity == "cross_section" and len(self.process.legs) == 4 else ""
            names |= dict.fromkeys((*scattering, *(x.name for x in found if x.name not in names)), "GeV^2")
        own = {"sigma_v": {"v": "1"}, "dsigma/dcos": {"c": "1", "theta": "1", "s": "GeV^2"}}
        own["dsigma/dT"] = {"T": "GeV", self.process.beam or "E": "GeV"}
        return names | own.get(self.quantity, {})

    def _spellings(self) -> dict[str, str]:
        spellings = {name: name for name in self._names()}
        if "theta" in spellings:
            spellings |= {r"\theta": "theta"}
        return spellings | {p.latex: name for name, p in self.process.arguments.items() if p.latex}


def derive(process: Process, quantity: str) -> sympy.Expr:
    """A quantity of a process in symbols, from its diagrams; a verified closed form where the phase space is larger.

    Raises ValueError where neither is at hand.
    """
    from processes.claims import derived, three_body

    legs = len(process.parsed.legs)
    if quantity == "squared_amplitude":
        return derived.squared(process)
    if quantity == "width" and legs == 3:
        return derived.width(process)
    if quantity == "dsigma/dcos" and legs == 4:
        return derived.angular_distribution(process)
    if quantity == "dsigma/dT" and legs == 4:
        pointlike = replace(process, model=process.lagrangian.pointlike, functions={})
        return derived.recoil_spectrum(pointlike, beam=process.beam or "E")
    if quantity == "sigma_v" and legs == 4 and process.quantity == "cross_section":
        return derived.annihilation(process)
    closed = process.closed_form(quantity)
    if closed is not None:
        return closed
    if quantity == "cross_section" and legs == 4:
        return derived.cross_section(process)
    if quantity == "width" and legs == 4:
        return three_body.width(process)
    raise ValueError(f"{process.id or process.reaction} has no {quantity} in symbols; try squared_amplitude")


def in_terms_of(published: sympy.Expr, derived: sympy.Expr) -> sympy.Expr:
    """The derived expression with cos(theta) for c and sqrt_s^2 for s, where the published one is written so."""
    import sympy

    rewritten = {"theta": ("c", sympy.cos(sympy.Symbol("theta", positive=True)))}
    rewritten["sqrt_s"] = ("s", sympy.Symbol("sqrt_s", positive=True) ** 2)
    for name, (old, new) in rewritten.items():
        if name in {x.name for x in published.free_symbols}:
            derived = derived.subs({x: new for x in derived.free_symbols if x.name == old})
    return derived


def read_file(path: Path, find: Any) -> Submission:
    """The claim in a TOML file; `find(process, model)` returns a process. Raises ValueError for a wrong key."""
    import tomllib

    content = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {*NOTATIONS, "process", "model", "quantity", "symbols", "assumptions", "id", "source"}
    unknown = sorted(set(content) - known)
    if unknown:
        raise ValueError(f"{path} has the unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
    notations = [name for name in NOTATIONS if name in content]
    if len(notations) != 1 or "process" not in content:
        raise ValueError(f"{path} must hold process and exactly one of {', '.join(NOTATIONS)}")
    return Submission(
        formula=content[notations[0]],
        process=find(content["process"], content.get("model")),
        notation=notations[0],
        quantity=content.get("quantity", "width"),
        symbols=content.get("symbols", {}),
        assumptions=tuple(content.get("assumptions", ())),
        id=content.get("id", path.stem),
        source=content.get("source", ""),
    )


def _power(unit: str) -> int:
    from processes.core.units import unit_value

    return unit_value(unit)[1]
