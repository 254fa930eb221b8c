"""Is it getting better or worse? An outcome held against the one before, by which way is better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from graph.analysis.targets import earlier_outcome, measured
from graph.model_followup import FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.reference import Condition, Direction, Sex


class Trend(StrEnum):
    """How an indicator has moved. MIXED: better for one sex and worse for the other."""

    BETTER = "better"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class NoTrend(StrEnum):
    """Why no trend can be told."""

    NO_OUTCOME = "no-outcome"
    NOTHING_EARLIER = "nothing-earlier"
    NO_DIRECTION = "no-direction"
    NO_INTERVAL = "no-interval"


@dataclass(frozen=True, slots=True)
class TrendCheck:
    """A trend with what it rests on: the outcome, and the last one before of a comparable period.

    A half-year is compared only with half-years, a whole year only with whole years. Where the best is to lie
    within an interval, better means nearer to the interval of this period's target. `parts` holds the trends
    for women and men where no total was measured.
    """

    trend: Trend
    reason: NoTrend | None = None
    outcome: Outcome | None = None
    earlier: Outcome | None = None
    sex: Sex | None = None
    parts: tuple["TrendCheck", ...] = ()


def trend_of(
    indicator: Indicator,
    targets: Sequence[TargetValue],
    outcomes: Sequence[Outcome],
    period: FollowUpPeriod,
    periods: Mapping[str, FollowUpPeriod],
) -> TrendCheck:
    """The trend of an indicator in a period, by the targets that hold in it and all its outcomes."""
    here = [outcome for outcome in outcomes if outcome.period == period.iri]

    def trend_for(sex: Sex) -> TrendCheck:
        now = measured(here, sex)
        before = earlier_outcome(outcomes, period, periods, sex, same_part=True)
        return _trend(indicator, targets, now, before)

    if measured(here, Sex.TOTAL) is not None:
        return trend_for(Sex.TOTAL)
    split = [(sex, trend_for(sex)) for sex in (Sex.WOMEN, Sex.MEN)]
    parts = tuple(TrendCheck(each.trend, each.reason, each.outcome, each.earlier, sex) for sex, each in split)
    if all(part.outcome is None for part in parts):
        return _unknown(NoTrend.NO_OUTCOME)
    return _together(parts)


def _trend(
    indicator: Indicator, targets: Sequence[TargetValue], now: Outcome | None, before: Outcome | None
) -> TrendCheck:
    if now is None or now.value is None:
        return _unknown(NoTrend.NO_OUTCOME)
    if before is None or before.value is None:
        return _unknown(NoTrend.NOTHING_EARLIER, now)
    match indicator.direction:
        case None:
            return _unknown(NoTrend.NO_DIRECTION, now, before)
        case Direction.UP:
            gain = now.value - before.value
        case Direction.DOWN:
            gain = before.value - now.value
        case Direction.WITHIN:
            target = next((each for each in targets if _interval(each) != (None, None)), None)
            if target is None:
                return _unknown(NoTrend.NO_INTERVAL, now, before)
            gain = _distance(before.value, target) - _distance(now.value, target)
    trend = Trend.BETTER if gain > 0 else Trend.WORSE if gain < 0 else Trend.UNCHANGED
    return TrendCheck(trend, None, now, before)


def _interval(target: TargetValue) -> tuple[Decimal | None, Decimal | None]:
    """Between what a target lets a value lie; None where there is no limit on that side."""
    match target.condition:
        case Condition.BETWEEN:
            return target.value, target.upper_value
        case Condition.EQUAL:
            return target.value, target.value
        case Condition.AT_LEAST:
            return target.value, None
        case Condition.AT_MOST:
            return None, target.value
        case _:
            return None, None


def _distance(value: Decimal, target: TargetValue) -> Decimal:
    """How far outside its interval a value lies; 0 within."""
    lower, upper = _interval(target)
    below = lower - value if lower is not None else Decimal(0)
    above = value - upper if upper is not None else Decimal(0)
    return max(below, above, Decimal(0))


def _together(parts: tuple[TrendCheck, ...]) -> TrendCheck:
    """One trend of those for women and men; unknown where either is."""
    unknown = next((part for part in parts if part.trend is Trend.UNKNOWN), None)
    if unknown is not None:
        return TrendCheck(Trend.UNKNOWN, unknown.reason, parts=parts)
    moves = {part.trend for part in parts} - {Trend.UNCHANGED}
    if len(moves) > 1:
        return TrendCheck(Trend.MIXED, parts=parts)
    return TrendCheck(next(iter(moves), Trend.UNCHANGED), parts=parts)


def _unknown(reason: NoTrend, now: Outcome | None = None, before: Outcome | None = None) -> TrendCheck:
    return TrendCheck(Trend.UNKNOWN, reason, now, before)
