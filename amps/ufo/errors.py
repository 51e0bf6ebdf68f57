"""What can be wrong with a UFO folder; every message names the file, the line and the object."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where something stands: file name, line, and the UFO object it belongs to."""

    file: str
    line: int = 0
    object: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.object}" if self.object else where

    def named(self, name: str) -> Place:
        """The same place, in the object of this name."""
        return Place(self.file, self.line, name)


class UFOError(ValueError):
    """A UFO folder that cannot be read: something is missing, misspelt or contradictory."""

    def __init__(self, place: Place, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


class UnsafeUFO(UFOError):
    """A file that holds more than the declarations of a model (imports, calls, control flow) or is far too large."""


class UnsupportedUFO(UFOError):
    """Valid UFO that has no counterpart here: a spin, a colour or Lorentz structure, a propagator."""
