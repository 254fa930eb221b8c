"""What openpyxl loses when it rewrites a workbook, put back: values of formulas, and newer parts of sheets.

A formula without its value would be a fault the next time the workbook is read. The newer parts are dropdowns
that refer to other sheets, data bars and icon sets, and sparklines; all of them stand in one element at the
end of a sheet.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from graph.sources.guards import open_zip
from graph.sources.workbook_cells import LARGE_SHEET, filled
from graph.sources.workbook_parts import chunks, feed, parser, read_book

# Dropdowns, conditional formats and sparklines: each complete in itself, without links to other parts.
_KEPT = (
    b"{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}",
    b"{78C0D931-6437-407d-A8EE-F0AAD7539E65}",
    b"{05C60535-1F16-4fd2-B693-F4F36F0B64E0}",
)
_EXTENSION = re.compile(rb"<ext\b[^>]*>.*?</ext>", re.DOTALL)
_ROOT = re.compile(rb"<worksheet\b[^>]*>")
_NAMESPACE = re.compile(rb'\sxmlns:(\w+)="[^"]*"')
_FORMULA_CELL = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f\b[^>]*/>|<f\b.*?</f>)<v\s*(?:/>|></v>)</c>', re.DOTALL
)
_END = b"</worksheet>"


@dataclass(frozen=True, slots=True)
class Lost:
    """What one sheet would lose: the type and value of each formula by cell, and its newer parts."""

    values: Mapping[str, tuple[str, str]]
    extensions: bytes


def would_be_lost(source: Path) -> dict[str, Lost]:
    """What every sheet of a workbook would lose, by its name. Raises UnusableInput."""
    with open_zip(source) as archive:
        return {
            sheet.title: Lost(_formula_values(archive, sheet.part), _extensions(archive.read(sheet.part)))
            for sheet in read_book(archive).sheets
        }


def _formula_values(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    cell = kind = ""
    formula = inside = False
    pieces: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal cell, kind, formula, inside
        if name == "c":
            cell, kind, formula = attributes.get("r", ""), attributes.get("t", ""), False
            pieces.clear()
        elif name == "f":
            formula = True
        inside = name == "v"

    def end(name: str) -> None:
        nonlocal inside
        inside = False
        if name == "c" and formula and (pieces or kind == "str"):
            found[cell] = (kind, "".join(pieces))

    def text(data: str) -> None:
        if inside:
            pieces.append(data)

    with archive.open(part) as source:
        feed(parser(start, end, text), chunks(source))
    return found


def _extensions(sheet: bytes) -> bytes:
    """The newer parts of a sheet that can be kept, each with the prefixes that it needs."""
    root = _ROOT.search(sheet)
    declared = {match[1]: match[0] for match in _NAMESPACE.finditer(root[0])} if root else {}
    kept: list[bytes] = []
    for match in _EXTENSION.finditer(sheet):
        extension = match[0]
        opening = extension[: extension.index(b">")]
        if not any(uri.lower() in opening.lower() for uri in _KEPT):
            continue
        lacking = [
            declaration
            for prefix, declaration in sorted(declared.items())
            if b"<" + prefix + b":" in extension and declaration.strip() not in opening
        ]
        kept.append(opening + b"".join(lacking) + extension[len(opening) :])
    return b"".join(kept)


def without_empty_rows(source: Path) -> io.BytesIO:
    """A copy of a workbook without its long stretches of empty rows, which openpyxl would keep in memory."""
    copy = io.BytesIO()
    with open_zip(source) as archive, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as target:
        for part in archive.infolist():
            with archive.open(part) as content, target.open(part.filename, "w", force_zip64=True) as kept:
                large = "/worksheets/" in part.filename.casefold() and part.file_size > LARGE_SHEET
                kept.writelines(filled(chunks(content)) if large else chunks(content))
    copy.seek(0)
    return copy


def restored(part: bytes, lost: Lost) -> bytes:
    """A sheet as openpyxl wrote it, with what was lost put back."""

    def with_value(match: re.Match[bytes]) -> bytes:
        address, attributes, formula = match.groups()
        value = lost.values.get(address.decode())
        if value is None:
            return match[0]
        kind = f" t={quoteattr(value[0])}".encode() if value[0] and value[0] != "n" else b""
        return b'<c r="%s"%s%s>%s<v>%s</v></c>' % (
            address,
            attributes,
            kind,
            formula,
            escape(value[1]).encode(),
        )

    if lost.values:
        part = _FORMULA_CELL.sub(with_value, part)
    if lost.extensions and b"<extLst>" not in part:
        part = part.replace(_END, b"<extLst>" + lost.extensions + b"</extLst>" + _END)
    return part
