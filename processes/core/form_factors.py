"""Nuclear form factors F(q^2) as SymPy expressions: F multiplies the amplitude, F^2 the rate, F(0) = 1.

Every shape is a function of q^2 = -Q^2 < 0 in GeV^2 on the symbols Z and A; a process names one by its option
`form_factor`, or takes any callable of q^2. Written so that they keep their digits as Q -> 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import sympy
from sympy import Piecewise, Rational, cos, exp, pi, sin, sinh, sqrt, tanh

from processes.core.charge_densities import FOURIER_BESSEL

FM = 1 / 0.1973269804
"""1 fm in GeV^-1."""
SMALL = Rational(1, 10)
"""Square of the argument below which series replace differences of nearly equal terms."""
FERMI_RADIUS, FERMI_SKIN = 1.03 * FM, 0.523 * FM
LIGHTEST_HELM, LIGHTEST_SCREENED = 7, 5
INVERSE_RADIUS = 1 / (1.2 * FM)
"""Of a nucleus with A = 1, GeV."""

Z, A, m_e, m_p = sympy.symbols("Z A m_e m_p", real=True)
Shape = Callable[[sympy.Expr], sympy.Expr]


def _sphere(x2: sympy.Expr) -> sympy.Expr:
    """j1(x)/x = (sin x - x cos x)/x^3 of x^2."""
    x = sqrt(x2)
    series = sum((-1) ** k * Rational(2 * (k + 1), sympy.factorial(2 * k + 3)) * x2**k for k in range(6))
    return Piecewise((series, x2 < SMALL), ((sin(x) - x * cos(x)) / (x * x2), True))


def _coth_excess(y2: sympy.Expr) -> sympy.Expr:
    """(y coth y - 1)/y^2 of y^2."""
    y = sqrt(y2)
    series = sum(Rational(4**k) * sympy.bernoulli(2 * k) / sympy.factorial(2 * k) * y2 ** (k - 1) for k in range(1, 9))
    return Piecewise((series, y2 < SMALL), ((y / tanh(y) - 1) / y2, True))


def point(q2: sympy.Expr) -> sympy.Expr:
    """F = 1."""
    return sympy.S.One


def helm(q2: sympy.Expr) -> sympy.Expr:
    """R. H. Helm, Phys. Rev. 104 (1956) 1466; radii of J. D. Lewin and P. F. Smith, Astropart. Phys. 6 (1996) 87."""
    c, a, s = 1.23 * A ** Rational(1, 3) - 0.60, 0.52, 0.9
    radius2 = (c**2 + 7 * pi**2 * a**2 / 3 - 5 * s**2) * FM**2
    return 3 * _sphere(-q2 * radius2) * exp(q2 * (s * FM) ** 2 / 2)


def fermi(q2: sympy.Expr) -> sympy.Expr:
    """Symmetrised Fermi density with r0 = 1.03 A^(1/3) fm and a = 0.523 fm; arXiv:1807.10973, appendix A."""
    x2, y2 = -q2 * (FERMI_RADIUS * A ** Rational(1, 3)) ** 2, -q2 * (pi * FERMI_SKIN) ** 2
    x, y = sqrt(x2), sqrt(y2)
    return 3 / (x2 + y2) * y / sinh(y) * (y2 * _coth_excess(y2) * sin(x) / x + x2 * _sphere(x2))


def fourier_bessel(q2: sympy.Expr) -> sympy.Expr:
    """Measured charge densities (`charge_densities`) of the tabulated elements; `fermi` for all others."""
    longest = max(len(a) for _, _, a in FOURIER_BESSEL.values())

    def of_element(values: Mapping[int, float], otherwise: float) -> sympy.Expr:
        return Piecewise(*((sympy.Float(v), sympy.Eq(Z, k)) for k, v in values.items()), (sympy.Float(otherwise), True))

    radius = of_element({k: r * FM for k, (_, r, _) in FOURIER_BESSEL.items()}, 1.0)
    norm = {
        k: sum((-1) ** n * c / (n * 3.141592653589793) ** 2 for n, c in enumerate(a, 1))
        for k, (_, _, a) in FOURIER_BESSEL.items()
    }
    x2 = -q2 * radius**2
    total: sympy.Expr = sympy.S.Zero
    for n in range(1, longest + 1):
        weights = {k: (-1) ** n * a[n - 1] / norm[k] for k, (_, _, a) in FOURIER_BESSEL.items() if n <= len(a)}
        total += of_element(weights, 0.0) / ((n * pi) ** 2 - x2)
    known = of_element(dict.fromkeys(FOURIER_BESSEL, 1.0), 0.0)
    return known * sin(sqrt(x2)) / sqrt(x2) * total + (1 - known) * fermi(q2)


def dipole(q2: sympy.Expr) -> sympy.Expr:
    """Dipole of a nucleon, (1 + Q^2/0.71 GeV^2)^-2."""
    return (1 - q2 / 0.71) ** -2


def _screened(q2: sympy.Expr, length: sympy.Expr) -> sympy.Expr:
    """a^2 t/(1 + a^2 t) with t = -q^2."""
    return -(length**2) * q2 / (1 - length**2 * q2)


def tsai_elastic(q2: sympy.Expr) -> sympy.Expr:
    """Atomic screening and nuclear size; Y.-S. Tsai, Rev. Mod. Phys. 46 (1974) 815, arXiv:0906.0580, eq. (A18)."""
    return _screened(q2, 111 * Z ** Rational(-1, 3) / m_e) / (1 - q2 / (0.164 * A ** Rational(-2, 3)))


def tsai(q2: sympy.Expr) -> sympy.Expr:
    """Square root of the elastic plus the inelastic part over Z^2; the proton's bracket as in arXiv:2401.06843."""
    inelastic = _screened(q2, 773 * Z ** Rational(-2, 3) / m_e) ** 2 / Z
    proton = (1 - q2 * (2.79**2 - 1) / (4 * m_p**2)) / (1 - q2 / 0.71) ** 4
    return sqrt(tsai_elastic(q2) ** 2 + inelastic * proton)


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {f.__name__: f for f in (point, helm, fourier_bessel, fermi, dipole, tsai_elastic, tsai)}
)
"""Shapes by the name that the option `form_factor` gives them."""


