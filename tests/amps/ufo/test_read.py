"""UFO folders of several styles against the same Lagrangians written here, by both routes to |M|^2."""

from pathlib import Path

import numpy as np
import pytest
import sympy

import processes
from amps import ufo
from amps.diagrams import UnusableVertex
from amps.lagrangian import P_L, F, Field, bar, conj, d, gamma, gamma5, hc, indices, parameters, sigma
from amps.model import Model
from amps.numeric.momenta import random_momenta
from amps.particle import fermion, scalar, vector

FOLDERS = Path(__file__).parent / "folders"
EXACT = 1e-13


def defaults(process, **given):
    """Values of the parameters of |M|^2: those given, else the model's defaults."""
    own = {name: p.default for name, p in process.arguments.items() if isinstance(p.default, int | float)}
    return {name: value for name, value in {**own, **given}.items() if name in process.arguments}


def momenta_of(process, values, sqrt_s=None, n=10):
    return random_momenta(process.parsed, process.masses(values), sqrt_s, n, seed=5)


def agree(reaction, model, native, sqrt_s=None, translation=None, routes=("trace", "spinors"), **given):
    """Whether a UFO model and a native one give the same |M|^2; `translation` maps native parameters to values."""
    read = processes.reaction(reaction, model=model)
    values = defaults(read, **given)
    momenta = momenta_of(read, values, sqrt_s)
    own = processes.reaction((translation or {}).pop("reaction", reaction), model=native)
    known = {**values, **(translation or {})}
    own_values = {name: known[name] for name in own.arguments if name in known}
    for route in routes:
        expected = own.evaluate(momenta, route=route, **own_values)
        assert np.max(expected) > 0
        found = read.evaluate(momenta, route=route, **values)
        difference = np.max(np.abs(found - expected)) / np.max(expected)
        assert difference <= EXACT


@pytest.mark.parametrize("reaction", ["e- e+ > mu- mu+", "e- e+ > gamma Ap"])
def test_dark_photon(reaction):
    agree(reaction, str(FOLDERS / "dark_photon"), "dark_photon", 2.0, Gamma_Ap=1e-3)


def scalar_qed():
    """What the folder `scalar` says, with D = d - i e Q A for the charges Q of e- and S+."""
    (m,) = indices("m")
    ee, y, A3, aEWM1 = parameters("ee y A3 aEWM1")
    electron, photon = fermion("e-", mass="m_e", charge=-1), vector("a")
    charged = scalar("S+", mass="m_S", charge=1)
    phi = scalar("phi", "phi", mass="m_phi", width="W_phi")
    psi, A, S = Field(electron), Field(photon), Field(charged)
    terms = {
        "e": -ee * A[m] * bar(psi) * gamma[m] * psi,
        "S": sympy.I * ee * A[m] * (conj(S) * d(S, m) - S * d(conj(S), m)),
        "seagull": ee**2 * A[m] * A[m] * conj(S) * S,
        "y": y * Field(phi) * bar(psi) * psi,
        "A3": A3 * Field(phi) * conj(S) * S,
    }
    definitions = {ee: sympy.sqrt(4 * sympy.pi / aEWM1)}
    return Model("scalar", (electron, photon, charged, phi), terms, definitions)


@pytest.mark.parametrize("reaction", ["e- e+ > S+ S-", "S+ S- > a a"])
def test_scalar_electrodynamics_in_python_2(reaction):
    agree(reaction, str(FOLDERS / "scalar"), scalar_qed(), 2.0)


def test_muon_decay():
    translation = {"reaction": "mu- > e- nu_e~ nu_mu", "G_F": 1.1663788e-5, "m_e": 0.000510998950, "m_mu": 0.1056583755}
    agree("mu- > e- ve~ vm", str(FOLDERS / "four_fermion"), "fermi", translation=translation, routes=("trace",))


@pytest.mark.parametrize("reaction", ["chi chi > chi chi", "chi chi~ > chi chi~"])
def test_identical_fermions_in_one_vertex(reaction):
    (m,) = indices("m")
    c, scale = parameters("cchi Lambda")
    chi = fermion("chi", mass="Mchi")
    current = bar(Field(chi)) * gamma[m] * Field(chi)
    native = Model("contact", (chi,), {"contact": c / scale**2 * current * current})
    agree(reaction, str(FOLDERS / "four_fermion"), native, 2.0)


def majorana_model():
    m, n = indices("m n")
    real, imaginary, size, gnu = parameters("real imaginary size gnu")
    N, nu = fermion("N", "N", mass="MN", width="WN"), fermion("vm", chiral=True)
    photon, X = vector("a"), vector("X", mass="MX", width="WX")
    dipole = (real + sympy.I * imaginary) / 2 * bar(Field(N)) * sigma(m, n) * P_L * Field(nu) * F(Field(photon), m, n)
    terms = {
        "dipole": dipole + hc(dipole),
        "axial": size / 2 * Field(X)[m] * bar(Field(N)) * gamma[m] * gamma5 * Field(N),
        "neutrino": gnu * Field(X)[m] * bar(Field(nu)) * gamma[m] * P_L * Field(nu),
    }
    return Model("majorana", (N, nu, photon, X), terms)


