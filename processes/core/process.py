"""A process: one declaration from which diagrams, |M|^2, rates, code and checks follow."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from processes.core.constants import CONSTANTS, Parameter
from processes.core.options import read_arguments, read_options
from processes.core.parameter_table import ParameterTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import sympy

    from amps.diagrams import DiagramSet
    from amps.model import Model
    from amps.phase_space import PhaseSpace
    from amps.phase_space.multichannel import MultiChannel
    from amps.reaction import Reaction
    from amps.squared import SquaredAmplitude
    from codegen.kernel import Kernel
    from processes.core.approximations import Approximation, Comparison
    from processes.core.checks import Report
    from processes.core.estimate import Estimate
    from processes.core.events import Events
    from processes.core.histogram import Histogram
    from processes.core.options import Arguments


@dataclass(frozen=True)
class Reference:
    """A published or exact value of a quantity: at these parameters, within `rtol`, from this source."""

    quantity: str
    at: Mapping[str, Any]
    value: float
    rtol: float
    source: str
    unit: str = ""


@dataclass(frozen=True, eq=False)
class Process:
    """A reaction of a model with its parameters, options, closed forms and reference values.

    Names in braces in `reaction`, `symbols` and the keys they lead to are options: with options={"lepton": ("mu", "e")}
    the text "V > {lepton}- {lepton}+" follows the choice. `spellings` maps an option's value to a particle name where
    they differ; they also serve `order`, where {"eps": "{target_emission}"} is a bound that follows an option.
    `symbols` names what a closed form calls otherwise ({"m_l": "m_{lepton}"}), or gives a number by option value. A
    closed form is a function of named parameters on SymPy symbols. `functions` gives the model's form factors as
    f(options, q2). `order` and `exclude` select diagrams. `phase_space` replaces the default map. `validity` says, from
    options and parameters, what a rate should warn about. `comparisons` names sets of approximations that `compare`
    puts beside the rate.
    """

    model: str | Model
    reaction: str
    parameters: tuple[Parameter, ...] | Mapping[str, Parameter] = ()
    options: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    spellings: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
    symbols: Mapping[str, str | Mapping[Any, str | int]] = field(default_factory=dict)
    closed_forms: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    order: Mapping[str, Any] | None = None
    exclude: tuple[str, ...] = ()
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    phase_space: PhaseSpace | MultiChannel | None = None
    validity: Callable[[Mapping[str, Any], Mapping[str, Any]], tuple[str, ...]] | None = None
    comparisons: Mapping[str, Mapping[str, Approximation]] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    id: str = ""
    chosen: Mapping[str, Any] = field(default_factory=dict)
    summary: str = ""

    def __post_init__(self) -> None:
        declared = self.parameters.values() if hasattr(self.parameters, "values") else self.parameters
        chosen = {name: self.chosen.get(name, values[0]) for name, values in self.options.items()}
        object.__setattr__(self, "chosen", MappingProxyType(chosen))
        table = {p.symbol: p.chosen(chosen.values()) for p in declared}
        object.__setattr__(self, "parameters", ParameterTable(table))
        template = self.reaction
        object.__setattr__(self, "_template", template)
        object.__setattr__(self, "reaction", self._spell(template))

    def _spell(self, text: str) -> str:
        words = {name: self.spellings.get(name, {}).get(value, value) for name, value in self.chosen.items()}
        words = {name: word.format(**words) if "{" in str(word) else word for name, word in words.items()}
        return text.format(**words) if "{" in text else text

    def with_options(self, **options: Any) -> Process:
        """The same process with other option values; they may change its legs. Raises ValueError for an unknown one."""
        chosen = read_options(options, allowed=self.options, process=self.id or self.reaction)
        key = frozenset((chosen := {**self.chosen, **chosen}).items())
        if key not in self._variants:
            self._variants[key] = replace(self, reaction=self._template, chosen=chosen)  # type: ignore[attr-defined]
        return self._variants[key]

    @cached_property
    def _variants(self) -> dict[frozenset[tuple[str, Any]], Process]:
        """Choices of options made before: what is derived and compiled for one of them is kept."""
        return {frozenset(self.chosen.items()): self}

    @cached_property
    def lagrangian(self) -> Model:
        """The model the reaction lives in."""
        from processes.core.models import resolve_model

        return resolve_model(self._spell(self.model) if isinstance(self.model, str) else self.model)

    @cached_property
    def parsed(self) -> Reaction:
        """The reaction with its particles."""
        from amps.reaction import parse_reaction

        return parse_reaction(self.reaction, self.lagrangian)

    @property
    def legs(self) -> tuple[str, ...]:
        """Particle names in leg order."""
        return tuple(p.name for p in self.parsed.legs)

    @property
    def quantity(self) -> str:
        """What `rate` returns: "width" for a decay, "cross_section" for scattering."""
        return "width" if len(self.parsed.initial) == 1 else "cross_section"

    @property
    def bounds(self) -> dict[str, int] | None:
        """`order` as the options chosen make it."""
        return None if self.order is None else {name: int(self._spell(str(n))) for name, n in self.order.items()}

    @cached_property
    def diagrams(self) -> DiagramSet:
        """All tree diagrams."""
        from amps.diagrams import DiagramSet, generate_diagrams

        return DiagramSet(generate_diagrams(self.parsed, self.lagrangian, self.bounds, self.exclude))

    @cached_property
    def _squared(self) -> SquaredAmplitude:
        from amps.squared import squared_amplitude

        squared = squared_amplitude(self.parsed, self.lagrangian, diagrams=self.diagrams)
        given = {name: partial(f, self.chosen) for name, f in self.functions.items() if name in squared.functions}
        return squared.with_functions(given)

    def squared_amplitude(self, **options: Any) -> SquaredAmplitude:
        """|M|^2, averaged over initial and summed over final states, without the identical-particle factor."""
        return self.with_options(**options)._squared if options else self._squared

    @cached_property
    def arguments(self) -> Mapping[str, Parameter]:
        """Everything the rate depends on: declared parameters first, then constants, then what a model leaves open."""
        from processes.core.bound_states import wave_function_parameters
        from processes.core.dependence import needed_names
        from processes.core.model_parameters import declared_parameters, undeclared_parameter

        needed = dict(self.parameters)  # type: ignore[arg-type]
        if self.quantity == "cross_section" and "sqrt_s" not in needed and not self.beam:
            needed["sqrt_s"] = Parameter("sqrt_s", None, "GeV", "centre-of-mass energy", r"\sqrt{s}")
        known = {**CONSTANTS, **declared_parameters(self.lagrangian), **wave_function_parameters(self)}
        for name in needed_names(self):
            if name not in needed:
                needed[name] = known[name] if name in known else undeclared_parameter(name, self.lagrangian)
        return ParameterTable(needed)

    def masses(self, parameters: Mapping[str, float]) -> list[float]:
        """Mass of every leg, GeV, those that the model derives from other parameters included."""
        return [self.mass(p.mass, parameters) for p in self.parsed.legs]

    def mass(self, name: str | None, parameters: Mapping[str, float]) -> float:
        """A mass by its parameter, GeV: given, or derived by the model from others; 0 for None."""
        if name is None:
            return 0.0
        expression = self._definitions.get(name)
        if expression is None:
            return float(parameters[name])
        return float(expression.evalf(17, subs={s: self.mass(s.name, parameters) for s in expression.free_symbols}))

    @cached_property
    def _definitions(self) -> Mapping[str, sympy.Expr]:
        return {symbol.name: expression for symbol, expression in self.lagrangian.all_definitions.items()}

    @property
    def beam(self) -> str:
        """Name of the beam energy for a target at rest (E_...), empty otherwise."""
        return next((str(name) for name in self.parameters if str(name).startswith("E_")), "")

    def closed_form(self, quantity: str = "width", **options: Any) -> sympy.Expr | None:
        """The closed form of a quantity in the process's own symbols, or None."""
        if options:
            return self.with_options(**options).closed_form(quantity)
        function = self.closed_forms.get(quantity)
        if function is None:
            return None
        import sympy

        names = {}
        for argument in inspect.signature(function).parameters:
            target: Any = self.symbols.get(argument, argument)
            if not isinstance(target, str):
                (option,) = (o for o in self.options if set(target) == set(self.options[o]))
                target = target[self.chosen[option]]
            names[argument] = (
                sympy.Symbol(target.format(**self.chosen), real=True) if isinstance(target, str) else target
            )
        return sympy.sympify(function(**names))

    def read(self, given: Mapping[str, Any]) -> tuple[Process, Arguments]:
        """Split keywords into options (applied), parameters (checked, defaults in) and settings."""
        options = {name: given[name] for name in given if name in self.options}
        process = self.with_options(**options) if options else self
        rest = {name: value for name, value in given.items() if name not in self.options}
        arguments = read_arguments(rest, parameters=process.arguments, options={}, process=self.id or self.reaction)
        return process, arguments

    def rate(self, **given: Any) -> Estimate:
        """The width or cross section at these parameters. Raises ValueError for bad or missing ones."""
        from processes.core.rate import compute_rate

        process, arguments = self.read(given)
        return compute_rate(process, arguments)

    def width(self, **given: Any) -> Estimate:
        """Partial width, GeV. Raises TypeError for a scattering process."""
        self._require("width")
        return self.rate(**given)

    def cross_section(self, **given: Any) -> Estimate:
        """Cross section, pb. Raises TypeError for a decay."""
        self._require("cross_section")
        return self.rate(**given)

    def spectrum_average(self, energies: Sequence[float], flux: Sequence[float], **given: Any) -> Estimate:
        """The cross section averaged over a beam: Int flux sigma dE / Int flux dE.

        `energies` in GeV rise and are those of the beam or, for a collider, sqrt(s); `flux` is that per energy, linear
        in between. Raises ValueError for a decay, an impossible spectrum, and whatever the rate raises.
        """
        from processes.core.beam_spectrum import Spectrum, average_over_spectrum

        return average_over_spectrum(self, Spectrum(energies, flux), **given)

    def compare(self, name: str, **given: Any) -> Comparison:
        """The rate beside approximations, as compare("ww", ...). Raises ValueError for a name not in `comparisons`."""
        from processes.core.approximations import compare

        return compare(self, name, given)

    def differential(
        self, observable: str | tuple[str, str], bins: Any = 40, limits: Any = None, **given: Any
    ) -> Histogram:
        """The rate differential in one observable, or in a pair: `bins` is a number or rising edges (or a pair).

        `limits` (low, high) serve where `bins` is a number; without them the range is that of phase space within the
        cuts. Raises ValueError for an unknown observable (listing the known), bad bins, and below threshold.
        """
        from processes.core.differential import differential

        process, arguments = self.read(given)
        return differential(process, observable, bins, limits, arguments)

    def events(self, n: int, weighted: bool = False, **given: Any) -> Events:
        """`n` events distributed as the rate: momenta (n, legs, 4) in GeV and weights that sum to the rate.

        Raises ValueError for n < 1, below threshold, or where cuts leave nothing.
        """
        from processes.core.events import generate_events

        process, arguments = self.read(given)
        return generate_events(process, n, weighted, arguments)

    def _require(self, quantity: str) -> None:
        if self.quantity != quantity:
            raise TypeError(
                f"{self.id or self.reaction} has a {self.quantity}, not a {quantity}; call {self.quantity}() or rate()"
            )

    def evaluate(self, momenta: Any, route: str = "auto", **given: Any) -> Any:
        """|M|^2 at four-momenta of shape (points, legs, 4), legs in reaction order, E px py pz in GeV, any frame.

        `route`: "trace" (the exact trace), "spinors" (independent helicity amplitudes) or "auto". Raises ValueError
        for momenta off shell by more than 1e-6 E^2 or not conserved.
        """
        from processes.core.evaluation import evaluate

        return evaluate(self, momenta, route, given)

    def polarised(self, momenta: Any, fixed: Mapping[int, Any], **given: Any) -> Any:
        """|M|^2 at momenta (points, legs, 4) with some legs (numbered from 1) in given spin states.

        A state is a helicity (1/2, 1, 0, ...) in the frame of the momenta or, for a vector, a polarisation four-vector;
        such a leg is neither summed nor averaged over. Raises ValueError for a leg or state that does not exist.
        """
        from processes.core.evaluation import evaluate

        return evaluate(self, momenta, "spinors", given, fixed)

    def compile(self, target: str = "auto", **options: Any) -> Kernel:
        """|M|^2 as a compiled function of the invariants and parameters, by name."""
        import codegen
        from processes.core.lowering import squared_amplitude_program

        process = self.with_options(**options) if options else self
        return codegen.compile(
            squared_amplitude_program(process.id or "squared_amplitude", process._squared), target=target
        )

    def check(self) -> Report:
        """Two routes, Ward identities, closed forms, references, positivity; raises nothing."""
        from processes.core.checks import check_process

        return check_process(self)

    def _repr_latex_(self) -> str:
        return self.parsed._repr_latex_()

    def _repr_html_(self) -> str:
        from processes.core.notebook import process_html

        return process_html(self)
