"""A plan followed up in one period: every goal with its indicators, what is computed and what is stated."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.analysis.connections import Connections
from graph.analysis.followup import (
    ComputedStatus,
    canonical_status,
    computed_statuses,
    differ,
    stated_assessment,
    targets_for,
)
from graph.analysis.rollup import RollUpSettings, Weighing, settings_of, weigh
from graph.analysis.targets import TargetCheck, Verdict, check_target
from graph.analysis.trends import Trend, TrendCheck, trend_of
from graph.analysis.validity import in_force
from graph.model import Goal, Plan
from graph.model_followup import Assessment, FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.reference import AssessmentKind, GoalKind, Perspective, RollUp, Status


@dataclass(frozen=True, slots=True)
class IndicatorReport:
    """One indicator in the period: its target values with how each fared, its outcomes and its trend.

    Without a target value for the period there is nothing to judge it by, and it counts in no status.
    """

    indicator: Indicator
    targets: tuple[TargetValue, ...]
    checks: tuple[TargetCheck, ...]
    outcomes: tuple[Outcome, ...]
    trend: TrendCheck


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody has stated: the assessment, and the reference status that its step stands for.

    `status` is None where the step stands for none.
    """

    assessment: Assessment
    status: Status | None

    @property
    def is_forecast(self) -> bool:
        """Whether it says how it will go, and not how it went."""
        return self.assessment.kind is AssessmentKind.FORECAST


@dataclass(frozen=True, slots=True)
class GoalReport:
    """One goal in the period.

    `stated` is the period's own assessment, `forecast` the latest that was made for the same year, where that
    is another. `differs` says that the stated status is not the computed one. `below` are the goals of
    committees and companies, in force, that contribute to it in any number of steps, in the plan's order.
    """

    goal: Goal
    in_force: bool
    computed: ComputedStatus
    stated: Stated | None
    forecast: Stated | None
    differs: bool
    indicators: tuple[IndicatorReport, ...]
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryReport:
    """God ekonomisk hushållning in one perspective: its goals weighed together, beside what is stated.

    `weighing` is None where nothing is computed: no goals in the perspective, or the rule `stated`.
    """

    perspective: Perspective
    goals: tuple[str, ...]
    computed: Status
    weighing: Weighing | None
    stated: Stated | None
    forecast: Stated | None
    differs: bool


@dataclass(frozen=True)
class FollowUp:
    """A whole plan in one period; the goals stand in the plan's order."""

    plan: Plan
    period: FollowUpPeriod
    settings: RollUpSettings
    goals: Mapping[str, GoalReport]
    summaries: tuple[SummaryReport, ...]

    @cached_property
    def council_goals(self) -> tuple[GoalReport, ...]:
        """The council goals in force."""
        return tuple(each for each in self._in_force if each.goal.kind is GoalKind.COUNCIL)

    @cached_property
    def other_goals(self) -> tuple[GoalReport, ...]:
        """The committee and company goals in force."""
        return tuple(each for each in self._in_force if each.goal.kind is not GoalKind.COUNCIL)

    @cached_property
    def loose_goals(self) -> tuple[GoalReport, ...]:
        """Committee and company goals that lead to no council goal in force."""
        held = {iri for each in self.council_goals for iri in each.below}
        return tuple(each for each in self.other_goals if each.goal.iri not in held)

    @cached_property
    def not_in_force(self) -> tuple[GoalReport, ...]:
        """The goals that do not hold in the period's year; they are counted nowhere."""
        return tuple(each for each in self.goals.values() if not each.in_force)

    @cached_property
    def differing(self) -> tuple[GoalReport, ...]:
        """The goals in force whose stated status is not the computed one."""
        return tuple(each for each in self._in_force if each.differs)

    @cached_property
    def unmeasured(self) -> tuple[tuple[Indicator, TargetCheck], ...]:
        """The target values that could not be judged, each once, with their indicators."""
        found = {
            check.target: (report.indicator, check)
            for report in self._indicators()
            for check in report.checks
            if check.verdict is Verdict.NOT_MEASURED
        }
        return tuple(found.values())

    @cached_property
    def targets(self) -> Mapping[Verdict, int]:
        """How many target values were met, not met and not measured; each counts once."""
        verdicts = {check.target: check.verdict for each in self._indicators() for check in each.checks}
        counts = Counter(verdicts.values())
        return {verdict: counts[verdict] for verdict in Verdict}

    @cached_property
    def trends(self) -> Mapping[Trend, int]:
        """How many indicators have got better, worse and so on; each counts once."""
        trends = {report.indicator.iri: report.trend.trend for report in self._indicators()}
        counts = Counter(trends.values())
        return {trend: counts[trend] for trend in Trend}

    @property
    def _in_force(self) -> Iterable[GoalReport]:
        return (each for each in self.goals.values() if each.in_force)

    def _indicators(self) -> Iterable[IndicatorReport]:
        return (report for each in self._in_force for report in each.indicators)


