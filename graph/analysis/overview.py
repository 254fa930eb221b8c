"""What is said of a plan first: what it covers, its council goals and how it goes for them, what is late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.agenda2030 import agenda
from graph.analysis.coverage_scope import Scope
from graph.analysis.coverage_tallies import Tally, tallies
from graph.analysis.followup import canonical_status, computed_statuses, stated_assessment
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
    standings = _standings(scope, period) if period else {}
    return Overview(
        period,
        tallies(scope, agenda(), period),
        tuple(
            CouncilGoal(
                goal,
                scope.connections.bodies.get(goal.owner or ""),
                tuple(scope.support(goal.iri)),
                standings.get(goal.iri),
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


def _standings(scope: Scope, period: FollowUpPeriod) -> Mapping[str, Standing]:
    plan, connections = scope.plan, scope.connections
    computed = computed_statuses(plan, period, connections)
    steps = {step.iri: step for step in plan.scale}
    found: dict[str, Standing] = {}
    for goal in scope.council_goals:
        assessment = stated_assessment(connections.assessments(goal.iri), period)
        status = assessment.status if assessment else None
        found[goal.iri] = Standing(
            period, computed[goal.iri], assessment, canonical_status(plan, status), steps.get(status or "")
        )
    return found
