"""Symbolic quantities of the ledger against the numbers of the processes themselves."""

import pytest
import sympy

import processes
from processes.claims import derived, dispersion

POINTS = {
    "k_to_mu_nu": {},
    "v_to_l_l": {"m_V": 0.7, "g_V": 0.2, "g_A": 0.1},
    "aprime_to_chi_chi": {"m_Ap": 1.0, "alpha_D": 0.1, "m_chi": 0.3},
    "phi_to_l_l": {"m_phi": 0.5, "y": 0.3},
}


def at(expression, process, **values):
    defaults = {name: p.default for name, p in process.arguments.items()} | values
    return float(expression.subs({x: defaults[x.name] for x in expression.free_symbols}).evalf(12))


@pytest.mark.parametrize("id", POINTS)
def test_widths(id):
    process = processes.get(id)
    assert at(derived.width(process), process, **POINTS[id]) == pytest.approx(
        float(process.width(**POINTS[id])), rel=1e-10
    )


@pytest.mark.parametrize(
    ("reaction", "model", "sqrt_s", "values"),
    [
        ("e- e+ > mu- mu+", "qed", 1.0, {}),
        ("varphi varphi~ > e- e+", "dark_photon", 0.5, {"m_chi": 0.2, "m_Ap": 0.1, "alpha_D": 0.1, "eps": 0.1}),
        ("e- e+ > Ap hD", "dark_higgs", 3.0, {"m_hD": 0.4, "m_Ap": 0.6, "alpha_D": 0.1, "eps": 0.1}),
    ],
)
def test_cross_sections(reaction, model, sqrt_s, values):
    process = processes.reaction(reaction, model=model)
    symbolic = at(derived.cross_section(process).doit(), process, sqrt_s=sqrt_s, **values)
    numeric = (
        process.cross_section(sqrt_s=sqrt_s, Gamma_Ap=0.0, **values) if values else process.cross_section(sqrt_s=1.0)
    )
    assert symbolic == pytest.approx(float(numeric.to("GeV^-2")), rel=1e-8)


def test_annihilation_is_cross_section_times_velocity():
    process = processes.reaction("chi chi~ > e- e+", model="dark_photon")
    values = {"m_chi": 0.2, "m_Ap": 0.1, "alpha_D": 0.1, "eps": 0.1}
    velocity = 0.6
    sigma = process.cross_section(sqrt_s=0.4 / (1 - velocity**2 / 4) ** 0.5, Gamma_Ap=0.0, **values).to("GeV^-2")
    found = at(derived.annihilation(process).doit(), process, v=velocity, **values)
    assert found == pytest.approx(float(sigma) * velocity, rel=1e-8)


def test_leading_power_of_the_velocity_is_checked():
    sigma_v = derived.annihilation(processes.reaction("chi chi~ > e- e+", model="dark_photon"))
    with pytest.raises(ValueError, match="below 2"):
        derived.leading_in_velocity(sigma_v, 2)


def test_mixing_logarithms():
    """Dirac and scalar loops: the vacuum polarisation's 1/(12 pi^2) and 1/(48 pi^2) per log(Lambda^2/m^2)."""
    assert dispersion.mixing("dirac") == 1 / (12 * sympy.pi**2)
    assert dispersion.mixing("scalar") == 1 / (48 * sympy.pi**2)


def test_dispersion_integral_of_the_massive_width():
    """The difference of two loops, with masses, is the logarithm of their ratio."""
    m_Ap, m_chi, alpha_D = sympy.symbols("m_Ap m_chi alpha_D", positive=True)
    width = derived.width(processes.get("aprime_to_chi_chi")) / (4 * sympy.pi * alpha_D)
    s = sympy.Symbol("s", positive=True)
    density = sympy.lambdify(s, (width / (sympy.pi * m_Ap**3)).subs(m_chi, 1).subs(m_Ap, sympy.sqrt(s)), "numpy")
    from processes.numerics.quadrature import gauss_kronrod

    def up_to(scale):
        value = gauss_kronrod(lambda x: 4 * density(4 / x[:, 0]) / x[:, 0] ** 2, 4 / scale, 1.0, rtol=1e-10).value
        return float(value)

    slope = (up_to(4e8) - up_to(1e8)) / float(sympy.log(4))
    assert slope == pytest.approx(float(dispersion.mixing("dirac")), rel=1e-6)
