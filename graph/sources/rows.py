"""What every source with cells yields: rows with the cell that each value was read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.sources.columns import Sheet
from shapes.findings import Origin


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One filled cell. A datetime at midnight has become a date; texts are stripped at both ends."""

    value: str | int | float | bool | date
    origin: Origin


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its filled cells by the contract's own heading. A key/value sheet is one row."""

    sheet: Sheet
    number: int
    cells: Mapping[str, SourceCell]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the reading that the user should know: a reading rule's code, where, and its values."""

    code: str
    origin: Origin
    label: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheets:
    """All that a workbook or a folder of CSV sheets held: rows of known sheets, and remarks."""

    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]