def shapes(default: str) -> tuple[str, ...]:
    """Values of the option `form_factor` with the default first."""
    return (default, *(name for name in SHAPES if name != default))


def nuclear_form_factor(options: Mapping[str, Any], q2: sympy.Expr) -> sympy.Expr:
    """The shape that the option `form_factor` names, or its value where it is a callable of q^2.

    1 for the squared mass of a boson that the nucleus radiates: the shapes describe the exchange of q^2 < 0.
    """
    if q2.is_nonnegative:
        return sympy.S.One
    chosen = options["form_factor"]
    return sympy.sympify(chosen(q2) if callable(chosen) else SHAPES[chosen](q2))


def form_factor_warnings(options: Mapping[str, Any], parameters: Mapping[str, Any]) -> tuple[str, ...]:
    """What to say about a form factor used outside the range it was made for."""
    if options.get("contribution") == "incoherent":
        return ()
    number, found = parameters["A"], []
    if "contribution" in options and number == 1:
        found.append("a single nucleon scatters incoherently alone; use contribution=incoherent")
    if options.get("target_emission"):
        if options.get("mediator", "vector") != "vector":
            found.append(f"the nucleus radiates vectors only: target_emission adds nothing to a {options['mediator']}")
        elif parameters["m_Ap"] > INVERSE_RADIUS / number ** (1 / 3):
            found.append("the nucleus radiates as a point charge, which m_Ap above its inverse radius would resolve")
    return (*_shape_warnings(options["form_factor"], parameters["Z"], number), *found)


def _shape_warnings(chosen: Any, charge: Any, number: Any) -> tuple[str, ...]:
    if chosen == "fourier_bessel":
        if charge not in FOURIER_BESSEL:
            known = ", ".join(map(str, FOURIER_BESSEL))
            return (f"fourier_bessel is tabulated for Z = {known}, not {charge:g}: the Fermi density is used",)
        measured = FOURIER_BESSEL[charge][0]
        return () if number == measured else (f"fourier_bessel is that of A = {measured}, not {number:g}",)
    if chosen == "helm" and number < LIGHTEST_HELM:
        return (f"the Helm form factor is made for A >= {LIGHTEST_HELM}, not {number:g}",)
    if chosen in ("tsai", "tsai_elastic") and charge < LIGHTEST_SCREENED:
        return (f"{chosen} holds Thomas-Fermi screening lengths for Z >= {LIGHTEST_SCREENED}, not {charge:g}",)
    if chosen == "dipole" and number > 1:
        return (f"the dipole form factor is that of a nucleon, not of A = {number:g}",)
    return ()
