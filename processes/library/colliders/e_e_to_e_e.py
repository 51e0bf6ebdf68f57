"""Bhabha scattering e- e+ > e- e+, electron mass kept; Moller scattering e- e- > e- e- is its crossing.

The total cross section diverges at small angle: give cuts, e.g. cuts="abs(cos_e-) < 0.9".
"""

from processes.core.process import Process, Reference

PROCESS = Process(
    model="qed",
    reaction="{beams} > {beams}",
    options={"beams": ("bhabha", "moller")},
    spellings={"beams": {"bhabha": "e- e+", "moller": "e- e-"}},
    references=(
        Reference(
            "cross_section",
            {"sqrt_s": 10.0, "cuts": "abs(cos_e-) < 0.9"},
            39460.3525,
            1e-5,
            "Bhabha, Proc. Roy. Soc. A 154 (1936) 195, for massless electrons, integrated over the angle",
        ),
        Reference(
            "cross_section",
            {"beams": "moller", "sqrt_s": 10.0, "cuts": "abs(cos_e-1) < 0.9"},
            50542.4487,
            1e-5,
            "2 pi alpha^2 (3 + cos^2)^2/(s sin^4) for massless electrons, integrated over half the sphere",
        ),
    ),
)
