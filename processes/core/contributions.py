"""Scattering on a nucleus as a whole and on its nucleons one by one: option `contribution`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from processes.core.process import Process

if TYPE_CHECKING:
    from collections.abc import Mapping

    from processes.core.estimate import Estimate
    from processes.core.events import Events
    from processes.core.histogram import Histogram

COHERENT, INCOHERENT, TOTAL = CONTRIBUTIONS = ("coherent", "incoherent", "total")
TARGETS: Mapping[str, str] = MappingProxyType({COHERENT: "nucleus", INCOHERENT: "nucleon", TOTAL: "nucleus"})
"""The particle that takes the recoil, for the `spellings` of a process."""


@dataclass(frozen=True, eq=False)
class NuclearProcess(Process):
    """A process with the option `contribution`: "coherent", "incoherent" or "total", the sum of the two rates.

    Coherent and incoherent recoil leave different final states and do not interfere; only the rate has a total.
    """

    def rate(self, **given: Any) -> Estimate:
        """The cross section per nucleus, pb. Raises ValueError for bad or missing parameters."""
        process, _ = self.read(given)
        if process.chosen["contribution"] != TOTAL:
            return super().rate(**given)
        return _sum(*(super(NuclearProcess, self).rate(**{**given, "contribution": c}) for c in (COHERENT, INCOHERENT)))

    def differential(
        self, observable: str | tuple[str, str], bins: Any = 40, limits: Any = None, **given: Any
    ) -> Histogram:
        """As of any process; not for the contribution "total"."""
        self._one_reaction(given)
        return super().differential(observable, bins, limits, **given)

    def events(self, n: int, weighted: bool = False, **given: Any) -> Events:
        """As of any process; not for the contribution "total"."""
        self._one_reaction(given)
        return super().events(n, weighted, **given)

    def evaluate(self, momenta: Any, route: str = "auto", **given: Any) -> Any:
        """As of any process; not for the contribution "total"."""
        self._one_reaction(given)
        return super().evaluate(momenta, route, **given)

    def _one_reaction(self, given: Mapping[str, Any]) -> None:
        if self.read_options(given).chosen["contribution"] == TOTAL:
            raise ValueError(
                f"{self.id or self.reaction}: the total is a sum of two reactions, of which only the rate is known; "
                f"use contribution={COHERENT} or {INCOHERENT}"
            )

    def read_options(self, given: Mapping[str, Any]) -> Process:
        """The process with the options among some keywords."""
        return self.with_options(**{name: given[name] for name in given if name in self.options})


def _sum(first: Estimate, second: Estimate) -> Estimate:
    """The sum of two independent estimates in the same unit."""
    import numpy as np

    methods = {first.method, second.method}
    parametric = None
    if first.parametric is not None or second.parametric is not None:
        parts = [e.value if e.parametric is None else e.parametric for e in (first, second)]
        parametric = parts[0] + parts[1]
    return replace(
        first,
        value=first.value + second.value,
        error=np.hypot(first.error, second.error),
        method="vegas" if "vegas" in methods else first.method,
        converged=first.converged and second.converged,
        warnings=tuple(dict.fromkeys((*first.warnings, *second.warnings))),
        chi2_dof=max((e.chi2_dof for e in (first, second) if e.chi2_dof is not None), default=None),
        Q=min((e.Q for e in (first, second) if e.Q is not None), default=None),
        n_evaluations=first.n_evaluations + second.n_evaluations,
        n_bad=first.n_bad + second.n_bad,
        seconds=first.seconds + second.seconds,
        parameters={**first.parameters, **second.parameters, "contribution": TOTAL},
        references=tuple(dict.fromkeys((*first.references, *second.references))),
        parametric=parametric,
    )
