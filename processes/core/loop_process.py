"""A quantity that starts at one loop: the public surface of a Process, with a closed form derived by `amps.loops`."""

from __future__ import annotations

import time
from cmath import isnan, nan
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from processes.core.constants import CONSTANTS, Parameter
from processes.core.parameter_table import ParameterTable
from processes.core.process import Process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import sympy

    from amps.loops.moment_program import StraightLine
    from amps.model import Model
    from codegen.kernel import Kernel
    from processes.core.checks import Line, Report
    from processes.core.estimate import Estimate

DIRECT_TOLERANCE = 1e-10
SMALLEST = 1e-30
"""Parameters nearer to zero or infinity are left to exact arithmetic."""

GENERIC = 0.3
"""Value of the first required parameter at which `check` compares the two routes; the others rise by a tenth each."""


@dataclass(frozen=True, eq=False)
class LoopResult:
    """What the derivation of one loop quantity gives.

    `value` is its closed form; `at_zero` the closed form where the named parameters vanish; `direct` integrates the
    Feynman parameters numerically, a route without the closed form; `program` is a stable double-precision form;
    `integrand` is that of the last Feynman parameter u, from 0 to 1, where one is left.
    """

    value: sympy.Expr
    diagrams: tuple[Any, ...]
    direct: Callable[[Mapping[str, float]], complex]
    at_zero: Callable[[frozenset[str]], sympy.Expr] | None = None
    program: StraightLine | None = None
    integrand: sympy.Expr | None = None


