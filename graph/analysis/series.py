"""One indicator over time: what it became in every period, and what it was to reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from graph.analysis.targets import TargetCheck, check_target, measured
from graph.model_followup import FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.reference import Condition, Sex


@dataclass(frozen=True, slots=True)
class Point:
    """An outcome in a period: the total, or that of one sex where no total was measured in any period."""

    period: FollowUpPeriod
    sex: Sex
    value: Decimal


@dataclass(frozen=True, slots=True)
class Limit:
    """What was to be reached in a period, in the indicator's own unit; `upper` only for an interval."""

    period: FollowUpPeriod
    lower: Decimal
    upper: Decimal | None
    check: TargetCheck


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator's outcomes and limits, and the periods that either is of, the earliest first."""

    indicator: Indicator
    periods: tuple[FollowUpPeriod, ...]
    points: tuple[Point, ...]
    limits: tuple[Limit, ...]


def series_of(
    indicator: Indicator,
    targets: Sequence[TargetValue],
    outcomes: Sequence[Outcome],
    periods: Mapping[str, FollowUpPeriod],
) -> Series:
    """One indicator over time, by its own target values and outcomes.

    A target without a number of its own (better than before, better than the reference) has a limit only
    where there is an outcome to hold against it.
    """
    ordered = sorted(periods.values(), key=_when)
    sexes = (Sex.TOTAL,) if _any(outcomes, Sex.TOTAL) else (Sex.WOMEN, Sex.MEN)
    points: list[Point] = []
    limits: list[Limit] = []
    for period in ordered:
        here = [outcome for outcome in outcomes if outcome.period == period.iri]
        for sex in sexes:
            found = measured(here, sex)
            if found is not None and found.value is not None:
                points.append(Point(period, sex, found.value))
        for target in targets:
            if target.period == period.iri:
                check = check_target(target, indicator, outcomes, period, periods)
                limit = _limit(target, check)
                if limit is not None:
                    limits.append(Limit(period, *limit, check))
    used = {each.period.iri for each in points} | {each.period.iri for each in limits}
    return Series(
        indicator,
        tuple(period for period in ordered if period.iri in used),
        tuple(points),
        tuple(limits),
    )


def _limit(target: TargetValue, check: TargetCheck) -> tuple[Decimal, Decimal | None] | None:
    """The limit that the check found, else the number that the target itself states."""
    if check.limit is not None:
        return check.limit, check.upper_limit
    if target.value is None:
        return None
    match target.condition:
        case Condition.AT_LEAST | Condition.AT_MOST | Condition.EQUAL:
            return target.value, None
        case Condition.BETWEEN if target.upper_value is not None:
            return target.value, target.upper_value
        case _:
            return None


def _any(outcomes: Sequence[Outcome], sex: Sex) -> bool:
    return measured(outcomes, sex) is not None


def _when(period: FollowUpPeriod) -> tuple[int, str, str]:
    """By year, and within a year by the last day: a part of a year before the whole."""
    return period.year or 0, str(period.end or ""), period.identifier or ""
