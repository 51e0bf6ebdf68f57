"""b > s h from its diagrams in unitary gauge against the low-energy theorem in 't Hooft-Feynman gauge."""

import mpmath
import pytest
import sympy

from amps.loops.flavour_change import soft_higgs_vertex
from amps.loops.higgs_vertex import vertex_loops, without_massless
from amps.loops.moment_integral import U
from amps.models import top_loops
from amps.models.top_loops import m_b, m_t, v
from amps.numeric.loop_functions import integrate_parameter

MU = sympy.Symbol("mu", positive=True)
LOOPS = vertex_loops(top_loops.MODEL, "b", "s")


def test_the_two_diagrams_and_their_poles():
    """Each diverges like m_t^2/v^2, unlike a renormalisable vertex without tree coupling; the sum is finite."""
    assert [str(loop.diagram) for loop in LOOPS] == ["b > t W-, h on the fermion", "b > t W-, h on the boson"]
    assert all(sympy.simplify(loop.pole / m_t**2 * v**3).has(m_t) is False and loop.pole != 0 for loop in LOOPS)
    assert without_massless(LOOPS, MU)[0] == 0


@pytest.mark.parametrize(
    ("top", "scale"),
    [
        (173.0, 900.0),
        (80.4, 10.0),
        *(pytest.param(top, scale, marks=pytest.mark.slow) for top in (0.5, 3000.0) for scale in (10.0, 900.0)),
    ],
)
def test_vertex_is_the_derivative_of_the_self_energies(top, scale):
    """The same at any m_t/m_W and any scale mu: gauge independence and the low-energy theorem at once."""
    at = {"m_t": top, "m_W": 80.4, "v": 246.0, "V_tb": 0.9, "V_ts": -0.04, "mu": scale}
    _, integrand = without_massless(LOOPS, MU)
    found = integrate_parameter(integrand, U, at)
    theorem = soft_higgs_vertex(top_loops.MODEL, "b", "s", v) / m_b
    exact = {sympy.Symbol(n, real=True): sympy.Rational(x) for n, x in at.items()}
    with mpmath.workdps(30):
        assert abs(found / mpmath.mpf(theorem.subs(exact).evalf(30)) - 1) < mpmath.mpf(10) ** -20


def test_one_diagram_alone_depends_on_the_scale():
    at = {"m_t": 173.0, "m_W": 80.4, "v": 246.0, "V_tb": 1.0, "V_ts": 0.04}
    low, high = (integrate_parameter(without_massless(LOOPS[:1], MU)[1], U, {**at, "mu": mu}) for mu in (50.0, 500.0))
    assert abs(low / high - 1) > 0.1


def test_missing_loops_are_named():
    with pytest.raises(ValueError, match="no one-loop h vertex of s"):
        vertex_loops(top_loops.MODEL, "s", "t")
