"""The journal of a scan: every finished point on disk at once, so that a killed scan loses none."""

from __future__ import annotations

import json
import os
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

MARK = "dark-amps scan"
SUFFIX = ".partial"


class UnusableJournal(ValueError):
    """A journal that belongs to another scan, cannot be read, or is in use."""


class Journal:
    """Rows of finished points as lines of JSON in `path`, behind a first line with the hash of the scan's inputs.

    Opening it reads what an interrupted scan of the same `inputs` left in `finished`; a last line cut short by a kill
    is dropped. Raises UnusableJournal for anything else that is found there, and OSError where it cannot be written.
    """

    def __init__(self, path: Path, inputs: str, *, resume: bool = True) -> None:
        self.path = path
        self._inputs = inputs
        self._file = path.open("a+b")
        try:
            self._lock()
            if not resume:
                self._file.truncate(0)
            self.finished = self._read()
            self._is_empty = not self.finished
        except BaseException:
            self._file.close()
            raise

    def write(self, number: int, row: dict[str, Any]) -> None:
        """Add a point; it is on disk when this returns."""
        self._append({"point": number, "row": row})
        self._is_empty = False

    def remove(self) -> None:
        """Delete the journal: the scan is complete."""
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with suppress(OSError) if error is not None else nullcontext():
            # Closing tries again to write what a full disk has refused.
            self._file.close()
        if error is not None and self._is_empty:
            # A scan that failed before its first point leaves nothing to resume, and must not block another one.
            self.remove()

    def _append(self, document: dict[str, Any]) -> None:
        try:
            self._file.write(json.dumps(document).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            # A full disk: the system's message does not say which file.
            raise OSError(error.errno, error.strerror, str(self.path)) from error

    def _lock(self) -> None:
        import fcntl

        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UnusableJournal(
                f"{self.path} is being written by another scan; wait for it or choose another output"
            ) from None

    def _read(self) -> dict[int, dict[str, Any]]:
        self._file.seek(0)
        content = self._file.read()
        whole = content[: content.rfind(b"\n") + 1]
        lines = whole.splitlines()
        head = {MARK: 1, "inputs": self._inputs}
        if not lines and not json.dumps(head).encode().startswith(content):
            raise self._foreign("it does not start as the journal of a scan does")
        self._file.truncate(len(whole))
        if not lines:
            self._append(head)
            return {}
        self._check_head(lines[0])
        finished = {}
        for k, line in enumerate(lines[1:], 2):
            try:
                document = json.loads(line)
                finished[int(document["point"])] = dict(document["row"])
            except (ValueError, KeyError, TypeError):
                raise UnusableJournal(
                    f"{self.path} is corrupt at line {k}; remove that line to compute its point again, or delete the "
                    "file to start over"
                ) from None
        return finished

    def _check_head(self, line: bytes) -> None:
        try:
            head = json.loads(line)
            inputs = head["inputs"] if MARK in head else None
        except (ValueError, KeyError, TypeError):
            inputs = None
        if inputs is None:
            raise self._foreign("it does not start as the journal of a scan does")
        if inputs != self._inputs:
            raise self._foreign(
                "it was left by a scan with other inputs (process, parameters, grid, seed, accuracy or version)"
            )

    def _foreign(self, reason: str) -> UnusableJournal:
        return UnusableJournal(f"{self.path} cannot be resumed: {reason}; delete it or choose another output")
