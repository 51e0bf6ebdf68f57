"""amps cache shows and clears the compiled kernels."""

import json

import pytest

from processes.cli.main import main


@pytest.fixture
def kernels(tmp_path, monkeypatch):
    monkeypatch.setenv("AMPS_CACHE_DIR", str(tmp_path))
    folder = tmp_path / "kernels"
    folder.mkdir()
    for name in ("a-1.so", "b-2.so"):
        (folder / name).write_bytes(b"x" * 600_000)
    return folder


def test_what_is_there(kernels, tmp_path, capsys):
    assert main(["cache"]) == 0
    assert capsys.readouterr().out == f"{tmp_path}: 2 compiled kernels, 1.2 MB\n"
    assert main(["cache", "--json"]) == 0
    expected = {"location": str(tmp_path), "kernels": 2, "bytes": 1_200_000, "deleted": 0}
    assert json.loads(capsys.readouterr().out) == expected


def test_clearing(kernels, tmp_path, capsys):
    assert main(["cache", "clear"]) == 0
    assert capsys.readouterr().out == f"{tmp_path}: 2 compiled kernels deleted\n"
    assert not kernels.exists()
    assert main(["cache", "clear", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["deleted"] == 0
    assert main(["cache"]) == 0
    assert "0 compiled kernels, 0.0 MB" in capsys.readouterr().out


def test_another_word_is_bad_input(kernels, capsys):
    assert main(["cache", "burn"]) == 2
    assert capsys.readouterr().err.startswith("amps: error: ")
    assert len(list(kernels.iterdir())) == 2
