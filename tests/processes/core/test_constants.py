import subprocess
import sys

import pytest

from processes.core.constants import CONSTANTS
from processes.core.units import convert, unit_value

EXPECTED = {
    "alpha": 1 / 137.035999,
    "G_F": 1.1663788e-5,
    "s2w": 0.2312,
    "m_e": 0.51099895e-3,
    "m_mu": 0.1056583755,
    "m_tau": 1.77693,
    "m_pi0": 0.1349768,
    "m_pi": 0.13957039,
    "m_K": 0.493677,
    "m_eta": 0.547862,
    "m_p": 0.93827209,
    "m_n": 0.93956542,
    "f_K": 0.1557,
    "f_pi": 0.1302,
    "V_us": 0.2243,
    "tau_K": 1.2380e-8,
    "v": 246.21964,
}
REQUIRED_BY_CONTRACT = (
    "alpha G_F s2w m_e m_mu m_tau m_pi m_pi0 m_K m_eta m_B m_D m_p m_b m_t m_W v f_pi f_K f_D f_Ds f_B "
    "V_ud V_us V_cd V_cs V_ub V_ts V_tb"
)


@pytest.mark.parametrize("symbol", EXPECTED)
def test_values(symbol):
    assert CONSTANTS[symbol].default == pytest.approx(EXPECTED[symbol], rel=2e-8)


def test_every_constant_of_the_contract_is_there_with_unit_meaning_and_source():
    assert set(REQUIRED_BY_CONTRACT.split()) <= set(CONSTANTS)
    for symbol, parameter in CONSTANTS.items():
        assert parameter.symbol == symbol
        assert parameter.meaning and parameter.latex and parameter.source
        assert parameter.default > 0 and not parameter.is_required
        unit_value(parameter.unit)


def test_listed_lifetimes_agree_with_the_pdg_table():
    from particle import Particle

    for symbol, pdg in {"mu": 13, "tau": 15, "pi": 211, "K": 321, "D": 411, "Ds": 431, "B": 521}.items():
        assert Particle.from_pdgid(pdg).lifetime * 1e-9 == pytest.approx(CONSTANTS[f"tau_{symbol}"].default, rel=2e-3)


def test_g_f_reproduces_the_muon_lifetime():
    """Tree-level width with the phase-space factor; the radiative correction is -0.42 %."""
    m, r = CONSTANTS["m_mu"].default, (CONSTANTS["m_e"].default / CONSTANTS["m_mu"].default) ** 2
    width = CONSTANTS["G_F"].default ** 2 * m**5 / (192 * 3.141592653589793**3) * (1 - 8 * r)
    assert convert(width, "GeV", "s", "width") == pytest.approx(CONSTANTS["tau_mu"].default, rel=5e-3)


def test_the_table_is_read_only_and_lazy():
    with pytest.raises(TypeError):
        CONSTANTS["alpha"] = 1.0
    code = "import sys, processes.core.constants; sys.exit('particle' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
