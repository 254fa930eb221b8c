"""What a coverage is counted over: the goals and bodies that are in force, and what is left out and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.analysis.connections import Connections, grouped
from graph.analysis.validity import in_force
from graph.model import Body, Goal, Plan
from graph.model_followup import Indicator
from graph.model_process import Programme
from graph.reference import BodyKind, GoalKind

COMMITTEES = frozenset({BodyKind.EXECUTIVE_BOARD, BodyKind.COMMITTEE, BodyKind.JOINT_COMMITTEE})


class Reason(StrEnum):
    """Why something is left out of the count."""

    NOT_IN_FORCE = "not-in-force"
    DORMANT = "dormant"
    NO_OWNER = "no-owner"
    NOTHING_IN_FORCE = "nothing-in-force"


@dataclass(frozen=True, slots=True)
class Excluded:
    """One thing that is left out of the count, with the reason."""

    thing: str
    reason: Reason


class Scope:
    """One plan in its budget year: what is in force, who owns what, what leads where.

    `clarified` are the goals with a programme section that has purpose, strategy and follow-up.
    """

    def __init__(self, plan: Plan, connections: Connections | None = None) -> None:
        self.plan = plan
        self.connections = connections or Connections(plan)
        self.goals: tuple[Goal, ...] = tuple(goal for goal in plan.goals if self.in_force(goal))
        self.council_goals = tuple(goal for goal in self.goals if goal.kind is GoalKind.COUNCIL)
        self.below = tuple(goal for goal in self.goals if goal.kind is not GoalKind.COUNCIL)
        self.bodies: tuple[Body, ...] = tuple(body for body in plan.bodies if self.in_force(body))
        self._in_force = {thing.iri for thing in (*self.goals, *self.bodies)}
        council = {goal.iri for goal in self.council_goals}
        self._ends = {goal.iri: self.connections.above(goal.iri) & council for goal in self.below}
        self._support = grouped((end, goal) for goal in self.below for end in self._ends[goal.iri])
        self._owned = grouped((owner, goal) for goal in self.goals for owner in self.heirs(goal.owner))
        self.indicators: tuple[Indicator, ...] = tuple(filter(self._counts, plan.indicators))
        self._counted = {indicator.iri for indicator in self.indicators}
        self._own_indicators = grouped(
            (owner, indicator) for indicator in self.indicators for owner in self.heirs(indicator.owner)
        )
        self.clarified = frozenset(
            goal
            for section in plan.sections
            if section.purpose and section.strategy and section.follow_up_plan
            for goal in section.clarifies
        )

    def in_force(self, thing: Goal | Body | Programme) -> bool:
        """Whether a thing is in force in the plan's budget year; true where no year is stated."""
        year = self.plan.budget_year
        return year is None or in_force(thing.valid, self.connections.decisions(thing.iri), year)

    def heirs(self, body: str | None) -> tuple[str, ...]:
        """Who answers for a body: itself while it is in force, else those in force that took over from it."""
        if body is None or body in self._in_force:
            return (body,) if body else ()
        return tuple(sorted(self.connections.successors(body) & self._in_force))

    def group(self, body: str) -> tuple[str, ...]:
        """The bodies in force whose goals count as those of a body: its own and its successors'."""
        return tuple(sorted(({body} | self.connections.successors(body)) & self._in_force))

    def owned(self, body: str) -> Sequence[Goal]:
        """The goals in force that a body answers for, in the plan's order."""
        return self._owned.get(body, ())

    def ends(self, goal: str) -> frozenset[str]:
        """The council goals in force that a committee or company goal in force leads to."""
        return self._ends.get(goal, frozenset())

    def support(self, council_goal: str) -> Sequence[Goal]:
        """The committee and company goals in force that lead to a council goal, in any number of steps."""
        return self._support.get(council_goal, ())

    def should_have_goals(self, body: Body) -> bool:
        """Whether a body in force is a committee, or a company that is not dormant."""
        return body.kind in COMMITTEES or (body.kind is BodyKind.COMPANY and body.active is not False)

    def indicators_of(self, goals: Iterable[Goal]) -> tuple[Indicator, ...]:
        """The indicators that measure some goals, each once."""
        found = {each.iri: each for goal in goals for each in self.connections.indicators(goal.iri)}
        return tuple(found.values())

    def own_indicators(self, body: str) -> Sequence[Indicator]:
        """The indicators that a body answers for by itself, whatever they measure."""
        return self._own_indicators.get(body, ())

    def excluded_goals(self, kinds: Iterable[GoalKind] = GoalKind) -> tuple[Excluded, ...]:
        """The goals of some kinds that are not in force."""
        wanted = set(kinds)
        return tuple(
            Excluded(goal.iri, Reason.NOT_IN_FORCE)
            for goal in self.plan.goals
            if goal.kind in wanted and goal.iri not in self._in_force
        )

    def ownerless(self) -> tuple[Excluded, ...]:
        """The committee and company goals in force that no body in force answers for."""
        return tuple(Excluded(goal.iri, Reason.NO_OWNER) for goal in self.below if not self.heirs(goal.owner))

    def excluded_bodies(self, kinds: Iterable[BodyKind] = BodyKind) -> tuple[Excluded, ...]:
        """The bodies of some kinds that are not in force, and the companies that are dormant."""
        return tuple(self._left_out(set(kinds)))

    def excluded_indicators(self) -> tuple[Excluded, ...]:
        """The indicators that measure only goals that are not in force."""
        return tuple(
            Excluded(each.iri, Reason.NOTHING_IN_FORCE)
            for each in self.plan.indicators
            if each.iri not in self._counted
        )

    def _left_out(self, kinds: set[BodyKind]) -> Iterator[Excluded]:
        for body in self.plan.bodies:
            if body.kind not in kinds:
                continue
            if body.iri not in self._in_force:
                yield Excluded(body.iri, Reason.NOT_IN_FORCE)
            elif body.kind is BodyKind.COMPANY and body.active is False:
                yield Excluded(body.iri, Reason.DORMANT)

    def _counts(self, indicator: Indicator) -> bool:
        known = [goal for goal in indicator.measures if goal in self.connections.goals]
        return not known or any(goal in self._in_force for goal in known)
