"""The goals that hang loose, each with the council goals that it may belong to, ready to be laid out."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.analysis.suggestions import Suggesting
from graph.asking import names_to_ask_by
from graph.model import Goal, Plan
from graph.report.listing import NO_BODY
from graph.report.outline import one_line
from graph.report.suggestion_words import Proposing
from graph.report.trace_words import called
from shapes.findings import Language


@dataclass(frozen=True, slots=True)
class Proposal:
    """A council goal that a goal may belong to: what it is asked for by, its name, and why."""

    asked_by: str
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loose:
    """A goal that hangs loose, its owner, and what it may belong to, the likeliest first."""

    asked_by: str
    name: str
    owner: str
    proposals: tuple[Proposal, ...]


def loose_goals(plan: Plan, body: str | None, language: Language) -> Sequence[Loose]:
    """Every goal that hangs loose, or those of one body by its id or IRI."""
    suggesting = Suggesting(plan)
    bodies = {each.iri: each for each in plan.bodies}
    found = suggesting.loose
    if body is not None:
        owners = [bodies.get(goal.owner or "") for goal in found]
        asked_by = [{owner.identifier, owner.iri} if owner else {NO_BODY} for owner in owners]
        found = tuple(goal for goal, names in zip(found, asked_by, strict=True) if body in names)
    return [_loose(suggesting, goal, language) for goal in found]


def loose_goal(plan: Plan, goal: Goal, language: Language) -> Loose | None:
    """One goal with what it may belong to; None for one that does not hang loose."""
    suggesting = Suggesting(plan)
    return _loose(suggesting, goal, language) if goal in suggesting.loose else None


def _loose(suggesting: Suggesting, goal: Goal, language: Language) -> Loose:
    plan = suggesting.scope.plan
    names = names_to_ask_by(plan)
    proposing = Proposing(suggesting, language)
    owner = suggesting.scope.connections.bodies.get(goal.owner or "")
    return Loose(
        names[goal.iri],
        called(goal, language),
        one_line(owner.name(language)) if owner else "",
        tuple(
            Proposal(
                names[each.goal.iri],
                called(each.goal, language),
                tuple(proposing.reasons(goal, each)),
            )
            for each in suggesting.for_goal(goal)
        ),
    )
