"""Anomaly sums against the textbook."""

import pytest
import sympy

from amps.anomalies import anomalies
from amps.lagrangian import P_L, Field, bar, gamma, gamma5, indices, parameters
from amps.model import Model
from amps.models import lepton_differences, leptons, muonic_forces, qed
from amps.models.leptons import NEUTRINOS
from amps.models.qed import LEPTONS
from amps.models.quarks import QUARKS
from amps.particle import fermion, vector

g, q_nu = parameters("g q_nu")
(m,) = indices("m")
X = Field(vector("X", mass="m_X"))
NU = {name: Field(p) for name, p in NEUTRINOS.items()}
HEAVY = {name: Field(fermion(f"N_{name}", mass="m_N", chiral=False)) for name in NU}
P_R = 1 - P_L


def model(quarks, charged, neutral, right=0):
    """Charges of quarks, of leptons by flavour, and of right-handed neutrinos, which pair up with the light ones."""
    current = quarks * sum(bar(Field(q)) * gamma[m] * Field(q) for q in QUARKS.values())
    for name, q in charged.items():
        current = current + q * bar(LEPTONS[name]) * gamma[m] * LEPTONS[name]
    for name, q in neutral.items():
        current = current + q * bar(NU[name]) * gamma[m] * P_L * NU[name]
    for N in HEAVY.values():
        current = current + right * bar(N) * gamma[m] * P_R * N
    particles = (X, *QUARKS.values(), *HEAVY.values())
    return Model("test", particles, {"current": g * X[m] * current}, extends=(leptons.MODEL,))


def sums(found):
    (a,) = [a for a in anomalies(found) if a.vector == "X"]
    return a


ALL = dict.fromkeys(LEPTONS, -1)
THIRD = sympy.Rational(1, 3)


def test_b_minus_l_needs_three_right_handed_neutrinos():
    found = sums(model(THIRD, ALL, ALL))
    assert found.unit == g
    assert {name: value for name, value in found.sums.items() if value != 0} == {"X^3": -3, "X grav^2": -3}
    assert "X Y^2" in found.sums and "X SU(2)^2" in found.sums
    assert found.cure == "3 right-handed neutrinos of charge -1 would cancel X^3 and X grav^2"
    assert sums(model(THIRD, ALL, ALL, right=-1)).is_free


def test_baryon_number_alone():
    found = sums(model(THIRD, {}, {})).sums
    # Per generation 3 doublets of charge 1/3 and Y = 1/6, singlets with Y = 2/3 and -1/3.
    assert found["X SU(2)^2"] == sympy.Rational(3, 2)
    assert found["X Y^2"] == sympy.Rational(-3, 2)
    assert found["X^3"] == found["X grav^2"] == found["X SU(3)^2"] == found["X^2 Y"] == 0


@pytest.mark.parametrize("plus", ["e", "mu", "tau"])
def test_a_difference_of_lepton_numbers_is_free(plus):
    minus = {"e": "mu", "mu": "tau", "tau": "e"}[plus]
    (found,) = [a for a in anomalies(lepton_differences.difference(plus, minus)) if a.vector == "Zp"]
    assert found.is_free and len(found.sums) == 8 and not found.missing


def test_one_lepton_number():
    found = sums(model(0, {"mu": 1}, {"mu": 1})).sums
    assert (found["X^3"], found["X grav^2"], found["X SU(2)^2"], found["X Y^2"]) == (
        1,
        1,
        THIRD * 3 / 2,
        -THIRD * 3 / 2,
    )


def test_b_minus_three_l_of_one_flavour():
    """B - 3 L_tau is as free as B - L with one right-handed neutrino of charge -3."""
    found = sums(model(THIRD, {"tau": -3}, {"tau": -3}))
    assert {n: v for n, v in found.sums.items() if v != 0} == {"X^3": -27, "X grav^2": -3}
    assert found.cure == "1 right-handed neutrino of charge -3 would cancel X^3 and X grav^2"


def test_a_coupling_below_the_weak_scale_has_no_sum_with_su2():
    (V,) = [a for a in anomalies(muonic_forces.MODEL) if a.vector == "V"]
    assert V.sums == {"X^3": q_nu**3, "X grav^2": q_nu, "X^2 Q": 0, "X Q^2": 0}
    assert "mu- and nu_mu have different charges 1 and q_nu" in V.missing


def test_axial_and_majorana_charges():
    mu, N = LEPTONS["mu"], Field(fermion("N", "N", mass="m_N"))
    axial = Model("test", (X,), {"a": g * X[m] * bar(mu) * gamma[m] * gamma5 * mu}, extends=(qed.MODEL,))
    assert sums(axial).sums == {"X^3": -2, "X grav^2": -2, "X^2 Q": 0, "X Q^2": -2}
    majorana = Model("test", (X, N), {"a": -g / 2 * X[m] * bar(N) * gamma[m] * gamma5 * N})
    assert sums(majorana).sums["X^3"] == 1


def test_counted_components_are_listed():
    found = sums(model(THIRD, {"mu": -1}, {}))
    counted = {(c.name, c.chirality): (c.charge, c.colours) for c in found.components}
    assert counted["mu-", "L"] == (-1, 1) and counted["u", "R"] == (THIRD, 3)
    assert ("nu_mu", "L") not in counted


def rational(value):
    return sympy.Rational(value.numerator, value.denominator)


def test_hypercharge_itself_is_free():
    """Y = Q - T3 on left-handed and Q on right-handed components; SU(2) partners have equal charges."""
    current = sum(
        bar(Field(p)) * gamma[m] * ((rational(p.charge) - T3) * P_L + rational(p.charge) * P_R) * Field(p)
        for p, T3 in (
            *((p, sympy.Rational(1 if p.charge > 0 else -1, 2)) for p in QUARKS.values()),
            *((f.particle, -sympy.S.Half) for f in LEPTONS.values()),
        )
    )
    current = current - sum(sympy.S.Half * bar(nu) * gamma[m] * P_L * nu for nu in NU.values())
    found = sums(Model("test", (X, *QUARKS.values()), {"Y": g * X[m] * current}, extends=(leptons.MODEL,)))
    assert found.is_free and len(found.sums) == 8


def test_axial_quarks():
    """q_L = -1 and q_R = 1 of six triplets."""
    axial = sum(bar(Field(q)) * gamma[m] * gamma5 * Field(q) for q in QUARKS.values())
    found = sums(Model("test", (X, *QUARKS.values()), {"axial": g * X[m] * axial}, extends=(leptons.MODEL,))).sums
    assert found["X SU(3)^2"] == -6
    assert found["X SU(2)^2"] == sympy.Rational(-9, 2)
    assert found["X^3"] == found["X grav^2"] == -36
    assert found["X Q^2"] == -2 * 3 * 3 * (sympy.Rational(4, 9) + sympy.Rational(1, 9))
