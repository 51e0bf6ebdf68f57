"""The tables of the library are those of the library."""

from pathlib import Path

import processes
from processes.cli.main import run
from processes.output.systems import CHAPTERS, systems_page

PAGE = Path(__file__).parents[3] / "derivations/systems.md"


def test_the_page_is_up_to_date_and_holds_every_process(tmp_path):
    page = systems_page()
    assert page == PAGE.read_text(encoding="utf-8"), "run: amps list --write derivations/systems.md"
    assert [name for name in processes.names() if f"| {name} |" not in page] == []
    assert [title for title in CHAPTERS.values() if f"## {title}" not in page] == []


def test_the_command_writes_it(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["amps", "list", "--write", str(tmp_path / "systems.md")])
    try:
        run()
    except SystemExit as end:
        assert not end.code
    assert (tmp_path / "systems.md").read_text(encoding="utf-8") == systems_page()
