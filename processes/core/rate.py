"""From a process and its arguments to an Estimate: exact shortcuts first, then quadrature, then VEGAS."""

from __future__ import annotations

import time
from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING, Any, Literal

from processes.core.beam import with_beam
from processes.core.estimate import Estimate
from processes.core.resonance import check_no_pole, notes_on_poles
from processes.core.unstable import with_widths
from processes.core.vectorised import over_arrays
from processes.core.velocity import with_energy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from processes.core.integrand import Repeats
    from processes.core.options import Arguments, Settings
    from processes.core.process import Process
    from processes.numerics.integrate import Integral
    from processes.numerics.maps import Maps

QUADRATURE_DIMENSIONS = 3
VANISHING_POINTS = 64
"""At which |M|^2 must be zero to be taken for zero everywhere."""
VANISHES = "|M|^2 vanishes at every point"


def compute_rate(process: Process, arguments: Arguments, maps: Maps | None = None) -> Estimate:
    """The rate of a process; array and gvar parameters are taken apart first. VEGAS starts from `maps`."""
    used = {name: arguments.parameters[name] for name in process.arguments}
    return over_arrays(used, lambda values: _rate_at(process, values, arguments.settings, maps))


def _rate_at(
    process: Process, parameters: Mapping[str, float], settings: Settings, maps: Maps | None = None
) -> Estimate:
    start = time.perf_counter()
    parameters = with_beam(process, with_energy(process, parameters))
    if settings.cuts is not None:
        from processes.core.cuts import parse_cuts

        parse_cuts(process, settings.cuts)
    check_no_pole(process, parameters)
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
    notes = notes_on_poles(process, parameters)
    closed = process.closed_form(process.quantity)
    if settings.method == "closed form" and closed is None:
        raise ValueError(
            f"{process.id or process.reaction} has no closed form; use method 'quadrature', 'vegas' or 'auto'"
        )
    if settings.method == "closed form" and settings.cuts is not None:
        raise ValueError("a closed form is the whole rate: with cuts use method 'quadrature', 'vegas' or 'auto'")
    if closed is not None and settings.cuts is None and settings.method in ("auto", "closed form"):
        value = evaluate_closed_form(closed, parameters)
        found = Estimate(value=value, unit=unit, method="closed form", seconds=time.perf_counter() - start, **common)
    else:
        found = _integrated(process, parameters, settings, unit, common, start, maps)
    notes += process.validity(process.chosen, parameters) if process.validity else ()
    return replace(found, warnings=(*found.warnings, *notes)).to(wanted)


def prepare(process: Process, parameters: Mapping[str, Any]) -> dict[str, float]:
    """Parameters with energies and widths resolved. Raises ValueError below threshold."""
    found = with_beam(process, with_energy(process, parameters))
    if is_below_threshold(process, found):
        raise ValueError(
            f"{process.id or process.reaction} is below threshold at these parameters: there is no spectrum"
        )
    return dict(with_widths(process, found))


def estimate_of(
    process: Process, parameters: Mapping[str, Any], settings: Settings, run: Integral, repeats: Repeats
) -> Estimate:
    """The rate that a VEGAS run over the integrand's cube stands for, in the unit that the settings ask for."""
    factor, is_decay = flux_factor(process, parameters), process.quantity == "width"
    if run.value == 0:
        check_not_empty(process, parameters, settings)
    return Estimate(
        value=run.value * factor,
        error=run.error * factor,
        unit="GeV" if is_decay else "GeV^-2",
        quantity=process.quantity,
        method="vegas",
        converged=run.converged,
        warnings=(*run.warnings, *repeats.notes(run.n_evaluations, settings.workers)),
        chi2_dof=run.chi2_dof,
        Q=run.Q,
        n_evaluations=run.n_evaluations,
        n_bad=run.n_bad,
        seed=run.seed,
        seconds=run.seconds,
        parameters={**parameters, **process.chosen},
        references=process.sources,
        id=process.id,
        reaction=process.reaction,
    ).to(settings.unit or ("GeV" if is_decay else "pb"))


def is_below_threshold(process: Process, parameters: Mapping[str, float]) -> bool:
    """True when the available energy does not exceed the final masses (nor, for scattering, the initial ones)."""
    masses, incoming = process.masses(parameters), len(process.parsed.initial)
    initial, final = sum(masses[:incoming]), sum(masses[incoming:])
    if process.quantity == "width":
        return final >= initial
    energy = parameters["sqrt_s"]
    if process.beam and parameters[process.beam] <= masses[0]:
        return True
    return energy <= final or energy <= initial


def evaluate_closed_form(expression: Any, parameters: Mapping[str, float]) -> float:
    """A SymPy closed form at these parameters, with double precision and as many digits more as it takes."""
    values = {symbol: parameters[symbol.name] for symbol in expression.free_symbols}
    number = expression.evalf(17, subs=values, maxn=200)
    return float(number)


