"""Sheets as they stand are matched with the contract: which row is what, which column which heading."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from graph.errors import Fault, UnusableInput
from graph.nearest import nearest, quoted
from graph.sources.columns import Column, Kind, Sheet
from graph.sources.grid import Grid, address, column_letters, spans
from graph.sources.layout import (
    FINDINGS_SHEET,
    README_SHEET,
    REST_SHEET,
    SHEETS,
    TEMPLATE_VERSION,
    columns_by_heading,
    sheets_by_name,
)
from graph.sources.rows import REST_HEADINGS, CellValue, Remark, RestTriple, Row, Sheets, SourceCell
from ontology.concepts import folded
from ontology.namespaces import ADMS
from shapes.findings import Origin

LISTS_SHEET = "Listor"
VERSION_HEADING = "Mallversion"
EXAMPLE_MARK = "exempel:"
KEY_HEADINGS = ("Uppgift", "Värde", "Förklaring")

# The heading row is the first; a title above it is put up with this far down.
_LAST_HEADING_ROW = 10
_MANY_EMPTY_ROWS = 1000
_LEAST_REST = 3
# "Publisering" is "Publicering" to nine letters of ten; "Publiceringsdatum" is a column of somebody's own.
_ALIKE = 0.85
_DRAFT = "utkast"


def match(grids: Iterable[Grid], file: str, *, typed: bool) -> Sheets:
    """Match all sheets of a source with the contract. Raises UnusableInput with every fault of the source."""
    return _Matching(file, typed=typed).match(list(grids))


@dataclass(slots=True)
class _Matching:
    """One run of `match`: what has been found so far."""

    file: str
    typed: bool
    rows: list[Row] = field(default_factory=list)
    rest: list[RestTriple] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    headings: dict[str, dict[str, str]] = field(default_factory=dict)

    def match(self, grids: Sequence[Grid]) -> Sheets:
        if not any(grid.rows or grid.notes for grid in grids):
            raise UnusableInput([Fault("E03", self.file)])
        known: dict[str, Grid] = {}
        unknown: list[Grid] = []
        for grid in grids:
            name = folded(grid.title)
            if name == folded(README_SHEET):
                self._version(grid)
            elif name == folded(REST_SHEET):
                self._rest(grid)
            elif name in sheets_by_name():
                if name in known:
                    self.faults.append(Fault("E26", grid.file, grid.title, values={"sheet": grid.title}))
                known.setdefault(name, grid)
            elif name not in {folded(FINDINGS_SHEET), folded(LISTS_SHEET)} and grid.rows:
                unknown.append(grid)
        self._missing_sheets(known, unknown)
        for name, grid in known.items():
            sheet = sheets_by_name()[name]
            self._oddities(grid)
            if sheet.key_value:
                self._key_value(sheet, grid)
            else:
                self._table(sheet, grid)
        if self.faults:
            raise UnusableInput(self.faults)
        return Sheets(tuple(self.rows), tuple(self.remarks), tuple(self.rest), self.typed, self.headings)

    def _remark(self, code: str, origin: Origin, label: str = "", **values: str) -> None:
        self.remarks.append(Remark(code, origin, label, values))

    def _fault(self, code: str, grid: Grid, cell: str | None = None, **values: str) -> None:
        self.faults.append(Fault(code, grid.file, grid.title, cell, values=values))

    def _missing_sheets(self, known: Mapping[str, Grid], unknown: Sequence[Grid]) -> None:
        """Say which needed sheets are not there, and which sheets are not in the contract."""
        missing = [sheet.name for sheet in SHEETS if folded(sheet.name) not in known]
        for sheet in SHEETS:
            if sheet.required and sheet.name in missing:
                like = nearest(sheet.name, (grid.title for grid in unknown))
                self.faults.append(
                    Fault("E06", self.file, values={"sheet": sheet.name, "nearest": quoted(like)})
                )
        for grid in unknown:
            like = nearest(grid.title, missing)
            self._remark("L11", grid.origin(1, 1), grid.title, sheet=grid.title, nearest=quoted(like))

    def _version(self, grid: Grid) -> None:
        """Refuse a template that is newer than the program."""
        for number, cells in grid.rows.items():
            version = cells.get(2)
            if folded(str(cells.get(1, ""))) == folded(VERSION_HEADING) and str(version).isdigit():
                if int(str(version)) > TEMPLATE_VERSION:
                    self._fault(
                        "E17", grid, address(number, 2), version=str(version), known=str(TEMPLATE_VERSION)
                    )
                return

    def _oddities(self, grid: Grid) -> None:
        """Remarks on merged, hidden and very many empty cells."""
        for merged in grid.merged:
            first = merged.partition(":")[0].replace("$", "")
            self._remark("L08", Origin(grid.file, grid.title, first), range=merged)
        if not grid.rows:
            return
        if grid.hidden:
            whole = f"A1:{address(max(grid.rows), max(grid.width, 1))}"
            self._remark("L09", grid.origin(1, 1), range=whole)
        for top, bottom in spans(grid.hidden_rows):
            self._remark("L09", grid.origin(top, 1), range=f"{top}:{bottom}")
        for left, right in grid.hidden_columns:
            if left <= grid.width:
                named = f"{column_letters(left)}:{column_letters(min(right, grid.width))}"
                self._remark("L09", grid.origin(1, left), range=named)
        filled = sorted(grid.rows)
        gaps = [
            (before + 1, after - before - 1)
            for before, after in zip(filled, [*filled[1:], max(grid.last_row, filled[-1]) + 1], strict=True)
        ]
        large = [(start, count) for start, count in gaps if count >= _MANY_EMPTY_ROWS]
        if large:
            self._remark("L25", grid.origin(large[0][0], 1), count=str(sum(count for _, count in large)))

    def _notes(
        self, grid: Grid, rows: Mapping[int, Row], columns: Iterable[int], passed: Iterable[int] = ()
    ) -> None:
        """Pass on what was odd about single cells, of columns that are read and rows not passed over."""
        read, skipped = set(columns), set(passed)
        for note in grid.notes:
            if note.column in read and note.row not in skipped:
                values = {"value": note.value} if note.value else {}
                self._remark(
                    note.code, grid.origin(note.row, note.column), _label(rows.get(note.row)), **values
                )

    def _key_value(self, sheet: Sheet, grid: Grid) -> None:
        """A sheet with a heading in column A and its value in column B describes one thing."""
        found: dict[str, SourceCell] = {}
        places = self.headings.setdefault(sheet.name, {})
        explained = False
        for number in sorted({*grid.rows, *(note.row for note in grid.notes)}):
            cells = grid.rows.get(number, {})
            heading = str(cells.get(1, "")).strip()
            if folded(heading) == folded(KEY_HEADINGS[0]):
                explained = folded(str(cells.get(3, ""))) == folded(KEY_HEADINGS[2])
                continue
            used = {1, 2 if heading else 1, 3 if explained else 1}
            outside = sorted(place for place in cells.keys() - used if str(cells[place]).strip())
            if outside:
                self._remark("L27", grid.origin(number, outside[0]))
            if heading:
                self._key(sheet, grid, number, heading, found)
        for needed in sheet.columns:
            if needed.needed and needed.heading not in found:
                self._fault("E15", grid, places.get(needed.heading), heading=needed.heading)
        for note in grid.notes:
            for each in sheet.columns:
                if each.property == ADMS.status and places.get(each.heading) == address(
                    note.row, note.column
                ):
                    _keep_inside(found, each, grid, note.row, note.column)
        row = Row(sheet, 1, found, grid.origin(1, 1))
        if found:
            self.rows.append(row)
        self._notes(grid, {}, (2,))

    def _key(self, sheet: Sheet, grid: Grid, number: int, heading: str, found: dict[str, SourceCell]) -> None:
        """One line of a key/value sheet."""
        places = self.headings[sheet.name]
        column = columns_by_heading(sheet).get(folded(heading))
        column = column or self._misspelt(sheet, grid.origin(number, 1), heading, places)
        if column is None:
            like = nearest(heading, (other.heading for other in sheet.columns if other.heading not in places))
            self._remark("L10", grid.origin(number, 1), heading, heading=heading, nearest=quoted(like))
        elif column.heading in places:
            self._remark("L28", grid.origin(number, 1), heading, heading=heading)
        else:
            places[column.heading] = address(number, 2)
            cell = _source_cell(grid, number, 2)
            if cell is not None:
                found[column.heading] = cell

    def _table(self, sheet: Sheet, grid: Grid) -> None:
        """A sheet with a heading row has one thing in every row below it; an empty one counts as absent."""
        if not grid.rows and not sheet.required:
            return
        top = _heading_row(grid, columns_by_heading(sheet))
        columns = self._columns(sheet, grid, top)
        missing = [column for column in sheet.columns if column.required and column not in columns.values()]
        unread = [
            str(grid.rows.get(top, {}).get(place, ""))
            for place in grid.rows.get(top, {})
            if place not in columns
        ]
        for column in missing:
            like = nearest(column.heading, unread)
            self._fault(
                "E07", grid, f"A{top}", sheet=sheet.name, heading=column.heading, nearest=quoted(like)
            )
        self.headings[sheet.name] = {
            column.heading: column_letters(place) for place, column in columns.items()
        }
        of_id = next((place for place, column in columns.items() if column.kind is Kind.ID), None)
        found: dict[int, Row] = {}
        passed = [
            number for number in grid.rows if number <= top or _is_example(grid.rows[number].get(of_id or 0))
        ]
        statuses = [place for place, column in columns.items() if column.property == ADMS.status]
        unread_status = {note.row: note.column for note in grid.notes if note.column in statuses}
        for number in sorted(grid.rows.keys() - passed):
            cells = {
                column.heading: cell
                for place, column in columns.items()
                if (cell := _source_cell(grid, number, place)) is not None
            }
            if cells:
                if number in unread_status:
                    _keep_inside(cells, columns[unread_status[number]], grid, number, unread_status[number])
                origin = grid.origin(number, of_id) if of_id else next(iter(cells.values())).origin
                found[number] = Row(sheet, number, cells, origin)
        self.rows.extend(found.values())
        self._notes(grid, found, columns, passed)
        self._outside(grid, top)

    def _columns(self, sheet: Sheet, grid: Grid, top: int) -> dict[int, Column]:
        """The columns that are read, by their place; remarks on the others."""
        by_heading = columns_by_heading(sheet)
        texts = {place: str(value).strip() for place, value in sorted(grid.rows.get(top, {}).items())}
        present = {by_heading[folded(text)].heading for text in texts.values() if folded(text) in by_heading}
        columns: dict[int, Column] = {}
        for place, text in texts.items():
            if not text:
                continue
            column = by_heading.get(folded(text))
            column = column or self._misspelt(sheet, grid.origin(top, place), text, present)
            if column is None:
                like = nearest(
                    text, (other.heading for other in sheet.columns if other.heading not in present)
                )
                self._remark("L10", grid.origin(top, place), text, heading=text, nearest=quoted(like))
            elif column in columns.values():
                self._remark("L28", grid.origin(top, place), text, heading=text)
            else:
                columns[place] = column
        return columns

    def _misspelt(self, sheet: Sheet, origin: Origin, text: str, present: Container[str]) -> Column | None:
        """The column that keeps drafts inside, where a heading is almost its own and no other one is."""
        for column in sheet.columns:
            alike = SequenceMatcher(None, folded(text), folded(column.heading)).ratio()
            if column.property == ADMS.status and column.heading not in present and alike > _ALIKE:
                self._remark("L37", origin, text, value=text, heading=column.heading)
                return column
        return None

    def _outside(self, grid: Grid, top: int) -> None:
        """Remark once on each column that has values but no heading, and on rows above the heading row."""
        headed = grid.rows.get(top, {})
        seen: set[int] = set()
        for number in sorted(grid.rows):
            if number < top:
                self._remark("L27", grid.origin(number, min(grid.rows[number])))
                continue
            for place, value in sorted(grid.rows[number].items()):
                if place not in headed and place not in seen and str(value).strip():
                    seen.add(place)
                    self._remark("L27", grid.origin(number, place))

    def _rest(self, grid: Grid) -> None:
        """The sheet of triples that no column has room for."""
        by_heading = {folded(heading): heading for heading in REST_HEADINGS}
        top = _heading_row(grid, by_heading)
        places: dict[str, int] = {}
        for place, value in sorted(grid.rows.get(top, {}).items()):
            heading = by_heading.get(folded(str(value)))
            if heading and heading not in places:
                places[heading] = place
            else:
                code = "L28" if heading else "L10"
                self._remark(code, grid.origin(top, place), str(value), heading=str(value), nearest="")
        if not grid.rows:
            return
        for heading in REST_HEADINGS[:_LEAST_REST]:
            if heading not in places:
                self._fault("E07", grid, f"A{top}", sheet=REST_SHEET, heading=heading, nearest="")
        for number in sorted(number for number in grid.rows if number > top):
            cells = grid.rows[number]
            subject, predicate, value, kind, language = (
                str(cells.get(places.get(heading, 0), "")) for heading in REST_HEADINGS
            )
            if subject.strip() or predicate.strip() or value.strip():
                origin = grid.origin(number, 1)
                self.rest.append(RestTriple(subject, predicate, value, kind, language, origin))


def _heading_row(grid: Grid, known: Mapping[str, object]) -> int:
    """The row among the first ten that has most known headings; the first row where none has any."""

    def count(number: int) -> int:
        return sum(folded(str(value)) in known for value in grid.rows.get(number, {}).values())

    return max(range(1, _LAST_HEADING_ROW + 1), key=lambda number: (count(number), -number))


def _source_cell(grid: Grid, row: int, column: int) -> SourceCell | None:
    """One filled cell, or None."""
    value: CellValue | None = grid.rows.get(row, {}).get(column)
    if isinstance(value, str):
        value = value.strip()
    return None if value is None or value == "" else SourceCell(value, grid.origin(row, column))


def _keep_inside(cells: dict[str, SourceCell], column: Column, grid: Grid, row: int, place: int) -> None:
    """Count as a draft what should say whether it is one, but holds an error or a formula without a value."""
    cells.setdefault(column.heading, SourceCell(_DRAFT, grid.origin(row, place)))


def _is_example(value: CellValue | None) -> bool:
    """Whether a row is the template's example: its id begins with the mark."""
    return isinstance(value, str) and value.strip().casefold().startswith(EXAMPLE_MARK)


def _label(row: Row | None) -> str:
    """What to call a row: its id, else nothing."""
    if row is None:
        return ""
    column = row.sheet.of_kind(Kind.ID)
    cell = row.cells.get(column.heading) if column else None
    return str(cell.value) if cell else ""
