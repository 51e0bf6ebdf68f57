"""A model: particles, parameters and Lagrangian terms, from which the vertices follow."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from amps.feynman_rules import derive_vertices
from amps.form_factors import without_form_factors
from amps.lagrangian import Expression
from amps.model_parameters import ModelParameter as ModelParameter
from amps.model_shape import as_particles, check_shape

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import sympy

    from amps.particle import Particle
    from amps.vertices import Vertex


@dataclass(frozen=True, eq=False, repr=False)
class Model:
    """A Lagrangian with its particles (or fields, which are turned into particles).

    `definitions` gives parameters in terms of others (e = sqrt(4 pi alpha)); `orders` counts couplings per term, e.g.
    {"qed": {"QED": 1}}; `alternatives` lists particles of which only one exists at a time; `extends` takes over
    everything of other models; `parameters` gives units, meanings and defaults. `first_order` names couplings of
    contact interactions, of which amplitudes keep the first power unless an order is asked for. Free kinetic and mass
    terms are implied. A model that comes with Feynman rules instead of terms has them in `rules`, the functions of q2
    that its form factors stand for in `form_factors`, and what was left out of it in `notices`.
    """

    name: str
    particles: tuple[Particle, ...] = ()
    terms: Mapping[str, Expression] = field(default_factory=dict)
    definitions: Mapping[sympy.Symbol, sympy.Expr] = field(default_factory=dict)
    orders: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    extends: tuple[Model, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    alternatives: tuple[tuple[str, ...], ...] = ()
    parameters: Mapping[str, ModelParameter] = field(default_factory=dict)
    rules: tuple[Vertex, ...] = ()
    form_factors: Mapping[str, sympy.Expr] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    first_order: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_shape(self)
        object.__setattr__(self, "particles", as_particles(self.particles, self.name))

    @cached_property
    def all_particles(self) -> tuple[Particle, ...]:
        """Own particles and those of the extended models; one definition per name."""
        found: dict[str, Particle] = {p.name: p for p in self.particles}
        for parent in self.extends:
            for p in parent.all_particles:
                if found.setdefault(p.name, p) != p:
                    raise ValueError(
                        f"model {self.name!r}: particle {p.name!r} is defined differently in {parent.name!r}"
                    )
        return tuple(found.values())

    @cached_property
    def all_terms(self) -> Mapping[str, Expression]:
        """Own terms and those of the extended models (an own term replaces an inherited one of the same name)."""
        merged: dict[str, Expression] = {}
        for parent in self.extends:
            merged.update(parent.all_terms)
        return MappingProxyType({**merged, **self.terms})

    @cached_property
    def all_definitions(self) -> Mapping[sympy.Symbol, sympy.Expr]:
        """Derived parameters of this and the extended models."""
        merged: dict[sympy.Symbol, sympy.Expr] = {}
        for parent in self.extends:
            merged.update(parent.all_definitions)
        return MappingProxyType({**merged, **self.definitions})

    @cached_property
    def all_orders(self) -> Mapping[str, Mapping[str, int]]:
        """Coupling orders per term, inherited ones included."""
        merged: dict[str, Mapping[str, int]] = {}
        for parent in self.extends:
            merged.update(parent.all_orders)
        return MappingProxyType({**merged, **self.orders})

    @cached_property
    def all_parameters(self) -> Mapping[str, ModelParameter]:
        """Parameters that this or an extended model declares (an own declaration replaces an inherited one)."""
        merged: dict[str, ModelParameter] = {}
        for parent in self.extends:
            merged.update(parent.all_parameters)
        return MappingProxyType({**merged, **self.parameters})

    @cached_property
    def all_rules(self) -> tuple[Vertex, ...]:
        """Feynman rules that were given as such, own and inherited."""
        return (*self.rules, *(vertex for parent in self.extends for vertex in parent.all_rules))

    @cached_property
    def all_form_factors(self) -> Mapping[str, sympy.Expr]:
        """Functions of q2 that form factors of this and the extended models stand for."""
        merged: dict[str, sympy.Expr] = {}
        for parent in self.extends:
            merged.update(parent.all_form_factors)
        return MappingProxyType({**merged, **self.form_factors})

    @cached_property
    def all_first_order(self) -> frozenset[str]:
        """Couplings kept to their first power, inherited ones included."""
        return frozenset(self.first_order).union(*(parent.all_first_order for parent in self.extends))

    @cached_property
    def all_alternatives(self) -> tuple[tuple[str, ...], ...]:
        """Lists of particles of which only one exists, own lists first."""
        return (*self.alternatives, *(group for parent in self.extends for group in parent.all_alternatives))

    @cached_property
    def vertices(self) -> tuple[Vertex, ...]:
        """The Feynman rules: those derived from the terms, and those given as such."""
        return (*derive_vertices(self.all_terms, self.all_orders), *self.all_rules)

    def validate(self, constants: Collection[str] = (), reserved: Collection[str] = ()) -> None:
        """Check that rates can be derived: Lorentz invariance, charge, hermiticity, and that every name is known.

        `constants` are parameters that need no declaration, `reserved` names none may have. Raises TermError naming the
        term, field or parameter.
        """
        from amps.feynman_rules import TermError

        if not self._checked:
            from amps.model_findings import soundness

            wrong = next(soundness(self, constants, reserved), None)
            if wrong is not None:
                raise TermError(f"model {self.name!r}: {wrong.detail}")
            self._checked.append(True)

    @cached_property
    def _checked(self) -> list[bool]:
        """Holds an entry once the model was found sound."""
        return []

    @cached_property
    def pointlike(self) -> Model:
        """The same model with every form factor set to 1."""
        terms = {
            name: Expression((without_form_factors(c), factors) for c, factors in term.monomials)
            for name, term in self.all_terms.items()
        }
        rules = tuple(
            replace(v, terms=tuple(replace(t, coefficient=without_form_factors(t.coefficient)) for t in v.terms))
            for v in self.all_rules
        )
        return replace(self.flat, terms=terms, rules=rules, form_factors={})

    @cached_property
    def in_real_couplings(self) -> Model:
        """The same model with every complex coupling z written as re_z + i im_z; see `amps.complex_couplings`."""
        from amps.complex_couplings import with_real_couplings

        return with_real_couplings(self)

    @cached_property
    def flat(self) -> Model:
        """The same model with everything of the extended models taken in."""
        return replace(
            self,
            particles=self.all_particles,
            terms=self.all_terms,
            definitions=self.all_definitions,
            orders=self.all_orders,
            aliases=self._aliases,
            alternatives=self.all_alternatives,
            parameters=self.all_parameters,
            rules=self.all_rules,
            form_factors=self.all_form_factors,
            first_order=tuple(sorted(self.all_first_order)),
            extends=(),
        )

    @cached_property
    def vertices_by_legs(self) -> Mapping[tuple[str, ...], tuple[Vertex, ...]]:
        """Vertices keyed by their sorted incoming legs."""
        found: dict[tuple[str, ...], tuple[Vertex, ...]] = {}
        for vertex in self.vertices:
            found[vertex.legs] = (*found.get(vertex.legs, ()), vertex)
        return MappingProxyType(found)

    @cached_property
    def species(self) -> Mapping[str, Particle]:
        """Every particle and antiparticle by name."""
        table: dict[str, Particle] = {}
        for p in self.all_particles:
            for state in (p, p.conjugate()):
                if table.setdefault(state.name, state) != state:
                    raise ValueError(f"model {self.name!r}: two particles are called {state.name!r}")
        return MappingProxyType(table)

    @cached_property
    def _aliases(self) -> Mapping[str, str]:
        merged: dict[str, str] = {}
        for parent in self.extends:
            merged.update(parent._aliases)
        return {**merged, **self.aliases}

    def particle(self, name: str) -> Particle:
        """The (anti)particle called `name`: the model's own spelling, a PDG name or a PDG number.

        Raises KeyError naming the closest particles of the model.
        """
        own = self.species.get(self._aliases.get(name, name))
        if own is not None:
            return own
        number = _pdg_number(name)
        for state in self.species.values():
            if number is not None and state.pdg == number:
                return state
        close = get_close_matches(name, self.species, n=3, cutoff=0.4)
        known = ", ".join(close or sorted(self.species))
        raise KeyError(
            f"model {self.name!r} has no particle {name!r}; {'did you mean' if close else 'it has'}: {known}"
        )

    def latex(self) -> str:
        """The Lagrangian, one term per line."""
        from amps.model_html import model_latex

        return model_latex(self)

    def __repr__(self) -> str:
        # The whole Lagrangian would bury whatever holds a model.
        return f"Model({self.name!r})"

    def _repr_latex_(self) -> str:
        return f"$${self.latex()}$$"

    def _repr_html_(self) -> str:
        from amps.model_html import model_html

        return model_html(self)


def _pdg_number(name: str) -> int | None:
    try:
        return int(name)
    except ValueError:
        pass
    from particle import Particle as PDGParticle
    from particle import ParticleNotFound
    from particle.exceptions import MatchingIDNotFound

    try:
        return int(PDGParticle.from_name(name).pdgid)
    except (ParticleNotFound, MatchingIDNotFound):
        return None
