"""Computing the points of a scan: here, in worker processes, or on a Dask cluster, with the same digits."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from processes.output.recipe import Recipe, rebuild, recipe_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from processes.core.estimate import Estimate
    from processes.core.process import Process
    from processes.numerics.maps import Maps

    Row = dict[str, Any]
    Work = Mapping[int, tuple[Mapping[str, float]] | tuple[Mapping[str, float], Maps]]

RESULTS = ("value", "error", "unit", "method", "converged", "chi2_dof", "Q", "n_evaluations", "n_bad", "warnings")
"""Columns of a point after its parameters; none depends on the time or place it was computed at."""

FAILED = "failed"
"""In place of the method of a point at which there is no rate."""

DASK_TIMEOUT = 30


def compute_point(
    process: Process, fixed: Mapping[str, Any], varied: Mapping[str, float], maps: Maps | None = None
) -> Row:
    """One row of a scan; where there is no rate a row of NaN, and where no point passes the cuts 0, that say so.

    VEGAS starts from the `maps`; where they are empty, the row holds under "maps" those that it ends with.
    """
    from processes.core.cuts import EMPTY
    from processes.numerics.errors import NotConverged

    unit = fixed.get("unit") or ("GeV" if process.quantity == "width" else "pb")
    nothing = {**dict.fromkeys(RESULTS), "unit": unit, "method": "vegas", "n_evaluations": 0, "n_bad": 0}
    try:
        found = process.rate(**fixed, **varied) if maps is None else _rate_from(process, {**fixed, **varied}, maps)
    except NotConverged as error:
        return nothing | {"value": math.nan, "error": math.nan, "converged": False, "warnings": str(error)}
    except ValueError as error:
        if str(error).startswith(EMPTY):
            return nothing | {"value": 0.0, "error": 0.0, "converged": True, "warnings": EMPTY}
        return nothing | _failure(str(error))
    if isinstance(found.value, complex):
        return nothing | _failure(f"{found.quantity} is complex; a table of a scan holds real numbers")
    row = {name: getattr(found, name) for name in RESULTS} | {"warnings": "; ".join(found.warnings)}
    return row | {"maps": maps.found} if maps is not None and maps.start is None and maps.found else row


def _rate_from(process: Process, given: Mapping[str, Any], maps: Maps) -> Estimate:
    from processes.core.rate import compute_rate

    return compute_rate(*process.read(given), maps)


def _failure(reason: str) -> Row:
    return {"value": math.nan, "error": math.nan, "converged": False, "method": FAILED, "warnings": reason}


def place(varied: Mapping[str, float]) -> str:
    """The point in words, for an error about it."""
    return f" (at {', '.join(f'{name} = {value:.6g}' for name, value in varied.items())})"


def compute_points(
    process: Process,
    fixed: Mapping[str, Any],
    work: Work,
    after: Callable[[int, Row], Work] | None = None,
    *,
    workers: int = 1,
    dask: str | None = None,
) -> Iterator[tuple[int, Row]]:
    """Rows with the numbers of their points, as they are finished; `after` gives the work that a row makes possible.

    Raises ValueError for a process that cannot be sent to workers, ConnectionError if no Dask scheduler answers at
    `dask` and ChildProcessError if a worker process dies.
    """
    follow = after or (lambda number, row: {})
    if not work:
        return
    if dask is not None:
        yield from _on_dask(recipe_of(process), dict(fixed), work, follow, dask)
    elif workers > 1 and (len(work) > 1 or after):
        yield from _in_processes(recipe_of(process), dict(fixed), work, follow, workers)
    else:
        left = dict(work)
        while left:
            number = next(iter(left))
            row = compute_point(process, fixed, *left.pop(number))
            left.update(follow(number, row))
            yield number, row


def _remote_point(recipe: Recipe, fixed: dict[str, Any], *task: Any) -> Row:
    return compute_point(rebuild(recipe), fixed, *task)


def _in_processes(
    recipe: Recipe, fixed: dict[str, Any], work: Work, follow: Callable[[int, Row], Work], workers: int
) -> Iterator[tuple[int, Row]]:
    import multiprocessing
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from queue import SimpleQueue

    # spawn, not fork: a copy of a process with running threads (Numba, BLAS) may deadlock
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_follow_parent)
    numbers: dict[Future[Row], int] = {}
    finished: SimpleQueue[Future[Row]] = SimpleQueue()

    def submit(more: Work) -> None:
        for number, task in more.items():
            future = executor.submit(_remote_point, recipe, fixed, *task)
            numbers[future] = number
            future.add_done_callback(finished.put)

    try:
        submit(work)
        while numbers:
            future = finished.get()
            number, row = numbers.pop(future), future.result()
            submit(follow(number, row))
            yield number, row
    except BrokenProcessPool as error:
        raise ChildProcessError(
            "a worker process of the scan died; if the scan is started from a script, put it under "
            "if __name__ == '__main__': (the workers import the script), else use workers=1 to see what happens"
        ) from error
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _follow_parent() -> None:
    """Leave Ctrl-C to the parent, and end when it ends: a killed scan must leave no idle workers behind."""
    import multiprocessing
    import os
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _on_dask(
    recipe: Recipe, fixed: dict[str, Any], work: Work, follow: Callable[[int, Row], Work], address: str
) -> Iterator[tuple[int, Row]]:
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise ValueError("a scan on a Dask cluster needs: pip install 'dark-amps[dask]'") from error
    try:
        client = Client(address, timeout=DASK_TIMEOUT, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise ConnectionError(f"no Dask scheduler answers at {address}: {error}") from error
    with client:
        numbers: dict[Any, int] = {}

        def submit(more: Work) -> list[Any]:
            new = {client.submit(_remote_point, recipe, fixed, *task, pure=False): k for k, task in more.items()}
            numbers.update(new)
            return list(new)

        pending = as_completed(submit(work), loop=client.loop)
        for future in pending:
            number, row = numbers.pop(future), future.result()
            pending.update(submit(follow(number, row)))
            yield number, row
