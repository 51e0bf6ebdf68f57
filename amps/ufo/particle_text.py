"""particles.py: the species of a model with their UFO codes and Python names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amps.particle import Particle

SPIN_CODES = {"0": 1, "1/2": 2, "1": 3}
FIRST_FREE_PDG = 9_000_001
_WORDS = {"+": "__plus__", "-": "__minus__", "~": "__tilde__", "*": "__star__", "'": "__prime__"}


def variable(name: str) -> str:
    """A particle's name as a Python name: e- becomes e__minus__."""
    text = "".join(_WORDS.get(c, c if c.isalnum() or c == "_" else f"_{ord(c)}_") for c in name)
    return text if text.isidentifier() else f"p_{text}"


def pdg_codes(particles: Iterable[Particle]) -> dict[str, int]:
    """A PDG number for every particle; those without one get numbers that the PDG leaves to users."""
    listed = list(particles)
    codes = {p.name: p.pdg for p in listed if p.pdg is not None}
    free = (n for n in range(FIRST_FREE_PDG, FIRST_FREE_PDG + 10_000) if n not in codes.values())
    return {p.name: codes[p.name] if p.name in codes else next(free) for p in listed}


def particles_text(particles: Iterable[Particle], codes: Mapping[str, int]) -> str:
    """The text of particles.py; `codes` are PDG numbers by name."""
    lines = [
        '"""The particles of the model."""',
        "",
        "from __future__ import division",
        "",
        "from . import parameters as Param",
        "from .object_library import Particle, all_particles",
        "",
    ]
    for p in particles:
        lines += [*_declaration(p, codes[p.name]), ""]
        if not p.self_conjugate:
            lines += [f"{variable(p.antiname)} = {variable(p.name)}.anti()", ""]
    return "\n".join(lines)


def _declaration(p: Particle, code: int) -> list[str]:
    charge = str(p.charge.numerator) if p.charge.denominator == 1 else f"{p.charge.numerator}/{p.charge.denominator}"
    keywords = {
        "pdg_code": str(code),
        "name": repr(p.name),
        "antiname": repr(p.antiname),
        "spin": str(SPIN_CODES[p.spin]),
        "color": str(p.colour),
        "mass": f"Param.{p.mass or 'ZERO'}",
        "width": f"Param.{p.width or 'ZERO'}",
        "texname": repr(p.latex or p.name),
        "antitexname": repr(p.antilatex or p.antiname),
        "charge": charge,
    }
    if p.chiral:
        keywords["chiral"] = "True"
    keywords |= {
        number: str(value)
        for number, value in sorted(p.numbers.items())
        if number.isidentifier() and value == int(value)
    }
    first = f"{variable(p.name)} = Particle("
    return [first, *(f"    {key}={value}," for key, value in keywords.items()), ")"]
