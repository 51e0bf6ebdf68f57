"""Events: kinematics, distributions, weights, files, bad input."""

import importlib.util
import xml.etree.ElementTree as ElementTree

import gvar
import numpy as np
import pytest

import processes
from processes.core.events import OVERWEIGHT_SHARE
from processes.output.events import write_events

AT = {"m_V": 0.1, "g_V": 1e-3}
CUTS = "E_gamma > 1 and abs(cos_gamma) < 0.8 and m_mu-mu+ > 1"


@pytest.fixture(scope="module")
def kaon():
    return processes.get("k_to_mu_nu_v")


@pytest.fixture(scope="module")
def decays(kaon):
    return kaon.events(20_000, **AT)


@pytest.fixture(scope="module")
def collisions():
    process = processes.reaction("e- e+ > gamma mu- mu+", model="qed")
    return process.events(2000, sqrt_s=10.58, cuts=CUTS)


def squares(p):
    return p[..., 0] ** 2 - (p[..., 1:] ** 2).sum(axis=-1)


@pytest.mark.parametrize("which", ["decays", "collisions"])
def test_momenta_are_conserved_and_on_shell(which, request):
    events = request.getfixturevalue(which)
    p, n = events.momenta, events.incoming
    assert p.shape == (len(events), len(events.legs), 4)
    scale = p[:, :n, 0].sum(axis=1).max()
    np.testing.assert_allclose(p[:, :n].sum(axis=1), p[:, n:].sum(axis=1), atol=1e-12 * scale)
    np.testing.assert_allclose(squares(p), np.broadcast_to(np.array(events.masses) ** 2, p.shape[:2]), atol=1e-8)
    assert events.weights.sum() == pytest.approx(events.total.value)


def test_cuts_hold(collisions):
    p = collisions.momenta
    assert (p[:, 2, 0] > 1).all()
    assert (np.abs(p[:, 2, 3] / p[:, 2, 0]) < 0.8).all()
    assert (squares(p[:, 3] + p[:, 4]) > 1).all()


@pytest.mark.parametrize("weighted", [False, True])
def test_distribution_is_the_differential_rate(kaon, weighted):
    events = kaon.events(20_000, weighted=weighted, seed=5, **AT)
    expected = kaon.differential("m_miss2", bins=6, **AT)
    missing = squares(events.momenta[:, 2] + events.momenta[:, 3])
    counts = np.histogram(missing, expected.edges, weights=events.weights)[0]
    spread = np.sqrt(np.histogram(missing, expected.edges, weights=events.weights**2)[0])
    errors = np.hypot(spread, expected.errors * expected.widths) + 5e-3 * expected.rates
    assert (np.abs(counts - expected.rates) < 4 * errors).all()


def test_orientation_is_isotropic(decays):
    direction = decays.momenta[:, 1, 1:] / np.linalg.norm(decays.momenta[:, 1, 1:], axis=1)[:, None]
    assert np.abs(direction.mean(axis=0)).max() < 5 / np.sqrt(3 * len(direction))
    assert (direction**2).mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.02)


def test_beams_stay_on_the_axis(collisions):
    p = collisions.momenta
    assert np.abs(p[:, :2, 1:3]).max() == 0
    azimuth = np.arctan2(p[:, 2, 2], p[:, 2, 1])
    assert abs(np.cos(azimuth).mean()) < 0.1
    assert np.abs(azimuth).max() > 3


def test_overweight_events_are_counted_and_keep_their_excess(decays):
    heavier = decays.weights > decays.weights.min() * (1 + 1e-12)
    assert heavier.sum() == decays.overweight
    excess = decays.weights / decays.weights.min() - 1
    assert excess.sum() < 2 * OVERWEIGHT_SHARE * len(decays)
    assert 0 < decays.efficiency <= 1


def test_two_body_decay():
    events = processes.get("v_to_l_l").events(50, m_V=1.0, g_V=0.1)
    np.testing.assert_allclose(events.momenta[:, 1, 0], 0.5)


def test_same_seed_same_events(kaon):
    one, two, other = (kaon.events(10, seed=s, **AT).momenta for s in (1, 1, 2))
    np.testing.assert_array_equal(one, two)
    assert not np.array_equal(one, other)


def test_les_houches_file(collisions, tmp_path):
    root = ElementTree.parse(write_events(collisions, tmp_path / "e.lhe")).getroot()
    records = [e.text.strip().splitlines() for e in root.iter("event")]
    assert len(records) == len(collisions)
    numbers = np.array([[float(x) for x in line.split()] for line in records[7][1:]])
    assert numbers[:, 0].tolist() == [11, -11, 22, 13, -13]
    assert numbers[:, 1].tolist() == [-1, -1, 1, 1, 1]
    np.testing.assert_allclose(numbers[:, 6:10], collisions.momenta[7][:, [1, 2, 3, 0]], rtol=1e-12)
    assert float(records[7][0].split()[2]) == pytest.approx(collisions.weights[7])


@pytest.mark.parametrize(("suffix", "library"), [(".hepmc", "pyhepmc"), (".parquet", "pyarrow")])
def test_other_files_or_the_line_that_installs_them(decays, tmp_path, suffix, library):
    path = tmp_path / f"e{suffix}"
    if importlib.util.find_spec(library) is None:
        with pytest.raises(ValueError, match=rf"need {library}: pip install 'dark-amps\[hep\]'"):
            write_events(decays, path)
    else:
        assert write_events(decays, path).stat().st_size > 0


def test_bad_input(kaon, decays, tmp_path):
    for n in (0, -1, 2.5, True):
        with pytest.raises(ValueError, match="number of events"):
            kaon.events(n, **AT)
    with pytest.raises(ValueError, match="below threshold"):
        kaon.events(5, m_V=0.4, g_V=1.0)
    with pytest.raises(ValueError, match="no phase space within the cuts"):
        kaon.events(5, cuts="E_V > 3", **AT)
    with pytest.raises(ValueError, match="events are written as"):
        write_events(decays, tmp_path / "e.root")


@pytest.mark.parametrize("mass", [np.array([0.1, 0.2]), gvar.gvar(0.1, 0.01)])
def test_events_take_one_value_of_each_parameter(kaon, mass):
    with pytest.raises(ValueError, match="events take one value of m_V"):
        kaon.events(5, **AT | {"m_V": mass})
