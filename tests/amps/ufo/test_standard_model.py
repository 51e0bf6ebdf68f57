"""A UFO model of the size of the Standard Model: read quickly, and right in signs that gauge invariance fixes."""

import time
from math import pi, sqrt

import numpy as np
import pytest

import processes
from amps import ufo
from amps.model_check import check_model
from amps.numeric.momenta import random_momenta

from .standard_model import write_standard_model


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("ufo") / "standard_model"
    assert write_standard_model(path) == (41, 150)
    return path


@pytest.fixture(scope="module")
def model(folder):
    return ufo.read(folder)


def values_of(process, **given):
    own = {name: p.default for name, p in process.arguments.items() if isinstance(p.default, int | float)}
    return own | given


def test_particles_and_vertices(model):
    assert len(model.all_particles) == 17
    assert {p.name for p in model.all_particles if p.states == 1} == {"ve", "vm", "vt", "H"}
    assert {v.obstacle.split(": ")[1] for v in model.vertices if v.obstacle} == {"V_3", "V_4"}
    assert ("W+", "b", "u~") not in model.vertices_by_legs
    assert len(model.notices) == 4


def test_it_passes_the_checks_of_a_model(model):
    report = check_model(model)
    assert report.passed, [f.detail for f in report.findings if f.status == "fail"]
    assert all(a.is_free for a in report.anomalies)


def test_two_body_decays(model):
    """Widths from the couplings: y^2 m beta^3 N/(16 pi), g^2 m/(48 pi), g^2 m_Z/(96 pi c_w^2)."""
    process = processes.reaction("H > b b~", model=model)
    values = values_of(process)
    mw2 = (
        values["MZ"] ** 2 / 2 * (1 + sqrt(1 - 4 * pi / (values["aEWM1"] * sqrt(2) * values["Gf"] * values["MZ"] ** 2)))
    )
    sw2 = 1 - mw2 / values["MZ"] ** 2
    g2 = 4 * pi / values["aEWM1"] / sw2
    yukawa2 = g2 * values["ymb"] ** 2 / (2 * mw2)
    beta = sqrt(1 - 4 * values["MB"] ** 2 / values["MH"] ** 2)
    assert float(process.width()) == pytest.approx(3 * yukawa2 * values["MH"] * beta**3 / (16 * pi), rel=1e-9)
    found = processes.reaction("Z > ve ve~", model=model).width()
    assert float(found) == pytest.approx(g2 * values["MZ"] / (96 * pi * (1 - sw2)), rel=1e-9)
    found = processes.reaction("W+ > e+ ve", model=model).width()
    assert float(found) == pytest.approx(g2 * sqrt(mw2) / (48 * pi), rel=1e-6)


def test_the_photon_of_charged_vectors_couples_to_a_conserved_current(model):
    """Signs of momenta, of fermion charges and of the W's must fit; otherwise the derivation stops at the Ward test."""
    process = processes.reaction("e- ve~ > W- a", model=model)
    values = values_of(process, WW=0.0)
    momenta = random_momenta(process.parsed, process.masses(values), 300.0, 5, seed=1)
    by_trace, by_spinors = (process.evaluate(momenta, route=route, **values) for route in ("trace", "spinors"))
    assert by_trace == pytest.approx(by_spinors, rel=1e-9)


def test_with_momenta_the_other_way_round_gauge_invariance_is_lost(folder, monkeypatch):
    from amps.longitudinal import BrokenWardIdentity
    from amps.ufo import lorentz

    right = lorentz.Structure._expanded

    def reversed_momenta(self, kind, indices):
        sign = -1 if kind == "P" else 1
        return tuple(lorentz.Product(sign * p.coefficient, p.atoms) for p in right(self, kind, indices))

    monkeypatch.setattr(lorentz.Structure, "_expanded", reversed_momenta)
    wrong = ufo.read(folder)
    with pytest.raises(BrokenWardIdentity):
        processes.reaction("e- ve~ > W- a", model=wrong).squared_amplitude()


def test_longitudinal_vectors_do_not_grow_with_energy(model):
    """e- e+ > W- W+: the diagrams grow as s^2 each and cancel only with the signs of all three."""
    process = processes.reaction("e- e+ > W- W+", model=model)
    values = values_of(process)
    masses = process.masses(values)
    low, high = (
        process.evaluate(random_momenta(process.parsed, masses, e, 5, seed=1), route="trace", **values)
        for e in (3e3, 3e4)
    )
    assert np.all(np.abs(high / low - 1) < 0.05)


@pytest.mark.benchmark
def test_time_to_read(folder):
    ufo.read(folder)
    start = time.process_time()
    ufo.read(folder)
    print(f"41 particles, 150 vertices: {time.process_time() - start:.3f} s")
