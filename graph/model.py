"""The read model: one plan as plain, frozen values, made by graph.query and read by everything after it.

References are IRIs (texts); a blank node is written `_:` and its label. None stands for unknown: what
was not stated, and what was stated with a value of the wrong kind (which the shapes report). Tuples of
things are in the order they are shown: by sort order, then identifier, then IRI.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from graph.model_base import Named, Span, Thing, Wording
from graph.model_followup import Assessment, FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.model_process import (
    Assignment,
    Decision,
    Dialogue,
    DialogueInput,
    Document,
    Milestone,
    Programme,
    ProgrammeSection,
    ReferralReply,
)
from graph.reference import BodyKind, ConceptKind, GoalKind, Perspective, RollUp, Status, Symbol


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality(Named):
    """The municipality whose plan it is; `code` is SCB's four digits."""

    code: str | None = None
    organisation_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Thing):
    """Where to turn with questions: a function, never a person. `email` is a mailto: IRI."""

    name: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MandatePeriod(Named):
    """The years between two elections."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleStep(Named):
    """One step of the municipality's own assessment scale, and the reference status that it stands for."""

    canonical: Status | None = None
    symbol: Symbol | None = None
    colour: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoverningModel(Named):
    """The municipality's own settings; None where the program's default holds.

    Thresholds are shares in percent.
    """

    minimum_council_goals: int | None = None
    maximum_council_goals: int | None = None
    maximum_goals_per_body: int | None = None
    maximum_sdg_goals: int | None = None
    goal_horizon: int | None = None
    roll_up_rule: RollUp | None = None
    roll_up_threshold: Decimal | None = None
    partly_threshold: Decimal | None = None
    name_of_council_goal: Wording = field(default_factory=Wording)
    name_of_committee_goal: Wording = field(default_factory=Wording)
    name_of_company_goal: Wording = field(default_factory=Wording)
    assessment_scale: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Named):
    """A council, board, committee, company, foundation or federation. `active` None: not stated."""

    kind: BodyKind
    parent: str | None = None
    organisation_number: str | None = None
    active: bool | None = None
    valid: Span | None = None
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vision(Named):
    """What the municipality wants to become."""

    valid: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreValue(Named):
    """One word of the municipality's core values."""

    valid: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept(Named):
    """One of the municipality's own concepts; `kind` is None for a concept of another framework."""

    kind: ConceptKind | None = None
    scheme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Named):
    """A goal of the council, a committee or a company. Its wording is its title.

    `addresses` holds the whole ties to Agenda 2030, `addresses_partly` the partial ones.
    """

    kind: GoalKind
    owner: str | None = None
    based_on: tuple[str, ...] = ()
    contributes_to: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    addresses_partly: tuple[str, ...] = ()
    aligns_with: tuple[str, ...] = ()
    expected_contributors: tuple[str, ...] = ()
    referred_to: tuple[str, ...] = ()
    intended_effect: Wording = field(default_factory=Wording)
    target_groups: tuple[str, ...] = ()
    focus_areas: tuple[str, ...] = ()
    goal_area: str | None = None
    perspective: Perspective | None = None
    sound_financial_management: bool | None = None
    valid: Span | None = None
    revision_of: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Named):
    """One municipality's goals for one budget year, with all that belongs to them.

    `base` is what the identifiers begin with; `governing_model` is an empty one where the plan has none.
    `published` is the day it first became open data, `landing_page` the web page where people find it, and
    `endpoint` the address of a SPARQL service that holds it.
    """

    budget_year: int | None = None
    base: str | None = None
    municipality: Municipality | None = None
    governing_model: GoverningModel
    mandate_period: MandatePeriod | None = None
    contact: Contact | None = None
    publisher: str | None = None
    licence: str | None = None
    language: str | None = None
    published: date | None = None
    landing_page: str | None = None
    endpoint: str | None = None
    bodies: tuple[Body, ...] = ()
    visions: tuple[Vision, ...] = ()
    core_values: tuple[CoreValue, ...] = ()
    goals: tuple[Goal, ...] = ()
    concepts: tuple[Concept, ...] = ()
    scale: tuple[ScaleStep, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[TargetValue, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    periods: tuple[FollowUpPeriod, ...] = ()
    programmes: tuple[Programme, ...] = ()
    sections: tuple[ProgrammeSection, ...] = ()
    decisions: tuple[Decision, ...] = ()
    documents: tuple[Document, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    dialogues: tuple[Dialogue, ...] = ()
    inputs: tuple[DialogueInput, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    replies: tuple[ReferralReply, ...] = ()

    def goals_of_kind(self, kind: GoalKind) -> tuple[Goal, ...]:
        """The goals of one kind, in their order."""
        return tuple(goal for goal in self.goals if goal.kind is kind)
