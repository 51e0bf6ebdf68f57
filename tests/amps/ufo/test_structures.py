"""Lorentz and colour structures, spins, propagators: what is converted, and what is refused by name."""

import ast
import shutil
from math import pi
from pathlib import Path

import pytest
import sympy

import processes
from amps import ufo
from amps.diagrams import UnusableVertex, generate_diagrams
from amps.particle import fermion, scalar, vector
from amps.reaction import parse_reaction
from amps.ufo.colour import UnusableColour, colour_factor
from amps.ufo.contractions import vertex_term
from amps.ufo.errors import Place, UFOError
from amps.ufo.fermions import FermionNumber, in_our_order
from amps.ufo.lorentz import Structure
from amps.vertices import Chain, Gamma, Gamma5, LeviCivita, Metric, Momentum

FOLDERS = Path(__file__).parent / "folders"
PLACE = Place("lorentz.py", 1, "L1")
CHI, MAJORANA, A, S = fermion("chi"), fermion("N", "N"), vector("a"), scalar("S", "S")
FFV, FFS, VVS = (CHI.conjugate(), CHI, A), (CHI.conjugate(), CHI, S), (A, A, S)
HALF, QUARTER = sympy.Rational(1, 2), sympy.I / 4
FIELDS = frozenset({"chi", "N", "a", "S"})


def terms(structure, particles):
    products = Structure(PLACE, lambda name: None).read(structure)
    found = [vertex_term(product, particles, PLACE) for product in products]
    return [(t.coefficient, t.chains, t.tensors) for t in found]


def test_gamma_matrices_from_psibar_to_psi():
    assert terms("Gamma(3,2,1)", FFV) == [(1, (Chain(1, (Gamma(2),), 0),), ())]
    assert terms("2*Gamma(3,2,-1)*ProjM(-1,1)", FFV) == [
        (1, (Chain(1, (Gamma(2),), 0),), ()),
        (-1, (Chain(1, (Gamma(2), Gamma5()), 0),), ()),
    ]
    assert terms("Identity(2,1)/2.", FFS) == [(HALF, (Chain(1, (), 0),), ())]


def test_momenta_are_turned_inwards():
    assert terms("P(3,1)*Identity(2,1)", FFV) == [(-1, (Chain(1, (), 0),), (Momentum(0, 2),))]
    assert terms("PSlash(2,1,3)", FFS) == [(-1, (Chain(1, (Gamma(-1),), 0),), (Momentum(2, -1),))]
    assert terms("P(-1,1)**2*Metric(1,2)", VVS) == [(1, (), (Momentum(0, -1), Momentum(0, -1), Metric(0, 1)))]


def test_epsilon_changes_sign_and_sigma_is_half_of_ours():
    assert terms("Epsilon(1,2,-1,-2)*P(-1,1)*P(-2,2)", VVS) == [
        (-1, (), (LeviCivita((0, 1, -1, -2)), Momentum(0, -1), Momentum(1, -2)))
    ]
    first, second = terms("P(-1,3)*Sigma(-1,3,2,1)", FFV)
    assert (first[0], second[0]) == (-QUARTER, QUARTER)
    assert first[1] == (Chain(1, (Gamma(-1), Gamma(2)), 0),)
    assert second[1] == (Chain(1, (Gamma(2), Gamma(-1)), 0),)


def test_summed_metrics_rename_indices():
    assert terms("Metric(3,-1)*Gamma(-1,2,1)", FFV) == [(1, (Chain(1, (Gamma(2),), 0),), ())]
    assert terms("Metric(-1,-2)*P(-1,1)*P(-2,2)*Metric(1,2)", VVS)[0][2] == (
        Momentum(0, -1),
        Momentum(1, -1),
        Metric(0, 1),
    )


