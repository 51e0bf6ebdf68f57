"""Numbers with errors as text and LaTeX: 0.241(43), the error in units of the last printed digits."""

from __future__ import annotations

from math import floor, isfinite, log10
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

EXACT_DIGITS = 10
"""Significant digits of a number without error."""

_SHOWN = 8
_ROUNDING = 1e-13
_SYMBOLS = {
    "width": r"\Gamma",
    "total_width": r"\Gamma_\mathrm{tot}",
    "cross_section": r"\sigma",
    "lifetime": r"\tau",
    "ctau": r"c\tau",
    "branching_fraction": r"\mathcal{B}",
    "eps": r"\varepsilon",
    "a_e": "a_e",
    "a_mu": r"a_\mu",
    "a_tau": r"a_\tau",
    "g_bsh": "g_{bsh}",
}


def format_number(value: float | complex, error: float = 0.0) -> str:
    """`value` with two digits of `error` in brackets, e.g. 0.241(43) or 1.2300(11)e-21.

    An error at the level of rounding is left out, and the value printed with EXACT_DIGITS digits.
    """
    if isinstance(value, complex):
        return f"{value:.{EXACT_DIGITS}g}"
    if not (isfinite(value) and isfinite(error)) or error < 0:
        return f"{value:.{EXACT_DIGITS}g} ± {error:.2g}"
    if error < _ROUNDING * abs(value) or error == 0:
        return f"{value:.{EXACT_DIGITS}g}"
    leading = _exponent(max(abs(value), error))
    exponent = leading if not -4 <= leading < 6 else 0
    scaled, spread = value / 10.0**exponent, error / 10.0**exponent
    decimals = 1 - _exponent(spread)
    if decimals <= 0:
        return f"{round(scaled, decimals):.0f}({round(spread, decimals):.0f})"
    digits = f"{spread:.{decimals}f}" if spread >= 1 else f"{spread * 10**decimals:.0f}"
    return f"{scaled:.{decimals}f}({digits})" + (f"e{exponent:+03d}" if exponent else "")


def format_value(value: Any, error: Any = 0.0) -> str:
    """A number, or an array of numbers, with errors."""
    return _format(value, error, format_number)


def format_latex(value: Any, error: Any, *, unit: str, quantity: str) -> str:
    r"""The equation `quantity` = value unit, e.g. $\Gamma = 1.23(45) \times 10^{-21}\ \mathrm{GeV}$."""
    symbol = _SYMBOLS.get(quantity, r"\mathrm{" + quantity.replace("_", r"\_") + "}")
    units = "" if unit == "1" else r"\ \mathrm{" + _latex_unit(unit) + "}"
    return f"${symbol} = {_format(value, error, _latex_number)}{units}$"


def _format(value: Any, error: Any, number: Callable[[Any, float], str]) -> str:
    if not hasattr(value, "shape") or value.shape == ():
        return number(value, float(error))
    import numpy as np

    values, errors = value.ravel(), np.broadcast_to(error, value.shape).ravel()
    shown = [number(v, float(e)) for v, e in zip(values[:_SHOWN], errors, strict=False)]
    return "[" + " ".join([*shown, *(["..."] if len(values) > _SHOWN else [])]) + "]"


def _exponent(x: float) -> int:
    """Decimal exponent of x > 0 after rounding to two digits (0.0996 counts as 0.10)."""
    exponent = floor(log10(x))
    return exponent + 1 if round(x / 10.0**exponent, 1) >= 10 else exponent


def _latex_number(value: Any, error: float) -> str:
    mantissa, _, exponent = format_number(value, error).partition("e")
    return mantissa if not exponent else rf"{mantissa} \times 10^{{{int(exponent)}}}"


def _latex_unit(unit: str) -> str:
    factors = unit.replace("/", " / ").split()
    return r"\,".join(
        f"{base}^{{{power}}}" if power else base for base, _, power in (f.partition("^") for f in factors)
    )
