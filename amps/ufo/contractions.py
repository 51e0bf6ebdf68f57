"""Products of Lorentz atoms as terms of a vertex: spinor indices joined to chains, summed indices numbered."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from amps.ufo.errors import UFOError, UnsupportedUFO
from amps.vertices import Chain, Gamma, Gamma5, LeviCivita, Metric, Momentum, VertexTerm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amps.particle import Particle
    from amps.ufo.errors import Place
    from amps.ufo.lorentz import Atom, Product
    from amps.vertices import Tensor

MATRICES = {"Gamma", "Gamma5", "Identity"}


def vertex_term(product: Product, particles: Sequence[Particle], place: Place) -> VertexTerm:
    """A product as a term on the legs of a vertex, numbered from 0 in the order of `particles`.

    Raises UFOError for indices that do not match the spins, UnsupportedUFO for a closed trace of gamma matrices.
    """
    matrices = [a for a in product.atoms if a.kind in MATRICES]
    lines = _joined(matrices, particles, place)
    others, alias = _without_summed_metrics([a for a in product.atoms if a.kind not in MATRICES])
    used: Counter[int] = Counter()
    numbers: dict[int, int] = {}

    def index(n: int) -> int:
        n = _root(alias, n)
        used[n] += 1
        return n - 1 if n > 0 else numbers.setdefault(n, -1 - len(numbers))

    tensors: list[Tensor] = []
    for atom in others:
        match atom.kind:
            case "P":
                mu, particle = atom.indices
                if not 1 <= particle <= len(particles):
                    raise UFOError(place, f"P({mu},{particle}) in a vertex of {len(particles)} particles")
                tensors.append(Momentum(particle - 1, index(mu)))
            case "Metric":
                first, second = (index(i) for i in atom.indices)
                tensors.append(Metric(first, second))
            case "Epsilon":
                a, b, c, e = (index(i) for i in atom.indices)
                tensors.append(LeviCivita((a, b, c, e)))
    chains = []
    for bar, atoms, leg in lines:
        elements = tuple(
            Gamma5() if a.kind == "Gamma5" else Gamma(index(a.indices[0])) for a in atoms if a.kind != "Identity"
        )
        chains.append(Chain(bar - 1, elements, leg - 1))
    wrong = [n for n, count in used.items() if count != (1 if n > 0 else 2)]
    wrong += [n for n, p in enumerate(particles, start=1) if (p.spin == "1") != (n in used)]
    if wrong:
        raise UFOError(place, f"the Lorentz index {wrong[0]} does not match the spins of {_listed(particles)}")
    return VertexTerm(product.coefficient, tuple(chains), tuple(tensors))


def _root(alias: dict[int, int], n: int) -> int:
    while n in alias:
        n = alias[n]
    return n


def _without_summed_metrics(atoms: list[Atom]) -> tuple[list[Atom], dict[int, int]]:
    """A metric with a summed index only renames it: the other atoms, and what becomes of each index."""
    alias: dict[int, int] = {}
    kept = []
    for atom in atoms:
        first, second = (_root(alias, i) for i in atom.indices) if atom.kind == "Metric" else (0, 0)
        if min(first, second) < 0 and first != second:
            alias[min(first, second)] = max(first, second)
        else:
            kept.append(atom)
    return kept, alias


def _joined(
    matrices: list[Atom], particles: Sequence[Particle], place: Place
) -> list[tuple[int, tuple[Atom, ...], int]]:
    """Spinor chains (bar, matrices, psi) from particle to particle."""
    start: dict[int, list[Atom]] = defaultdict(list)
    for atom in matrices:
        start[atom.indices[-2]].append(atom)
    ends = {n for n, p in enumerate(particles, start=1) if p.is_fermion}
    chains = []
    left = len(matrices)
    for bar in [i for i in start if i > 0]:
        line: list[Atom] = []
        at = bar
        while not line or at < 0:
            if len(start[at]) != 1:
                raise UFOError(place, f"the spinor index {at} is not joined to one matrix on either side")
            line.append(start[at].pop())
            at = line[-1].indices[-1]
        left -= len(line)
        if not {bar, at} <= ends or bar == at:
            raise UFOError(place, f"the spinor indices {bar} and {at} do not match the spins of {_listed(particles)}")
        ends -= {bar, at}
        chains.append((bar, tuple(line), at))
    if left:
        raise UnsupportedUFO(place, "the structure holds a closed trace of gamma matrices")
    if ends:
        raise UFOError(place, f"no matrix joins the spinor index {min(ends)} of {_listed(particles)}")
    return sorted(chains, key=lambda c: min(c[0], c[2]))


def _listed(particles: Sequence[Particle]) -> str:
    return " ".join(p.name for p in particles)
