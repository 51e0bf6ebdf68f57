"""The embedded densities: check values, sum rules, ranges; and the reader of grids against a set written from them."""

import numpy as np
import pytest

from processes.numerics.lhapdf_grid import LHAPDFGrid
from processes.numerics.parton_densities import ANTIQUARKS, FLAVOURS, GRV94, QUARKS, in_nucleus

SET = GRV94()
AT_10 = {
    0.1: {"uv": 0.49827, "dv": 0.24509, "ubar": 0.10758, "dbar": 0.15557, "s": 0.03793, "c": 0.02178, "g": 1.10936},
    0.3: {"uv": 0.53650, "dv": 0.18503, "ubar": 0.01317, "dbar": 0.03079, "g": 0.25761},
    0.01: {"uv": 0.18478, "dv": 0.10538, "ubar": 0.30463, "dbar": 0.32404, "s": 0.16071, "g": 5.89706},
}


def integral(function):
    """Over x from 1e-5 to 1, in ln x."""
    nodes, weights = np.polynomial.legendre.leggauss(200)
    log = np.log(1e-5) * (1 - nodes) / 2
    x = np.exp(log)
    return float(np.sum(weights * function(x) * x) * -np.log(1e-5) / 2)


@pytest.mark.parametrize(("x", "flavour"), [(x, f) for x, row in AT_10.items() for f in row])
def test_values(x, flavour):
    if flavour.endswith("v"):
        value = SET.xf(flavour[0], x, 10.0) - SET.xf(f"{flavour[0]}bar", x, 10.0)
    else:
        value = SET.xf(flavour, x, 10.0)
    assert float(value) == pytest.approx(AT_10[x][flavour], abs=6e-6)


def test_number_and_momentum_sum_rules():
    """2 u and 1 d valence quarks; the momentum is 1 up to what the fitted shapes miss (charm and bottom on top)."""
    for quark, number in (("u", 2), ("d", 1)):

        def valence(x, quark=quark):
            return SET.xf(quark, x, 10.0) - SET.xf(f"{quark}bar", x, 10.0)

        low, high = valence(1e-5), valence(2e-5)
        below = low / np.log2(high / low)  # x f ~ x^a there
        assert integral(lambda x, f=valence: f(x) / x) + below == pytest.approx(number, rel=1.5e-3)
    light = integral(lambda x: sum(SET.xf(f, x, 10.0) for f in FLAVOURS if f[0] not in "cb"))
    assert light == pytest.approx(0.997, abs=3e-3)
    assert integral(lambda x: sum(SET.xf(f, x, 10.0) for f in FLAVOURS)) == pytest.approx(1.015, abs=3e-3)


def test_isospin_of_a_nucleus():
    x = np.array([0.05, 0.2])
    assert in_nucleus(SET, "u", x, 10.0, 0, 1) == pytest.approx(SET.xf("d", x, 10.0))
    mean = (74 * SET.xf("dbar", x, 10.0) + 110 * SET.xf("ubar", x, 10.0)) / 184
    assert in_nucleus(SET, "dbar", x, 10.0, 74, 184) == pytest.approx(mean)
    with pytest.raises(ValueError, match="0 <= Z <= A"):
        in_nucleus(SET, "u", x, 10.0, 3, 2)


def test_ranges_and_names():
    with pytest.raises(ValueError, match=r"1e-05 < x"):
        SET.xf("u", 1e-7, 10.0)
    with pytest.raises(ValueError, match=r"Q\^2"):
        SET.xf("u", 0.1, 0.1)
    with pytest.raises(KeyError, match="ubar"):
        SET.xf("up", 0.1, 10.0)
    assert all(float(SET.xf(f, 1.0, 10.0)) == 0 for f in FLAVOURS)


@pytest.fixture
def grid(tmp_path):
    """GRV94 written as an LHAPDF6 set of two subgrids."""
    folder = tmp_path / "Written"
    folder.mkdir()
    (folder / "Written.info").write_text("SetDesc: test\nNumMembers: 1\nFormat: lhagrid1\n")
    numbers = [*(-k for k in range(1, 6)), *range(1, 6), 21]
    names = [*ANTIQUARKS, *QUARKS, "g"]
    text = "PdfType: central\nFormat: lhagrid1\n---\n"
    for low, high in ((1.0, 2.25), (2.25, 10.0)):
        x, q = np.exp(np.linspace(np.log(1e-4), np.log(0.95), 240)), np.exp(np.linspace(np.log(low), np.log(high), 12))
        text += " ".join(f"{v:.12e}" for v in x) + "\n" + " ".join(f"{v:.12e}" for v in q) + "\n"
        text += " ".join(map(str, numbers)) + "\n"
        table = np.array([[SET.xf(f, x, v * v) for v in q] for f in names])
        text += "\n".join(" ".join(f"{v:.12e}" for v in row) for row in table.transpose(2, 1, 0).reshape(-1, 11))
        text += "\n---\n"
    (folder / "Written_0000.dat").write_text(text)
    return LHAPDFGrid(folder)


@pytest.mark.parametrize("flavour", ["u", "dbar", "s", "g"])
def test_a_grid_returns_what_was_written(grid, flavour):
    x = np.array([2e-4, 3.3e-3, 0.0411, 0.23, 0.61])
    for q2 in (1.0, 3.0, 5.0625, 30.0):
        assert grid.xf(flavour, x, q2) == pytest.approx(SET.xf(flavour, x, q2), rel=1e-3)


def test_a_grid_has_a_range_and_a_format(grid):
    assert grid.info["NumMembers"] == "1"
    with pytest.raises(ValueError, match=r"Written holds for x > 0\.0001"):
        grid.xf("u", 1e-6, 10.0)
    (grid.directory / "Written_0001.dat").write_text("nothing\n---\n")
    with pytest.raises(ValueError, match="not an LHAPDF6 grid"):
        LHAPDFGrid(grid.directory, 1).xf("u", 0.1, 10.0)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 3],
        lambda text: text.replace("e-0", "e-z", 1),
        lambda text: text.split("\n---")[0] + "\n---\n1e-5 1\n---\n",
    ],
)
def test_a_damaged_grid_is_named(grid, spoil):
    (path,) = grid.directory.glob("*_0000.dat")
    path.write_text(spoil(path.read_text()))
    with pytest.raises(ValueError, match=f"{path.name}: a subgrid"):
        LHAPDFGrid(grid.directory).xf("u", 0.1, 10.0)
