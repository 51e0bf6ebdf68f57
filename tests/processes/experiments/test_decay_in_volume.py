"""Decays inside a detector: exponentials without cancellation, and rays through cylinders."""

import numpy as np
import pytest

import processes
from processes.experiments.decay_in_volume import Cylinder, decay_length, decay_probability, decay_probability_in

FORWARD = [[0.0, 0.0, 1.0]]
MPD = Cylinder(centre=(0.0, 0.0, 581.5), radius=2.5, length=5.0)


def test_probabilities_of_adjacent_volumes_add():
    parts = decay_probability(30.0, np.array([0.0, 10.0, 25.0]), np.array([10.0, 25.0, 1e9]))
    assert parts.sum() == pytest.approx(1, rel=1e-14)


def test_long_lived_limit():
    """(l2 - l1)/L, where a difference of exponentials would be 0."""
    assert decay_probability(1e20, 579.0, 584.0) == pytest.approx(5e-20, rel=1e-14)


def test_a_light_dark_photon_in_a_forward_detector():
    """25 MeV, eps = 3e-5, 480 m away, 1.5 m long: 1e-3 at most, near 3.3 TeV."""
    ctau = processes.get("aprime_to_l_l").width(m_Ap=0.025, eps=3e-5).to("m").value
    momenta = np.linspace(500.0, 7000.0, 651)
    found = decay_probability(decay_length(ctau, momenta, 0.025), 480.0, 481.5)
    assert found.max() == pytest.approx(1.5 / 480 / np.e, rel=2e-3)
    assert momenta[found.argmax()] == pytest.approx(480 * 0.025 / ctau, rel=0.02)


def test_through_the_axis_and_past_the_cylinder():
    first, last = MPD.path((0, 0, 0), [*FORWARD, [0, 0, -1], [0, 1, 0], [0, 0.6, 0.8]])
    assert first.tolist() == [579.0, 0, 0, 0]
    assert last.tolist() == [584.0, 0, 0, 0]


def test_out_through_the_mantle():
    """A ray that enters by the cap at height 579 m tan and leaves where its height is the radius."""
    slope = 2.5 / 582
    ray = np.array([[0.0, slope, 1.0]]) / np.hypot(1, slope)
    first, last = MPD.path((0, 0, 0), ray)
    assert first[0] == pytest.approx(579 * np.hypot(1, slope), rel=1e-12)
    assert last[0] == pytest.approx(582 * np.hypot(1, slope), rel=1e-10)


def test_axis_across_the_beam():
    across = Cylinder(centre=(0.0, 0.0, 581.5), radius=2.5, length=5.0, axis=(1.0, 0.0, 0.0))
    first, last = across.path((0, 1.5, 0), FORWARD)
    assert first[0] == pytest.approx(579.5, rel=1e-12)
    assert last[0] == pytest.approx(583.5, rel=1e-12)


def test_a_source_inside_counts_only_what_lies_ahead():
    first, last = MPD.path((0, 0, 581.5), [*FORWARD, [1, 0, 0]])
    assert first.tolist() == [0, 0]
    assert last == pytest.approx([2.5, 2.5])


def test_solid_angle_by_sampling():
    """The chord averaged over directions is volume/(distance^2) for a small and far detector."""
    rng = np.random.default_rng(5)
    small = Cylinder(centre=(0.0, 30.0, 400.0), radius=0.5, length=2.0, axis=(0.3, 1.0, 0.2))
    towards = np.array(small.centre) / np.linalg.norm(small.centre)
    half, n = 0.005, 400_000
    cosines = 1 - rng.random(n) * (1 - np.cos(half))
    angles = 2 * np.pi * rng.random(n)
    one = np.cross(towards, [1.0, 0, 0]) / np.linalg.norm(np.cross(towards, [1.0, 0, 0]))
    two = np.cross(towards, one)
    sines = np.sqrt(1 - cosines**2)
    rays = np.outer(cosines, towards) + np.outer(sines * np.cos(angles), one) + np.outer(sines * np.sin(angles), two)
    first, last = small.path((0, 0, 0), rays)
    solid_angle = 2 * np.pi * (1 - np.cos(half))
    expected = np.pi * 0.25 * 2.0 / (30**2 + 400**2)
    assert (last - first).mean() * solid_angle == pytest.approx(expected, rel=0.02)


def test_from_momenta():
    found = decay_probability_in(MPD, [[0, 0, 10.0], [10.0, 0, 0]], mass=0.1, ctau=6.0)
    assert found[0] == pytest.approx(np.exp(-579 / 600) - np.exp(-584 / 600), rel=1e-12)
    assert found[1] == 0


def test_bad_input():
    with pytest.raises(ValueError, match="positive decay length"):
        decay_probability(0.0, 1.0, 2.0)
    with pytest.raises(ValueError, match="positive decay length"):
        decay_probability(1.0, 3.0, 2.0)
    with pytest.raises(ValueError, match="radius and length"):
        Cylinder((0, 0, 1), -1.0, 1.0)
    with pytest.raises(ValueError, match="axis"):
        Cylinder((0, 0, 1), 1.0, 1.0, axis=(0, 0, 0))
    with pytest.raises(ValueError, match="positive mass"):
        decay_length(1.0, 1.0, 0.0)
    with pytest.raises(ValueError, match="at rest"):
        decay_probability_in(MPD, [[0, 0, 0]], mass=0.1, ctau=1.0)
