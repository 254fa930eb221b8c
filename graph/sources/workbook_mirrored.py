"""A folder of CSV files as a workbook: every cell stays where it stood, so that its address holds in both."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import UnusableInput
from graph.sources.columns import Column, Kind
from graph.sources.csvfiles import csv_files, read_grid
from graph.sources.grid import Grid, column_letters
from graph.sources.layout import columns_by_heading, sheets_by_name
from graph.sources.rows import CellValue, Value
from graph.sources.values import as_date, as_decimal
from graph.sources.workbook_writing import HEADING, TEXT, new_workbook, put, refuse_long_text, save, style_for
from ontology.concepts import folded

_NUMBERS = {Kind.DECIMAL, Kind.INTEGER, Kind.YEAR}
_DAYS = {Kind.DATE, Kind.START, Kind.END}
_TITLE = re.compile(r"[^\[\]:*?/\\]{1,31}")  # what a sheet can be called
_VALUES = 2  # the column of a key/value sheet that its values stand in


def mirror_csv_folder(folder: Path, path: Path) -> None:
    """Write a folder of CSV files as a workbook, faults and all.

    What can be read as a number or a day where one is expected is stored as such; all else is stored as the
    text that it is. Raises UnusableInput and CannotWrite.
    """
    book = new_workbook(folder.name)
    for grid in _grids(folder):
        try:
            _write(book.create_sheet(grid.title), grid)
        except ValueError as error:
            raise refuse_long_text(path, error) from error
    save(book, path)


def _grids(folder: Path) -> Iterator[Grid]:
    """The files of a folder. One that is no part of the plan is left out where no workbook can hold it."""
    for file in csv_files(folder):
        sheet = sheets_by_name().get(folded(file.stem))
        try:
            grid = read_grid(file, sheet)
        except UnusableInput:
            if sheet is not None:
                raise
            continue
        if sheet is not None or _TITLE.fullmatch(grid.title):
            yield grid


def _write(page: Worksheet, grid: Grid) -> None:
    sheet = sheets_by_name().get(folded(grid.title))
    if sheet is not None and sheet.key_value:
        _write_key_values(page, grid, columns_by_heading(sheet))
    else:
        _write_table(page, grid, columns_by_heading(sheet) if sheet else {})
    for note in grid.notes:
        put(page, note.row, note.column, note.value, TEXT)


def _write_table(page: Worksheet, grid: Grid, known: Mapping[str, Column]) -> None:
    columns: dict[int, Column] = {}
    for number, row in sorted(grid.rows.items()):
        headings = {place: known[name] for place, text in row.items() if (name := folded(str(text))) in known}
        if headings and not columns:
            columns = headings
            for place, text in row.items():
                put(page, number, place, text, HEADING)
            page.freeze_panes = f"B{number + 1}"
            continue
        for place, value in row.items():
            _put_value(page, number, place, value, columns.get(place))
    for place, column in columns.items():
        page.column_dimensions[column_letters(place)].width = column.width


def _write_key_values(page: Worksheet, grid: Grid, known: Mapping[str, Column]) -> None:
    """A sheet with a heading in column A and its value in column B."""
    for number, row in grid.rows.items():
        column = known.get(folded(str(row.get(1, ""))))
        for place, value in row.items():
            _put_value(page, number, place, value, column if place == _VALUES else None)
    for letter, width in (("A", 42), ("B", 50)):
        page.column_dimensions[letter].width = width


def _put_value(page: Worksheet, row: int, place: int, value: CellValue, column: Column | None) -> None:
    """One cell, as a number or a day where its column holds such and the cell can be read so."""
    if column is None:
        put(page, row, place, value, TEXT)
    else:
        put(page, row, place, _value(column, value), style_for(column))


def _value(column: Column, raw: CellValue) -> Value:
    if column.kind in _NUMBERS:
        number = as_decimal(raw, typed=False).value
        return raw if number is None or "%" in str(raw) else number
    if column.kind in _DAYS:
        return as_date(raw, typed=False).value or raw
    return raw
