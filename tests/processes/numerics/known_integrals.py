"""Twenty integrals over the unit cube with known values: smooth, peaked, singular, cut and ridged."""

from math import asinh, atan, e, erf, factorial, log, pi, sqrt

import numpy as np


def _gaussian(x, width):
    return np.exp(-(((x - 0.5) / width) ** 2).sum(axis=1))


def _gaussian_value(width, dimension):
    return (sqrt(pi) * width * erf(0.5 / width)) ** dimension


def _ridge(x):
    return np.exp(-50 * (x[:, 0] - x[:, 1]) ** 2)


# Int_0^1 Int_0^1 exp(-a (x-y)^2) = sqrt(pi/a) erf(sqrt a) + (exp(-a) - 1)/a
RIDGE = sqrt(pi / 50) * erf(sqrt(50)) + (np.exp(-50) - 1) / 50

KNOWN = {
    # name: (dimension, integrand, value)
    "power_1d": (1, lambda x: 6 * x[:, 0] ** 5, 1.0),
    "exponential_1d": (1, lambda x: np.exp(x[:, 0]), e - 1),
    "root_1d": (1, lambda x: np.sqrt(x[:, 0]), 2 / 3),
    "singular_1d": (1, lambda x: x[:, 0] ** -0.25, 4 / 3),
    "logarithm_1d": (1, lambda x: -np.log(x[:, 0]), 1.0),
    "breit_wigner_1d": (1, lambda x: 1e-3 / ((x[:, 0] - 0.3) ** 2 + 1e-6), atan(700) + atan(300)),
    "oscillation_1d": (1, lambda x: 1 + np.cos(20 * pi * x[:, 0]), 1.0),
    "decay_2d": (2, lambda x: np.exp(-x[:, 0]) * (1 + x[:, 1] ** 2), (1 - 1 / e) * 4 / 3),
    "dalitz_2d": (2, lambda x: x[:, 0] * (1 - x[:, 0]) * x[:, 1] ** 2, 1 / 18),
    "gaussian_2d": (2, lambda x: _gaussian(x, 0.1), _gaussian_value(0.1, 2)),
    "ridge_2d": (2, _ridge, RIDGE),
    "collinear_2d": (2, lambda x: 1 / (x[:, 0] + 1e-4) * (1 + x[:, 1]), log(1.0001 / 1e-4) * 1.5),
    "disc_2d": (2, lambda x: (x[:, 0] ** 2 + x[:, 1] ** 2 < 1) * 1.0, pi / 4),
    "kink_2d": (2, lambda x: np.abs(x[:, 0] - 1 / 3) + x[:, 1], 5 / 18 + 1 / 2),
    "hyperbola_2d": (2, lambda x: 1 / np.sqrt(1 + x[:, 0] ** 2) * x[:, 1], asinh(1.0) / 2),
    "two_peaks_3d": (3, lambda x: _gaussian(x - 0.2, 0.1) + _gaussian(x + 0.2, 0.1), None),
    "corner_3d": (3, lambda x: (1 + x.sum(axis=1)) ** -4, 1 / (factorial(3) * 4)),
    "product_4d": (4, lambda x: np.prod(2 * x, axis=1), 1.0),
    "simplex_4d": (4, lambda x: (x.sum(axis=1) < 2) * 1.0, 1 / 2),
    "exponential_6d": (6, lambda x: np.exp(x.sum(axis=1)), (e - 1) ** 6),
}
_side = sqrt(pi) * 0.1 / 2 * (erf(7) + erf(3))
KNOWN["two_peaks_3d"] = (3, KNOWN["two_peaks_3d"][1], 2 * _side**3)

SUMS = {
    # name: (dimension, channels, value)
    "peaks_3d": (3, (lambda x: _gaussian(x - 0.2, 0.1), lambda x: _gaussian(x + 0.2, 0.1)), 2 * _side**3),
    "shares_2d": (
        2,
        (
            lambda x: 3 * x[:, 0] ** 2 * (1 + x[:, 1]) * x[:, 1],
            lambda x: x[:, 0] ** 3 * 2 * x[:, 1],
            lambda x: 1e-3 / (x[:, 0] + 1e-3) ** 2 / 1000,
        ),
        1 / 2 + 1 / 3 + 1 / 4 + 1 / 1.001 / 1000,
    ),
    "cut_4d": (4, (lambda x: (x.sum(axis=1) < 2) * x[:, 0], lambda x: (x.sum(axis=1) < 2) * (1 - x[:, 0])), 1 / 2),
}
