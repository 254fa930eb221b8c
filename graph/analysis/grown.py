"""A plan's goal tree with how it goes at every place: computed once, shown in many ways."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.analysis.connections import Connections
from graph.analysis.followup import targets_for
from graph.analysis.standings import standings
from graph.analysis.targets import TargetCheck, check_target
from graph.analysis.thread import Standing
from graph.analysis.tree import Tree, tree_of
from graph.analysis.validity import in_force
from graph.model import Plan
from graph.model_followup import FollowUpPeriod, TargetValue
from graph.reference import Status


@dataclass(frozen=True, slots=True, eq=False)  # one is the same as itself only, so it can be remembered by
class Grown:
    """A tree, and by IRI how it goes: for each goal, and for each indicator how its target values fared.

    `period` is the one followed up; None where nothing was, and then nothing is known of how it goes.
    `in_force` are the goals that hold in the plan's budget year.
    """

    plan: Plan
    period: FollowUpPeriod | None
    connections: Connections
    tree: Tree
    standings: Mapping[str, Standing]
    checks: Mapping[str, tuple[tuple[TargetValue, TargetCheck], ...]]
    in_force: frozenset[str]

    @property
    def statuses(self) -> Mapping[str, Status]:
        """The status to show of each goal: the stated one, else the computed."""
        return {iri: standing.status for iri, standing in self.standings.items()}


def grown(plan: Plan, period: FollowUpPeriod | None) -> Grown:
    """The tree of a plan with how it goes in a period."""
    connections = Connections(plan)
    year = plan.budget_year
    return Grown(
        plan,
        period,
        connections,
        tree_of(plan, connections),
        standings(plan, period, connections) if period else {},
        _checks(plan, period, connections) if period else {},
        frozenset(
            goal.iri
            for goal in plan.goals
            if year is None or in_force(goal.valid, connections.decisions(goal.iri), year)
        ),
    )


def _checks(
    plan: Plan, period: FollowUpPeriod, connections: Connections
) -> Mapping[str, tuple[tuple[TargetValue, TargetCheck], ...]]:
    return {
        indicator.iri: tuple(
            (
                target,
                check_target(
                    target, indicator, connections.outcomes(indicator.iri), period, connections.periods
                ),
            )
            for target in targets_for(connections.targets(indicator.iri), period, connections.periods)
        )
        for indicator in plan.indicators
    }
