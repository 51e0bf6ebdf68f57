"""Finding a model: by name, as an object, in a Python file of the user's, or in a UFO folder."""

from __future__ import annotations

import ast
import sys
from contextlib import contextmanager
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from pkgutil import iter_modules
from traceback import extract_tb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import CodeType

    from amps.model import Model


def model_names() -> tuple[str, ...]:
    """Names of the models that come with the library."""
    import amps.models

    return tuple(sorted(info.name for info in iter_modules(amps.models.__path__)))


def model_summaries() -> Mapping[str, str]:
    """The first sentence of every shipped model's file; imports none of them."""
    import amps.models

    found = {}
    for name in model_names():
        source = (Path(amps.models.__path__[0]) / f"{name}.py").read_text(encoding="utf-8")
        text = ast.get_docstring(ast.parse(source)) or ""
        found[name] = " ".join(text.split("\n\n")[0].split()).rstrip(".:")
    return found


def resolve_model(model: str | Path | Model) -> Model:
    """The sound model of that name, in that .py file as MODEL, or in that UFO folder; a Model passes through.

    A .py file is run, like any script of the user's; a UFO folder is read without being run, as FOLDER-name with the
    card restrict_name.dat in it. Raises KeyError naming the closest models, ValueError for a file that is missing,
    fails (with the line) or holds no MODEL, and TermError naming the term, field or parameter at fault.
    """
    from processes.core.options import RESERVED

    found = find_model(model)
    if isinstance(model, str) and model in model_names():
        return found
    found.validate(powers_of_constants(), RESERVED)
    return found.in_real_couplings


def find_model(model: str | Path | Model) -> Model:
    """As `resolve_model`, without a check of the model itself."""
    from amps.model import Model

    if isinstance(model, Model):
        return model
    path, names = Path(model), model_names()
    if str(model) in names:
        found: Model = import_module(f"amps.models.{model}").MODEL
        return found
    if path.suffix == ".py":
        return _from_file(path)
    folder = _ufo_folder(path)
    if folder is not None:
        path, restriction = folder
        state = tuple((f.name, f.stat().st_size, f.stat().st_mtime_ns) for f in sorted(path.iterdir()))
        return _from_folder(path.resolve(), restriction, state)
    if path.is_file():
        raise ValueError(f"model file {path} must end in .py")
    kind = f"no folder {path} exists" if len(path.parts) > 1 else f"no model is called {str(model)!r}"
    file = path.with_name(path.name + ".py")
    close = [str(file)] if file.is_file() else get_close_matches(str(model), names, n=3, cutoff=0.4)
    hint = f"close ones: {', '.join(close)}" if close else "'amps model list' shows those that come with it"
    raise KeyError(f"{kind}; {hint}; a file of your own ends in .py")


def _ufo_folder(path: Path) -> tuple[Path, str | None] | None:
    """A UFO folder and its restriction: FOLDER-name takes restrict_name.dat, FOLDER-full none, FOLDER the default."""
    from amps.ufo.folder import is_ufo_folder

    if path.is_dir():
        return path, None
    stem, dash, name = path.name.rpartition("-")
    if not dash or not is_ufo_folder(path.with_name(stem or ".")):
        return None
    return path.with_name(stem), "" if name == "full" else f"restrict_{name}.dat"


@lru_cache(maxsize=16)
def _from_folder(path: Path, restriction: str | None, state: tuple[tuple[str, int, int], ...]) -> Model:
    """A UFO folder, read once as long as `state`, its files with sizes and times, stays the same."""
    from amps import ufo

    found: Model = ufo.read(path, restriction=restriction)
    return found


def powers_of_constants() -> Mapping[str, int]:
    """The power of GeV of every constant of nature that a model may use without declaring it."""
    from amps.model_parameters import ModelParameter
    from processes.core.constants import CONSTANTS

    return {name: ModelParameter(p.unit).power for name, p in CONSTANTS.items() if p.unit != "s"}


def _from_file(path: Path) -> Model:
    try:
        source = path.read_bytes()
    except FileNotFoundError:
        raise ValueError(f"model file {path} does not exist (looked in {Path.cwd()})") from None
    return _run(str(path.resolve()), source)


class _Uncached(SourceFileLoader):
    """Compiles the text at hand: a cache keyed by seconds would miss a quick edit."""

    def __init__(self, fullname: str, path: str, source: bytes) -> None:
        super().__init__(fullname, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        code: CodeType = self.source_to_code(self.source, self.path)
        return code


@cache
def _run(path: str, source: bytes) -> Model:
    """MODEL of a file that is run once for the same content."""
    from amps.model import Model

    name = Path(path).name
    loader = _Uncached(f"model_{Path(path).stem}", path, source)
    spec = spec_from_file_location(loader.name, path, loader=loader)
    if spec is None:
        raise ValueError(f"{path} is not a Python file")
    module = module_from_spec(spec)
    with _importable(Path(path).parent):
        try:
            loader.exec_module(module)
        except SyntaxError as error:
            raise ValueError(f"{Path(error.filename or path).name}, line {error.lineno}: {error.msg}") from error
        except SystemExit as error:
            raise ValueError(f"{name} ends the program (sys.exit) instead of defining MODEL") from error
        except Exception as error:
            raise ValueError(_failure(name, path, error, vars(module))) from error
    found = getattr(module, "MODEL", None)
    if isinstance(found, Model):
        return found
    held = [key for key, value in vars(module).items() if isinstance(value, Model)]
    hint = f"; it has a Model called {held[-1]}, rename it" if held else ""
    what = "defines no MODEL" if found is None else f"has a MODEL that is a {type(found).__name__}, not a Model"
    raise ValueError(f"{name} {what}; expected MODEL = Model(...) from amps.model{hint}")


def _failure(name: str, path: str, error: Exception, namespace: Mapping[str, object]) -> str:
    """Where a model file failed and why, with close names for one that is not defined."""
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == path]
    where = f"{name}, line {lines[-1]}" if lines else name
    reason = error.args[0] if isinstance(error, KeyError) and error.args else str(error)
    if isinstance(error, NameError) and error.name:
        close = get_close_matches(error.name, [n for n in namespace if not n.startswith("__")], n=3, cutoff=0.5)
        reason += f"; did you mean {', '.join(close)}?" if close else "; is an import missing?"
    if isinstance(error, TypeError) and "'Particle'" in reason:
        reason += "; a particle stands in a term as Field(particle)"
    if isinstance(error, ValueError | KeyError | NameError | ImportError):
        return f"{where}: {reason}"
    return f"{where}: {type(error).__name__}: {reason}"


@contextmanager
def _importable(folder: Path) -> Iterator[None]:
    """Lets a model file import its neighbours, as a script could; others may have neighbours of the same names."""
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            origin = getattr(sys.modules[name], "__file__", None)
            if origin is not None and Path(origin).is_relative_to(folder):
                del sys.modules[name]
