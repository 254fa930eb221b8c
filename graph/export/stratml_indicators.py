"""The indicators of one goal as StratML part 2 has them, with target and actual results for each period."""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree as ET  # only writes

from graph.export.stratml_parts import (
    INDICATOR_LINES,
    OUTCOME_LINES,
    add,
    add_text,
    lines_of,
    ordered_ids,
    said,
)
from graph.export.stratml_source import SourceTables
from graph.periods import parse_period
from graph.sources.columns import Sheet
from graph.sources.followup_sheets import INDIKATORER, MALVARDEN, UTFALL
from graph.sources.stratml_names import CONDITION, STAGES, STATUS, UPPER, with_lines
from graph.tables import TableRow


@dataclass(frozen=True, slots=True)
class Indicators:
    """Writes indicators; `identify` adds an Identifier, `placed` collects what has been written."""

    source: SourceTables
    identify: Callable[[ET.Element, str], None]
    placed: set[tuple[str, str]]

    def of(self, goal: str) -> list[TableRow]:
        """The indicators that measure a goal."""
        wanted = goal.casefold()
        return [
            row
            for row in self.source.rows(INDIKATORER)
            if wanted in {each.casefold() for each in ordered_ids(row, "Mäter")}
        ]

    def write(self, objective: ET.Element, goal: str) -> None:
        """Add every indicator of a goal to its Objective."""
        for row in self.of(goal):
            self._indicator(objective, row)

    def _indicator(self, objective: ET.Element, row: TableRow) -> None:
        reference = said(row["Id"])
        numbers = [
            each
            for sheet in (MALVARDEN, UTFALL)
            for each in self.source.about(sheet, reference)
            if "Värde" in each
        ]
        kind = {"PerformanceIndicatorType": "Quantitative"} if numbers else {}
        stage = STAGES.get(said(row.get("Slag", "")))
        if stage:
            kind = {"ValueChainStage": stage, **kind}
        element = ET.SubElement(objective, "PerformanceIndicator", kind)
        add(element, "SequenceIndicator", reference)
        name = said(row.get("Indikator", "")) or said(row.get("Indikator (engelska)", ""))
        add(element, "MeasurementDimension", name or reference)
        add(element, "UnitOfMeasurement", said(row.get("Enhet", "")))
        iri = self.source.iri(INDIKATORER, row)
        self.identify(element, iri)
        self._instances(element, reference)
        lines = lines_of(row, INDICATOR_LINES)
        add_text(element, "OtherInformation", with_lines(lines, said(row.get("Beskrivning", ""))))
        self.placed.add((INDIKATORER.name, reference))

    def _instances(self, element: ET.Element, reference: str) -> None:
        """One measurement for each period: what was aimed at, and what it became."""
        targets, outcomes = (self.source.about(sheet, reference) for sheet in (MALVARDEN, UTFALL))
        periods = dict.fromkeys(said(row.get("Period", "")) for row in (*targets, *outcomes))
        for period in sorted(periods, key=lambda each: self._days(each) or ("9999", each)):
            instance = ET.SubElement(element, "MeasurementInstance")
            for row in targets:
                if said(row.get("Period", "")) == period:
                    self._target(instance, row)
            for row in outcomes:
                if said(row.get("Period", "")) == period:
                    self._outcome(instance, row)

    def _target(self, instance: ET.Element, row: TableRow) -> None:
        condition = said(row.get("Villkor", ""))
        self._result(
            ET.SubElement(instance, "TargetResult"),
            row,
            said(row.get("Värde", "")),
            (CONDITION, condition) if condition else None,
            with_lines(self._own_names(MALVARDEN, row), said(row.get("Beskrivning", ""))),
        )
        if "Övre värde" in row:
            upper = ET.SubElement(instance, "TargetResult")
            self._result(upper, row, said(row["Övre värde"]), (UPPER, condition), "")

    def _outcome(self, instance: ET.Element, row: TableRow) -> None:
        status = said(row.get("Status", ""))
        usual = status == "uppmätt" and "Värde" in row
        lines = self._own_names(UTFALL, row) | lines_of(row, OUTCOME_LINES)
        self._result(
            ET.SubElement(instance, "ActualResult"),
            row,
            said(row.get("Värde", "")),
            (STATUS, status) if status and not usual else None,
            with_lines(lines, said(row.get("Beskrivning", ""))),
        )

    def _result(
        self,
        result: ET.Element,
        row: TableRow,
        value: str,
        descriptor: tuple[str, str] | None,
        description: str,
    ) -> None:
        days = self._days(said(row.get("Period", "")))
        if days:
            add(result, "StartDate", days[0])
            add(result, "EndDate", days[1])
        add_text(result, "NumberOfUnits", value)
        if descriptor:
            element = ET.SubElement(result, "Descriptor")
            add(element, "DescriptorName", descriptor[0])
            add(element, "DescriptorValue", descriptor[1])
        add_text(result, "Description", description)

    def _days(self, period: str) -> tuple[str, str] | None:
        """The first and last day of a period."""
        known = parse_period(period)
        return (known.start.isoformat(), known.end.isoformat()) if known else self.source.days.get(period)

    def _own_names(self, sheet: Sheet, row: TableRow) -> dict[str, str]:
        """The id and IRI of a value, where they are not made of what it says; a period without dates."""
        parts = [said(row[heading]) for heading in sheet.natural_key if heading in row]
        usual = "-".join(parts).replace(";", ",")
        lines = {} if said(row["Id"]) == usual else {"Id": said(row["Id"])}
        lines |= lines_of(row, ["IRI"])
        if "Period" in row and self._days(said(row["Period"])) is None:
            lines |= lines_of(row, ["Period"])
        self.placed.add((sheet.name, said(row["Id"])))
        return lines
