"""What a process proves about itself: two routes, Ward identities, closed forms, references, positivity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from processes.core.recoil import check_recoil_spectrum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from processes.core.estimate import Estimate
    from processes.core.process import Process, Reference

POINTS = 100
SEED = 7
ROUTE_TOLERANCE = 1e-9
CLOSED_FORM_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Line:
    """One check: its name, whether it passed, and what was seen."""

    name: str
    passed: bool
    detail: str

    def __str__(self) -> str:
        return f"{'ok  ' if self.passed else 'FAIL'}  {self.name}: {self.detail}"


@dataclass(frozen=True)
class Report:
    """All checks of one process."""

    id: str
    lines: tuple[Line, ...]

    @property
    def passed(self) -> bool:
        """True if there were checks and every one passed."""
        return bool(self.lines) and all(line.passed for line in self.lines)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "id": self.id,
            "passed": self.passed,
            "checks": [{"name": x.name, "passed": x.passed, "detail": x.detail} for x in self.lines],
        }

    def _repr_html_(self) -> str:
        from processes.core.notebook import report_html

        return report_html(self)

    def __str__(self) -> str:
        return "\n".join([self.id, *(f"  {line}" for line in self.lines)])


def check_process(process: Process) -> Report:
    """Run every check that applies; an exception inside one is that check's failure."""
    lines: list[Line] = []
    checks: tuple[Callable[[Process], Iterator[Line]], ...] = (
        _routes,
        _ward,
        _closed_forms,
        check_recoil_spectrum,
        check_references,
    )
    for check in checks:
        try:
            lines.extend(check(process))
        except Exception as error:  # a report says what went wrong instead of raising it
            lines.append(Line(check.__name__.strip("_").replace("_", " "), False, f"{type(error).__name__}: {error}"))
    return Report(process.id or process.reaction, tuple(lines))


def sample_parameters(process: Process) -> dict[str, float]:
    """Parameter values to check at: the first reference's, else defaults with generic values for what has none."""
    from processes.core.sampling import generic_parameters

    return generic_parameters(process)


def _routes(process: Process) -> Iterator[Line]:
    import numpy as np

    from processes.core.sampling import random_points

    parameters = sample_parameters(process)
    momenta = random_points(process, parameters, POINTS, SEED)
    given = {name: parameters[name] for name in process.arguments if name in parameters and name != "sqrt_s"}
    trace = process.evaluate(momenta, route="trace", **given)
    spinors = process.evaluate(momenta, route="spinors", **given)
    worst = float(np.max(np.abs(trace - spinors) / np.max(np.abs(spinors))))
    yield Line(
        "two routes",
        worst < ROUTE_TOLERANCE,
        f"trace and spinors differ by {worst:.1e} of the largest |M|^2 at {POINTS} points",
    )
    lowest = float(np.min(trace) / np.max(np.abs(trace)))
    yield Line("positivity", lowest > -ROUTE_TOLERANCE, f"smallest |M|^2 is {lowest:.1e} of the largest")


def _ward(process: Process) -> Iterator[Line]:
    for leg, conserved in process.squared_amplitude().conserved.items():
        particle = process.parsed.legs[leg]
        massless = particle.mass is None
        detail = (
            "k.M = 0 at exact random points"
            if conserved
            else "current not conserved; the full sum -g + k k/m^2 is used"
        )
        yield Line(f"Ward identity of {particle.name} (leg {leg + 1})", conserved or not massless, detail)


def _closed_forms(process: Process) -> Iterator[Line]:
    parameters = sample_parameters(process)
    given = {name: parameters[name] for name in process.arguments if name in parameters}
    if process.closed_form(process.quantity) is not None:
        formula = process.rate(**given)
        integral = process.rate(**given, method="quadrature")
        ratio = formula.value / integral.value
        passed = abs(ratio - 1) < CLOSED_FORM_TOLERANCE + 3 * integral.error / abs(integral.value)
        yield Line(
            f"closed form of the {process.quantity}", passed, f"formula / integral of the derived |M|^2 = {ratio:.10f}"
        )


def check_references(process: Process) -> Iterator[Line]:
    """The process's rate at every reference value."""
    for reference in process.references:
        yield _compare(process, reference)


def _sharpest(process: Process, at: Mapping[str, Any], rtol: float) -> Estimate:
    """The rate, by quadrature where the Monte Carlo error would hide a deviation of `rtol` and quadrature serves."""
    estimate = process.rate(**at)
    if estimate.method != "vegas" or "cuts" in at or float(estimate.error) <= rtol * abs(float(estimate.value)):
        return estimate
    try:
        exact = process.rate(**at, method="quadrature")
    except ValueError:  # too many dimensions
        return estimate
    return exact if exact.converged else estimate


def _compare(process: Process, reference: Reference) -> Line:
    defaults = {name: values[0] for name, values in process.options.items()}
    estimate = _sharpest(process, {**defaults, **reference.at}, reference.rtol)
    if reference.unit:
        estimate = estimate.to(reference.unit)
    ratio = float(estimate.value) / reference.value
    slack = reference.rtol + 3 * float(estimate.error) / abs(reference.value)
    at = ", ".join(f"{k}={v}" for k, v in reference.at.items())
    name = f"reference {reference.quantity}({at})" if at else f"reference {reference.quantity}"
    return Line(
        name, abs(ratio - 1) <= slack, f"ours / theirs = {ratio:.6f} (tolerance {reference.rtol:g}; {reference.source})"
    )
