"""The `amps` command. Exit code 0: fine, 1: a check failed or nothing converged, 2: bad input, told in one line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

from processes.cli.cache import cache
from processes.cli.check import check
from processes.cli.cite import cite
from processes.cli.claims import claims
from processes.cli.derive import derive
from processes.cli.distribution import distribution
from processes.cli.draw import draw
from processes.cli.export import export
from processes.cli.list import list_processes
from processes.cli.model import model
from processes.cli.rate import rate
from processes.cli.report import report
from processes.cli.scan import scan
from processes.cli.show import show
from processes.numerics.errors import NotConverged

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_RESULT, BAD_INPUT, INTERRUPTED = 1, 2, 130

# typer bundles click or depends on it, according to its version: this is click's UsageError either way.
USAGE_ERROR: Any = typer.BadParameter.__mro__[1]

app = typer.Typer(
    name="amps",
    help="From a Lagrangian to a rate: decay widths, cross sections and the amplitudes behind them.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
)
app.command("list")(list_processes)
app.command("show")(show)
app.command("derive")(derive)
app.command("draw")(draw)
app.command("rate")(rate)
app.command("distribution")(distribution)
app.command("scan")(scan)
app.command("export")(export)
app.command("check")(check)
app.command("claims")(claims)
app.command("report")(report)
app.command("cite")(cite)
app.command("cache")(cache)
app.add_typer(model)


def run() -> None:
    """Run the console script and exit with its code."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run `amps` with `arguments`; returns the exit code."""
    try:
        code = app(list(arguments) or ["--help"], prog_name="amps", standalone_mode=False)
    except USAGE_ERROR as error:
        return _fail(f"{error.format_message().rstrip('.')}; see 'amps --help'", BAD_INPUT)
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing to report, and the interpreter must not try to flush again.
        sys.stdout = None
        return 0
    except (ValueError, OSError) as error:
        return _fail(error, BAD_INPUT)
    except NotConverged as error:
        return _fail(error, NO_RESULT)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _fail(reason: object, code: int) -> int:
    typer.echo("amps: error: " + " ".join(str(reason).split()), err=True)
    return code
