import xml.etree.ElementTree as ET

import pytest

from amps.drawing.labels import Run, parse_symbol, plain_text, spans, text_width


@pytest.mark.parametrize(
    ("latex", "runs"),
    [
        ("e^-", [("e", 0), ("−", 1)]),
        (r"\mu^+", [("μ", 0), ("+", 1)]),
        (r"\nu_\mu", [("ν", 0), ("μ", -1)]),
        (r"\bar{\nu_\mu}", [("ν\u0304", 0), ("μ", -1)]),
        (r"\bar\chi_1", [("χ\u0304", 0), ("1", -1)]),
        (r"\pi^0", [("π", 0), ("0", 1)]),
        ("A'", [("A′", 0)]),
        ("D_s^+", [("D", 0), ("s", -1), ("+", 1)]),
        ("X^{-}", [("X", 0), ("−", 1)]),
        (r"K^{\ast +}", [("K", 0), ("∗+", 1)]),
        (r"\text{Higgs}", [("Higgs", 0)]),
        (r"\tilde\Lambda_{b}", [("Λ\u0303", 0), ("b", -1)]),
        (r"\phi\varphi", [("ϕφ", 0)]),
        (r"\omega\Omega\lambda", [("ωΩλ", 0)]),
        (r"\unheard", [("unheard", 0)]),
        ("chi~", [("chi ", 0)]),
        ("", []),
        ("x}", [("x", 0)]),
        ("x^", [("x^", 0)]),
    ],
)
def test_latex_becomes_unicode(latex, runs):
    assert parse_symbol(latex) == tuple(Run(text, level) for text, level in runs)


@pytest.mark.parametrize("latex", ["e^-", r"\nu_\mu", "D_s^+", r"\bar{\nu_\mu}", "a<b&c"])
def test_spans_are_well_formed_and_return_to_the_line(latex):
    runs = (*parse_symbol(latex), Run("."))
    root = ET.fromstring(f"<text>{spans(runs, 20.0)}</text>")
    assert "".join(root.itertext()) == plain_text(runs)
    assert sum(float(span.get("dy", 0)) for span in root) == pytest.approx(0)


def test_a_raised_part_stands_above_a_lowered_one():
    lowered, raised = ET.fromstring(f"<text>{spans(parse_symbol('D_s^+'), 20.0)}</text>")[1:]
    assert float(raised.get("dx")) < 0
    assert float(raised.get("dy")) < 0 < float(lowered.get("dy"))


def test_accents_take_no_width():
    assert text_width(parse_symbol(r"\bar{\chi}"), 20.0) == text_width(parse_symbol(r"\chi"), 20.0)
    assert text_width(parse_symbol("e^-"), 20.0) < text_width(parse_symbol("e-"), 20.0)
