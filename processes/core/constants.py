"""The constants of nature every process knows: name, default, unit, meaning and source.

They are parameters with a cited default, and any rate accepts another value for each of them. Masses come from the
PDG table shipped with scikit-hep `particle`, loaded on first use; the rest is listed here. Where there is
a choice of scheme (alpha, s2w, quark masses) the meaning of the constant names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

_PDG = "PDG 2024, Phys. Rev. D 110, 030001"
_CKM = f"{_PDG}, CKM review, magnitudes measured directly"
_CKM_FIT = f"{_PDG}, CKM review, unitarity fit"
_FLAG = "FLAG 2021, arXiv:2111.09849"
_NON_NEGATIVE = ("m_", "M_", "E_", "Gamma_", "tau_", "sqrt_s")


@dataclass(frozen=True)
class Parameter:
    """An input of a process. `default` None means that it must be given; `unit` is "1" where it has none.

    `by_option` holds defaults that depend on an option's value, such as one per meson; `derive` computes the value from
    those of other parameters where none is given.
    """

    symbol: str
    default: Any
    unit: str
    meaning: str
    latex: str = ""
    source: str = ""
    by_option: Mapping[str, Any] = field(default_factory=dict)
    derive: Callable[[Mapping[str, Any]], Any] | None = None

    def chosen(self, values: Iterable[Any]) -> Parameter:
        """The same parameter with the default that belongs to one of these option values, if any does."""
        defaults = [self.by_option[value] for value in values if value in self.by_option]
        return replace(self, default=defaults[0]) if defaults else self

    @property
    def is_required(self) -> bool:
        """True if the parameter has no default."""
        return self.default is None and self.derive is None

    @property
    def is_non_negative(self) -> bool:
        """True for masses, energies, widths and lifetimes, told by their names."""
        return self.symbol.startswith(_NON_NEGATIVE)

    def _repr_latex_(self) -> str:
        return f"${self.latex or self.symbol}$"


TWO_PHOTON_WIDTH = Parameter(
    "Gamma_gg",
    None,
    "GeV",
    "width of the meson to two photons",
    r"\Gamma_{\gamma\gamma}",
    f"{_PDG}: lifetime 8.43e-17 s and Br 0.98823 of the pi0, 1.31 keV and 0.3941 of the eta",
    {"pi0": 7.716e-9, "eta": 5.16e-7},
)
"""What decays of neutral pseudoscalar mesons are normalised to."""

# symbol, PDG identifier, meaning, LaTeX
_MASSES = (
    ("m_e", 11, "electron mass", "m_e"),
    ("m_mu", 13, "muon mass", r"m_\mu"),
    ("m_tau", 15, "tau mass", r"m_\tau"),
    ("m_pi", 211, "charged pion mass", r"m_\pi"),
    ("m_pi0", 111, "neutral pion mass", r"m_{\pi^0}"),
    ("m_K", 321, "charged kaon mass", "m_K"),
    ("m_K0", 311, "neutral kaon mass", "m_{K^0}"),
    ("m_eta", 221, "eta mass", r"m_\eta"),
    ("m_etap", 331, "eta' mass", r"m_{\eta'}"),
    ("m_rho", 113, "rho(770) mass", r"m_\rho"),
    ("m_omega", 223, "omega(782) mass", r"m_\omega"),
    ("m_D", 411, "charged D mass", "m_D"),
    ("m_Ds", 431, "D_s mass", "m_{D_s}"),
    ("m_B", 521, "charged B mass", "m_B"),
    ("m_Jpsi", 443, "J/psi mass", r"m_{J/\psi}"),
    ("m_p", 2212, "proton mass", "m_p"),
    ("m_n", 2112, "neutron mass", "m_n"),
    ("m_c", 4, "charm quark mass, MSbar at its own scale", "m_c"),
    ("m_b", 5, "bottom quark mass, MSbar at its own scale", "m_b"),
    ("m_t", 6, "top quark mass, direct measurements", "m_t"),
    ("m_W", 24, "W mass", "m_W"),
    ("m_Z", 23, "Z mass", "m_Z"),
    ("m_h", 25, "Higgs boson mass", "m_h"),
)

_G_F = 1.1663788e-5

_LISTED = (
    Parameter("alpha", 1 / 137.035999, "1", "fine-structure constant at zero momentum", r"\alpha", f"{_PDG}, CODATA"),
    Parameter("G_F", _G_F, "GeV^-2", "Fermi constant from the muon lifetime", "G_F", _PDG),
    Parameter("s2w", 0.2312, "1", "sin^2 of the weak mixing angle, MSbar at m_Z", r"s_W^2", _PDG),
    Parameter(
        "v", (2**0.5 * _G_F) ** -0.5, "GeV", "Higgs vacuum expectation value (sqrt2 G_F)^(-1/2)", "v", "from G_F"
    ),
    Parameter("f_pi", 0.1302, "GeV", "pion decay constant (the convention with 130 MeV)", r"f_\pi", _FLAG),
    Parameter("f_K", 0.1557, "GeV", "charged kaon decay constant", "f_K", _FLAG),
    Parameter("f_D", 0.2120, "GeV", "charged D decay constant", "f_D", _FLAG),
    Parameter("f_Ds", 0.2499, "GeV", "D_s decay constant", "f_{D_s}", _FLAG),
    Parameter("f_B", 0.1900, "GeV", "charged B decay constant", "f_B", _FLAG),
    Parameter("V_ud", 0.97367, "1", "CKM element", "V_{ud}", _CKM),
    Parameter("V_us", 0.2243, "1", "CKM element", "V_{us}", _CKM),
    Parameter("V_ub", 3.82e-3, "1", "CKM element", "V_{ub}", _CKM),
    Parameter("V_cd", 0.221, "1", "CKM element", "V_{cd}", _CKM),
    Parameter("V_cs", 0.975, "1", "CKM element", "V_{cs}", _CKM),
    Parameter("V_cb", 0.0411, "1", "CKM element", "V_{cb}", _CKM),
    Parameter("V_td", 8.58e-3, "1", "CKM element", "V_{td}", _CKM_FIT),
    Parameter("V_ts", 0.04111, "1", "CKM element", "V_{ts}", _CKM_FIT),
    # The direct average 1.010(27) exceeds unity; the fit is the physical value.
    Parameter("V_tb", 0.999118, "1", "CKM element", "V_{tb}", _CKM_FIT),
    Parameter("tau_mu", 2.1969811e-6, "s", "muon lifetime", r"\tau_\mu", _PDG),
    Parameter("tau_tau", 2.903e-13, "s", "tau lifetime", r"\tau_\tau", _PDG),
    Parameter("tau_pi", 2.6033e-8, "s", "charged pion lifetime", r"\tau_\pi", _PDG),
    # The width in `particle`, 5.317e-17 GeV, is rounded: it would give 1.2379e-8 s.
    Parameter("tau_K", 1.2380e-8, "s", "charged kaon lifetime", r"\tau_K", _PDG),
    Parameter("tau_D", 1.033e-12, "s", "charged D lifetime", r"\tau_D", _PDG),
    Parameter("tau_Ds", 5.012e-13, "s", "D_s lifetime", r"\tau_{D_s}", _PDG),
    Parameter("tau_B", 1.638e-12, "s", "charged B lifetime", r"\tau_B", _PDG),
)


class _Constants(Mapping[str, Parameter]):
    """Read-only table; the PDG masses are read when it is first used."""

    @cached_property
    def _table(self) -> Mapping[str, Parameter]:
        from hepunits import GeV
        from particle import Particle

        masses = {}
        for symbol, pdg, meaning, latex in _MASSES:
            mass = Particle.from_pdgid(pdg).mass
            if mass is None:
                raise ValueError(f"the installed `particle` table has no mass for {symbol} (PDG id {pdg}); update it")
            # The table is decimal; twelve digits shed what the change of units adds to the last bit.
            value = float(f"{mass / GeV:.12g}")
            masses[symbol] = Parameter(symbol, value, "GeV", meaning, latex, "PDG, through scikit-hep particle")
        return MappingProxyType({p.symbol: p for p in _LISTED} | masses)

    def __getitem__(self, symbol: str) -> Parameter:
        return self._table[symbol]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


CONSTANTS: Mapping[str, Parameter] = _Constants()
"""Every constant by its symbol."""
