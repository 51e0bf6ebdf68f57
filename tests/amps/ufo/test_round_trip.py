"""Native models written as UFO folders and read back give the same |M|^2, by both routes."""

import zlib
from functools import cache

import numpy as np
import pytest

import processes
from amps import ufo
from amps.numeric.momenta import random_momenta
from processes.core.constants import CONSTANTS
from processes.core.models import find_model

EXACT = 1e-13

# model, reaction, sqrt(s) in GeV of a collision
REACTIONS = (
    ("qed", "e- gamma > e- gamma", 2.0),
    pytest.param("qed", "e- e- > e- e-", 2.0, marks=pytest.mark.slow),
    pytest.param("dark_photon", "e- e+ > mu- mu+", 2.0, marks=pytest.mark.slow),
    ("dark_photon", "varphi varphi~ > Ap Ap", 3.0),
    ("dark_photon", "chiM chiM > Ap Ap", 3.0),
    ("muonic_forces", "K+ > mu+ nu_mu V", None),
    ("fermi", "mu- > e- nu_e~ nu_mu", None),
    pytest.param("fermi", "pi+ > e+ nu_e gamma", None, marks=pytest.mark.slow),
    ("dipole", "nu_mu e- > N e-", 3.0),
    ("dipole_majorana", "nu_mu nu_mu > N N", 3.0),
    ("alp", "e- e+ > a gamma", 2.0),
    ("mesons", "pi0 > gamma e- e+", None),
    ("dark_higgs", "e- e+ > Ap hD", 3.0),
    ("quarks", "u u~ > g gamma", 400.0),
    ("inelastic_dm_majorana", "chi1 chi1 > chi2 chi2", 3.0),
    pytest.param("charged_mediators", "e- gamma > N X-", 3.0, marks=pytest.mark.slow),
)


def input_values(model):
    """Constants of nature, and a value between 0.05 and 0.55 for every other input."""
    names = {s.name for v in model.vertices for t in v.terms for s in t.coefficient.free_symbols}
    names |= {s.name for value in model.all_definitions.values() for s in value.free_symbols}
    names |= {name for p in model.all_particles for name in (p.mass, p.width) if name}
    values = {name: 0.05 + zlib.crc32(name.encode()) % 1000 / 2000 for name in names}
    return values | {name: p.default for name, p in CONSTANTS.items()}


@pytest.fixture(scope="module")
def read_back(tmp_path_factory):
    """Native model, the one read back, and values of parameters, by name."""

    @cache
    def made(name):
        native = find_model(name)
        values = input_values(native)
        folder = ufo.write(native, tmp_path_factory.mktemp("ufo") / name, values)
        return native, ufo.read(folder), values

    return made


@pytest.mark.parametrize(("name", "reaction", "sqrt_s"), REACTIONS, ids=lambda x: str(x).replace(" ", ""))
def test_squared_amplitudes_are_equal(read_back, name, reaction, sqrt_s):
    native, read, values = read_back(name)
    one, other = (processes.reaction(reaction, model=model) for model in (native, read))
    assert len(one.diagrams) == len(other.diagrams)
    own = {n: values[n] for n in one.arguments if n in values}
    momenta = random_momenta(one.parsed, one.masses(values), sqrt_s, 10, seed=3)
    for route in ("trace", "spinors"):
        expected = one.evaluate(momenta, route=route, **own)
        assert np.max(expected) > 0
        found = other.evaluate(momenta, route=route, **own)
        difference = np.max(np.abs(found - expected)) / np.max(expected)
        assert difference <= EXACT


@pytest.mark.parametrize("name", ("dark_photon", "dipole_majorana", "fermi", "quarks"))
def test_what_was_written_is_read(read_back, name):
    native, read, values = read_back(name)
    assert [p.name for p in read.all_particles] == [p.name for p in native.all_particles]
    for p in native.all_particles:
        q = read.species[p.name]
        kept = ("antiname", "spin", "mass", "width", "charge", "chiral", "colour", "latex", "antilatex", "numbers")
        assert all(getattr(p, key) == getattr(q, key) for key in kept)
    assert len(read.vertices) == len(native.vertices)
    assert read.all_first_order == native.all_first_order
    assert not any(v.obstacle for v in read.vertices)
    defaults = {name: p.default for name, p in read.all_parameters.items() if p.default is not None}
    assert defaults == {name: values[name] for name in defaults}


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n in processes.core.models.model_names() if not n.startswith("nucle")])
def test_every_native_model_without_form_factors(read_back, name):
    native, read, _ = read_back(name)
    assert len(read.vertices) == len(native.vertices)
