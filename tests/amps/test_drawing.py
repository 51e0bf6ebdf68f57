import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from amps.diagrams import generate_diagrams
from amps.drawing import draw_all
from amps.drawing.layout import arrange
from amps.drawing.picture import is_effective
from amps.drawing.strokes import clearance, crossing
from amps.models import (
    alp,
    charged_mediators,
    dark_photon,
    dipole_majorana,
    fermi,
    muonic_forces,
    qed,
    quarks,
)
from amps.reaction import parse_reaction

SVG = "{http://www.w3.org/2000/svg}"
CASES = [
    (muonic_forces, "K+ > mu+ nu_mu V", {}),
    (qed, "e- e+ > e- e+", {}),
    (qed, "e- e- > e- e-", {}),
    (qed, "e- gamma > e- gamma", {}),
    (qed, "e- e+ > gamma gamma gamma", {}),
    (qed, "e- mu- > e- mu- gamma", {}),
    (qed, "e- e+ > e- e+ mu- mu+", {}),
    (qed, "e- e+ > e- e+ gamma gamma", {}),
    (qed, "gamma gamma > mu- mu+ e- e+", {}),
    (fermi, "mu- > e- nu_e~ nu_mu", {"order": {"Fermi": 1}}),
    (dipole_majorana, "N N > gamma gamma", {}),
    (dark_photon, "varphi varphi~ > Ap Ap", {}),
    (dark_photon, "e- e+ > Ap", {}),
    (quarks, "u u~ > g g", {}),
    (charged_mediators, "mu- mu+ > X- X+", {}),
]
every_case = pytest.mark.parametrize(("model", "text", "filters"), CASES, ids=[text for _, text, _ in CASES])


def diagrams(model, text, filters=None):
    return generate_diagrams(parse_reaction(text, model.MODEL), model.MODEL, **(filters or {}))


def elements(svg, tag):
    return list(ET.fromstring(svg).iter(SVG + tag))


def written(svg):
    return ["".join(text.itertext()) for text in elements(svg, "text")]


def arrows(svg):
    """Closed paths are arrow heads: (tip, middle of the base)."""
    found = []
    for path in elements(svg, "path"):
        if path.get("d").endswith("Z"):
            tip, one, two = (complex(*map(float, p.split())) for p in re.split("[ML]", path.get("d")[:-1])[1:])
            found.append((tip, (one + two) / 2))
    return found


@every_case
def test_time_runs_to_the_right_and_every_line_joins_its_vertices(model, text, filters):
    for diagram in diagrams(model, text, filters):
        layout = arrange(diagram)
        legs = [line for line in layout.lines if line.leg is not None]
        initial = len(diagram.reaction.initial)
        assert sorted(line.leg for line in legs) == list(range(len(diagram.reaction.legs)))
        assert all(line.start.real == 0 for line in legs if line.leg < initial)
        assert all(line.end.real == layout.width for line in legs if line.leg >= initial)
        assert all(line.end.real >= line.start.real for line in layout.lines)
        assert len(layout.lines) - len(legs) == len(diagram.propagators())
        ends = [point for line in layout.lines for point in (line.start, line.end)]
        assert all(ends.count(place) == len(node.vertex.legs) for node, place in layout.vertices)
        assert all(0 <= p.real <= layout.width and 0 <= p.imag <= layout.height for p in ends)


@every_case
def test_lines_carry_what_their_vertices_expect(model, text, filters):
    """The particles that enter a vertex along the drawn lines are the vertex's legs."""
    species = model.MODEL.species
    for diagram in diagrams(model, text, filters):
        layout = arrange(diagram)
        for node, place in layout.vertices:
            entering = [line.name for line in layout.lines if line.end == place]
            entering += [species[line.name].antiname for line in layout.lines if line.start == place]
            assert sorted(entering) == sorted(node.vertex.legs)


@every_case
def test_lines_cross_only_where_identical_final_particles_are_exchanged(model, text, filters):
    for diagram in diagrams(model, text, filters):
        lines = arrange(diagram).lines
        crossed = [
            (one, two)
            for one, two in combinations(lines, 2)
            if crossing(one.start, one.end, two.start, two.end) is not None
        ]
        final = diagram.reaction.final
        assert all(one.name == two.name and one.leg and two.leg for one, two in crossed)
        assert len(crossed) <= (len(final) == 2 and final[0] == final[1])


