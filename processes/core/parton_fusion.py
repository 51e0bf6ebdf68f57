"""A narrow resonance made by a quark and an antiquark of two hadrons: densities times the derived |M|^2 on the pole."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from processes.core.bound_states import wave_function_parameters, with_wave_functions
from processes.core.constants import CONSTANTS, Parameter
from processes.core.parameter_table import ParameterTable
from processes.core.process import Process

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sympy

    from amps.reaction import Reaction
    from processes.core.checks import Report
    from processes.core.estimate import Estimate
    from processes.numerics.parton_densities import PartonDensities

QUARKS = ("u", "d", "s", "c", "b")
ROUTE_TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class PartonFusion(Process):
    """p N > resonance on a nucleus (Z, A) at rest, through q qbar of massless quarks at the scale Q^2 = M^2.

    sigma = sum over nucleons and quarks of pi |M|^2/(M^2 s) Int_tau^1 dx/x [q(x) qbar_N(tau/x) + (q <-> qbar)], with
    |M|^2 averaged over spins and colours, tau = M^2/s, s = 2 m_p E_beam + 2 m_p^2; neutrons by isospin, without nuclear
    effects. `partonic` is the reaction of the quarks, with {quark}; |M|^2, diagrams and `evaluate` are those of u u~.
    """

    partonic: str = ""
    densities: PartonDensities | None = field(default=None)

    @cached_property
    def parsed(self) -> Reaction:
        """The reaction of the up quarks."""
        return self.of_quark("u")

    def of_quark(self, quark: str) -> Reaction:
        """The reaction of one flavour."""
        from amps.reaction import parse_reaction

        return parse_reaction(self.partonic.format(quark=quark), self.lagrangian)

    @property
    def legs(self) -> tuple[str, ...]:
        """The hadrons and the resonance."""
        return tuple(self.reaction.replace(">", " ").split())

    @cached_property
    def arguments(self) -> Mapping[str, Parameter]:
        """Declared parameters, wave functions, alpha and the proton's mass."""
        constants = {name: CONSTANTS[name] for name in ("alpha", "m_p")}
        declared = dict(self.parameters)  # type: ignore[arg-type]
        return ParameterTable({**declared, **wave_function_parameters(self), **constants})

    def with_densities(self, densities: PartonDensities | str | Path) -> PartonFusion:
        """The same with other parton densities: a set, or the directory of an LHAPDF6 set."""
        from processes.numerics.lhapdf_grid import LHAPDFGrid

        if isinstance(densities, str | Path):
            densities = LHAPDFGrid(Path(densities))
        return replace(self, densities=densities)

    @cached_property
    def on_pole(self) -> Mapping[str, sympy.Expr]:
        """|M|^2 per flavour, in the parameters, for massless quarks."""
        import sympy

        from amps.diagrams import generate_diagrams
        from amps.squared import squared_amplitude

        found = {}
        for quark in QUARKS:
            reaction = self.of_quark(quark)
            diagrams = generate_diagrams(reaction, self.lagrangian, self.order, self.exclude)
            squared = squared_amplitude(reaction, self.lagrangian, diagrams=diagrams)
            expression = squared.expr
            while not expression.free_symbols.isdisjoint(squared.definitions):
                expression = expression.subs(dict(squared.definitions))
            widths = {p.width for p in self.lagrangian.all_particles if p.width}
            dropped = {sympy.Symbol(name, real=True): 0 for name in {*widths, str(reaction.legs[0].mass)}}
            found[quark] = sympy.factor(expression.subs(dropped))
        return found

    def rate(self, **given: Any) -> Estimate:
        """The cross section per nucleus, pb. Raises ValueError for bad or missing parameters, and for cuts."""
        from processes.core.vectorised import over_arrays

        process, arguments = self.read(given)
        if arguments.settings.cuts is not None or arguments.settings.method not in ("auto", "quadrature"):
            raise ValueError(f"{self.id or self.reaction} is a one-dimensional quadrature and takes no cuts")
        used = {name: arguments.parameters[name] for name in process.arguments}
        found = over_arrays(used, lambda values: process._at(values, arguments.settings.rtol))  # type: ignore[attr-defined]
        return found.to(arguments.settings.unit or "pb")

    def _at(self, parameters: Mapping[str, Any], rtol: float) -> Estimate:
        import numpy as np

        from processes.core.estimate import Estimate
        from processes.numerics.parton_densities import GRV94, in_nucleus
        from processes.numerics.quadrature import gauss_kronrod

        start = time.perf_counter()
        s = 2 * parameters["m_p"] * (parameters["E_beam"] + parameters["m_p"])
        (mass,) = self.masses({**parameters, "m_u": 0.0})[2:]
        common: dict[str, Any] = {
            "unit": "GeV^-2",
            "quantity": self.quantity,
            "id": self.id,
            "reaction": self.reaction,
            "references": self.sources,
        }
        tau = mass**2 / s
        if tau >= 1:
            return Estimate.below_threshold(parameters=parameters, **common)
        values = with_wave_functions(self, parameters)
        densities = self.densities or GRV94()
        Z, A = round(values["Z"]), round(values["A"])
        weights = {
            quark: float(squared.evalf(17, subs={x: values[x.name] for x in squared.free_symbols}))
            for quark, squared in self.on_pole.items()
        }

        def integrand(u: Any) -> Any:
            x = tau ** u[:, 0]
            other = np.minimum(tau / x, 1.0)
            total = np.zeros(len(x))
            for quark, weight in weights.items():
                for a, b in ((quark, f"{quark}bar"), (f"{quark}bar", quark)):
                    total += weight * densities.xf(a, x, mass**2) * in_nucleus(densities, b, other, mass**2, Z, A)
            # x f(x) times x' f(x') with x x' = tau
            return total * -np.log(tau) / tau

        found = gauss_kronrod(integrand, rtol=min(rtol, 1e-6))
        factor = A * np.pi / (mass**2 * s)
        return Estimate(
            value=found.value * factor,
            error=found.error * factor,
            method="quadrature",
            converged=found.converged,
            warnings=found.warnings,
            n_evaluations=found.n_evaluations,
            seconds=time.perf_counter() - start,
            parameters=values,
            **common,
        )

    def differential(self, *arguments: Any, **given: Any) -> NoReturn:
        """Raises ValueError: momenta of hadrons are not sampled."""
        raise ValueError(f"{self.id or self.reaction} is a total rate from parton densities: it has no distributions")

    def events(self, n: int, weighted: bool = False, **given: Any) -> NoReturn:
        """Raises ValueError: momenta of hadrons are not sampled."""
        raise ValueError(f"{self.id or self.reaction} is a total rate from parton densities: it has no events")

    def check(self) -> Report:
        """|M|^2 of every flavour against explicit spinors, and the reference values."""
        from processes.core.checks import Line, Report, check_references

        lines = [Line(f"two routes, {quark}", *self._routes(quark)) for quark in QUARKS]
        return Report(self.id or self.reaction, (*lines, *check_references(self)))

    def _routes(self, quark: str) -> tuple[bool, str]:
        import numpy as np

        from amps.numeric.spinors import squared_amplitude

        reaction = self.of_quark(quark)
        names = {symbol.name for symbol in self.on_pole[quark].free_symbols}
        values = {name: 0.3 + 0.1 * k for k, name in enumerate(sorted(names))}
        values |= {str(p.mass): 0.0 for p in reaction.initial}
        definitions = {k.name: v for k, v in self.lagrangian.all_definitions.items()}
        at = {symbol: values[symbol.name] for symbol in self.on_pole[quark].free_symbols}
        mass = float(definitions[str(reaction.final[0].mass)].subs(at))
        half = mass / 2
        momenta = np.array([[[half, 0, 0, half], [half, 0, 0, -half], [mass, 0, 0, 0]]])
        # the sum over colours of delta_ij delta_ij; its average over 9 is in both
        colours = reaction.legs[0].colour
        spinors = colours * float(squared_amplitude(reaction, self.lagrangian, momenta, values)[0])
        trace = float(self.on_pole[quark].evalf(17, subs=at))
        return abs(trace / spinors - 1) < ROUTE_TOLERANCE, f"trace/spinors = {trace / spinors:.12f}"
