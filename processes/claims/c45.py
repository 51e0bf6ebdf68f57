"""Effective luminosity of a beam dump."""

from __future__ import annotations

from processes.claims.claim import Claim, Statement
from processes.claims.judging import APPROXIMATE, number


def luminosity() -> float:
    """Electrons per area in a column of 82 g/cm^2 of iron times 1.44e18 protons, in 1/ab."""
    from hepunits import Avogadro, mole

    charge, mass_number, column, protons = 26, 55.845, 82.0, 1.44e18
    per_square_centimetre = charge / mass_number * column * Avogadro * mole * protons
    return float(per_square_centimetre * 1e-42)


CLAIM = Claim(
    title="effective luminosity of SeaQuest",
    source="T4 (SeaQuest)",
    printed=r"\mathcal{L}=Z\frac{X_c}{\mathrm g}\frac{N_A}{A}\times\mathrm{POT}\sim35/\mathrm{ab}",
    statements=(Statement("luminosity in 1/ab", number(35.0, luminosity, APPROXIMATE)),),
    note="1/ab is 1e42 cm^-2; Z/A counts protons (or electrons) of the target, X_c is a column density in g/cm^2",
)
