"""What the writers of StratML share: headings that become lines, parts in a goal, single elements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from xml.etree import ElementTree as ET  # only writes

from graph.sources.values import as_text, parts_of, plain
from graph.tables import CellValue, TableRow

GOAL_LINES = (
    "Mål (engelska)",
    "Effekt",
    "Agenda 2030",
    "Utgår från",
    "Perspektiv",
    "God ekonomisk hushållning",
    "Gäller från",
    "Gäller till",
    "Ordning",
)
VALUE_LINES = ("Id", "IRI", "Text (engelska)", "Gäller från", "Gäller till", "Ordning")
CONCEPT_LINES = ("IRI", "Benämning (engelska)", "Beskrivning", "Ordning")
INDICATOR_LINES = (
    "Indikator (engelska)",
    "Organ",
    "Definition",
    "Riktning",
    "Källa",
    "Kolada-id",
    "Basvärde",
    "Basår",
    "Ordning",
)
OUTCOME_LINES = ("Kön", "Mätår", "Referensvärde", "Källa")


@dataclass(frozen=True, slots=True)
class Level:
    """What somebody with a part in a goal is, in StratML's words: the type, and the role in part 2."""

    kind: str
    role: str

    @property
    def is_body(self) -> bool:
        """Whether it is a body, and no group of people."""
        return self.kind == "Organization"


ROLES: Mapping[str, Level] = {
    "Organ": Level("Organization", "Performer"),
    "Förväntade organ": Level("Organization", "Performer"),
    "Remitterat till": Level("Organization", ""),
    "Målgrupper": Level("Generic_Group", "Beneficiary"),
}


def said(value: CellValue) -> str:
    """A cell as text."""
    return plain(value) if isinstance(value, Decimal) else as_text(value)


def lines_of(row: TableRow, headings: Iterable[str]) -> dict[str, str]:
    """The filled cells of a row under some headings, as texts."""
    return {heading: said(row[heading]) for heading in headings if heading in row}


def ordered_ids(row: TableRow, heading: str) -> list[str]:
    """The ids in one cell."""
    return parts_of(said(row[heading])) if heading in row else []


def add(parent: ET.Element, name: str, text: str) -> None:
    """Add an element with a text, empty too."""
    ET.SubElement(parent, name).text = text


def add_text(parent: ET.Element, name: str, text: str) -> None:
    """Add an element where there is a text for it."""
    if text:
        add(parent, name, text)