def test_the_u_channel_is_crossed_with_a_gap_and_the_t_channel_is_not():
    t, u = diagrams(qed, "e- e- > e- e-")
    strokes = [len(elements(d.draw(), "path")) for d in (t, u)]
    assert sorted(strokes) == [9, 10]
    (crossed,) = (d for d in (t, u) if len(elements(d.draw(), "path")) == 10)
    ends = {line.leg: line.end.imag for line in arrange(crossed).lines if line.leg in (2, 3)}
    assert ends[2] < ends[3]


def test_an_exchange_is_vertical_and_an_annihilation_horizontal():
    directions = set()
    for diagram in diagrams(qed, "e- e+ > e- e+"):
        (photon,) = (line for line in arrange(diagram).lines if line.leg is None)
        directions.add((photon.along, photon.mask))
    assert directions == {(1j, 0b0101), (1 + 0j, 0b0011)}


def test_radiation_of_an_initial_leg_is_drawn_before_the_exchange():
    for diagram in diagrams(qed, "e- mu- > e- mu- gamma"):
        layout = arrange(diagram)
        (photon,) = (line for line in layout.lines if line.leg is None and line.name == "gamma")
        (radiated,) = (line for line in layout.lines if line.leg == 4)
        assert photon.is_vertical
        assert radiated.start.real != photon.start.real


@pytest.mark.parametrize(
    ("model", "text", "dashed", "arrow_heads"),
    [
        (qed, "e- e+ > mu- mu+", 0, 4),
        (dark_photon, "varphi varphi~ > e- e+", 2, 4),
        (alp, "a > gamma gamma", 1, 0),
        (dipole_majorana, "N > nu_mu gamma", 0, 1),
        (charged_mediators, "X+ > mu+ N", 0, 3),
        (muonic_forces, "K+ > mu+ nu_mu", 1, 3),
    ],
)
def test_scalars_are_dashed_and_self_conjugate_particles_have_no_arrow(model, text, dashed, arrow_heads):
    svg = diagrams(model, text)[0].draw()
    assert sum("stroke-dasharray" in path.attrib for path in elements(svg, "path")) == dashed
    assert len(arrows(svg)) == arrow_heads


def test_vectors_are_curved_and_gluons_loop():
    found = {}
    for diagram in diagrams(quarks, "u u~ > d d~"):
        (name,) = (branch.name for branch in diagram.propagators())
        (found[name],) = (p.get("d").count("C") for p in elements(diagram.draw(), "path") if "C" in p.get("d"))
    assert found["g"] > found["gamma"] == found["Ap"] > 0


def test_arrows_follow_the_particle():
    """Of an electron and a positron that come in, one arrow points to the vertex and one away."""
    (diagram,) = diagrams(qed, "e- e+ > mu- mu+")
    to_the_right = sorted((tip.imag, tip.real > base.real) for tip, base in arrows(diagram.draw()))
    # Upper row: e- and mu-, lower row: e+ and mu+.
    assert [right for _, right in to_the_right] == [True, True, False, False]


def test_the_exchanged_antineutrino_is_named_by_its_arrow():
    names = {name for d in diagrams(dipole_majorana, "N N > gamma gamma") for name in written(d.draw())}
    assert "νμ" in names
    assert not any("\u0304" in name for name in names)


@pytest.mark.parametrize(
    ("model", "text", "effective"),
    [
        (qed, "e- e+ > mu- mu+", [False, False]),
        (fermi, "nu_mu e- > nu_e mu-", [True]),
        (muonic_forces, "K+ > mu+ nu_mu", [True]),
        (alp, "a > gamma gamma", [True]),
        (dipole_majorana, "N > nu_mu gamma", [True]),
    ],
)
def test_operators_above_dimension_four_are_blobs(model, text, effective):
    diagram = min(diagrams(model, text), key=lambda d: len(d.nodes()))
    assert [is_effective(node.vertex) for node in diagram.nodes()] == effective
    filled = [circle.get("fill") == "currentColor" for circle in elements(diagram.draw(), "circle")]
    assert filled == [not blob for blob in effective]


