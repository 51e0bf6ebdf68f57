"""A report on a model: is it sound, is it gauge invariant, what is unused, and which vertices follow from it.

`check_model` gathers findings with a status. "fail" means that no rate of the model can be trusted; "note" is what may
well be meant, such as an anomaly of an effective theory or a field without a vertex.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from amps.anomalies import Anomalies, anomalies
from amps.canonical_rules import canonical_rule
from amps.charge_findings import charge_findings
from amps.feynman_rules import derive_vertices
from amps.mass_dimension import Dimensions, mass_dimensions
from amps.model_findings import Finding, sound_part, soundness, symbols_of
from amps.rule_findings import rule_findings
from amps.vertex_latex import legs_latex, rule_latex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from amps.model import Model

CHECKS = ("particles", "parameters", "terms", "hermiticity", "orders", "dimensions", "charges", "anomalies", "unused")
"""What is checked, in this order; a check without a finding has passed."""


@dataclass(frozen=True)
class VertexRule:
    """A derived vertex: incoming legs, coupling order, and legs and rule in LaTeX."""

    legs: tuple[str, ...]
    order: Mapping[str, int]
    legs_latex: str
    rule_latex: str


@dataclass(frozen=True)
class ModelReport:
    """What `check_model` found. `dimensions`, `anomalies` and `vertices` are those of the terms that are sound."""

    model: Model
    findings: tuple[Finding, ...]
    dimensions: Dimensions
    anomalies: tuple[Anomalies, ...]
    vertices: tuple[VertexRule, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return all(f.status != "fail" for f in self.findings)

    @cached_property
    def complete(self) -> tuple[Finding, ...]:
        """The findings in order of the checks, and a line for each check that has none."""
        lines = []
        for check in CHECKS:
            found = [f for f in self.findings if f.check == check]
            lines += found or [Finding(check, "pass", _passed(check, self))]
        return tuple(lines)

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values, for JSON."""
        dimensions = self.dimensions
        return {
            "model": self.model.name,
            "passed": self.passed,
            "checks": [asdict(f) for f in self.complete],
            "particles": [
                {"name": p.name, "antiname": p.antiname, "spin": p.spin, "mass": p.mass, "charge": str(p.charge)}
                for p in self.model.all_particles
            ]
            if not any(f.check == "particles" and f.status == "fail" for f in self.findings)
            else [],
            "parameters": {name: self._parameter(name) for name in dimensions.parameters},
            "terms": {
                name: {"dimensions": [_number(d) for d in found], "coupling": [_number(4 - d) for d in found]}
                for name, found in dimensions.operators.items()
            },
            "anomalies": [
                {
                    "vector": a.vector,
                    "unit": str(a.unit),
                    "counted": [
                        {"field": c.name, "chirality": c.chirality, "charge": str(c.charge), "colours": c.colours}
                        for c in a.components
                    ],
                    "sums": {name: str(value) for name, value in a.sums.items()},
                    "missing": a.missing,
                    "cure": a.cure,
                }
                for a in self.anomalies
            ],
            "vertices": [
                {"legs": list(v.legs), "order": dict(v.order), "legs_latex": v.legs_latex, "rule_latex": v.rule_latex}
                for v in self.vertices
            ],
        }

    def _parameter(self, name: str) -> dict[str, Any]:
        """The power of GeV of a parameter (None where the terms leave it open) and what the model says of it."""
        power = self.dimensions.parameters[name]
        declared = self.model.all_parameters.get(name)
        defined = {s.name: str(value) for s, value in self.model.all_definitions.items()}
        return {
            "power": None if power is None else _number(power),
            "meaning": declared.meaning if declared else "",
            "default": declared.default if declared else None,
            "definition": defined.get(name),
        }


def check_model(
    model: Model, constants: Mapping[str, int] | None = None, reserved: Collection[str] = ()
) -> ModelReport:
    """Check a model and derive its vertices; raises nothing for a model that is wrong.

    `constants` gives the power of GeV of parameters that are known without a declaration (G_F: -2); `reserved` are
    names that no parameter may have.
    """
    known = constants or {}
    findings = list(soundness(model, known, reserved))
    if any(f.check == "particles" and f.status == "fail" for f in findings):
        return ModelReport(model, tuple(findings), Dimensions({}, {}, {}), (), ())
    sound = sound_part(model)
    dimensions = mass_dimensions(sound, known)
    findings += [
        Finding("dimensions", "fail", f"{name}: {conflict}") for name, conflict in dimensions.conflicts.items()
    ]
    findings += [*charge_findings(sound), *rule_findings(sound)]
    found = anomalies(sound)
    findings += _anomalous(found)
    findings += _unused(model, sound, known)
    findings += _open_units(dimensions)
    rules = tuple(VertexRule(v.legs, dict(v.order), legs_latex(v, sound), rule_latex(v, sound)) for v in sound.vertices)
    return ModelReport(model, tuple(findings), dimensions, found, rules)


