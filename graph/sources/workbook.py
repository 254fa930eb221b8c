"""Reading a plan from an Excel workbook.

openpyxl writes workbooks (see workbook_template and workbook_annotated); this reads the XML itself in one
pass, which is some five times faster, tells a formula without a value from an empty cell, and costs next to
nothing for the empty rows that a spreadsheet may claim to have.
"""

from pathlib import Path

from graph.sources.grid import Grid
from graph.sources.guards import open_zip, unusable
from graph.sources.matching import match
from graph.sources.rows import Sheets
from graph.sources.workbook_cells import read_grid
from graph.sources.workbook_parts import Damaged, read_book


def read_workbook(path: Path) -> Sheets:
    """Read a workbook's rows. Raises UnusableInput with every fault that makes the file useless."""
    return match(read_grids(path), path.name, typed=True)


def read_grids(path: Path) -> list[Grid]:
    """Every sheet of a workbook as it stands. Raises UnusableInput for no workbook, or an unsafe one."""
    with open_zip(path) as archive:
        try:
            book = read_book(archive)
            return [read_grid(archive, sheet, book, path.name) for sheet in book.sheets]
        except Damaged as error:
            raise unusable("E02", path) from error