def test_the_seagull_is_a_renormalisable_vertex():
    contact = [d for d in diagrams(dark_photon, "varphi varphi~ > Ap Ap") if not d.propagators()]
    assert [is_effective(d.root.vertex) for d in contact] == [False]


def test_labels():
    (diagram,) = diagrams(qed, "e- e+ > mu- mu+")
    assert sorted(written(diagram.draw())) == sorted(["e−(p1)", "e+(p2)", "μ−(p3)", "μ+(p4)", "γ"])
    flow = written(diagram.draw(momentum_flow=True))
    assert sorted(flow) == sorted(["e−", "e+", "μ−", "μ+", "γ", "p1", "p2", "p3", "p4", "p1+p2"])


def test_the_momentum_of_an_exchange_is_what_the_first_leg_loses():
    found = {name for d in diagrams(qed, "e- mu- > e- mu-") for name in written(d.draw(momentum_flow=True))}
    assert "p1−p3" in found


@every_case
def test_names_beside_the_lines_touch_no_line(model, text, filters):
    for diagram in diagrams(model, text, filters):
        svg, layout = diagram.draw(), arrange(diagram)
        (shift,) = (g.get("transform") for g in elements(svg, "g") if g.get("transform"))
        origin = complex(*map(float, re.findall(r"[\d.]+", shift)))
        assert origin.imag > 0
        for name in elements(svg, "text"):
            if name.get("text-anchor") == "middle":
                place = complex(float(name.get("x")), float(name.get("y"))) - 6j
                assert min(clearance(place, 3 + 4j, line.start, line.end) for line in layout.lines) > 0


@every_case
def test_documents_are_well_formed_scalable_and_titled(model, text, filters, tmp_path):
    found = diagrams(model, text, filters)
    svg = draw_all(found, tmp_path / "all.svg", momentum_flow=True)
    assert (tmp_path / "all.svg").read_text(encoding="utf-8") == svg
    root = ET.fromstring(svg)
    assert root.get("viewBox").split()[2:] == [root.get("width"), root.get("height")]
    titles = [title.text for title in elements(svg, "title")]
    assert f"{len(found)} diagram" in titles[0]
    assert len(titles) == 1 + len(found)
    assert svg == draw_all(diagrams(model, text, filters), momentum_flow=True)
    assert {e.get("fill") for e in root.iter()} <= {None, "none", "currentColor"}


def test_a_grid_reads_row_by_row():
    svg = draw_all(diagrams(qed, "e- e+ > gamma gamma gamma"), columns=2)
    numbers = [text for text in elements(svg, "text") if text.get("opacity")]
    assert [text.text for text in numbers] == list("123456")
    assert len({text.get("x") for text in numbers}) == 2
    assert len({text.get("y") for text in numbers}) == 3


def test_a_grid_may_hold_several_reactions():
    found = diagrams(qed, "e- e+ > mu- mu+") + diagrams(qed, "e- gamma > e- gamma")
    title = elements(draw_all(found), "title")[0].text
    assert title == "e− e+ → μ− μ+; e− γ → e− γ: 3 diagrams"


def test_notebooks_show_the_drawing():
    (diagram,) = diagrams(qed, "e- e+ > mu- mu+")
    assert diagram._repr_svg_() == diagram.draw()
    assert elements(diagram.draw(), "title")[0].text == "e− e+ → μ− μ+ via γ(3+4)"


def test_bad_input(tmp_path):
    found = diagrams(qed, "e- e+ > mu- mu+")
    with pytest.raises(ValueError, match=r"ending in \.svg, found .*a\.png"):
        found[0].draw(tmp_path / "a.png")
    with pytest.raises(ValueError, match="at least one diagram"):
        draw_all((), tmp_path / "a.svg")
    with pytest.raises(ValueError, match="columns=0"):
        draw_all(found, columns=0)
    with pytest.raises(FileNotFoundError):
        found[0].draw(tmp_path / "nowhere" / "a.svg")
    assert list(tmp_path.iterdir()) == []
