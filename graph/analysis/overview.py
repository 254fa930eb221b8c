"""What is said of a plan first: what it covers, its council goals and how it goes for them, what is late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.agenda2030 import agenda
from graph.analysis.coverage_scope import Scope
from graph.analysis.coverage_tallies import Tally, tallies
from graph.analysis.standings import standings
from graph.analysis.thread import Standing
from graph.model import Body, Goal, Plan
from graph.model_followup import FollowUpPeriod
from graph.model_process import Milestone


@dataclass(frozen=True, slots=True)
class CouncilGoal:
    """A council goal in force: its owner, the goals that lead to it, and how it goes, where that is known."""

    goal: Goal
    owner: Body | None
    support: tuple[Goal, ...]
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Overview:
    """A plan at a glance. `period` is the one that statuses are of; None where nothing was followed up."""

    period: FollowUpPeriod | None
    tallies: Mapping[str, Tally]
    council_goals: tuple[CouncilGoal, ...]
    late: tuple[Milestone, ...]


def overview(plan: Plan, period: FollowUpPeriod | None, today: date) -> Overview:
    """A plan at a glance, on one day."""
    scope = Scope(plan)
    found = standings(plan, period, scope.connections) if period else {}
    return Overview(
        period,
        tallies(scope, agenda(), period),
        tuple(
            CouncilGoal(
                goal,
                scope.connections.bodies.get(goal.owner or ""),
                tuple(scope.support(goal.iri)),
                found.get(goal.iri),
            )
            for goal in scope.council_goals
        ),
        late_steps(plan, today),
    )


def late_steps(plan: Plan, today: date) -> tuple[Milestone, ...]:
    """The steps of the time plan that should be done but have not ended in a decision, in their order."""
    return tuple(step for step in plan.milestones if not step.ended_in and _has_passed(step, today))


def _has_passed(step: Milestone, today: date) -> bool:
    planned = step.planned_end or step.planned_start
    return planned is not None and planned < today
