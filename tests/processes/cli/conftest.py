"""A process that answers from a closed form, so that the command line is tested on its own."""

from dataclasses import dataclass, field
from math import pi
from types import SimpleNamespace

import pytest
import sympy

import processes
from processes.core.constants import Parameter
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
    parameters: dict = field(
        default_factory=lambda: {
            "m_V": Parameter("m_V", None, "GeV", "mass of V", "m_V"),
            "g_V": Parameter("g_V", 1.0, "1", "coupling of V", "g_V"),
        }
    )
    options: dict = field(default_factory=lambda: {"lepton": ("mu", "e")})

    def with_options(self, **options):
        chosen = read_arguments(options, parameters={}, options=self.options, process=self.id).options
        return ToyProcess(self.id, f"V > {chosen['lepton']}- {chosen['lepton']}+", self.passed, chosen["lepton"])

    def squared_amplitude(self):
        expr = 4 * g_V**2 * m_V**2 / 3
        return SimpleNamespace(
            expr=expr,
            latex=lambda: sympy.latex(expr),
            invariants={"s": "(p1+p2)^2"},
            denominators={},
            symmetry_factor=1,
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
        return SimpleNamespace(passed=self.passed, lines=("two routes: agree", "reference: agrees"))


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
