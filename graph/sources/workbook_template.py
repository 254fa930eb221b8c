"""Writing a plan as a workbook: the template that `new` gives, and what `convert` makes."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from graph.sources import values
from graph.sources.columns import Column, Kind, Sheet
from graph.sources.files import writing
from graph.sources.layout import README_SHEET, REST_SHEET, SHEETS
from graph.sources.matching import EXAMPLE_MARK, KEY_HEADINGS
from graph.sources.rows import REST_HEADINGS, RestTriple, Table, Value
from graph.sources.workbook_lists import Lists
from graph.sources.workbook_readme import write_readme
from graph.sources.workbook_writing import (
    DAY,
    DAY_FORMAT,
    EXAMPLE,
    HEADING,
    HINT,
    LONG,
    NEEDED,
    NUMBER,
    TEXT,
    new_workbook,
    put,
    refuse_long_text,
    save,
    set_up_page,
    style_for,
)
from ontology.namespaces import CC0

_TITLE = "Röda tråden: mål och uppföljning"
_AUTHOR = "Röda tråden"
_ROWS_WITH_LISTS = 1000
_SPARE_ROWS = 500
_NUMBER_FORMATS = {DAY: DAY_FORMAT, NUMBER: "General"}
_REST_WIDTHS = (60, 50, 60, 44, 10)


def new_template(path: Path, *, example: bool = False) -> None:
    """Write the empty template; with `example` every sheet has a row that shows how to fill it in.

    Example rows are marked in the column Id and are never read. Raises CannotWrite.
    """
    book = _workbook({"Kommun": [{"Licens": str(CC0)}]}, (), _TITLE, example=example)
    save(book, path)


def write_workbook(
    path: Path, tables: Mapping[str, Table], *, rest: Iterable[RestTriple] = (), title: str = _TITLE
) -> None:
    """Write a plan as a workbook of the template's form.

    `tables` holds rows by sheet name, each a mapping from heading to value; `rest` is what no column can say.
    Raises CannotWrite, and KeyError for a sheet or heading that the contract does not know.
    """
    with writing(path):
        try:
            book = _workbook(tables, tuple(rest), title, example=False)
        except ValueError as error:
            raise refuse_long_text(path, error) from error
    save(book, path)


def _workbook(
    tables: Mapping[str, Table], rest: Sequence[RestTriple], title: str, *, example: bool
) -> Workbook:
    unknown = tables.keys() - {sheet.name for sheet in SHEETS}
    if unknown:
        raise KeyError(*sorted(unknown))
    book = new_workbook(title)
    write_readme(book.create_sheet(README_SHEET), title)
    sheets = {sheet.name: book.create_sheet(sheet.name) for sheet in SHEETS}
    last_row = max(_ROWS_WITH_LISTS, max((len(table) for table in tables.values()), default=0) + _SPARE_ROWS)
    if rest:
        _write_rest(book.create_sheet(REST_SHEET), rest)
    lists = Lists(book, tables, last_row)
    for sheet in SHEETS:
        table = tables.get(sheet.name, ())
        if sheet.key_value:
            _write_key_values(sheets[sheet.name], sheet, table, lists)
        else:
            _write_table(sheets[sheet.name], sheet, table, lists, example=example)
    book.active = 0
    return book


def _write_table(page: Worksheet, sheet: Sheet, table: Table, lists: Lists, *, example: bool) -> None:
    """A sheet with a heading row and one thing in every row."""
    places = {column.heading: place for place, column in enumerate(sheet.columns, 1)}
    _write_headings(page, sheet.columns)
    for place, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].number_format = _NUMBER_FORMATS.get(style_for(column), "@")
        validation = lists.validation(sheet, column)
        if validation is not None:
            validation.add(f"{letter}2:{letter}{lists.last_row}")
            page.add_data_validation(validation)
    first = 2
    if example:
        for heading, value in _example_row(sheet).items():
            put(page, first, places[heading], value, EXAMPLE)
        first += 1
    styles = {column.heading: style_for(column) for column in sheet.columns}
    for number, row in enumerate(table, first):
        for heading, value in row.items():
            if value is not None:
                put(page, number, places[heading], value, styles[heading])
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{max(page.max_row, 2)}"
    set_up_page(page, "B2")


def _write_headings(page: Worksheet, columns: Sequence[Column]) -> None:
    page.row_dimensions[1].height = 32
    for place, column in enumerate(columns, 1):
        cell = _put_heading(page, 1, place, column)
        cell.comment = _note(_explanation(column))
        page.column_dimensions[get_column_letter(place)].width = max(column.width, len(column.heading) + 4)


def _put_heading(page: Worksheet, row: int, place: int, column: Column) -> Cell:
    """A heading, with a star and a colour of its own where the column or the value must be there."""
    if column.required or column.needed:
        return put(page, row, place, f"{column.heading} *", NEEDED)
    return put(page, row, place, column.heading, HEADING)


def _write_key_values(page: Worksheet, sheet: Sheet, table: Table, lists: Lists) -> None:
    """A sheet with a heading in column A, its value in column B and an explanation in column C."""
    for letter, width in (("A", 42), ("B", 50), ("C", 70)):
        page.column_dimensions[letter].width = width
    for place, heading in enumerate(KEY_HEADINGS, 1):
        put(page, 1, place, heading, HEADING)
    given: dict[str, Value] = {heading: value for row in table for heading, value in row.items()}
    for number, column in enumerate(sheet.columns, 2):
        _put_heading(page, number, 1, column)
        put(page, number, 2, given.pop(column.heading, None), _key_style(column))
        put(page, number, 3, _explanation(column), HINT)
        validation = lists.validation(sheet, column)
        if validation is not None:
            validation.add(f"B{number}")
            page.add_data_validation(validation)
    if given:
        raise KeyError(*sorted(given))
    set_up_page(page, "B2")


def _key_style(column: Column) -> str:
    return LONG if column.kind is Kind.TEXT else style_for(column)


def _write_rest(page: Worksheet, rest: Sequence[RestTriple]) -> None:
    """The sheet of statements that no column can say."""
    for place, (heading, width) in enumerate(zip(REST_HEADINGS, _REST_WIDTHS, strict=True), 1):
        put(page, 1, place, heading, HEADING)
        page.column_dimensions[get_column_letter(place)].width = width
    for number, triple in enumerate(rest, 2):
        for place, text in enumerate(triple.texts, 1):
            if text:
                put(page, number, place, text, TEXT)
    set_up_page(page, "A2")


def _explanation(column: Column) -> str:
    """A column's note, with an example and whether it must be filled in."""
    parts = [column.note]
    if column.example and "T.ex." not in column.note:
        parts.append(f"Exempel: {column.example}")
    if column.needed:
        parts.append("Måste fyllas i.")
    return "\n".join(part for part in parts if part)


def _note(text: str) -> Comment:
    note = Comment(text, _AUTHOR)
    note.width = 320
    note.height = 40 + 18 * (len(text) // 45 + text.count("\n"))
    return note


def _example_row(sheet: Sheet) -> dict[str, Value]:
    """The row that shows how a sheet is filled in, marked so that it is never read."""
    row: dict[str, Value] = {}
    for column in sheet.columns:
        if column.kind is Kind.ID:
            row[column.heading] = f"{EXAMPLE_MARK.capitalize()} {column.example}".strip()
        elif column.example:
            row[column.heading] = _example_value(column)
    return row


def _example_value(column: Column) -> Value:
    match column.kind:
        case Kind.DECIMAL:
            return values.as_decimal(column.example, typed=False).value
        case Kind.INTEGER | Kind.YEAR:
            return values.as_integer(column.example, typed=False).value
        case Kind.DATE:
            return values.as_date(column.example, typed=False).value
    return column.example
