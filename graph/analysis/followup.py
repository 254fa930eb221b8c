"""How it goes for every goal in a period, computed from target values and outcomes by the plan's own rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.analysis.connections import Connections
from graph.analysis.rollup import RollUpSettings, Weighing, settings_of, weigh
from graph.analysis.targets import TargetCheck, Verdict, check_target
from graph.analysis.validity import in_force
from graph.model import Goal, Plan
from graph.model_followup import Assessment, FollowUpPeriod, TargetValue
from graph.reference import AssessmentKind, PeriodKind, RollUp, Status, members_by_iri

_RESULTS: Mapping[Verdict, Status] = {
    Verdict.MET: Status.FULFILLED,
    Verdict.NOT_MET: Status.NOT_FULFILLED,
    Verdict.NOT_MEASURED: Status.NOT_ASSESSABLE,
}
_AT_BEST: Mapping[Verdict, Status] = {**_RESULTS, Verdict.NOT_MEASURED: Status.FULFILLED}
_REFERENCE_STATUSES = members_by_iri(Status)


class Ground(StrEnum):
    """What a computed status rests on."""

    OWN_TARGETS = "own-targets"
    CONTRIBUTORS = "contributors"
    STATED = "stated"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class ComputedStatus:
    """The status of one goal in one period, with all that it was computed from.

    `weighing` holds the rule and the arithmetic; None where nothing was weighed. `contributors` are the
    computed statuses of the goals that contribute to it, when it rests on them. `left_out` are contributing
    goals that did not count: not in force in the period's year, or in a circle with this goal. `assessment`
    is the stated assessment that the status was taken from, under the rule `stated`.

    `has_targets` says whether any target value lies behind the status, here or in the goals below;
    `unmeasured` are the indicators behind it whose target values could not be judged, each once; and
    `if_unmeasured_met` is what the status would be if those counted as met.
    """

    goal: str
    period: str
    status: Status
    ground: Ground
    weighing: Weighing | None = None
    targets: tuple[TargetCheck, ...] = ()
    contributors: tuple["ComputedStatus", ...] = ()
    left_out: tuple[str, ...] = ()
    assessment: str | None = None
    has_targets: bool = False
    unmeasured: tuple[str, ...] = ()
    if_unmeasured_met: Status = Status.NOT_ASSESSABLE


def computed_statuses(
    plan: Plan, period: FollowUpPeriod, connections: Connections | None = None
) -> Mapping[str, ComputedStatus]:
    """The computed status of every goal of a plan in a period, by the goal's IRI."""
    return _Computation(plan, period, connections or Connections(plan)).all()


def targets_for(
    targets: Sequence[TargetValue], period: FollowUpPeriod, periods: Mapping[str, FollowUpPeriod]
) -> tuple[TargetValue, ...]:
    """The target values of an indicator that hold in a period: its own, else those of the whole year."""
    own = tuple(target for target in targets if target.period == period.iri)
    if own or period.kind is not PeriodKind.INTERIM or period.year is None:
        return own
    return tuple(
        target
        for target in targets
        if (other := periods.get(target.period or "")) is not None
        and other.kind is PeriodKind.ANNUAL
        and other.year == period.year
    )


def counts_in(assessment: Assessment, period: FollowUpPeriod) -> bool:
    """Whether an assessment is one of a period: outcomes always, forecasts only in the course of a year."""
    forecast = assessment.kind is AssessmentKind.FORECAST
    return assessment.period == period.iri and (not forecast or period.kind is PeriodKind.INTERIM)


def stated_assessment(assessments: Iterable[Assessment], period: FollowUpPeriod) -> Assessment | None:
    """The assessment that says how it goes in a period: outcome before forecast, the latest of several."""
    found = (each for each in assessments if counts_in(each, period))
    return max(
        sorted(found, key=lambda each: each.iri),
        key=lambda each: (
            each.kind is not AssessmentKind.FORECAST,
            each.dated.toordinal() if each.dated else 0,
        ),
        default=None,
    )


def canonical_status(plan: Plan, status: str | None) -> Status | None:
    """The reference status behind a step of the plan's own scale; None where it stands for none."""
    if status is None:
        return None
    step = next((step for step in plan.scale if step.iri == status), None)
    return step.canonical if step is not None else _REFERENCE_STATUSES.get(status)


