"""StratML's Goals and Objectives as rows of the workbook, and the indicators below them."""

from collections import Counter
from dataclasses import dataclass, field

from graph.errors import Fault
from graph.sources.columns import Sheet
from graph.sources.followup_sheets import INDIKATORER
from graph.sources.plan_sheets import BOLAGSMAL, KF_MAL, NAMNDMAL
from graph.sources.stratml_elements import Place
from graph.sources.stratml_names import (
    COMPANY_GOAL,
    GOAL_KIND,
    OTHER_INFORMATION,
    REPORTED,
    STAGES,
    STRATEGIC,
)
from graph.sources.stratml_people import Stakeholders
from graph.sources.stratml_results import Results
from graph.sources.stratml_rows import Draft, Rows

_MEASURES = "Mäter"
_RELATIONSHIPS = frozenset({"Broader_Than", "Peer_To", "Narrower_Than"})
_KINDS = {stage: kind for kind, stage in STAGES.items()}


@dataclass(slots=True)
class GoalReader:
    """Reads the goals of one plan; `faults` gathers what makes the file unusable."""

    rows: Rows
    people: Stakeholders
    plan: str
    faults: list[Fault] = field(default_factory=list)
    _sequences: Counter[str] = field(default_factory=Counter)

    def read(self, core: Place) -> None:
        """Read every Goal with its Objectives, in their order."""
        goals = list(core.children("Goal"))
        for place in goals:
            for each in (place, *place.children("Objective")):
                if not self._is_copy(each):
                    self._sequences[each.text("SequenceIndicator").casefold()] += 1
        results = Results(self.rows, self.plan)
        order = 0
        for number, place in enumerate(goals, 1):
            goal = self._goal(KF_MAL, place, str(number), number)
            for below, objective in enumerate(place.children("Objective"), 1):
                order += 1
                self._objective(objective, goal, f"{number}.{below}", order, results)
            # part 2 hangs indicators on Objectives only, but some files have them here
            self._indicators(place, goal, str(number), results)

    def _is_copy(self, place: Place) -> bool:
        """Whether an element repeats one before it: an Objective below several Goals."""
        return self.rows.ours and "__" in place.text("Identifier")

    def _objective(self, place: Place, goal: Draft, position: str, order: int, results: Results) -> None:
        lines, _ = self.rows.lines(place.text("OtherInformation"), NAMNDMAL, GOAL_KIND, _MEASURES)
        named = any(place.text(name) for name in ("Name", "Description", "Identifier", "SequenceIndicator"))
        if _MEASURES in lines or (not named and place.child("PerformanceIndicator")):
            self._indicators(place, goal, position, results)
            return
        identifier = place.text("Identifier")
        known = self.rows.known(NAMNDMAL, identifier)
        if known is None:
            sheet = BOLAGSMAL if lines.get(GOAL_KIND) == COMPANY_GOAL else NAMNDMAL
            known = self._goal(sheet, place, position, order)
            self._indicators(place, known, position, results)
        if not self.rows.ours or "Bidrar till" not in lines:
            known.add("Bidrar till", goal.value("Id"), place.origin)

    def _goal(self, sheet: Sheet, place: Place, position: str, order: int) -> Draft:
        name, description = place.text("Name"), place.text("Description")
        if not name and (sheet is KF_MAL or not description):
            # in Swedish and English alike the element is called as in the file
            self.faults.append(Fault("E52", place.file, place.path, values={"sheet": place.path}))
        sequence = place.text("SequenceIndicator")
        alone = self.rows.ours or self._sequences[sequence.casefold()] == 1
        draft = self.rows.named(sheet, place, sequence if alone else "", position)
        iri = self.rows.iri_of(draft)
        lines, other = self.rows.lines(place.text("OtherInformation"), sheet, GOAL_KIND)
        lines.pop(GOAL_KIND, None)
        title = name or description
        spare = {draft.value("Id"), lines.get("Mål (engelska)")} if self.rows.ours else set()
        draft.set("Mål", title if title not in spare else "", "Name")
        draft.set("Beskrivning", description if description != title else "", "Description")
        draft.fill(lines, "OtherInformation")
        if not self.rows.ours:
            draft.set("Ordning", order)
            if sequence and sequence != draft.value("Id"):
                part = place.part("SequenceIndicator")
                self.rows.keep(iri, f"{STRATEGIC}SequenceIndicator", sequence, part)
        self.rows.keep(iri, OTHER_INFORMATION, other, place.part("OtherInformation"))
        self.people.of(draft)
        return draft

    def _indicators(self, place: Place, goal: Draft, position: str, results: Results) -> None:
        for number, each in enumerate(place.children("PerformanceIndicator"), 1):
            known = self.rows.known(INDIKATORER, each.text("Identifier"))
            if known is None:
                known = self._indicator(each, f"{position}-{number}")
                results.read(each, known)
            known.add(_MEASURES, goal.value("Id"), each.origin)

    def _indicator(self, place: Place, position: str) -> Draft:
        sequence = place.text("SequenceIndicator") if self.rows.ours else ""
        draft = self.rows.named(INDIKATORER, place, sequence, f"indikator-{position}")
        iri = self.rows.iri_of(draft)
        lines, other = self.rows.lines(place.text("OtherInformation"), INDIKATORER)
        title = place.text("MeasurementDimension") or place.text("UnitOfMeasurement")
        spare = {draft.value("Id"), lines.get("Indikator (engelska)")} if self.rows.ours else set()
        draft.set("Indikator", title if title not in spare else "", "MeasurementDimension")
        draft.set("Enhet", place.text("UnitOfMeasurement"), "UnitOfMeasurement")
        stage = place.attribute("ValueChainStage")
        draft.set("Slag", _KINDS.get(stage, ""), "ValueChainStage")
        draft.fill(lines, "OtherInformation")
        draft.set("Beskrivning", other, "OtherInformation")
        if not self.rows.ours:
            kept = {
                "SequenceIndicator": place.text("SequenceIndicator"),
                "ValueChainStage": stage if stage not in _KINDS else "",
                "PerformanceIndicatorType": place.attribute("PerformanceIndicatorType"),
            }
            for name, value in kept.items():
                self.rows.keep(iri, f"{REPORTED}{name}", value, place.part(name))
        for relationship in place.children("Relationship"):
            self._relationship(relationship, iri)
        return draft

    def _relationship(self, place: Place, iri: str) -> None:
        """How an indicator stands to others, as the file says it."""
        said = place.attribute("RelationshipType")
        kind = said if said in _RELATIONSHIPS else "Relationship"
        for other in place.children("ReferentIdentifier"):
            self.rows.keep(iri, f"{REPORTED}{kind}", other.text(), other.origin)
        words = " ".join(filter(None, (place.text("Name"), place.text("Description"))))
        self.rows.keep(iri, f"{REPORTED}Relationship", words, place.origin)
