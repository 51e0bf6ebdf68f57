"""A particle: what its external line needs to know, and what it conserves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, TypedDict, Unpack

Spin = Literal["0", "1/2", "1"]
_GREEK = re.compile(
    r"(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|varphi|chi|psi|omega"
    r"|Delta|Sigma|Upsilon|Phi|Psi|Omega)(\d?)([+-]?)"
)


@dataclass(frozen=True)
class Particle:
    """One species, named by its particle; the antiparticle is reached by `conjugate`.

    `mass` and `width` are parameter names (None: massless, stable). `charge` is in units of the proton's.
    `chiral` marks a massless fermion of a single helicity (the neutrinos), which is not averaged over.
    `numbers` holds further additive numbers, e.g. {"L": 1}; `colour` is the dimension of the SU(3) representation.
    """

    name: str
    antiname: str
    spin: Spin
    mass: str | None = None
    charge: Fraction = Fraction(0)
    pdg: int | None = None
    latex: str = ""
    antilatex: str = ""
    chiral: bool = False
    colour: int = 1
    width: str | None = None
    numbers: Mapping[str, Fraction] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def __post_init__(self) -> None:
        for role, given in (("mass", self.mass), ("width", self.width)):
            if given is not None and not (isinstance(given, str) and given.isascii() and given.isidentifier()):
                raise ValueError(
                    f"the {role} of particle {self.name!r} is the name of a parameter such as 'm_X', not {given!r}; "
                    "its value is given to a rate, or as a default in the model's parameters"
                )
        if self.spin not in ("0", "1/2", "1"):
            raise ValueError(f"particle {self.name!r} has spin {self.spin!r}; expected '0', '1/2' or '1'")
        if self.chiral and (self.mass is not None or self.spin != "1/2"):
            raise ValueError(f"particle {self.name!r} is marked chiral, but only a massless spin-1/2 field can be")
        if self.self_conjugate and self.charge != 0:
            raise ValueError(f"particle {self.name!r} is its own antiparticle but has charge {self.charge}")

    @property
    def self_conjugate(self) -> bool:
        """True for a real scalar, a real vector or a Majorana fermion."""
        return self.name == self.antiname

    @property
    def is_fermion(self) -> bool:
        """True for spin 1/2."""
        return self.spin == "1/2"

    @property
    def states(self) -> int:
        """Number of spin states of one external particle (colour not included)."""
        if self.spin == "1":
            return 2 if self.mass is None else 3
        return 1 if self.spin == "0" or self.chiral else 2

    def conjugate(self) -> Particle:
        """The antiparticle, with every charge reversed."""
        if self.self_conjugate:
            return self
        return replace(
            self,
            name=self.antiname,
            antiname=self.name,
            charge=-self.charge,
            pdg=None if self.pdg is None else -self.pdg,
            latex=self.antilatex,
            antilatex=self.latex,
            numbers=MappingProxyType({k: -v for k, v in self.numbers.items()}),
        )

    def _repr_latex_(self) -> str:
        return f"${self.latex or self.name}$"


def _antiname(name: str, anti: str | None) -> str:
    if anti is not None:
        return anti
    if name.endswith("-"):
        return name[:-1] + "+"
    if name.endswith("+"):
        return name[:-1] + "-"
    return name + "~"


def _latex(name: str) -> str:
    """A name as it is read: Greek where it spells a letter, e.g. "chi1" and "phi+"."""
    found = _GREEK.fullmatch(name)
    if found is None:
        return name
    letter, number, sign = found.groups()
    neutral = "^0" if number == "0" else f"_{number}" if number else ""
    return rf"\{letter}" + neutral + (f"^{sign}" if sign else "")


class Traits(TypedDict, total=False):
    """What a field may be told beside its name; see `Particle`."""

    mass: str
    charge: int | Fraction
    pdg: int
    latex: str
    antilatex: str
    chiral: bool
    colour: int
    width: str
    numbers: Mapping[str, int | Fraction]


def _make(spin: Spin, name: str, anti: str | None, traits: Traits) -> Particle:
    antiname = _antiname(name, anti)
    latex = traits.get("latex") or _latex(name)
    antilatex = traits.get("antilatex")
    if antilatex is None and antiname == name:
        antilatex = latex
    elif antilatex is None:
        charged = latex.endswith(("^-", "^+"))
        antilatex = latex[:-1] + ("+" if latex.endswith("-") else "-") if charged else rf"\bar{{{latex}}}"
    return Particle(
        name,
        antiname,
        spin,
        traits.get("mass"),
        Fraction(traits.get("charge", 0)),
        traits.get("pdg"),
        latex,
        antilatex,
        traits.get("chiral", False),
        traits.get("colour", 1),
        traits.get("width"),
        MappingProxyType({k: Fraction(v) for k, v in traits.get("numbers", {}).items()}),
    )


def fermion(name: str, anti: str | None = None, **traits: Unpack[Traits]) -> Particle:
    """A spin-1/2 field; `anti=name` makes it Majorana."""
    return _make("1/2", name, anti, traits)


def scalar(name: str, anti: str | None = None, **traits: Unpack[Traits]) -> Particle:
    """A spin-0 field; real when `anti=name`."""
    return _make("0", name, anti, traits)


def vector(name: str, anti: str | None = None, **traits: Unpack[Traits]) -> Particle:
    """A spin-1 field; real unless charged or given another `anti`."""
    is_real = anti is None and not traits.get("charge") and not name.endswith(("+", "-"))
    return _make("1", name, name if is_real else anti, traits)
