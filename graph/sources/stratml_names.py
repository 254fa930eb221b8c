"""How identifiers and texts are spelled in StratML so that they can be read back: for its writer and reader.

An Identifier is an xsd:ID: it begins with a letter, holds no slash or colon, and stands once in a document.
`mal.KF-1` is the thing `{base}/id/mal/KF-1`; `iri.` stands before any other IRI, spelled out; what is not a
letter of ASCII, a digit, a hyphen or a full stop is `_` with its number and `_`; `__2` at the end marks the
second place where the same thing stands.

What StratML has no element for stands as lines of "Rubrik: värde", with the headings of the workbook.
"""

import re
from collections.abc import Collection, Mapping
from urllib.parse import unquote

from graph.iris import mint
from graph.sources.layout import SHEETS

CORE = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
PERFORMANCE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"

# What StratML has an element for and the workbook no column is kept in the graph under these names.
STRATEGIC, REPORTED = f"{CORE}#", f"{PERFORMANCE}#"
OTHER_INFORMATION = f"{STRATEGIC}OtherInformation"
MISSION = f"{STRATEGIC}Mission"

# The workbook's kinds of indicators in StratML's words, and what a Descriptor of ours is called.
STAGES = {"resultat": "Outcome", "aktivitet": "Output_Processing"}
CONDITION, UPPER, STATUS = "Villkor", "Övre värde", "Status"
COMPANY_GOAL = "bolagsmål"
GOAL_KIND = "Slag"

_SEGMENTS = frozenset({"kommun", *(sheet.segment for sheet in SHEETS)})
_ANY_IRI = "iri"
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9.-]")
_ESCAPED = re.compile(r"_([0-9A-F]{1,6})_")
_COPY = re.compile(r"__\d+$")
_SPELLED = re.compile(r"(?:[A-Za-z0-9.-]|_[0-9A-F]{1,6}_)+")
_LAST_CHARACTER = 0x10FFFF
_HALVES = range(0xD800, 0xE000)  # of characters, in UTF-16
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def xml_id(iri: str, base: str, copy: int = 1) -> str:
    """An IRI as an Identifier; `copy` counts the places where the same thing stands, from 1.

    >>> xml_id("https://data.exempel.se/id/mal/2020-ks-1", "https://data.exempel.se")
    'mal.2020-ks-1'
    """
    segment, slash, reference = iri.removeprefix(f"{base}/id/").partition("/")
    reference = unquote(reference)
    if slash and segment in _SEGMENTS and str(mint(base, segment, reference)) == iri:
        spelled = f"{segment}.{_escaped(reference)}"
    else:
        spelled = f"{_ANY_IRI}.{_escaped(iri)}"
    return spelled if copy == 1 else f"{spelled}__{copy}"


def iri_of(identifier: str, base: str) -> str | None:
    """The IRI that an Identifier was made from, or None for one that was not made by `xml_id`."""
    segment, dot, spelled = _COPY.sub("", identifier).partition(".")
    if not dot or _SPELLED.fullmatch(spelled) is None:
        return None
    numbers = [int(number, 16) for number in _ESCAPED.findall(spelled)]
    if any(number > _LAST_CHARACTER or number in _HALVES for number in numbers):
        return None
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), spelled)
    if segment == _ANY_IRI:
        return text if _IRI.fullmatch(text) else None
    return str(mint(base, segment, text)) if segment in _SEGMENTS else None


def _escaped(text: str) -> str:
    return _NOT_PLAIN.sub(lambda found: f"_{ord(found[0]):X}_", text)


def with_lines(lines: Mapping[str, str], text: str = "") -> str:
    """Lines of "Rubrik: värde", then an empty line and the text; a value's own line breaks are indented."""
    if not lines:
        # an empty line first tells a text that looks like a line from one
        return f"\n{text}" if ": " in text.partition("\n")[0] else text
    head = "\n".join(f"{heading}: " + value.replace("\n", "\n  ") for heading, value in lines.items())
    return f"{head}\n\n{text}" if text else head


def lines_and_text(written: str, headings: Collection[str]) -> tuple[dict[str, str], str]:
    """What `with_lines` put together, taken apart: the lines with one of the headings, and the text.

    Lines end where another heading, an unknown word or an empty line begins.
    """
    lines: dict[str, str] = {}
    rest = written.split("\n")
    last = ""
    while rest:
        line = rest[0]
        heading, colon, value = line.partition(": ")
        if last and line.startswith("  "):
            lines[last] += f"\n{line[2:]}"
        elif colon and heading in headings and heading not in lines:
            last = heading
            lines[heading] = value
        else:
            break
        rest.pop(0)
    if rest and not rest[0]:
        rest.pop(0)
    return lines, "\n".join(rest)
