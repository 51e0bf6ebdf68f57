"""A process that answers from a closed form, so that the command line is tested on its own."""

from dataclasses import dataclass, field
from fractions import Fraction
from math import pi
from types import SimpleNamespace

import pytest
import sympy

import processes
from processes.core.checks import Line, Report
from processes.core.constants import CONSTANTS, Parameter
from processes.core.estimate import Estimate
from processes.core.options import read_arguments

m_V, g_V = sympy.symbols("m_V g_V")


@dataclass
class ToyProcess:
    id: str
    reaction: str = "V > mu- mu+"
    passed: bool = True
    lepton: str = "mu"
    legs: tuple = ("V", "mu-", "mu+")
    diagrams: tuple = ("only one",)
    quantity: str = "width"
    summary: str = "a toy"
    lagrangian: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(name="toy_model", all_particles=()))
    parameters: dict = field(
        default_factory=lambda: {
            "m_V": Parameter("m_V", None, "GeV", "mass of V", "m_V"),
            "g_V": Parameter("g_V", 1.0, "1", "coupling of V", "g_V"),
        }
    )
    options: dict = field(default_factory=lambda: {"lepton": ("mu", "e")})
    closed_forms: dict = field(default_factory=dict)
    functions: dict = field(default_factory=dict)

    @property
    def arguments(self):
        return {**self.parameters, "m_mu": CONSTANTS["m_mu"]}

    def with_options(self, **options):
        chosen = read_arguments(options, parameters={}, options=self.options, process=self.id).options
        return ToyProcess(self.id, f"V > {chosen['lepton']}- {chosen['lepton']}+", self.passed, chosen["lepton"])

    def squared_amplitude(self):
        expr = 4 * g_V**2 * m_V**2 / 3
        latex = sympy.latex(expr)
        invariant = SimpleNamespace(name="m_V", definition="(p2 + p3)^2")
        return SimpleNamespace(
            expr=expr,
            definitions={g_V: sympy.sqrt(4 * sympy.pi * sympy.Symbol("alpha_V"))},
            latex=lambda names=None: latex,
            invariants={"m_V": invariant},
            denominators={},
            prefactor=g_V**2,
            average=Fraction(1, 3),
            symmetry_factor=Fraction(1),
        )

    def rate(self, **given):
        a = read_arguments(given, parameters=self.parameters, options=self.options, process=self.id)
        mass = a.parameters["m_V"]
        if mass < 2 * a.parameters["m_mu"]:
            return Estimate.below_threshold(quantity="width", unit="GeV", id=self.id, reaction=self.reaction)
        return Estimate(
            value=a.parameters["g_V"] ** 2 * mass / (12 * pi),
            error=1e-3 * mass,
            unit="GeV",
            quantity="width",
            method="vegas",
            chi2_dof=1.1,
            Q=0.4,
            n_evaluations=1000,
            seed=a.settings.seed,
            parameters={"m_V": mass},
            warnings=("a warning",),
            id=self.id,
            reaction=self.reaction,
        )

    def check(self):
        return Report(self.id, (Line("routes", self.passed, "seen"),))


@pytest.fixture
def toys(monkeypatch):
    """The library holds `toy` (passes its checks) and `broken` (does not)."""
    library = {"toy": ToyProcess("toy"), "broken": ToyProcess("broken", passed=False)}

    def get(name):
        if name not in library:
            raise KeyError(f"no process {name!r}; did you mean toy?")
        return library[name]

    def reaction(text, model):
        if model != "qed":
            raise KeyError(f"no model {model!r}")
        return ToyProcess("e_e_to_mu_mu", text)

    monkeypatch.setattr(processes, "names", lambda: tuple(library), raising=False)
    monkeypatch.setattr(processes, "get", get, raising=False)
    monkeypatch.setattr(processes, "reaction", reaction, raising=False)
    return library
