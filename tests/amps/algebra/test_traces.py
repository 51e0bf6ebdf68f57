from fractions import Fraction
from random import Random

import pytest

from amps.algebra.clifford import Clifford
from amps.algebra.ring import Ring
from amps.algebra.traces import Chiral, Slash, Tracer, Vertex

from .dirac import GAMMA, GAMMA5
from .words import Frame, close, single

SEEDS = range(6)


def test_conventions_of_the_explicit_matrices():
    assert close((GAMMA5 @ GAMMA[0] @ GAMMA[1] @ GAMMA[2] @ GAMMA[3]).trace(), -4j)


@pytest.mark.parametrize("n", [2, 3, 4, 5])
@pytest.mark.parametrize("seed", SEEDS)
def test_words_of_slashes_and_masses(n, seed):
    frame = Frame(n, Random(seed))
    for length in range(1, 8):
        loop = single(frame.word(length))
        assert close(frame.derived([loop]), frame.expected([loop], ()))


@pytest.mark.parametrize("n", [4, 5])
@pytest.mark.parametrize("seed", SEEDS)
def test_words_with_gamma5(n, seed):
    frame = Frame(n, Random(seed))
    for length in (3, 4, 5, 6, 7):
        for chirals in (1, 2, 3):
            loop = single(frame.word(length, chirals=chirals))
            assert close(frame.derived([loop]), frame.expected([loop], ()))


def test_a_word_with_gamma5_has_a_levi_civita_term():
    frame = Frame(4, Random(1))
    letters = (Chiral(Fraction(0), Fraction(1)), *(Slash(tuple(int(k == j) for k in range(4))) for j in range(4)))
    value = frame.derived([single(letters)])
    assert value.real == 0 and value.imag != 0
    dropped = Tracer(frame.algebra, Fraction(1, 2), keep_odd=False).trace(single(letters))
    assert dropped.even == 0 and dropped.odd == ()


@pytest.mark.parametrize("labels", ["a", "ab", "abc"])
@pytest.mark.parametrize("seed", SEEDS)
def test_repeated_indices_in_one_trace(labels, seed):
    frame = Frame(4, Random(seed))
    for length, chirals in ((1, 0), (2, 1), (4, 0), (5, 2)):
        loop = single(frame.word(length, labels + labels, chirals))
        assert close(frame.derived([loop]), frame.expected([loop], labels))


@pytest.mark.parametrize("seed", SEEDS)
def test_stages_that_are_sums_of_words(seed):
    frame = Frame(4, Random(seed))
    head, tail = frame.slash(), frame.slash()
    first = tuple((Fraction(k + 2), (*frame.word(k, "a", k % 2), tail)) for k in range(3))
    middle = tuple((Fraction(1, k + 1), frame.word(k, "b", 1)) for k in range(3))
    last = tuple((Fraction(-1), (head, *frame.word(k, "ab"))) for k in range(3))
    loop = (first, middle, last)
    assert close(frame.derived([loop]), frame.expected([loop], "ab"))


@pytest.mark.parametrize("chirals", [0, 1])
@pytest.mark.parametrize("labels", ["a", "ab", "abc"])
@pytest.mark.parametrize("seed", SEEDS)
def test_two_traces_that_share_indices(labels, chirals, seed):
    frame = Frame(4, Random(seed))
    loops = [single(frame.word(2, labels, chirals)), single(frame.word(4, labels, chirals))]
    assert close(frame.derived(loops), frame.expected(loops, labels))


@pytest.mark.parametrize("chirals", [0, 1])
@pytest.mark.parametrize("seed", SEEDS)
def test_two_traces_sharing_indices_over_five_momenta(chirals, seed):
    frame = Frame(5, Random(seed))
    loops = [single(frame.word(2, "ab", chirals)), single(frame.word(4, "ab", chirals))]
    assert close(frame.derived(loops), frame.expected(loops, "ab"))


