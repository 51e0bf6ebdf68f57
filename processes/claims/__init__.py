"""Published formulas and numbers, each judged against a quantity derived here.

A file is a claim: its name is the id, CLAIM says where it stands in print and how it is judged.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from processes.claims.claim import Claim, Verdict


@cache
def names() -> tuple[str, ...]:
    """Ids of all claims, "C02" and so on; imports none of them."""
    return tuple(sorted(path.stem.upper() for path in Path(__file__).parent.glob("c[0-9][0-9].py")))


def get(id: str) -> Claim:
    """The claim with this id. Raises KeyError listing the ids."""
    if id.upper() not in names():
        raise KeyError(f"no claim is called {id!r}; there are {', '.join(names())}")
    claim: Claim = import_module(f"processes.claims.{id.lower()}").CLAIM
    return claim


def check(id: str) -> Verdict:
    """Derive what the claim states and compare. Raises KeyError for an unknown id."""
    return get(id).check(id.upper())
