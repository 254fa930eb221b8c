"""The read model of how it goes: periods, indicators, target values, outcomes, assessments."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from graph.model_base import Named, Thing, Wording
from graph.reference import (
    AssessmentKind,
    Condition,
    Direction,
    IndicatorKind,
    OutcomeStatus,
    PeriodKind,
    Perspective,
    Sex,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpPeriod(Named):
    """A year or a part of one. Its identifier begins with the year: 2024, 2024-delår, 2024-T1."""

    kind: PeriodKind | None = None
    start: date | None = None
    end: date | None = None

    @property
    def year(self) -> int | None:
        """The year that the period lies in, or None where neither its dates nor its identifier say."""
        if self.start is not None:
            return self.start.year
        digits = re.match(r"[0-9]{4}", self.identifier or "")
        return int(digits[0]) or None if digits else None

    @property
    def part(self) -> str:
        """Which part of the year it is, as its identifier says: "" for a whole year, "delår", "T1" ..."""
        return (self.identifier or "").partition("-")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Named):
    """Something that is measured, for one goal or several. `kind` None counts as a result indicator."""

    measures: tuple[str, ...] = ()
    owner: str | None = None
    kind: IndicatorKind | None = None
    definition: Wording = field(default_factory=Wording)
    unit: str | None = None
    direction: Direction | None = None
    data_source: str | None = None
    kolada_id: str | None = None
    baseline_value: Decimal | None = None
    baseline_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetValue(Thing):
    """What an indicator is to reach in one period."""

    indicator: str | None = None
    period: str | None = None
    condition: Condition | None = None
    value: Decimal | None = None
    upper_value: Decimal | None = None
    description: Wording = field(default_factory=Wording)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Thing):
    """What it became, or that nothing was measured. `sex` None counts as the total."""

    indicator: str | None = None
    period: str | None = None
    value: Decimal | None = None
    status: OutcomeStatus | None = None
    sex: Sex | None = None
    measured_year: int | None = None
    reference_value: Decimal | None = None
    data_source: str | None = None
    description: Wording = field(default_factory=Wording)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Thing):
    """How somebody judged one goal, or one perspective as a whole, for one period.

    `status` is the IRI of a step of the municipality's own scale or of a reference status.
    """

    goal: str | None = None
    perspective: Perspective | None = None
    period: str | None = None
    kind: AssessmentKind | None = None
    status: str | None = None
    motivation: Wording = field(default_factory=Wording)
    action: Wording = field(default_factory=Wording)
    assessed_from: tuple[str, ...] = ()
    assessed_by: str | None = None
    dated: date | None = None
