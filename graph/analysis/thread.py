"""The thread of one goal: up to the vision and core values, down to what is measured, and what is beside."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias, TypeVar

import networkx as nx

from graph.analysis.connections import Connections, grouped
from graph.analysis.followup import (
    ComputedStatus,
    canonical_status,
    computed_statuses,
    stated_assessment,
    targets_for,
)
from graph.analysis.targets import TargetCheck, check_target
from graph.analysis.validity import in_force
from graph.model import Body, CoreValue, Goal, Plan, ScaleStep, Vision
from graph.model_base import Thing
from graph.model_followup import Assessment, FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.model_process import Assignment, Decision, DialogueInput, ProgrammeSection
from graph.reference import GoalKind, Status

T = TypeVar("T", bound=Thing)
Following: TypeAlias = Callable[[str], Sequence[str]]


class Fold(StrEnum):
    """Why a step is not unfolded where it stands."""

    ELSEWHERE = "elsewhere"
    CIRCLE = "circle"
    DEPTH = "depth"


@dataclass(frozen=True, slots=True)
class Step:
    """A goal's place in a tree, `level` steps from the goal asked for, reached from the goal `through`.

    Every goal is unfolded once, where it is nearest; at any other place `fold` says why it is not: it stands
    elsewhere, or the link lies in a circle. A step at the greatest depth leaves out `left_out` goals.
    """

    goal: str
    through: str
    level: int
    fold: Fold | None = None
    left_out: int = 0

    @property
    def unfolded(self) -> bool:
        """Whether this is the place where the goal is told of."""
        return self.fold in {None, Fold.DEPTH}


@dataclass(frozen=True, slots=True)
class Standing:
    """How it goes for a goal in a period: as stated and as computed.

    `stated` is the reference status behind the assessment, `step` its step on the municipality's own scale.
    """

    period: FollowUpPeriod
    computed: ComputedStatus
    assessment: Assessment | None = None
    stated: Status | None = None
    step: ScaleStep | None = None

    @property
    def status(self) -> Status:
        """The status to show: the stated one, else the computed."""
        return self.stated or self.computed.status


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator with all its target values and outcomes; `checks` are those of the period."""

    indicator: Indicator
    targets: tuple[TargetValue, ...]
    outcomes: tuple[Outcome, ...]
    checks: tuple[TargetCheck, ...]


@dataclass(frozen=True, slots=True)
class Knot:
    """A goal with all that hangs on it. `missing` are the goals that it contributes to but the plan lacks."""

    goal: Goal
    owner: Body | None
    in_force: bool
    standing: Standing | None
    missing: tuple[str, ...]
    visions: tuple[Vision, ...]
    core_values: tuple[CoreValue, ...]
    measures: tuple[Measure, ...]
    assessments: tuple[Assessment, ...]
    decisions: tuple[Decision, ...]
    sections: tuple[ProgrammeSection, ...]
    inputs: tuple[DialogueInput, ...]
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """The thread of one goal. `up` and `down` are trees as they are read: a step, then those below it.

    `knots` holds every goal in the thread by IRI, the goal asked for first. `circles` are groups of goals
    that contribute to each other in a circle. `period` is the one that statuses and target values are shown
    for; None where nothing was followed up.
    """

    plan: Plan
    goal: Goal
    period: FollowUpPeriod | None
    depth: int | None
    up: tuple[Step, ...]
    down: tuple[Step, ...]
    knots: Mapping[str, Knot]
    circles: tuple[tuple[str, ...], ...]

    @property
    def reaches_council(self) -> bool:
        """Whether the thread leads up to a council goal, or starts at one; rules T01 and T02 ask the same."""
        above = (self.knots[iri].goal for iri in (self.goal.iri, *(step.goal for step in self.up)))
        return any(goal.kind is GoalKind.COUNCIL for goal in above)


def thread_of(
    plan: Plan, goal: Goal, period: FollowUpPeriod | None = None, *, depth: int | None = None
) -> Thread:
    """The thread of a goal of the plan; `depth` is how many steps down it goes, None for all."""
    connections = Connections(plan)
    above = _only_once(lambda iri: [each for each in _parents(connections, iri) if each in connections.goals])
    below = _only_once(lambda iri: [each.iri for each in connections.contributors(iri)])
    circle_of = _circles(goal.iri, above, below)
    up = _walk(goal.iri, above, circle_of, None)
    down = _walk(goal.iri, below, circle_of, depth)
    shown = dict.fromkeys([goal.iri, *(step.goal for step in (*up, *down))])
    gatherer = _Gatherer(plan, connections, period)
    members = grouped((str(number), iri) for iri, number in circle_of.items() if iri in shown)
    return Thread(
        plan=plan,
        goal=goal,
        period=period,
        depth=depth,
        up=up,
        down=down,
        knots={iri: gatherer.knot(connections.goals[iri]) for iri in shown},
        circles=tuple(
            tuple(each.iri for each in plan.goals if each.iri in circle)
            for circle in map(frozenset, members.values())
        ),
    )


def _parents(connections: Connections, iri: str) -> Sequence[str]:
    return connections.goals[iri].contributes_to


def _only_once(following: Following) -> Following:
    """The same links, each once though it may have been stated twice."""
    return lambda iri: list(dict.fromkeys(following(iri)))


