"""Parameter cards: BLOCK and DECAY of SLHA-like files (Skands et al., hep-ph/0311123), as param_card.dat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from amps.ufo.errors import Place, UFOError
from amps.ufo.source import read_source

if TYPE_CHECKING:
    from pathlib import Path

Code = tuple[int, ...]


@dataclass
class Card:
    """Values by (block, code), the block in capitals; widths are the block DECAY, "auto" is None."""

    name: str
    values: dict[tuple[str, Code], float | None] = field(default_factory=dict)

    def has(self, block: str, code: Code) -> bool:
        """Whether the card sets this parameter."""
        return (block.upper(), code) in self.values

    def value(self, block: str, code: Code) -> float | None:
        """The value; None for a width left to be computed."""
        return self.values[block.upper(), code]


def read_card(path: Path) -> Card:
    """The values of a card. Raises UFOError naming the line that cannot be read."""
    card = Card(path.name)
    block = ""
    for number, raw in enumerate(read_source(path).splitlines(), start=1):
        words = raw.split("#", 1)[0].split()
        if not words:
            continue
        place = Place(path.name, number)
        match words[0].upper():
            case "BLOCK":
                if len(words) < 2:
                    raise UFOError(place, "BLOCK without a name")
                # A scale may follow the name, as in "Block HMIX Q= 1.0e3".
                block = words[1].upper()
            case "DECAY":
                block = ""
                if len(words) < 3:
                    raise UFOError(place, "DECAY reads 'DECAY particle width'")
                width = None if words[2].lower() == "auto" else _number(words[2], place)
                card.values["DECAY", (_code(words[1], place),)] = width
            case "XSECTION":
                block = ""
            case _ if not block:
                # Branching fractions under a DECAY: they follow from the model.
                continue
            case _ if len(words) >= 2:
                if not _is_value(words):
                    continue
                code = tuple(_code(w, place) for w in words[:-1])
                card.values[block, code] = _number(words[-1], place)
            case _:
                card.values[block, ()] = _number(words[0], place)
    return card


def _is_value(words: list[str]) -> bool:
    """Lines of SPINFO, DCINFO and the like hold names instead of numbers."""
    try:
        float(words[-1].lower().replace("d", "e"))
    except ValueError:
        return words[-1].lower() == "auto"
    return True


def _code(word: str, place: Place) -> int:
    try:
        return int(word)
    except ValueError:
        raise UFOError(place, f"{word!r} is not a whole number") from None


def _number(word: str, place: Place) -> float:
    try:
        # Fortran writes 1.0d-3.
        return float(word.lower().replace("d", "e"))
    except ValueError:
        raise UFOError(place, f"{word!r} is not a number") from None
