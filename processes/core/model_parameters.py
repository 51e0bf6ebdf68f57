"""Parameters that come from a model: as it declares them, or with the unit that its Lagrangian requires."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from processes.core.constants import Parameter
from processes.core.models import powers_of_constants
from processes.core.unstable import AUTOMATIC

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    import sympy

    from amps.model import Model
    from processes.core.process import Process

GREEK = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "zeta",
        "eta",
        "theta",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "pi",
        "rho",
        "sigma",
        "tau",
        "phi",
        "chi",
        "psi",
    ]
)
"""Names that print as Greek letters."""


def declared_parameters(model: Model) -> Mapping[str, Parameter]:
    """The parameters that the model and those it extends declare."""
    masses = {p.mass: f"mass of {p.name}" for p in model.all_particles}
    widths = {p.width: f"total width of {p.name}" for p in model.all_particles}
    roles = {**masses, **widths}
    found = {}
    for name, p in model.all_parameters.items():
        default = AUTOMATIC if name in widths and p.default is None else p.default
        found[name] = Parameter(name, default, p.unit, p.meaning or roles.get(name, "coupling"), p.latex)
    return found


def undeclared_parameter(name: str, model: Model) -> Parameter:
    """A required parameter of which only the name is known; its unit follows from the terms it stands in."""
    for p in model.all_particles:
        if p.width == name:
            meaning = "total width; the sum of the open channels where it matters"
            return Parameter(name, AUTOMATIC, "GeV", meaning, rf"\Gamma_{{{p.latex or p.name}}}")
    for p in model.all_particles:
        if p.mass == name:
            meaning = "mass" if p.name in name else f"mass of {p.name}"
            return Parameter(name, None, "GeV", meaning, f"m_{{{p.latex or p.name}}}")
    power = _required_powers(model).get(name)
    if power is None:
        is_energy = name.startswith(("m_", "M_", "Gamma_", "delta"))
        meaning = "mass" if is_energy else "coupling, of a unit that the model leaves open"
        return Parameter(name, None, "GeV" if is_energy else "1", meaning, symbol_latex(name))
    unit = "1" if power == 0 else "GeV" if power == 1 else f"GeV^{power}"
    meaning = "mass" if power == 1 and name.startswith(("m_", "M_")) else "coupling"
    return Parameter(name, None, unit, meaning, symbol_latex(name))


def symbol_latex(name: str) -> str:
    r"""LaTeX of a name such as alpha_D or g_X: a Greek letter by its name, one subscript; empty for other names."""
    base, _, subscript = name.partition("_")
    letter = {"eps": r"\epsilon"}.get(base) or (f"\\{base}" if base in GREEK else base)
    if (len(base) > 1 and letter == base) or "_" in subscript:
        return ""
    below = f"\\{subscript}" if subscript in GREEK else subscript
    return f"{letter}_{{{below}}}" if len(subscript) > 1 else letter + (f"_{below}" if below else "")


def model_form_factors(process: Process) -> dict[str, Callable[..., sympy.Expr]]:
    """The form factors of the process that its model gives itself, as functions of (options, q2)."""
    from amps.form_factors import momenta_of_form_factors

    given = process.lagrangian.all_form_factors
    if not given:
        return {}
    used = {name for name, _ in momenta_of_form_factors(process.diagrams).values()}
    return {name: partial(_at, given[name]) for name in sorted(used & set(given))}


def require_form_factors(process: Process) -> None:
    """Raise ValueError naming a form factor of the diagrams that neither the model nor the process gives."""
    from amps.form_factors import momenta_of_form_factors

    used = {name for name, _ in momenta_of_form_factors(process.diagrams).values()}
    for name in sorted(used - set(process.functions)):
        raise ValueError(
            f"the form factor {name} of model {process.lagrangian.name!r} is not given; add it to the model as "
            f"form_factors={{{name!r}: ...}}, a function of q2, or take the model's `pointlike`"
        )


def _at(function: sympy.Expr, options: Mapping[str, Any], q2: sympy.Expr) -> sympy.Expr:
    import sympy

    return function.subs(sympy.Symbol("q2", real=True), q2)


@lru_cache(maxsize=32)
def _required_powers(model: Model) -> Mapping[str, Fraction | None]:
    from amps.mass_dimension import mass_dimensions

    return mass_dimensions(model, powers_of_constants()).parameters
