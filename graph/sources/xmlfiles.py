"""What every XML file must pass before it is read: its encoding, its kind, no entities of its own."""

import re
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat  # only to look for document types, which are refused

from rdflib.namespace import RDF

from graph.errors import Fault, UnusableInput
from graph.sources.guards import existing, opening, unusable
from shapes.words import read_words

_LAST = True
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAID_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
_ENCODING = re.compile(r"""(?<=<\?xml)([^>]*?)\sencoding\s*=\s*["'][\w.-]+["']""")
# What may stand before the first element: a declaration, comments, a document type.
_BEFORE_ROOT = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL)
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([\w.-]+)")
_START = 64 << 10
_RDF = str(RDF)


def xml_text(data: bytes, path: Path) -> str:
    """An XML file as text, decoded as it says itself, without byte order mark and without saying it any more.

    Raises UnusableInput (E16).
    """
    said = _SAID_ENCODING.match(data)
    encoding = "utf-16" if data.startswith(_UTF16) else said[1].decode() if said else "utf-8"
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        raise unusable("E16", path) from error
    return _ENCODING.sub(r"\1", text, count=1)


def refuse_document_type(data: bytes, path: Path) -> None:
    """Refuse a document type before the real parser would expand its entities.

    Raises UnusableInput: E10, and E08 for XML that is not well-formed.
    """
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise unusable("E10", path)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, _LAST)
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        raise not_well_formed(path, said, error.lineno, error.offset + 1) from error


def not_well_formed(path: Path, said: str, line: int, column: int) -> UnusableInput:
    """The error (E08) for XML that is not well-formed, with the parser's reason and place."""
    reason = read_words("graph.sources")["syntax-xml"].filled({"text": said})
    return UnusableInput([Fault("E08", path.name, line=line, column=column, values={"reason": reason})])


@dataclass(frozen=True, slots=True)
class XmlStart:
    """An XML file's first element without prefix, "" where none can be made out; whether the file is RDF.

    `entities` is whether it has entities of its own, which nobody reads.
    """

    root: str
    is_rdf: bool
    entities: bool


def start_of(path: Path) -> XmlStart:
    """What kind of XML a file is. Raises UnusableInput: E01, E16, E25."""
    existing(path)
    with opening(path), path.open("rb") as source:
        data = source.read(_START)
    said = _SAID_ENCODING.match(data)
    encoding = "utf-16" if data.startswith(_UTF16) else said[1].decode() if said else "utf-8"
    try:
        # the piece may end in the middle of a character
        text = data.decode(encoding, "ignore").removeprefix("\ufeff")
    except LookupError as error:
        raise unusable("E16", path) from error
    place = 0
    while before := _BEFORE_ROOT.match(text, place):
        place = before.end()
    found = _ROOT.match(text, place)
    return XmlStart(found[1] if found else "", _RDF in text, "<!ENTITY" in text)
