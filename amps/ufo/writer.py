"""A Model as a UFO folder that matrix-element generators load, and that `read` reads back."""

from __future__ import annotations

import shutil
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from amps.ufo.library_text import FUNCTION_LIBRARY, OBJECT_LIBRARY, orders_text, package_text
from amps.ufo.parameter_text import input_values, needed_parameters, parameters_text
from amps.ufo.particle_text import particles_text, pdg_codes
from amps.ufo.table_text import couplings_text, form_factors_text, lorentz_text, vertices_text
from amps.ufo.vertex_text import Tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amps.model import Model


def write(model: Model, directory: str | Path, values: Mapping[str, float] | None = None) -> Path:
    """Write a model as a new UFO folder and return its path; the folder is there whole or not at all.

    `values` are those of the inputs, in GeV where they have a dimension, beside the model's own defaults; widths
    without a value are written as 0. Raises FileExistsError for a folder that is not empty, ValueError for inputs
    without a value, form factors without a function, and colours beyond single quark lines.
    """
    path = Path(directory)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise FileExistsError(f"{path} exists and is not an empty folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = ufo_texts(model, values or {})
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as scratch:
        made = Path(scratch) / path.name
        made.mkdir()
        for name, text in texts.items():
            (made / name).write_text(text, encoding="utf-8")
        if path.exists():
            path.rmdir()
        shutil.move(made, path)
    return path


def ufo_texts(model: Model, values: Mapping[str, float]) -> dict[str, str]:
    """The files of the folder by name. Raises ValueError as `write` does."""
    tables = Tables(model)
    for vertex in model.vertices:
        tables.add(vertex)
    inputs, derived = needed_parameters(model, tables.symbols | tables.form_factors.symbols)
    codes = pdg_codes(model.all_particles)
    orders = dict.fromkeys(name for vertex in model.vertices for name, _ in vertex.order)
    form_factors = {"form_factors.py": form_factors_text(tables)} if tables.form_factors.declared else {}
    return {
        "__init__.py": package_text(model.name, _version(), bool(form_factors)),
        "object_library.py": OBJECT_LIBRARY,
        "function_library.py": FUNCTION_LIBRARY,
        "particles.py": particles_text(model.all_particles, codes),
        "parameters.py": parameters_text(model, input_values(model, inputs, values), derived, codes),
        "couplings.py": couplings_text(tables),
        "lorentz.py": lorentz_text(tables),
        "vertices.py": vertices_text(tables),
        "coupling_orders.py": orders_text(orders, model.all_first_order),
        **form_factors,
    }


def _version() -> str:
    try:
        return version("dark-amps")
    except PackageNotFoundError:
        return "unknown"