@pytest.mark.parametrize(
    ("structure", "particles", "reason"),
    [
        ("Gamma(3,2,-1)", FFV, "do not match|not joined"),
        ("Gamma(1,2,1)", FFV, "Lorentz index"),
        ("Identity(2,1)", FFV, "Lorentz index 3"),
        ("Metric(1,2)*P(-1,1)", VVS, "Lorentz index"),
        ("P(1,4)*P(2,1)", VVS, "vertex of 3 particles"),
        ("Metric(1,2)", FFS, "Lorentz index|no matrix joins"),
        ("Gamma(3,2,1,1)", FFV, "takes 3 indices"),
        ("Gamma(3,0,1)", FFV, "none of them 0"),
        ("ff*Gamma(3,2,1)", FFV, "neither number nor form factor"),
        ("Metric(1,2)*Gamma(-1,-2,-3)*Gamma(-1,-3,-2)", VVS, "closed trace"),
        ("C(2,1)", FFS, "charge conjugation"),
        ("Gamma(3,2,1)/0", FFV, "divides by zero"),
    ],
)
def test_structures_that_do_not_fit(structure, particles, reason):
    with pytest.raises(UFOError, match=rf"^lorentz.py:1: L1: .*({reason})"):
        terms(structure, particles)


def test_chains_are_turned_by_charge_conjugation():
    """nubar^c G N = Nbar C G^T C^-1 nu: gamma matrices change sign."""
    listed = (MAJORANA, CHI.conjugate(), A)
    products = Structure(PLACE, lambda name: None).read("Gamma(3,2,1)")
    term = in_our_order(vertex_term(products[0], listed, PLACE), listed, FIELDS, PLACE)
    legs = sorted(p.antiname for p in listed)
    assert legs == ["N", "a", "chi"]
    assert (term.coefficient, term.chains) == (-1, (Chain(0, (Gamma(1),), 2),))


def test_two_fields_of_dirac_fermions_do_not_make_a_vertex():
    listed = (CHI, CHI, S)
    products = Structure(PLACE, lambda name: None).read("Identity(2,1)")
    with pytest.raises(FermionNumber, match="chi and chi"):
        in_our_order(vertex_term(products[0], listed, PLACE), listed, FIELDS, PLACE)


QUARK = fermion("u", colour=3)
GLUON, SQUARK = vector("g", colour=8), scalar("sq", colour=3)
QQG, QQA = (QUARK.conjugate(), QUARK, GLUON), (QUARK.conjugate(), QUARK, A)


def test_colours_of_quark_lines():
    pair = frozenset({frozenset({0, 1})})
    assert colour_factor("1", FFV, (1, 1, 1), PLACE) == (1, frozenset())
    assert colour_factor("Identity(1,2)", QQA, (-3, 3, 1), PLACE) == (1, pair)
    assert colour_factor("T(3,2,1)", QQG, (-3, 3, 8), PLACE) == (1, pair)
    assert colour_factor("-T(3,2,1)/2", QQG, (-3, 3, 8), PLACE) == (-HALF, pair)


