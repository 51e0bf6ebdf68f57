import sys
from itertools import pairwise

import numpy as np
import pytest

import processes
from processes.output import plots
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
    curves = plots.branching_curves(particle, "m_Ap", masses, {"eps": 1e-3, "alpha_D": 1e-9, "m_chi": 1.0})
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
