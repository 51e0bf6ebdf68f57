"""Runs straight-line programs in plain NumPy."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

OPERATIONS = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": np.divide,
    "neg": np.negative,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "cos": np.cos,
    "select_lt": lambda a, b, x, y: np.where(a < b, x, y),
}


def run(assignments: Iterable[tuple[str, str, tuple[Any, ...]]], output: str, values: Mapping[str, Any]) -> Any:
    """The value called `output`."""
    known = dict(values)
    for name, operation, arguments in assignments:
        assert name not in known
        known[name] = (
            float(arguments[0]) if operation == "const" else OPERATIONS[operation](*(known[x] for x in arguments))
        )
    return known[output]


def momentum_inputs(momenta: np.ndarray) -> dict[str, np.ndarray]:
    """Momenta (n, legs, 4) by the names of a spinor program."""
    return {f"p{leg + 1}_{a}": momenta[:, leg, c] for leg in range(momenta.shape[1]) for c, a in enumerate("Exyz")}
