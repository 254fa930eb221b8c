"""Reading StratML (ISO 17469), part 1 and part 2, of our own making and of others'.

Goals become council goals, Objectives committee goals, with the workbook's sheets in between, so that what
reads a workbook reads these. Elements are known by name, in any namespace: older editions had others. What
the workbook has no column for is kept as statements; particulars of persons are not read.
"""

import hashlib
import re
from datetime import date
from pathlib import Path

from rdflib.namespace import DCTERMS, XSD

from graph.errors import UnusableInput
from graph.iris import base_for, is_base, mint, reference_in
from graph.sources.guards import unusable
from graph.sources.plan_sheets import KOMMUN, ORGAN, VISION
from graph.sources.rows import Head, Remark, Sheets
from graph.sources.stratml_elements import Place, doubled_identifiers, parse, unknown_elements
from graph.sources.stratml_goals import GoalReader
from graph.sources.stratml_names import MISSION, OTHER_INFORMATION, REPORTED, STRATEGIC, lines_and_text
from graph.sources.stratml_people import Stakeholders
from graph.sources.stratml_rows import Draft, Rows
from graph.sources.values import as_date, as_year

_OTHERS = "https://w3id.org/rodatraden/stratml/{key}"
_PUBLISHER = "utgivare"
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
_LANGUAGES = {"en": "ENG", "sv": "SWE"}
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Words that are common in one language and absent from the other.
_COMMON = {
    "en": frozenset({"the", "and", "of", "to", "for", "with", "is", "are", "by", "that"}),
    "sv": frozenset({"och", "att", "för", "som", "är", "med", "av", "ska", "till", "på", "våra"}),
}
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_WORD = re.compile(r"[^\W\d_]+")
_IN_ENGLISH = " (engelska): "
_HEADINGS = frozenset(column.heading for column in KOMMUN.columns)


def read_stratml(path: Path) -> Sheets:
    """Read a StratML file as rows. Raises UnusableInput with all its faults.

    E51 for other XML, E52 for a goal without a name, E53 for an identifier that stands twice, E54 for a plan
    without goals; and what every XML file may have: E01, E03, E05, E08, E10, E16, E25.
    """
    root = parse(path)
    core = root.child("StrategicPlanCore")
    if core is None or core.child("Goal") is None:
        raise unusable("E54", path)
    return _Plan(root, core).sheets()


