"""The `amps` command. Exit code 0: fine, 1: a check failed or nothing converged, 2: bad input, told in one line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

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
from processes.core.options import MissingParameters
from processes.numerics.errors import NotConverged

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_RESULT, BAD_INPUT, INTERRUPTED = 1, 2, 130

# typer bundles click or depends on it, according to its version: this is click's UsageError either way.
USAGE_ERROR: Any = typer.BadParameter.__mro__[1]

MANUAL = """From a Lagrangian to a rate: decay widths, cross sections and the amplitudes behind them.

ID is a process of the library (`amps list`) or any tree-level reaction in quotes together with --model, for example
`amps rate 'e- e+ > mu- mu+' --model qed --set sqrt_s=10.58`. Parameters are set by name, in GeV (`amps show ID` names
them); constants such as m_K can be set as well. Widths are printed in GeV, cross sections in pb; --unit converts.

Results go to stdout, with --json as one document; progress and errors go to stderr. Exit code 0: fine, 1: a check
failed or nothing converged, 2: bad input, told in one line. Colours appear on terminals only, never with NO_COLOR set.

First steps: `amps list`, `amps show k_to_mu_nu_v`, `amps rate k_to_mu_nu_v --set m_V=0.1 --set g_V=1e-3`, and
`amps COMMAND --help` for the options and an example of each command.
"""
COMMANDS: dict[str, dict[str, Any]] = {
    "Look up": {"list": list_processes, "show": show, "draw": draw, "derive": derive, "report": report, "cite": cite},
    "Compute": {"rate": rate, "distribution": distribution, "scan": scan, "export": export},
    "Verify": {"check": check, "claims": claims},
    "Look after": {"cache": cache},
}

app = typer.Typer(
    name="amps",
    help=MANUAL,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
for heading, commands in COMMANDS.items():
    for name, command in commands.items():
        app.command(name, rich_help_panel=heading)(command)
app.add_typer(model, rich_help_panel="Verify")


def _tell_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"dark-amps {version('dark-amps')}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="print the version and stop")
]


@app.callback()
def _options(
    version: Version = False,
) -> None:
    pass


def run() -> None:
    """Run the console script and exit with its code."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run `amps` with `arguments`; returns the exit code."""
    try:
        code = app(list(arguments) or ["--help"], prog_name="amps", standalone_mode=False)
    except USAGE_ERROR as error:
        where = error.ctx.command_path if error.ctx else "amps"
        return _fail(f"{error.format_message().rstrip('.')}; see '{where} --help'", BAD_INPUT)
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing to report, and the interpreter must not try to flush again.
        sys.stdout = None
        return 0
    except MissingParameters as error:
        example = " ".join(f"--set {name}=..." for name in error.names)
        return _fail(f"{error}: add {example}", BAD_INPUT)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return _fail(f"cannot open {error.filename}: {reason}" if error.filename else error, BAD_INPUT)
    except ValueError as error:
        return _fail(error, BAD_INPUT)
    except NotConverged as error:
        return _fail(error, NO_RESULT)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _fail(reason: object, code: int) -> int:
    typer.echo("amps: error: " + " ".join(str(reason).split()), err=True)
    return code
