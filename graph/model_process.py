"""The read model of how a plan came about: programme, decisions, time plan, dialogue, assignments."""

from dataclasses import dataclass, field
from datetime import date

from graph.model_base import Named, Span, Thing, Wording
from graph.reference import Channel, DecisionKind
from shapes.findings import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Named):
    """A programme that clarifies council goals."""

    valid: Span | None = None
    referred_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning(Thing):
    """What a council goal means for one target group or focus area (`concerns`)."""

    concerns: str | None = None
    text: Wording = field(default_factory=Wording)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeSection(Named):
    """The part of a programme that clarifies one council goal or some."""

    programme: str | None = None
    clarifies: tuple[str, ...] = ()
    purpose: Wording = field(default_factory=Wording)
    strategy: Wording = field(default_factory=Wording)
    follow_up_plan: Wording = field(default_factory=Wording)
    meanings: tuple[Meaning, ...] = ()
    success_factors: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Named):
    """A document that a decision was based on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Named):
    """Who decided what, when. `previous_end` and `new_end` belong to a decision to extend."""

    decided_by: str | None = None
    dated: date | None = None
    paragraph: str | None = None
    registry_number: str | None = None
    kind: DecisionKind | None = None
    decides: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    sent_to: tuple[str, ...] = ()
    previous_end: date | None = None
    new_end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Named):
    """One step of the time plan."""

    sequence: int | None = None
    planned_start: date | None = None
    planned_end: date | None = None
    responsible_bodies: tuple[str, ...] = ()
    activity: Wording = field(default_factory=Wording)
    gate: Gate | None = None
    ended_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue(Named):
    """One occasion or channel of citizen dialogue."""

    channel: Channel | None = None
    held: Span | None = None
    place: str | None = None
    participants: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueInput(Named):
    """What came out of a dialogue, summed up."""

    dialogue: str | None = None
    keywords: tuple[str, ...] = ()
    reason_not_used: Wording = field(default_factory=Wording)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Named):
    """An assignment from the council or the board to a body, beside its goals."""

    assigned_to: str | None = None
    assigned_by: str | None = None
    goals: tuple[str, ...] = ()
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralReply(Thing):
    """A body's reply to the question how it contributes."""

    replied_by: str | None = None
    replies_to: tuple[str, ...] = ()
    dated: date | None = None
    text: Wording = field(default_factory=Wording)