def tally(goals: Iterable[GoalReport]) -> Mapping[Status, int]:
    """How many goals have each computed status; every status is there."""
    counts = Counter(each.computed.status for each in goals)
    return {status: counts[status] for status in Status}


def follow_up(plan: Plan, period: FollowUpPeriod) -> FollowUp:
    """Follow up a plan in a period: the goals of the council, committees and companies, and the summaries."""
    return _Reporting(plan, period).whole()


class _Reporting:
    """Gathers one follow-up."""

    def __init__(self, plan: Plan, period: FollowUpPeriod) -> None:
        self.plan = plan
        self.period = period
        self.connections = Connections(plan)
        self.settings = settings_of(plan.governing_model)
        self.computed = computed_statuses(plan, period, self.connections)
        self.in_force = {goal.iri for goal in plan.goals if self._is_in_force(goal)}
        self.below = self._all_below()

    def whole(self) -> FollowUp:
        goals = {goal.iri: self._goal(goal) for goal in self.plan.goals}
        summaries = tuple(self._summary(each) for each in (Perspective.FINANCE, Perspective.OPERATIONS))
        return FollowUp(self.plan, self.period, self.settings, goals, summaries)

    def _goal(self, goal: Goal) -> GoalReport:
        computed = self.computed[goal.iri]
        stated, forecast = self._said(self.connections.assessments(goal.iri))
        indicators = tuple(self._indicator(each) for each in self.connections.indicators(goal.iri))
        said = stated.status if stated else None
        differs = computed.has_targets and differ(computed.status, said, self.period)
        return GoalReport(
            goal,
            goal.iri in self.in_force,
            computed,
            stated,
            forecast,
            differs,
            indicators,
            tuple(self.below.get(goal.iri, ())),
        )

    def _indicator(self, indicator: Indicator) -> IndicatorReport:
        periods = self.connections.periods
        outcomes = self.connections.outcomes(indicator.iri)
        targets = targets_for(self.connections.targets(indicator.iri), self.period, periods)
        return IndicatorReport(
            indicator,
            targets,
            tuple(check_target(each, indicator, outcomes, self.period, periods) for each in targets),
            tuple(outcome for outcome in outcomes if outcome.period == self.period.iri),
            trend_of(indicator, targets, outcomes, self.period, periods),
        )

    def _summary(self, perspective: Perspective) -> SummaryReport:
        goals = tuple(
            goal.iri
            for goal in self.plan.goals
            if goal.sound_financial_management
            and goal.perspective is perspective
            and goal.iri in self.in_force
        )
        about = [each for each in self.plan.assessments if each.perspective is perspective]
        stated, forecast = self._said(about)
        said = stated.status if stated else None
        if self.settings.rule is RollUp.STATED or not goals:
            by_rule = said if self.settings.rule is RollUp.STATED else None
            computed = by_rule or Status.NOT_ASSESSABLE
            return SummaryReport(perspective, goals, computed, None, stated, forecast, differs=False)
        weighing = weigh((self.computed[goal].status for goal in goals), self.settings)
        has_targets = any(self.computed[goal].has_targets for goal in goals)
        differs = has_targets and differ(weighing.status, said, self.period)
        return SummaryReport(perspective, goals, weighing.status, weighing, stated, forecast, differs)

    def _said(self, assessments: Iterable[Assessment]) -> tuple[Stated | None, Stated | None]:
        """What is stated for the period, and the latest forecast for its year where that is another."""
        every = tuple(assessments)
        stated = stated_assessment(every, self.period)
        forecast = max(
            (each for each in every if self._foretells(each)),
            key=lambda each: (
                each.period == self.period.iri,
                each.dated.toordinal() if each.dated else 0,
                each.iri,
            ),
            default=None,
        )
        return self._stated(stated), self._stated(forecast if forecast is not stated else None)

    def _foretells(self, assessment: Assessment) -> bool:
        if assessment.kind is not AssessmentKind.FORECAST:
            return False
        other = self.connections.periods.get(assessment.period or "")
        if other is None or self.period.part:
            return assessment.period == self.period.iri
        return other.year == self.period.year

    def _stated(self, assessment: Assessment | None) -> Stated | None:
        if assessment is None:
            return None
        return Stated(assessment, canonical_status(self.plan, assessment.status))

    def _all_below(self) -> Mapping[str, list[str]]:
        """For every goal, those of committees and companies, in force, that contribute to it."""
        found: dict[str, list[str]] = {}
        for goal in self.plan.goals:
            if goal.iri in self.in_force and goal.kind is not GoalKind.COUNCIL:
                for above in self.connections.above(goal.iri) - {goal.iri}:
                    found.setdefault(above, []).append(goal.iri)
        return found

    def _is_in_force(self, goal: Goal) -> bool:
        year = self.period.year
        return year is None or in_force(goal.valid, self.connections.decisions(goal.iri), year)
