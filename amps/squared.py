"""The squared amplitude of a reaction: exact numerators over named propagators, in a minimal set of invariants.

average * prefactor * sum over denominator monomials of numerator(invariants, masses, couplings) * product of
1/denominator.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import sympy
from sympy.core.function import AppliedUndef

from amps.algebra.basis import Invariant, Orientation, choose_invariants, make_basis
from amps.algebra.ring import Ring
from amps.amplitude import amplitude_terms
from amps.couplings import common_factor, complex_parts
from amps.diagrams import Diagram, generate_diagrams
from amps.form_factors import momenta_of_form_factors
from amps.longitudinal import conserved_legs, contracted
from amps.reaction import ImpossibleReaction
from amps.sorting import cancelled, sort_terms
from amps.vocabulary import Vocabulary
from amps.words import external_vector

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from amps.couplings import Monomial
    from amps.interference import Squarer
    from amps.model import Model
    from amps.reaction import Reaction
    from amps.variables import Variables
    from amps.words import Denominator, Term

MOST_SHOWN = 400
"""A longer |M|^2 is described, not written out, where a notebook shows it."""

Powers = tuple[tuple[str, int], ...]
Polynomial = dict[tuple[int, ...], Fraction]


@dataclass(frozen=True)
class SquaredAmplitude:
    """|M|^2 averaged over initial and summed over final states, without the identical-particle factor.

    `polynomials` maps powers of denominators to {exponents: coefficient} over `variables` (Laurent: exponents of an
    invariant that is itself a denominator may be negative); `denominators` gives each denominator's inverse propagator
    an expression; `prefactor` is the common coupling, `average` 1/(initial states); `colour`, part of the polynomials,
    is the colour sum where it is one number for all diagrams (None otherwise).
    """

    reaction: Reaction
    variables: tuple[str, ...]
    invariants: Mapping[str, Invariant | Orientation]
    polynomials: Mapping[Powers, Polynomial]
    denominators: Mapping[str, sympy.Expr]
    prefactor: sympy.Expr
    average: Fraction
    conserved: Mapping[int, bool]
    colour: Fraction | None = Fraction(1)
    definitions: Mapping[sympy.Symbol, sympy.Expr] = field(default_factory=dict)

    @property
    def symmetry_factor(self) -> Fraction:
        """1/n! for n identical final particles; not part of `expr`."""
        return self.reaction.symmetry_factor

    @cached_property
    def symbols(self) -> Mapping[str, sympy.Symbol]:
        """SymPy symbols of the variables and denominators."""
        return MappingProxyType({name: sympy.Symbol(name, real=True) for name in (*self.variables, *self.denominators)})

    @cached_property
    def numerators(self) -> Mapping[Powers, sympy.Expr]:
        """SymPy numerators by powers of the denominators, prefactor and average not included."""
        return MappingProxyType({key: self._sympy(poly) for key, poly in self.polynomials.items()})

    @cached_property
    def expr(self) -> sympy.Expr:
        """The whole |M|^2 in invariants, masses and couplings."""
        total = sympy.S.Zero
        for key, numerator in self.numerators.items():
            factor = sympy.S.One
            for name, power in key:
                factor /= self.denominators[name] ** power
            total += numerator * factor
        return sympy.Rational(self.average.numerator, self.average.denominator) * self.prefactor * total

    def _sympy(self, polynomial: Polynomial) -> sympy.Expr:
        symbols = [self.symbols[name] for name in self.variables]
        return sympy.Add(
            *(
                sympy.Mul(
                    sympy.Rational(c.numerator, c.denominator),
                    *(s**e for s, e in zip(symbols, exponents, strict=True) if e),
                )
                for exponents, c in polynomial.items()
            )
        )

    @property
    def functions(self) -> tuple[str, ...]:
        """Names of the form factors that are still open."""
        found = {f.func.__name__ for value in self.definitions.values() for f in value.atoms(AppliedUndef)}
        return tuple(sorted(found))

    def with_functions(self, functions: Mapping[str, Callable[[sympy.Expr], sympy.Expr]]) -> SquaredAmplitude:
        """The same with form factors given as functions of q^2. Raises KeyError for one that does not occur."""
        unknown = set(functions) - set(self.functions)
        if unknown:
            raise KeyError(
                f"{self.reaction} has no form factor {min(unknown)!r}; it has {', '.join(self.functions) or 'none'}"
            )

        def given(expression: sympy.Expr) -> sympy.Expr:
            found = [f for f in expression.atoms(AppliedUndef) if f.func.__name__ in functions]
            return expression.subs({f: functions[f.func.__name__](f.args[0]) for f in found})

        return replace(self, definitions=MappingProxyType({s: given(v) for s, v in self.definitions.items()}))

    def in_variables(self, variables: Variables) -> sympy.Expr:
        """`expr` in "mandelstam" (s, t, u or s_ij, t_ij) or "dots" (p_i . p_j) instead of the stable invariants."""
        from amps.variables import in_variables

        return in_variables(self, variables)

    def latex(self, names: Mapping[str, str] | None = None) -> str:
        """|M|^2 for a paper: couplings in front, numerators factored, one line per product of propagators.

        `names` gives the LaTeX of symbols by their names, where SymPy's own is not wanted.
        """
        from amps.typesetting import squared_amplitude_latex

        return squared_amplitude_latex(self, names)

    def _repr_latex_(self) -> str:
        terms = sum(map(len, self.polynomials.values()))
        if terms > MOST_SHOWN:
            size = f"{terms} terms over {len(self.polynomials)} products of propagators; see .numerators"
            return rf"$\overline{{|\mathcal{{M}}|^2}}$: {size}"
        return f"$${self.latex()}$$"


def squared_amplitude(
    reaction: Reaction,
    model: Model,
    order: Mapping[str, int] | None = None,
    exclude: tuple[str, ...] = (),
    diagrams: Sequence[Diagram] | None = None,
) -> SquaredAmplitude:
    """Derive |M|^2 of a tree-level reaction, averaged over initial and summed over final spins and polarisations."""
    if diagrams is None:
        diagrams = generate_diagrams(reaction, model, order, exclude)
    terms = [term for diagram in diagrams for term in amplitude_terms(diagram, model)]
    if not terms:
        raise ImpossibleReaction(f"{reaction}: every diagram vanishes; J^P of its bound states forbids the reaction")
    couplings = [t.coefficient for diagram in diagrams for node in diagram.nodes() for t in node.vertex.terms]
    common, relative = _relative(terms)
    signs = reaction.signs
    masses = [p.mass for p in reaction.legs]
    vocabulary, invariants = _vocabulary(reaction, relative)
    conserved = conserved_legs(reaction, relative, vocabulary)
    vocabulary = vocabulary.with_inverse(
        str(masses[leg]) for leg, is_conserved in conserved.items() if not is_conserved
    )
    ring = Ring(vocabulary.names)
    basis = make_basis(ring, signs, masses, invariants)
    squarer = vocabulary.squarer(reaction, basis, ring)
    total = ring.zero
    colour: Fraction | None = Fraction(1)
    for sign, inverse_masses, variant in contracted(reaction, relative, conserved):
        groups = squarer.group([(vocabulary.term_value(ring, c, term), term) for c, term in variant])
        if any(p.colour > 1 for p in reaction.legs):
            colour = squarer.colour(groups)
        value = squarer.square(groups, symmetric=True)
        total = total + vocabulary.inverse_masses(ring, inverse_masses) * value * sign
    polynomials, inverses = sort_terms(vocabulary, ring, total, basis, squarer.algebra)
    form_factors = {
        symbol: sympy.Function(name, real=True)(_square(mask, squarer, ring))
        for symbol, (name, mask) in momenta_of_form_factors(diagrams).items()
    }
    names = vocabulary.public_names
    used = {names[k] for poly in polynomials.values() for exponents in poly for k, e in enumerate(exponents) if e}
    tensors = vocabulary.tensors.values()
    polynomials, prefactor = cancelled(polynomials, names, common.modulus_squared())
    return SquaredAmplitude(
        reaction,
        names,
        MappingProxyType({v.name: v for v in invariants} | {t.name: t for t in tensors if t.name in used}),
        MappingProxyType(polynomials),
        MappingProxyType(inverses),
        prefactor,
        reaction.average,
        MappingProxyType(conserved),
        colour,
        MappingProxyType(
            {**model.all_definitions, **vocabulary.root_definitions(), **complex_parts(couplings), **form_factors}
        ),
    )


def common_colour(reaction: Reaction, model: Model, diagrams: Sequence[Diagram]) -> Fraction | None:
    """The colour sum that all interference terms of the diagrams share, None where they differ; no trace is taken."""
    if all(p.colour == 1 for p in reaction.legs):
        return Fraction(1)
    _, relative = _relative([term for diagram in diagrams for term in amplitude_terms(diagram, model)])
    vocabulary, invariants = _vocabulary(reaction, relative)
    ring = Ring(vocabulary.names)
    basis = make_basis(ring, reaction.signs, [p.mass for p in reaction.legs], invariants)
    squarer = vocabulary.squarer(reaction, basis, ring)
    return squarer.colour(squarer.group([(vocabulary.term_value(ring, c, term), term) for c, term in relative]))


def _relative(terms: Sequence[Term]) -> tuple[Monomial, list[tuple[Monomial, Term]]]:
    """The factor common to all coefficients, and every term with what is left of its own."""
    common = common_factor(term.coefficient for term in terms)
    inverse = common.inverse()
    return common, [(term.coefficient * inverse, term) for term in terms]


def _vocabulary(
    reaction: Reaction, relative: Sequence[tuple[Monomial, Term]]
) -> tuple[Vocabulary, tuple[Invariant, ...]]:
    """The names in which terms are written, and the invariants among them."""
    masses = [p.mass for p in reaction.legs]
    denominators = list(dict.fromkeys(d for _, term in relative for d in term.denominators))
    virtualities = [(d.momentum, d.mass) for d in _by_size(denominators) if d.is_sum_of_legs]
    invariants = choose_invariants(reaction.signs, masses, virtualities)
    return Vocabulary.collect(relative, denominators, invariants, masses, reaction), invariants


def _square(mask: int, squarer: Squarer, ring: Ring) -> sympy.Expr:
    """Squared momentum of a set of legs in the invariants."""
    q = squarer.basis.reduce(external_vector(mask, squarer.reaction.signs))
    value = sympy.S.Zero
    for exponents, c in ring.terms(squarer.algebra.dot(q, q)).items():
        powers = (sympy.Symbol(n, real=True) ** e for n, e in zip(ring.names, exponents, strict=True) if e)
        value += sympy.Mul(sympy.Rational(c.numerator, c.denominator), *powers)
    return value


def _by_size(denominators: Sequence[Denominator]) -> list[Denominator]:
    """Propagators of few legs first: they hold the soft and collinear ones."""
    return sorted(
        denominators, key=lambda d: min(sum(map(abs, d.momentum)), len(d.momentum) - sum(map(abs, d.momentum)))
    )