def differ(figures: Status, stated: Status | None, period: FollowUpPeriod) -> bool:
    """Whether a stated status says something else than the figures do.

    That a goal is under way, said in the course of a year, claims nothing yet and differs from nothing.
    """
    under_way = stated is Status.ONGOING and period.kind is PeriodKind.INTERIM
    return stated is not None and stated is not figures and not under_way


class _Computation:
    """One run over the goals of a plan: each is computed once, however many it contributes to."""

    def __init__(self, plan: Plan, period: FollowUpPeriod, connections: Connections) -> None:
        self.plan = plan
        self.period = period
        self.connections = connections
        self.settings: RollUpSettings = settings_of(plan.governing_model)
        self.found: dict[str, ComputedStatus] = {}

    def all(self) -> Mapping[str, ComputedStatus]:
        """Every goal's status; first of those with most goals above them, which are those that contribute."""

        def others_above(goal: Goal) -> int:
            return len(self.connections.above(goal.iri) - {goal.iri})

        for goal in sorted(self.plan.goals, key=others_above, reverse=True):
            self.found[goal.iri] = self._compute(goal)
        return {goal.iri: self.found[goal.iri] for goal in self.plan.goals}

    def _compute(self, goal: Goal) -> ComputedStatus:
        if self.settings.rule is RollUp.STATED:
            return self._stated(goal)
        checks = tuple(self._checks(goal))
        if checks:
            return self._from_targets(goal, checks)
        contributors = self.connections.contributors(goal.iri)
        below = tuple(self.found[each.iri] for each in contributors if self._counts(each, goal))
        left_out = tuple(each.iri for each in contributors if not self._counts(each, goal))
        return self._from_contributors(goal, below, left_out)

    def _stated(self, goal: Goal) -> ComputedStatus:
        assessment = stated_assessment(self.connections.assessments(goal.iri), self.period)
        status = canonical_status(self.plan, assessment.status) if assessment else None
        known = status or Status.NOT_ASSESSABLE
        return ComputedStatus(
            goal.iri,
            self.period.iri,
            known,
            Ground.STATED if assessment else Ground.NOTHING,
            assessment=assessment.iri if assessment else None,
            if_unmeasured_met=known,
        )

    def _from_targets(self, goal: Goal, checks: tuple[TargetCheck, ...]) -> ComputedStatus:
        unmeasured = [check.indicator for check in checks if check.verdict is Verdict.NOT_MEASURED]
        weighing = weigh((_RESULTS[check.verdict] for check in checks), self.settings)
        at_best = weigh((_AT_BEST[check.verdict] for check in checks), self.settings)
        return ComputedStatus(
            goal.iri,
            self.period.iri,
            weighing.status,
            Ground.OWN_TARGETS,
            weighing,
            checks,
            has_targets=True,
            unmeasured=tuple(dict.fromkeys(unmeasured)),
            if_unmeasured_met=at_best.status,
        )

    def _from_contributors(
        self, goal: Goal, below: tuple[ComputedStatus, ...], left_out: tuple[str, ...]
    ) -> ComputedStatus:
        weighing = weigh((each.status for each in below), self.settings)
        at_best = weigh((each.if_unmeasured_met for each in below), self.settings)
        return ComputedStatus(
            goal.iri,
            self.period.iri,
            weighing.status,
            Ground.CONTRIBUTORS if below else Ground.NOTHING,
            weighing if below else None,
            contributors=below,
            left_out=left_out,
            has_targets=any(each.has_targets for each in below),
            unmeasured=tuple(dict.fromkeys(indicator for each in below for indicator in each.unmeasured)),
            if_unmeasured_met=at_best.status,
        )

    def _checks(self, goal: Goal) -> Iterable[TargetCheck]:
        periods = self.connections.periods
        for indicator in self.connections.indicators(goal.iri):
            outcomes = self.connections.outcomes(indicator.iri)
            for target in targets_for(self.connections.targets(indicator.iri), self.period, periods):
                yield check_target(target, indicator, outcomes, self.period, periods)

    def _counts(self, contributor: Goal, goal: Goal) -> bool:
        if contributor.iri in self.connections.above(goal.iri):
            return False
        decisions = self.connections.decisions(contributor.iri)
        year = self.period.year
        return year is None or in_force(contributor.valid, decisions, year)
