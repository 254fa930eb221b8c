"""Files made for the tests of the sources: small workbooks and CSV folders, whole or spoilt in one way."""

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl

from graph.errors import UnusableInput
from graph.sources.rows import CellValue, Sheets, Table
from shapes.findings import LANGUAGES
from shapes.rules import reading_rule

Cells = Sequence[Sequence[object]]

KOMMUN: Cells = [["Namn", "Lindvik"], ["Kommunkod", "9999"], ["Budgetår", 2024]]
GOALS: Cells = [["Id", "Mål", "Organ"], ["KF-1", "Trygg uppväxt", "KF"]]
LEAST: Mapping[str, Cells] = {"Kommun": KOMMUN, "KF-mål": GOALS}

LEAST_TABLES: Mapping[str, Table] = {
    "Kommun": [{"Namn": "Lindvik", "Kommunkod": "9999", "Budgetår": 2024}],
    "KF-mål": [{"Id": "KF-1", "Mål": "Trygg uppväxt", "Organ": "KF", "Gäller från": date(2024, 1, 1)}],
}


def workbook(path: Path, sheets: Mapping[str, Cells] = LEAST) -> Path:
    """A workbook with these cells, as openpyxl makes it."""
    book = openpyxl.Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    book.save(path)
    return path


def patched(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The same workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert part in parts
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def in_sheet(path: Path, number: int, old: str, new: str) -> Path:
    """The same workbook with a text replaced in the XML of one sheet, counted from 1."""

    def change(xml: str) -> str:
        assert old in xml
        return xml.replace(old, new, 1)

    return patched(path, f"xl/worksheets/sheet{number}.xml", change)


def with_value(path: Path, number: int, cell: str, kind: str, value: str) -> Path:
    """The same workbook with a stored value in one formula's cell; `kind` is its type by the standard."""
    empty = re.compile(rf'<c r="{cell}"([^>]*?)(?: t="\w+")?([^>]*)>(<f>.*?</f>)<v\s*(?:/>|></v>)')

    def change(xml: str) -> str:
        changed, count = empty.subn(rf'<c r="{cell}"\1\2 t="{kind}">\3<v>{value}</v>', xml)
        assert count == 1
        return changed

    return patched(path, f"xl/worksheets/sheet{number}.xml", change)


def csv_folder(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder with these files; texts are written as UTF-8."""
    path.mkdir(exist_ok=True)
    for name, content in files.items():
        (path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def values(sheets: Sheets, name: str) -> list[dict[str, CellValue]]:
    """The rows of one sheet as mappings from heading to value."""
    return [
        {heading: cell.value for heading, cell in row.cells.items()}
        for row in sheets.rows
        if row.sheet.name == name
    ]


def remarks(sheets: Sheets) -> list[tuple[str, str, str]]:
    """The remarks as code, sheet and cell, each with a sentence in both languages."""
    for remark in sheets.remarks:
        rule = reading_rule(remark.code)
        for language in LANGUAGES:
            sentence = rule.message.filled(remark.values)[language]
            assert sentence
            assert "…" not in sentence
    return [(remark.code, remark.origin.sheet, remark.origin.cell) for remark in sheets.remarks]


def faults(error: UnusableInput) -> list[tuple[str, str | None, str | None]]:
    """The faults as code, sheet and cell, each with a sentence in both languages that leaves nothing open."""
    for language in LANGUAGES:
        sentences = error.sentences(language)
        assert len(sentences) == len(error.faults)
        assert all(sentence and "…" not in sentence for sentence in sentences)
    return [(fault.code, fault.sheet, fault.cell) for fault in error.faults]
