"""Parameters by name, which print as a list with units and meanings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from processes.core.constants import Parameter


class ParameterTable(Mapping[str, "Parameter"]):
    """A read-only mapping from names to parameters."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self._parameters = dict(parameters)

    def __getitem__(self, name: str) -> Parameter:
        return self._parameters[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parameters)

    def __len__(self) -> int:
        return len(self._parameters)

    def __repr__(self) -> str:
        rows = list(self.rows())
        if not rows:
            return "no parameters"
        widths = [max(len(row[k]) for row in rows) for k in (0, 2, 3)]
        return "\n".join(
            f"{name:<{widths[0]}}  [{unit}]{'':<{widths[1] - len(unit)}}  {default:<{widths[2]}}  {meaning}"
            for name, _, unit, default, meaning in rows
        )

    def _repr_html_(self) -> str:
        from amps.html import html_table

        return html_table(("name", "symbol", "unit", "default", "meaning"), self.rows())

    def rows(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Name, symbol, unit, default and meaning of each."""
        for name, p in self.items():
            yield name, f"${p.latex}$" if p.latex else name, p.unit, _default(p), p.meaning


def _default(parameter: Parameter) -> str:
    value: Any = parameter.default
    if value is None:
        return "derived" if parameter.derive else "required"
    return f"{value:.8g}" if isinstance(value, float) else str(value)
