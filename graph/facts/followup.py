"""Facts about follow-up: what was measured and assessed in the period, and where words and figures part."""

from collections.abc import Iterator

from graph.analysis.followup import canonical_status, counts_in, differ
from graph.analysis.targets import has_value
from graph.facts.circumstances import Circumstances, Fact
from graph.model_followup import Assessment
from graph.reference import AssessmentKind, OutcomeStatus, PeriodKind, Perspective, Status, concept_iri
from ontology.namespaces import RT

_STATED_MISSING = (OutcomeStatus.NOT_MEASURED, OutcomeStatus.NOT_APPLICABLE)
_SUMMARIES = {Perspective.FINANCE: RT.financeSummary, Perspective.OPERATIONS: RT.operationsSummary}
_SOUND_GOALS = {Perspective.FINANCE: RT.financeGoal, Perspective.OPERATIONS: RT.operationsGoal}


def targets_of_budget_year(circumstances: Circumstances) -> Iterator[Fact]:
    """For every indicator, its target values for a period in the plan's budget year."""
    plan, connections = circumstances.plan, circumstances.connections
    for target in plan.targets:
        period = connections.periods.get(target.period or "")
        in_year = period is not None and period.year is not None and period.year == plan.budget_year
        if target.indicator and in_year:
            yield target.indicator, RT.budgetYearTarget, target.iri


def goals_for_sound_financial_management(circumstances: Circumstances) -> Iterator[Fact]:
    """The goals in force for god ekonomisk hushållning, by perspective."""
    for goal in circumstances.plan.goals:
        if goal.sound_financial_management and goal.perspective and circumstances.is_in_force(goal):
            yield circumstances.plan.iri, _SOUND_GOALS[goal.perspective], goal.iri


def chosen_period(circumstances: Circumstances) -> Iterator[Fact]:
    """The period that is followed up."""
    if circumstances.period:
        yield circumstances.plan.iri, RT.followUpPeriod, circumstances.period.iri


def outcomes_of_period(circumstances: Circumstances) -> Iterator[Fact]:
    """For every indicator, its outcomes in the period: those with a value and those stated to be missing."""
    if not circumstances.period:
        return
    for outcome in circumstances.plan.outcomes:
        told = has_value(outcome) or outcome.status in _STATED_MISSING
        if outcome.indicator and outcome.period == circumstances.period.iri and told:
            yield outcome.indicator, RT.periodOutcome, outcome.iri


def assessments_of_period(circumstances: Circumstances) -> Iterator[Fact]:
    """For every goal, its assessments in the period; for the plan, the summary of each perspective."""
    for assessment in _period_assessments(circumstances):
        if assessment.goal:
            yield assessment.goal, RT.periodAssessment, assessment.iri
        if assessment.perspective:
            yield circumstances.plan.iri, _SUMMARIES[assessment.perspective], assessment.iri


def stated_statuses(circumstances: Circumstances) -> Iterator[Fact]:
    """For every assessment of a goal in the period, the reference status that it states."""
    for assessment in _period_assessments(circumstances):
        stated = canonical_status(circumstances.plan, assessment.status)
        if assessment.goal and stated:
            yield assessment.iri, RT.statedStatus, concept_iri(stated)


def statuses_that_differ(circumstances: Circumstances) -> Iterator[Fact]:
    """For every assessment that states another status than the figures give, what the figures give.

    Nothing is said where no target value lies behind the goal, where the plan's rule is to take what is
    stated, or where a goal is said to be under way in the course of a year: that claims nothing yet.
    """
    period = circumstances.period
    if period is None:
        return
    for assessment in _period_assessments(circumstances):
        computed = circumstances.computed.get(assessment.goal or "")
        stated = canonical_status(circumstances.plan, assessment.status)
        if computed and computed.has_targets and differ(computed.status, stated, period):
            yield assessment.iri, RT.differsFromComputed, concept_iri(computed.status)


def not_fulfilled_again(circumstances: Circumstances) -> Iterator[Fact]:
    """For every goal assessed as not fulfilled this year and the year before, the earlier assessment."""
    plan, period, connections = circumstances.plan, circumstances.period, circumstances.connections
    if period is None or period.kind is not PeriodKind.ANNUAL or period.year is None:
        return
    for goal in plan.goals:
        failed = [
            (other.year, assessment)
            for assessment in connections.assessments(goal.iri)
            if assessment.kind is not AssessmentKind.FORECAST
            and (other := connections.periods.get(assessment.period or "")) is not None
            and other.kind is PeriodKind.ANNUAL
            and canonical_status(plan, assessment.status) is Status.NOT_FULFILLED
        ]
        before = [assessment for year, assessment in failed if year == period.year - 1]
        if before and any(year == period.year for year, _ in failed):
            yield goal.iri, RT.notFulfilledAgain, before[0].iri


def undecided_indicators(circumstances: Circumstances) -> Iterator[Fact]:
    """For every assessment of the period, indicators that it rests on but that do not measure its goal.

    A goal without indicators of its own may be judged by those of the goals that contribute to it.
    """
    connections = circumstances.connections
    for assessment in _period_assessments(circumstances):
        if not assessment.goal or not assessment.assessed_from:
            continue
        decided = {indicator.iri for indicator in connections.indicators(assessment.goal)}
        if not decided:
            below = (goal for goal in connections.goals if assessment.goal in connections.above(goal))
            decided = {indicator.iri for goal in below for indicator in connections.indicators(goal)}
        for indicator in assessment.assessed_from:
            if indicator not in decided:
                yield assessment.iri, RT.undecidedIndicator, indicator


def unmeasured_but_fulfilled(circumstances: Circumstances) -> Iterator[Fact]:
    """For every assessment that says fulfilled only by counting what was not measured, those indicators."""
    for assessment in _period_assessments(circumstances):
        computed = circumstances.computed.get(assessment.goal or "")
        stated = canonical_status(circumstances.plan, assessment.status)
        if computed is None or stated is not Status.FULFILLED or computed.status is Status.FULFILLED:
            continue
        if computed.if_unmeasured_met is Status.FULFILLED:
            for indicator in computed.unmeasured:
                yield assessment.iri, RT.unmeasuredFulfilled, indicator


def _period_assessments(circumstances: Circumstances) -> Iterator[Assessment]:
    period = circumstances.period
    if period is not None:
        yield from (each for each in circumstances.plan.assessments if counts_in(each, period))


FACTS = (
    targets_of_budget_year,
    goals_for_sound_financial_management,
    chosen_period,
    outcomes_of_period,
    assessments_of_period,
    stated_statuses,
    statuses_that_differ,
    not_fulfilled_again,
    undecided_indicators,
    unmeasured_but_fulfilled,
)
