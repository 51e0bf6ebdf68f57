"""From a process and its arguments to an Estimate: exact shortcuts first, then quadrature, then VEGAS."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from processes.core.estimate import Estimate
from processes.core.unstable import with_widths
from processes.core.vectorised import over_arrays
from processes.core.velocity import with_energy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from processes.core.options import Arguments, Settings
    from processes.core.process import Process

QUADRATURE_DIMENSIONS = 3


def compute_rate(process: Process, arguments: Arguments) -> Estimate:
    """The rate of a process; array and gvar parameters are taken apart first."""
    used = {name: arguments.parameters[name] for name in process.arguments}
    return over_arrays(used, lambda values: _rate_at(process, values, arguments.settings))


def _rate_at(process: Process, parameters: Mapping[str, float], settings: Settings) -> Estimate:
    start = time.perf_counter()
    parameters = with_energy(process, parameters)
    below = is_below_threshold(process, parameters)
    if not below:
        parameters = with_widths(process, parameters)
    decay = process.quantity == "width"
    unit = "GeV" if decay else "GeV^-2"
    common: dict[str, Any] = {
        "quantity": process.quantity,
        "id": process.id,
        "reaction": process.reaction,
        "parameters": {**parameters, **process.chosen},
        "references": process.sources,
    }
    wanted = settings.unit or ("GeV" if decay else "pb")
    if below:
        return Estimate.below_threshold(unit=unit, **common).to(wanted)
    closed = process.closed_form(process.quantity)
    if settings.method == "closed form" and closed is None:
        raise ValueError(
            f"{process.id or process.reaction} has no closed form; use method 'quadrature', 'vegas' or 'auto'"
        )
    if closed is not None and settings.cuts is None and settings.method in ("auto", "closed form"):
        value = evaluate_closed_form(closed, parameters)
        found = Estimate(value=value, unit=unit, method="closed form", seconds=time.perf_counter() - start, **common)
    else:
        found = _integrated(process, parameters, settings, unit, common, start)
    return found.to(wanted)


def is_below_threshold(process: Process, parameters: Mapping[str, float]) -> bool:
    """True when the available energy does not exceed the final masses (nor, for scattering, the initial ones)."""
    masses, incoming = process.masses(parameters), len(process.parsed.initial)
    initial, final = sum(masses[:incoming]), sum(masses[incoming:])
    if process.quantity == "width":
        return final >= initial
    energy = parameters["sqrt_s"]
    return energy <= final or energy <= initial


def evaluate_closed_form(expression: Any, parameters: Mapping[str, float]) -> float:
    """A SymPy closed form at these parameters, with double precision and as many digits more as it takes."""
    values = {symbol: parameters[symbol.name] for symbol in expression.free_symbols}
    number = expression.evalf(17, subs=values, maxn=200)
    return float(number)


def flux_factor(process: Process, parameters: Mapping[str, float]) -> float:
    """1/(2M) of a decay or 1/(4 p sqrt(s)) of a collision, times the identical-particle factor."""
    from amps.kinematics import breakup_momentum

    masses = process.masses(parameters)[: len(process.parsed.initial)]
    symmetry = float(process.parsed.symmetry_factor)
    if len(masses) == 1:
        return symmetry / (2 * masses[0])
    energy = parameters["sqrt_s"]
    return float(symmetry / (4 * breakup_momentum(energy, masses[0], masses[1]) * energy))


def _integrated(
    process: Process,
    parameters: Mapping[str, float],
    settings: Settings,
    unit: str,
    common: Mapping[str, Any],
    start: float,
) -> Estimate:
    import numpy as np

    from processes.core.integrand import Integrand

    integrand = Integrand.of(process)
    factor = flux_factor(process, parameters)
    dimension = integrand.dimension
    function = integrand.bind(parameters)
    method = settings.method
    if dimension == 0:
        value = float(function(np.zeros((1, 0)))[0]) * factor
        return Estimate(
            value=value, unit=unit, method="closed form", n_evaluations=1, seconds=time.perf_counter() - start, **common
        )
    if method == "auto":
        method = "quadrature" if dimension == 1 else "vegas"
    if method == "quadrature":
        if dimension > QUADRATURE_DIMENSIONS:
            raise ValueError(
                f"quadrature serves up to {QUADRATURE_DIMENSIONS} dimensions, this rate has {dimension}; use 'vegas'"
            )
        from processes.numerics.quadrature import gauss_kronrod, gauss_legendre

        rtol = min(settings.rtol, 1e-8)
        if dimension == 1:
            result: Any = gauss_kronrod(function, rtol=rtol)
        else:
            result = gauss_legendre(function, dimension, rtol=rtol)
        extra: dict[str, Any] = {}
    else:
        from processes.numerics.integrate import integrate

        result = integrate(
            function,
            dimension,
            rtol=settings.rtol,
            neval=settings.neval,
            seed=settings.seed,
            workers=settings.workers,
            progress=settings.progress,
        )
        extra = {"chi2_dof": result.chi2_dof, "Q": result.Q, "n_bad": result.n_bad, "seed": result.seed}
    return Estimate(
        value=result.value * factor,
        error=result.error * factor,
        unit=unit,
        method=method,  # type: ignore[arg-type]
        converged=result.converged,
        warnings=result.warnings,
        n_evaluations=result.n_evaluations * integrand.channels,
        seconds=time.perf_counter() - start,
        **extra,
        **common,
    )
