"""Propagators: the usual ones of scalars, fermions and vectors are known; any other is refused by name."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amps.ufo.errors import UFOError, UnsupportedUFO
from amps.ufo.literals import Reference

if TYPE_CHECKING:
    from amps.ufo.errors import Place
    from amps.ufo.syntax import Declaration, File

_USUAL_NUMERATORS = {
    1: ("complex(0,1)", "1j"),
    2: (
        "complex(0,1)*(Gamma('mu',1,2)*P('mu',id)+Mass(id)*Identity(1,2))",
        "complex(0,1)*(PSlash(1,2,id)+Mass(id)*Identity(1,2))",
    ),
    3: (
        "complex(0,1)*(-1*Metric(1,2)+Metric(1,'mu')*P('mu',id)*P(2,id)/Mass(id)**2)",
        "complex(0,1)*(-1*Metric(1,2)+P(1,id)*P(2,id)/Mass(id)**2)",
        "complex(0,1)*(-Metric(1,2)+P(1,id)*P(2,id)/Mass(id)**2)",
    ),
}
_MASSLESS_VECTOR = ("complex(0,1)*-1*Metric(1,2)", "-1*complex(0,1)*Metric(1,2)", "complex(0,1)*(-1*Metric(1,2))")
_USUAL_DENOMINATORS = (
    "P('mu',id)*P('mu',id)-Mass(id)*Mass(id)+complex(0,1)*Mass(id)*Width(id)",
    "P('mu',id)*P('mu',id)-Mass(id)**2+complex(0,1)*Mass(id)*Width(id)",
    "P('mu',id)**2-Mass(id)**2+complex(0,1)*Mass(id)*Width(id)",
    "P(-1,id)*P(-1,id)-Mass(id)*Mass(id)+complex(0,1)*Mass(id)*Width(id)",
    "P(-1,id)**2-Mass(id)**2+complex(0,1)*Mass(id)*Width(id)",
    "P(-1,id)**2-Mass(id)*Mass(id)+complex(0,1)*Mass(id)*Width(id)",
)
_MASSLESS_DENOMINATORS = ("P('mu',id)*P('mu',id)", "P('mu',id)**2", "P(-1,id)*P(-1,id)", "P(-1,id)**2")


@dataclass(frozen=True)
class Propagator:
    """Numerator and denominator as text."""

    numerator: str
    denominator: str
    place: Place


Propagators = dict[str, Propagator]


def read_propagators(file: File | None) -> Propagators:
    """The propagators of propagators.py; a numerator or denominator may be a text named there."""
    found = {}
    texts = file.texts if file else {}
    for d in file.declarations.values() if file else ():
        if d.kind != "Propagator":
            raise UFOError(d.place, f"{d.kind} in propagators.py; expected Propagator")
        denominator = _text(d, "denominator", texts) if d.has("denominator") else _USUAL_DENOMINATORS[0]
        found[d.variable] = Propagator(_text(d, "numerator", texts), denominator, d.place)
    return found


def _text(d: Declaration, key: str, texts: dict[str, str]) -> str:
    value = d.value(key)
    if isinstance(value, Reference) and value.name in texts:
        return texts[value.name]
    if not isinstance(value, str):
        raise UFOError(d.place, f"{key} = {ast.unparse(d.keywords[key])}; expected a text")
    return value


def check_propagator(particle: Declaration, propagators: Propagators) -> None:
    """Raise UnsupportedUFO if a particle has a propagator that is not the usual one of its spin in unitary gauge."""
    if not particle.has("propagator"):
        return
    value = particle.value("propagator")
    if isinstance(value, dict):
        # Keys are gauges: 0 is the unitary one.
        value = value.get(0, next(iter(value.values()), None))
    if not isinstance(value, Reference) or value.name not in propagators:
        raise UFOError(particle.place, "its propagator is not declared in propagators.py")
    found = propagators[value.name]
    spin = particle.integer("spin")
    numerators = {_bare(text) for text in _USUAL_NUMERATORS.get(spin, ())}
    denominators = {_bare(text) for text in (*_USUAL_DENOMINATORS, *_MASSLESS_DENOMINATORS)}
    mass = particle.keywords.get("mass")
    is_massless = mass is not None and ast.unparse(mass).endswith("ZERO")
    if is_massless and spin == 3:
        numerators = {_bare(text) for text in _MASSLESS_VECTOR}
    if not is_massless:
        denominators = {_bare(text) for text in _USUAL_DENOMINATORS}
    for what, text, usual in (
        ("numerator", found.numerator, numerators),
        ("denominator", found.denominator, denominators),
    ):
        if _bare(text) not in usual:
            raise UnsupportedUFO(
                found.place, f"the {what} {text!r} (of {particle.variable}) is not the usual one of its spin"
            )


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text).replace('"', "'")
