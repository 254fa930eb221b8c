"""The parts of a workbook's zip file: which sheets there are, the shared texts, and which styles are dates.

Elements are told by their local names, so that files written with other prefixes, or in the strict variant
of the standard, are read as well.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import IO
from xml.parsers import expat  # no DTD and no entity gets past `parser` below

_CHUNK = 1 << 20
_LAST = True
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class _Parts:
    """The open zip, and its names by their folded form: programs differ in how they write them."""

    archive: zipfile.ZipFile
    names: Mapping[str, str]


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


def feed(made: expat.XMLParserType, pieces: Iterable[bytes]) -> None:
    """Run all pieces of one part through a parser. Raises Damaged for XML that is broken."""
    try:
        for piece in pieces:
            made.Parse(piece)
        made.Parse(b"", _LAST)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Damaged(str(error)) from error


def chunks(source: IO[bytes]) -> Iterator[bytes]:
    """The bytes of an open part, a megabyte at a time."""
    while chunk := source.read(_CHUNK):
        yield chunk


def read_book(archive: zipfile.ZipFile) -> Book:
    """Read all that the sheets share. Raises Damaged."""
    names = {name.casefold(): name for name in archive.namelist()}
    parts = _Parts(archive, names)
    workbook = next(
        (target for kind, target in _relations(parts, "").values() if kind.endswith(_WORKBOOK_TYPE)),
        "xl/workbook.xml",
    )
    if workbook.casefold() not in names:
        raise Damaged(workbook)
    relations = _relations(parts, workbook)
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
                sheets.append(
                    SheetPart(
                        attributes.get("name", ""), part, attributes.get("state", "visible") != "visible"
                    )
                )

    _parse(parts, workbook, start)
    targets = {kind.rpartition("/")[2]: target for kind, target in relations.values()}
    texts = _texts(parts, targets.get("sharedStrings", ""))
    return Book(tuple(sheets), texts, _looks(parts, targets.get("styles", "")), from_1904)


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
    first = number_format.partition(";")[0]
    if _DURATION.search(first):
        return None
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", first).lower()
    if "%" in bare:
        return Look.PERCENT
    if "general" in bare:
        return None
    if re.search("[dy]", bare) or ("m" in bare and not re.search("[hs]", bare)):
        return Look.DATE
    return Look.TIME if re.search("[hs]", bare) else None


def _relations(parts: _Parts, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part refers to: by id, the kind and the path inside the zip."""
    folder, base = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            found[attributes.get("Id", "")] = (attributes.get("Type", ""), target)

    _parse(parts, posixpath.join(folder, "_rels", f"{base}.rels"), start)
    return found


def _texts(parts: _Parts, part: str) -> tuple[str, ...]:
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

    _parse(parts, part, start, end, text)
    return tuple(found)


# The number formats that a file need not spell out; 27-36 and 50-58 are East Asian dates.
_BUILT_IN: dict[int, Look] = {
    **dict.fromkeys((9, 10), Look.PERCENT),
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)), Look.DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), Look.TIME),
}


def _looks(parts: _Parts, part: str) -> tuple[Look | None, ...]:
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

    _parse(parts, part, start, end)
    return tuple(found)


def _parse(
    parts: _Parts,
    part: str,
    start: Start,
    end: End = lambda _: None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Run one part through a parser; a part that is not there counts as empty."""
    name = parts.names.get(part.casefold())
    if name is not None:
        with parts.archive.open(name) as source:
            feed(parser(start, end, text), chunks(source))