def _circles(start: str, above: Following, below: Following) -> Mapping[str, int]:
    """The number of the circle that a goal of the thread lies in, by goal; goals in none are left out."""
    goals = {start, *_nearest(start, above, None), *_nearest(start, below, None)}
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_nodes_from(sorted(goals))
    network.add_edges_from((iri, parent) for iri in sorted(goals) for parent in above(iri) if parent in goals)
    knotted = [
        sorted(group)
        for group in nx.strongly_connected_components(network)
        if len(group) > 1 or any(network.has_edge(iri, iri) for iri in group)
    ]
    return {iri: number for number, group in enumerate(sorted(knotted)) for iri in group}


def _nearest(start: str, following: Following, depth: int | None) -> Mapping[str, str]:
    """Every goal that is reached, by a shortest way, with the goal that it is reached from; not `start`."""
    found: dict[str, str] = {}
    border, level = [start], 0
    while border and (depth is None or level < depth):
        reached: list[str] = []
        for iri in border:
            for further in following(iri):
                if further != start and further not in found:
                    found[further] = iri
                    reached.append(further)
        border, level = reached, level + 1
    return found


def _walk(
    start: str, following: Following, circle_of: Mapping[str, int], depth: int | None
) -> tuple[Step, ...]:
    """The tree from a goal, without the goal itself; never recursive, since chains may be long."""
    hung_on = _nearest(start, following, depth)

    def step(further: str, through: str, level: int) -> Step:
        if hung_on.get(further) == through:
            unseen = {each for each in following(further) if each not in hung_on and each != start}
            fold = Fold.DEPTH if unseen and level == depth else None
            return Step(further, through, level, fold, len(unseen) if fold else 0)
        number = circle_of.get(further)
        circular = number is not None and number == circle_of.get(through)
        return Step(further, through, level, Fold.CIRCLE if circular else Fold.ELSEWHERE)

    def steps_from(iri: str, level: int) -> list[Step]:
        if depth is not None and level > depth:
            return []
        return [step(further, iri, level) for further in reversed(following(iri))]

    steps: list[Step] = []
    waiting = steps_from(start, 1)
    while waiting:
        current = waiting.pop()
        steps.append(current)
        if current.fold is None:
            waiting += steps_from(current.goal, current.level + 1)
    return tuple(steps)


class _Gatherer:
    """Gathers what hangs on each goal of a plan."""

    def __init__(self, plan: Plan, connections: Connections, period: FollowUpPeriod | None) -> None:
        self.plan = plan
        self.connections = connections
        self.period = period
        self.computed = computed_statuses(plan, period, connections) if period else {}
        self.scale = {step.iri: step for step in plan.scale}
        self.sections = grouped((goal, each) for each in plan.sections for goal in each.clarifies)
        self.assignments = grouped((goal, each) for each in plan.assignments for goal in each.goals)

    def knot(self, goal: Goal) -> Knot:
        """A goal with all that hangs on it."""
        connections = self.connections
        decisions = connections.decisions(goal.iri)
        year = self.plan.budget_year
        return Knot(
            goal=goal,
            owner=connections.bodies.get(goal.owner or ""),
            in_force=year is None or in_force(goal.valid, decisions, year),
            standing=self._standing(goal),
            missing=tuple(each for each in goal.contributes_to if each not in connections.goals),
            visions=_among(self.plan.visions, goal.based_on),
            core_values=_among(self.plan.core_values, goal.based_on),
            measures=tuple(self._measure(each) for each in connections.indicators(goal.iri)),
            assessments=tuple(sorted(connections.assessments(goal.iri), key=self._assessed)),
            decisions=tuple(sorted(decisions, key=lambda each: each.dated or date.max)),
            sections=tuple(self.sections.get(goal.iri, ())),
            inputs=_among(self.plan.inputs, goal.derived_from),
            assignments=tuple(self.assignments.get(goal.iri, ())),
        )

    def _standing(self, goal: Goal) -> Standing | None:
        if self.period is None:
            return None
        assessment = stated_assessment(self.connections.assessments(goal.iri), self.period)
        status = assessment.status if assessment else None
        return Standing(
            self.period,
            self.computed[goal.iri],
            assessment,
            canonical_status(self.plan, status),
            self.scale.get(status or ""),
        )

    def _measure(self, indicator: Indicator) -> Measure:
        targets = self.connections.targets(indicator.iri)
        outcomes = self.connections.outcomes(indicator.iri)
        periods = self.connections.periods
        period = self.period
        return Measure(
            indicator,
            tuple(sorted(targets, key=lambda each: self._when(each.period))),
            tuple(sorted(outcomes, key=lambda each: self._when(each.period))),
            tuple(
                check_target(target, indicator, outcomes, period, periods)
                for target in targets_for(targets, period, periods)
            )
            if period
            else (),
        )

    def _when(self, period: str | None) -> date:
        """The last day of a period, for the order of what was followed up."""
        found = self.connections.periods.get(period or "")
        return (found.end if found else None) or date.max

    def _assessed(self, assessment: Assessment) -> tuple[date, date]:
        return self._when(assessment.period), assessment.dated or date.max


def _among(things: Iterable[T], wanted: Sequence[str]) -> tuple[T, ...]:
    """The things that are linked to, in the plan's order."""
    return tuple(thing for thing in things if thing.iri in wanted)
