"""Finding a model: by name, as an object, or in a Python file of the user's."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module, util
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amps.model import Model


def model_names() -> tuple[str, ...]:
    """Names of the models that come with the library."""
    import amps.models

    return tuple(sorted(info.name for info in iter_modules(amps.models.__path__)))


def resolve_model(model: str | Path | Model) -> Model:
    """The model of that name, or in that .py file as MODEL; a Model passes through.

    Raises KeyError naming the closest models, ValueError for a file without MODEL.
    """
    from amps.model import Model

    if isinstance(model, Model):
        model.validate()
        return model
    path = Path(model)
    if path.suffix == ".py":
        return _from_file(path)
    names = model_names()
    if str(model) not in names:
        close = get_close_matches(str(model), names, n=3, cutoff=0.4) or names
        hint = "there are" if close is names else "close ones"
        raise KeyError(f"no model is called {str(model)!r}; {hint}: {', '.join(close)}")
    found: Model = import_module(f"amps.models.{model}").MODEL
    return found


def _from_file(path: Path) -> Model:
    from amps.model import Model

    if not path.is_file():
        raise ValueError(f"model file {path} does not exist")
    spec = util.spec_from_file_location(f"model_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ValueError(f"{path} is not a Python file")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = getattr(module, "MODEL", None)
    if not isinstance(found, Model):
        raise ValueError(f"{path} defines no MODEL = Model(...)")
    found.validate()
    return found
