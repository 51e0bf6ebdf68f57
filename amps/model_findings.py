"""What a model must satisfy before anything is derived from it, one function per demand.

Each yields findings that name the term, field or parameter at fault; `soundness` runs them in the order in which one
builds on another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

import sympy
from sympy.core.function import AppliedUndef

from amps.feynman_rules import TermError, derive_vertices
from amps.form_factors import MARK
from amps.hermiticity import is_hermitian, not_hermitian
from amps.lagrangian import Expression, FieldFactor
from amps.model import Model

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Status = Literal["pass", "note", "fail"]


@dataclass(frozen=True)
class Finding:
    """A result of a check: its subject, and in a sentence what was seen."""

    check: str
    status: Status
    detail: str


def symbols_of(term: Expression) -> set[sympy.Symbol]:
    """The parameters in a term, without the marks of form factors."""
    return {s for c, _ in term.monomials for s in c.free_symbols if not s.name.startswith(MARK)}


def soundness(model: Model, constants: Collection[str] = (), reserved: Collection[str] = ()) -> Iterator[Finding]:
    """Every reason why no rate could be trusted, in order.

    `constants` are parameters known without a declaration; `reserved` names no parameter may have.
    """
    names = list(_names(model))
    if names:
        yield from names
        return
    yield from _symbols(model, constants)
    for name in sorted({s.name for term in model.all_terms.values() for s in symbols_of(term)} & set(reserved)):
        yield Finding("parameters", "fail", f"{name} is the name of a setting and cannot be a parameter")
    broken = set()
    for name, finding in _terms(model):
        broken.add(name)
        yield finding
    for name, term in model.all_terms.items():
        if name not in broken and not is_hermitian(term):
            yield Finding("hermiticity", "fail", not_hermitian(name, term))
    yield from _references(model)


def sound_part(model: Model) -> Model:
    """The same model without the terms from which no Feynman rule follows, its parents taken in."""
    broken = {name for name, _ in _terms(model)}
    return replace(
        model.flat,
        terms={name: term for name, term in model.all_terms.items() if name not in broken},
        orders={name: order for name, order in model.all_orders.items() if name not in broken},
    )


def _names(model: Model) -> Iterator[Finding]:
    """One definition per particle name."""
    try:
        _ = model.species
    except ValueError as error:
        yield Finding("particles", "fail", str(error).removeprefix(f"model {model.name!r}: "))
        return
    for p in model.all_particles:
        if not p.name.strip() or any(c.isspace() or c == ">" for c in p.name + p.antiname):
            yield Finding("particles", "fail", f"particle {p.name!r}: a name must not hold spaces or '>'")


def _symbols(model: Model, constants: Collection[str]) -> Iterator[Finding]:
    """One symbol per name, and, where a model declares its parameters, none that it does not know."""
    spelled: dict[str, set[sympy.Symbol]] = defaultdict(set)
    where: dict[str, str] = {}
    for name, term in model.all_terms.items():
        for symbol in symbols_of(term):
            spelled[symbol.name].add(symbol)
            where.setdefault(symbol.name, f"Lagrangian term {name!r}")
    for symbol, value in model.all_definitions.items():
        for s in {symbol, *value.free_symbols}:
            spelled[s.name].add(s)
            where.setdefault(s.name, f"the definition of {symbol}")
    for name, found in spelled.items():
        if not (name.isascii() and name.isidentifier()):
            yield Finding(
                "parameters", "fail", f"{where[name]}: {name!r} is no name of a parameter; use letters, digits and _"
            )
        if len(found) > 1 or any(s.is_real and s != sympy.Symbol(name, real=True) for s in found):
            yield Finding(
                "parameters",
                "fail",
                f"{where[name]}: {name} is declared with different assumptions in different places; declare it once, "
                f"as in parameters({name!r})",
            )
    for function, value in model.all_form_factors.items():
        for s in value.free_symbols:
            if s.name != "q2":
                spelled[s.name].add(s)
                where.setdefault(s.name, f"the form factor {function}")
    yield from _cycles(model)
    yield from _form_factors(model)
    if not model.parameters:
        return
    inherited = {s.name for parent in model.extends for term in parent.all_terms.values() for s in symbols_of(term)}
    inherited |= {s.name for p in model.extends for value in p.all_definitions.values() for s in value.free_symbols}
    masses = {name for p in model.all_particles for name in (p.mass, p.width) if name}
    defined = {s.name for s in model.all_definitions}
    known = {*model.all_parameters, *masses, *defined, *inherited, *constants}
    for name in spelled:
        if name not in known and not {f"re_{name}", f"im_{name}"} <= known:
            close = get_close_matches(name, known, n=3, cutoff=0.6)
            hint = f"did you mean {', '.join(close)}?" if close else "add it to the model's parameters"
            yield Finding("parameters", "fail", f"{where[name]} uses {name}, which is not declared; {hint}")


def _form_factors(model: Model) -> Iterator[Finding]:
    """Functions given in `form_factors` stand in a term."""
    used = {
        f.func.__name__ for term in model.all_terms.values() for c, _ in term.monomials for f in c.atoms(AppliedUndef)
    }
    for name in model.form_factors:
        if name not in used and not model.all_rules:
            close = get_close_matches(name, used, n=3, cutoff=0.4) or sorted(used)
            hint = f"terms hold {', '.join(close)}" if close else "no term holds a form_factor(...)"
            yield Finding("parameters", "fail", f"form_factors names {name!r}, which is in no term; {hint}")


def _cycles(model: Model) -> Iterator[Finding]:
    """No parameter is defined by itself."""
    needs = {s.name: {x.name for x in value.free_symbols} for s, value in model.all_definitions.items()}
    for name in needs:
        seen, pending = set(), set(needs[name])
        while pending:
            other = pending.pop()
            if other not in seen:
                seen.add(other)
                pending |= needs.get(other, set())
        if name in seen:
            yield Finding("parameters", "fail", f"{name} is defined, in the end, by itself")


def _terms(model: Model) -> Iterator[tuple[str, Finding]]:
    """Terms of known fields, Lorentz invariant, with a right order of fermions, and conserving electric charge."""
    for name, term in model.all_terms.items():
        finding = _foreign_field(name, term, model) or _coloured(name, term)
        if finding is None:
            try:
                derive_vertices({name: term}, {})
                continue
            except TermError as error:
                finding = Finding("terms", "fail", str(error))
        yield name, finding


def _coloured(name: str, term: Expression) -> Finding | None:
    """Products of fields are neutral under the centre of SU(3), and no coloured field stands alone."""
    for coefficient, factors in term.monomials:
        fields = [f for f in factors if isinstance(f, FieldFactor) and f.particle.colour != 1]
        triality = sum((-1 if f.conjugated else 1) * (f.particle.colour % 8 != 0) for f in fields)
        if triality % 3 or len(fields) == 1:
            product = Expression([(coefficient, factors)])
            return Finding("terms", "fail", f"Lagrangian term {name!r} = {product} is not neutral in colour")
    return None


def _foreign_field(name: str, term: Expression, model: Model) -> Finding | None:
    own = {p.name: p for p in model.all_particles}
    fields = [f.particle for _, factors in term.monomials for f in factors if isinstance(f, FieldFactor)]
    for particle in fields:
        if particle.name not in own:
            listed = "list it in particles=(...) or extend the model that has it"
            return Finding(
                "terms",
                "fail",
                f"Lagrangian term {name!r} uses the field {particle.name!r}, which is not a particle of the model; "
                + listed,
            )
        if own[particle.name] != particle:
            return Finding(
                "terms",
                "fail",
                f"Lagrangian term {name!r} uses a field {particle.name!r} that differs from the model's particle of "
                "that name (mass, charge, spin or another trait); use one definition for both",
            )
    return None


def _references(model: Model) -> Iterator[Finding]:
    """`orders` name terms; `alternatives` and `aliases` name particles."""
    for name in model.orders:
        if name not in model.all_terms:
            close = get_close_matches(name, model.all_terms, n=3, cutoff=0.4) or list(model.all_terms)
            yield Finding("orders", "fail", f"orders names {name!r}, which is no term; there are {', '.join(close)}")
    named = [name for group in model.alternatives for name in group] + list(model.aliases.values())
    for name in named:
        if name not in model.species:
            close = get_close_matches(name, model.species, n=3, cutoff=0.4) or sorted(model.species)
            yield Finding(
                "particles", "fail", f"alternatives or aliases name {name!r}; particles are {', '.join(close)}"
            )


def some(names: list[str]) -> str:
    """The first names of a list, and how many more there are."""
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
