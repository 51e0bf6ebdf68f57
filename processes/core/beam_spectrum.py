"""A beam of many energies: the cross section averaged over its spectrum."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from processes.core.estimate import Estimate
from processes.core.resonance import average_over_pole, makes_one_particle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from processes.core.process import Process

ORDERS = (8, 16, 32, 64)
"""Energies of the rules that are tried until two of them agree."""
SHARE = 0.5
"""Of the accuracy asked for that the rate at each energy is given."""
POINTS = 4096
"""Into which a spectrum is divided for the choice of energies."""
FEWEST = 2


class Spectrum:
    """Energies in GeV, rising, and the flux at each, particles per energy in any unit; linear in between, 0 outside.

    Raises ValueError for fewer than two energies, a flux that is negative or nowhere positive, and unlike lengths.
    """

    def __init__(self, energies: Sequence[float], flux: Sequence[float]) -> None:
        import numpy as np

        self.energies, self.flux = np.array(energies, dtype=float), np.array(flux, dtype=float)
        if self.energies.ndim != 1 or self.energies.shape != self.flux.shape or len(self.energies) < FEWEST:
            raise ValueError(
                f"a spectrum is two or more energies with a flux for each, not {self.energies.shape} energies and "
                f"{self.flux.shape} fluxes"
            )
        if not np.isfinite(self.energies).all() or (np.diff(self.energies) <= 0).any() or self.energies[0] < 0:
            raise ValueError(f"the energies of a spectrum must be finite, positive and rise, not {energies!r}")
        if not np.isfinite(self.flux).all() or (self.flux < 0).any() or not self.flux.any():
            raise ValueError(
                f"the flux of a spectrum must be finite, nowhere negative and somewhere positive: {flux!r}"
            )

    @cached_property
    def total(self) -> float:
        """The integral of the flux over energy."""
        import numpy as np

        return float(np.sum((self.flux[1:] + self.flux[:-1]) * np.diff(self.energies)) / 2)

    def nodes(self, least: float, order: int) -> tuple[Any, Any]:
        """Energies above `least` and weights that average a function over the whole spectrum, which is 0 below.

        A Gauss-Legendre rule in the cumulative flux of energy: a cross section grows about as the energy, so that
        each node counts about the same.
        """
        import numpy as np

        fine = np.interp(np.linspace(0, 1, POINTS + 1), np.linspace(0, 1, len(self.energies)), self.energies)
        fine = np.unique([*fine, *self.energies, least])
        fine = fine[fine >= least]
        density = fine * np.interp(fine, self.energies, self.flux)
        parts = (density[1:] + density[:-1]) * np.diff(fine) / 2
        cumulative = np.concatenate([[0.0], np.cumsum(parts)])
        roots, weights = np.polynomial.legendre.leggauss(order)
        shares = (roots + 1) / 2 * cumulative[-1]
        k = np.clip(np.searchsorted(cumulative, shares, side="right") - 1, 0, len(parts) - 1)
        rest, slope = shares - cumulative[k], np.diff(density)[k] / np.diff(fine)[k]
        energies = fine[k] + 2 * rest / (density[k] + np.sqrt(np.maximum(density[k] ** 2 + 2 * slope * rest, 0.0)))
        flux = np.interp(energies, self.energies, self.flux)
        at_node = density[k] + slope * (energies - fine[k])
        return energies, weights / 2 * cumulative[-1] * flux / at_node / self.total


def read_spectrum(path: Path) -> Spectrum:
    """A spectrum from a text file: energy in GeV and flux on each line, with spaces or a comma between, # comments.

    Raises ValueError naming the file where it cannot be read.
    """
    import numpy as np

    try:
        lines = [line.split("#")[0].replace(",", " ") for line in path.read_text(encoding="utf-8").splitlines()]
        table = np.array([line.split() for line in lines if line.strip()], dtype=float)
        if table.ndim != FEWEST or table.shape[1] != FEWEST:
            raise ValueError("expected an energy in GeV and a flux on each line")
        return Spectrum(table[:, 0].tolist(), table[:, 1].tolist())
    except OSError as error:
        raise ValueError(f"cannot read the spectrum {path}: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        raise ValueError(f"{path} is no spectrum: {error}") from error


def average_over_spectrum(process: Process, spectrum: Spectrum, **given: Any) -> Estimate:
    """The cross section Int flux sigma dE / Int flux dE; E is the beam energy or, for a collider, sqrt(s).

    Rules with more and more energies are tried until two agree within `rtol`; the error is their difference and the
    errors of the rates, which share their random numbers and add up. Energies at which cuts leave nothing count as
    zero, but for the highest. A single final particle is made at a single energy, without an error. Raises ValueError
    for a decay, where the energy is also given, and whatever the rate raises.
    """
    name = process.beam or "sqrt_s"
    if process.quantity != "cross_section":
        raise ValueError(f"{process.id or process.reaction} has no beam: a spectrum needs a cross section")
    if name in given:
        raise ValueError(f"{name} is set to {given[name]!r} and has a spectrum; leave one out")
    start = time.perf_counter()
    chosen, arguments = process.read({**given, name: float(spectrum.energies[-1])})
    if makes_one_particle(chosen):
        if arguments.settings.cuts is not None:
            raise ValueError(f"{chosen.reaction} has one final particle, which leaves nothing to cut on")
        used = {n: arguments.parameters[n] for n in chosen.arguments if n != name}
        return average_over_pole(chosen, spectrum, used).to(arguments.settings.unit or "pb")
    rtol = arguments.settings.rtol
    least = max(_threshold(chosen, arguments.parameters), float(spectrum.energies[0]))
    highest = process.rate(**{**given, name: float(spectrum.energies[-1]), "neval": None, "rtol": 0.5})
    shown = {**highest.parameters, name: spectrum.energies, "flux": spectrum.flux}
    if least >= spectrum.energies[-1]:
        return replace(highest, parameters=shown)
    value = difference = float("nan")
    found: list[Estimate] = []
    for order in ORDERS:
        energies, weights = spectrum.nodes(least, order)
        rates = [_rate(process, {**given, "rtol": SHARE * rtol, name: float(energy)}) for energy in energies]
        found += [r for r in rates if r.n_evaluations or r.value]
        before, value = value, float(sum(w * r.value for w, r in zip(weights, rates, strict=True)))
        difference, error = abs(value - before), float(sum(w * r.error for w, r in zip(weights, rates, strict=True)))
        if difference <= rtol * abs(value):
            break
    converged = difference <= rtol * abs(value) and all(r.converged for r in found)
    late = () if converged else (f"the average over {ORDERS[-1]} energies is not known to rtol {rtol:g}",)
    return replace(
        highest,
        value=value,
        error=(difference**2 + error**2) ** 0.5,
        method="vegas" if any(r.method == "vegas" for r in found) else "quadrature",
        converged=converged,
        warnings=(*dict.fromkeys(w for r in found for w in r.warnings), *late),
        chi2_dof=max((r.chi2_dof for r in found if r.chi2_dof is not None), default=None),
        Q=min((r.Q for r in found if r.Q is not None), default=None),
        n_evaluations=sum(r.n_evaluations for r in found),
        n_bad=sum(r.n_bad for r in found),
        seed=highest.seed,
        seconds=time.perf_counter() - start,
        parameters=shown,
    )


def _rate(process: Process, given: Mapping[str, Any]) -> Estimate:
    """The rate at one energy, zero where its cuts leave nothing."""
    from processes.core.cuts import EMPTY

    try:
        return process.rate(**given)
    except ValueError as error:
        if not str(error).startswith(EMPTY):
            raise
        return Estimate(value=0.0, unit="pb", quantity=process.quantity)


def _threshold(process: Process, parameters: Mapping[str, Any]) -> float:
    """The energy at which the reaction opens: total energy of the beam on a target at rest, or sqrt(s).

    Zero for hadrons, whose rate itself knows.
    """
    if len(process.parsed.final) == 1:
        return 0.0
    from amps.kinematics import lab_energy

    incoming = len(process.parsed.initial)
    masses = process.masses(parameters)
    sqrt_s = max(sum(masses[:incoming]), sum(masses[incoming:]))
    return float(lab_energy(sqrt_s, *masses[:2])) if process.beam else sqrt_s
