from fractions import Fraction

import pytest
import sympy

from amps.couplings import ONE, Monomial, common_factor, complex_parts, monomials

g, y = sympy.symbols("g y", real=True)
z = sympy.Symbol("z")


@pytest.mark.parametrize(
    "coefficient",
    [
        sympy.Integer(3),
        -sympy.I * g**2 / 7,
        sympy.I**3 * g / sympy.sqrt(2),
        (g + sympy.I * y) ** 3,
        g * (1 - y) / sympy.sqrt(6),
        sympy.conjugate(z) * z**2,
        sympy.sqrt(8) * y / g**2,
        sympy.pi * sympy.sqrt(y),
    ],
)
def test_monomials_add_up_to_the_coefficient(coefficient):
    whole = sum(m.sympy() for m in monomials(coefficient)).subs(complex_parts([coefficient]))
    assert sympy.simplify((whole - coefficient).subs(z, 3 + 2 * sympy.I)) == 0


def test_complex_symbols_are_written_in_real_ones():
    re_z, im_z = sympy.symbols("re_z im_z", real=True)
    assert complex_parts([z * g, sympy.conjugate(z)]) == {re_z: sympy.re(z), im_z: sympy.im(z)}
    for term in monomials(z**2 * g):
        assert all(base.is_real for base, _ in term.powers)


def test_products_and_inverses():
    (a,) = monomials(sympy.I * g / sympy.sqrt(2))
    (b,) = monomials(3 * y * g**2)
    assert sympy.simplify((a * b).sympy() - 3 * sympy.I * g**3 * y / sympy.sqrt(2)) == 0
    assert a * a.inverse() == ONE and b * b.inverse() == ONE
    assert (a * a).powers == ((g, Fraction(2)),) and (a * a).rational == Fraction(1, 2) and (a * a).phase == 2


def test_common_factor_divides_every_term():
    terms = [m for c in (6 * sympy.I * g**2 * y, -4 * g**3, sympy.Rational(2, 3) * g**2 * y**2) for m in monomials(c)]
    common = common_factor(terms)
    assert dict(common.powers) == {g: Fraction(2)}
    for term in terms:
        rest = term * common.inverse()
        assert all(power > 0 for _, power in rest.powers)
        assert rest.rational.denominator == 1


def test_a_coupling_in_one_term_only_is_not_common():
    assert common_factor([*monomials(g), *monomials(y)]) == Monomial(Fraction(1), 0, ())
    negative = common_factor([*monomials(1 / g), *monomials(y)])
    assert dict(negative.powers) == {g: Fraction(-1)}
