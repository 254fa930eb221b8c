"""A plan as StratML (ISO 17469): part 1 with the goals, part 2 with indicators, targets and results too.

Council goals are Goals; the goals of committees and companies are Objectives below the council goals that
they trace to. What StratML has no element for but a line can say stands in OtherInformation, under the
workbook's headings; graph.sources.stratml reads it back. The rest is told by `left_out`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET  # only writes; graph.sources.stratml reads, with defusedxml

from rdflib import Graph, URIRef

from graph.errors import CannotWrite
from graph.export.stratml_indicators import Indicators
from graph.export.stratml_parts import (
    CONCEPT_LINES,
    GOAL_LINES,
    ROLES,
    VALUE_LINES,
    Level,
    add,
    add_text,
    lines_of,
    ordered_ids,
    said,
)
from graph.export.stratml_source import SourceTables, source_tables
from graph.sources.columns import Sheet
from graph.sources.plan_sheets import BEGREPP, BOLAGSMAL, KF_MAL, KOMMUN, NAMNDMAL, ORGAN, STYRMODELL, VISION
from graph.sources.stratml_names import COMPANY_GOAL, CORE, GOAL_KIND, PERFORMANCE, with_lines, xml_id
from graph.tables import TableRow
from shapes.findings import LANGUAGES, Text
from shapes.words import read_words

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_VALUE_SHEETS = ("Målvärden", "Utfall")


@dataclass(frozen=True, slots=True)
class Document:
    """A plan as StratML, and one sentence on what StratML could not carry, empty where it carried all."""

    data: bytes
    left_out: Text


def stratml(graph: Graph, plan: URIRef, part: int) -> Document:
    """A plan as StratML, part 1 or 2.

    Raises CannotWrite (E50) for a plan without council goals, since StratML demands one; ValueError for a
    text with a character that XML cannot hold.
    """
    return stratml_of(source_tables(graph, plan), part)


def stratml_of(source: SourceTables, part: int) -> Document:
    """The same, of a plan that has been laid out as rows."""
    writer = _Writer(source, part)
    root = writer.document()
    ET.indent(root)
    for element in root.iter():
        if element.text and _NOT_IN_XML.search(element.text):
            raise ValueError("a control character in XML")
    # a parser reads a bare carriage return as a line feed
    data = ET.tostring(root, encoding="utf-8", xml_declaration=True).replace(b"\r", b"&#13;") + b"\n"
    return Document(data, writer.left_out())


@dataclass(slots=True)
class _Writer:
    source: SourceTables
    part: int
    copies: Counter[str] = field(default_factory=Counter)
    placed: set[tuple[str, str]] = field(default_factory=set)
    _goals: dict[str, tuple[Sheet, TableRow]] = field(default_factory=dict)
    _children: dict[str, list[tuple[Sheet, TableRow]]] = field(default_factory=dict)

    def document(self) -> ET.Element:
        """The whole plan."""
        for sheet in (KF_MAL, NAMNDMAL, BOLAGSMAL):
            for row in self.source.rows(sheet):
                self._goals[said(row["Id"]).casefold()] = (sheet, row)
        if not self.source.rows(KF_MAL):
            raise CannotWrite("E50", {})
        for sheet in (NAMNDMAL, BOLAGSMAL):
            for row in self.source.rows(sheet):
                for council_goal in self._council_goals(row):
                    self._children.setdefault(council_goal, []).append((sheet, row))
        root = self._root()
        head = self.source.head
        add(root, "Name", said(head.get("Planens titel", "")) or self.source.fallback_title())
        add_text(root, "Description", said(head.get("Beskrivning", "")))
        lines = lines_of(head, [column.heading for column in KOMMUN.columns if column.heading not in _NATIVE])
        add_text(root, "OtherInformation", with_lines(lines, self.source.kept(self.source.plan)))
        self._core(ET.SubElement(root, "StrategicPlanCore"))
        about = ET.SubElement(root, "AdministrativeInformation")
        if "Budgetår" in head:
            year = f"{int(said(head['Budgetår'])):04d}"
            add(about, "StartDate", f"{year}-01-01")
            add(about, "EndDate", f"{year}-12-31")
        add(about, "Source", self.source.plan)
        return root

    def _root(self) -> ET.Element:
        if self.part == 1:
            return ET.Element("StrategicPlan", {"xmlns": CORE})
        reported = any(self.source.tables.sheets["Utfall"])
        kind = "Performance_Report" if reported else "Performance_Plan"
        return ET.Element("PerformancePlanOrReport", {"xmlns": PERFORMANCE, "Type": kind})

    def _core(self, core: ET.Element) -> None:
        municipality = ET.SubElement(core, "Organization")
        add(municipality, "Name", said(self.source.head.get("Namn", "")))
        self._identify(municipality, self.source.municipality)
        for row in self.source.rows(ORGAN):
            self._body(core, row)
        first = self.source.first_vision
        if first is not None:
            vision = ET.SubElement(core, "Vision")
            add(vision, "Description", said(first.get("Text", "")) or said(first.get("Text (engelska)", "")))
            self._identify(vision, self.source.iri(VISION, first))
            self.placed.add((VISION.name, said(first["Id"])))
        mission = self.source.mission()
        if mission:
            add(ET.SubElement(core, "Mission"), "Description", mission)
        for row in self.source.rows(VISION):
            if row.get("Typ") == "Värdeord":
                self._value(core, row)
        for row in self.source.rows(KF_MAL):
            self._goal(core, row)

    def _body(self, core: ET.Element, row: TableRow) -> None:
        body = ET.SubElement(core, "Organization")
        add(body, "Name", said(row.get("Namn", "")) or said(row.get("Namn (engelska)", "")))
        add(body, "Acronym", said(row["Id"]))
        self._identify(body, self.source.iri(ORGAN, row))
        native = {"Id", "IRI", "Namn", "Beskrivning", "Beslut"}
        lines = lines_of(row, [column.heading for column in ORGAN.columns if column.heading not in native])
        add_text(body, "Description", with_lines(lines, said(row.get("Beskrivning", ""))))
        self.placed.add((ORGAN.name, said(row["Id"])))

    def _value(self, core: ET.Element, row: TableRow) -> None:
        value = ET.SubElement(core, "Value")
        add(value, "Name", said(row.get("Text", "")) or said(row.get("Text (engelska)", "")))
        add(
            value,
            "Description",
            with_lines(lines_of(row, VALUE_LINES), said(row.get("Beskrivning", ""))),
        )
        self.placed.add((VISION.name, said(row["Id"])))

    def _goal(self, core: ET.Element, row: TableRow) -> None:
        goal = ET.SubElement(core, "Goal")
        reference = said(row["Id"])
        self._describe(goal, KF_MAL, row, self._lines(KF_MAL, row))
        if self.part == 2:
            self._measures(goal, reference)
        for sheet, child in self._children.get(reference.casefold(), []):
            objective = ET.SubElement(goal, "Objective")
            self._describe(objective, sheet, child, self._lines(sheet, child))
            if self.part == 2:
                self._indicators().write(objective, said(child["Id"]))

    def _measures(self, goal: ET.Element, reference: str) -> None:
        """The indicators of a council goal itself, in an Objective of their own: a Goal can hold none."""
        if not self._indicators().of(reference):
            return
        objective = ET.SubElement(goal, "Objective")
        add(objective, "Name", read_words("graph.export", "stratml")["measures"].sv)
        add(objective, "OtherInformation", with_lines({"Mäter": reference}))
        self._indicators().write(objective, reference)

    def _indicators(self) -> Indicators:
        return Indicators(self.source, self._identify, self.placed)

    def _describe(self, element: ET.Element, sheet: Sheet, row: TableRow, lines: dict[str, str]) -> None:
        """What Goals and Objectives have alike."""
        name = said(row.get("Mål", "")) or said(row.get("Mål (engelska)", ""))
        add(element, "Name", name or said(row["Id"]))
        add(element, "Description", said(row.get("Beskrivning", "")))
        iri = self.source.iri(sheet, row)
        self._identify(element, iri)
        add(element, "SequenceIndicator", said(row["Id"]))
        for heading, level in ROLES.items():
            for reference in ordered_ids(row, heading):
                self._stakeholder(element, heading, level, reference, lines)
        add_text(element, "OtherInformation", with_lines(lines, self.source.kept(iri)))
        self.placed.add((sheet.name, said(row["Id"])))

    def _lines(self, sheet: Sheet, row: TableRow) -> dict[str, str]:
        lines = {GOAL_KIND: COMPANY_GOAL} if sheet is BOLAGSMAL else {}
        lines |= lines_of(row, GOAL_LINES)
        if _BASIS in lines:
            lines[_BASIS] = "; ".join(map(self._basis, ordered_ids(row, _BASIS)))
        parents = ordered_ids(row, "Bidrar till")
        nested = set() if sheet is KF_MAL else self._council_goals(row)
        if {parent.casefold() for parent in parents} != nested:
            lines["Bidrar till"] = "; ".join(map(self._parent, parents))
        return lines

    def _parent(self, reference: str) -> str:
        """A goal that another contributes to, by its id; one that is left out by the IRI of its own."""
        sheet, goal = self._goals.get(reference.casefold(), (KF_MAL, {}))
        placed = sheet is KF_MAL or self._council_goals(goal)
        return reference if placed else said(goal.get("IRI", reference))

    def _basis(self, reference: str) -> str:
        """A vision or core value in the same way: only the first vision is written."""
        row = self.source.row(VISION, reference)
        if row is None or row.get("Typ") == "Värdeord" or row is self.source.first_vision:
            return reference
        return said(row.get("IRI", reference))

    def _stakeholder(
        self, element: ET.Element, heading: str, level: Level, reference: str, lines: dict[str, str]
    ) -> None:
        """Somebody with a part in a goal; one that the plan says nothing more of stands as a line instead."""
        found = self.source.row(ORGAN if level.is_body else BEGREPP, reference)
        titles = ("Namn", "Namn (engelska)") if level.is_body else ("Benämning", "Benämning (engelska)")
        name = next((said(found[title]) for title in titles if title in found), "") if found else ""
        target_group = level.is_body or (found is not None and found.get("Typ") == "Målgrupp")
        if found is None or not name or not target_group:
            if level.is_body:
                lines[heading] = "; ".join(filter(None, (lines.get(heading, ""), reference)))
            return
        stakeholder = ET.SubElement(element, "Stakeholder", {"StakeholderTypeType": level.kind})
        add(stakeholder, "Name", name)
        more = {} if level.is_body else lines_of(found, CONCEPT_LINES)
        add(stakeholder, "Description", with_lines({heading: reference, **more}))
        if not level.is_body:
            self.placed.add((BEGREPP.name, reference))
        if self.part == 2:
            role = ET.SubElement(stakeholder, "Role")
            add(role, "Name", heading)
            add_text(role, "RoleType", level.role)

    def _identify(self, element: ET.Element, iri: str) -> None:
        self.copies[iri] += 1
        add(element, "Identifier", xml_id(iri, self.source.base, self.copies[iri]))

    def _council_goals(self, row: TableRow) -> set[str]:
        """The council goals that a goal traces to, the first ones on each way up."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [each.casefold() for each in ordered_ids(row, "Bidrar till")]
        while waiting:
            reference = waiting.pop()
            if reference in seen or reference not in self._goals:
                continue
            seen.add(reference)
            sheet, goal = self._goals[reference]
            if sheet is KF_MAL:
                found.add(reference)
            else:
                waiting += [each.casefold() for each in ordered_ids(goal, "Bidrar till")]
        return found

    def left_out(self) -> Text:
        """One sentence on what the document does not hold; empty where it holds all."""
        words = read_words("graph.export", "stratml")
        counts = list(self._left_out())
        if not counts:
            return Text("", "")
        listed = Text(*(", ".join(f"{words[key][lang]} ({n})" for key, n in counts) for lang in LANGUAGES))
        return words["left-out"].filled({"part": str(self.part), "what": listed})

    def _left_out(self) -> Iterator[tuple[str, int]]:
        settings = sum(map(len, self.source.rows(STYRMODELL)))
        if settings:
            yield key_of(STYRMODELL.name), settings
        vision = self.source.first_vision or {}
        more = sum(heading not in _OF_A_VISION for heading in vision)
        if more:
            yield "left-visionen", more
        for name, rows in self.source.tables.sheets.items():
            if name in {KOMMUN.name, STYRMODELL.name} or (self.part == 2 and name in _VALUE_SHEETS):
                continue
            lacking = sum((name, said(row["Id"])) not in self.placed for row in rows)
            if lacking:
                yield key_of(name), lacking
        if self.source.unkept:
            yield "left-ovrigt", self.source.unkept


_BASIS = "Utgår från"
_NATIVE = frozenset({"Namn", "Planens titel", "Beskrivning"})
# Decisions are counted by themselves.
_OF_A_VISION = frozenset({"Id", "IRI", "Typ", "Text", "Beslut"})
_ASCII = str.maketrans("åäö ", "aao-")


def key_of(sheet: str) -> str:
    """The key of the words for what a sheet holds."""
    return "left-" + sheet.casefold().translate(_ASCII)
