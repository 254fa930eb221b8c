"""The parts of a workbook's zip file: which sheets there are, the shared texts, and which styles are dates.

Elements are told by their local names, so that files written with other prefixes, or in the strict variant
of the standard, are read as well.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import IO
from xml.parsers import expat  # no DTD and no entity gets past `parser` below

_CHUNK = 1 << 20
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FIRST_OWN_FORMAT = 164
_WORKBOOK_TYPE = "/officeDocument"
_WORKSHEET_TYPE = "/worksheet"

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]


class Damaged(Exception):
    """The zip file opens, but what is inside is not a workbook as the standard has it."""


class Look(Enum):
    """How a number is shown, where that says what it is."""

    DATE = auto()
    TIME = auto()
    PERCENT = auto()


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet as the workbook lists it: its name, the part that holds it, whether it is hidden."""

    title: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets share: texts, looks by style number, and whether days are counted from 1904."""

    sheets: tuple[SheetPart, ...]
    texts: tuple[str, ...]
    looks: tuple[Look | None, ...]
    from_1904: bool


def parser(start: Start, end: End, text: Callable[[str], None] | None = None) -> expat.XMLParserType:
    """An XML parser that gives local names and refuses document types and entities."""
    made = expat.ParserCreate()
    made.buffer_text = True
    names: dict[str, str] = {}

    def local(name: str) -> str:
        known = names.get(name)
        if known is None:
            known = names[name] = name.rpartition(":")[2]
        return known

    def refuse(*_: object) -> None:
        raise Damaged("document type or entity")

    made.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    made.EndElementHandler = lambda name: end(local(name))
    if text is not None:
        made.CharacterDataHandler = text
    made.StartDoctypeDeclHandler = refuse
    made.EntityDeclHandler = refuse
    return made


def chunks(source: IO[bytes]) -> Iterator[bytes]:
    """The bytes of an open part, a megabyte at a time."""
    while chunk := source.read(_CHUNK):
        yield chunk


def read_book(archive: zipfile.ZipFile) -> Book:
    """Read all that the sheets share. Raises Damaged."""
    names = {name.casefold(): name for name in archive.namelist()}
    workbook = next(
        (target for kind, target in _relations(archive, names, "").values() if kind.endswith(_WORKBOOK_TYPE)),
        "xl/workbook.xml",
    )
    relations = _relations(archive, names, workbook)
    sheets: list[SheetPart] = []
    from_1904 = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal from_1904
        if name == "workbookPr":
            from_1904 = attributes.get("date1904", "") in {"1", "true"}
        elif name == "sheet":
            reference = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            kind, target = relations.get(reference, ("", ""))
            part = names.get(target.casefold())
            if kind.endswith(_WORKSHEET_TYPE) and part:
                sheets.append(SheetPart(attributes.get("name", ""), part, attributes.get("state", "visible") != "visible"))

    _parse(archive, names, workbook, start, needed=True)
    parts = {kind.rpartition("/")[2]: target for kind, target in relations.values()}
    texts = _texts(archive, names, parts.get("sharedStrings", ""))
    return Book(tuple(sheets), texts, _looks(archive, names, parts.get("styles", "")), from_1904)


def unescaped(text: str) -> str:
    """The text that a cell stands for: signs that XML cannot hold are written as _x000D_."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if any("\ud800" <= sign <= "\udfff" for sign in plain):
        plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain


def look_of(number_format: str) -> Look | None:
    """What a number format says of the number, e.g. yyyy-mm-dd that it is a date."""
    first = number_format.split(";")[0]
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", first).lower()
    if "%" in bare:
        return Look.PERCENT
    if "general" in bare:
        return None
    if re.search("[dy]", bare) or ("m" in bare and not re.search("[hs]", bare)):
        return Look.DATE
    return Look.TIME if re.search("[hs]", bare) else None


def _relations(
    archive: zipfile.ZipFile, names: Mapping[str, str], part: str
) -> dict[str, tuple[str, str]]:
    """The parts that a part refers to: by id, the kind and the path inside the zip."""
    folder, base = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            found[attributes.get("Id", "")] = (attributes.get("Type", ""), target)

    _parse(archive, names, posixpath.join(folder, "_rels", f"{base}.rels"), start)
    return found


def _texts(archive: zipfile.ZipFile, names: Mapping[str, str], part: str) -> tuple[str, ...]:
    """The shared texts; formatted runs are joined, reading aids for Japanese left out."""
    found: list[str] = []
    pieces: list[str] = []
    inside = aid = False

    def start(name: str, _: Mapping[str, str]) -> None:
        nonlocal inside, aid
        if name == "si":
            pieces.clear()
        elif name == "t":
            inside = not aid
        elif name == "rPh":
            aid = True

    def end(name: str) -> None:
        nonlocal inside, aid
        if name == "si":
            found.append(unescaped("".join(pieces)))
        elif name == "t":
            inside = False
        elif name == "rPh":
            aid = False

    def text(data: str) -> None:
        if inside:
            pieces.append(data)

    _parse(archive, names, part, start, end, text)
    return tuple(found)


# The number formats that the standard numbers and leaves out of the file; 27-36 and 50-58 are East Asian dates.
_BUILT_IN: dict[int, Look] = {
    **dict.fromkeys((9, 10), Look.PERCENT),
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)), Look.DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), Look.TIME),
}


def _looks(archive: zipfile.ZipFile, names: Mapping[str, str], part: str) -> tuple[Look | None, ...]:
    """How each cell style shows numbers, by its place in the list of styles."""
    formats: dict[int, Look | None] = {}
    found: list[Look | None] = []
    inside = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            formats[int(attributes.get("numFmtId", "0"))] = look_of(attributes.get("formatCode", ""))
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            number = int(attributes.get("numFmtId", "0"))
            own = number >= _FIRST_OWN_FORMAT or number in formats
            found.append(formats.get(number) if own else _BUILT_IN.get(number))

    def end(name: str) -> None:
        nonlocal inside
        if name == "cellXfs":
            inside = False

    _parse(archive, names, part, start, end)
    return tuple(found)


def _parse(
    archive: zipfile.ZipFile,
    names: Mapping[str, str],
    part: str,
    start: Start,
    end: End = lambda _: None,
    text: Callable[[str], None] | None = None,
    *,
    needed: bool = False,
) -> None:
    """Run one part through a parser; a part that is not there counts as empty unless it is needed."""
    name = names.get(part.casefold())
    if name is None:
        if needed:
            raise Damaged(part)
        return
    made = parser(start, end, text)
    try:
        with archive.open(name) as source:
            for chunk in chunks(source):
                made.Parse(chunk, False)
        made.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise Damaged(f"{part}: {error}") from error
