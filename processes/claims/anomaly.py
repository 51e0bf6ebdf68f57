"""One-loop anomalous moments as integrals over a Feynman parameter, from the photon vertex of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sympy


def vector_moment() -> sympy.Expr:
    """a_mu of a vector V with coupling g_V to the muon, exact in both masses."""
    import sympy

    from amps.models.lepton_vector import MODEL

    found = _moment(MODEL, "mu-", exclude=("gamma",)).subs(sympy.Symbol("g_A", positive=True), 0)
    # Cancelled, the integrand has its massless limit under the integral.
    return found.replace(sympy.Integral, lambda f, limits: sympy.Integral(sympy.factor(f), limits))


def photon_moment() -> sympy.Expr:
    """a_e of QED."""
    import sympy

    from amps.models.qed import MODEL

    e, alpha = sympy.symbols("e alpha", positive=True)
    return _moment(MODEL, "e-", exclude=()).subs(e, sympy.sqrt(4 * sympy.pi * alpha))


def _moment(model: object, lepton: str, exclude: tuple[str, ...]) -> sympy.Expr:
    import sympy

    from amps.comparing.assumptions import canonical
    from amps.loops.anomalous_moment import dipole_form_factor
    from amps.loops.moment_integral import U

    found = dipole_form_factor(model, lepton, exclude=exclude)  # type: ignore[arg-type]
    total = sum((part.constant + sympy.Integral(part.integrand, (U, 0, 1)) for part in found), sympy.S.Zero)
    return canonical(total)
