"""The closed lists of words that a plan uses, as enumerations: statuses, conditions, kinds of decisions ...

Each member's value is the notation of the concept in ontology/concepts.ttl, so that
`rtc:` + scheme + "/" + value is its IRI.
"""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import TypeVar

from ontology.namespaces import RTC, SDMX_CODE
from shapes.findings import Gate

Member = TypeVar("Member", bound=Enum)


class GoalKind(StrEnum):
    """Who a goal belongs to."""

    COUNCIL = "CouncilGoal"
    COMMITTEE = "CommitteeGoal"
    COMPANY = "CompanyGoal"


class BodyKind(StrEnum):
    """What a body is; the value is the local name of its class."""

    COUNCIL = "Council"
    EXECUTIVE_BOARD = "ExecutiveBoard"
    JOINT_COMMITTEE = "JointCommittee"
    COMMITTEE = "Committee"
    WORKING_COMMITTEE = "WorkingCommittee"
    COMPANY = "Company"
    FOUNDATION = "Foundation"
    FEDERATION = "Federation"


class ConceptKind(StrEnum):
    """What one of the municipality's own concepts is; the value is the local name of its class."""

    TARGET_GROUP = "TargetGroup"
    FOCUS_AREA = "FocusArea"
    GOAL_AREA = "GoalArea"
    SUCCESS_FACTOR = "SuccessFactor"


class Status(StrEnum):
    """How it goes for a goal, on the scale that every municipality's own scale maps to."""

    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT_FULFILLED = "not-fulfilled"
    NOT_ASSESSABLE = "not-assessable"
    ONGOING = "ongoing"


class Condition(StrEnum):
    """How a target value is to be read."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    BETWEEN = "between"
    EQUAL = "equal"
    INCREASE = "increase"
    DECREASE = "decrease"
    BETTER_THAN_REFERENCE = "better-than-reference"
    CHANGE_FROM_BASELINE = "change-from-baseline"


class Direction(StrEnum):
    """Which way is better for an indicator."""

    UP = "up"
    DOWN = "down"
    WITHIN = "within"


class DecisionKind(StrEnum):
    """What a decision does."""

    PROPOSE = "propose"
    ADOPT = "adopt"
    EXTEND = "extend"
    REVISE = "revise"
    REPEAL = "repeal"
    ASSIGN = "assign"
    APPROVE = "approve"
    NOTE = "note"


class OutcomeStatus(StrEnum):
    """Whether there is an outcome."""

    MEASURED = "measured"
    NOT_MEASURED = "not-measured"
    NOT_APPLICABLE = "not-applicable"
    PRELIMINARY = "preliminary"


class AssessmentKind(StrEnum):
    """Whether an assessment says how it will go or how it went."""

    FORECAST = "forecast"
    OUTCOME = "outcome"


class Perspective(StrEnum):
    """The two perspectives that god ekonomisk hushållning is followed up by."""

    OPERATIONS = "operations"
    FINANCE = "finance"


class RollUp(StrEnum):
    """By which rule the status of a goal is computed."""

    WORST = "worst"
    SHARE = "share"
    MAJORITY = "majority"
    TARGETS_MET = "targets-met"
    STATED = "stated"


class Channel(StrEnum):
    """How citizens could take part."""

    DIGITAL_TOOL = "digital-tool"
    PHYSICAL_PLACE = "physical-place"
    OPEN_SPACE = "open-space"
    WORKSHOP = "workshop"
    CITIZEN_CAFE = "citizen-cafe"
    SURVEY = "survey"
    OTHER = "other"


class Symbol(StrEnum):
    """The shape that a step of an assessment scale is shown with."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"


class IndicatorKind(StrEnum):
    """Whether an indicator measures what was reached or what was done."""

    RESULT = "result"
    ACTIVITY = "activity"


class PeriodKind(StrEnum):
    """Whether a follow-up period is a whole year or a part of one."""

    ANNUAL = "annual"
    INTERIM = "interim"


class Sex(StrEnum):
    """Whom an outcome is about."""

    WOMEN = "F"
    MEN = "M"
    TOTAL = "T"


SCHEMES: Mapping[type[Enum], str] = {
    Status: f"{RTC}status/",
    Condition: f"{RTC}condition/",
    Direction: f"{RTC}direction/",
    DecisionKind: f"{RTC}decision/",
    OutcomeStatus: f"{RTC}outcome-status/",
    AssessmentKind: f"{RTC}assessment-kind/",
    Perspective: f"{RTC}perspective/",
    RollUp: f"{RTC}rollup/",
    Channel: f"{RTC}channel/",
    Symbol: f"{RTC}symbol/",
    IndicatorKind: f"{RTC}indicator-kind/",
    PeriodKind: f"{RTC}period-kind/",
    Gate: f"{RTC}gate/",
    Sex: f"{SDMX_CODE}sex-",
}
"""What the IRIs of each list's members begin with."""


def concept_iri(member: Enum) -> str:
    """The IRI of a member. Raises KeyError for an enumeration that is no concept scheme."""
    return f"{SCHEMES[type(member)]}{member.value}"


def members_by_iri(kind: type[Member]) -> Mapping[str, Member]:
    """Every member of a list by its IRI."""
    return {concept_iri(member): member for member in kind}
