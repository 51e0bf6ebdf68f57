"""The corrected formulas as the article prints them are the derived expressions, read back from their LaTeX."""

from importlib import import_module

import pytest

import amps
from amps.reading import read_latex, read_text

SYMBOLS = {
    **{f"m_{x}": f"m_{x}" for x in ("e", "V", "K", "N")},
    **{f"m_\\{x}": f"m_{x}" for x in ("chi", "mu")},
    **{"\\alpha": "alpha", "\\alpha_D": "alpha_D", "\\kappa": "eps", "m_{A'}": "m_Ap", "G_F": "G_F", "f_K": "f_K"},
    **{"V_{us}": "V_us", "v": "v", "s": "s", "T": "T", "E": "E", "M": "M_A", "Z": "Z", "g_\\chi": "g_D"},
}
WRITTEN = {
    "c02": ("sigma_v", ()),
    "c04": ("distribution", ("-1 < c < 1", "s > 4*m_chi^2 + 4*m_chi*m_V + m_V^2", "m_e << s")),
    "c17": ("width", ()),
    "c26": ("sigma_v", ()),
    "c36": ("spectrum", ()),
    "c37": ("spectrum", ()),
}

PLAINER = {
    "R(0)^2": "R_0^2",
    r"\cos^2\theta": "c^2",
    "|p|^3": "p^3",
    "|F|^2": "",
    r"\left(\frac{\mu_{tr}}{\mu_B}\right)^2": "r^2",
    r",\ r": "",
    r"\frac1T": r"\frac{1}{T}",
    r"\frac1E": r"\frac{1}{E}",
    r"\frac MT": r"\frac{M}{T}",
    r"\frac12": r"\frac{1}{2}",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_printed_correction(name):
    derivation, assumptions = WRITTEN[name]
    module = import_module(f"processes.claims.{name}")
    text = module.CLAIM.statements[0].formula.split("=")[1]
    for printed, plain in PLAINER.items():
        text = text.replace(printed, plain)
    momentum = read_text("sqrt((s - (2*m_chi + m_V)^2)*(s - (2*m_chi - m_V)^2))/(2*sqrt(s))")
    mass_ratio = read_text("m_Ap^2/m_chi^2") if name == "c26" else "r"
    table = {**SYMBOLS, "R_0": "R0", "c": "c", "p": momentum, "r": mass_ratio}
    found = amps.compare(read_latex(text, table), getattr(module, derivation)(), assumptions)
    assert found.verdict == ("equal in limit" if assumptions else "equal"), found
