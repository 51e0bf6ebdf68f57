"""Couplings: coefficients of vertices in the model's parameters, with the orders they count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sympy

from amps.ufo.errors import UFOError

if TYPE_CHECKING:
    from amps.ufo.errors import Place
    from amps.ufo.parameters import Parameters
    from amps.ufo.syntax import Declaration, File

Order = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Coupling:
    """The value of a coupling and its order, e.g. (("QED", 1),)."""

    value: sympy.Expr
    order: Order


@dataclass
class Couplings:
    """Couplings by variable, each read when it is first used."""

    parameters: Parameters
    declared: dict[str, Declaration]
    known: dict[str, Coupling] = field(default_factory=dict)

    def coupling(self, variable: str, place: Place) -> Coupling:
        """The coupling of this name. Raises UFOError if it is not declared."""
        if variable not in self.known:
            if variable not in self.declared:
                raise UFOError(place, f"the coupling {variable!r} is not declared in couplings.py")
            self.known[variable] = self._read(self.declared[variable])
        return self.known[variable]

    def _read(self, d: Declaration) -> Coupling:
        value = d.value("value")
        if isinstance(value, dict):
            # Laurent series in D dimensions: the tree-level value is the finite part.
            value = value.get(0, "0")
        if not isinstance(value, str):
            value = str(value)
        expression = sympy.expand(_inlined(self.parameters.reader.read(value, d.place), self.parameters))
        if not is_monomial_sum(expression):
            expression = self.parameters.define(d.name, expression, d.place)
        orders = d.value("order") if d.has("order") else {}
        if not isinstance(orders, dict) or not all(isinstance(n, int) for n in orders.values()):
            raise UFOError(d.place, f"order = {orders!r}; expected names with whole numbers")
        return Coupling(expression, tuple(sorted((str(k), n) for k, n in orders.items() if n)))


def read_couplings(file: File, parameters: Parameters) -> Couplings:
    """The couplings that couplings.py declares."""
    for d in file.declarations.values():
        if d.kind not in ("Coupling", "CTCoupling"):
            raise UFOError(d.place, f"{d.kind} in couplings.py; expected Coupling")
    table = {d.variable: d for d in file.declarations.values() if d.kind == "Coupling"}
    aliases = {alias: file.resolve(reference) for alias, reference in file.aliases.items()}
    return Couplings(parameters, table | {alias: table[name] for alias, name in aliases.items() if name in table})


def is_monomial_sum(expression: sympy.Expr) -> bool:
    """Whether an expanded expression is a sum of numbers times powers of symbols: what the algebra multiplies out."""
    for term in sympy.Add.make_args(expression):
        for factor in sympy.Mul.make_args(term):
            base, power = factor.as_base_exp()
            if factor.is_Rational or factor is sympy.I:
                continue
            if not (base.is_Symbol or (base.is_Integer and base > 0)) or not power.is_Rational:
                return False
    return True


def _inlined(expression: sympy.Expr, parameters: Parameters) -> sympy.Expr:
    """Parameters that are products of others written out (g_w = e/s_w): Ward identities then cancel exactly."""
    while True:
        found = {}
        for symbol in expression.free_symbols:
            value = parameters.definitions.get(symbol)
            if value is not None and _is_product(value):
                found[symbol] = value
        if not found:
            return expression
        expression = expression.xreplace(found)


def _is_product(value: sympy.Expr) -> bool:
    for factor in sympy.Mul.make_args(value):
        base, power = factor.as_base_exp()
        is_root = base.is_Integer and base > 0 and power.is_Rational
        if not (factor.is_Rational or is_root or (base.is_Symbol and power.is_Integer)):
            return False
    return True
