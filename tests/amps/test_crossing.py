"""Crossing: the same function of momenta serves every way to turn incoming legs into outgoing ones, exactly."""

import pytest

from amps.algebra.finite_field import PointRing, on_shell_momenta
from amps.models import dark_photon, fermi, lepton_vector, muonic_forces
from amps.models.qed import MODEL as QED

from .squares import at_point, square

# model, reaction, crossed reaction, and for each leg of the latter the leg of the former (from 1)
CROSSED = [
    (QED, "e- e+ > mu- mu+", "e- mu- > e- mu-", (1, 4, 2, 3)),
    (QED, "e- e+ > e- e+", "e- e- > e- e-", (1, 4, 3, 2)),
    (QED, "e- gamma > e- gamma", "e- e+ > gamma gamma", (1, 3, 2, 4)),
    (QED, "e- e+ > gamma gamma", "gamma gamma > e- e+", (3, 4, 2, 1)),
    (QED, "e- e+ > mu- mu+ gamma", "e- mu- > e- mu- gamma", (1, 4, 2, 3, 5)),
    (QED, "e- e+ > e- e+ gamma", "e- e- > e- e- gamma", (1, 4, 3, 2, 5)),
    (QED, "e- e+ > gamma gamma gamma", "e- gamma > e- gamma gamma", (1, 3, 2, 4, 5)),
    (dark_photon.MODEL, "e- e+ > gamma Ap", "e- gamma > e- Ap", (1, 3, 2, 4)),
    (dark_photon.MODEL, "e- e+ > chi chi~ gamma", "e- chi > e- chi gamma", (1, 4, 2, 3, 5)),
    (dark_photon.MODEL, "varphi varphi~ > Ap Ap", "varphi Ap > varphi Ap", (1, 3, 2, 4)),
    (fermi.MODEL, "mu- > e- nu_e~ nu_mu", "mu- nu_e > e- nu_mu", (1, 3, 2, 4)),
    (muonic_forces.MODEL, "K+ > mu+ nu_mu V", "K+ mu- > nu_mu V", (1, 2, 3, 4)),
    (lepton_vector.MODEL, "e- e+ > V gamma", "V > e- e+ gamma", (3, 2, 1, 4)),
]


def _signature(particle):
    return particle.mass, particle.spin


@pytest.mark.parametrize(("model", "text", "crossed", "legs"), CROSSED, ids=[f"{a} | {b}" for _, a, b, _ in CROSSED])
def test_crossing(model, text, crossed, legs):
    first, second = (square(x, model, order={"Fermi": 1}) for x in (text, crossed))
    assert first.prefactor == second.prefactor
    values = PointRing(11)
    values["Gamma_Ap"] = values.zero  # a width belongs to the time-like side only
    masses = [p.mass for p in first.reaction.legs]
    momenta = on_shell_momenta(values, first.reaction.signs, masses)
    moved, sign = [], 1
    for j, leg in enumerate(legs):
        old, new = first.reaction.legs[leg - 1], second.reaction.legs[j]
        assert _signature(old) == _signature(new)
        if first.reaction.signs[leg - 1] == second.reaction.signs[j]:
            moved.append(momenta[leg - 1])
        else:
            moved.append(tuple(-c for c in momenta[leg - 1]))
            sign = -sign if old.is_fermion else sign
    assert at_point(second, moved, values) == sign * at_point(first, momenta, values) != 0
