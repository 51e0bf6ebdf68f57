"""lorentz.py, couplings.py, vertices.py and form_factors.py of the tables that a model's Feynman rules fill."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from amps.ufo.python_text import python_text

if TYPE_CHECKING:
    from amps.ufo.vertex_text import Tables


def lorentz_text(tables: Tables) -> str:
    """The text of lorentz.py."""
    lines = ['"""The Lorentz structures of the model."""', ""]
    lines += ["from . import form_factors as ForFac"] if tables.form_factors.declared else []
    lines += ["from .object_library import Lorentz, all_lorentz", ""]
    for (spins, structure), name in tables.structures.items():
        lines += [f"{name} = Lorentz(", f"    name='{name}',", f"    spins={list(spins)},"]
        lines += [f"    structure='{structure}',"]
        used = [f for f in tables.form_factors.declared if f in re.findall(r"\w+", structure)]
        lines += [f"    formfactors=[{', '.join(f'ForFac.{f}' for f in used)}],"] if used else []
        lines += [")", ""]
    return "\n".join(lines)


def couplings_text(tables: Tables) -> str:
    """The text of couplings.py."""
    lines = [
        '"""The couplings of the model."""',
        "",
        "import cmath",
        "",
        "from .function_library import complexconjugate, im, re",
        "from .object_library import Coupling, all_couplings",
        "",
    ]
    for (value, order), name in tables.couplings.items():
        lines += [f"{name} = Coupling(", f"    name='{name}',", f"    value={python_text(value)!r},"]
        lines += [f"    order={dict(order)!r},", ")", ""]
    return "\n".join(lines)


def vertices_text(tables: Tables) -> str:
    """The text of vertices.py."""
    lines = [
        '"""The vertices of the model; particles are listed as outgoing ones."""',
        "",
        "from . import couplings as C",
        "from . import lorentz as L",
        "from . import particles as P",
        "from .object_library import Vertex, all_vertices",
        "",
    ]
    return "\n".join([*lines, *tables.vertices])


def form_factors_text(tables: Tables) -> str:
    """The text of form_factors.py."""
    lines = ['"""The form factors of the model."""', "", "from .object_library import FormFactor, all_form_factors", ""]
    for name, value in tables.form_factors.declared.items():
        lines += [f"{name} = FormFactor(", f"    name='{name}',", "    type='real',", f"    value={value!r},", ")", ""]
    return "\n".join(lines)
