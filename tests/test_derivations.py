"""The derivations run: code blocks, formulas and figures of derivations/*.md are what the code gives."""

import importlib.util
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "derivations"
PAGES = sorted(FOLDER.glob("*.md"))
BIBLIOGRAPHY = FOLDER.parent / "processes/data/references.bib"
LARGEST_FIGURE = 60_000


@pytest.fixture(scope="module")
def execute():
    spec = importlib.util.spec_from_file_location("derivations_execute", FOLDER / "execute.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page(page, execute):
    report = execute.run(page)
    assert not report, report


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_citations_and_links(page):
    """Every INSPIRE key stands in the bibliography, every linked file exists."""
    text = page.read_text(encoding="utf-8")
    known = set(re.findall(r"@\w+\{([^,]+),", BIBLIOGRAPHY.read_text(encoding="utf-8")))
    assert set(re.findall(r"`([a-z][\w-]*[:-]\d{4}\w*)`", text, re.IGNORECASE)) <= known
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if not link.startswith("http")]
    assert [link for link in links if not (FOLDER / link).exists()] == []


def test_every_page_is_in_the_index():
    index = (FOLDER / "index.md").read_text(encoding="utf-8")
    assert {page.name for page in PAGES} - {"index.md"} <= set(re.findall(r"\]\(([^)]+)\)", index))


def test_figures_are_small_and_shown():
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    for figure in (FOLDER / "figures").iterdir():
        assert figure.stat().st_size < LARGEST_FIGURE
        assert f"(figures/{figure.name})" in shown


BROKEN = """# Page

```python
>>> x = 2
>>> x + 1
4

```

<!-- f"x = {x}" -->
$$
x = 3
$$
"""


def test_a_wrong_number_and_a_wrong_formula_are_reported_and_mended(tmp_path, execute):
    page = tmp_path / "page.md"
    page.write_text(BROKEN, encoding="utf-8")
    report = execute.run(page)
    assert report.count("Failed example") == 2
    execute.run(page, write=True)
    assert not execute.run(page)
    assert "x = 2\n$$" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", [1.0, 1e-25])
def test_a_figure_of_other_numbers_is_reported(tmp_path, execute, unit):
    from matplotlib.figure import Figure

    def plot(y):
        figure = Figure()
        figure.subplots().plot([0, 1], [0, y])
        return figure

    execute.Picture(tmp_path, write=True)(plot(unit), "p.svg")
    execute.Picture(tmp_path, write=False)(plot(1.01 * unit), "p.svg")
    with pytest.raises(AssertionError, match=r"p\.svg is not what the page draws"):
        execute.Picture(tmp_path, write=False)(plot(1.2 * unit), "p.svg")


@pytest.mark.parametrize(
    ("want", "got", "same"),
    [
        ("4208.2(4.0) pb", "4220.1(4.1) pb", True),
        ("4208.2(4.0) pb", "4258.2(4.0) pb", False),
        ("4208.2(4.0) pb", "4208.2(4.0) fb", False),
        ("62.146(57)", "62.40(6)", True),
        ("1.00(1)e-3 of 5", "1.03(1)e-3 of 5", True),
        ("1.00(1)e-3 of 5", "1.03(1)e-2 of 5", False),
        ("1.00(1)e-3 of 5", "1.03(1)e-3 of 6", False),
    ],
)
def test_numbers_with_errors_agree_within_them(execute, want, got, same):
    assert execute.Checker().check_output(want, got, 0) == same
