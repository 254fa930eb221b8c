"""What every source with cells yields: rows with the cell that each value was read from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from graph.sources.columns import Sheet
from shapes.findings import Origin

CellValue = str | int | float | bool | date

# What a writer takes: rows as headings with values, None for an empty cell.
Value = CellValue | Decimal | None
Table = Sequence[Mapping[str, Value]]

# The headings of the sheet Övrigt, in their order.
REST_HEADINGS = ("Sak", "Egenskap", "Värde", "Typ", "Språk")


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One filled cell. A datetime has become a date; texts are stripped at both ends."""

    value: CellValue
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
    """One row of the sheet Övrigt: a triple that no column has room for.

    All are texts exactly as they stand in the cells. `type` is the datatype's IRI or a word of the
    writer's choice, "" where the cell is empty; `language` likewise.
    """

    subject: str
    predicate: str
    value: str
    type: str
    language: str
    origin: Origin

    @property
    def texts(self) -> tuple[str, str, str, str, str]:
        """The five cells of the row, in the order of REST_HEADINGS."""
        return self.subject, self.predicate, self.value, self.type, self.language


@dataclass(frozen=True, slots=True)
class Head:
    """Whose plan it is, from a source that has no municipality code or budget year to mint identifiers from.

    `base` is what all identifiers begin with; `plan` and `municipality` are the ends of theirs. `language`
    is the language of the texts as a tag, "" where the source does not say.
    """

    base: str
    plan: str
    municipality: str
    language: str


@dataclass(frozen=True, slots=True)
class Sheets:
    """All that a workbook or a folder of CSV sheets held: rows of known sheets, and remarks.

    `typed` is whether the source keeps numbers apart from texts: a workbook does, CSV does not, so
    that a number stored as text is worth a remark only where `typed` is true. `headings` tells where
    the columns stand: by the contract's sheet name and heading, the letters of the column, or in a
    key/value sheet the address of the value's cell. `head` is there where the sheet Kommun cannot say enough.
    `in_cells` is false for a source whose places are no cells of sheets, such as an XML file.
    """

    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]
    rest: tuple[RestTriple, ...] = ()
    typed: bool = True
    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    head: Head | None = None
    in_cells: bool = True
