import csv

import numpy as np
import pytest

from codegen.tables import write_table

AXES = {"m_V": [0.1, 0.2], "g_V": [1e-3, 2e-3, 3e-3]}


def test_rows_run_over_the_grid_and_read_back_exactly(tmp_path):
    values = np.arange(6).reshape(2, 3) / 7
    path = write_table(
        tmp_path / "t.csv", AXES, values, values / 1000, "width", "GeV", {"reaction": "K+ > mu+ nu V\nx"}
    )
    lines = path.read_text().splitlines()
    comments = [line for line in lines if line.startswith("#")]
    assert comments == ["# quantity: width", "# unit: GeV", "# reaction: K+ > mu+ nu V x", "# license: 0BSD"]
    header, *rows = csv.reader(lines[len(comments) :])
    assert header == ["m_V", "g_V", "width", "width_error"]
    assert [list(map(float, row)) for row in rows] == [
        [m, g, values[i, j], values[i, j] / 1000] for i, m in enumerate(AXES["m_V"]) for j, g in enumerate(AXES["g_V"])
    ]


def test_misuse_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"the values have shape \(2,\), the axes \('m_V', 'g_V'\) make \(2, 3\)"):
        write_table(tmp_path / "t.csv", AXES, [1, 2], np.zeros((2, 3)), "width", "GeV")
    with pytest.raises(ValueError, match="the errors hold 1 numbers that are not finite"):
        write_table(tmp_path / "t.csv", {"m": [1.0]}, [1], [np.nan], "width", "GeV")
    with pytest.raises(ValueError, match="the axes hold"):
        write_table(tmp_path / "t.csv", {"m": [np.inf]}, [1], [0], "width", "GeV")
