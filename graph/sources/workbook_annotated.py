"""The user's own workbook back, with every finding marked in its cell and all listed in the sheet Fel.

openpyxl rewrites the file. What it drops is put back where that can be done (see workbook_restored): the
values of formulas, dropdowns that refer to other sheets, data bars, icon sets and sparklines. Lost in the
copy are pictures (unless Pillow is installed), shapes, text boxes, slicers, form controls, threaded comments
and some kinds of charts; long stretches of empty rows lose their formatting. The user's own file is never
touched.
"""

import io
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET  # only for the name of its error

import openpyxl
from defusedxml.ElementTree import fromstring
from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import GradientFill, PatternFill
from openpyxl.styles.fills import Fill
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from graph.sources.files import cannot_write, replacing
from graph.sources.grid import Grid, column_letters, column_number
from graph.sources.layout import FINDINGS_SHEET
from graph.sources.workbook import read_grids
from graph.sources.workbook_restored import restored, without_empty_rows, would_be_lost
from graph.sources.workbook_writing import (
    HEADING,
    LINK,
    LONG,
    TEXT,
    add_styles,
    coded,
    link_to,
    put,
    repacked,
    set_up_page,
)
from ontology.concepts import folded
from shapes.findings import Finding, Language, Origin, Severity
from shapes.words import read_words

# Our part of a note begins with this line, so that it can be told from the user's own and taken away again.
_MARK = "— Röda tråden —"
_AUTHOR = "Röda tråden"
_COLOURS = {Severity.VIOLATION: "FFF8B4B4", Severity.WARNING: "FFFFE08A", Severity.INFO: "FFBFDDF5"}
_COLUMNS = (
    ("rule", 8), ("severity", 12), ("sheet", 18), ("cell", 8), ("label", 36), ("message", 60), ("remedy", 60),
    ("basis", 50), ("fill", 10),
)  # fmt: skip
_SHEET, _CELL, _FILL = 3, 4, 9
_MOST_IN_NOTE = 8
_LONGEST = 8000
_LINE = 15  # the height of one line, in points
_NOWHERE = Origin("", "", "")
_WITH_MACROS = (".xlsm", ".xltm")

Marks = Mapping[tuple[str, str], Sequence[Finding]]


def annotate_workbook(source: Path, target: Path, findings: Sequence[Finding], language: Language) -> None:
    """Write a copy of a workbook with findings marked in it. Raises UnusableInput and CannotWrite."""
    content = annotated(source, findings, language)
    with replacing(target) as temporary:
        temporary.write_bytes(content)


def annotated(source: Path, findings: Sequence[Finding], language: Language) -> bytes:
    """A copy of a workbook with findings marked in it.

    Each cell with findings is filled by the gravest and has a note that tells rule, fault and remedy; a note
    that is there already is kept above. The sheet Fel comes first and lists all findings. Marks of an earlier
    run are taken away. Raises UnusableInput, and CannotWrite (E20) for a workbook that cannot be rewritten.
    """
    lost = would_be_lost(source)
    try:
        book = _opened(source)
        _recode(book, read_grids(source))
        _clean(book)
        fills = _mark(book, _by_cell(findings), language)
        _list(book, findings, fills, language)
        packed = io.BytesIO()
        book.save(packed)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise cannot_write(source, "not-rewritable") from error
    names = {
        f"xl/worksheets/sheet{number}.xml": sheet.title for number, sheet in enumerate(book.worksheets, 1)
    }

    def mended(part: str, content: bytes) -> bytes:
        title = names.get(part, "")
        return restored(content, lost[title]) if title in lost else content

    return repacked(packed, mended)


def _opened(source: Path) -> Workbook:
    with warnings.catch_warnings():
        # openpyxl warns of what it drops; it is put back afterwards.
        warnings.simplefilter("ignore")
        with_macros = source.suffix.lower() in _WITH_MACROS
        book = openpyxl.load_workbook(without_empty_rows(source), rich_text=True, keep_vba=with_macros)
    book.template = False
    return book


def _recode(book: Workbook, grids: Iterable[Grid]) -> None:
    """Mend texts with signs that the standard codes (_x000D_): openpyxl reads some of the codes only."""
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for grid in grids:
        for row, cells in grid.rows.items():
            for column, value in cells.items():
                if isinstance(value, str) and grid.title in sheets and coded(value) != value:
                    cell = sheets[grid.title].cell(row, column)
                    if isinstance(cell, Cell) and cell.data_type == "s":
                        cell.value = coded(value)
                        cell.data_type = "s"