@pytest.mark.parametrize("reaction", ["vm vm > N N", "vm vm~ > N N", "N N > X X", "N N > a a", "vm a > vm~ a"])
def test_majorana_fermion_with_a_complex_dipole(reaction):
    phase = {"real": 1e-3 * np.cos(0.7), "imaginary": 1e-3 * np.sin(0.7), "size": 0.2, "gnu": 0.4}
    agree(reaction, str(FOLDERS / "majorana"), majorana_model(), 4.0, translation=phase)


def test_neutrinos_with_one_coupled_helicity_are_one_state():
    read = ufo.read(FOLDERS / "majorana")
    assert read.species["vm"].states == 1
    assert read.species["N"].states == 2


def test_a_restriction_card_sets_values_and_exact_zeros():
    read = ufo.read(FOLDERS / "majorana", restriction="restrict_no_neutrino.dat")
    values = {name: p.default for name, p in read.all_parameters.items()}
    assert values["gX"] == 0.25
    assert values["WX"] == 0.1
    assert values["WN"] is None
    assert not {"gnu", "phase"} & set(values)
    assert ("X", "vm", "vm~") not in read.vertices_by_legs
    assert any("couplings are zero" in notice for notice in read.notices)
    (dipole,) = read.vertices_by_legs["N", "a", "vm"]
    assert {s.name for term in dipole.terms for s in term.coefficient.free_symbols} == {"mu_tr"}


def test_unphysical_particles_and_decays_are_left_out_with_a_notice():
    read = ufo.read(FOLDERS / "majorana")
    assert "GX" not in read.species
    assert any("Goldstone" in notice for notice in read.notices)
    assert any("decays.py" in notice for notice in read.notices)


def test_form_factor_of_the_model():
    process = processes.reaction("e- e+ > S+ S-", model=FOLDERS / "form_factor")
    values = defaults(process)
    momenta = momenta_of(process, values, 3.0)
    pointlike = processes.reaction("e- e+ > S+ S-", model=ufo.read(FOLDERS / "form_factor").pointlike)
    shape = 1 / (1 - 9.0 / values["Lam"] ** 2)
    expected = shape**2 * pointlike.evaluate(momenta, **{n: v for n, v in values.items() if n != "Lam"})
    for route in ("trace", "spinors"):
        assert process.evaluate(momenta, route=route, **values) == pytest.approx(expected, rel=1e-12)


def test_defaults_and_units_of_parameters_come_from_the_folder():
    read = ufo.read(FOLDERS / "four_fermion").all_parameters
    assert read["Gf"].default == 1.1663788e-5
    assert {name: p.unit for name, p in read.items()} == {
        "Gf": "GeV^-2",
        "Lambda": "GeV",
        "cchi": "1",
        "Me": "GeV",
        "MMU": "GeV",
        "Mchi": "GeV",
    }


def test_a_definition_wins_over_a_constant_of_the_same_name(tmp_path):
    for path in (FOLDERS / "form_factor").glob("*.py"):
        (tmp_path / path.name).write_text(path.read_text().replace("ee", "v"))
    text = (tmp_path / "parameters.py").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("v = ")]
    lines.append("g = Parameter(name='g', nature='external', type='real', value=0.2, lhablock='IN', lhacode=[1])")
    lines.append("v = Parameter(name='v', nature='internal', type='real', value='2*g')")
    (tmp_path / "parameters.py").write_text("\n".join(lines))
    process = processes.reaction("e- e+ > S+ S-", model=tmp_path)
    values = defaults(process)
    assert set(values) >= {"g"}
    assert "v" not in process.arguments
    momenta = momenta_of(process, values, 3.0)
    by_trace, by_spinors = (process.evaluate(momenta, route=r, **values) for r in ("trace", "spinors"))
    assert by_trace == pytest.approx(by_spinors, rel=1e-10)
    original = processes.reaction("e- e+ > S+ S-", model=FOLDERS / "form_factor")
    assert by_trace == pytest.approx(original.evaluate(momenta, **{**defaults(original), "ee": 0.4}), rel=1e-10)


def test_a_vertex_without_colour_sum_is_an_error_of_the_reaction_only(tmp_path):
    from .standard_model import write_standard_model

    write_standard_model(tmp_path / "sm")
    assert processes.reaction("u u~ > g Z", model=tmp_path / "sm").diagrams
    with pytest.raises(UnusableVertex, match=r"g g g: vertices.py:\d+: V_3: the colour 'f\(1,2,3\)'"):
        processes.reaction("g g > u u~", model=tmp_path / "sm")