@pytest.mark.parametrize(
    ("text", "particles", "colours"),
    [
        ("f(1,2,3)", (GLUON,) * 3, (8, 8, 8)),
        ("d(1,2,3)", (GLUON,) * 3, (8, 8, 8)),
        ("Epsilon(1,2,3)", (QUARK,) * 3, (3, 3, 3)),
        ("Identity(1,2)", (GLUON, GLUON, S), (8, 8, 1)),
        ("Identity(1,2)", (SQUARK.conjugate(), SQUARK, A), (-3, 3, 1)),
        ("T(3,1,2)", QQG, (-3, 3, 8)),
        ("T(3,-1,1)*T(4,2,-1)", (*QQG, GLUON), (-3, 3, 8, 8)),
        ("Identity(1,2) + Identity(2,1)", QQA, (-3, 3, 1)),
        ("1", QQA, (-3, 3, 1)),
    ],
)
def test_colours_without_a_sum(text, particles, colours):
    with pytest.raises(UnusableColour):
        colour_factor(text, particles, colours, PLACE)


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(FOLDERS / "majorana", tmp_path / "model"))


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        (
            "particles.py",
            "name = 'X', antiname = 'X', spin = 3",
            "name = 'X', antiname = 'X', spin = 5",
            "X: has spin 2",
        ),
        (
            "particles.py",
            "name = 'N', antiname = 'N', spin = 2",
            "name = 'N', antiname = 'N', spin = 4",
            "N: has spin 3/2",
        ),
        (
            "particles.py",
            "spin = 3, color = 1, mass = Param.MX",
            "spin = 3, color = 6, mass = Param.MX",
            "X: has colour 6",
        ),
        ("particles.py", "0: Prop.V1", "0: Prop.V2", r"V2: the numerator .* \(of X\)"),
        ("parameters.py", "value = 0.6", "value = -0.6", "N: its mass MN is -0.6"),
        (
            "parameters.py",
            "mu_tr = Parameter(name = 'mu_tr'",
            "s = Parameter(name = 's'",
            "'s' is called like an invariant",
        ),
    ],
)
def test_what_has_no_counterpart_is_refused(folder, file, old, new, reason):
    edit(folder, file, old, new)
    with pytest.raises(ufo.UnsupportedUFO, match=rf"^\w+.py:\d+: .*{reason}"):
        ufo.read(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("particles.py", "name = 'X', antiname = 'X'", "name = 'a', antiname = 'a'", "X: is called 'a' like a"),
        ("particles.py", "name = 'X', antiname = 'X'", "name = 'X > Y', antiname = 'X'", "cannot stand in a reaction"),
        ("particles.py", "Param.MX", "Param.MY", "X: the parameter 'MY' is not declared"),
        ("particles.py", "vm.anti()", "vn.anti()", "antiparticle of 'vn'"),
        ("particles.py", "a = Particle", "N = Particle", "N: is declared twice"),
        (
            "particles.py",
            "spin = 2, color = 1, mass = Param.MN",
            "spin = 'half', color = 1, mass = Param.MN",
            "whole number",
        ),
        ("couplings.py", "-2*dip", "-2*dop", "GC_1: the name 'dop' is not a parameter"),
        ("vertices.py", "C.GC_4", "C.GC_7", "V_4: the coupling 'GC_7' is not declared"),
        ("vertices.py", "L.FFV4", "L.FFV9", "V_4: the Lorentz structure"),
        ("vertices.py", "P.vm__tilde__, P.vm, P.X", "P.vm__tilde__, P.vm, P.Y", "V_4: the particle 'Y'"),
        ("vertices.py", "P.vm__tilde__, P.vm, P.X", "P.vm, P.X, P.vm__tilde__", "V_4: the spins of FFV4"),
        (
            "vertices.py",
            "couplings = {(0,0):C.GC_4}",
            "couplings = {(0,1):C.GC_4}",
            r"V_4: couplings has the key \(0, 1\)",
        ),
        ("parameters.py", "name = 'gX'", "name = 'gnu'", "a second parameter called 'gnu'"),
        ("parameters.py", "value = 0.2", "value = 'x'", "gX: value = 'x'; an external parameter needs a number"),
        ("parameters.py", "mu_tr*cmath", "dip*cmath", "dip: the name 'dip' is not a parameter"),
    ],
)
def test_mistakes_are_named_with_file_and_object(folder, file, old, new, reason):
    edit(folder, file, old, new)
    with pytest.raises(ufo.UFOError, match=rf"^\w+.py:\d+: .*{reason}"):
        ufo.read(folder)


