from random import Random

import numpy as np
import pytest

from amps.algebra.basis import choose_invariants, make_basis
from amps.algebra.ring import Ring

from .dirac import dot

# signs, masses, propagators (momentum flowing in, mass)
KINEMATICS = {
    "1 > 2": ((1, -1, -1), ("M", "a", "b"), []),
    "1 > 2, equal masses": ((1, -1, -1), ("M", "a", "a"), []),
    "1 > 3, massless": ((1, -1, -1, -1), ("M", None, None, None), []),
    "1 > 3, one emission": ((1, -1, -1, -1), ("M", "a", None, "b"), [((0, -1, 0, -1), "a"), ((0, 0, -1, -1), None)]),
    "1 > 3, complement": ((1, -1, -1, -1), ("M", "a", "a", None), [((1, -1, 0, 0), "a"), ((1, 0, 0, -1), None)]),
    "2 > 2, s": ((1, 1, -1, -1), ("a", "a", "b", "b"), [((1, 1, 0, 0), None)]),
    "2 > 2, massless": ((1, 1, -1, -1), (None,) * 4, [((1, 0, -1, 0), None)]),
    "2 > 2, Compton": ((1, 1, -1, -1), ("a", None, "a", None), [((1, 1, 0, 0), "a"), ((1, 0, 0, -1), "a")]),
    "2 > 3, emission": (
        (1, 1, -1, -1, -1),
        ("a", "M", "a", "M", "v"),
        [((1, 0, 0, 0, -1), "a"), ((0, 1, 0, -1, 0), None)],
    ),
    "2 > 3, massless": ((1, 1, -1, -1, -1), (None,) * 5, []),
    "1 > 4": ((1, -1, -1, -1, -1), ("M", "a", "a", "b", None), [((0, -1, -1, 0, 0), None), ((0, -1, -1, -1, 0), "b")]),
    "2 > 4": (
        (1, 1, -1, -1, -1, -1),
        ("a", "a", "b", "b", None, None),
        [((1, 0, 0, 0, -1, 0), "a"), ((1, 0, 0, 0, -1, -1), "a"), ((0, 0, -1, -1, 0, 0), None)],
    ),
}


def random_momenta(signs, masses, values, random):
    """Final momenta at random, the initial ones fitted to them (a decaying particle sets its own mass)."""
    final = []
    for sign, mass in zip(signs, masses, strict=True):
        if sign < 0:
            p = np.array([random.gauss(0, 1) for _ in range(3)])
            m = 0.0 if mass is None else values[mass]
            final.append(np.array([np.sqrt(m * m + p @ p), *p]))
    total = sum(final)
    if sum(s > 0 for s in signs) == 1:
        values[masses[0]] = float(np.sqrt(dot(total, total)))
        return [total, *final]
    root_s = np.sqrt(dot(total, total))
    m1, m2 = (0.0 if m is None else values[m] for m in masses[:2])
    energy = (root_s**2 + m1**2 - m2**2) / (2 * root_s)
    direction = np.array([random.gauss(0, 1) for _ in range(3)])
    direction *= np.sqrt(energy**2 - m1**2) / np.linalg.norm(direction)
    beta = total[1:] / total[0]
    gamma = total[0] / root_s
    along = beta @ direction
    boosted = direction + beta * (gamma**2 / (gamma + 1) * along + gamma * energy)
    first = np.array([gamma * (energy + along), *boosted])
    return [first, total - first, *final]


def value(poly, ring, values):
    return sum(
        float(c) * np.prod([values[name] ** e for name, e in zip(ring.names, exponents, strict=True)])
        for exponents, c in ring.terms(poly).items()
    )


@pytest.mark.parametrize("name", KINEMATICS)
@pytest.mark.parametrize("eliminated", [None, "first", "last"])
def test_gram_table_is_that_of_real_momenta(name, eliminated):
    signs, masses, propagators = KINEMATICS[name]
    n = len(signs)
    invariants = choose_invariants(signs, masses, propagators)
    named = sorted({m for m in masses if m})
    ring = Ring((*(v.name for v in invariants), *named))
    out = {None: None, "first": 0, "last": n - 1}[eliminated]
    basis = make_basis(ring, signs, masses, invariants, out)
    kept = [k for k in range(n) if k != basis.eliminated]
    for seed in range(3):
        values = {"a": 0.1, "b": 0.3, "v": 0.2, "M": 0.4}
        momenta = random_momenta(signs, masses, values, Random(seed))
        for invariant in invariants:
            q = sum(c * p for c, p in zip(invariant.signs, momenta, strict=True))
            offset = sum(dot(momenta[k], momenta[k]) for k in invariant.offset)
            values[invariant.name] = dot(q, q) - offset
        for a, i in enumerate(kept):
            for b, j in enumerate(kept):
                assert value(basis.gram[a][b], ring, values) == pytest.approx(
                    dot(momenta[i], momenta[j]), abs=1e-12, rel=1e-10
                )


@pytest.mark.parametrize("name", KINEMATICS)
def test_reduce_expresses_every_combination_in_the_basis(name):
    signs, masses, propagators = KINEMATICS[name]
    invariants = choose_invariants(signs, masses, propagators)
    ring = Ring((*(v.name for v in invariants), *sorted({m for m in masses if m})))
    basis = make_basis(ring, signs, masses, invariants)
    values = {"a": 0.1, "b": 0.3, "v": 0.2, "M": 0.4}
    momenta = random_momenta(signs, masses, values, Random(9))
    kept = [p for k, p in enumerate(momenta) if k != basis.eliminated]
    vector = tuple(range(1, len(signs) + 1))
    whole = sum(c * p for c, p in zip(vector, momenta, strict=True))
    assert np.allclose(sum(c * p for c, p in zip(basis.reduce(vector), kept, strict=True)), whole)


@pytest.mark.parametrize("name", KINEMATICS)
def test_number_of_invariants_and_distinct_names(name):
    signs, masses, propagators = KINEMATICS[name]
    invariants = choose_invariants(signs, masses, propagators)
    n = len(signs)
    assert len(invariants) == n * (n - 3) // 2
    assert len({v.name for v in invariants}) == len(invariants)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("1 > 3, one emission", ["sbar_24", "s_34"]),
        ("2 > 2, s", ["s"]),
        ("2 > 2, massless", ["t"]),
        ("2 > 2, Compton", ["sbar", "ubar"]),
        ("2 > 3, emission", ["tbar_15", "t_24"]),
        ("1 > 4", ["s_23"]),
        ("2 > 4", ["tbar_15"]),
    ],
)
def test_virtualities_of_propagators_come_first(name, first):
    assert [v.name for v in choose_invariants(*KINEMATICS[name])[: len(first)]] == first


def test_dependent_virtualities_are_taken_once():
    # s + t + u is fixed, so of three propagators two are variables
    signs, masses = (1, 1, -1, -1), ("a",) * 4
    propagators = [((1, 1, 0, 0), None), ((1, 0, -1, 0), None), ((1, 0, 0, -1), None)]
    assert [v.name for v in choose_invariants(signs, masses, propagators)] == ["s", "t"]


def test_definitions_in_words():
    s, t = choose_invariants((1, 1, -1, -1), ("a", None, "a", None), [((1, 1, 0, 0), "a"), ((1, 0, 0, -1), "a")])
    assert s.definition == "(p1 + p2)^2 - m1^2"
    assert t.definition == "(p1 - p4)^2 - m1^2"
    assert t.latex == r"\bar{u}"
