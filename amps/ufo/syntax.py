"""The declarations in a UFO file: NAME = Kind(key=value, ...), read off the syntax tree.

A model file may hold imports of its sister files, declarations, antiparticles NAME.anti(), other names for them and
literals. Anything else is refused: nothing of a model is ever executed.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from amps.ufo.errors import Place, UFOError, UnsafeUFO
from amps.ufo.literals import Reference, literal, refused
from amps.ufo.source import parse_file

if TYPE_CHECKING:
    from pathlib import Path

_PARTICLE = "pdg_code name antiname spin color mass width texname antitexname charge"
KINDS = {
    kind: tuple(names.split())
    for kind, names in {
        "Particle": _PARTICLE,
        "Parameter": "name nature type value texname lhablock lhacode",
        "CTParameter": "name type value texname",
        "Coupling": "name value order",
        "CTCoupling": "name value order",
        "Lorentz": "name spins structure",
        "Vertex": "name particles color lorentz couplings",
        "CTVertex": "name particles color lorentz couplings type loop_particles",
        "CouplingOrder": "name expansion_order hierarchy",
        "Decay": "particle partial_widths",
        "FormFactor": "name type value",
        "Function": "name arguments expression",
        "Propagator": "name numerator denominator",
        "Running": "name run_objects value",
    }.items()
}
"""What may be declared, with the arguments that may go without a name, in their order."""
HARMLESS_MODULES = frozenset(
    {
        "__future__",
        "cmath",
        "math",
        "object_library",
        "function_library",
        "particles",
        "parameters",
        "couplings",
        "lorentz",
        "vertices",
        "coupling_orders",
        "decays",
        "form_factors",
        "propagators",
        "CT_couplings",
        "CT_parameters",
        "running",
    }
)


@dataclass(frozen=True)
class Declaration:
    """NAME = Kind(...): its arguments as syntax trees by keyword."""

    variable: str
    kind: str
    keywords: dict[str, ast.expr]
    place: Place

    @property
    def name(self) -> str:
        """The `name` of the object, else its variable."""
        return self.text("name", self.variable)

    def has(self, key: str) -> bool:
        """Whether the keyword is there and not None."""
        node = self.keywords.get(key)
        return node is not None and not (isinstance(node, ast.Constant) and node.value is None)

    def value(self, key: str) -> Any:
        """A literal: text, number, list, tuple or dict of literals and References. Raises UFOError without it."""
        if key not in self.keywords:
            raise UFOError(self.place, f"{self.kind} has no {key!r}")
        return literal(self.keywords[key], self.place)

    def text(self, key: str, default: str | None = None) -> str:
        """A text, or `default` where the keyword is absent."""
        if not self.has(key) and default is not None:
            return default
        value = self.value(key)
        if not isinstance(value, str):
            raise UFOError(self.place, f"{key} = {value!r}; expected a text")
        return value

    def integer(self, key: str, default: int | None = None) -> int:
        """A whole number, or `default` where the keyword is absent."""
        if not self.has(key) and default is not None:
            return default
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int | float | Fraction) or value != int(value):
            raise UFOError(self.place, f"{key} = {value!r}; expected a whole number")
        return int(value)

    def items(self, key: str, kind: type) -> list[Any]:
        """A list or tuple of values of one kind. Raises UFOError for anything else."""
        value = self.value(key)
        if not isinstance(value, list | tuple) or not all(isinstance(item, kind) for item in value):
            raise UFOError(
                self.place, f"{key} = {ast.unparse(self.keywords[key])}; expected a list, each a {kind.__name__}"
            )
        return list(value)

    def number(self, key: str) -> Fraction:
        """A real number, exactly as it is written; text that holds one is taken too."""
        value = self.value(key)
        try:
            return Fraction(str(value))
        except (ValueError, ZeroDivisionError):
            raise UFOError(self.place, f"{key} = {ast.unparse(self.keywords[key])}; expected a number") from None

    def truth(self, key: str) -> bool:
        """A truth value; False where the keyword is absent."""
        return bool(self.has(key) and self.value(key))


@dataclass(frozen=True)
class Antiparticle:
    """NAME = OTHER.anti()."""

    variable: str
    of: str
    place: Place


@dataclass
class File:
    """What one file declares, in order."""

    name: str
    declarations: dict[str, Declaration] = field(default_factory=dict)
    antiparticles: dict[str, Antiparticle] = field(default_factory=dict)
    aliases: dict[str, Reference] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def resolve(self, reference: Reference) -> str:
        """The variable behind other names for it."""
        name, seen = reference.name, set[str]()
        while name in self.aliases and name not in seen:
            seen.add(name)
            name = self.aliases[name].name
        return name


def scan(path: Path) -> File:
    """The declarations of a file. Raises UnsafeUFO for anything that a model does not need."""
    found = File(path.name)
    for statement in parse_file(path).body:
        _statement(statement, found)
    return found


def _statement(node: ast.stmt, file: File) -> None:
    place = Place(file.name, node.lineno)
    match node:
        case ast.Import(names=names):
            for alias in names:
                _check_module(alias.name, place)
        case ast.ImportFrom(module=module, names=names):
            for name in (module,) if module else (alias.name for alias in names):
                _check_module(name, place)
        case ast.Try(body=body, handlers=handlers, orelse=[], finalbody=[]):
            # Optional sister files are imported this way.
            for part in (*body, *(s for handler in handlers for s in handler.body)):
                if not isinstance(part, ast.Import | ast.ImportFrom | ast.Pass):
                    raise refused(part, Place(file.name, part.lineno))
                _statement(part, file)
        case ast.Pass() | ast.Expr(value=ast.Constant()) | ast.Expr(value=ast.Call(func=ast.Name(id="print"))):
            pass
        case ast.Assign(targets=[ast.Name(id=variable)], value=value):
            _assignment(variable, value, file, place)
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=variable), attr=key)], value=value):
            if variable not in file.declarations:
                raise refused(node, place)
            literal(value, place.named(variable))
            file.declarations[variable].keywords[key] = value
        case _:
            raise refused(node, place)


def _assignment(variable: str, value: ast.expr, file: File, place: Place) -> None:
    named = place.named(variable)
    match value:
        case ast.Call(func=ast.Name(id=kind), args=args, keywords=keywords) if kind in KINDS:
            if any(k.arg is None for k in keywords) or any(isinstance(a, ast.Starred) for a in args):
                raise UnsafeUFO(named, "arguments are unpacked with *; they must be written out")
            if variable in file.declarations or variable in file.antiparticles:
                raise UFOError(named, "is declared twice")
            if len(args) > len(KINDS[kind]):
                raise UFOError(named, f"{kind} has {len(args)} arguments without a name; at most {len(KINDS[kind])}")
            table = dict(zip(KINDS[kind], args, strict=False)) | {str(k.arg): k.value for k in keywords}
            file.declarations[variable] = Declaration(variable, kind, table, named)
        case ast.Call(func=ast.Attribute(value=target, attr="anti"), args=[], keywords=[]):
            of = literal(target, named)
            if not isinstance(of, Reference):
                raise UFOError(named, "the antiparticle of what is no particle")
            file.antiparticles[variable] = Antiparticle(variable, of.name, named)
        case ast.Name() | ast.Attribute():
            file.aliases[variable] = literal(value, named)
        case _:
            found = literal(value, named)
            if isinstance(found, str):
                file.texts[variable] = found


def _check_module(name: str, place: Place) -> None:
    if name.split(".")[-1] not in HARMLESS_MODULES:
        raise UnsafeUFO(place, f"imports {name!r}, which no model needs; nothing was executed")
