"""The LaTeX of the package becomes well-formed MathML that says the same."""

import xml.etree.ElementTree as ET

import pytest
import sympy

import processes
from processes.output.mathml import UnknownLaTeX, mathml

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"


def elements(latex):
    return [e.tag.removeprefix(NAMESPACE) for e in ET.fromstring(mathml(latex)).iter()]


def text(latex):
    return "".join(ET.fromstring(mathml(latex)).itertext())


@pytest.mark.parametrize(
    ("latex", "shown", "tags"),
    [
        (r"\frac{a}{b}", "ab", ["mfrac"]),
        (r"m_{\mu}^{2}", "mμ2", ["msubsup"]),
        (r"x^12", "x12", ["msup"]),
        (r"A'_\mu", "A′μ", ["msub", "mo"]),
        (r"\sqrt[3]{x}", "x3", ["mroot"]),
        (r"\sqrt{s}", "s", ["msqrt"]),
        (r"\bar{s}_{24}", "s¯24", ["mover", "msub"]),
        (r"\left(\frac{a}{b}\right)", "(ab)", ["mfrac"]),
        (r"a - b \times 1.5", "a−b×1.5", ["mn"]),
        (r"\text{at rest }x", "at\u00a0rest\u00a0x", ["mtext"]),
        (r"\mathrm{GeV}", "GeV", ["mi"]),
        (r"\mathcal{M}", "ℳ", ["mi"]),
        (r"\not{p}_1", "𝑝\u03381", ["msub"]),
        (r"\begin{aligned}a &= b \\ &= c\end{aligned}", "a=b=c", ["mtable", "mtr", "mtd"]),
        (r"\begin{cases} 1 & \text{for}\: x < 2 \\ 0 & \text{otherwise} \end{cases}", "{1forx<20otherwise", ["mtable"]),
    ],
)
def test_commands(latex, shown, tags):
    assert text(latex) == shown
    assert set(tags) <= set(elements(latex))


@pytest.mark.parametrize(
    "latex", [r"\nosuch", "{a", "a}", r"\left(a", r"\begin{nosuch}a\end{nosuch}", r"\frac{a}", r"\left x"]
)
def test_what_is_not_understood_is_an_error(latex):
    with pytest.raises(UnknownLaTeX):
        mathml(latex)


def test_text_cannot_become_markup():
    assert "<script" not in mathml(r"\text{<script>} a<b")
    assert 'label="&quot;' in mathml("x", label='"')


@pytest.mark.parametrize("name", [n for n in processes.names() if n != "nu_a_to_nu_mu_mu_a"])
def test_every_formula_of_the_library_is_understood(name):
    process = processes.get(name)
    closed = process.closed_form(process.quantity)
    for latex in [process.parsed._repr_latex_().strip("$")] + ([sympy.latex(closed)] if closed is not None else []):
        ET.fromstring(mathml(latex))
    if not hasattr(process, "derive"):
        ET.fromstring(mathml(process.squared_amplitude().latex()))
