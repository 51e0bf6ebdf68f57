"""The reference of the Python interface is made without a warning and shows no private names."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_pydoctor_is_content(tmp_path):
    pytest.importorskip("pydoctor")
    command = [sys.executable, "-m", "pydoctor", "--html-output", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    names = {path.stem for path in tmp_path.glob("*.html")}
    assert {"processes.core.process.Process", "codegen.Kernel", "amps.model.Model"} <= names
    assert not any(part.startswith("_") for name in names for part in name.split("."))
    assert not any(name.startswith("processes.cli.") for name in names)
