"""The cells of one sheet, read in one pass over its XML without building a tree.

Only filled cells are kept, and long stretches of the file that hold no value are not even parsed, so that a
sheet with a million styled but empty rows costs little more than unpacking it.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from graph.sources.grid import CellNote, Grid, column_number
from graph.sources.rows import CellValue
from graph.sources.workbook_parts import Book, Look, SheetPart, chunks, feed, parser, unescaped

_WHOLE_NUMBER = re.compile(r"-?\d{1,15}")
_ROW = b"<row "
# What only a filled cell has: a value, an inline text, a formula.
_VALUE_MARKS = (b"<v", b"<is", b"<f")
LARGE_SHEET = 4 << 20
_LONGEST_ROW = 16 << 20
_TRUE = frozenset({"1", "true"})
# Day 60 is 29 February 1900, which Excel believes in; later days are counted from one day before the first.
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no time zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
_BELIEVED_LEAP_DAY = 60
_LAST_DAY = 2_958_465  # 9999-12-31
_LAST_DAY_1904 = 2_957_003


def read_grid(archive: zipfile.ZipFile, part: SheetPart, book: Book, file: str) -> Grid:
    """Read one sheet. Raises Damaged for XML that is broken."""
    grid = Grid(file, part.title, hidden=part.hidden)
    reader = _CellPass(grid, book)
    made = parser(reader.start, reader.end, reader.text)
    large = archive.getinfo(part.part).file_size > LARGE_SHEET
    with archive.open(part.part) as source:
        feed(made, filled(chunks(source)) if large else chunks(source))
    return grid


def filled(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces of a large sheet without those that hold nothing but empty rows; cuts fall between rows."""
    head, found, kept = next(pieces, b"").partition(_ROW)
    yield head
    kept = found + kept
    for piece in pieces if found else ():
        kept += piece
        cut = kept.rfind(_ROW)
        if cut > 0:
            rows, kept = kept[:cut], kept[cut:]
            if any(mark in rows for mark in _VALUE_MARKS):
                yield rows
        elif len(kept) > _LONGEST_ROW:
            yield kept
            break
    else:
        yield kept
    yield from pieces


class _CellPass:
    """What a parser calls while it goes over a sheet."""

    def __init__(self, grid: Grid, book: Book) -> None:
        self.grid = grid
        self.book = book
        self.row = 0
        self.column = 0
        self.row_hidden = False
        self.kind = ""
        self.style = 0
        self.formula = False
        self.collecting = False
        self.aid = False
        self.pieces: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if name == "c":
            self._start_cell(attributes)
        elif name in {"v", "t"}:
            self.collecting = not self.aid
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
            self.row_hidden = attributes.get("hidden") in _TRUE
            self.grid.last_row = max(self.grid.last_row, self.row)
        elif name == "rPh":
            self.aid = True
        elif name == "mergeCell":
            self.grid.merged.append(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self.grid.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def end(self, name: str) -> None:
        """An element ends."""
        if name in {"v", "t"}:
            self.collecting = False
        elif name == "rPh":
            self.aid = False
        elif name == "c":
            self._end_cell()

    def text(self, data: str) -> None:
        """Text between elements."""
        if self.collecting:
            self.pieces.append(data)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        self.column = column_number(reference.rstrip("0123456789")) if reference else self.column + 1
        self.kind = attributes.get("t", "n")
        self.style = int(attributes.get("s", "0"))
        self.formula = False
        self.pieces.clear()

    def _end_cell(self) -> None:
        raw = "".join(self.pieces)
        if not raw:
            # =IF(A2="";"";...) leaves an empty text; no value at all is another thing.
            if self.formula and self.kind != "str":
                self._note("L07")
            return
        value = self._value(raw)
        if value is None or value == "":
            return
        cells = self.grid.rows.get(self.row)
        if cells is None:
            cells = self.grid.rows[self.row] = {}
            if self.row_hidden:
                self.grid.hidden_rows.append(self.row)
        cells[self.column] = value

    def _note(self, code: str, value: str = "") -> None:
        self.grid.notes.append(CellNote(code, self.row, self.column, value))

    def _value(self, raw: str) -> CellValue | None:
        kind = self.kind
        if kind == "s":
            return self.book.texts[int(raw)]
        if kind in {"str", "inlineStr"}:
            return unescaped(raw)
        if kind == "b":
            return raw in _TRUE
        if kind == "e":
            self._note("L20", raw)
            return None
        if kind == "d":
            return _iso_day(raw)
        return self._number(raw)

    def _number(self, raw: str) -> CellValue:
        look = self.book.looks[self.style] if self.style < len(self.book.looks) else None
        number: int | float
        if _WHOLE_NUMBER.fullmatch(raw):
            number = int(raw)
        else:
            try:
                number = _rounded(float(raw))
            except (ValueError, OverflowError):
                return raw
        if look is None:
            return number
        if look is Look.PERCENT:
            shown = _rounded(number * 100)
            self._note("L29", f"{shown:.15g}".replace(".", ","))
            return shown
        return _moment(number, look, from_1904=self.book.from_1904)


def _rounded(number: float) -> int | float:
    """A number with the fifteen digits that Excel keeps and shows; a whole one as int."""
    kept = float(f"{number:.15g}")
    return int(kept) if kept.is_integer() and abs(kept) < 1e15 else kept


def _moment(number: float, look: Look, *, from_1904: bool) -> CellValue:
    """The day that a number shown as a date stands for, or the time of day as text."""
    if not 0 <= number <= _LAST_DAY:
        return number
    if look is Look.TIME and number < 1:
        minutes = round(number * 24 * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if from_1904:
        return (_EPOCH_1904 + timedelta(days=min(number, _LAST_DAY_1904))).date()
    return (_EPOCH + timedelta(days=number if number >= _BELIEVED_LEAP_DAY else number + 1)).date()


def _iso_day(raw: str) -> CellValue:
    """A date that is stored as text in the standard's own form."""
    try:
        return date.fromisoformat(raw[:10])
    except ValueError:
        return raw
