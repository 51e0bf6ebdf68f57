"""Reading formulas as people write them: plain text, LaTeX and Mathematica, each strictly.

Nothing is evaluated as code and nothing is guessed: what can be read in two ways is an error that shows where.
"""

from amps.reading.errors import CannotRead as CannotRead
from amps.reading.errors import UnknownSymbol as UnknownSymbol
from amps.reading.latex import read_latex as read_latex
from amps.reading.latex import write_latex as write_latex
from amps.reading.mathematica import read_mathematica as read_mathematica
from amps.reading.plain import read_text as read_text
