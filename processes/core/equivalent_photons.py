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
    from processes.core.observables import Observable
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
        """The cross section in this approximation, pb. Raises ValueError for cuts, and for a beam without energy."""
        start = time.perf_counter()
        problem = _Problem.of(self, process, arguments)
        if problem is None:
            return _below_threshold(process, arguments)
        settings = arguments.settings
        found = _integrated(problem.weights, problem.dimension, settings)
        return Estimate(
            value=found.value,
            error=found.error,
            unit="GeV^-2",
            quantity=process.quantity,
            method="quadrature" if problem.dimension <= QUADRATURE_DIMENSIONS else "vegas",
            converged=found.converged,
            warnings=found.warnings,
            n_evaluations=found.n_evaluations * problem.channels,
            seed=getattr(found, "seed", None),
            seconds=time.perf_counter() - start,
            parameters={**arguments.parameters, **process.chosen},
            references=("arXiv:0906.0580", "arXiv:1609.06781"),
            id=process.id,
            reaction=process.reaction,
        ).to(settings.unit or "pb")

    def spectrum(self, process: Process, edges: Any, **given: Any) -> Any:
        """dsigma/dx in pb per bin of x, the share of the beam's energy (light-cone momentum) that is radiated.

        Raises ValueError where no leg is radiated, and below threshold.
        """
        import numpy as np

        from processes.core.units import convert
        from processes.numerics.integrate import integrate

        process, arguments = process.read(given)
        problem = _Problem.of(self, process, arguments)
        if self.radiated is None or problem is None:
            raise ValueError(f"{process.id or process.reaction} radiates nothing here: there is no spectrum")
        edges, settings = np.asarray(edges, dtype=float), arguments.settings
        count = len(edges) - 1

        def binned(points: Any) -> Any:
            found = np.zeros((len(points), 1 + count))
            for weight, x in problem.spectra(points):
                place = np.searchsorted(edges, x, side="right") - 1
                inside = (place >= 0) & (place < count)
                found[:, 0] += weight
                found[inside, 1 + place[inside]] += weight[inside]
            return found

        run = integrate(binned, problem.dimension, rtol=settings.rtol, neval=settings.neval, seed=settings.seed)
        return convert(1.0, "GeV^-2", "pb") * run.outputs[1:] / np.diff(edges)


@dataclass(frozen=True, eq=False)
class _Problem:
    """The integrand of one approximation at one set of parameters."""

    values: Mapping[str, float]
    kernel: Kernel
    flux: Callable[[Any], Any]
    beam_mass: float
    lowest: float
    highest: float
    dimension: int
    channels: int

    @classmethod
    def of(cls, how: EquivalentPhotons, process: Process, arguments: Arguments) -> _Problem | None:
        """None below threshold."""
        if arguments.settings.cuts is not None:
            raise ValueError("equivalent photons give the whole cross section: compare without cuts")
        if process.chosen.get("contribution", "coherent") != "coherent":
            raise ValueError("equivalent photons are those of the whole nucleus: compare with contribution=coherent")
        values = with_beam(process, {n: arguments.parameters[n] for n in process.arguments})
        masses, energy = process.masses(values), values[process.beam]
        beam, target = masses[:2]
        nucleus = _target_leg(process)
        final = [m for leg, m in enumerate(masses[2:], start=3) if leg != nucleus]
        lowest = (sum(final) - beam) * (sum(final) + beam)
        available = values["sqrt_s"] - target
        highest = (available - beam) * (available + beam)
        if energy <= beam or highest <= lowest:
            return None
        end = 4 * (target * energy) ** 2 / (target * (target + 2 * energy))
        fixed = None
        if how.radiated is not None:
            end = masses[how.radiated - 1] ** 2 + beam**2
            fixed = (masses[how.radiated - 1] ** 2 / (2 * energy)) ** 2 if how.is_improved else None
            if fixed is None:
                highest = min(highest, 2 * energy * end**0.5)
        if highest <= lowest:
            return None
        square = target_square(process, values)
        table = PhotonFlux(square, (lowest / (2 * energy)) ** 2 if fixed is None else fixed, end)

        def flux(s: Any) -> Any:
            return table((s / (2 * energy)) ** 2 if fixed is None else fixed + 0 * s)

        radiated = None if how.radiated is None else how.radiated - (how.radiated > nucleus)
        kernel, dimension, channels = _photon_kernel(process, radiated)
        return cls(values, kernel, flux, beam, lowest, highest, dimension + 1, channels)

    def weights(self, points: Any) -> Any:
        """The integrand of sigma in GeV^-2 at points of the unit cube."""
        return sum(weight for weight, _ in self.spectra(points))

    def spectra(self, points: Any) -> list[tuple[Any, Any]]:
        """Weight and x = 1 + (u - m^2)/s' of every channel, u = (beam - radiated)^2; x = 0 without a radiated leg."""
        import numpy as np

        span = np.log(self.highest / self.lowest)
        s = self.lowest * np.exp(span * points[:, 0])
        given = {"sqrt_s": np.sqrt(s + self.beam_mass**2)}
        given |= {f"x{k}": points[:, k] for k in range(1, self.dimension)}
        columns = [
            np.ascontiguousarray(given.get(n, np.full(len(s), self.values.get(n, 0.0)))) for n in self.kernel.arguments
        ]
        factor = self.values["alpha"] / np.pi * span * self.flux(s) / (2 * s)
        rows = self.kernel.batch(columns).reshape(self.channels, -1, len(s))
        return [(factor * row[0], 1 + (row[1] - self.beam_mass**2) / s if len(row) > 1 else 0 * s) for row in rows]


def _target_leg(process: Process) -> int:
    """The final leg (numbered from 1) of the target."""
    name = process.parsed.initial[1].name
    return 3 + [p.name for p in process.parsed.final].index(name)


def photon_process(process: Process) -> Process:
    """The same reaction with a real photon in place of the target."""
    beam, target = (p.name for p in process.parsed.initial)
    final = [p.name for p in process.parsed.final]
    final.remove(target)
    return Process(model=process.lagrangian, reaction=f"{beam} gamma > {' '.join(final)}")


@lru_cache(maxsize=16)
def _photon_kernel(process: Process, radiated: int | None) -> tuple[Kernel, int, int]:
    """The photon reaction's integrand with sqrt_s for every point, its dimension and its channels."""
    import codegen
    from processes.core.integrand import fused_program

    reduced = photon_process(process)
    observed: tuple[Observable, ...] = ()
    if radiated is not None:
        from processes.core.observables import Observable

        legs = len(reduced.parsed.legs)
        signs = tuple(1 if leg == 1 else -1 if leg == radiated else 0 for leg in range(1, legs + 1))
        observed = (Observable("u", "GeV^2", "square", signs=signs),)
    program, dimension, channels = fused_program(reduced, observed)
    return codegen.compile(program.all_point()), dimension, channels if observed else 1


def _integrated(weights: Callable[[Any], Any], dimension: int, settings: Settings) -> Any:
    if dimension <= QUADRATURE_DIMENSIONS:
        from processes.numerics.quadrature import gauss_legendre

        return gauss_legendre(weights, dimension, rtol=min(settings.rtol, QUADRATURE_RTOL))
    from processes.numerics.integrate import integrate

    return integrate(weights, dimension, rtol=settings.rtol, neval=settings.neval, seed=settings.seed)


def _below_threshold(process: Process, arguments: Arguments) -> Estimate:
    found = Estimate.below_threshold(quantity=process.quantity, unit="GeV^-2", id=process.id, reaction=process.reaction)
    return found.to(arguments.settings.unit or "pb")
