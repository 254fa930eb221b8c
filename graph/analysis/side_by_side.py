"""Two plans beside each other, figure by figure: how much hangs together, how it goes, what they aim at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.agenda2030 import agenda
from graph.analysis.coverage_tallies import Tally
from graph.analysis.followup import computed_statuses
from graph.analysis.overview import Overview, overview
from graph.model import Plan
from graph.model_followup import FollowUpPeriod
from graph.reference import GoalKind, Status


@dataclass(frozen=True, slots=True)
class Side:
    """One plan's figures. `statuses` are the computed ones of council goals in force, in its period."""

    plan: Plan
    overview: Overview
    goals: dict[GoalKind, int]
    statuses: dict[Status, int]
    agenda_goals: frozenset[str]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two plans; a tally stands where one of them expects something. `agenda_goals`: the UN's 17, as IRIs."""

    left: Side
    right: Side
    tallies: Sequence[tuple[str, Tally, Tally]]
    agenda_goals: Sequence[str]


def side_by_side(
    left: tuple[Plan, FollowUpPeriod | None], right: tuple[Plan, FollowUpPeriod | None], today: date
) -> SideBySide:
    """Put two plans beside each other, each with the period that its statuses are of."""
    sides = _side(*left, today), _side(*right, today)
    left_tallies, right_tallies = (side.overview.tallies for side in sides)
    # what is counted of a period is there only for a plan that was followed up
    names = dict.fromkeys((*left_tallies, *right_tallies))
    pairs = [(name, left_tallies.get(name, Tally()), right_tallies.get(name, Tally())) for name in names]
    return SideBySide(
        *sides,
        [(name, one, other) for name, one, other in pairs if one.expected or other.expected],
        [sdg.iri for sdg in agenda() if sdg.is_goal],
    )


def _side(plan: Plan, period: FollowUpPeriod | None, today: date) -> Side:
    seen = overview(plan, period, today)
    in_force = [each.goal for each in seen.council_goals]
    computed = computed_statuses(plan, period) if period else {}
    ties = {iri for goal in in_force for iri in (*goal.addresses, *goal.addresses_partly)}
    return Side(
        plan,
        seen,
        {kind: len(plan.goals_of_kind(kind)) for kind in GoalKind},
        {status: sum(computed[each.iri].status is status for each in in_force) for status in Status}
        if period
        else {},
        frozenset(sdg.iri for sdg in agenda() if sdg.is_goal and any(_within(iri, sdg.iri) for iri in ties)),
    )


def _within(tie: str, goal: str) -> bool:
    """Whether a goal or target of Agenda 2030 is a goal or one of its targets."""
    return tie == goal or tie.startswith(f"{goal}.")
