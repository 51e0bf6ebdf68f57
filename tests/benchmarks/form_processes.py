"""The reactions of the FORM inputs beside them, from small models, and what FORM's symbols stand for.

Legs are numbered from 0 in the order of the reaction, which is that of the momenta in the FORM input.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from amps.algebra.finite_field import minkowski
from amps.lagrangian import P_L, Field, bar, gamma, gamma5, indices, parameters
from amps.model import Model
from amps.models import dark_onium, dark_photon, muonic_forces, qed
from amps.particle import fermion, vector

m, n = indices("m n")
g, h, g_V, g_A = parameters("g h g_V g_A")

e, chi = Field(fermion("e-", mass="me", charge=-1)), Field(fermion("chi", mass="mx"))
N, nu, lepton = Field(fermion("N", mass="MN")), Field(fermion("nu", chiral=True)), Field(fermion("l-", mass="m"))
A, B, Ap = Field(vector("gamma")), Field(vector("B")), Field(vector("Ap", mass="mA"))


def _current(boson, field, coupling):
    return coupling * boson[m] * bar(field) * gamma[m] * field


PAIRS = Model(
    "pairs",
    tuple(f.particle for f in (e, chi, A, B)),
    {"photon": _current(A, e, g), "B_e": _current(B, e, h), "B_chi": _current(B, chi, h)},
)
CHI_EMITS = Model(
    "chi_emits",
    tuple(f.particle for f in (chi, N, B, Ap)),
    {"B_chi": _current(B, chi, h), "B_N": _current(B, N, h), "Ap_chi": _current(Ap, chi, g)},
)
BOTH_EMIT = Model("both_emit", terms={"Ap_N": _current(Ap, N, g)}, extends=(CHI_EMITS,))
V = Field(vector("V"))
LEPTON_PAIR = Model(
    "lepton_pair",
    tuple(f.particle for f in (chi, N, e, B, V)),
    {"B_chi": _current(B, chi, h), "B_N": _current(B, N, h), "V_chi": _current(V, chi, g), "V_e": _current(V, e, g)},
)
NEUTRINO_TRIDENT = Model(
    "neutrino_trident",
    tuple(f.particle for f in (nu, lepton, N, A)),
    {
        "contact": g * bar(nu) * gamma[n] * P_L * nu * bar(lepton) * gamma[n] * (g_V - g_A * gamma5) * lepton,
        "photon_l": _current(A, lepton, h),
        "photon_N": _current(A, N, h),
    },
)


class Point:
    """Scalar products of momenta modulo a prime."""

    def __init__(self, momenta, values):
        self.momenta, self.values = momenta, values

    def dot(self, i, j):
        """p_i . p_j."""
        return minkowski(self.momenta[i], self.momenta[j])

    def virtuality(self, *legs):
        """(sum of +-p)^2; a leg is written +-(number + 1)."""
        q = [
            sum((self.momenta[abs(k) - 1][c] * (1 if k > 0 else -1) for k in legs), self.values.zero) for c in range(4)
        ]
        return minkowski(q, q)

    def propagator(self, mass, *legs):
        """1/(q^2 - mass^2)."""
        square = self.values.zero if mass is None else self.values[mass] ** 2
        return 1 / (self.virtuality(*legs) - square)


@dataclass(frozen=True)
class FormProcess:
    """One row: the FORM input's name, our reaction, and the translation.

    `symbols` gives FORM's symbols at a point, `factor` what FORM left out (propagators common to all diagrams).
    """

    name: str
    reaction: str
    model: Model
    symbols: Callable[[Point], Mapping[str, object]]
    factor: Callable[[Point], object]
    exclude: tuple[str, ...] = ()


def _masses(point, **names):
    return {ours: point.values[theirs] for ours, theirs in names.items()}


def _dots(point, **pairs):
    return {name: point.dot(*legs) for name, legs in pairs.items()}


def _trident(p):
    return {
        **_masses(p, mx="mx", MN="MN", mA="mA"),
        "iA": 1 / p.values["mA"] ** 2,
        **_dots(p, s=(0, 1), a1=(0, 4), a2=(1, 4), b1=(0, 2), b2=(1, 2)),
        "D1": p.propagator("mx", 1, -5) * p.propagator(None, 2, -4),
        "D2": p.propagator("mx", 3, 5) * p.propagator(None, 2, -4),
        "E1": p.propagator("MN", 2, -5) * p.propagator(None, 1, -3),
        "E2": p.propagator("MN", 4, 5) * p.propagator(None, 1, -3),
    }


def _trident_dots(p):
    return _dots(p, s=(0, 1), c1=(0, 2), c2=(0, 3), c3=(0, 4), e1=(1, 2), e2=(1, 3), e3=(1, 4), f12=(2, 3), f13=(2, 4))


def _two_photons(p):
    def d(*q):
        return p.propagator("me", *q)

    return {
        **_masses(p, me="me", mx="mx"),
        **_dots(p, s=(0, 1), a1=(0, 4), a2=(1, 4), l1=(0, 5), l2=(1, 5), kl=(4, 5), b1=(0, 2), b2=(1, 2), bl=(2, 5)),
        "d1": d(1, -5, -6) * d(1, -5),
        "d2": d(-2, 6) * d(1, -5),
        "d3": d(1, -6, -5) * d(1, -6),
        "d4": d(-2, 5) * d(1, -6),
        "d5": d(-2, 6) * d(-2, 5, 6),
        "d6": d(-2, 5) * d(-2, 6, 5),
    }


def _three_vectors(p):
    return {
        **_masses(p, M="m_onium"),
        "mV2": p.values["m_V"] ** 2,
        "iV": 1 / p.values["m_V"] ** 2,
        "iM": 1 / p.values["m_onium"] ** 2,
        **_dots(p, x12=(1, 2), x13=(1, 3), x23=(2, 3)),
        **{f"d{i}": 1 / (p.values["m_V"] ** 2 - p.dot(0, i)) for i in (1, 2, 3)},
    }


PROCESSES = (
    FormProcess(
        "ee_mumu",
        "e- e+ > mu- mu+",
        qed.MODEL,
        lambda p: {**_masses(p, me="m_e", mm="m_mu"), "s": p.virtuality(1, 2), "t": p.virtuality(1, -3)},
        lambda p: p.propagator(None, 1, 2) ** 2,
    ),
    FormProcess(
        "compton",
        "e- gamma > e- gamma",
        qed.MODEL,
        lambda p: {
            **_masses(p, m="m_e"),
            "s": p.virtuality(1, 2),
            "t": p.virtuality(1, -3),
            "D1": p.propagator("m_e", 1, 2),
            "D2": p.propagator("m_e", 1, -4),
        },
        lambda p: p.values.one,
    ),
    FormProcess(
        "ee_gA",
        "e- e+ > gamma Ap",
        dark_photon.MODEL,
        lambda p: {
            **_masses(p, m="m_e", mA="m_Ap"),
            "iA": 1 / p.values["m_Ap"] ** 2,
            "s": p.virtuality(1, 2),
            "t": p.virtuality(1, -3),
            "D1": p.propagator("m_e", 1, -3),
            "D2": p.propagator("m_e", 1, -4),
        },
        lambda p: p.values.one,
    ),
    FormProcess(
        "K_munuV",
        "K+ > mu+ nu_mu V",
        muonic_forces.MODEL,
        lambda p: {
            **_masses(p, mK="m_K", mm="m_mu", mV="m_V", gn="q_nu"),
            "gm": p.values.one,
            "iV": 1 / p.values["m_V"] ** 2,
            "x": p.virtuality(2, 4),
            "y": p.virtuality(3, 4),
            "D1": p.propagator("m_mu", 2, 4),
            "D2": p.propagator(None, 3, 4),
        },
        lambda p: p.values.one,
    ),
    FormProcess(
        "ee_xxg",
        "e- e+ > chi chi~ gamma",
        PAIRS,
        lambda p: {
            **_masses(p, me="me", mx="mx"),
            **_dots(p, s=(0, 1), a1=(0, 4), a2=(1, 4), b1=(0, 2), b2=(1, 2)),
            "D1": p.propagator("me", 1, -5),
            "D2": p.propagator("me", 2, -5),
        },
        lambda p: p.propagator(None, 3, 4) ** 2,
    ),
    FormProcess("trident2", "chi N > chi N Ap", CHI_EMITS, _trident, lambda p: p.values.one, ("Ap",)),
    FormProcess("trident4", "chi N > chi N Ap", BOTH_EMIT, _trident, lambda p: p.values.one, ("Ap",)),
    FormProcess(
        "nutrident",
        "nu N > nu l- l+ N",
        NEUTRINO_TRIDENT,
        lambda p: {
            **_masses(p, m="m", MN="MN", gV="g_V", gA="g_A"),
            **_trident_dots(p),
            "D1": p.propagator("m", 4, -2, 6),
            "D2": p.propagator("m", 2, -6, -5),
        },
        lambda p: p.propagator(None, 2, -6) ** 2,
    ),
    FormProcess(
        "trid_ee",
        "chi N > chi e- e+ N",
        LEPTON_PAIR,
        lambda p: {
            **_masses(p, mx="mx", MN="MN", me="me"),
            **_trident_dots(p),
            "D1": p.propagator("mx", 1, -4, -5),
            "D2": p.propagator("mx", 3, 4, 5),
        },
        lambda p: (p.propagator(None, 4, 5) * p.propagator(None, 2, -6)) ** 2,
    ),
    FormProcess(
        "ee_xxgg",
        "e- e+ > chi chi~ gamma gamma",
        PAIRS,
        _two_photons,
        lambda p: p.propagator(None, 3, 4) ** 2,
    ),
    FormProcess("ups3V", "Upsilon_D > V V V", dark_onium.MODEL, _three_vectors, lambda p: p.values.one),
)
