"""Measured charge densities of nuclei as Fourier-Bessel coefficients.

H. de Vries, C. W. de Jager and C. de Vries, At. Data Nucl. Data Tables 36 (1987) 495; G. Fricke et al., ibid. 60 (1995)
177. rho(r) = sum a_n j0(n pi r/R) inside R, normalised to Z.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def _row(A: int, radius: float, coefficients: str) -> tuple[int, float, tuple[float, ...]]:
    return A, radius, tuple(float(a) for a in coefficients.split())


FOURIER_BESSEL: Mapping[int, tuple[int, float, tuple[float, ...]]] = MappingProxyType(
    {
        6: _row(
            12,
            8.0,
            ".015737 .038897 .037085 .014795 -.0044831 -.010057 -.0068696 -.0028813 -.00077229 6.6908e-5 1.0636e-4 "
            "-3.6864e-5 -5.0135e-6 9.455e-6 -4.7687e-6",
        ),
        8: _row(
            16,
            8.0,
            ".020238 .044793 .033533 .003503 -.012293 -.010329 -.0034036 -.00041627 -.00094435 -.00025771 .00023759 "
            "-.00010603 4.148e-5",
        ),
        13: _row(
            27,
            7.0,
            ".043418 .060298 .002895 -.023522 -.0079791 .002301 .0010794 1.2574e-4 -1.3021e-4 5.6563e-5 -1.8011e-5 "
            "4.2869e-6",
        ),
        14: _row(
            28,
            8.0,
            ".033495 .059533 .020979 -.0169 -.014998 -9.3248e-4 .0033266 5.9244e-4 -4.0013e-4 1.2242e-4 -1.2994e-5 "
            "-9.2784e-6 7.2595e-6 -4.2096e-6",
        ),
        18: _row(
            40,
            9.0,
            ".030451 .055337 .020203 -.016765 -.013578 -4.3204e-5 9.1988e-4 -4.1205e-4 1.1971e-4 -1.9801e-5 -4.3204e-6 "
            "6.1205e-6 -3.7803e-6 1.8001e-6 -7.7407e-7",
        ),
        26: _row(
            56,
            9.0,
            ".042018 .062337 2.3995e-4 -.032776 -.0079941 .010844 .0049123 -.0022144 -1.8146e-4 3.7261e-4 -2.3296e-4 "
            "1.1494e-4 -5.0596e-5 2.0652e-5 -7.9428e-6 2.8986e-6 -1.0075e-6",
        ),
        82: _row(
            208,
            11.0,
            ".062732 .038542 -.055105 -.002699 .031016 -.0099486 -.0093012 .0076653 .0020885 -.001784 7.4876e-5 "
            "3.2278e-4 -1.1353e-4",
        ),
    }
)
"""Z -> (A, R in fm, a_n from n = 1)."""
