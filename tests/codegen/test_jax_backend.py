import subprocess
import sys

import numpy as np
import pytest

import codegen
from codegen import ProgramBuilder
from codegen.jax_backend import jax_source
from codegen.schedule import schedule


def program():
    b = ProgramBuilder("p")
    x, m = b.argument("x"), b.argument("m", uniform=True)
    b.output("f", b.op("select_lt", x, m, b.op("exp", -x) / 3, b.op("atan2", x, -m)))
    b.output("g", b.op("min", x, b.op("asin", m) * x**3) - 1)
    return b.build()


def test_the_generated_text_is_a_pure_function_of_arrays():
    text = jax_source(schedule(program())).replace("import jax.numpy as jnp", "import numpy as jnp")
    namespace = {}
    exec(text, namespace)
    x = np.array([0.1, 0.9])
    f, g = namespace["kernel"](x, 0.5)
    expected = codegen.compile(program(), "numpy")(x=x, m=0.5)
    np.testing.assert_allclose(f, expected["f"], rtol=1e-15)
    np.testing.assert_allclose(g, expected["g"], rtol=1e-15)


def test_jax_agrees_and_keeps_double_precision_to_itself():
    jax = pytest.importorskip("jax")
    x = np.linspace(0.1, 0.9, 7)
    kernel = codegen.compile(program(), "jax")
    for name, values in codegen.compile(program(), "numpy")(x=x, m=0.5).items():
        np.testing.assert_allclose(kernel(x=x, m=0.5)[name], values, rtol=1e-14)
    assert jax.numpy.ones(1).dtype == np.float32


def test_without_jax_the_remedy_is_named(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(codegen.BackendUnavailable, match="pip install 'dark-amps"):
        codegen.compile(program(), "jax")


def test_importing_codegen_loads_nothing_heavy():
    script = "import sys, codegen; print([m for m in ('sympy', 'numba', 'scipy', 'jax') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
