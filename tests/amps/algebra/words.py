"""Random gamma-matrix words, their value by the trace engine and by explicit matrices."""

from fractions import Fraction

import numpy as np

from amps.algebra.clifford import Clifford
from amps.algebra.traces import Chiral, Slash, Tracer, Vertex

from .dirac import GAMMA, GAMMA5, IDENTITY, dot, epsilon, slash, sum_over


class Frame:
    """n random integer momenta, the algebra over their Gram table, and random letters over them."""

    def __init__(self, n, random):
        self.random = random
        self.n = n
        self.momenta = np.array([[random.randint(-5, 5) for _ in range(4)] for _ in range(n)], dtype=float)
        gram = [[Fraction(int(dot(p, q))) for q in self.momenta] for p in self.momenta]
        self.algebra = Clifford(gram, Fraction(1))

    def slash(self):
        """A combination of basis momenta, with a mass half of the time."""
        combination = tuple(self.random.choice((-1, 0, 1, 1, 2)) for _ in range(self.n))
        return Slash(combination, Fraction(self.random.randint(-3, 3)) if self.random.random() < 0.5 else None)

    def chiral(self):
        """a + b gamma5."""
        return Chiral(Fraction(self.random.randint(-2, 2)), Fraction(self.random.randint(1, 2)))

    def word(self, length, labels=(), chirals=0):
        """A word with the given number of slashes, one vertex for each label and some chiral letters, shuffled."""
        letters = [
            *(self.slash() for _ in range(length)),
            *map(Vertex, labels),
            *(self.chiral() for _ in range(chirals)),
        ]
        self.random.shuffle(letters)
        return tuple(letters)

    def matrix(self, letter, values):
        """The letter as a matrix, indices having the given values."""
        match letter:
            case Slash(combination, mass):
                return slash(np.array(combination, dtype=float) @ self.momenta) + float(mass or 0) * IDENTITY
            case Chiral(a, b):
                return float(a) * IDENTITY + float(b) * GAMMA5
            case Vertex(label):
                return GAMMA[values[label]]

    def loop_value(self, loop, values):
        """Trace of one loop for fixed index values."""
        whole = IDENTITY
        for stage in loop:
            part = np.zeros((4, 4), dtype=complex)
            for coefficient, letters in stage:
                word = IDENTITY
                for letter in letters:
                    word = word @ self.matrix(letter, values)
                part += float(coefficient) * word
            whole = whole @ part
        return np.trace(whole)

    def expected(self, loops, labels):
        """Product of the traces, summed over the labels, from explicit matrices."""
        return sum(
            sign * np.prod([self.loop_value(loop, values) for loop in loops])
            for values, sign in sum_over(sorted(labels))
        )

    def derived(self, loops):
        """The same from the trace engine."""
        total = 0j
        for factors in Tracer(self.algebra, Fraction(1, 2), keep_odd=True).product(loops):
            total += np.prod([self.number(value) for value in factors])
        return total

    def number(self, value):
        """A trace as a complex number: even part and Levi-Civita tensors of the momenta."""
        odd = sum(
            float(c) * epsilon(*(self.momenta[k] for k in range(self.n) if blade >> (k + 1) & 1))
            for blade, c in value.odd
        )
        return float(value.even) - 1j * odd


def single(letters):
    """A loop of one word."""
    return (((Fraction(1), letters),),)


def close(a, b):
    """Equal up to rounding of the explicit sum."""
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1.0)
