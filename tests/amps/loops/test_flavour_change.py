"""b > s h and the anomalous penguin: signs and factors from explicit matrices and numerical integrals."""

from itertools import permutations

import mpmath
import numpy as np
import pytest
import sympy

from amps.lagrangian import Gamma5Factor
from amps.loops.flavour_change import MU, X, anomalous_coupling, anomalous_penguin, self_energies, soft_higgs_vertex
from amps.models import qed, top_loops
from amps.models.top_loops import V_tb, V_ts, m_b, m_t, m_W, v
from amps.numeric.loop_functions import B0, B1
from amps.numeric.three_point import C0

LOOPS = {str(loop): loop for loop in self_energies(top_loops.MODEL, "b", "s")}


def test_soft_higgs_vertex():
    """Equal to 3 g_W^2 m_b m_t^2 V_ts V_tb/(64 pi^2 M_W^2 v) with g_W = 2 M_W/v, at any m_t/m_W."""
    g_W = 2 * m_W / v
    printed = 3 * g_W**2 * m_b * m_t**2 * V_ts * V_tb / (64 * sympy.pi**2 * m_W**2 * v)
    assert sympy.simplify(soft_higgs_vertex(top_loops.MODEL, "b", "s", v) - printed) == 0


@pytest.mark.parametrize("name", ["t W- loop", "t G- loop"])
def test_self_energies_against_two_point_functions(name):
    """Yukawa couplings a P_L - c P_R: A = -a^2 B1, m_b B = a c m_t B0; W: A = -2 a^2 (B1 + 1/2), in units 1/16 pi^2."""
    at = {m_t: 173, m_W: 80, m_b: 4, v: 246, V_tb: 1, V_ts: 1, MU: 1}
    a, b = (complex(sympy.Integral(part.subs(at), (X, 0, 1)).evalf(20)) for part in LOOPS[name].at_scale())
    b0, b1 = (complex(f(0, 173**2, 80**2).finite) for f in (B0, B1))
    scale = 2 / 246**2 / (16 * np.pi**2)
    expected = (-(173**2) * b1, 173 * 4 * 173 * b0) if "G" in name else (-2 * 80**2 * (b1 + 0.5), 0)
    assert a == pytest.approx(scale * expected[0], rel=1e-12)
    assert b == pytest.approx(scale * expected[1], rel=1e-12)


def test_w_and_goldstone_couplings_satisfy_their_ward_identity():
    """k_m (tbar gamma^m P_L b) = tbar (m_t P_L - m_b P_R) b on shell: the Goldstone terms divided by those of W."""

    def parts(name):
        """Coefficients without and with gamma5 of the first half of the term; the rest is its conjugate."""
        monomials = top_loops.MODEL.all_terms[name].monomials
        half = monomials[: len(monomials) // 2]
        five = [any(isinstance(f, Gamma5Factor) for f in fs) for _, fs in half]
        return [sum(c for (c, _), has in zip(half, five, strict=True) if has == wanted) for wanted in (False, True)]

    (unit, five), (current, _) = parts("G_b"), parts("W_b")
    left = 2 * current / m_W
    assert sympy.simplify(unit - left * (m_t - m_b) / 2) == 0
    assert sympy.simplify(five + left * (m_t + m_b) / 2) == 0


def test_missing_transition_is_named():
    with pytest.raises(ValueError, match="no one-loop transition of mu- to e-"):
        self_energies(qed.MODEL, "mu-", "e-")


def test_printed_loop_function_and_its_expansion():
    x = sympy.Symbol("x", positive=True)
    printed = x * (1 + x * (sympy.log(x) - 1)) / (1 - x) ** 2
    assert sympy.simplify(anomalous_penguin(x) - printed) == 0
    remainder = (anomalous_penguin(x) - x) / (x**2 * sympy.log(x))
    assert sympy.limit(remainder, x, 0) == 1


@pytest.mark.parametrize("ratio", [0.01, 0.5, 4.6])
def test_loop_function_against_the_three_point_function(ratio):
    """f = -x C0(0, 0, 0; W, W, q) in units of m_W."""
    assert float(anomalous_penguin(sympy.Float(ratio, 30))) == pytest.approx(
        float(-ratio * mpmath.re(C0(0, 0, 0, ratio, 1, 1))), rel=1e-12
    )


def test_normalisation_of_the_anomalous_coupling():
    """(3 g^4/16 pi^2) g_X C f/m_X for dual = C g^2 g_X/m_X; the matrix identity behind the factor 6 by brute force."""
    g, C, g_X, m_X, x = sympy.symbols("g C g_X m_X x", positive=True)
    ours = anomalous_coupling(g, C * g**2 * g_X / m_X, x)
    printed = 3 * g**4 / (16 * sympy.pi**2) * g_X * C / m_X * x * (1 + x * (sympy.log(x) - 1)) / (1 - x) ** 2
    assert sympy.simplify(ours / printed) == 1
    sigma = [np.array(s) for s in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]])]
    gamma = [np.kron(sigma[2], np.eye(2)), *(np.kron(1j * sigma[1], s) for s in sigma)]
    metric = np.diag([1, -1, -1, -1])
    g5 = 1j * gamma[0] @ gamma[1] @ gamma[2] @ gamma[3]
    total = np.zeros((4, 4, 4), dtype=complex)
    for a, b, c, d in permutations(range(4)):
        sign = round(np.linalg.det(np.eye(4)[[a, b, c, d]]))
        lowered = [metric[k, k] * gamma[k] for k in (a, b, c)]
        total[d] += sign * lowered[0] @ lowered[1] @ lowered[2]
    for d in range(4):
        size = total[d] @ np.linalg.inv(gamma[d] @ g5)
        assert np.allclose(size, size[0, 0] * np.eye(4)) and abs(size[0, 0]) == pytest.approx(6)


def test_cancellation_of_the_top_mass_in_the_w_loop():
    """With every mass scaled the W loop does not move, whatever its top mass: its pole does not know m_t."""
    assert not LOOPS["t W- loop"].poles[0].has(m_t)
    assert LOOPS["t G- loop"].poles[0].has(m_t)
