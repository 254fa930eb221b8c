"""Facts about clarity: how many goals there are, and which share a title."""

from collections.abc import Iterator

from graph.facts.circumstances import Circumstances, Fact
from graph.model import Goal
from graph.reference import GoalKind, Perspective
from ontology.namespaces import RT

DEFAULT_LEAST_COUNCIL_GOALS = 4
DEFAULT_MOST_COUNCIL_GOALS = 5
DEFAULT_MOST_GOALS = 5


def number_of_council_goals(circumstances: Circumstances) -> Iterator[Fact]:
    """How many council goals are in force, financial ones apart, and the bounds of that number."""
    plan = circumstances.plan
    counted = [
        goal
        for goal in plan.goals_of_kind(GoalKind.COUNCIL)
        if goal.perspective is not Perspective.FINANCE and circumstances.is_in_force(goal)
    ]
    least, most = plan.governing_model.minimum_council_goals, plan.governing_model.maximum_council_goals
    yield plan.iri, RT.councilGoalCount, len(counted)
    yield plan.iri, RT.leastCouncilGoals, DEFAULT_LEAST_COUNCIL_GOALS if least is None else least
    yield plan.iri, RT.mostCouncilGoals, DEFAULT_MOST_COUNCIL_GOALS if most is None else most


def number_of_goals_of_bodies(circumstances: Circumstances) -> Iterator[Fact]:
    """How many committee or company goals in force every body has, and how many it may have."""
    most = circumstances.plan.governing_model.maximum_goals_per_body
    for body in circumstances.plan.bodies:
        goals = [
            goal
            for goal in circumstances.connections.owned(body.iri)
            if goal.kind is not GoalKind.COUNCIL and circumstances.is_in_force(goal)
        ]
        yield body.iri, RT.goalCount, len(goals)
        yield body.iri, RT.mostGoals, DEFAULT_MOST_GOALS if most is None else most


def shared_titles(circumstances: Circumstances) -> Iterator[Fact]:
    """For every goal that shares its Swedish title with another of the same body, that other one."""
    alike: dict[tuple[str, str], list[Goal]] = {}
    for goal in circumstances.plan.goals:
        title = goal.title.only("sv")
        if title and goal.owner and circumstances.is_in_force(goal):
            alike.setdefault((goal.owner, " ".join(title.casefold().split())), []).append(goal)
    for goals in alike.values():
        for goal in goals:
            other = next((each for each in goals if each is not goal), None)
            if other is not None:
                yield goal.iri, RT.sameTitleAs, other.iri


FACTS = (number_of_council_goals, number_of_goals_of_bodies, shared_titles)
