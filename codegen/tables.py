"""Tabulated form of a rate over a grid of parameters, for programs that read tables instead of calling code."""

from __future__ import annotations

import csv
import itertools
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike


def write_table(
    path: str | Path,
    axes: Mapping[str, Sequence[float]],
    values: ArrayLike,
    errors: ArrayLike,
    quantity: str,
    unit: str,
    metadata: Mapping[str, object] | None = None,
) -> Path:
    """Write a CSV file: `#` lines with the metadata, a header, one row per grid point with value and error.

    `values` and `errors` have the shape of the grid, axes in order (the last one runs fastest in the file); an error
    of 0 stands for a closed form. Raises ValueError if shapes do not match or a number is not finite.
    """
    shape = tuple(len(points) for points in axes.values())
    table = {"value": np.asarray(values, dtype=float), "error": np.asarray(errors, dtype=float)}
    for name, array in table.items():
        if array.shape != shape:
            raise ValueError(f"the {name}s have shape {array.shape}, the axes {tuple(axes)} make {shape}")
        if not np.isfinite(array).all():
            raise ValueError(f"the {name}s hold {np.count_nonzero(~np.isfinite(array))} numbers that are not finite")
    if not all(math.isfinite(point) for points in axes.values() for point in points):
        raise ValueError("the axes hold numbers that are not finite")
    target = Path(path)
    about = {"quantity": quantity, "unit": unit, **(metadata or {}), "license": "0BSD"}
    with target.open("w", newline="", encoding="utf-8") as file:
        for key, text in about.items():
            file.write(f"# {key}: {' '.join(str(text).split())}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*axes, quantity, f"{quantity}_error"])
        columns = zip(table["value"].ravel().tolist(), table["error"].ravel().tolist(), strict=True)
        for point, row in zip(itertools.product(*axes.values()), columns, strict=True):
            writer.writerow([repr(float(number)) for number in (*point, *row)])
    return target
