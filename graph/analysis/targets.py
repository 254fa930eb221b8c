"""Is a target value met? Each condition, judged on the read model with three possible answers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from operator import gt, lt

from graph.model_followup import FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.reference import Condition, Direction, OutcomeStatus, PeriodKind, Sex


class Verdict(StrEnum):
    """The three answers. What was not measured is never met."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_MEASURED = "not-measured"


class Reason(StrEnum):
    """Why a target value could not be judged."""

    NO_OUTCOME = "no-outcome"
    STATED_NOT_MEASURED = "stated-not-measured"
    NOT_APPLICABLE = "not-applicable"
    PART_NOT_MEASURED = "part-not-measured"
    NO_CONDITION = "no-condition"
    NO_TARGET_VALUE = "no-target-value"
    NOTHING_EARLIER = "nothing-earlier"
    NO_REFERENCE = "no-reference"
    NO_DIRECTION = "no-direction"
    NO_BASELINE = "no-baseline"


@dataclass(frozen=True, slots=True)
class TargetCheck:
    """How one target value fared, with everything that the answer rests on.

    `limit` is what the value was held against, in the indicator's own unit: the target value, the earlier or
    the reference value, or the baseline with the change asked for; `upper_limit` belongs to the condition
    between. `compared_with` is the earlier outcome that the limit was, None where it was none. `parts` holds
    the checks for women and men where no total was measured.
    """

    target: str
    indicator: str
    condition: Condition | None
    verdict: Verdict
    reason: Reason | None = None
    outcome: str | None = None
    value: Decimal | None = None
    limit: Decimal | None = None
    upper_limit: Decimal | None = None
    compared_with: str | None = None
    sex: Sex | None = None
    parts: tuple["TargetCheck", ...] = ()


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a condition is judged on. `earlier` is the outcome last measured before."""

    target: TargetValue
    indicator: Indicator
    value: Decimal
    reference: Decimal | None
    earlier: Outcome | None

    @property
    def before(self) -> Decimal | None:
        """The value last measured before, else the baseline."""
        return self.indicator.baseline_value if self.earlier is None else self.earlier.value


@dataclass(frozen=True, slots=True)
class _Judgement:
    verdict: Verdict
    reason: Reason | None = None
    limit: Decimal | None = None
    upper_limit: Decimal | None = None
    compared_with: str | None = None


def check_target(
    target: TargetValue,
    indicator: Indicator,
    outcomes: Sequence[Outcome],
    period: FollowUpPeriod,
    periods: Mapping[str, FollowUpPeriod],
) -> TargetCheck:
    """Judge one target value by the outcomes of a period; `outcomes` are all that the indicator has.

    The total counts. Where only values for women and men were measured, the target is met when both meet it,
    not met when one of them misses it, and otherwise not measured: no total is made up from its parts.
    """
    here = [outcome for outcome in outcomes if outcome.period == period.iri]
    total = measured(here, Sex.TOTAL)
    if total is not None:
        return _check(target, indicator, total, earlier_outcome(outcomes, period, periods, Sex.TOTAL), None)
    parts = [(sex, measured(here, sex)) for sex in (Sex.WOMEN, Sex.MEN)]
    if not any(outcome for _, outcome in parts):
        return TargetCheck(
            target.iri, indicator.iri, target.condition, Verdict.NOT_MEASURED, _why_missing(here)
        )
    checks = tuple(
        _check(target, indicator, outcome, earlier_outcome(outcomes, period, periods, sex), sex)
        for sex, outcome in parts
    )
    return _from_parts(target, indicator, checks)


def measured(outcomes: Iterable[Outcome], sex: Sex) -> Outcome | None:
    """The outcome that counts for a sex: one with a value that is not said to be missing.

    Of several the one measured last counts, a final one before a preliminary.
    """
    found = [outcome for outcome in outcomes if (outcome.sex or Sex.TOTAL) is sex and has_value(outcome)]
    final = OutcomeStatus.PRELIMINARY
    return max(
        sorted(found, key=lambda each: each.iri),
        key=lambda each: (each.measured_year or 0, each.status is not final),
        default=None,
    )


def has_value(outcome: Outcome) -> bool:
    """Whether an outcome holds a value that may be used."""
    missing = (OutcomeStatus.NOT_MEASURED, OutcomeStatus.NOT_APPLICABLE)
    return outcome.value is not None and outcome.status not in missing


def earlier_outcome(
    outcomes: Iterable[Outcome],
    period: FollowUpPeriod,
    periods: Mapping[str, FollowUpPeriod],
    sex: Sex,
    *,
    same_part: bool = False,
) -> Outcome | None:
    """The outcome of the latest measured period before this one, or None.

    The same part of an earlier year comes first (a half-year is compared with a half-year), then whole years,
    unless only the `same_part` will do.
    """
    if period.year is None:
        return None
    before: dict[tuple[bool, int], list[Outcome]] = {}
    for outcome in outcomes:
        other = periods.get(outcome.period or "")
        if other is None or other.year is None or other.year >= period.year:
            continue
        same = other.part == period.part
        if same or (other.kind is PeriodKind.ANNUAL and not same_part):
            before.setdefault((same, other.year), []).append(outcome)
    for place in sorted(before, reverse=True):
        found = measured(before[place], sex)
        if found is not None:
            return found
    return None


def _check(
    target: TargetValue,
    indicator: Indicator,
    outcome: Outcome | None,
    earlier: Outcome | None,
    sex: Sex | None,
) -> TargetCheck:
    """The check of one value: the total, or that of one sex."""
    check = TargetCheck(
        target.iri, indicator.iri, target.condition, Verdict.NOT_MEASURED, Reason.NO_OUTCOME, sex=sex
    )
    if outcome is None or outcome.value is None:
        return check
    evidence = _Evidence(target, indicator, outcome.value, outcome.reference_value, earlier)
    judgement = _judge(evidence)
    return replace(
        check,
        verdict=judgement.verdict,
        reason=judgement.reason,
        outcome=outcome.iri,
        value=outcome.value,
        limit=judgement.limit,
        upper_limit=judgement.upper_limit,
        compared_with=judgement.compared_with,
    )


def _from_parts(target: TargetValue, indicator: Indicator, checks: tuple[TargetCheck, ...]) -> TargetCheck:
    verdicts = {check.verdict for check in checks}
    if Verdict.NOT_MET in verdicts:
        verdict, reason = Verdict.NOT_MET, None
    elif verdicts == {Verdict.MET}:
        verdict, reason = Verdict.MET, None
    else:
        verdict, reason = Verdict.NOT_MEASURED, Reason.PART_NOT_MEASURED
    return TargetCheck(target.iri, indicator.iri, target.condition, verdict, reason, parts=checks)


def _why_missing(outcomes: Iterable[Outcome]) -> Reason:
    stated = {outcome.status for outcome in outcomes}
    if OutcomeStatus.NOT_MEASURED in stated:
        return Reason.STATED_NOT_MEASURED
    return Reason.NOT_APPLICABLE if OutcomeStatus.NOT_APPLICABLE in stated else Reason.NO_OUTCOME


def _judge(evidence: _Evidence) -> _Judgement:
    condition = evidence.target.condition
    if condition is None:
        return _unknown(Reason.NO_CONDITION)
    return _CONDITIONS[condition](evidence)


def _unknown(reason: Reason) -> _Judgement:
    return _Judgement(Verdict.NOT_MEASURED, reason)


def _met(met: bool, limit: Decimal, upper_limit: Decimal | None = None) -> _Judgement:  # noqa: FBT001
    return _Judgement(Verdict.MET if met else Verdict.NOT_MET, None, limit, upper_limit)


def _at_least(evidence: _Evidence) -> _Judgement:
    limit = evidence.target.value
    return _unknown(Reason.NO_TARGET_VALUE) if limit is None else _met(evidence.value >= limit, limit)


def _at_most(evidence: _Evidence) -> _Judgement:
    limit = evidence.target.value
    return _unknown(Reason.NO_TARGET_VALUE) if limit is None else _met(evidence.value <= limit, limit)


def _equal(evidence: _Evidence) -> _Judgement:
    limit = evidence.target.value
    return _unknown(Reason.NO_TARGET_VALUE) if limit is None else _met(evidence.value == limit, limit)


def _between(evidence: _Evidence) -> _Judgement:
    lower, upper = evidence.target.value, evidence.target.upper_value
    if lower is None or upper is None:
        return _unknown(Reason.NO_TARGET_VALUE)
    return _met(lower <= evidence.value <= upper, lower, upper)


def _increase(evidence: _Evidence) -> _Judgement:
    return _since_before(evidence, gt)


def _decrease(evidence: _Evidence) -> _Judgement:
    return _since_before(evidence, lt)


def _since_before(evidence: _Evidence, met: Callable[[Decimal, Decimal], bool]) -> _Judgement:
    limit = evidence.before
    if limit is None:
        return _unknown(Reason.NOTHING_EARLIER)
    earlier = evidence.earlier.iri if evidence.earlier else None
    return replace(_met(met(evidence.value, limit), limit), compared_with=earlier)


def _better_than_reference(evidence: _Evidence) -> _Judgement:
    limit = evidence.reference
    if limit is None:
        return _unknown(Reason.NO_REFERENCE)
    if evidence.indicator.direction is Direction.UP:
        return _met(evidence.value > limit, limit)
    if evidence.indicator.direction is Direction.DOWN:
        return _met(evidence.value < limit, limit)
    return _unknown(Reason.NO_DIRECTION)


def _change_from_baseline(evidence: _Evidence) -> _Judgement:
    """A change in percent of the baseline: at least that far, in the direction that the sign says.

    A target of zero per cent asks for no change the wrong way, by the indicator's direction.
    """
    baseline, percent = evidence.indicator.baseline_value, evidence.target.value
    if percent is None:
        return _unknown(Reason.NO_TARGET_VALUE)
    if not baseline:
        return _unknown(Reason.NO_BASELINE)
    limit = baseline + abs(baseline) * percent / 100
    downwards = percent < 0 or (percent == 0 and evidence.indicator.direction is Direction.DOWN)
    return _met(evidence.value <= limit if downwards else evidence.value >= limit, limit)


_CONDITIONS: Mapping[Condition, Callable[[_Evidence], _Judgement]] = {
    Condition.AT_LEAST: _at_least,
    Condition.AT_MOST: _at_most,
    Condition.BETWEEN: _between,
    Condition.EQUAL: _equal,
    Condition.INCREASE: _increase,
    Condition.DECREASE: _decrease,
    Condition.BETTER_THAN_REFERENCE: _better_than_reference,
    Condition.CHANGE_FROM_BASELINE: _change_from_baseline,
}
