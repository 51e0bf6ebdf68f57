import json

import pytest

from processes.output.journal import Journal, UnusableJournal

ROW = {"value": 0.1, "warnings": ""}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "scan.csv.partial"


def written(path, *numbers):
    with Journal(path, "inputs") as journal:
        for number in numbers:
            journal.write(number, ROW)
    return path


def finished(path, inputs="inputs", **settings):
    with Journal(path, inputs, **settings) as journal:
        return journal.finished


def test_finished_points_are_found_again(path):
    assert finished(written(path, 3, 0)) == {3: ROW, 0: ROW}
    assert finished(written(path, 7)) == {3: ROW, 0: ROW, 7: ROW}
    assert finished(path, resume=False) == {}


def test_numbers_keep_all_digits(path):
    row = {"value": 0.1 + 0.2, "error": float("inf"), "Q": None}
    with Journal(path, "inputs") as journal:
        journal.write(0, row)
    assert finished(path) == {0: row}


def test_a_line_cut_short_by_a_kill_is_dropped(path):
    whole = written(path, 1, 2).read_bytes()
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        kept = {1, 2} if cut == len(whole) else {1} if cut > whole.rfind(b'{"point": 2') - 1 else set()
        assert set(finished(path)) == kept
        assert set(finished(written(path, 5))) == kept | {5}


def test_a_journal_with_other_inputs_is_refused_and_kept(path):
    before = written(path, 1).read_bytes()
    with pytest.raises(UnusableJournal, match=r"other inputs .* delete it or choose another output"):
        finished(path, "others")
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello\n", b"hello", b"[1]\n", b"{}\n", b'{"point": 1}\n', b"\xff\n"])
def test_a_foreign_file_is_refused_and_kept(path, content):
    path.write_bytes(content)
    with pytest.raises(UnusableJournal, match="does not start as the journal"):
        finished(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("line", [b"x", b"{}", b'{"point": "a", "row": {}}', b'{"point": 1, "row": 3}', b"\xff", b""])
def test_a_corrupt_line_is_named(path, line):
    lines = written(path, 1, 2).read_bytes().splitlines()
    path.write_bytes(b"\n".join([lines[0], line, lines[2], b""]))
    with pytest.raises(UnusableJournal, match="corrupt at line 2; remove that line"):
        finished(path)


def test_two_scans_do_not_write_one_journal(path):
    with Journal(path, "inputs"), pytest.raises(UnusableJournal, match="another scan"):
        finished(path)
    assert finished(path) == {}


def test_a_point_is_on_disk_at_once(path):
    with Journal(path, "inputs") as journal:
        journal.write(4, ROW)
        assert json.loads(path.read_bytes().splitlines()[1]) == {"point": 4, "row": ROW}
        journal.remove()
    assert not path.exists()


def test_a_full_disk_is_reported_with_the_file(path, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    with Journal(path, "inputs") as journal:
        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(OSError, match=r"No space left on device: '.*scan.csv.partial'"):
            journal.write(1, ROW)
