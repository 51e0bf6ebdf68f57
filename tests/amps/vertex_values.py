"""Vertices evaluated with explicit gamma matrices and momenta, to compare with Feynman rules of the textbooks."""

from itertools import product

import numpy as np

from amps.feynman_rules import derive_vertices
from amps.vertices import Gamma, LeviCivita, Metric, Momentum

from .algebra.dirac import GAMMA, GAMMA5, IDENTITY, LEVI_CIVITA, METRIC, sum_over


def vertex_value(vertex, momenta, indices, parameters=None):
    """{fermion pairings: matrix} with leg indices upper and fixed; the key () holds a vertex without fermions.

    Two chains give the Kronecker product, in the order of the sorted pairings.
    """
    total = {}
    for term in vertex.terms:
        dummies = sorted({k for k in _indices(term) if k < 0})
        chains = sorted(term.chains, key=lambda c: (c.bar, c.leg))
        key = tuple((c.bar, c.leg) for c in chains)
        coefficient = complex(term.coefficient.subs(parameters or {}))
        for values, sign in sum_over(dummies):
            every = {**indices, **values}
            value = coefficient * sign * np.prod([_tensor(t, momenta, every) for t in term.tensors])
            matrix = np.eye(1)
            for chain in chains:
                matrix = np.kron(matrix, _chain(chain, every))
            total[key] = total.get(key, 0) + value * matrix
    return total


def lagrangian_values(term, parameters=None):
    """All vertices of a Lagrangian at random momenta: {(legs, pairings, indices): matrix}."""
    found = {}
    for vertex in derive_vertices({"term": term}, {}):
        rng = np.random.default_rng([ord(c) for c in "".join(vertex.legs)])
        momenta = rng.normal(size=(len(vertex.legs), 4))
        used = {k for t in vertex.terms for k in _indices(t)}
        vectors = sorted(k for k in used if k >= 0)
        for values in product(range(4), repeat=len(vectors)):
            fixed = dict(zip(vectors, values, strict=True))
            for key, matrix in vertex_value(vertex, momenta, fixed, parameters).items():
                found[vertex.legs, key, values] = matrix
    return found


def _indices(term):
    for chain in term.chains:
        yield from (e.index for e in chain.elements if isinstance(e, Gamma))
    for tensor in term.tensors:
        match tensor:
            case Momentum(_, index):
                yield index
            case Metric(first, second):
                yield from (first, second)
            case LeviCivita(indices):
                yield from indices


def _tensor(tensor, momenta, values):
    match tensor:
        case Momentum(leg, index):
            return momenta[leg][values[index]]
        case Metric(first, second):
            return METRIC[values[first], values[second]]
        case LeviCivita(indices):
            return LEVI_CIVITA[tuple(values[i] for i in indices)]


def _chain(chain, values):
    matrix = IDENTITY
    for element in chain.elements:
        matrix = matrix @ (GAMMA[values[element.index]] if isinstance(element, Gamma) else GAMMA5)
    return matrix
