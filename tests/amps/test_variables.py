"""Change of variables: the same |M|^2 in Mandelstam invariants and in scalar products."""

import numpy as np
import pytest
import sympy

import processes
from amps.variables import in_variables
from processes.core.sampling import generic_parameters, random_points

METRIC = np.array([1, -1, -1, -1])


@pytest.mark.parametrize(
    ("text", "model"),
    [("e- gamma > e- gamma", "qed"), ("K+ > mu+ nu_mu V", "muonic_forces"), ("e- e+ > gamma chi chi~", "dark_photon")],
)
@pytest.mark.parametrize("variables", ["mandelstam", "dots"])
def test_same_value(text, model, variables):
    process = processes.reaction(text, model=model)
    squared = process.squared_amplitude()
    expression = in_variables(squared, variables)
    invariants = (
        set(squared.invariants) - {"s", "t", "u"} - {n for n in squared.invariants if n.startswith(("s_", "t_"))}
    )
    assert not invariants & {s.name for s in expression.free_symbols}
    parameters = generic_parameters(process) | ({"m_Ap": 50.0} if "m_Ap" in process.arguments else {})
    (point,) = random_points(process, parameters, 1, seed=3)
    signs = process.parsed.signs
    values = {sympy.Symbol(n, real=True): v for n, v in parameters.items() if isinstance(v, float)}
    values[sympy.Symbol("e", real=True)] = np.sqrt(4 * np.pi * parameters.get("alpha", 1.0))
    values[sympy.Symbol("g_D", real=True)] = np.sqrt(4 * np.pi * parameters.get("alpha_D", 1.0))
    values[sympy.Symbol("Gamma_Ap", real=True)] = 0.0
    for symbol in expression.free_symbols:
        name = symbol.name
        pairs = {"s": "12", "t": "13", "u": "14"}
        if name in pairs or name.startswith(("s_", "t_")):
            i, j = (int(c) - 1 for c in pairs.get(name, name[2:]))
            total = point[i] + point[j] if signs[i] == signs[j] else point[i] - point[j]
            values[symbol] = total @ (METRIC * total)
        elif name.startswith("p"):
            i, j = (int(c[1:]) - 1 for c in name.split("_"))
            values[symbol] = point[i] @ (METRIC * point[j])
    given = {n: parameters[n] for n in process.arguments if n in parameters and n != "sqrt_s"}
    expected = process.evaluate(point, **given | ({"Gamma_Ap": 0.0} if "Gamma_Ap" in process.arguments else {}))
    assert float(expression.subs(values)) == pytest.approx(expected, rel=1e-9)


def test_unknown_variables():
    squared = processes.get("e_e_to_mu_mu").squared_amplitude()
    with pytest.raises(ValueError, match="mandelstam"):
        in_variables(squared, "feynman")
