"""Equivalent photons: a reaction on a nucleus as one on real photons times the flux of its field.

    sigma = (alpha/pi) Int ds'/s' chi(s') sigma(beam gamma > ...),   s' = s - m^2 with m the mass of the beam,
    chi = Int dt (t - t_min)/t^2 G2(t) from t_min = (s'/2E)^2 on,    G2 = Z^2 F^2.

V. M. Budnev et al., Phys. Rept. 15 (1975) 181; K. J. Kim and Y.-S. Tsai, Phys. Rev. D 8 (1973) 3109; for the emission
of a light boson arXiv:0906.0580 (appendix A), arXiv:1609.06781 and arXiv:1705.01633. The |M|^2 on the photon is derived
like any other.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from processes.core.beam import with_beam
from processes.core.estimate import Estimate
from processes.core.photon_flux import PhotonFlux, target_square
from processes.core.process import Process

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from codegen.kernel import Kernel
    from processes.core.options import Arguments, Settings

QUADRATURE_DIMENSIONS, QUADRATURE_RTOL = 2, 1e-5


@dataclass(frozen=True)
class EquivalentPhotons:
    """The approximation in which the target is replaced by its equivalent photons.

    With a `radiated` final leg (numbered from 1) the flux ends at t_max = m_radiated^2 + m_beam^2, above which the
    photon is far from real; otherwise the form factor ends it. `is_improved` (the literature's name) fixes t_min at
    (m_radiated^2/2E)^2, the same for all energies and angles of the radiated particle.
    """

    radiated: int | None = None
    is_improved: bool = False

    def rate(self, process: Process, arguments: Arguments) -> Estimate:
        """The cross section in this approximation, pb. Raises ValueError for cuts, and for a target of nucleons."""
        start = time.perf_counter()
        field = PhotonField.of(self, process, arguments)
        common: dict[str, Any] = {
            "quantity": process.quantity,
            "unit": "GeV^-2",
            "id": process.id,
            "reaction": process.reaction,
        }
        settings = arguments.settings
        if field is None:
            return Estimate.below_threshold(**common).to(settings.unit or "pb")
        integrand, dimension, channels = _integrand(process, field)
        found = _integrated(integrand, dimension, settings)
        return Estimate(
            value=found.value,
            error=found.error,
            method="quadrature" if dimension <= QUADRATURE_DIMENSIONS else "vegas",
            converged=found.converged,
            warnings=found.warnings,
            n_evaluations=found.n_evaluations * channels,
            seed=getattr(found, "seed", None),
            seconds=time.perf_counter() - start,
            parameters={**field.values, **process.chosen},
            references=("arXiv:0906.0580", "arXiv:1609.06781"),
            **common,
        ).to(settings.unit or "pb")

    def spectrum(self, process: Process, x: Any, **given: Any) -> Any:
        """dsigma/dx in pb at shares x of the beam's energy (light-cone momentum) that the radiated particle takes.

        Raises ValueError where no leg is radiated, and below threshold.
        """
        from processes.core.photon_spectrum import emission_spectrum

        process, arguments = process.read(given)
        field = PhotonField.of(self, process, arguments)
        if self.radiated is None or field is None:
            raise ValueError(f"{process.id or process.reaction} radiates nothing here: there is no spectrum")
        return emission_spectrum(process, photon_process(process), field, x)


@dataclass(frozen=True, eq=False)
class PhotonField:
    """The photons of a target as a beam sees them: chi(s') between the lowest and highest s', GeV^2."""

    values: Mapping[str, float]
    flux: Callable[[Any], Any]
    beam_mass: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, how: EquivalentPhotons, process: Process, arguments: Arguments) -> PhotonField | None:
        """None below threshold. Raises ValueError for cuts, and for a target of nucleons."""
        if arguments.settings.cuts is not None:
            raise ValueError("equivalent photons give the whole cross section: compare without cuts")
        if process.chosen.get("contribution", "coherent") != "coherent":
            raise ValueError("equivalent photons are those of the whole nucleus: compare with contribution=coherent")
        values = with_beam(process, {n: arguments.parameters[n] for n in process.arguments})
        masses, energy = process.masses(values), values[process.beam]
        beam, target = masses[:2]
        final = sum(masses[2:]) - target
        lowest = (final - beam) * (final + beam)
        available = values["sqrt_s"] - target
        highest = (available - beam) * (available + beam)
        end = 4 * target * energy**2 / (target + 2 * energy)
        fixed = None
        if how.radiated is not None:
            mass = masses[how.radiated - 1]
            end = mass**2 + beam**2
            fixed = (mass**2 / (2 * energy)) ** 2 if how.is_improved else None
        if fixed is None:
            highest = min(highest, 2 * energy * end**0.5)
        if energy <= beam or highest <= lowest:
            return None
        start = (lowest / (2 * energy)) ** 2 if fixed is None else fixed
        table = PhotonFlux(target_square(process, values), start, end)

        def flux(s: Any) -> Any:
            return table((s / (2 * energy)) ** 2 if fixed is None else fixed + 0 * s)

        return cls(values, flux, beam, lowest, highest)


def photon_process(process: Process) -> Process:
    """The same reaction with a real photon in place of the target."""
    beam, target = (p.name for p in process.parsed.initial)
    final = [p.name for p in process.parsed.final]
    final.remove(target)
    return Process(model=process.lagrangian, reaction=f"{beam} gamma > {' '.join(final)}")


@lru_cache(maxsize=16)
def _photon_kernel(process: Process) -> tuple[Kernel, int, int]:
    """The photon reaction's integrand with sqrt_s for every point, its dimension and its channels."""
    import codegen
    from processes.core.integrand import fused_program

    program, dimension, channels = fused_program(photon_process(process))
    return codegen.compile(program.all_point()), dimension, channels


def _integrand(process: Process, field: PhotonField) -> tuple[Callable[[Any], Any], int, int]:
    """sigma in GeV^-2 over the unit cube, x1 being log s', with its dimension and channels."""
    import numpy as np

    kernel, dimension, channels = _photon_kernel(process)
    span = np.log(field.highest / field.lowest)

    def integrand(points: Any) -> Any:
        s = field.lowest * np.exp(span * points[:, 0])
        given = {"sqrt_s": np.sqrt(s + field.beam_mass**2)}
        given |= {f"x{k}": points[:, k] for k in range(1, dimension + 1)}
        columns = [
            np.ascontiguousarray(given.get(n, np.full(len(s), field.values.get(n, 0.0)))) for n in kernel.arguments
        ]
        return field.values["alpha"] / np.pi * span * field.flux(s) / (2 * s) * kernel.batch(columns)[0]

    return integrand, dimension + 1, channels


def _integrated(weights: Callable[[Any], Any], dimension: int, settings: Settings) -> Any:
    if dimension <= QUADRATURE_DIMENSIONS:
        from processes.numerics.quadrature import gauss_legendre

        return gauss_legendre(weights, dimension, rtol=min(settings.rtol, QUADRATURE_RTOL))
    from processes.numerics.integrate import integrate

    return integrate(weights, dimension, rtol=settings.rtol, neval=settings.neval, seed=settings.seed)
