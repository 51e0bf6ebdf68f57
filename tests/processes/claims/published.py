"""Forty formulas as textbooks and papers print them, each with the derivation it is to be compared with."""

from dataclasses import dataclass
from functools import cache

import sympy

import processes
from processes.claims import derived
from processes.claims.upscattering import recoil_spectrum


@dataclass(frozen=True)
class Published:
    name: str
    text: str
    derive: object
    assumptions: tuple = ()

    @property
    def derived(self):
        return _derived(self.name)


def width(reaction, model, **values):
    return lambda: _at(derived.width(processes.reaction(reaction, model=model)), values)


def library(id, values=(), **options):
    return lambda: _at(derived.width(processes.get(id).with_options(**options)), dict(values))


def closed(id, quantity="cross_section"):
    return lambda: processes.get(id).closed_form(quantity)


def squared(reaction, model, **values):
    return lambda: _at(derived.squared(processes.reaction(reaction, model=model)), values)


def sigma_v(reaction, power):
    return lambda: derived.leading_in_velocity(
        derived.annihilation(processes.reaction(reaction, model="dark_photon")), power
    )


def _at(expression, values):
    return expression.subs({x: values[x.name] for x in expression.free_symbols if x.name in values})


LEPTONIC = "G_F^2*{f}^2*{V}^2*{l}^2*{m}/(8*pi)*(1 - {l}^2/{m}^2)^2"
MASSLESS = {"m_e": 0, "m_mu": 0}
CROSSING = ("s + t + u = 0", "t < 0", "u < 0")

