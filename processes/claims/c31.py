"""The average of three trident measurements and the scale it implies."""

from __future__ import annotations

from processes.claims.claim import Claim, Statement
from processes.claims.judging import APPROXIMATE, number

MEASURED = ((1.58, 0.57), (0.82, 0.28), (0.67, 0.27))


def average() -> tuple[float, float]:
    """Weighted mean and its error."""
    weights = [1 / error**2 for _, error in MEASURED]
    mean = sum(w * x for w, (x, _) in zip(weights, MEASURED, strict=True)) / sum(weights)
    return mean, sum(weights) ** -0.5


def smallest_scale() -> float:
    """v_phi in GeV where the derived ratio is two standard deviations above the average."""
    import sympy

    from processes.claims.c30 import ratio
    from processes.core.constants import CONSTANTS

    mean, error = average()
    v_phi = sympy.Symbol("v_phi", positive=True)
    values = {"s2w": float(CONSTANTS["s2w"].default), "v": float(CONSTANTS["v"].default)}
    found = ratio()
    found = found.subs({x: values[x.name] for x in found.free_symbols if x.name in values})
    return float(sympy.nsolve(found - (mean + 2 * error), v_phi, 700))


CLAIM = Claim(
    title="average of the trident measurements",
    source="T3 (35)-(39)",
    printed=r"1.58\pm0.57,\ 0.82\pm0.28,\ 0.67\pm0.27\ \to\ 0.83\pm0.18,\quad v_\phi>750\,\mathrm{GeV}",
    statements=(
        Statement("mean", number(0.83, lambda: average()[0], 0.006)),
        Statement("error", number(0.18, lambda: average()[1], 0.03)),
        Statement("v_phi in GeV at two standard deviations", number(750.0, smallest_scale, APPROXIMATE)),
    ),
    note="the print does not say at which confidence v_phi is excluded: one-sided 95 % would give about 900 GeV",
)
