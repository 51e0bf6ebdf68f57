"""Parton densities of the proton: the analytic GRV94 LO set, embedded, and any LHAPDF6 grid.

A set gives x f(x, Q^2) per flavour: "u" "d" "s" "c" "b" "g" and "ubar" "dbar" "sbar" "cbar" "bbar". GRV94 LO is the
parametrisation of Glueck, Reya, Vogt, Z. Phys. C67 (1995) 433 (1e-5 < x < 1, 0.4 < Q^2 < 1e6 GeV^2): evolved from
mu^2 = 0.23 GeV^2 with Lambda = 0.2322 GeV, its only variable is s = ln[ln(Q^2/Lambda^2)/ln(mu^2/Lambda^2)].
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Real = NDArray[np.float64]

QUARKS = ("d", "u", "s", "c", "b")
ANTIQUARKS = tuple(f"{q}bar" for q in QUARKS)
FLAVOURS = (*QUARKS, *ANTIQUARKS, "g")
_ISOSPIN = {"u": "d", "d": "u", "ubar": "dbar", "dbar": "ubar"}

_MU2 = 0.23
_LAMBDA2 = 0.2322**2
_X_RANGE = (1e-5, 1.0)
_Q2_RANGE = (0.4, 1e6)


class PartonDensities(Protocol):
    """A set of parton densities of the proton."""

    @property
    def name(self) -> str:
        """Name of the set."""

    def xf(self, flavour: str, x: ArrayLike, q2: float) -> Real:
        """X f(x, Q^2) of one flavour."""


def in_nucleus(densities: PartonDensities, flavour: str, x: ArrayLike, q2: float, Z: int, A: int) -> Real:
    """X f of the average nucleon of a nucleus: Z protons, A - Z neutrons by isospin, no nuclear effects.

    Raises ValueError unless 0 <= Z <= A and A > 0.
    """
    if not (0 <= Z <= A and A > 0):
        raise ValueError(f"a nucleus has 0 <= Z <= A, not Z = {Z}, A = {A}")
    proton = densities.xf(flavour, x, q2)
    neutron = densities.xf(_ISOSPIN.get(flavour, flavour), x, q2)
    return (Z * proton + (A - Z) * neutron) / A


@dataclass(frozen=True)
class GRV94:
    """The GRV94 LO set."""

    name: str = "GRV94 LO"

    def xf(self, flavour: str, x: ArrayLike, q2: float) -> Real:
        """X f(x, Q^2). Raises ValueError outside the range of the set, KeyError for an unknown flavour."""
        points = np.asarray(x, dtype=float)
        if flavour not in FLAVOURS:
            raise KeyError(f"no parton is called {flavour!r}; there are {', '.join(FLAVOURS)}")
        _check_range(self.name, points, q2, _X_RANGE, _Q2_RANGE)
        s = math.log(math.log(q2 / _LAMBDA2) / math.log(_MU2 / _LAMBDA2))
        match flavour:
            case "g":
                return _gluon(points, s)
            case "u":
                return _u_valence(points, s) + (_light_sea(points, s) - _asymmetry(points, s)) / 2
            case "d":
                return _d_valence(points, s) + (_light_sea(points, s) + _asymmetry(points, s)) / 2
            case "ubar":
                return (_light_sea(points, s) - _asymmetry(points, s)) / 2
            case "dbar":
                return (_light_sea(points, s) + _asymmetry(points, s)) / 2
        return {"s": _strange, "c": _charm, "b": _bottom}[flavour[0]](points, s)


def _check_range(name: str, x: Any, q2: float, xs: tuple[float, float], q2s: tuple[float, float]) -> None:
    if not (np.all(x >= xs[0] * (1 - 1e-12)) and np.all(x <= xs[1])):
        raise ValueError(f"{name} holds for {xs[0]:g} < x < {xs[1]:g}; found {np.min(x):g} to {np.max(x):g}")
    if not q2s[0] <= q2 <= q2s[1]:
        raise ValueError(f"{name} holds for {q2s[0]:g} < Q^2 < {q2s[1]:g} GeV^2; found {q2:g}")


def _valence(x: Real, N: float, a: float, b: float, A: float, B: float, C: float, D: float) -> Real:
    """N x^a (1 + A x^b + x (B + C sqrt(x))) (1-x)^D."""
    return np.asarray(N * x**a * (1 + A * x**b + x * (B + C * np.sqrt(x))) * (1 - x) ** D)


def _radiative(x: Real, s: float, powers: tuple[float, float], shape: tuple[float, ...], E: float, Es: float) -> Real:
    """[x^a (A + x (B + x C)) L^b + s^alpha exp(-E + sqrt(Es s^beta L))] (1-x)^D with L = ln(1/x)."""
    (alpha, beta), (a, b, A, B, C, D) = powers, shape
    # L^b with b < 0 diverges at x = 1, where the whole vanishes
    log = np.maximum(-np.log(x), 1e-30)
    inner = x**a * (A + x * (B + x * C)) * log**b + s**alpha * np.exp(-E + np.sqrt(Es * s**beta * log))
    return np.asarray(np.where(x < 1, inner * (1 - x) ** D, 0.0))


def _heavy(
    x: Real, s: float, start: float, powers: tuple[float, float], shape: tuple[float, ...], E: float, Es: float
) -> Real:
    """(s-s0)^alpha L^-a (1 + A sqrt(x) + B x) (1-x)^D exp(-E + sqrt(Es s^beta L)), nothing below s0."""
    if s <= start:
        return np.zeros_like(x)
    (alpha, beta), (a, A, B, D) = powers, shape
    log = np.maximum(-np.log(x), 1e-30)
    growth = (s - start) ** alpha * log**-a * np.exp(-E + np.sqrt(Es * s**beta * log))
    return np.asarray(np.where(x < 1, growth * (1 + A * np.sqrt(x) + B * x) * (1 - x) ** D, 0.0))


def _u_valence(x: Real, s: float) -> Real:
    return _valence(
        x,
        2.284 + 0.802 * s + 0.055 * s**2,
        0.590 - 0.024 * s,
        0.131 + 0.063 * s,
        -0.449 - 0.138 * s - 0.076 * s**2,
        0.213 + 2.669 * s - 0.728 * s**2,
        8.854 - 9.135 * s + 1.979 * s**2,
        2.997 + 0.753 * s - 0.076 * s**2,
    )


def _d_valence(x: Real, s: float) -> Real:
    return _valence(
        x,
        0.371 + 0.083 * s + 0.039 * s**2,
        0.376,
        0.486 + 0.062 * s,
        -0.509 + 3.310 * s - 1.248 * s**2,
        12.41 - 10.52 * s + 2.267 * s**2,
        6.373 - 6.208 * s + 1.418 * s**2,
        3.691 + 0.799 * s - 0.071 * s**2,
    )


def _asymmetry(x: Real, s: float) -> Real:
    """X (dbar - ubar)."""
    return _valence(
        x,
        0.082 + 0.014 * s + 0.008 * s**2,
        0.409 - 0.005 * s,
        0.799 + 0.071 * s,
        -38.07 + 36.13 * s - 0.656 * s**2,
        90.31 - 74.15 * s + 7.645 * s**2,
        0.0,
        7.486 + 1.217 * s - 0.159 * s**2,
    )


def _light_sea(x: Real, s: float) -> Real:
    """X (ubar + dbar)."""
    shape = (
        0.410 - 0.232 * s,
        0.534 - 0.457 * s,
        0.890 - 0.140 * s,
        -0.981,
        0.320 + 0.683 * s,
        4.752 + 1.164 * s + 0.286 * s**2,
    )
    return _radiative(x, s, (1.451, 0.271), shape, 4.119 + 1.713 * s, 0.682 + 2.978 * s)


def _gluon(x: Real, s: float) -> Real:
    shape = (
        1.742 - 0.930 * s,
        -0.399 * s**2,
        7.486 - 2.185 * s,
        16.69 - 22.74 * s + 5.779 * s**2,
        -25.59 + 29.71 * s - 7.296 * s**2,
        2.792 + 2.215 * s + 0.422 * s**2 - 0.104 * s**3,
    )
    return _radiative(x, s, (0.524, 1.088), shape, 0.807 + 2.005 * s, 3.841 + 0.316 * s)


def _strange(x: Real, s: float) -> Real:
    root = math.sqrt(s)
    shape = (
        1.798 - 0.596 * s,
        -5.548 + 3.669 * root - 0.616 * s,
        18.92 - 16.73 * root + 5.168 * s,
        6.379 - 0.350 * s + 0.142 * s**2,
    )
    return _heavy(x, s, 0.0, (0.914, 0.577), shape, 3.981 + 1.638 * s, 6.402)


def _charm(x: Real, s: float) -> Real:
    shape = (0.0, 0.0, 4.24 - 0.804 * s, 3.46 - 1.076 * s)
    return _heavy(x, s, 0.888, (1.01, 0.37), shape, 4.61 + 1.49 * s, 2.555 + 1.961 * s)


def _bottom(x: Real, s: float) -> Real:
    shape = (0.0, 0.0, 1.848, 2.929 + 1.396 * s)
    return _heavy(x, s, 1.351, (1.0, 0.51), shape, 4.71 + 1.514 * s, 4.02 + 1.239 * s)