@pytest.mark.parametrize("chirals", [0, 1])
@pytest.mark.parametrize(
    "labels",
    [("a", "ab", "b"), ("ab", "abc", "c"), ("ab", "abcd", "cd"), ("ab", "bc", "ca"), ("abc", "bcd", "ad")],
    ids=["chain", "chain_with_two", "chain_with_two_and_two", "triangle", "triangle_with_two"],
)
@pytest.mark.parametrize("seed", range(3))
def test_three_traces_that_share_indices(labels, chirals, seed):
    frame = Frame(4, Random(seed))
    loops = [single(frame.word(2, own, chirals)) for own in labels]
    assert close(frame.derived(loops), frame.expected(loops, {x for own in labels for x in own}))


@pytest.mark.parametrize("seed", range(3))
def test_four_traces_joined_one_inside_another(seed):
    frame = Frame(3, Random(seed))
    loops = [single(frame.word(2, own, 1)) for own in ("a", "ab", "bc", "c")]
    assert close(frame.derived(loops), frame.expected(loops, "abc"))


@pytest.mark.parametrize("labels", [("ab", "bc", "cd", "da"), ("ab", "bc", "cd", "de", "ea")], ids=["four", "five"])
def test_rings_of_traces(labels):
    frame = Frame(4, Random(7))
    loops = [single(frame.word(2, own, 1)) for own in labels]
    assert close(frame.derived(loops), frame.expected(loops, {x for own in labels for x in own}))


@pytest.mark.parametrize("seed", range(3))
def test_sums_of_words_in_joined_traces(seed):
    frame = Frame(4, Random(seed))
    loops = [
        (((Fraction(1), frame.word(1)),), tuple((Fraction(k + 1), frame.word(k + 1, "ab", k % 2)) for k in range(2))),
        (tuple((Fraction(k - 3), frame.word(k, "ab", 1)) for k in range(3)), ((Fraction(1), frame.word(2)),)),
    ]
    assert close(frame.derived(loops), frame.expected(loops, "ab"))


def test_traces_that_share_nothing_stay_separate():
    frame = Frame(4, Random(3))
    loops = [single(frame.word(4)), single(frame.word(2))]
    assert [len(factors) for factors in Tracer(frame.algebra, Fraction(1, 2)).product(loops)] == [2]
    assert close(frame.derived(loops), frame.expected(loops, ()))


def _epsilon_loop(slots):
    """epsilon(slots) = (i/4) Tr[g5 ...], the i/4 left to the caller."""
    letters = [Chiral(Fraction(0), Fraction(1))]
    letters += [Vertex(s) if isinstance(s, str) else Slash(tuple(int(k == s) for k in range(4))) for s in slots]
    return single(tuple(letters))


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        (("a", "b", "c", "d"), lambda dot: -24),
        (("a", "b", "c"), lambda dot: -6 * dot(0, 2)),
        (("a", "b"), lambda dot: -2 * (dot(0, 2) * dot(1, 3) - dot(0, 3) * dot(1, 2))),
    ],
    ids=["four", "three", "two"],
)
def test_contracted_levi_civita_tensors(slots, expected):
    frame = Frame(4, Random(5))
    free = 4 - len(slots)
    loops = [_epsilon_loop((*slots, *range(free))), _epsilon_loop((*slots, *range(2, 2 + free)))]
    gram = frame.algebra.gram
    # (i/4)^2 = -1/16
    assert close(-frame.derived(loops) / 16, float(expected(lambda i, j: gram[i][j])))


def test_a_polynomial_ring_can_carry_the_trace():
    ring = Ring(("x",))
    slash = Slash((1,))
    tracer = Tracer(Clifford([[ring["x"]]], ring.one), ring.constant(Fraction(1, 2)))
    assert tracer.trace((((ring.one, (slash,) * 4),),)).even == 4 * ring["x"] ** 2
