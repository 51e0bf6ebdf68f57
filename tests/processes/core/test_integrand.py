"""Rates with several channels: digits, agreement of the two kinds of |M|^2, evaluations at a permille."""

import numpy as np
import pytest

import processes
from processes.core import matrix_element
from processes.core.integrand import Integrand, channels_of, fused_program
from processes.core.process import Process
from processes.core.rate import prepare

WIDE = "E_gamma > 0.5 and abs(cos_gamma) < 0.9 and abs(cos_e-) < 0.9 and abs(cos_e+) < 0.9 and m_e-_e+ > 0.5"
PAIRS = "m_mu-_mu+ > 1 and m_e-_e+ > 0.5 and abs(cos_e-) < 0.9 and abs(cos_e+) < 0.9"
MUON = "E_gamma > 0.5 and abs(cos_gamma) < 0.9 and abs(cos_e-) < 0.9 and abs(cos_mu-) < 0.9"


@pytest.fixture(scope="module")
def bremsstrahlung():
    return processes.reaction("e- mu- > e- mu- gamma", model="qed")


def defaults(process):
    return {name: parameter.default for name, parameter in process.arguments.items()}


def test_digits_do_not_depend_on_the_workers(bremsstrahlung):
    found = [bremsstrahlung.cross_section(sqrt_s=10.58, cuts=MUON, neval=20_000, workers=w) for w in (1, 2)]
    assert found[0].value == found[1].value and found[0].error == found[1].error
    assert 15_000 < found[0].n_evaluations <= 20_000


def test_polynomial_and_helicity_amplitudes_give_the_same_weights(bremsstrahlung, monkeypatch):
    parameters = prepare(bremsstrahlung, defaults(bremsstrahlung) | {"sqrt_s": 10.58})
    x = np.random.default_rng(1).random((500, 4))
    by_helicities = [f(x) for f in Integrand.of(bremsstrahlung, MUON).bind(parameters)]
    monkeypatch.setattr(matrix_element, "has_helicities", lambda process: False)
    again = Process(model=bremsstrahlung.lagrangian, reaction=bremsstrahlung.reaction)
    by_polynomial = [f(x) for f in Integrand.of(again, MUON).bind(parameters)]
    assert len(by_helicities) == 4
    for one, other in zip(by_helicities, by_polynomial, strict=True):
        assert (one > 0).sum() > 20
        np.testing.assert_allclose(one, other, rtol=1e-6)


def test_the_fused_program_is_the_sum_of_the_channels(bremsstrahlung):
    import codegen

    program, dimension, channels = fused_program(bremsstrahlung)
    integrand = Integrand.of(bremsstrahlung)
    parameters = prepare(bremsstrahlung, defaults(bremsstrahlung) | {"sqrt_s": 10.58})
    x = np.random.default_rng(2).random((200, dimension))
    whole = codegen.compile(program, target="numpy")(
        **{f"x{k + 1}": x[:, k] for k in range(dimension)}, **{n: parameters[n] for n in program.uniform}
    )
    parts = sum(f(x) for f in integrand.bind(parameters))
    assert channels == channels_of(integrand.space) == len(integrand.kernels) > 1
    assert np.median(np.abs(whole / parts - 1)) < 1e-8


def test_a_narrow_resonance_and_the_continuum_have_a_channel_each():
    process = processes.reaction("e- e+ > mu- mu+ gamma", model="dark_photon")
    given = {"sqrt_s": 10.58, "cuts": "E_gamma > 0.5 and abs(cos_gamma) < 0.9", "m_Ap": 2.0, "rtol": 3e-3}
    background = process.cross_section(**given, eps=0.0, Gamma_Ap=2e-6)
    both = process.cross_section(**given, eps=0.1, Gamma_Ap=2e-6)
    window = "E_gamma > 0.5 and abs(cos_gamma) < 0.9 and m_mu-_mu+ > 1.999 and m_mu-_mu+ < 2.001"
    peak = process.cross_section(**(given | {"cuts": window}), eps=0.1, Gamma_Ap=2e-6)
    below = process.cross_section(**(given | {"cuts": window}), eps=0.0, Gamma_Ap=2e-6)
    excess, signal = both.value - background.value, peak.value - below.value
    assert signal > 100 * below.value
    assert abs(excess - signal) < 4 * np.hypot(np.hypot(both.error, background.error), peak.error)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reaction", "given", "most"),
    [
        ("e- e+ > e- e+ gamma", {"sqrt_s": 10.58, "cuts": WIDE}, 3e5),
        ("e- e+ > e- e+ gamma", {"sqrt_s": 1.0, "cuts": "E_gamma > 0.05"}, 3e5),
        ("e- mu- > e- mu- gamma", {"sqrt_s": 10.58, "cuts": MUON}, 3e5),
        ("e- mu- > e- mu- gamma", {"sqrt_s": 10.58, "cuts": "E_gamma > 0.5"}, 3e5),
        ("e- mu- > e- mu- gamma", {"sqrt_s": 3.0, "cuts": "E_gamma > 0.1"}, 3e5),
        ("e- e+ > e- e+ mu- mu+", {"sqrt_s": 10.58}, 1e6),
        ("e- e+ > e- e+ mu- mu+", {"sqrt_s": 6.0, "cuts": PAIRS}, 1e6),
        ("e- mu- > mu- e- e- e+", {"sqrt_s": 10.58}, 1e6),
    ],
)
def test_photon_exchange_at_a_permille(reaction, given, most):
    process = processes.reaction(reaction, model="qed")
    found = [process.cross_section(seed=seed, **given) for seed in (1, 2)]
    assert all(f.converged and f.n_evaluations <= most and f.n_bad == 0 for f in found)
    assert abs(found[0].value - found[1].value) < 4 * np.hypot(found[0].error, found[1].error)