@dataclass(frozen=True, eq=False)
class LoopProcess(Process):
    """A Process whose lowest order is one loop.

    `derive` makes the result from the model and the chosen options; `result` names the quantity ("a_{lepton}") and
    `result_unit` its unit; it may be complex where `complex_valued`. Parameters that the closed form does not contain
    for the chosen options are not accepted.
    """

    derive: Callable[[Model, Mapping[str, Any]], LoopResult] | None = None
    result: str = "width"
    result_unit: str = "GeV"
    complex_valued: bool = False

    @property
    def quantity(self) -> str:
        """What `rate` returns, e.g. "a_mu"."""
        return self._spell(self.result)

    @cached_property
    def derived(self) -> LoopResult:
        """Diagrams and closed form at the chosen options."""
        if self.derive is None:
            raise ValueError(f"{self.id or self.reaction} declares no derivation; set derive=")
        return self.derive(self.lagrangian, self.chosen)

    @property
    def diagrams(self) -> tuple[Any, ...]:  # type: ignore[override]
        """All one-loop diagrams."""
        return self.derived.diagrams

    @cached_property
    def arguments(self) -> Mapping[str, Parameter]:
        """What the closed form depends on, declared parameters first."""
        used = {s.name for s in self.derived.value.free_symbols}
        own = {name: p for name, p in self.parameters.items() if name in used}  # type: ignore[union-attr]
        return ParameterTable(own | {name: CONSTANTS[name] for name in sorted(used - set(own))})

    def closed_form(self, quantity: str = "", **options: Any) -> sympy.Expr | None:
        """The derived closed form of the process's own quantity; None for another quantity."""
        if options:
            return self.with_options(**options).closed_form(quantity)
        return self.derived.value if quantity in ("", self.quantity) else None

    def digits(self, digits: int, **given: Any) -> sympy.Expr:
        """The quantity to any number of digits, floats standing for their exact binary value, in `result_unit`.

        A Fraction or a decimal string ("0.1") is taken exactly. Raises ValueError as `rate` does.
        """
        from amps.loops.closed_forms import evaluate

        named = {name for name in given if name not in self.options}
        exact = {name: Fraction(given[name]) for name in named if isinstance(given[name], str | Fraction)}
        process, arguments = self.read({**given, **{name: float(value) for name, value in exact.items()}})
        values = {name: exact.get(name, arguments.parameters[name]) for name in process.arguments}
        expression = process._expression(values)  # type: ignore[attr-defined]
        return evaluate(expression, values, digits, real=not self.complex_valued)

    def _expression(self, values: Mapping[str, Any]) -> sympy.Expr:
        zeros = frozenset(name for name, value in values.items() if value == 0)
        if not zeros or self.derived.at_zero is None:
            return self.derived.value
        return self.derived.at_zero(zeros)

    def rate(self, **given: Any) -> Estimate:
        """The loop quantity at these parameters. Raises ValueError for bad, missing or singular ones."""
        from processes.core.vectorised import over_arrays

        process, arguments = self.read(given)
        settings = arguments.settings
        if settings.method == "vegas" or settings.cuts is not None:
            raise ValueError(f"{self.id or self.reaction} is a closed form: it takes no cuts and no method 'vegas'")
        used = {name: arguments.parameters[name] for name in process.arguments}
        process._refuse_complex_errors(used)  # type: ignore[attr-defined]
        found = over_arrays(used, lambda values: process._at(values, settings.method))  # type: ignore[attr-defined]
        return found.to(settings.unit) if settings.unit else found

    def _refuse_complex_errors(self, used: Mapping[str, Any]) -> None:
        """Raises ValueError where parameter errors would have to propagate into a complex number."""
        if not self.complex_valued or not any(hasattr(value, "sdev") for value in used.values()):
            return
        central = {name: float(getattr(value, "mean", value)) for name, value in used.items()}
        if isinstance(self._at(central, "auto").value, complex):
            raise ValueError(
                f"{self.quantity} is complex here, and a complex value takes no parameter errors: give plain numbers, "
                "or stay below the thresholds of the particles in the loop"
            )

    def _require(self, quantity: str) -> None:
        if self.quantity != quantity:
            raise TypeError(f"{self.id or self.reaction} is {self.quantity}, not a {quantity}; call rate()")

    def _at(self, values: Mapping[str, float], method: str) -> Estimate:
        from amps.loops.closed_forms import evaluate
        from processes.core.estimate import Estimate

        start = time.perf_counter()
        if method == "quadrature":
            value: Any = self.derived.direct(values)
        else:
            value = self._compiled_at(values)
            if isnan(value):
                value = complex(evaluate(self._expression(values), values, real=not self.complex_valued))
        return Estimate(
            value=value.real if value.imag == 0 else value,
            error=DIRECT_TOLERANCE * abs(value) if method == "quadrature" else 0.0,
            unit=self.result_unit,
            quantity=self.quantity,
            method="quadrature" if method == "quadrature" else "closed form",
            seconds=time.perf_counter() - start,
            parameters={**values, **self.chosen},
            references=self.sources,
            id=self.id,
            reaction=self.reaction,
        )

    def _compiled_at(self, values: Mapping[str, float]) -> complex:
        """From the stable double-precision form; NaN where there is none, or none for these values."""
        line = self.derived.program
        if line is None or self._kernel is None:
            return complex(nan)
        sizes = [abs(x) for name, x in values.items() if x != 0 or name not in line.may_vanish]
        if not all(SMALLEST < size < 1 / SMALLEST for size in sizes):
            return complex(nan)
        return complex(self._kernel(**values))

    @cached_property
    def _kernel(self) -> Kernel | None:
        """The stable double-precision form, accurate to 1e-13, where there is one."""
        return None if self.derived.program is None else self.compile(target="numpy")

    def compile(self, target: str = "auto", **options: Any) -> Kernel:
        """The quantity as a compiled function of its parameters. Raises ValueError where no stable form is derived."""
        import codegen

        process = self.with_options(**options) if options else self
        line = process.derived.program  # type: ignore[attr-defined]
        if line is None:
            raise ValueError(f"{self.id or self.reaction} has no compiled form for {dict(process.chosen)}; use rate()")
        builder = codegen.ProgramBuilder(process.quantity)
        varying = set(process.parameters)
        values = {name: builder.argument(name, uniform=name not in varying) for name in process.arguments}
        inputs = {name: builder.sympy(expression, values) for name, expression in line.inputs.items()}
        builder.output(process.quantity, builder.inline(line.assignments, inputs)[line.output])
        return codegen.compile(builder.build(), target=target)

    def check(self) -> Report:
        """Closed form against numerical Feynman parameters for every choice of options, and the reference values."""
        from processes.core.checks import Line, Report, check_references

        lines: list[Line] = []
        for check in (self._direct_lines, lambda: check_references(self)):
            try:
                lines.extend(check())
            except Exception as error:  # a report says what went wrong instead of raising it
                lines.append(Line("loop integral", False, f"{type(error).__name__}: {error}"))
        return Report(self.id or self.reaction, tuple(lines))

    def _direct_lines(self) -> Iterator[Line]:
        from processes.core.checks import Line

        for name, values in {"": (None,), **self.options}.items():
            for value in values[1:] if name else values:
                process: Any = self.with_options(**{name: value}) if name else self
                open_names = [k for k, p in process.arguments.items() if p.is_required]
                given = {k: p.default for k, p in process.arguments.items()}
                given |= {k: GENERIC + 0.1 * n for n, k in enumerate(open_names)}
                closed, direct = (complex(process._at(given, m).value) for m in ("closed form", "quadrature"))
                worst = abs(closed - direct) / abs(closed)
                yield Line(
                    f"two routes{f', {name} {value}' if name else ''}",
                    worst < DIRECT_TOLERANCE,
                    f"closed form and numerical Feynman parameters differ by {worst:.1e}",
                )

    def squared_amplitude(self, **options: Any) -> NoReturn:
        """Raises ValueError: there is no tree amplitude."""
        raise ValueError(f"{self.id or self.reaction} has no tree amplitude; closed_form() gives the {self.quantity}")

    def evaluate(self, momenta: Any, route: str = "auto", **given: Any) -> NoReturn:
        """Raises ValueError: there is no tree amplitude."""
        self.squared_amplitude()