def _by_cell(findings: Iterable[Finding]) -> Marks:
    """The findings by sheet and cell, gravest first in each."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.origin is not None:
            found.setdefault((finding.origin.sheet, finding.origin.cell), []).append(finding)
    return {place: sorted(here, key=lambda finding: finding.severity.rank) for place, here in found.items()}


def _mark(book: Workbook, marks: Marks, language: Language) -> dict[tuple[str, str], str]:
    """Fill and comment the cells; the fills that they had before, by sheet and cell, where they had any."""
    before: dict[tuple[str, str], str] = {}
    by_name = {folded(sheet.title): sheet for sheet in book.worksheets}
    for (title, address), findings in marks.items():
        sheet = by_name.get(folded(title))
        cell = _cell_at(sheet, address) if sheet is not None else None
        if cell is None:
            continue
        if cell.fill.fill_type and not _is_ours(cell):
            before[title, address] = tostring(cell.fill.to_tree()).decode()
        cell.fill = PatternFill("solid", fgColor=_COLOURS[findings[0].severity])
        own = cell.comment.text.rstrip() if cell.comment else ""
        text = "\n\n".join([*([own] if own else []), _note(findings, language)])
        author = cell.comment.author if cell.comment else _AUTHOR
        cell.comment = _sized(Comment(text, author))
    return before


def _cell_at(sheet: Worksheet, address: str) -> Cell | None:
    """The cell itself, or the first of the merged cells that it belongs to; None for what is no address."""
    letters = address.rstrip("0123456789")
    number = address[len(letters) :]
    if not letters.isalpha() or not number:
        return None
    cell = sheet.cell(int(number), column_number(letters))
    if isinstance(cell, MergedCell):
        merged = next((area for area in sheet.merged_cells.ranges if cell.coordinate in area), None)
        first = sheet.cell(merged.min_row, merged.min_col) if merged else None
        return first if isinstance(first, Cell) else None
    return cell


def _note(findings: Sequence[Finding], language: Language) -> str:
    words = read_words("graph.sources")
    lines = [_MARK]
    for finding in findings[:_MOST_IN_NOTE]:
        grade = words[finding.severity.value][language]
        text = f"{finding.message[language]} {finding.remedy[language]}".strip()
        lines.append(f"{grade} {finding.rule}: {text}")
    if len(findings) > _MOST_IN_NOTE:
        lines.append(words["more"].filled({"n": str(len(findings) - _MOST_IN_NOTE)})[language])
    return "\n".join(lines)[:_LONGEST]


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column: only Excel itself sets the height of rows as it opens."""
    return sum(1 + int(len(line) * 1.15 / width) for line in text.split("\n"))


def _sized(note: Comment) -> Comment:
    """A note in a box that its text fits in."""
    note.width = 360
    note.height = 40 + 18 * sum(1 + len(line) // 50 for line in note.text.split("\n"))
    return note


def _clean(book: Workbook) -> None:
    """Take away the marks of an earlier run: our notes, our fills, and the sheet Fel."""
    fills: dict[tuple[str, str], str] = {}
    for sheet in list(book.worksheets):
        if folded(sheet.title) == folded(FINDINGS_SHEET):
            for row in sheet.iter_rows(min_row=2, max_col=_FILL, values_only=True):
                if len(row) == _FILL and row[_FILL - 1]:
                    fills[str(row[_SHEET - 1]), str(row[_CELL - 1])] = str(row[_FILL - 1])
            book.remove(sheet)
    for sheet in book.worksheets:
        # iter_rows would make a cell of every address up to the last one
        for cell in list(sheet._cells.values()):  # noqa: SLF001
            if isinstance(cell, Cell):
                _clean_cell(cell, fills.get((sheet.title, cell.coordinate)))


def _clean_cell(cell: Cell, own_fill: str | None) -> None:
    if cell.comment is None:
        return
    own, mark, _ = cell.comment.text.partition(_MARK)
    cell.comment = _sized(Comment(own.rstrip(), cell.comment.author)) if own.strip() else None
    if mark and _is_ours(cell):
        cell.fill = _fill_in(own_fill) if own_fill else PatternFill()


def _is_ours(cell: Cell) -> bool:
    """Whether a cell has one of our fills."""
    colour = getattr(cell.fill, "fgColor", None)
    return cell.fill.fill_type == "solid" and colour is not None and colour.rgb in _COLOURS.values()


def _fill_in(xml: str) -> PatternFill | GradientFill:
    """A fill as the sheet Fel remembers it; none where that text has been changed."""
    try:
        fill = Fill.from_tree(fromstring(xml))  # type: ignore[arg-type]
    except (ET.ParseError, TypeError, ValueError, KeyError):
        return PatternFill()
    return fill if isinstance(fill, PatternFill | GradientFill) else PatternFill()


def _list(
    book: Workbook, findings: Sequence[Finding], fills: Mapping[tuple[str, str], str], language: Language
) -> None:
    """The sheet Fel, first in the workbook."""
    words = read_words("graph.sources")
    add_styles(book)
    known = {folded(sheet.title): sheet.title for sheet in book.worksheets}
    page = book.create_sheet(FINDINGS_SHEET, 0)
    for place, (key, width) in enumerate(_COLUMNS, 1):
        put(page, 1, place, words[key][language], HEADING)
        page.column_dimensions[column_letters(place)].width = width
    page.column_dimensions[column_letters(_FILL)].hidden = True
    if not findings:
        put(page, 2, 1, words["nothing"][language], TEXT)
    for number, finding in enumerate(findings, 2):
        origin = finding.origin or _NOWHERE
        texts = (
            finding.rule, words[finding.severity.value][language], origin.sheet, origin.cell, finding.label,
            finding.message[language], finding.remedy[language], finding.basis[language],
            fills.get((origin.sheet, origin.cell), ""),
        )  # fmt: skip
        for column, text in enumerate(texts, 1):
            if text:
                put(page, number, column, text[:_LONGEST], TEXT if column <= _CELL else LONG)
        page.row_dimensions[number].height = _LINE * max(
            map(_lines, texts[:-1], (width for _, width in _COLUMNS))
        )
        page.cell(number, 2).fill = PatternFill("solid", fgColor=_COLOURS[finding.severity])
        if folded(origin.sheet) in known:
            link_to(put(page, number, _CELL, origin.cell, LINK), known[folded(origin.sheet)], origin.cell)
    set_up_page(page, "A2")
    page.auto_filter.ref = f"A1:H{max(page.max_row, 2)}"
    book.active = 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is page
