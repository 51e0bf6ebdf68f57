"""With --json every command prints one JSON document on stdout and nothing else anywhere."""

import json
import shlex

import pytest

from processes.cli.main import main

LINES = """
list --json
show k_to_mu_nu_v --json
rate k_to_mu_nu_v --set m_V=0.5 --set g_V=1e-3 --json
distribution k_to_mu_nu_v --of E_V --bins 3 --set m_V=0.1 --set g_V=1e-3 --json
scan aprime_to_l_l --vary m_Ap=0.1:0.2:3 --set eps=1 --out s.csv --plot s.png --json
export aprime_to_l_l --target numpy --out folder --json
check aprime_to_l_l --json
claims --process v_to_l_l --text m_V --json
cite aprime_to_l_l --json
cache --json
model check qed --json
derive aprime_to_l_l --format json
derive anomalous_magnetic_moment --format json
"""


@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_one_document(line, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(line)) == 0
    out, err = capsys.readouterr()
    assert err == "" and json.loads(out)
