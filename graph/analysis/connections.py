"""How the parts of a plan hang together: what contributes to what, is measured by what, decided by what."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from graph.model import Body, Goal, Plan
from graph.model_followup import Assessment, FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.model_process import Decision

T = TypeVar("T")


def grouped(pairs: Iterable[tuple[str | None, T]]) -> Mapping[str, Sequence[T]]:
    """Values by what they belong to; what belongs to nothing is left out."""
    found: dict[str, list[T]] = {}
    for owner, value in pairs:
        if owner is not None:
            found.setdefault(owner, []).append(value)
    return found


class Connections:
    """An index over one plan, keyed by IRI; links that lead to nothing in the plan are passed over."""

    def __init__(self, plan: Plan) -> None:
        self.goals: Mapping[str, Goal] = {goal.iri: goal for goal in plan.goals}
        self.bodies: Mapping[str, Body] = {body.iri: body for body in plan.bodies}
        self.periods: Mapping[str, FollowUpPeriod] = {period.iri: period for period in plan.periods}
        self._contributors = grouped((above, goal) for goal in plan.goals for above in goal.contributes_to)
        self._indicators = grouped((goal, each) for each in plan.indicators for goal in each.measures)
        self._targets = grouped((target.indicator, target) for target in plan.targets)
        self._outcomes = grouped((outcome.indicator, outcome) for outcome in plan.outcomes)
        self._assessments = grouped((each.goal, each) for each in plan.assessments)
        self._decisions = grouped((thing, each) for each in plan.decisions for thing in each.decides)
        self._owned = grouped((goal.owner, goal) for goal in plan.goals)
        self._above: dict[str, frozenset[str]] = {}

    def above(self, goal: str) -> frozenset[str]:
        """Every goal in the plan that a goal contributes to, in any number of steps.

        The goal itself is among them only where it lies in a circle.
        """
        found = self._above.get(goal)
        if found is None:
            found = self._above[goal] = frozenset(self._climb(goal))
        return found

    def _climb(self, start: str) -> set[str]:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            goal = self.goals.get(waiting.pop())
            if goal is None:
                continue
            for above in goal.contributes_to:
                if above in self.goals and above not in seen:
                    seen.add(above)
                    waiting.append(above)
        return seen

    def contributors(self, goal: str) -> Sequence[Goal]:
        """The goals that contribute to a goal directly."""
        return self._contributors.get(goal, ())

    def indicators(self, goal: str) -> Sequence[Indicator]:
        """The indicators that measure a goal."""
        return self._indicators.get(goal, ())

    def targets(self, indicator: str) -> Sequence[TargetValue]:
        """The target values of an indicator, for all periods."""
        return self._targets.get(indicator, ())

    def outcomes(self, indicator: str) -> Sequence[Outcome]:
        """The outcomes of an indicator, for all periods."""
        return self._outcomes.get(indicator, ())

    def assessments(self, goal: str) -> Sequence[Assessment]:
        """The assessments of a goal, for all periods."""
        return self._assessments.get(goal, ())

    def decisions(self, thing: str) -> Sequence[Decision]:
        """The decisions about a thing."""
        return self._decisions.get(thing, ())

    def owned(self, body: str) -> Sequence[Goal]:
        """The goals that a body is responsible for."""
        return self._owned.get(body, ())

    def successors(self, body: str) -> frozenset[str]:
        """The bodies that took over from a body, in any number of steps; never the body itself."""
        seen: set[str] = set()
        waiting = [body]
        while waiting:
            current = self.bodies.get(waiting.pop())
            for successor in current.replaced_by if current else ():
                if successor not in seen and successor != body:
                    seen.add(successor)
                    waiting.append(successor)
        return frozenset(seen)
