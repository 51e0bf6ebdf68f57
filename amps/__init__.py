"""Symbolic physics: from Lagrangian terms to exact squared amplitudes.

amps.compare(published, derived, assumptions) judges a published formula; see amps.comparison.
"""


def __getattr__(name: str) -> object:
    # SymPy takes a third of a second to import: only who compares pays for it.
    if name == "compare":
        from amps.comparison import compare

        return compare
    raise AttributeError(f"module 'amps' has no attribute {name!r}")
