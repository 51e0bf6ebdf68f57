"""Every module imports without a warning, with whatever extras are installed."""

import subprocess
import sys

WALK = """
import importlib, pkgutil
count = 0
for name in ("amps", "codegen", "processes"):
    package = importlib.import_module(name)
    for info in pkgutil.walk_packages(package.__path__, name + "."):
        importlib.import_module(info.name)
        count += 1
print(count)
"""


def test_all_modules_import_with_warnings_as_errors():
    command = [sys.executable, "-W", "error", "-c", WALK]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 300
