"""Event files: Les Houches events (hep-ph/0609017), HepMC3 (arXiv:1912.08005) and Parquet."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from processes.output.tables import atomically, check_folder

if TYPE_CHECKING:
    from pathlib import Path

    from processes.core.events import Events

NEEDS = {".lhe": "", ".hepmc": "pyhepmc", ".parquet": "pyarrow"}


def write_events(events: Events, path: Path) -> Path:
    """Write in the format of the suffix, whole or not at all; returns the path. See Events.save for errors."""
    if path.suffix not in NEEDS:
        raise ValueError(f"cannot write {path}: events are written as {', '.join(NEEDS)}")
    library = NEEDS[path.suffix]
    if library and importlib.util.find_spec(library) is None:
        raise ValueError(f"{path.suffix} files need {library}: pip install 'dark-amps[hep]', or write .lhe")
    check_folder(path)
    writer = {".lhe": _write_lhe, ".hepmc": _write_hepmc, ".parquet": _write_parquet}[path.suffix]
    atomically(path, lambda draft: writer(events, draft))
    return path


def _write_lhe(events: Events, path: Path) -> None:
    """Initial particles have status -1, final ones 1; weights in the unit of the rate, pb for cross sections."""
    import numpy as np

    total, beams = events.total, list(events.pdg[: events.incoming])
    energies = [float(e) for e in events.momenta[0, : events.incoming, 0]]
    beams, energies = [*beams, 0][:2], [*energies, 0.0][:2]
    first = f"{beams[0]} {beams[1]} {energies[0]:.10e} {energies[1]:.10e} 0 0 0 0 -4 1"
    lines = [
        '<LesHouchesEvents version="3.0">',
        f"<!-- {total.reaction}, {total.quantity} in {total.unit}, seed {events.seed} -->",
        "<init>",
        first,
        f"{total.value:.10e} {total.error:.10e} {float(np.max(events.weights)):.10e} 1",
        "</init>",
    ]
    energy = events.momenta[:, events.incoming :, 0].sum(axis=1)
    mothers = (1, events.incoming if events.incoming > 1 else 0)
    for k, momenta in enumerate(events.momenta):
        lines += ["<event>", f"{len(events.legs)} 1 {events.weights[k]:.10e} {energy[k]:.10e} -1 -1"]
        for leg, (e, x, y, z) in enumerate(momenta):
            status, origin = (-1, (0, 0)) if leg < events.incoming else (1, mothers)
            lines.append(
                f"{events.pdg[leg]} {status} {origin[0]} {origin[1]} 0 0 {x:.15e} {y:.15e} {z:.15e} {e:.15e} "
                f"{events.masses[leg]:.15e} 0 9"
            )
        lines.append("</event>")
    lines.append("</LesHouchesEvents>")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_hepmc(events: Events, path: Path) -> None:
    import pyhepmc

    with pyhepmc.open(str(path), "w") as file:
        for k, momenta in enumerate(events.momenta):
            event = pyhepmc.GenEvent(pyhepmc.Units.GEV, pyhepmc.Units.MM)
            event.event_number = k
            event.weights = [float(events.weights[k])]
            vertex = pyhepmc.GenVertex()
            for leg, (e, x, y, z) in enumerate(momenta):
                is_initial = leg < events.incoming
                # HepMC status 4 is a beam, 2 a decayed particle, 1 final
                status = (4 if events.incoming == 2 else 2) if is_initial else 1
                particle = pyhepmc.GenParticle((x, y, z, e), events.pdg[leg], status)
                (vertex.add_particle_in if is_initial else vertex.add_particle_out)(particle)
            event.add_vertex(vertex)
            file.write(event)


def _write_parquet(events: Events, path: Path) -> None:
    """One row per event: weight, then E, px, py, pz of every leg, numbered from 1."""
    import pyarrow
    from pyarrow import parquet

    columns = {"weight": events.weights}
    for leg in range(len(events.legs)):
        for axis, name in enumerate(("E", "px", "py", "pz")):
            columns[f"{name}_{leg + 1}"] = events.momenta[:, leg, axis]
    about = {
        "reaction": events.total.reaction,
        "legs": " ".join(events.legs),
        "pdg": " ".join(map(str, events.pdg)),
        "weight unit": events.total.unit,
        "seed": str(events.seed),
    }
    parquet.write_table(pyarrow.table(columns).replace_schema_metadata(about), path)
