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
class RestTriple:
    """One line of the sheet Övrigt: a statement that no other column can hold.

    `kind` is "iri" for an object that is an IRI, else the datatype's IRI, or "" for plain text.
    """

    subject: str
    property: str
    value: str
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class Sheets:
    """All that a workbook or a folder of CSV sheets held: rows of known sheets, and remarks.

    `headings` tells where a column stands, sheet name -> heading -> column letter (for a key/value sheet
    the address of the value's cell), so that a finding can point at a cell that is empty.
    `typed` is false where every value is text (CSV), so that a number as text is no fault.
    """

    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]
    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rest: tuple[RestTriple, ...] = ()
    typed: bool = True
