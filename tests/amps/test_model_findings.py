"""What makes a model unsound is found and named."""

from fractions import Fraction

import pytest
import sympy

from amps.feynman_rules import TermError
from amps.lagrangian import Field, bar, gamma, hc, indices, parameters
from amps.model import Model, ModelParameter
from amps.model_findings import sound_part, soundness
from amps.models import dark_photon, qed
from amps.models.qed import LEPTONS
from amps.models.quarks import QUARKS
from amps.particle import fermion, scalar, vector

g, h, k = parameters("g h k")
m, n = indices("m n")
e, mu = LEPTONS["e"], LEPTONS["mu"]
X, S = Field(vector("X", mass="m_X")), Field(scalar("S", "S", mass="m_S"))
chi = Field(fermion("chi", mass="m_chi"))
CURRENT = bar(e) * gamma[m] * e
u = Field(QUARKS["u"])
leptoquark = Field(scalar("R", mass="m_R", charge=Fraction(5, 3)))
FINE = g * X[m] * CURRENT
DECLARED = {"g": ModelParameter("1")}


def model(term=FINE, **given):
    return Model(**{"name": "test", "particles": (X, S, chi), "terms": {"x": term}, "extends": (qed.MODEL,), **given})


BROKEN = {
    "not hermitian": (model(sympy.I * FINE), "hermiticity", "'x' = I[*]g[*]X_m.* is not hermitian; add its conjugate"),
    "complex coupling": (model(sympy.Symbol("z") * FINE), "hermiticity", "not declared real: z"),
    "flavour change": (model(g * S * bar(e) * mu), "hermiticity", r"term \+ hc\(term\)"),
    "not Lorentz invariant": (
        model(g * X[n] * CURRENT),
        "terms",
        "'x'.*Lorentz indices m, n do not occur exactly twice",
    ),
    "charge": (model(g * S * (bar(e) * chi + hc(bar(e) * chi))), "terms", "'x'.*changes the electric charge by 1"),
    "colour": (
        model(g * S * bar(u) * u + g * leptoquark * bar(u) * mu, particles=(S, leptoquark, u)),
        "terms",
        r"'x' = g\*R\*bar\(u\)\*mu- is not neutral in colour",
    ),
    "mass term": (model(-g * bar(chi) * chi), "terms", "'x'.*fewer than three fields"),
    "foreign field": (model(particles=()), "terms", "'x' uses the field 'X', which is not a particle of the model"),
    "two definitions of a field": (
        model(particles=(vector("X", mass="M"),)),
        "terms",
        "uses a field 'X' that differs from the model's particle",
    ),
    "undeclared": (model(h * FINE, parameters=DECLARED), "parameters", "'x' uses h, which is not declared"),
    "misspelt": (
        model(parameters={"gg": ModelParameter("1")}),
        "parameters",
        "'x' uses g, which is not declared; did you mean .*gg",
    ),
    "undeclared in a definition": (
        model(definitions={g: 2 * k}, parameters={"h": ModelParameter("1")}),
        "parameters",
        "the definition of g uses k, which is not declared",
    ),
    "two kinds of symbol": (
        model(sympy.Symbol("m_X", positive=True) * FINE),
        "parameters",
        "m_X is declared with different assumptions",
    ),
    "Greek name": (model(sympy.Symbol("\u03bb", real=True) * FINE), "parameters", "'\u03bb' is no name of a parameter"),
    "circle": (model(definitions={g: h, h: g}), "parameters", "is defined, in the end, by itself"),
    "order of no term": (model(orders={"y": {"g": 1}}), "orders", "orders names 'y', which is no term; there are .*x"),
    "alternative to no field": (model(alternatives=(("chi", "psi"),)), "particles", "name 'psi'; particles are"),
    "collision": (model(particles=(X, scalar("e+", "e++", charge=1))), "particles", "two particles are called 'e.'"),
    "other definition": (
        model(particles=(X, fermion("mu-", mass="m_x", charge=-1))),
        "particles",
        "particle 'mu-' is defined differently in 'qed'",
    ),
    "name with a space": (model(particles=(X, scalar("big S", "big S"))), "particles", "must not hold spaces or '>'"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_models(case):
    broken, check, message = BROKEN[case]
    first = next(soundness(broken))
    assert (first.check, first.status) == (check, "fail")
    with pytest.raises(TermError, match=f"model 'test': .*{message}"):
        broken.validate()


def test_sound_models():
    for fine in (model(), model(parameters=DECLARED), dark_photon.MODEL):
        assert list(soundness(fine)) == []
        fine.validate()


def test_constants_and_inherited_names_need_no_declaration():
    term = h * g * X[m] * CURRENT
    assert [f.check for f in soundness(model(term, parameters=DECLARED))] == ["parameters"]
    assert list(soundness(model(term, parameters=DECLARED), {"h": 0})) == []
    inherited = model(qed.e * FINE, parameters=DECLARED)
    assert list(soundness(inherited, {"alpha": 0})) == []


def test_reserved_names():
    seed = model(sympy.Symbol("seed", real=True) * X[m] * CURRENT)
    assert list(soundness(seed)) == []
    assert [f.detail for f in soundness(seed, (), {"seed"})] == [
        "seed is the name of a setting and cannot be a parameter"
    ]


def test_the_sound_part_leaves_broken_terms_out():
    found = sound_part(model(terms={"x": FINE, "y": g * X[n] * CURRENT}, orders={"y": {"g": 1}}))
    assert set(found.all_terms) == {"x", *qed.MODEL.terms} and not found.extends
    assert found.all_orders["qed_e"] == {"QED": 1} and "y" not in found.all_orders
    found.validate()