class _Plan:
    """One run: whose plan it is, then its organizations, vision and values, then the goals."""

    def __init__(self, root: Place, core: Place) -> None:
        lines, _ = lines_and_text(
            Place(root.element, "", root.file, plain=True).text("OtherInformation"), _HEADINGS
        )
        own_base = lines.get("Bas-IRI", "")
        coded = "Kommunkod" in lines and "Budgetår" in lines
        ours = coded or is_base(own_base)
        self.lines = lines if ours else {}
        self.root = Place(root.element, "", root.file, plain=ours)
        self.core = Place(core.element, "", root.file, plain=ours)
        if ours:
            base = own_base.rstrip("/") if is_base(own_base) else base_for(lines["Kommunkod"], None)
        else:
            base = _OTHERS.format(key=self._key())
        self.language = self._language()
        self.rows = Rows(base, ours)
        self.head = None if coded and self.language == "sv" else self._head()
        self.plan = str(mint(base, KOMMUN.segment, self.head.plan if self.head else lines["Budgetår"]))

    def sheets(self) -> Sheets:
        """All rows. Raises UnusableInput."""
        faults = doubled_identifiers(self.root)
        self._kommun()
        organizations = list(self.core.children("Organization"))
        people = Stakeholders(self.rows)
        for place in organizations[1:]:
            self._body(place, people)
        for place in organizations[:1]:
            people.beside(place)
        self._vision()
        goals = GoalReader(self.rows, people, self.plan)
        goals.read(self.core)
        faults += goals.faults
        if faults:
            raise UnusableInput(faults)
        self._about()
        for name, count in unknown_elements(self.root).items():
            values = {"heading": name, "count": str(count)}
            self.rows.remarks.append(Remark("L33", self.root.part(name), name, values))
        rows = self.rows
        return Sheets(
            rows.finished(),
            tuple(rows.remarks),
            rest=tuple(rows.rest),
            typed=False,
            head=self.head,
            in_cells=False,
        )

    def _key(self) -> str:
        """What tells this plan from all others where the publisher has no base of its own.

        Its organization and its name: these stay when a new edition of the same plan comes.
        """
        named = [
            " ".join((place.text("Identifier"), place.text("Name")))
            for place in self.core.children("Organization")
        ]
        parts = [*named, self.root.text("Name"), *([] if named else [self._said("Source")])]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def _said(self, name: str) -> str:
        return self.root.text("AdministrativeInformation", name)

    def _year(self) -> str:
        for name in ("StartDate", "EndDate", "PublicationDate"):
            text = self._said(name)
            day = as_date(text[:10], typed=False).value
            year = as_year(day or text).value
            if year is not None:
                return str(year)
        return ""

    def _head(self) -> Head:
        """Whose plan it is, where the file has no municipality code and budget year."""
        base = self.rows.base
        publisher = self.core.text("Organization", "Identifier") if self.rows.ours else ""
        municipality = reference_in(self.rows.iri(ORGAN, publisher), base, "kommun") if publisher else None
        plan = reference_in(self._said("Source"), base, KOMMUN.segment) if self.rows.ours else None
        return Head(base, plan or self._year() or "plan", municipality or _PUBLISHER, self.language)

    def _language(self) -> str:
        """The language of the texts: as stated, as the common words show, or "" where they show none."""
        stated = self.lines.get("Språk", "").rpartition("/")[2]
        coded = "Kommunkod" in self.lines
        for tag, code in _LANGUAGES.items():
            if stated == code and not (coded and self._in_swedish()):
                return tag
        if coded:
            return "sv"
        tag = self.root.element.get(_XML_LANGUAGE, "").partition("-")[0].lower()
        if tag in _LANGUAGES:
            return tag
        return self._likely()

    def _in_swedish(self) -> bool:
        """Whether a plan of ours has its texts in Swedish all the same, with English ones in the lines."""
        return _IN_ENGLISH in self.root.text() or self._likely() == "sv"

    def _likely(self) -> str:
        """The language that the common words show, or ""."""
        words = [word.casefold() for word in _WORD.findall(self.root.text())]
        counts = {tag: sum(word in common for word in words) for tag, common in _COMMON.items()}
        likely = max(counts, key=lambda each: counts[each])
        return likely if counts[likely] > 2 * min(counts.values()) else ""

    def _kommun(self) -> None:
        draft = Draft(KOMMUN, self.root)
        self.rows.drafts.append(draft)
        name = self.core.text("Organization", "Name") or self.lines.get("Kommunkod", "")
        draft.set("Namn", name, "Organization")
        draft.fill(self.lines, "OtherInformation")
        draft.set("Planens titel", self.root.text("Name"), "Name")
        draft.set("Beskrivning", self.root.text("Description"), "Description")
        if self.rows.ours:
            return
        draft.set("Bas-IRI", self.rows.base)
        draft.set("Budgetår", self._year(), "AdministrativeInformation")
        if self.language:
            draft.set("Språk", _LANGUAGE + _LANGUAGES[self.language])

    def _body(self, place: Place, people: Stakeholders) -> None:
        """Every organization but the first, whose plan it is, is a body."""
        name = place.text("Name")
        lines, description = self.rows.lines(place.text("Description"), ORGAN)
        draft = self.rows.named(ORGAN, place, place.text("Acronym"), name.replace(";", ",") or "organ")
        draft.set("Namn", name if name != lines.get("Namn (engelska)") else "", "Name")
        draft.fill(lines, "Description")
        draft.set("Beskrivning", description, "Description")
        people.add_body(draft)
        people.beside(place)

    def _vision(self) -> None:
        for place in self.core.children("Vision"):
            text = place.text("Description") or place.text("Name")
            if text:
                identifier = place.text("Identifier")
                iri = self.rows.iri(VISION, identifier) if identifier else ""
                reference = reference_in(iri, self.rows.base, VISION.segment) or identifier or "vision"
                draft = self.rows.draft(VISION, place, self.rows.free(VISION, reference), iri)
                draft.set("Typ", "Vision")
                draft.set("Text", text, "Description")
        for place in self.core.children("Mission"):
            text = place.text("Description") or place.text()
            self.rows.keep(self.plan, MISSION, text, place.origin)
        for number, place in enumerate(self.core.children("Value"), 1):
            self._value(place, number)

    def _value(self, place: Place, number: int) -> None:
        lines, description = self.rows.lines(place.text("Description"), VISION, "Id")
        text = place.text("Name") or description
        if not text:
            return
        reference = lines.pop("Id", "") or self.rows.free(VISION, f"varde-{number}")
        draft = self.rows.draft(VISION, place, reference, lines.pop("IRI", ""))
        draft.set("Typ", "Värdeord")
        draft.set("Text", text if text != lines.get("Text (engelska)") else "", "Name")
        draft.fill(lines, "Description")
        draft.set("Beskrivning", description if description != text else "", "Description")

    def _about(self) -> None:
        """What a plan of others' says about itself; a plan of ours says it in its lines."""
        about = self.root.child("AdministrativeInformation")
        for place in (self.root, about):
            if place is not None and place.child("Submitter") is not None:
                values = {"heading": "Submitter"}
                self.rows.remarks.append(Remark("L32", place.part("Submitter"), "Submitter", values))
        if self.rows.ours:
            return
        self.rows.keep(
            self.plan,
            OTHER_INFORMATION,
            self.root.text("OtherInformation"),
            self.root.part("OtherInformation"),
        )
        self.rows.keep(self.plan, f"{REPORTED}Type", self.root.attribute("Type"), self.root.part("Type"))
        if about is None:
            return
        self.rows.keep(self.plan, f"{REPORTED}Identifier", about.text("Identifier"), about.part("Identifier"))
        for name in ("StartDate", "EndDate", "PublicationDate"):
            predicate = str(DCTERMS.issued) if name == "PublicationDate" else f"{STRATEGIC}{name}"
            kind = str(XSD.date) if _is_day(about.text(name)) else ""
            self.rows.keep(self.plan, predicate, about.text(name), about.part(name), kind)
        source = about.text("Source")
        kind = "iri" if _ADDRESS.fullmatch(source) else ""
        self.rows.keep(self.plan, str(DCTERMS.source), source, about.part("Source"), kind)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
