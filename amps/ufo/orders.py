"""Orders of couplings: how often each kind may occur in an amplitude."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amps.ufo.errors import UFOError

if TYPE_CHECKING:
    from amps.ufo.syntax import File

UNBOUNDED = 99
"""What models write for an order without bound."""


def read_orders(file: File | None) -> tuple[tuple[str, ...], list[str]]:
    """Orders of which one power is kept (expansion_order 1), and notices on other bounds, which are not applied."""
    first_order, notices = [], []
    for d in file.declarations.values() if file else ():
        if d.kind != "CouplingOrder":
            raise UFOError(d.place, f"{d.kind} in coupling_orders.py; expected CouplingOrder")
        bound = d.integer("expansion_order", UNBOUNDED)
        if bound == 1:
            first_order.append(d.name)
        elif 1 < bound < UNBOUNDED:
            notices.append(f"{d.place}: its bound {bound} was not applied; ask for an order with the reaction")
    return tuple(first_order), notices
