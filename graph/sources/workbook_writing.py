"""How values and styles are put into a workbook, and how the same plan is saved as the same bytes."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from graph.sources.columns import Column, Kind
from graph.sources.files import cannot_write, replacing
from graph.sources.rows import Value

LONGEST_TEXT = 32_767
DAY_FORMAT = "yyyy-mm-dd"

# Text that a spreadsheet could take for a formula: Excel marks such cells as texts with a leading apostrophe.
_FORMULA = re.compile(r"[=+\-@]")
# What the standard writes as _x000D_: signs that XML cannot hold or would change, and what looks like that.
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_SAFE_DAY = date(1900, 3, 1)  # before this Excel's own days are off by one, or not there at all
_EXACT_DIGITS = 15
_LONG = 40
_MADE = datetime(2024, 1, 1)  # noqa: DTZ001 - a workbook's properties have no time zone
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

HEADING, NEEDED, TEXT, LONG, DAY, NUMBER, EXAMPLE, TITLE, HINT, LINK = (
    f"Röda tråden {name}"
    for name in (
        "rubrik", "obligatorisk", "text", "lång text", "datum", "tal", "exempel", "titel", "förklaring",
        "länk",
    )
)  # fmt: skip

_THIN = Side(style="thin", color="FFBFBFBF")
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def _styles() -> list[NamedStyle]:
    white = Font(name="Calibri", size=11, bold=True, color="FFFFFFFF")
    plain = Font(name="Calibri", size=11)
    head = Alignment(vertical="center", wrap_text=True)
    under = Border(bottom=_THIN)
    return [
        NamedStyle(HEADING, font=white, fill=PatternFill("solid", "FF1F4E79"), alignment=head, border=under),
        NamedStyle(NEEDED, font=white, fill=PatternFill("solid", "FF8A1538"), alignment=head, border=under),
        NamedStyle(TEXT, font=plain, alignment=_TOP, number_format="@"),
        NamedStyle(LONG, font=plain, alignment=_WRAPPED, number_format="@"),
        NamedStyle(DAY, font=plain, alignment=_TOP, number_format=DAY_FORMAT),
        NamedStyle(NUMBER, font=plain, alignment=_TOP, number_format="General"),
        NamedStyle(
            EXAMPLE, font=Font(name="Calibri", size=11, italic=True, color="FF595959"), alignment=_WRAPPED
        ),
        NamedStyle(TITLE, font=Font(name="Calibri", size=18, bold=True, color="FF1F4E79"), alignment=_TOP),
        NamedStyle(HINT, font=Font(name="Calibri", size=11, color="FF595959"), alignment=_WRAPPED),
        NamedStyle(
            LINK, font=Font(name="Calibri", size=11, color="FF0563C1", underline="single"), alignment=_TOP
        ),
    ]


def new_workbook(title: str) -> Workbook:
    """An empty workbook in Swedish with the project's styles and no sheet."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    add_styles(book)
    book.properties.title = coded(title)
    book.properties.creator = "Röda tråden"
    book.properties.language = "sv-SE"
    book.properties.created = book.properties.modified = _MADE
    return book


def add_styles(book: Workbook) -> None:
    """Give a workbook those of the project's styles that it lacks."""
    for style in _styles():
        if style.name not in book.named_styles:
            style.protection = Protection(locked=False)
            book.add_named_style(style)


def style_for(column: Column) -> str:
    """The style of a column's cells: dates, numbers, and all else as text so that 3.4 is no date."""
    match column.kind:
        case Kind.DATE | Kind.START | Kind.END:
            return DAY
        case Kind.DECIMAL | Kind.INTEGER | Kind.YEAR:
            return NUMBER
    return LONG if column.width >= _LONG else TEXT


def put(page: Worksheet, row: int, column: int, value: Value, style: str) -> Cell:
    """Put one value into a cell and give the cell.

    A text is always stored as a text, and so are numbers and days that Excel would change. Raises ValueError
    for a text that is too long for a cell, and for a cell inside a merged one.
    """
    cell = page.cell(row, column)
    if not isinstance(cell, Cell):
        raise ValueError(f"{cell.coordinate} is merged")  # noqa: TRY004 - the sheet's fault, not the caller's
    cell.style = style
    stored = _stored(value)
    if isinstance(stored, str):
        text = coded(stored)
        if len(text) > LONGEST_TEXT:
            raise ValueError(f"{cell.coordinate}: {len(text)}")
        cell.value = text
        cell.data_type = "s"
        if _FORMULA.match(text):
            cell.quotePrefix = True
    else:
        cell.value = stored
    return cell


def _stored(value: Value) -> str | int | float | date | None:
    match value:
        case bool():
            return "ja" if value else "nej"
        case Decimal():
            number = float(value)
            if Decimal(f"{number:.{_EXACT_DIGITS}g}") != value:
                return format(value, "f").replace(".", ",")
            return int(value) if value == value.to_integral_value() else number
        case float():
            return float(f"{value:.{_EXACT_DIGITS}g}")
        case int():
            return value if abs(value) < 10**_EXACT_DIGITS else str(value)
        case datetime():
            return _stored(value.date())
        case date():
            return value if value >= _FIRST_SAFE_DAY else value.isoformat()
    return value


def link_to(cell: Cell, title: str, address: str) -> None:
    """Make a cell lead to a cell of another sheet."""
    quoted = title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{address}")
    cell.style = LINK


def coded(text: str) -> str:
    r"""A text as the standard stores it, so that every sign comes back.

    >>> coded("rad 1\r\nrad 2")
    'rad 1_x000D_\nrad 2'
    """
    return _CODED.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)


def save(book: Workbook, path: Path) -> None:
    """Save a workbook whole or not at all, with the same bytes for the same content. Raises CannotWrite."""
    packed = io.BytesIO()
    book.save(packed)
    content = repacked(packed)
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def repacked(packed: io.BytesIO, mend: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    """A saved workbook with fixed times in place of the present one; `mend` may change a part by its name."""
    unpacked = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(unpacked, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = mend(part.filename, source.read(part))
            if part.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + _MADE.isoformat().encode() + b"Z", content)
            target.writestr(zipfile.ZipInfo(part.filename, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return unpacked.getvalue()


def refuse_long_text(path: Path, error: ValueError) -> Exception:
    """The error for a text that no cell can hold."""
    problem = cannot_write(path, "long-text")
    problem.add_note(str(error))
    return problem


def set_up_page(page: Worksheet, frozen: str) -> None:
    """Freeze the heading row; print on A4 across, as wide as the page, with headings on every page."""
    page.freeze_panes = frozen
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    page.oddFooter = HeaderFooterItem()
    page.oddFooter.left.text = "&A"
    page.oddFooter.right.text = "&P (&N)"
