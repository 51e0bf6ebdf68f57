"""Recoil spectra dsigma/dT of a target at rest: closed forms compared with the derived |M|^2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from processes.core.checks import Line
    from processes.core.process import Process

QUANTITY = "dsigma/dT"
"""Key of `closed_forms`: a function of the beam energy, T and parameters, in GeV^-3; `F` stands for F(-2 M T)."""
POINTS, SEED, TOLERANCE = 20, 11, 1e-9


def check_recoil_spectrum(process: Process) -> Iterator[Line]:
    """dsigma/dT = |M|^2/(32 pi M p^2) against the closed form at random energies and recoils, for all options."""
    from processes.core.checks import Line

    if QUANTITY not in process.closed_forms:
        return
    names = [name for name in process.options if name != "form_factor"]
    # A form factor multiplies both sides; far out it would underflow in both.
    point = {"form_factor": "point"} if "form_factor" in process.options else {}
    for choice in _choices(process, names):
        worst = _difference(process.with_options(**choice, **point))
        shown = ", ".join(f"{k} {v}" for k, v in choice.items())
        yield Line(
            f"closed form of {QUANTITY}{', ' if shown else ''}{shown}",
            worst < TOLERANCE,
            f"formula and |M|^2/(32 pi M p^2) differ by {worst:.1e} at {POINTS} points",
        )


def _choices(process: Process, names: list[str]) -> Iterator[Mapping[str, Any]]:
    from itertools import product

    for values in product(*(process.options[name] for name in names)):
        yield dict(zip(names, values, strict=True))


def _difference(process: Process) -> float:
    import numpy as np

    from processes.core.rate import evaluate_closed_form
    from processes.core.sampling import generic_parameters, random_points

    parameters = generic_parameters(process)
    masses = process.masses(parameters)
    beam, target = masses[:2]
    energy = 1.5 * sum(masses[2:]) + 0.2
    momenta = random_points(process, {**parameters, "sqrt_s": energy}, POINTS, SEED)
    given: dict[str, Any] = {
        n: v for n, v in parameters.items() if n in process.arguments and n not in ("sqrt_s", process.beam)
    }
    values = process.evaluate(momenta, **given)
    total = (energy - beam - target) * (energy + beam + target) / (2 * target)
    closed = process.closed_form(QUANTITY)
    found = []
    for point, value in zip(momenta, values, strict=True):
        transfer = point[3] - point[1]
        recoil = float(transfer[1:] @ transfer[1:] - transfer[0] ** 2) / (2 * target)
        at = {**parameters, process.beam: total + beam, "T": recoil, "F": 1.0}
        momentum2 = total * (total + 2 * beam)
        found.append(evaluate_closed_form(closed, at) / (value / (32 * np.pi * target * momentum2)))
    return float(np.max(np.abs(np.array(found) - 1)))