FORMULAS = (
    Published("K -> mu nu", LEPTONIC.format(f="f_K", V="V_us", l="m_mu", m="m_K"), library("k_to_mu_nu")),
    Published(
        "pi -> e nu",
        LEPTONIC.format(f="f_pi", V="V_ud", l="m_e", m="m_pi"),
        library("k_to_mu_nu", meson="pi", lepton="e"),
    ),
    Published(
        "B -> tau nu",
        LEPTONIC.format(f="f_B", V="V_ub", l="m_tau", m="m_B"),
        library("k_to_mu_nu", meson="B", lepton="tau"),
    ),
    Published(
        "V -> mu mu",
        "g_V^2*m_V/(12*pi)*(1 + 2*m_mu^2/m_V^2)*sqrt(1 - 4*m_mu^2/m_V^2)",
        library("v_to_l_l", {"g_A": 0}),
    ),
    Published(
        "axial V -> e e", "g_A^2*m_V/(12*pi)*(1 - 4*m_e^2/m_V^2)^(3/2)", library("v_to_l_l", {"g_V": 0}, lepton="e")
    ),
    Published(
        "V and A -> mu mu",
        "m_V/(12*pi)*sqrt(1 - 4*m_mu^2/m_V^2)*(g_V^2 + g_A^2 + 2*(g_V^2 - 2*g_A^2)*m_mu^2/m_V^2)",
        library("v_to_l_l"),
    ),
    Published("V -> nu nu", "g_V^2*q_nu^2*m_V/(24*pi)", library("v_to_nu_nu")),
    Published("phi -> mu mu", "y^2*m_phi/(8*pi)*(1 - 4*m_mu^2/m_phi^2)^(3/2)", library("phi_to_l_l")),
    Published(
        "pseudoscalar -> mu mu",
        "y^2/(8*pi)*sqrt(m_phi^2 - 4*m_mu^2)",
        library("phi_to_l_l", mediator="pseudoscalar"),
    ),
    Published(
        "A' -> e e", "alpha*eps^2*m_Ap/3*sqrt(1 - 4*m_e^2/m_Ap^2)*(1 + 2*m_e^2/m_Ap^2)", library("aprime_to_l_l")
    ),
    Published(
        "A' -> chi chi",
        "alpha_D/3*(m_Ap + 2*m_chi^2/m_Ap)*sqrt(1 - 4*m_chi^2/m_Ap^2)",
        library("aprime_to_chi_chi"),
    ),
    Published(
        "A' -> scalars", "alpha_D*m_Ap/12*(1 - 4*m_chi^2/m_Ap^2)^(3/2)", library("aprime_to_chi_chi", dm="scalar")
    ),
    Published("pi0 -> gamma A'", "2*eps^2*Gamma_gg*(1 - m_Ap^2/m_pi0^2)^3", width("pi0 > gamma Ap", "mesons")),
    Published("pi0 -> A' A'", "eps^4*Gamma_gg*(1 - 4*m_Ap^2/m_pi0^2)^(3/2)", width("pi0 > Ap Ap", "mesons")),
    Published("eta -> gamma A'", "2*eps^2*Gamma_gg*(1 - m_Ap^2/m_eta^2)^3", width("eta > gamma Ap", "mesons")),
    Published("N -> nu gamma", "mu_tr^2*m_N^3/(16*pi)", width("N > nu_mu gamma", "dipole")),
    Published("a -> gamma gamma", "g_agg^2*m_a^3/(64*pi)", width("a > gamma gamma", "alp")),
    Published("a -> e e", "y^2*m_a/(8*pi)*sqrt(1 - 4*m_e^2/m_a^2)", width("a > e- e+", "alp")),
    Published(
        "h_D -> A' A'",
        "alpha_D*m_hD^3/(8*m_Ap^2)*(1 - 4*m_Ap^2/m_hD^2 + 12*m_Ap^4/m_hD^4)*sqrt(1 - 4*m_Ap^2/m_hD^2)",
        width("hD > Ap Ap", "dark_higgs"),
    ),
    Published(
        "A' -> gamma pi0",
        "2*eps^2*Gamma_gg/3*(m_Ap^2 - m_pi0^2)^3/(m_Ap*m_pi0)^3",
        width("Ap > gamma pi0", "mesons"),
        ("m_Ap > m_pi0",),
    ),
    Published(
        "scalars -> e e",
        "4*pi/3*alpha*alpha_D*eps^2*v^2*(2*m_chi^2 + m_e^2)/(m_Ap^2 - 4*m_chi^2)^2*sqrt(1 - m_e^2/m_chi^2)",
        sigma_v("varphi varphi~ > e- e+", 2),
    ),
    Published(
        "chi chi -> e e",
        "8*pi*alpha*alpha_D*eps^2*(2*m_chi^2 + m_e^2)/(m_Ap^2 - 4*m_chi^2)^2*sqrt(1 - m_e^2/m_chi^2)",
        sigma_v("chi chi~ > e- e+", 0),
    ),
    Published(
        "chi chi -> A' A'",
        "pi*alpha_D^2/m_chi^2*(1 - m_Ap^2/m_chi^2)^(3/2)/(1 - m_Ap^2/(2*m_chi^2))^2",
        sigma_v("chi chi~ > Ap Ap", 0),
    ),
    Published(
        "e e -> mu mu",
        "4*pi*alpha^2/(3*sqrt_s^2)*sqrt((1 - 4*m_mu^2/sqrt_s^2)/(1 - 4*m_e^2/sqrt_s^2))"
        "*(1 + 2*m_mu^2/sqrt_s^2)*(1 + 2*m_e^2/sqrt_s^2)",
        closed("e_e_to_mu_mu"),
        ("sqrt_s > 2 m_mu", "sqrt_s > 2 m_e"),
    ),
    Published(
        "e e -> mu mu far above threshold",
        "4*pi*alpha^2/(3*sqrt_s^2)",
        closed("e_e_to_mu_mu"),
        ("m_e << sqrt_s", "m_mu << sqrt_s"),
    ),
    Published(
        "Klein-Nishina",
        "2*pi*alpha^2/(m_e^2*x)*((1 - 4/x - 8/x^2)*log(1 + x) + 1/2 + 8/x - 1/(2*(1 + x)^2))",
        closed("e_gamma_to_e_gamma"),
        ("sqrt_s^2 = m_e^2*(1 + x)",),
    ),
    Published("Thomson", "8*pi*alpha^2/(3*m_e^2)", lambda: _thomson(), ("x -> 0",)),
    Published(
        "muon decay",
        "G_F^2*m_mu^5/(192*pi^3)*(1 - 8*x + 8*x^3 - x^4 - 12*x^2*log(x))",
        closed("mu_to_e_nu_nu", "width"),
        ("m_e^2 = m_mu^2*x",),
    ),
    Published(
        "e e -> gamma gamma at high energy",
        "2*pi*alpha^2/sqrt_s^2*(log(sqrt_s^2/m_e^2) - 1)",
        closed("e_e_to_gamma_gamma"),
        ("m_e << sqrt_s",),
    ),
    Published(
        "dipole on spin 1/2",
        "pi*alpha^2/m_e^2*r^2*Z^2*(1/T - 1/E + m_N^2/(4*M_A*E^2)*(1 - (M_A + 2*E)/T)"
        " + m_N^4/(8*M_A^2*E^2*T)*(1 - M_A/T))",
        lambda: recoil_spectrum("1/2"),
    ),
    Published(
        "dipole on spin 0",
        "pi*alpha^2/m_e^2*r^2*Z^2*(1/T - 1/E + T/(4*E^2) + m_N^2/(4*M_A*E^2)*(1/2 - (M_A + 2*E)/T)"
        " - m_N^4/(8*M_A*E^2*T^2))",
        lambda: recoil_spectrum("0"),
    ),
    Published(
        "|M|^2 of e e -> mu mu",
        "32*pi^2*alpha^2*(t^2 + u^2)/s^2",
        squared("e- e+ > mu- mu+", "qed", **MASSLESS),
        CROSSING,
    ),
    Published(
        "|M|^2 of e mu -> e mu",
        "32*pi^2*alpha^2*(s^2 + u^2)/t^2",
        squared("e- mu- > e- mu-", "qed", **MASSLESS),
        CROSSING,
    ),
    Published(
        "|M|^2 of Bhabha scattering",
        "32*pi^2*alpha^2*(u^2*(1/s + 1/t)^2 + (t/s)^2 + (s/t)^2)",
        squared("e- e+ > e- e+", "qed", **MASSLESS),
        CROSSING,
    ),
    Published(
        "|M|^2 of Moller scattering",
        "32*pi^2*alpha^2*(s^2*(1/t + 1/u)^2 + (t/u)^2 + (u/t)^2)",
        squared("e- e- > e- e-", "qed", **MASSLESS),
        CROSSING,
    ),
    Published(
        "|M|^2 of e e -> gamma gamma",
        "32*pi^2*alpha^2*(t/u + u/t)",
        squared("e- e+ > gamma gamma", "qed", **MASSLESS),
        CROSSING,
    ),
    Published(
        "|M|^2 of Compton scattering",
        "-32*pi^2*alpha^2*(u/s + s/u)",
        squared("e- gamma > e- gamma", "qed", **MASSLESS),
        CROSSING,
    ),
    Published(
        "|M|^2 of e e -> gamma A'",
        "32*pi^2*alpha^2*eps^2*(t^2 + u^2 + 2*s*m_Ap^2)/(t*u)",
        squared("e- e+ > gamma Ap", "dark_photon", **MASSLESS),
        ("s + t + u = m_Ap^2", "t < 0", "u < 0"),
    ),
    Published(
        "|M|^2 of nu_mu e -> mu nu_e",
        "16*G_F^2*s*(s - m_mu^2)",
        squared("nu_mu e- > mu- nu_e", "fermi", m_e=0),
        ("s + t + u = m_mu^2", "t < 0", "u < 0", "s > m_mu^2"),
    ),
    Published(
        "|M|^2 of chi e -> chi e",
        "32*pi^2*alpha*alpha_D*eps^2*((s - m_chi^2)^2 + (u - m_chi^2)^2 + 2*m_chi^2*t)/(t - m_Ap^2)^2",
        squared("chi e- > chi e-", "dark_photon", m_e=0, Gamma_Ap=0),
        ("s + t + u = 2*m_chi^2", "t < 0", "u < 0"),
    ),
)


def _thomson():
    x, m = sympy.symbols("x m_e", positive=True)
    found = processes.get("e_gamma_to_e_gamma").closed_form("cross_section")
    energy = next(symbol for symbol in found.free_symbols if symbol.name == "sqrt_s")
    mass = next(symbol for symbol in found.free_symbols if symbol.name == "m_e")
    return found.subs(energy, m * sympy.sqrt(1 + x)).subs(mass, m)


@cache
def _derived(name):
    (entry,) = (f for f in FORMULAS if f.name == name)
    return entry.derive()
