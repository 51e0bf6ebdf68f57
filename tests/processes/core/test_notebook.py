"""What notebooks show of models, diagrams, amplitudes, processes, estimates, histograms and tables."""

import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest

import processes
from processes.core.models import resolve_model
from processes.output.grid import Grid
from processes.output.mathml import mathml
from processes.output.scan import scan


class Cells(HTMLParser):
    """The cells of the tables, row by row, and all tags."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.open = [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data


@pytest.fixture(scope="module")
def kaon():
    return processes.get("k_to_mu_nu_v")


def test_a_model_shows_its_particles_and_its_lagrangian():
    model = resolve_model("dark_photon")
    rows = Cells(model._repr_html_()).rows
    assert ["Ap", "$A'$", "1", "m_Ap", "0", ""] in rows
    assert ["dark_chi", r"$- g_{D} {A'}_{\mu} \bar{\chi} \gamma^{\mu} \chi$"] in rows
    latex = model._repr_latex_()
    assert latex.startswith("$$") and r"\mathcal{L} &= " in latex
    ET.fromstring(mathml(latex.strip("$")))


def test_terms_diagrams_and_amplitudes_are_typeset(kaon):
    term = kaon.lagrangian.all_terms["V_mu"]
    assert term._repr_latex_() == r"$g_{V} {V}_{\mu} \bar{\mu} \gamma^{\mu} \mu$"
    diagram = kaon.diagrams[0]
    assert diagram._repr_latex_().startswith(r"$$i\mathcal{M} = ")
    assert ET.fromstring(diagram._repr_svg_()).tag.endswith("svg")
    assert ET.fromstring(kaon.diagrams._repr_svg_()).find(".//{*}title").text.endswith("2 diagrams")
    assert isinstance(kaon.diagrams, tuple) and len(kaon.diagrams) == 2
    assert r"\overline{|\mathcal{M}|^2}" in kaon.squared_amplitude()._repr_latex_()


def test_a_very_long_squared_amplitude_is_described():
    text = processes.get("nu_a_to_nu_mu_mu_a").squared_amplitude()._repr_latex_()
    assert len(text) < 200 and "terms over 21 products" in text


def test_a_process_lists_its_parameters_and_options(kaon):
    rows = Cells(kaon._repr_html_()).rows
    assert ["m_V", "$m_V$", "GeV", "required", "mass of the vector"] in rows
    assert ["lepton", "e | mu | tau", "e"] in Cells(processes.get("aprime_to_l_l")._repr_html_()).rows
    assert "K^+" in kaon._repr_latex_()


def test_parameters_print_as_a_list(kaon):
    lines = repr(kaon.parameters).splitlines()
    assert lines[0].split() == ["m_V", "[GeV]", "required", "mass", "of", "the", "vector"]
    assert len(lines) == len(kaon.parameters) == 3
    assert repr(processes.get("mu_to_e_nu_nu").parameters) == "no parameters"
    assert ["m_K", "$m_K$", "GeV", "0.493677", "charged kaon mass"] in Cells(kaon.arguments._repr_html_()).rows


def test_estimates_and_checks(kaon):
    estimate = kaon.rate(m_V=0.1, g_V=1e-3)
    assert estimate._repr_latex_().startswith(r"$\Gamma = 9.3")
    rows = Cells(kaon.check()._repr_html_()).rows
    assert [row[0] for row in rows[1:]] == ["✓"] * (len(rows) - 1)


def test_histograms_are_drawn(kaon):
    html = kaon.differential("E_V", 5, m_V=0.1, g_V=1e-3)._repr_html_()
    assert "E_V from 0.1 to" in html
    (path,) = ET.fromstring(html.replace("<br>", "<br/>")).iter("{http://www.w3.org/2000/svg}path")
    assert path.get("d").count("H") == 5
    two = kaon.differential(("E_V", "E_mu+"), (3, 4), m_V=0.1, g_V=1e-3, rtol=0.05)
    assert [row[2] for row in Cells(two._repr_html_()).rows] == ["bins", "3", "4"]


def test_scans_show_their_first_rows(tmp_path):
    found = scan(processes.get("v_to_l_l"), {"m_V": Grid(0.3, 1.0, 25)}, out=tmp_path / "s.csv", g_V=1.0)
    rows = Cells(found._repr_html_()).rows
    assert rows[0][0] == "m_V [GeV]" and len(rows) == 21


def test_names_cannot_become_markup():
    from amps.html import html_table

    assert "<b>" not in html_table(["<b>"], [["<b>"]], "<b>")
