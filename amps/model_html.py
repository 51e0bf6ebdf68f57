"""A model as a notebook shows it: its particles and its Lagrangian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amps.html import html_table
from amps.lagrangian_latex import expression_latex

if TYPE_CHECKING:
    from amps.model import Model


def model_html(model: Model) -> str:
    """Two tables: particles with spin, mass and charge; terms with their names."""
    particles = (
        (p.name, f"${p.latex or p.name}$", p.spin, p.mass or "0", str(p.charge), "" if p.pdg is None else str(p.pdg))
        for p in model.all_particles
    )
    terms = ((name, f"${expression_latex(term)}$") for name, term in model.all_terms.items())
    header = ("particle", "symbol", "spin", "mass", "charge", "PDG number")
    return html_table(header, particles, f"model {model.name}") + html_table(("term", "Lagrangian"), terms)


def model_latex(model: Model) -> str:
    r"""\mathcal{L} as a sum of the model's terms, one per line."""
    terms = [expression_latex(term) for term in model.all_terms.values()]
    rows = [term if k == 0 or term.startswith("-") else f"+ {term}" for k, term in enumerate(terms)]
    return r"\begin{aligned}\mathcal{L} &= " + r" \\ &\quad ".join(rows) + r"\end{aligned}"