def test_arguments_without_names_other_names_and_later_changes(folder):
    edit(folder, "couplings.py", "Coupling(name = 'GC_4', value = ", "Coupling('GC_4', ")
    append = "\nGC_5 = GC_4\nGC_4.order = {'X':2}\n"
    (folder / "couplings.py").write_text((folder / "couplings.py").read_text() + append)
    edit(folder, "vertices.py", "C.GC_4", "C.GC_5")
    (folder / "particles.py").write_text((folder / "particles.py").read_text() + "\nnu = vm\nH = phi\n")
    edit(folder, "vertices.py", "P.vm__tilde__, P.vm, P.X", "P.vm__tilde__, P.nu, P.X")
    (vertex,) = ufo.read(folder).vertices_by_legs["X", "vm", "vm~"]
    assert vertex.order == (("X", 2),)


def test_a_mass_may_be_a_fixed_number(folder):
    edit(folder, "parameters.py", "name = 'MN', nature = 'external'", "name = 'MN', nature = 'internal'")
    edit(folder, "parameters.py", "value = 0.6", "value = '3*0.2'")
    process = processes.reaction("N > vm a", model=folder)
    assert "MN" not in process.arguments
    assert process.masses({}) == [0.6, 0.0, 0.0]
    assert process.width().value == pytest.approx(1e-6 * 0.6**3 / (16 * pi), rel=1e-12)


def test_a_complex_parameter_under_roots_splits_into_parts(folder):
    edit(folder, "parameters.py", "mu_tr*cmath.exp", "cmath.sqrt(mu_tr)*cmath.exp")
    found = {s.name: value for s, value in ufo.read(folder).all_definitions.items()}
    mu_tr, phase = sympy.symbols("mu_tr phase", real=True)
    assert found["re_dip"] == sympy.sqrt(mu_tr) * sympy.cos(phase)
    assert found["im_dip"] == sympy.sqrt(mu_tr) * sympy.sin(phase)


@pytest.mark.parametrize(("old", "new"), [("value = 0.2", "value = 1e999"), ("mu_tr*cmath", "1e999*cmath")])
def test_infinite_numbers_are_refused(folder, old, new):
    edit(folder, "parameters.py", old, new)
    with pytest.raises(ufo.UFOError, match=r"^parameters.py:\d+: \w+: the number .*inf.* is not finite"):
        ufo.read(folder)


def test_a_missing_file_is_named(folder):
    (folder / "lorentz.py").unlink()
    with pytest.raises(ufo.UFOError, match=r"no lorentz\.py"):
        ufo.read(folder)


def test_a_vertex_that_cannot_be_used_stops_only_its_reactions(folder):
    edit(folder, "particles.py", "propagator = {0: Prop.V1, 1: Prop.V2}, charge = 0", "propagating = False, charge = 0")
    model = ufo.read(folder)
    assert generate_diagrams(parse_reaction("N > vm a", model), model)
    with pytest.raises(UnusableVertex, match=r"particles.py:\d+: X: is an auxiliary field"):
        generate_diagrams(parse_reaction("X > vm vm~", model), model)


WRONG = ("1", "[None]", "{'a': 1}", "(1, 2)", "P.x", "'1/0'")


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("particles.py", "spin"),
        ("particles.py", "charge"),
        ("parameters.py", "lhacode"),
        ("parameters.py", "value"),
        ("couplings.py", "order"),
        ("lorentz.py", "spins"),
        ("lorentz.py", "structure"),
        ("vertices.py", "particles"),
        ("vertices.py", "color"),
        ("vertices.py", "lorentz"),
        ("vertices.py", "couplings"),
    ],
)
def test_arguments_of_the_wrong_kind_are_named(folder, file, key):
    """Whatever stands in the place of an argument, it is read or refused with the place, never a failure inside."""
    path = folder / file
    tree = ast.parse(path.read_text())
    keyword = next(node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == key)
    refused = 0
    for text in WRONG:
        keyword.value = ast.parse(text, mode="eval").body
        path.write_text(ast.unparse(tree))
        try:
            ufo.read(folder)
        except ufo.UFOError as error:
            assert error.place.file in (file, "particles.py", "vertices.py")
            assert error.place.object
            refused += 1
    assert refused >= 3
