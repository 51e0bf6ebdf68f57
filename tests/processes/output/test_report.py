"""Reports are whole, valid pages that load nothing and can be read without seeing or pointing."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

import processes
from processes.output.report import example_values, report, write_report

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Collects tags, ids and texts, and fails on a tag that does not close."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.ids, self.links, self.text = [], [], [], [], ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        self.text += data

    def of(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


REACTION = {"text": "e- e+ > mu- mu+", "model": "qed"}


class Pages(dict):
    """Pages by id, written when they are first asked for."""

    def __missing__(self, name):
        quoted = name == "quoted"
        self[name] = report(processes.reaction(**REACTION), sqrt_s=10.0) if quoted else report(processes.get(name))
        return self[name]


@pytest.fixture(scope="module")
def pages():
    return Pages()


SLOW = ("e_e_to_gamma_aprime", "anomalous_magnetic_moment", "p_p_to_upsilond")
NAMES = ("k_to_mu_nu_v", "quoted", *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_valid_and_has_every_part(name, pages):
    page = Page(pages[name])
    assert len(page.of("h1")) == 1
    parts = {"rate", "diagrams", "lagrangian", "formula", "parameters", "plots", "checks", "references", "provenance"}
    assert parts <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert page.of("svg") and page.of("math") and page.of("table")
    assert "✓ passed" in page.text and "✗" not in page.text


@pytest.mark.parametrize("name", NAMES)
def test_a_page_loads_nothing(name, pages):
    page = Page(pages[name])
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in page.tags}
    loaded = [attrs[key] for _, attrs in page.tags for key in ("src", "srcset", "data") if key in attrs]
    assert loaded == [] and "@import" not in pages[name]
    assert all(address.startswith("data:") for address in re.findall(r"url\(([^#)][^)]*)\)", pages[name]))
    (policy,) = [attrs for attrs in page.of("meta") if attrs.get("http-equiv") == "Content-Security-Policy"]
    assert policy["content"].startswith("default-src 'none'")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_can_be_read_without_seeing_it(name, pages):
    page = Page(pages[name])
    assert page.of("html")[0]["lang"] == "en"
    assert page.links[0] == "#content" and "content" in page.ids
    assert all(link[1:] in page.ids for link in page.links if link.startswith("#"))
    assert len(page.of("main")) == len(page.of("header")) == len(page.of("nav")) == len(page.of("footer")) == 1
    assert all(attrs.get("scope") in ("col", "row") for attrs in page.of("th"))
    for attrs in page.of("svg"):
        assert attrs.get("role") == "img"
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_what_the_page_says_of_the_kaon(pages):
    page = Page(pages["k_to_mu_nu_v"])
    assert "mass of the vector" in page.text and "FLAG" in page.text
    assert "@article{ParticleDataGroup:2024cfk," in page.text
    assert "amps rate k_to_mu_nu_v --set m_V=" in page.text
    assert len(page.of("figure")) == 4  # two diagrams, a rate and a spectrum


@pytest.mark.slow
def test_a_large_numerator_is_folded():
    from processes.output.report_formulas import squared_amplitude_parts

    parts = list(squared_amplitude_parts(processes.get("nu_a_to_nu_mu_mu_a"), {}))
    folded = [part for part in parts if part.startswith("<details>")]
    assert len(folded) >= 10
    assert max(map(len, parts)) in map(len, folded)


def test_where_the_rate_diverges_the_page_says_so_unless_parameters_were_given():
    bhabha = processes.reaction("e- e+ > e- e+", model="qed")
    page = Page(report(bhabha))
    assert "the rate diverges" in page.text and "plots" not in page.ids and "checks" in page.ids
    with pytest.raises(ValueError, match="the rate diverges"):
        report(bhabha, sqrt_s=10.0)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in processes.names() if name != "nu_a_to_nu_mu_mu_a"])
def test_every_process_has_a_page(name):
    assert "✗ failed" not in Page(report(processes.get(name))).text


def test_values_are_those_given_else_of_a_reference_else_generic():
    kaon, production = processes.get("k_to_mu_nu_v"), processes.get("e_e_to_gamma_aprime")
    assert example_values(kaon, {"m_V": 0.1, "g_V": 1.0}) == {"m_V": 0.1, "g_V": 1.0}
    assert example_values(production, {}) == dict(production.references[0].at)
    assert example_values(kaon, {}) == dict(kaon.references[0].at)
    own = processes.reaction("K+ > mu+ nu_mu V", model="muonic_forces")
    assert set(example_values(own, {})) == {"m_V", "g_V", "q_nu"}
    assert own.rate(**example_values(own, {}), rtol=0.1).value > 0


def test_the_file_is_written_whole_or_not_at_all(tmp_path):
    width = processes.get("v_to_l_l")
    path = write_report(width, tmp_path / "v.html")
    assert path.read_text(encoding="utf-8").endswith("</html>\n")
    assert [p.name for p in tmp_path.iterdir()] == ["v.html"]
    with pytest.raises(ValueError, match="no parameter 'm_W_'"):
        write_report(width, tmp_path / "other.html", m_W_=1.0)
    assert [p.name for p in tmp_path.iterdir()] == ["v.html"]


@pytest.mark.parametrize(
    ("path", "message"), [("r.pdf", "must end in .html"), ("nowhere/r.html", "there is no folder nowhere")]
)
def test_a_path_that_cannot_be_written_is_told_before_anything_is_computed(path, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=message):
        write_report(processes.get("v_to_l_l"), path)