def flux_factor(process: Process, parameters: Mapping[str, float]) -> float:
    """1/(2M) of a decay or 1/(4 p sqrt(s)) of a collision, times the identical-particle factor."""
    from amps.phase_space.arithmetic import exact_sum

    masses = process.masses(parameters)[: len(process.parsed.initial)]
    symmetry = float(process.parsed.symmetry_factor)
    if len(masses) == 1:
        return symmetry / (2 * masses[0])
    energy, (one, two) = parameters["sqrt_s"], masses
    # the kinetic energy near threshold is a small difference: lambda in factors keeps its digits
    kallen = exact_sum([energy, -one, -two]) * (energy + one + two) * (energy - one + two) * (energy + one - two)
    return float(symmetry / (2 * sqrt(kallen)))


def _integrated(
    process: Process,
    parameters: Mapping[str, float],
    settings: Settings,
    unit: str,
    common: Mapping[str, Any],
    start: float,
    maps: Maps | None = None,
) -> Estimate:
    import numpy as np

    from processes.core.integrand import Integrand, Repeats
    from processes.core.model_parameters import require_form_factors
    from processes.core.regions import check_finite

    require_form_factors(process)
    integrand = Integrand.of(process, settings.cuts)
    check_finite(process, integrand.cut, parameters)
    factor = flux_factor(process, parameters)
    dimension = integrand.dimension
    repeats = Repeats()
    functions = integrand.bind(parameters, repeats)

    def function(x: Any) -> Any:
        return sum(part(x) for part in functions)

    method = settings.method
    if dimension == 0:
        value = float(function(np.zeros((1, 0)))[0]) * factor
        if value == 0:
            check_not_empty(process, parameters, settings)
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
            result: Any = gauss_kronrod(function, rtol=rtol, has_edges=settings.cuts is not None)
        else:
            result = gauss_legendre(function, dimension, rtol=rtol)
        extra: dict[str, Any] = {}
        n_evaluations = result.n_evaluations * len(functions)
        ranks: int | Literal["mpi"] = 1
    else:
        from processes.numerics.integrate import integrate

        result = integrate(
            functions,
            dimension,
            rtol=settings.rtol,
            neval=settings.neval,
            seed=settings.seed,
            workers=settings.workers,
            has_edges=settings.cuts is not None,
            progress=settings.progress,
            maps=None if maps is None else maps.start,
        )
        if maps is not None:
            maps.keep(result.maps)
        n_evaluations = result.n_evaluations
        ranks = settings.workers
        extra = {"chi2_dof": result.chi2_dof, "Q": result.Q, "n_bad": result.n_bad, "seed": result.seed}
    converged, warnings = result.converged, result.warnings
    if result.value == 0:
        check_not_empty(process, parameters, settings)
        converged, warnings = True, (VANISHES,)
    return Estimate(
        value=result.value * factor,
        error=result.error * factor,
        unit=unit,
        method=method,  # type: ignore[arg-type]
        converged=converged,
        warnings=(*warnings, *repeats.notes(n_evaluations, ranks)),
        n_evaluations=n_evaluations,
        seconds=time.perf_counter() - start,
        **extra,
        **common,
    )


def check_not_empty(process: Process, parameters: Mapping[str, float], settings: Settings) -> None:
    """Raises ValueError where a rate is zero because of its cuts, not because |M|^2 is.

    It is NotConverged where some points pass the cuts and those of the integration all missed them.
    """
    from processes.core.cuts import EMPTY, parse_cuts
    from processes.core.regions import PROBES, any_passes
    from processes.numerics.errors import NotConverged

    if settings.cuts is None:
        return
    if not any_passes(process, parse_cuts(process, settings.cuts), parameters):
        raise ValueError(
            f'{EMPTY} "{settings.cuts}": no point passes; if they leave less than about 1/{PROBES} of all, bound a '
            "mass, an energy or a cosine by numbers, which the sampling then follows"
        )
    if not _vanishes(process, parameters):
        raise NotConverged(
            f'the cuts "{settings.cuts}" leave so little phase space that every point of the integration missed it: '
            "bound a mass, an energy or a cosine by numbers, which the sampling then follows"
        )


def _vanishes(process: Process, parameters: Mapping[str, float]) -> bool:
    """Whether |M|^2 is zero wherever it is looked at, without cuts."""
    import numpy as np

    from processes.core.integrand import Integrand

    integrand = Integrand.of(process, None)
    x = np.random.default_rng(0).random((VANISHING_POINTS, integrand.dimension))
    return not any(np.any(channel(x)) for channel in integrand.bind(parameters))
