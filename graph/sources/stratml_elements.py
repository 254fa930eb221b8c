"""StratML's elements as its reader sees them: by name in any namespace, with their place in the file."""

import html
import html.entities
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError  # parsing is done by defusedxml

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from graph.errors import Fault
from graph.sources.guards import read_bytes, unusable
from graph.sources.xmlfiles import not_well_formed, xml_text
from shapes.findings import Origin

LARGEST = 100 << 20
ROOTS = ("StrategicPlan", "PerformancePlanOrReport")
_CORE = "StrategicPlanCore"  # there is one, and it need not stand in a place's name
_DEEPEST = 200

_KNOWN = frozenset({
    *ROOTS, "Acronym", "ActualResult", "AdministrativeInformation", "Description", "Descriptor",
    "DescriptorName", "DescriptorValue", "EmailAddress", "EndDate", "GivenName", "Goal",
    "Identifier", "MeasurementDimension", "MeasurementInstance", "Mission", "Name", "NumberOfUnits",
    "Objective", "Organization", "OtherInformation", "PerformanceIndicator", "PhoneNumber", "Place",
    "PlaceIdentifier", "PublicationDate", "ReferentIdentifier", "Relationship", "Role", "RoleType",
    "SequenceIndicator", "Source", "Stakeholder", "StartDate", "StrategicPlanCore", "Submitter",
    "Surname", "TargetResult", "UnitOfMeasurement", "Value", "Vision",
})  # fmt: skip
# What XML itself knows, and what must be left alone: sections of plain text, comments.
_ENTITY = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&([A-Za-z][A-Za-z0-9]*);", re.DOTALL)
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?ul|/?ol|/?tr)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """One element and where it stands, e.g. Goal[2]/Objective[1].

    With `plain` texts are taken as they are. Others' are tidied: line breaks of the file's layout, and HTML
    that was pasted in.
    """

    element: Element
    path: str
    file: str
    plain: bool = False

    @property
    def origin(self) -> Origin:
        """The element as the place that something was read from."""
        return Origin(self.file, self.path, "")

    def part(self, name: str) -> Origin:
        """A child as the place that something was read from."""
        return Origin(self.file, self.path, name)

    def children(self, name: str) -> Iterator["Place"]:
        """The children of one name."""
        found = (child for child in self.element if local_name(child) == name)
        for number, child in enumerate(found, 1):
            path = "/".join(filter(None, (self.path, f"{name}[{number}]" if name != _CORE else "")))
            yield Place(child, path, self.file, self.plain)

    def child(self, name: str) -> "Place | None":
        """The first child of one name."""
        return next(self.children(name), None)

    def text(self, *names: str) -> str:
        """The text at the end of a path of children; empty where there is none."""
        place: Place | None = self
        for name in names:
            place = place.child(name) if place else None
        if place is None:
            return ""
        text = "".join(place.element.itertext())
        return text.strip() if self.plain else tidied(text)

    def attribute(self, name: str) -> str:
        """An attribute's value; empty where there is none."""
        return (self.element.get(name) or "").strip()


def local_name(element: Element) -> str:
    """An element's name without its namespace; empty for a comment."""
    tag: object = element.tag  # a comment has a function for a name
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def parse(path: Path) -> Place:
    """The root of a StratML file.

    Raises UnusableInput: E01, E03, E05, E08, E10, E16, E25, and E51 for XML of another kind.
    """
    text = _ENTITY.sub(_as_number, xml_text(read_bytes(path, LARGEST), path))
    try:
        root: Element = fromstring(text.encode())
    except DefusedXmlException as error:
        raise unusable("E10", path) from error
    except ParseError as error:
        line, column = error.position
        said = str(error).rpartition(": ")[0] or str(error)
        raise not_well_formed(path, said, line, column + 1) from error
    if local_name(root) not in ROOTS:
        raise unusable("E51", path, value=local_name(root))
    _refuse_depth(root, path)
    return Place(root, "", path.name)


def _as_number(found: re.Match[str]) -> str:
    """An entity of HTML, which XML does not know, as its characters' numbers."""
    name = found[1]
    characters = html.entities.html5.get(f"{name};") if name and name not in _XML_ENTITIES else None
    return "".join(f"&#{ord(each)};" for each in characters) if characters else found[0]


def _refuse_depth(root: Element, path: Path) -> None:
    """Elements within elements without end are no plan."""
    level, depth = [root], 0
    while level:
        level = [child for element in level for child in element]
        depth += 1
        if depth > _DEEPEST:
            raise unusable("E51", path, value=local_name(root))


def tidied(text: str) -> str:
    """A text without HTML that was pasted in, and without the line breaks and blanks of the file's layout."""
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n\n", text)))
    paragraphs = re.split(r"\n\s*\n", text.replace("\r", "\n"))
    joined = (_BLANKS.sub(" ", _LINES.sub(" ", each)).strip() for each in paragraphs)
    return "\n".join(each for each in joined if each)


def unknown_elements(root: Place) -> Counter[str]:
    """The elements that StratML does not have, and how often each stands in the file."""
    names = (local_name(element) for element in root.element.iter())
    return Counter(name for name in names if name and name not in _KNOWN)


def doubled_identifiers(root: Place) -> list[Fault]:
    """A fault for each identifier that stands twice."""
    seen: dict[str, str] = {}
    faults: list[Fault] = []
    waiting = [root]
    while waiting:
        place = waiting.pop(0)
        names = dict.fromkeys(local_name(child) for child in place.element)
        children = [child for name in names for child in place.children(name)]
        waiting[:0] = [child for child in children if len(child.element)]
        identifier = place.text("Identifier")
        if identifier in seen:
            values = {"id": identifier, "first": seen[identifier], "sheet": place.path}
            faults.append(Fault("E53", place.file, place.path, "Identifier", values=values))
        elif identifier:
            seen[identifier] = place.path
    return faults
