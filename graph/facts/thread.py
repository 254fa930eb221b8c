"""Facts about the thread: what is in force, for how long, where it runs in a circle, who is missing."""

from collections.abc import Iterator

from graph.analysis.validity import whole_years
from graph.facts.circumstances import Circumstances, Fact
from graph.facts.sdg import sdg_goal_of
from graph.model import Body, Goal
from graph.reference import GoalKind
from ontology.namespaces import RT

DEFAULT_HORIZON = 8
DEFAULT_MOST_SDG_GOALS = 6


def not_in_force(circumstances: Circumstances) -> Iterator[Fact]:
    """Goals and bodies that are not in force in the plan's budget year."""
    plan = circumstances.plan
    things: tuple[Goal | Body, ...] = (*plan.goals, *plan.bodies)
    for thing in things:
        if not circumstances.is_in_force(thing):
            yield thing.iri, RT.notInForce, True


def validity_of_council_goals(circumstances: Circumstances) -> Iterator[Fact]:
    """How many whole years every council goal is valid, and how many it is meant to be."""
    horizon = circumstances.plan.governing_model.goal_horizon
    for goal in circumstances.plan.goals_of_kind(GoalKind.COUNCIL):
        years = whole_years(goal.valid, circumstances.connections.decisions(goal.iri))
        if years is not None:
            yield goal.iri, RT.validYears, years
        yield goal.iri, RT.horizonYears, DEFAULT_HORIZON if horizon is None else horizon


def circles(circumstances: Circumstances) -> Iterator[Fact]:
    """For every goal in a circle, the next goal or goals on the way round."""
    connections = circumstances.connections
    for goal in circumstances.plan.goals:
        for above in goal.contributes_to:
            if goal.iri == above or goal.iri in connections.above(above):
                yield goal.iri, RT.circularVia, above


def ties_to_agenda_2030(circumstances: Circumstances) -> Iterator[Fact]:
    """How many of the Agenda 2030 goals every council goal is tied to, and how many it may be."""
    most = circumstances.plan.governing_model.maximum_sdg_goals
    for goal in circumstances.plan.goals_of_kind(GoalKind.COUNCIL):
        tied = {sdg_goal_of(tie) for tie in (*goal.addresses, *goal.addresses_partly)} - {None}
        yield goal.iri, RT.sdgGoalCount, len(tied)
        yield goal.iri, RT.mostSdgGoals, DEFAULT_MOST_SDG_GOALS if most is None else most


def missing_contributors(circumstances: Circumstances) -> Iterator[Fact]:
    """Bodies that are expected to contribute to a council goal in force, but have no goal that does.

    The goal of a body that took over from the expected one counts as that one's.
    """
    connections = circumstances.connections
    for council_goal in circumstances.plan.goals_of_kind(GoalKind.COUNCIL):
        if not circumstances.is_in_force(council_goal):
            continue
        for body in council_goal.expected_contributors:
            owners = {body, *connections.successors(body)} if body in connections.bodies else set()
            if owners and not any(_contributes(circumstances, owner, council_goal) for owner in owners):
                yield council_goal.iri, RT.missingContributor, body


def _contributes(circumstances: Circumstances, owner: str, council_goal: Goal) -> bool:
    connections = circumstances.connections
    return any(
        circumstances.is_in_force(goal) and council_goal.iri in connections.above(goal.iri)
        for goal in connections.owned(owner)
    )


FACTS = (
    not_in_force,
    validity_of_council_goals,
    circles,
    ties_to_agenda_2030,
    missing_contributors,
)
