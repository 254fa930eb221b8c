"""Facts about decisions and the time plan: what comes next, what is past, what was decided too early."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from graph.facts.circumstances import Circumstances, Fact
from graph.model_process import Decision
from graph.reference import DecisionKind, GoalKind
from ontology.namespaces import RT

_SETTLING = (DecisionKind.ADOPT, DecisionKind.APPROVE, DecisionKind.REVISE)


def next_starts(circumstances: Circumstances) -> Iterator[Fact]:
    """For every step of the time plan, the planned start of the nearest later step that has one.

    Steps with the same number run side by side; of these the earliest start counts.
    """
    steps = [
        (step.sequence, step.planned_start)
        for step in circumstances.plan.milestones
        if step.sequence is not None and step.planned_start is not None
    ]
    for step in circumstances.plan.milestones:
        if step.sequence is not None:
            later = [place for place in steps if place[0] > step.sequence]
            if later:
                yield step.iri, RT.nextStart, min(later)[1]


def passed_steps(circumstances: Circumstances) -> Iterator[Fact]:
    """Steps whose planned end (else start) lies before today."""
    for step in circumstances.plan.milestones:
        planned = step.planned_end or step.planned_start
        if planned is not None and planned < circumstances.today:
            yield step.iri, RT.passed, True


def decided_too_early(circumstances: Circumstances) -> Iterator[Fact]:
    """Committee and company goals decided before a council goal that they trace to was adopted."""
    connections = circumstances.connections
    adopted = {
        goal.iri: _earliest(connections.decisions(goal.iri), (DecisionKind.ADOPT,))
        for goal in circumstances.plan.goals_of_kind(GoalKind.COUNCIL)
    }
    for goal in circumstances.plan.goals:
        decided = _earliest(connections.decisions(goal.iri), _SETTLING)
        if goal.kind is GoalKind.COUNCIL or decided is None:
            continue
        for above in sorted(connections.above(goal.iri)):
            adoption = adopted.get(above)
            if adoption is not None and decided < adoption:
                yield goal.iri, RT.decidedBefore, above


def _earliest(decisions: Iterable[Decision], kinds: Collection[DecisionKind]) -> date | None:
    days = [decision.dated for decision in decisions if decision.kind in kinds and decision.dated]
    return min(days, default=None)


FACTS = (next_starts, passed_steps, decided_too_early)
