"""How a plan came about: the time plan step by step, the decisions, the dialogue and what it led to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from graph.analysis.connections import grouped
from graph.analysis.coverage_scope import Scope
from graph.analysis.overview import late_steps
from graph.analysis.referral import Round, referral_rounds
from graph.model import Goal, Plan
from graph.model_process import Decision, Dialogue, DialogueInput, Milestone, ProgrammeSection
from shapes.findings import Gate

_LONGEST_LEAP = 10
"""A longer leap is a new part of the order, not missing steps."""


class StepState(StrEnum):
    """How far one step of the time plan has come."""

    ENDED = "ended"
    LATE = "late"
    UNDER_WAY = "under-way"
    COMING = "coming"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Step:
    """One step, what it ended in, and for one that is late, how many days."""

    milestone: Milestone
    state: StepState
    decisions: tuple[Decision, ...]
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class InputResult:
    """One input from the dialogue, and the goals and sections of a programme that came out of it."""

    input: DialogueInput
    goals: tuple[Goal, ...]
    sections: tuple[ProgrammeSection, ...]

    @property
    def led_on(self) -> bool:
        """Whether anything came out of it."""
        return bool(self.goals or self.sections)

    @property
    def is_answered(self) -> bool:
        """Whether something came out of it, or it is stated why not."""
        return self.led_on or bool(self.input.reason_not_used)


@dataclass(frozen=True, slots=True)
class DialogueResult:
    """One occasion or channel and its inputs; `dialogue` is None for inputs that name none in the plan."""

    dialogue: Dialogue | None
    inputs: tuple[InputResult, ...]


@dataclass(frozen=True, slots=True)
class Process:
    """The whole process.

    `gates_without_step` are the gates that no step is for; `missing_numbers` the numbers that the order of
    the steps leaps over. `decisions` are in the order of their dates, undated ones last.
    """

    steps: tuple[Step, ...]
    gates_without_step: tuple[Gate, ...]
    missing_numbers: tuple[int, ...]
    dialogues: tuple[DialogueResult, ...]
    referral: tuple[Round, ...]
    decisions: tuple[Decision, ...]

    def count(self, state: StepState) -> int:
        """How many steps have come so far."""
        return sum(step.state is state for step in self.steps)

    @property
    def inputs(self) -> tuple[InputResult, ...]:
        """Every input, whichever dialogue it came from."""
        return tuple(each for result in self.dialogues for each in result.inputs)


def process_of(plan: Plan, today: date) -> Process:
    """How a plan came about, as it stands on one day."""
    decisions = {decision.iri: decision for decision in plan.decisions}
    late = {step.iri for step in late_steps(plan, today)}
    steps = tuple(_step(milestone, milestone.iri in late, decisions, today) for milestone in plan.milestones)
    gates = {milestone.gate for milestone in plan.milestones}
    return Process(
        steps,
        tuple(gate for gate in Gate if gate not in gates) if steps else (),
        _leapt_over(plan),
        _dialogues(plan),
        referral_rounds(Scope(plan)),
        tuple(sorted(plan.decisions, key=lambda each: each.dated or date.max)),
    )


def _step(milestone: Milestone, late: bool, decisions: Mapping[str, Decision], today: date) -> Step:  # noqa: FBT001
    ended_in = tuple(decisions[iri] for iri in milestone.ended_in if iri in decisions)
    start = milestone.planned_start or milestone.planned_end
    end = milestone.planned_end or milestone.planned_start
    if milestone.ended_in and _is_past(ended_in, today):
        return Step(milestone, StepState.ENDED, ended_in)
    if start is None or end is None:
        return Step(milestone, StepState.UNDATED, ended_in)
    if late:
        return Step(milestone, StepState.LATE, ended_in, (today - end).days)
    return Step(milestone, StepState.COMING if start > today else StepState.UNDER_WAY, ended_in)


def _is_past(decisions: Sequence[Decision], today: date) -> bool:
    """Whether one of the decisions has been taken; one without a date, or that the plan lacks, is taken."""
    return not decisions or any(each.dated is None or each.dated <= today for each in decisions)


def _leapt_over(plan: Plan) -> tuple[int, ...]:
    """The numbers between the first step and the last that no step has.

    None where most steps are not numbered one by one (10, 20, 30 ...): there nothing tells what is missing.
    """
    numbers = sorted({each.sequence for each in plan.milestones if each.sequence is not None})
    leaps = list(pairwise(numbers))
    if 2 * sum(after - before == 1 for before, after in leaps) < len(leaps):
        return ()
    return tuple(
        missing
        for before, after in leaps
        if after - before <= _LONGEST_LEAP
        for missing in range(before + 1, after)
    )


def _dialogues(plan: Plan) -> tuple[DialogueResult, ...]:
    goals = grouped((iri, goal) for goal in plan.goals for iri in goal.derived_from)
    sections = grouped((iri, section) for section in plan.sections for iri in section.derived_from)
    known = {dialogue.iri for dialogue in plan.dialogues}
    results = [
        (each.dialogue, InputResult(each, tuple(goals.get(each.iri, ())), tuple(sections.get(each.iri, ()))))
        for each in plan.inputs
    ]
    of_dialogue = grouped(results)
    found = [
        DialogueResult(dialogue, tuple(of_dialogue.get(dialogue.iri, ()))) for dialogue in plan.dialogues
    ]
    loose = tuple(result for dialogue, result in results if dialogue not in known)
    return (*found, DialogueResult(None, loose)) if loose else tuple(found)
