"""A public plan as the workbook."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from graph.sources.workbook_template import write_workbook
from graph.tables import Tables


def workbook_files(tables: Tables, stem: str) -> Mapping[str, bytes]:
    """The workbook as one file. Raises CannotWrite (E20) for a text that is too long for a cell."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{stem}.xlsx"
        write_workbook(file, tables.sheets, rest=tables.rest)
        return {file.name: file.read_bytes()}
