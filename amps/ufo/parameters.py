"""Parameters: external ones become inputs with default values, internal ones definitions.

Everything downstream is written in real symbols. An internal parameter that is a number is put in, a complex one z
becomes re_z + i im_z. What a restriction card sets to zero is zero exactly, so that couplings vanish and masses go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import sympy

from amps.ufo.errors import UFOError, UnsupportedUFO
from amps.ufo.expressions import Reader, exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amps.ufo.cards import Card
    from amps.ufo.errors import Place
    from amps.ufo.expressions import UserFunction
    from amps.ufo.syntax import Declaration, File

_TAKEN = re.compile(r"I|[stu](bar)?|[stuy](bar)?_\d+|D_\d+|epsilon_\d+|root_\w+|p\d+_[Exyz]|q2")


@dataclass
class Parameters:
    """The parameters of a model by name: `values` of inputs, `definitions` of derived ones, all as expressions."""

    reader: Reader
    values: dict[str, float | None] = field(default_factory=dict)
    definitions: dict[sympy.Symbol, sympy.Expr] = field(default_factory=dict)
    expressions: dict[str, sympy.Expr] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    pending: dict[str, Declaration] = field(default_factory=dict)

    def expression(self, name: str) -> sympy.Expr | None:
        """What a parameter is in an expression: a symbol, re_z + i im_z, or a number. None for an unknown name."""
        if name not in self.expressions:
            declaration = self.pending.pop(name, None)
            if declaration is None:
                return None
            self._internal(declaration)
        return self.expressions[name]

    def of_variable(self, variable: str, place: Place) -> sympy.Expr:
        """The parameter that a particle names as Param.variable."""
        found = self.expression(self.variables.get(variable, variable))
        if found is None:
            raise UFOError(place, f"the parameter {variable!r} is not declared in parameters.py")
        return found

    def define(self, name: str, value: sympy.Expr, place: Place) -> sympy.Expr:
        """A new derived parameter: the symbol (or re + i im) that stands for `value`."""
        check_name(name, place)
        if not value.free_symbols:
            return value
        real, imaginary = (value, sympy.S.Zero) if is_real(value) else _parts(value)
        if imaginary == 0:
            return self._symbol(name, real)
        if real == 0:
            return sympy.I * self._symbol(name, imaginary)
        return self._symbol(f"re_{name}", real) + sympy.I * self._symbol(f"im_{name}", imaginary)

    def constant(self, variable: str, value: sympy.Expr) -> str:
        """The name of a derived parameter that is a number, kept as such where a mass or width needs a name."""
        name = self.variables.get(variable, variable)
        self.definitions[sympy.Symbol(name, real=True)] = value
        return name

    def _symbol(self, name: str, value: sympy.Expr) -> sympy.Expr:
        if value.is_number:
            return value
        if value.has(sympy.re, sympy.im, sympy.arg):
            raise UFOError(self.reader_place(name), f"the real part of {value} cannot be taken")
        symbol = sympy.Symbol(name, real=True)
        self.definitions[symbol] = value
        return symbol

    def reader_place(self, name: str) -> Place:
        """Where to look for a parameter that made trouble."""
        from amps.ufo.errors import Place

        return Place("parameters.py", 0, name)

    def _internal(self, declaration: Declaration) -> None:
        name = declaration.name
        value = declaration.value("value")
        if isinstance(value, str):
            expression = self.reader.read(value, declaration.place)
        elif isinstance(value, int | float | complex):
            expression = exact(value, declaration.place)
        else:
            raise UFOError(declaration.place, f"value = {value!r}; expected an expression in quotes or a number")
        self.expressions[name] = self.define(name, expression, declaration.place)


def read_parameters(
    file: File, functions: Mapping[str, UserFunction], card: Card | None, restriction: Card | None
) -> Parameters:
    """All parameters of parameters.py; `card` gives values, and zeros of `restriction` hold exactly.

    Raises UFOError for parameters that are missing, declared twice, circular, or called like our invariants.
    """
    found = Parameters(Reader(lambda name: None, functions))
    found.reader = Reader(found.expression, functions)
    external = []
    for d in file.declarations.values():
        if d.kind != "Parameter":
            raise UFOError(d.place, f"{d.kind} in {file.name}; expected Parameter")
        check_name(d.name, d.place)
        if d.name in found.variables.values():
            raise UFOError(d.place, f"a second parameter called {d.name!r}")
        found.variables[d.variable] = d.name
        if d.text("nature") == "external":
            external.append(d)
        else:
            found.pending[d.name] = d
    for alias, reference in file.aliases.items():
        found.variables[alias] = found.variables.get(file.resolve(reference), reference.name)
    for d in external:
        _external(d, found, card, restriction)
    for name in tuple(found.pending):
        found.expression(name)
    return found


def _external(d: Declaration, found: Parameters, card: Card | None, restriction: Card | None) -> None:
    value = d.value("value")
    if isinstance(value, str):
        try:
            value = complex(value) if "j" in value else float(value)
        except ValueError:
            raise UFOError(d.place, f"value = {value!r}; an external parameter needs a number") from None
    if not isinstance(value, int | float | complex | Fraction):
        raise UFOError(d.place, f"value = {value!r}; an external parameter needs a number")
    imaginary = complex(value).imag if isinstance(value, complex) else 0.0
    number: float | None = complex(value).real
    exact(complex(value), d.place)
    block, key = d.text("lhablock", ""), tuple(d.items("lhacode", int)) if d.has("lhacode") else ()
    fixed = False
    for source in (card, restriction):
        if source is not None and block and source.has(block, key):
            number = source.value(block, key)
            fixed = source is restriction and number == 0
            if source.has("IM" + block, key):
                imaginary = source.value("IM" + block, key) or 0.0
    if fixed and imaginary == 0:
        found.expressions[d.name] = sympy.S.Zero
        return
    if imaginary == 0:
        found.values[d.name] = number
        found.expressions[d.name] = sympy.Symbol(d.name, real=True)
        return
    parts = [sympy.Symbol(f"{prefix}_{d.name}", real=True) for prefix in ("re", "im")]
    found.values |= {parts[0].name: number, parts[1].name: imaginary}
    found.expressions[d.name] = parts[0] + sympy.I * parts[1]


def _parts(value: sympy.Expr) -> tuple[sympy.Expr, sympy.Expr]:
    """Real and imaginary part; what stands under a root or in a logarithm is taken to be positive."""
    sizes = {size: sympy.Dummy(positive=True) for size in value.atoms(sympy.Abs)}
    bare = value.xreplace(sizes)
    positive = {s: sympy.Dummy(s.name, positive=True) for s in bare.free_symbols if not s.is_positive}
    back = {dummy: s for s, dummy in positive.items()} | {dummy: size for size, dummy in sizes.items()}
    real, imaginary = bare.xreplace(positive).as_real_imag()
    return real.xreplace(back), imaginary.xreplace(back)


def is_real(value: sympy.Expr) -> bool:
    """Whether an expression in real symbols holds no i; roots and logarithms are taken of what is positive."""
    return not value.has(sympy.I)


def check_name(name: str, place: Place) -> None:
    """Raise UnsupportedUFO for a name that means something else in |M|^2, UFOError for one that is no name."""
    if not name.isidentifier():
        raise UFOError(place, f"{name!r} is not a name")
    if _TAKEN.fullmatch(name):
        raise UnsupportedUFO(place, f"the parameter {name!r} is called like an invariant of |M|^2; rename it")
