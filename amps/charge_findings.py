"""Are the charges of a model's vectors conserved, and are the massless ones coupled in a gauge-invariant way?"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy

from amps.gauge_charges import charge_violation, vector_charges
from amps.gauge_variation import gauge_violations
from amps.lagrangian import FieldFactor
from amps.model_findings import Finding, some

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amps.gauge_charges import VectorCharges
    from amps.model import Model


def charge_findings(model: Model) -> Iterator[Finding]:
    """Conservation of each vector's charge, the photon's being the electric one, and of additive numbers."""
    for charges in vector_charges(model):
        massless = charges.vector.mass is None
        if massless:
            yield from _electric(charges, model)
            yield from _gauge_variation(charges, model)
        changed: dict[str, list[str]] = {}
        for name, term in model.all_terms.items():
            for value in {v for m in term.monomials if (v := charge_violation(charges, m)) is not None and v != 0}:
                key = str(-value if value.could_extract_minus_sign() else value)
                changed[key] = [*dict.fromkeys([*changed.get(key, []), name])]
        for value, names in changed.items():
            yield Finding(
                "charges",
                "fail" if massless else "note",
                f"{charges.vector.name}: its charge changes by {value} in {some(names)}"
                + ("" if massless else "; rates grow as 1/mass^2 of the vector unless that vanishes"),
            )
        axial = [n for n, c in charges.fermions.items() if c.particle.mass and not c.is_vectorial]
        if axial:
            yield Finding(
                "charges",
                "fail" if massless else "note",
                f"{charges.vector.name}: the masses of {some(axial)} break its axial charge",
            )
        if charges.mixing:
            pairs = ", ".join(charges.mixing)
            yield Finding("charges", "note", f"{charges.vector.name}: turns fields into each other ({pairs})")
    changes: dict[tuple[str, Fraction], list[str]] = {}
    for name, term in model.all_terms.items():
        for change in sorted(_number_changes(term.monomials)):
            changes.setdefault(change, []).append(name)
    for (label, number), names in changes.items():
        yield Finding("charges", "note", f"the number {label} changes by {number} in {some(names)}")


def _electric(charges: VectorCharges, model: Model) -> Iterator[Finding]:
    """For the photon: the coupling of every charged field is in proportion to its electric charge."""
    if charges.vector.pdg != 22 and charges.vector.name != "gamma":
        return
    fields = [p for p in model.all_particles if p.spin != "1"]
    values = {p.name: v for p in fields if (v := charges.of(p)) is not None}
    units = [values[p.name] / p.charge for p in fields if p.charge and values.get(p.name, 0) != 0]
    if not units:
        return
    unit = Counter(units).most_common(1)[0][0]
    dark = [p.name for p in fields if p.charge and values.get(p.name) == 0]
    if dark:
        yield Finding(
            "charges", "note", f"with electric charge, but without a coupling to {charges.vector.name}: {some(dark)}"
        )
    for p in fields:
        value = values.get(p.name, sympy.S.Zero)
        if value == 0 or sympy.expand(value - p.charge * unit) == 0:
            continue
        yield Finding(
            "charges",
            "fail" if p.charge else "note",
            f"{p.name} has electric charge {p.charge} and couples to {charges.vector.name} with {value}"
            + (f"; {p.charge * unit} is expected" if p.charge else ""),
        )


def _number_changes(monomials: Any) -> set[tuple[str, Fraction]]:
    found = set()
    for _, factors in monomials:
        total: Counter[str] = Counter()
        for f in factors:
            if isinstance(f, FieldFactor):
                for label, value in f.particle.numbers.items():
                    total[label] += -value if f.conjugated else value  # type: ignore[assignment]
        found |= {(label, abs(Fraction(value))) for label, value in total.items() if value}
    return found


def _gauge_variation(charges: VectorCharges, model: Model) -> Iterator[Finding]:
    """Terms that a gauge transformation of a massless vector changes, such as a current without its contact term."""
    if model.all_rules:
        return
    broken = gauge_violations(model, charges.vector, _all_charges(charges, model))
    terms = list(dict.fromkeys(name for names in broken.values() for name in names))
    if terms:
        yield Finding(
            "charges",
            "note",
            f"{charges.vector.name}: a gauge transformation changes {some(terms)}; a term with it is missing or wrong",
        )


def _all_charges(charges: VectorCharges, model: Model) -> Mapping[str, sympy.Expr]:
    """Charges of all fields; those of charged vectors, which have no simple current, follow from the electric ones."""
    found = {p.name: q for p in model.all_particles if p.spin != "1" and (q := charges.of(p)) is not None}
    ratios = [found[p.name] / p.charge for p in model.all_particles if p.charge and found.get(p.name, 0) != 0]
    unit = Counter(ratios).most_common(1)[0][0] if ratios else sympy.S.Zero
    return found | {p.name: unit * p.charge for p in model.all_particles if p.spin == "1" and p.charge}