def _number(value: Fraction) -> float | int:
    return int(value) if value.denominator == 1 else float(value)


def _passed(check: str, report: ModelReport) -> str:
    model = report.model
    match check:
        case "particles":
            return f"{len(model.all_particles)} fields, each name defined once"
        case "parameters":
            return "every parameter in a term is known"
        case "terms":
            given = f", {len(model.all_rules)} given vertices" if model.all_rules else ""
            return f"{len(model.all_terms)} terms{given} are Lorentz invariant and conserve electric charge"
        case "hermiticity":
            return "every term is its own hermitian conjugate"
        case "orders":
            return "coupling orders belong to terms"
        case "dimensions":
            return "every term has dimension GeV^4"
        case "charges":
            return "the charge of every vector is conserved by every term"
        case "anomalies":
            return "; ".join(f"{a.vector}: none" for a in report.anomalies) or "no vector couples to fermions"
        case _:
            return "every field and parameter is used"


def _anomalous(found: tuple[Anomalies, ...]) -> Iterator[Finding]:
    for a in found:
        if not a.is_free:
            sums = ", ".join(f"{name} = {value}" for name, value in a.sums.items() if value != 0)
            unit = "" if a.unit == 1 else f" (charges in units of {a.unit})"
            yield Finding("anomalies", "note", f"{a.vector}: {sums}{unit}" + (f"; {a.cure}" if a.cure else ""))


def _unused(model: Model, sound: Model, constants: Mapping[str, int]) -> Iterator[Finding]:
    """Own fields without a vertex, terms without a rule, declared parameters that nothing depends on."""
    legs = {name for vertex in sound.vertices for name in vertex.legs}
    for p in model.particles:
        if p.name not in legs and p.antiname not in legs:
            yield Finding("unused", "note", f"the field {p.name} is in no vertex")
    majorana = {p.name for p in sound.all_particles if p.is_fermion and p.self_conjugate}
    for name, term in sound.all_terms.items():
        if not any(canonical_rule(vertex, majorana) for vertex in derive_vertices({name: term}, {})):
            yield Finding("unused", "note", f"the term {name} vanishes identically")
    used = {s.name for term in model.all_terms.values() for s in symbols_of(term)}
    used |= {s.name for v in model.all_rules for term in v.terms for s in term.coefficient.free_symbols}
    used |= {s.name for function in model.all_form_factors.values() for s in function.free_symbols}
    used |= {name for p in model.all_particles for name in (p.mass, p.width) if name}
    needed = {s.name for value in model.all_definitions.values() for s in value.free_symbols}
    needed |= {s.name for value in model.all_form_factors.values() for s in value.free_symbols}
    for name in model.parameters:
        if name not in used | needed:
            yield Finding("unused", "note", f"the parameter {name} is declared and used nowhere")
    for symbol in model.definitions:
        if symbol.name not in used | needed:
            yield Finding("unused", "note", f"the parameter {symbol} is defined and used nowhere")
    for parent in model.extends:
        for name in set(model.terms) & set(parent.all_terms):
            yield Finding("terms", "note", f"{name} replaces the term of that name of {parent.name}")
    if model.parameters:
        return
    own = {s.name for term in model.terms.values() for s in symbols_of(term)}
    known = {*constants, *model.all_parameters, *(s.name for s in model.all_definitions)}
    known |= {name for p in model.all_particles for name in (p.mass, p.width) if name}
    if own - known:
        yield Finding(
            "parameters", "note", f"without a declaration of unit and meaning: {', '.join(sorted(own - known))}"
        )


def _open_units(dimensions: Dimensions) -> Iterator[Finding]:
    unknown = [name for name, power in dimensions.parameters.items() if power is None]
    if unknown:
        yield Finding(
            "parameters",
            "note",
            f"the terms leave the powers of GeV open of {', '.join(unknown)}; declare their units in parameters",
        )
