"""An acceptance test of every command with bad input: one line on stderr that starts the same, exit code 2, no output.

The lines are those of a shell; files named in them are made by `folder`.
"""

import shlex

import pytest

from processes.cli.main import main

KAON = "k_to_mu_nu_v --set m_V=0.1 --set g_V=1e-3"
COUPLING = "--set g_V=1e-3"
BOUND = "p_p_to_upsilond --set E_beam=400 --set m_chi=2 --set m_V=0.3 --set alpha_D=0.5 --set eps=1e-3"
FILES = {
    "bad.json": b'{"m_V": 0.1,',
    "list.json": b"[1, 2]",
    "null.json": b'{"m_V": null}',
    "array.json": b'{"m_V": [0.1, "x"]}',
    "binary.json": b"\xff\xfe",
    "truth.json": b'{"m_V": true}',
    "bad.toml": b"m_V = ",
    "empty.toml": b"",
    "claim.toml": rb"""process = "v_to_l_l"
latex = '\frac{'
""",
    "model.py": b"x = 1",
    "syntax.py": b"def (",
}
LINES = rf"""
rate
rate nosuch
rate ''
rate k_to_mu_nu_v
rate {KAON} --set m_W_=1
rate {KAON} --set m_V=0.2
rate k_to_mu_nu_v {COUPLING} --set m_V=-1
rate k_to_mu_nu_v {COUPLING} --set m_V=nan
rate k_to_mu_nu_v {COUPLING} --set m_V=inf
rate k_to_mu_nu_v {COUPLING} --set m_V=
rate k_to_mu_nu_v {COUPLING} --set m_V
rate k_to_mu_nu_v {COUPLING} --set =1
rate k_to_mu_nu_v {COUPLING} --set 'm_V=0.1 GeV'
rate k_to_mu_nu_v {COUPLING} --set m_V=true
rate k_to_mu_nu_v {COUPLING} --params bad.json
rate k_to_mu_nu_v {COUPLING} --params list.json
rate k_to_mu_nu_v {COUPLING} --params bad.toml
rate k_to_mu_nu_v {COUPLING} --params null.json
rate k_to_mu_nu_v {COUPLING} --params array.json
rate k_to_mu_nu_v {COUPLING} --params binary.json
rate k_to_mu_nu_v {COUPLING} --params truth.json
rate k_to_mu_nu_v {COUPLING} --params nowhere.json
rate k_to_mu_nu_v {COUPLING} --params a.txt
rate {KAON} --unit pb
rate {KAON} --unit furlong
rate {KAON} --unit ''
rate {KAON} --unit 'GeV^'
rate {KAON} --rtol -1
rate {KAON} --rtol nan
rate {KAON} --rtol x
rate {KAON} --neval 0
rate {KAON} --neval 1
rate {KAON} --neval 1.5
rate {KAON} --seed -3
rate {KAON} --seed x
rate {KAON} --method magic
rate {KAON} --method 'closed form'
rate {KAON} --workers 0
rate {KAON} --workers x
rate {KAON} --workers -1
rate {KAON} --cut 'E_gamma > 0.5'
rate {KAON} --cut 'E_V >'
rate {KAON} --cut ''
rate {KAON} --cut 'import os'
rate {KAON} --compare nosuch
rate {KAON} --compare ww
rate {KAON} --model qed
rate 'e- e+ > mu- mu+'
rate 'e- e+ > mu- mu+' --model qed
rate 'e- e+ > mu- mu+' --model nosuch --set sqrt_s=10
rate 'e- e+ > mu- mu-' --model qed --set sqrt_s=10
rate 'e- e+ >' --model qed --set sqrt_s=10
rate '> e- e+' --model qed --set sqrt_s=10
rate '>' --model qed
rate 'e- e+ > mu- foo' --model qed --set sqrt_s=10
rate 'e- e+ mu- > mu- e+ e-' --model qed --set sqrt_s=10
rate 'e- e+ > mu- mu+' --model model.py --set sqrt_s=10
rate 'e- e+ > mu- mu+' --model syntax.py --set sqrt_s=10
rate 'e- e+ > mu- mu+' --model nofile.py --set sqrt_s=10
rate 'e- e+ > mu- mu+' --model qed --set sqrt_s=-1
rate 'e- e+ > mu- mu+' --model qed --set sqrt_s=1e400
rate aprime_to_l_l --set m_Ap=1 --set eps=1 --set lepton=quark
rate aprime_to_l_l --set m_Ap=1 --set eps=1 --set lepton=1
rate nu_a_to_nu_mu_mu_a --set E_nu=1 --set Z=18
rate nu_a_to_nu_mu_mu_a --set E_nu=1 --set Z=-18 --set A=40
rate nu_a_to_nu_mu_mu_a --set E_nu=1 --set Z=18 --set A=10
rate nu_a_to_nu_mu_mu_a --set E_nu=0.1 --set Z=18 --set A=0
rate anomalous_magnetic_moment --set m_V=0.1
rate {BOUND} --cut 'E_Upsilon_D > 1'
rate {KAON} --bogus
rate {KAON} extra
show nosuch
show
show k_to_mu_nu_v --set m_V=0.1
show aprime_to_l_l --set lepton=x
derive nosuch
derive k_to_mu_nu_v --format pdf
derive k_to_mu_nu_v --set m_V=1
draw k_to_mu_nu_v
draw k_to_mu_nu_v --out a.png
draw k_to_mu_nu_v --out nowhere/a.svg
draw nosuch --out a.svg
distribution k_to_mu_nu_v {COUPLING} --set m_V=0.1
distribution {KAON} --of nosuch
distribution {KAON} --of E_V --bins 0
distribution {KAON} --of E_V --bins -5
distribution {KAON} --of E_V --bins x
distribution {KAON} --of E_V --range 1
distribution {KAON} --of E_V --range 0.2:0.1
distribution {KAON} --of E_V --range nan:1
distribution {KAON} --of E_V,E_mu+,m_miss2
distribution {KAON} --of ''
distribution {KAON} --of E_V --out a.txt
distribution {KAON} --of E_V --out nowhere/a.csv
distribution {KAON} --of E_V --plot a.txt
distribution {KAON} --of E_V --plot nowhere/a.png
distribution k_to_mu_nu_v {COUPLING} --set m_V=0.4 --of E_V
distribution {BOUND} --of E_Upsilon_D
distribution aprime_to_l_l --set m_Ap=1 --set eps=1 --of E_e- --unit pb
scan k_to_mu_nu_v {COUPLING}
scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:0.2:3
scan k_to_mu_nu_v {COUPLING} --vary m_V --out s.csv
scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:0.2 --out s.csv
scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:0.2:0 --out s.csv
scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:0.2:x --out s.csv
scan k_to_mu_nu_v {COUPLING} --vary m_V=0:0.2:3:log --out s.csv
scan k_to_mu_nu_v {COUPLING} --vary m_V=-1:0.2:3 --out s.csv
scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:nan:3 --out s.csv
scan k_to_mu_nu_v {COUPLING} --vary foo=0.1:0.2:3 --out s.csv
scan k_to_mu_nu_v {COUPLING} --set m_V=1 --vary m_V=0.1:0.2:3 --out s.csv
scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:0.2:3 --vary m_V=0.1:0.2:3 --out s.csv
scan k_to_mu_nu_v --vary m_V=0.1:0.2:3 --out s.csv
scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:0.2:3 --out s.txt
scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:0.2:3 --out nowhere/s.csv
scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:0.2:3 --out bad.json
scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:0.2:3 --out s.csv --plot s.txt
scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:0.2:3 --out s.csv --workers 0
scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:0.2:3 --out s.csv --unit pb
scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:0.2:3 --out s.csv --method magic
scan aprime_to_l_l --set eps=1 --vary lepton=1:2:2 --set m_Ap=1 --out s.csv
export k_to_mu_nu_v
export k_to_mu_nu_v --target rust --out d
export k_to_mu_nu_v --target c --out bad.json
export k_to_mu_nu_v --target c --out nowhere/deep/d --set m_V=1
export nosuch --target c --out d
export k_to_mu_nu_v --out d --table m_V=1
export k_to_mu_nu_v --out d --table m_V=0.1:0.2:2
check nosuch
check
check k_to_mu_nu_v --model qed
claims C99
claims --latex 'x'
claims --latex '\frac{{' --process v_to_l_l
claims --latex 'q^2' --process v_to_l_l
claims --latex 'm_V' --process nosuch
claims --latex 'm_V' --process v_to_l_l --quantity foo
claims --latex 'm_V' --text 'm_V' --process v_to_l_l
claims --latex 'm_V' --process v_to_l_l --symbol x
claims --latex 'm_V' --process v_to_l_l --assume 'foo bar'
claims --file nowhere.toml
claims --file bad.toml
claims --file empty.toml
claims --file claim.toml
claims --file bad.json
report k_to_mu_nu_v
report nosuch --out r.html
report k_to_mu_nu_v --out r.pdf
report k_to_mu_nu_v --out nowhere/r.html
report k_to_mu_nu_v --out r.html --set m_V=0.1
report k_to_mu_nu_v --out r.html --set m_V=-1 {COUPLING}
report k_to_mu_nu_v --out r.html --vary foo=1:2:3
report k_to_mu_nu_v --out r.html --vary m_V=1
report {KAON} --out r.html --cut 'E_nosuch > 1'
report k_to_mu_nu_v --out r.html --set bogus=1
cite nosuch
cite
cache destroy
model
model check
model check nosuch
model check nofile.py
model check model.py
model check syntax.py
model export nosuch d
model export qed bad.json
nosuch
--bogus
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_bad_input_is_told_in_one_line(line, capsys, folder):
    assert main(shlex.split(line)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("amps: error: ") and err.count("\n") == 1 and len(err) > 25
    assert {path.name for path in folder.iterdir()} == set(FILES)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("rate k_to_mu_nu_v", "add --set m_V=... --set g_V=..."),
        ("rate nosuch", "'amps list' shows them"),
        ("rate k_to_mu_nu_w", "did you mean k_to_mu_nu_v"),
        (f"rate {KAON} --set m_W_=1", "did you mean m_W"),
        ("rate 'e- e+ > mu- mu+'", "for example --model qed"),
        ("rate 'e- e+ > mu- mu+ gamma' --model qed --set sqrt_s=10", "a cut such as 'E_gamma > 0.1' makes it finite"),
        (f"rate {KAON} --bogus", "see 'amps rate --help'"),
        (f"rate {KAON} --params nowhere.json", "nowhere.json: no such file"),
        (f"rate {KAON} --params bad.json", "bad.json is no valid JSON"),
        (f"scan k_to_mu_nu_v {COUPLING} --vary m_V=0.1:0.2:3 --out nowhere/s.csv", "create it first"),
        ("rate nu_a_to_nu_mu_mu_a --set E_nu=1 --set Z=18 --set A=10", "0 <= Z <= A"),
        ("claims --file nowhere.toml", "cannot open nowhere.toml: no such file"),
    ],
)
def test_the_line_names_the_next_step(line, hint, capsys):
    assert main(shlex.split(line)) == 2
    assert hint in capsys.readouterr().err
