"""Bhabha scattering e- e+ > e- e+, electron mass kept; Moller scattering e- e- > e- e- is its crossing.

The total cross section diverges at small angle: give cuts, e.g. cuts="abs(cos_e-) < 0.9".
"""

from processes.core.process import Process

PROCESS = Process(
    model="qed",
    reaction="{beams} > {beams}",
    options={"beams": ("bhabha", "moller")},
    spellings={"beams": {"bhabha": "e- e+", "moller": "e- e-"}},
)
