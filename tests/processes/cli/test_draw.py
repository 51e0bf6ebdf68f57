"""amps draw on the real library."""

import xml.etree.ElementTree as ET

import pytest

from processes.cli.main import main


def titles(path):
    return [title.text for title in ET.parse(path).iter("{http://www.w3.org/2000/svg}title")]


def test_a_process_by_its_id(capsys, tmp_path):
    out = tmp_path / "diagrams.svg"
    assert main(["draw", "k_to_mu_nu_v", "--out", str(out)]) == 0
    assert titles(out) == ["K+ → μ+ νμ V: 2 diagrams", "K+ → μ+ νμ V via μ+(2+4)", "K+ → μ+ νμ V via νμ(3+4)"]
    assert capsys.readouterr().out == f"K+ > mu+ nu_mu V: 2 diagrams in {out}\n"


def test_options_change_the_legs(tmp_path):
    out = tmp_path / "diagrams.svg"
    assert main(["draw", "aprime_to_l_l", "--set", "lepton=mu", "--out", str(out)]) == 0
    assert titles(out)[0] == "A′ → μ− μ+: 1 diagram"


def test_a_quoted_reaction_with_momenta(tmp_path):
    out = tmp_path / "diagrams.svg"
    arguments = ["draw", "e- e+ > mu- mu+", "--model", "qed", "--out", str(out)]
    assert main(arguments) == 0
    plain = out.read_text(encoding="utf-8")
    assert main([*arguments, "--momentum-flow"]) == 0
    assert len(out.read_text(encoding="utf-8")) > len(plain)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["anomalous_magnetic_moment"], ["μ− γ → μ− via μ− μ− V"]),
        (["anomalous_magnetic_moment", "--set", "mediator=charged_vector"], ["μ− γ → μ− via X− X− N"]),
        (["kinetic_mixing"], ["γ → Z′ via μ− μ−", "γ → Z′ via τ− τ−"]),
        (["alp_to_gamma_gamma"], ["a → γ γ via μ− μ− μ−"]),
        (["b_to_s_higgs"], ["b → s via W− t", "b → s via G− t"]),
    ],
)
def test_loops(arguments, expected, tmp_path):
    out = tmp_path / "loops.svg"
    assert main(["draw", *arguments, "--out", str(out)]) == 0
    assert [title for title in titles(out) if " via " in title] == expected


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["k_to_mu_nu_v", "--out", "a.png"], "ending in .svg"),
        (["k_to_mu_nu_v"], "--out"),
        (["s_to_gamma_gamma", "--momentum-flow", "--out", "a.svg"], "for tree diagrams"),
        (["e- e+ > mu- mu+", "--out", "a.svg"], "needs --model"),
    ],
)
def test_bad_input_is_told_in_one_line(arguments, message, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["draw", *arguments]) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert len(captured.err.splitlines()) == 1
    assert not captured.out
    assert list(tmp_path.iterdir()) == []
