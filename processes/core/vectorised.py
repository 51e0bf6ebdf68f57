"""Array-valued and gvar parameters: a rate computed point by point, parameter errors propagated linearly."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from processes.core.estimate import Estimate

_COUNTED = re.compile(r"(\d+) of (\d+) (points .*)")
_STEP = 0.05
"""Difference step in units of a parameter's standard deviation."""


def over_arrays(parameters: Mapping[str, Any], compute: Callable[[Mapping[str, float]], Estimate]) -> Estimate:
    """`compute` at scalar parameters, mapped over arrays (one Estimate with array value) and gvars.

    Raises ValueError for arrays whose shapes do not fit together.
    """
    import numpy as np

    arrays = {name: np.asarray(value) for name, value in parameters.items() if np.ndim(value)}
    if not arrays:
        return _with_errors(parameters, compute)
    try:
        broadcast = dict(zip(arrays, np.broadcast_arrays(*arrays.values()), strict=True))
    except ValueError as error:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ValueError(
            f"the shapes of the arrays do not fit together: {shapes}; they follow NumPy's rules"
        ) from error
    shape = next(iter(broadcast.values())).shape
    found = []
    for k in np.ndindex(shape):
        point = {name: value[k] if value.dtype == object else float(value[k]) for name, value in broadcast.items()}
        found.append(_with_errors({**parameters, **point}, compute))
    first = found[0]

    def column(name: str) -> Any:
        return np.array([getattr(e, name) for e in found]).reshape(shape)

    parametric = None
    if any(e.parametric is not None for e in found):
        parametric = np.array([e.value if e.parametric is None else e.parametric for e in found], dtype=object).reshape(
            shape
        )
    qualities = [e.chi2_dof for e in found if e.chi2_dof is not None]
    probabilities = [e.Q for e in found if e.Q is not None]
    methods = {e.method for e in found}
    return replace(
        first,
        value=column("value"),
        error=column("error"),
        method="vegas" if "vegas" in methods else "quadrature" if "quadrature" in methods else "closed form",
        converged=all(e.converged for e in found),
        warnings=_together([w for e in found for w in e.warnings]),
        chi2_dof=max(qualities, default=None),
        Q=min(probabilities, default=None),
        n_evaluations=sum(e.n_evaluations for e in found),
        n_bad=sum(e.n_bad for e in found),
        seconds=sum(e.seconds for e in found),
        parameters={**first.parameters, **_varying(found, shape), **arrays},
        parametric=parametric,
    )


def _together(warnings: Sequence[str]) -> tuple[str, ...]:
    """Each warning once; of those that count points, "3 of 100 points ...", one with the sums."""
    sums: dict[str, tuple[int, int]] = {}
    for warning in warnings:
        counted = _COUNTED.match(warning)
        part, whole = map(int, counted.groups()[:2]) if counted else (0, 0)
        rest = counted[3] if counted else warning
        before = sums.get(rest, (0, 0))
        sums[rest] = before[0] + part, before[1] + whole
    return tuple(f"{part} of {whole} {rest}" if whole else rest for rest, (part, whole) in sums.items())


def _varying(found: Sequence[Estimate], shape: tuple[int, ...]) -> dict[str, Any]:
    """Parameters that follow from others (sqrt_s from v, a width) and differ from point to point, as arrays."""
    import numpy as np

    columns = {name: [e.parameters[name] for e in found] for name in found[0].parameters}
    return {
        name: np.array(values).reshape(shape)
        for name, values in columns.items()
        if all(isinstance(value, float) for value in values) and len(set(values)) > 1
    }


def _with_errors(parameters: Mapping[str, Any], compute: Callable[[Mapping[str, float]], Estimate]) -> Estimate:
    """Linear propagation of gvar parameters by central differences with the same random numbers."""
    uncertain = {name: value for name, value in parameters.items() if hasattr(value, "sdev")}
    central = {name: float(value.mean) if name in uncertain else value for name, value in parameters.items()}
    estimate = compute(central)
    if not uncertain:
        return estimate
    total = estimate.value
    for name, value in uncertain.items():
        step = _STEP * float(value.sdev)
        if step == 0:
            continue
        up, down = (compute({**central, name: central[name] + s * step}) for s in (1, -1))
        total = total + (up.value - down.value) / (2 * step) * (value - value.mean)
    shown = {**estimate.parameters, **uncertain}
    return replace(estimate, parametric=total, parameters=shown)
