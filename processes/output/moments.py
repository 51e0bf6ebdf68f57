"""Plots of anomalous magnetic moments: the coupling of a mediator that explains a measured deviation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from processes.output.grid import Grid
from processes.output.style import QUANTITIES, figure, parameter_label

MASSES = Grid(1e-3, 10, 161, log=True)
"""GeV."""
MUON_DEVIATION = (249e-11, 48e-11)
"""a_mu measured less predicted, and its error, as of 2023: D. P. Aguillard et al., arXiv:2308.06230 and 2006.04822."""


def required_coupling(
    mass: Any, deviation: float, *, lepton: str = "mu", mediator: str = "vector", **given: float
) -> Any:
    """The coupling of a mediator of this mass (GeV; a number or array) whose loop shifts a_l by `deviation`.

    `given` are other parameters of anomalous_magnetic_moment. Raises ValueError where the loop has the other sign.
    """
    import numpy as np

    process, heavy, coupling = _mediated(lepton, mediator)
    unit = np.asarray(process.rate(**{**given, heavy: mass, coupling: 1.0}).value)
    if np.any(unit * deviation <= 0):
        raise ValueError(
            f"the loop of a {mediator} mediator has the sign of {np.sign(unit).flat[0]:+.0f}: no real coupling gives "
            f"a_{lepton} = {deviation:g}"
        )
    return np.sqrt(deviation / unit)


def plot_required_coupling(
    path: str | Path,
    *,
    lepton: str = "mu",
    mediator: str = "vector",
    deviation: tuple[float, float] = MUON_DEVIATION,
    masses: Grid = MASSES,
    **given: float,
) -> Path:
    """The coupling that explains `deviation` (value, error) over the mediator's mass, with bands of 1 and 2 sigma.

    `given` are other parameters of anomalous_magnetic_moment. Returns the path.
    Raises ValueError where the loop has the other sign.
    """
    import numpy as np

    process, heavy, coupling = _mediated(lepton, mediator)
    x, (value, error) = np.array(masses.values()), deviation

    def curve(shift: float) -> Any:
        # Two errors down may be no deviation at all.
        size = max((value + shift * error) / value, 0.0) * value
        return np.zeros_like(x) if size == 0 else required_coupling(x, size, lepton=lepton, mediator=mediator, **given)

    symbol = QUANTITIES[f"a_{lepton}"]
    name = "e" if lepton == "e" else rf"\{lepton}"
    with figure(path, f"{mediator.replace('_', ' ')} mediator of ${name}$") as (_, axes):
        (line,) = axes.plot(x, curve(0.0), label=rf"$\Delta {symbol} = {value * 1e11:.0f} \times 10^{{-11}}$")
        for width, alpha in ((2, 0.15), (1, 0.3)):
            label = rf"$\pm {width * error * 1e11:.0f} \times 10^{{-11}}$ ({width}$\sigma$)"
            axes.fill_between(x, curve(-width), curve(width), color=line.get_color(), alpha=alpha, lw=0, label=label)
        axes.set(xscale="log" if masses.log else "linear", yscale="log", xlim=(x[0], x[-1]))
        axes.set_xlabel(parameter_label(heavy, process.arguments[heavy]))
        axes.set_ylabel(parameter_label(coupling, process.arguments[coupling]))
        axes.legend(loc="upper left")
    return Path(path)


def _mediated(lepton: str, mediator: str) -> tuple[Any, str, str]:
    """The process with these options and the names of the mediator's mass and coupling."""
    from processes.core.registry import get

    process: Any = get("anomalous_magnetic_moment").with_options(lepton=lepton, mediator=mediator)
    heavy, coupling = ("m_V", "g_V") if "m_V" in process.arguments else ("m_phi", "y")
    return process, heavy, coupling
