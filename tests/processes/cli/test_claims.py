"""amps claims: the ledger and a reader's own formula."""

import json

import pytest

from processes.cli.main import main

WIDTH = r"\frac{g_V^2 m_V}{12\pi}\left(1+\frac{2m_\mu^2}{m_V^2}\right)\sqrt{1-\frac{4m_\mu^2}{m_V^2}}"


def run(capsys, *arguments):
    code = main(["claims", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_one_claim_as_json(capsys):
    code, out, _ = run(capsys, "C26", "--json")
    (verdict,) = json.loads(out)
    assert code == 0
    assert (verdict["id"], verdict["verdict"], verdict["factor"]) == ("C26", "differs by a factor", 2.0)


def test_raw_latex(capsys):
    code, out, _ = run(capsys, "--latex", WIDTH, "--process", "v_to_l_l")
    assert code == 0
    assert "read as: " in out
    assert "claim: equal (proof)" in out


def test_raw_latex_with_an_error_in_it(capsys):
    code, out, _ = run(capsys, "--latex", WIDTH.replace("2m_", "m_"), "--process", "v_to_l_l")
    assert code == 0
    assert "claim: differs" in out
    assert "m_mu**2/m_V**2 should be 2*m_mu**2/m_V**2" in out


def test_options_and_meanings(capsys):
    formula = "a m/3 * (1 + 2 l^2/m^2) * sqrt(1 - 4 l^2/m^2)"
    meanings = ["--symbol", "a=g_V^2/(4*pi)", "--symbol", "m=m_V", "--symbol", "l=m_e"]
    _, out, _ = run(capsys, "--text", formula, "--process", "v_to_l_l", "--set", "lepton=e", *meanings)
    assert "claim: equal (proof)" in out


def test_dimensions_are_checked_first(capsys):
    _, out, _ = run(capsys, "--text", "g_V^2*m_V^2/(24*pi)", "--process", "v_to_nu_nu", "--json")
    (verdict,) = json.loads(out)
    assert verdict["verdict"] == "differs"
    assert verdict["note"].startswith("dimensionally inconsistent: GeV^2 where GeV^1 is expected")


def test_a_claim_file(capsys, tmp_path):
    path = tmp_path / "my_claim.toml"
    path.write_text(
        'id = "X1"\nprocess = "varphi varphi~ > e- e+"\nmodel = "dark_photon"\nquantity = "squared_amplitude"\n'
        'text = "64*pi^2*alpha*alpha_D*eps^2*(t*u - m_chi^4)/(s - m_Ap^2)^2"\n'
        'assumptions = ["s + t + u = 2*m_chi^2 + 2*m_e^2", "m_e -> 0", "Gamma_Ap -> 0", "t < 0", "u < 0"]\n',
        encoding="utf-8",
    )
    code, out, _ = run(capsys, "--file", str(path), "--json")
    (verdict,) = json.loads(out)
    assert code == 0
    assert verdict["id"] == "X1"
    assert (verdict["verdict"], verdict["factor"]) == ("differs by a factor", 0.5)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["C99"], "there are C01"),
        (["--latex", r"\frac{g_V^2 m_Q}{3}", "--process", "v_to_l_l"], "did you mean m_V"),
        (["--latex", r"\frac{g_V^2}{3", "--process", "v_to_l_l"], "[HERE]"),
        (["--text", "g_V^2"], "--process must say"),
        (["--text", "m_V", "--process", "v_to_l_l", "--quantity", "lifetime"], "quantity must be one of"),
        (["--text", "m_V", "--process", "v_to_l_l", "--symbol", "x"], "SPELLING=MEANING"),
        (["--text", "m_mu", "--process", "e- e+ > gamma mu- mu+", "--model", "qed"], "has no width in symbols"),
    ],
)
def test_bad_input(capsys, arguments, said):
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert said in err
    assert err.count("\n") == 1


def test_write_an_article(capsys, tmp_path):
    path = tmp_path / "claims.md"
    code, out, _ = run(capsys, "C19", "--write", str(path))
    assert (code, out) == (0, "")
    assert "### C19" in path.read_text(encoding="utf-8")
