"""What a model says of its own parameters: unit, meaning and, where there is one, a default."""

from __future__ import annotations

import re
from dataclasses import dataclass

_POWER_OF_GEV = re.compile(r"GeV(?:\^(-?\d+))?")


@dataclass(frozen=True)
class ModelParameter:
    """A parameter of a model: `unit` is "1" or a power of GeV such as "GeV^-2".

    Without a `default` a rate asks for it. A complex coupling z is declared as z or as its parts re_z and im_z, which
    a rate takes. Raises ValueError for another unit.
    """

    unit: str = "1"
    meaning: str = ""
    default: float | None = None
    latex: str = ""

    def __post_init__(self) -> None:
        if self.unit != "1" and not _POWER_OF_GEV.fullmatch(self.unit):
            raise ValueError(
                f"the unit of a model's parameter is '1', 'GeV' or 'GeV^n', not {self.unit!r}; values are in GeV"
            )

    @property
    def power(self) -> int:
        """The power of GeV."""
        found = _POWER_OF_GEV.fullmatch(self.unit)
        return 0 if found is None else int(found[1] or 1)
