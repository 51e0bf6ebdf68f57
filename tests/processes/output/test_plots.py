import sys
from contextlib import contextmanager
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import LogNorm, Normalize

import processes
from processes.output import plots, style
from processes.output.branching import branching_curves, with_thresholds
from processes.output.grid import Grid
from processes.output.scan import scan
from processes.output.style import typeset, unit_label


class Histogram:
    def __init__(self, edges, values, variances):
        self.axes = [list(pairwise(edges))]
        self.values = lambda: np.array(values)
        self.variances = lambda: np.array(variances)


def texts(path):
    """Words of an SVG whose letters are kept as text."""
    return path.read_text()


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_every_format_is_written_and_equal_plots_are_equal_files(kaon_scan, tmp_path, suffix):
    found = kaon_scan()
    one, two = (plots.plot_scan(found, tmp_path / f"{name}{suffix}") for name in "ab")
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes().startswith({".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}[suffix])
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"a{suffix}", f"b{suffix}", "scan.csv"]


def test_a_curve_has_its_units_its_error_and_what_is_below_threshold(kaon_scan, tmp_path, readable):
    text = texts(plots.plot_scan(kaon_scan(), tmp_path / "a.svg"))
    for words in ("[GeV]", "integration error, at most", "below threshold", "width"):
        assert words in text
    assert text.count("[GeV]") == 2


def test_two_parameters_are_a_plane_and_three_are_refused(tmp_path, readable):
    process = processes.get("aprime_to_l_l")
    plane = {"m_Ap": Grid(1e-4, 1, 4, log=True), "eps": Grid(1e-4, 1e-2, 3, log=True)}
    text = texts(plots.plot_scan(scan(process, plane, out=tmp_path / "p.csv"), tmp_path / "p.svg"))
    assert "below threshold" in text and text.count("[GeV]") == 2
    cube = scan(process, plane | {"alpha": Grid(0.007, 0.01, 2)}, out=tmp_path / "q.csv")
    with pytest.raises(ValueError, match="one or two parameters, not 3"):
        plots.plot_scan(cube, tmp_path / "q.svg")


def test_a_particle_that_does_not_decay_is_shaded_and_quantities_have_names(tmp_path, readable):
    """c tau is infinite below threshold."""
    process = processes.get("aprime_to_l_l")
    vary = {"m_Ap": Grid(5e-4, 1e-2, 5, log=True)}
    text = texts(plots.plot_scan(scan(process, vary, out=tmp_path / "c.csv", eps=1e-5, unit="m"), tmp_path / "c.svg"))
    assert "proper decay length" in text and "below threshold" in text and "[m]" in text


def test_all_points_below_threshold_can_be_drawn(kaon_scan, tmp_path, readable):
    found = kaon_scan(vary={"m_V": Grid(0.45, 0.5, 3)})
    assert "below threshold" in texts(plots.plot_scan(found, tmp_path / "a.svg"))


def test_a_histogram(tmp_path, readable):
    histogram = Histogram([0, 1, 2, 4], [1.0, 3.0, 2.0], [0.1, 0.2, 0.1])
    path = plots.plot_histogram(histogram, tmp_path / "h.svg", xlabel="x [GeV]", ylabel="events", title="T", label="L")
    assert all(word in texts(path) for word in ("x [GeV]", "events", ">T<", ">L<"))
    plots.plot_histogram(histogram, tmp_path / "l.png", xlabel="x", ylabel="y", log=True)
    assert (tmp_path / "l.png").exists()


def test_a_dalitz_plot(kaon, tmp_path, readable):
    text = texts(plots.plot_dalitz(kaon, tmp_path / "d.svg", cells=40, log=True, m_V=0.1, g_V=1e-3))
    assert text.count("[GeV") >= 3
    assert "0.1" in text


def test_branching_fractions_sum_to_one_and_open_at_their_thresholds(tmp_path, readable):
    particle = processes.particle("Ap", model="dark_photon")
    masses = np.array([0.0005, 0.01, 0.3, 5.0])
    curves = branching_curves(particle, "m_Ap", masses, {"eps": 1e-3, "alpha_D": 1e-9, "m_chi": 1.0})
    total = sum(curves.values())
    assert np.isnan(total[0])
    np.testing.assert_allclose(total[1:], 1, rtol=1e-12)
    assert curves["e- e+"][1] == 1 and curves["mu- mu+"][1] == 0 < curves["mu- mu+"][2]
    text = texts(
        plots.plot_branching_fractions(
            particle, tmp_path / "b.svg", mass=Grid(5e-4, 5, 30, log=True), eps=1e-3, alpha_D=1e-9, m_chi=1.0
        )
    )
    assert "stable" in text and "branching fraction" in text


def test_a_massless_particle_has_no_branching_fractions(tmp_path):
    with pytest.raises(ValueError, match="massless"):
        plots.plot_branching_fractions(
            processes.particle("gamma", model="qed"), tmp_path / "b.svg", mass=Grid(0.1, 1, 3)
        )


@pytest.mark.parametrize(("name", "hint"), [("a.txt", "must end in .png"), ("no/a.png", "no folder")])
def test_paths_that_cannot_be(kaon_scan, tmp_path, name, hint):
    with pytest.raises(ValueError, match=hint):
        plots.plot_scan(kaon_scan(), tmp_path / name)


def test_pyplot_is_not_touched(kaon_scan, tmp_path):
    before = "matplotlib.pyplot" in sys.modules
    plots.plot_scan(kaon_scan(), tmp_path / "a.png")
    assert ("matplotlib.pyplot" in sys.modules) == before


def test_powers_of_units_are_raised():
    assert unit_label("GeV^-2 cm^2") == "GeV$^{-2}$ cm$^{2}$"


@pytest.mark.parametrize(
    ("plain", "set_in_latex"),
    [
        ("$m^2$ [GeV^2]", "$m^2$ [GeV$^{2}$]"),
        ("E_V [GeV]", "$E_{V}$ [GeV]"),
        ("dΓ/dE_mu- [GeV/GeV]", r"dΓ/d$E_{\mu^-}$ [GeV/GeV]"),
        ("pT_nu_mu", r"$p_{T,\,\nu_\mu}$"),
        ("cos_gamma_lab", r"$\cos\theta_{\gamma\,\mathrm{lab}}$"),
        ("m_miss2 [GeV^2]", r"$m^2_{\mathrm{miss}}$ [GeV$^{2}$]"),
    ],
)
def test_labels_are_typeset(plain, set_in_latex, tmp_path):
    assert typeset(plain) == set_in_latex
    plots.plot_histogram(Histogram([0, 1], [1.0], [0.1]), tmp_path / "h.png", xlabel=plain, ylabel="1")


@pytest.fixture
def drawn(monkeypatch):
    """The axes of every figure drawn."""
    found = []

    @contextmanager
    def figure(*arguments):
        with style.figure(*arguments) as (picture, axes):
            found.append(axes)
            yield picture, axes

    monkeypatch.setattr(plots, "figure", figure)
    return found


@pytest.mark.parametrize(
    ("values", "log", "scale"),
    [
        ([1.0, 2.0, 3.0, 1.0], None, "linear"),
        ([1.0, 2.0, 300.0, 1.0], None, "log"),
        ([1.0, 2.0, 300.0, 1.0], False, "linear"),
        ([1.0, 2.0, 3.0, 0.0], True, "log"),
        ([0.0, 0.0, 0.0, 0.0], None, "linear"),
    ],
)
def test_a_peak_makes_heights_logarithmic_unless_told_otherwise(drawn, tmp_path, values, log, scale):
    histogram = Histogram([0, 1, 2, 3, 4], values, [0.01] * 4)
    plots.plot_histogram(histogram, tmp_path / "h.png", xlabel="x", ylabel="y", log=log)
    (axes,) = drawn
    assert (axes.get_xscale(), axes.get_yscale()) == ("linear", scale)
    low, high = axes.get_ylim()
    assert low <= min(v for v in values if scale == "linear" or v > 0) <= max(values) <= high


def test_logarithmic_bins_make_a_logarithmic_axis(drawn, tmp_path):
    histogram = Histogram(np.geomspace(1e-3, 10, 9), [1.0] * 8, [0.01] * 8)
    plots.plot_histogram(histogram, tmp_path / "h.png", xlabel="x", ylabel="y")
    assert drawn[0].get_xscale() == "log"
    middles = drawn[0].containers[0].lines[2][0].get_segments()
    assert middles[0][0][0] == pytest.approx(1e-3 * 10**0.25)


def test_colours_of_a_dalitz_plot_follow_its_peak(drawn, tmp_path):
    """A light scalar is radiated along the muon; the density of a heavy one is smooth."""
    process = processes.get("k_to_mu_nu_phi")
    for m_phi, norm in ((0.02, LogNorm), (0.3, Normalize)):
        plots.plot_dalitz(process, tmp_path / "d.png", cells=60, m_phi=m_phi, y=1e-3)
        assert type(drawn.pop().collections[0].norm) is norm


def test_branching_fractions_are_followed_from_their_thresholds():
    particle = processes.particle("Ap", model="dark_photon")
    given = {"eps": 1e-3, "alpha_D": 1e-9, "m_chi": 1.0}
    masses = with_thresholds(particle, "m_Ap", [0.1, 1.0, 10.0], given)
    assert (np.diff(masses) > 0).all()
    assert masses[0] == 0.1 and masses[-1] == 10.0
    muons = 2 * particle.channels["mu- mu+"].arguments["m_mu"].default
    at = np.flatnonzero(masses == muons)
    assert len(at) == 1
    curve = branching_curves(particle, "m_Ap", masses, given)["mu- mu+"]
    assert curve[at[0]] == 0 < curve[at[0] + 1] < 0.2


def test_a_short_logarithmic_axis_has_few_plain_labels(tmp_path):
    with style.figure(tmp_path / "a.svg") as (_, axes):
        axes.set_xscale("log")
        axes.plot([0.12, 0.3], [1.0, 2.0])
        axes.set_xlim(0.12, 0.3)
    labels = [label.get_text() for label in axes.get_xticklabels(which="both")]
    assert {"$\\mathdefault{0.15}$", "$\\mathdefault{0.20}$"} <= set(labels)
    assert len(labels) < 8 and not any("times" in label for label in labels)
