"""Make each example's workbook and Turtle from its CSV sheets: `python examples/build.py`.

The folders are the truth. `lindvik-2024-brister` has none: it is Lindvik with the edits of `brister.csv`.
"""

import csv
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat

from graph.build import build
from graph.sources import values
from graph.sources.columns import Column, Kind, Sheet
from graph.sources.csvfiles import read_csv_folder
from graph.sources.layout import REST_SHEET, SHEETS
from graph.sources.rdfwriting import write_rdf
from graph.sources.rows import REST_HEADINGS, RestTriple, Table, Value
from graph.sources.workbook import read_workbook
from graph.sources.workbook_template import write_workbook
from shapes.findings import Origin

HERE = Path(__file__).parent
FOLDERS = ("vaggeryd-2020", "lindvik-2024")
FAULTY, SOUND = "lindvik-2024-brister", "lindvik-2024"
EDITS = "brister.csv"
REMOVE, ADD = "ta bort", "lägg till"

Rows = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Edit:
    """One line of `brister.csv`: what to change so that the plan breaks a rule.

    A line without column removes or adds the row; one with a column gives its cell a new value, or none.
    """

    rule: str
    sheet: str
    row: str
    column: str
    value: str


def read_folder(folder: Path) -> dict[str, Rows]:
    """The sheets of a folder as texts, by sheet name and heading."""
    found: dict[str, Rows] = {}
    for row in read_csv_folder(folder).rows:
        cells = {heading: values.as_text(cell.value) for heading, cell in row.cells.items()}
        found.setdefault(row.sheet.name, []).append(cells)
    return found


def read_edits(file: Path) -> tuple[Edit, ...]:
    """The lines of `brister.csv`."""
    with file.open(encoding="utf-8", newline="") as source:
        lines = csv.reader(source, delimiter=";")
        next(lines)
        return tuple(Edit(*line[:5]) for line in lines)


def with_edits(sheets: Mapping[str, Rows], edits: Iterable[Edit]) -> dict[str, Rows]:
    """The sheets with every edit made. Raises KeyError for a row or column that is not there."""
    edited = {name: [dict(row) for row in rows] for name, rows in sheets.items()}
    rest: dict[str, dict[str, str]] = {}
    for edit in edits:
        if edit.sheet == REST_SHEET:
            rest.setdefault(edit.row, {})[edit.column] = edit.value
            continue
        sheet = next(each for each in SHEETS if each.name == edit.sheet)
        rows = edited.setdefault(edit.sheet, [])
        if edit.column:
            _row(sheet, rows, edit.row)[sheet.column(edit.column).heading] = edit.value
        elif edit.value == REMOVE:
            rows.remove(_row(sheet, rows, edit.row))
        elif edit.value == ADD:
            rows.append({"Id": edit.row})
        else:
            raise KeyError(edit.value)
    return {**edited, REST_SHEET: list(rest.values())}


def _row(sheet: Sheet, rows: Rows, reference: str) -> dict[str, str]:
    for row in rows:
        natural = "-".join(row[heading] for heading in sheet.natural_key if row.get(heading))
        if sheet.key_value or (row.get("Id") or natural) == reference:
            return row
    raise KeyError(sheet.name, reference)


def write_example(name: str, sheets: Mapping[str, Rows], target: Path) -> None:
    """Write an example's workbook and Turtle into a folder."""
    tables: dict[str, Table] = {}
    for sheet in SHEETS:
        columns = {column.heading: column for column in sheet.columns}
        tables[sheet.name] = [
            {heading: typed(columns[heading], text) for heading, text in row.items() if text}
            for row in sheets.get(sheet.name, [])
        ]
    rest = [_statement(row) for row in sheets.get(REST_SHEET, [])]
    workbook = target / f"{name}.xlsx"
    write_workbook(workbook, tables, rest=rest, title=sheets["Kommun"][0]["Planens titel"])
    plan = build(read_workbook(workbook), workbook.name)
    write_rdf(plan.graph, target / f"{name}.ttl", RdfFormat.TURTLE)


def _statement(row: Mapping[str, str]) -> RestTriple:
    subject, predicate, value, kind, language = (row.get(heading, "") for heading in REST_HEADINGS)
    return RestTriple(subject, predicate, value, kind, language, Origin("", "", ""))


def typed(column: Column, text: str) -> Value:
    """What a workbook's cell holds: a number or a day where the column has such, else the text."""
    match column.kind:
        case Kind.DECIMAL:
            value: Value = values.as_decimal(text, typed=False).value
        case Kind.INTEGER | Kind.YEAR:
            value = values.as_integer(text, typed=False).value
        case Kind.DATE:
            value = values.as_date(text, typed=False).value
        case Kind.START | Kind.END:
            value = values.as_boundary(text, last=column.kind is Kind.END, typed=False).value
        case _:
            return text
    return text if value is None else value


def build_all(target: Path) -> None:
    """Write all examples into a folder."""
    for name in FOLDERS:
        write_example(name, read_folder(HERE / name), target)
    write_example(FAULTY, with_edits(read_folder(HERE / SOUND), read_edits(HERE / EDITS)), target)


if __name__ == "__main__":
    build_all(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
