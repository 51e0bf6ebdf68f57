"""Complex couplings as pairs of real ones: z = re_z + i im_z, so that every parameter of a rate is a real number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sympy

from amps.lagrangian import Expression

if TYPE_CHECKING:
    from amps.model import Model
    from amps.model_parameters import ModelParameter


def with_real_couplings(model: Model) -> Model:
    """The same model in the real and imaginary parts of its complex couplings; itself if it has none.

    Raises ValueError where a part has the name of another parameter.
    """
    used = {s for term in model.all_terms.values() for c, _ in term.monomials for s in c.free_symbols}
    used |= {s for value in model.all_definitions.values() for s in value.free_symbols}
    unreal = sorted((s for s in used - set(model.all_definitions) if not s.is_real), key=str)
    if not unreal:
        return model
    parts = {z: [sympy.Symbol(f"{part}_{z.name}", real=True) for part in ("re", "im")] for z in unreal}
    for z, pair in parts.items():
        for part in pair:
            if part in used:
                raise ValueError(
                    f"model {model.name!r}: {part} is the name of a part of the complex {z}; rename one of them"
                )
    values = {z: re + sympy.I * im for z, (re, im) in parts.items()}
    terms = {
        name: Expression((sympy.expand(c.subs(values)), factors) for c, factors in term.monomials)
        for name, term in model.all_terms.items()
    }
    declared: dict[str, ModelParameter] = dict(model.all_parameters)
    for z, (re, im) in parts.items():
        given = declared.pop(z.name, None)
        if given is None:
            continue
        meaning = f"part of: {given.meaning or 'coupling'}"
        declared[re.name] = replace(given, meaning=f"real {meaning}", latex="")
        zero = None if given.default is None else 0.0
        declared[im.name] = replace(given, meaning=f"imaginary {meaning}", default=zero, latex="")
    definitions = {s: value.subs(values) for s, value in model.all_definitions.items()}
    return replace(model.flat, terms=terms, parameters=declared, definitions=definitions)
