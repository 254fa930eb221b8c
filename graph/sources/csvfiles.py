"""A plan as a folder of CSV files, one for each sheet of the workbook.

A text that a spreadsheet could take for a formula is written with a leading apostrophe, which is taken away
again when it is read, so that every text comes back as it was.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from graph.errors import Fault, UnusableInput
from graph.sources.columns import Sheet
from graph.sources.files import replacing, writing
from graph.sources.grid import CellNote, Grid
from graph.sources.guards import LARGEST_FILE, existing, opening, read_bytes, unusable
from graph.sources.layout import REST_SHEET, SHEETS, columns_by_heading, sheets_by_name
from graph.sources.matching import KEY_HEADINGS, match
from graph.sources.rows import REST_HEADINGS, CellValue, RestTriple, Sheets, Table, Value
from ontology.concepts import folded

SUFFIXES = (".csv", ".tsv")
_DELIMITERS = ";,\t|"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\n]")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_UNCLOSED = "unexpected end of data"
_OURS = frozenset({*sheets_by_name(), folded(REST_SHEET)})
# What Excel leaves in the place of a value when it saves a sheet as CSV, in English and in Swedish.
_ERROR_VALUES = frozenset({
    "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#N/A", "#SPILL!", "#CALC!",
    "#REFERENS!", "#DIVISION/0!", "#VÄRDEFEL!", "#NAMN?", "#OGILTIGT!", "#SKÄRNING!", "#SAKNAS!", "#BERÄKNA!",
})  # fmt: skip


def read_csv_folder(path: Path) -> Sheets:
    """Read a folder of CSV files named after sheets. Raises UnusableInput with all faults of all files."""
    existing(path)
    files = csv_files(path)
    grids: list[Grid] = []
    faults: list[Fault] = []
    for file in files:
        try:
            grids.append(read_grid(file, sheets_by_name().get(folded(file.stem))))
        except UnusableInput as error:
            if folded(file.stem) in _OURS:
                faults.extend(error.faults)
    if not any(folded(file.stem) in sheets_by_name() for file in files):
        raise unusable("E14", path)
    if faults:
        raise UnusableInput(faults)
    return match(grids, path.name, typed=False)


def csv_files(folder: Path) -> list[Path]:
    """The CSV files of a folder, in the order of their names. Raises UnusableInput (E25)."""
    with opening(folder):
        return sorted(
            child for child in folder.iterdir() if child.suffix.lower() in SUFFIXES and child.is_file()
        )


def read_grid(file: Path, sheet: Sheet | None) -> Grid:
    """One CSV file as it stands; an empty one is an empty sheet. Raises UnusableInput: E05, E16, E25, E27."""
    text = _decoded(read_bytes(file, may_be_empty=True), file)
    separator = _SEPARATOR_LINE.match(text)
    if separator:
        text = text[separator.end() :]
    delimiter = separator[1] if separator else _delimiter(text, _headings(file, sheet))
    grid = Grid(file.name, sheet.name if sheet else unicodedata.normalize("NFC", file.stem))
    for number, record in enumerate(_records(text, delimiter, file), 1):
        grid.last_row = number
        cells: dict[int, CellValue] = {}
        for column, raw in enumerate(record, 1):
            if raw.strip() in _ERROR_VALUES:
                grid.notes.append(CellNote("L20", number, column, raw.strip()))
            elif raw:
                cells[column] = unescaped(raw)
        if cells:
            grid.rows[number] = cells
    return grid


def _headings(file: Path, sheet: Sheet | None) -> frozenset[str]:
    """The folded headings that the first line of a file may hold."""
    if sheet is None:
        return (
            frozenset(map(folded, REST_HEADINGS)) if folded(file.stem) == folded(REST_SHEET) else frozenset()
        )
    return frozenset((*columns_by_heading(sheet), *map(folded, KEY_HEADINGS)))


def _decoded(data: bytes, file: Path) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252. Raises UnusableInput (E16)."""
    encodings = [encoding for bom, encoding in _BOMS if data.startswith(bom)]
    if not encodings and b"\0" in data:
        encodings = ["utf-16-le" if data[1:2] == b"\0" else "utf-16-be"]
    for encoding in encodings or ["utf-8", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encodings and encodings != ["utf-8-sig"] and "\0" in text:
            continue
        return text
    raise unusable("E16", file)


def _delimiter(text: str, headings: frozenset[str]) -> str:
    """The delimiter that makes the most known headings of the first line; else the one there is most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def score(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        return sum(folded(cell) in headings for cell in cells), len(cells)

    return max(_DELIMITERS, key=score)


def _records(text: str, delimiter: str, file: Path) -> Iterable[list[str]]:
    """The records of a file. Raises UnusableInput (E27) with the line where a text begins that never ends."""
    csv.field_size_limit(LARGEST_FILE)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[list[str]] = []
    begun = 1
    try:
        for record in reader:
            found.append(record)
            begun = reader.line_num + 1
    except csv.Error as error:
        if _UNCLOSED in str(error):
            raise UnusableInput([Fault("E27", file.name, line=begun)]) from error
        # A quotation mark inside an unquoted text: read what spreadsheets read.
        return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return found


def escaped(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> escaped("=1+1"), escaped("'-"), escaped("a-b")
    ("'=1+1", "''-", 'a-b')
    """
    return f"'{text}" if _FORMULA.match(text) or text.lstrip("'") in _ERROR_VALUES else text


def unescaped(text: str) -> str:
    """The text that was escaped.

    >>> unescaped("'=1+1"), unescaped("'citat'")
    ('=1+1', "'citat'")
    """
    error = text.startswith("'") and text.lstrip("'") in _ERROR_VALUES
    return text[1:] if error or _ESCAPED.match(text) else text


def write_csv_folder(path: Path, tables: Mapping[str, Table], rest: Iterable[RestTriple] = ()) -> None:
    """Write a plan as a folder of CSV files: UTF-8 with a byte order mark, semicolons, decimal comma.

    `tables` holds rows by sheet name, each a mapping from heading to value. A sheet without rows gets no
    file unless a plan must have it, but one that is there already is emptied down to its headings: its old
    rows would else be read together with the new ones. Raises CannotWrite.
    """
    contents = {sheet.name: sheet_lines(sheet, tables.get(sheet.name, ())) for sheet in SHEETS}
    contents[REST_SHEET] = rest_lines(rest)
    with writing(path):
        path.mkdir(exist_ok=True)
        old = {folded(file.stem): file for file in path.iterdir() if file.suffix.lower() in SUFFIXES}
    required = {sheet.name for sheet in SHEETS if sheet.required}
    for name, lines in contents.items():
        stale = old.get(folded(name))
        if len(lines) > 1 or stale or name in required:
            _write(stale or path / f"{name}.csv", lines)


def rest_lines(rest: Iterable[RestTriple]) -> list[list[str]]:
    """The lines of the file of statements that no column can say, the heading line first."""
    return [list(REST_HEADINGS), *([escaped(text) for text in triple.texts] for triple in rest)]


def sheet_lines(sheet: Sheet, table: Table) -> list[list[str]]:
    """The lines of one file, the heading line first. Raises KeyError for a heading that the sheet has not."""
    if sheet.key_value:
        values = [(heading, value) for row in table for heading, value in row.items() if value is not None]
        return [
            list(KEY_HEADINGS[:2]),
            *([sheet.column(heading).heading, _cell(value)] for heading, value in values),
        ]
    headings = [column.heading for column in sheet.columns]
    lines = [headings]
    for row in table:
        for heading in row:
            sheet.column(heading)
        lines.append([_cell(row.get(heading)) for heading in headings])
    return lines


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case date():
            return value.isoformat()[:10]
        case int() | float() | Decimal():
            return (format(value, "f") if isinstance(value, Decimal) else f"{value:.15g}").replace(".", ",")
        case str():
            return escaped(value)


def csv_bytes(lines: Iterable[Sequence[str]]) -> bytes:
    """Lines as a file: UTF-8 with a byte order mark, which Excel needs, and semicolons."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=";").writerows(lines)
    return target.getvalue().encode("utf-8-sig")


def _write(file: Path, lines: Iterable[Sequence[str]]) -> None:
    with replacing(file) as temporary:
        temporary.write_bytes(csv_bytes(lines))
