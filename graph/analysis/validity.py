"""When a goal or a body is in force: its stated validity, and what decisions have made of it."""

from collections.abc import Iterable
from datetime import date, timedelta

from graph.model_base import Span
from graph.model_process import Decision
from graph.reference import DecisionKind


def last_day(valid: Span | None, decisions: Iterable[Decision]) -> date | None:
    """The last day that something is valid: its stated end or the latest end that it was extended to."""
    ends = [decision.new_end for decision in decisions if decision.kind is DecisionKind.EXTEND]
    stated = valid.end if valid else None
    return max((end for end in (stated, *ends) if end is not None), default=None)


def repealed_before(decisions: Iterable[Decision], day: date) -> bool:
    """Whether a decision of that day or earlier repeals the thing."""
    return any(
        decision.kind is DecisionKind.REPEAL and decision.dated is not None and decision.dated <= day
        for decision in decisions
    )


def in_force(valid: Span | None, decisions: Iterable[Decision], year: int) -> bool:
    """Whether something with this validity and these decisions about it is in force at some time of a year.

    Where no validity is stated it is; a repeal at any time of the year ends it.
    """
    decisions = tuple(decisions)
    start = valid.start if valid else None
    end = last_day(valid, decisions)
    if start is not None and start > date(year, 12, 31):
        return False
    if end is not None and end < date(year, 1, 1):
        return False
    return not repealed_before(decisions, date(year, 12, 31))


def in_force_on(valid: Span | None, decisions: Iterable[Decision], day: date) -> bool:
    """Whether something with this validity and these decisions about it is in force on a day."""
    decisions = tuple(decisions)
    start = valid.start if valid else None
    end = last_day(valid, decisions)
    if (start is not None and start > day) or (end is not None and end < day):
        return False
    return not repealed_before(decisions, day)


def whole_years(valid: Span | None, decisions: Iterable[Decision]) -> int | None:
    """How many whole years something is valid, extensions included; None where start or end is not known."""
    start = valid.start if valid else None
    end = last_day(valid, decisions)
    if start is None or end is None:
        return None
    after = end + timedelta(days=1) if end < date.max else end
    years = after.year - start.year - ((after.month, after.day) < (start.month, start.day))
    return max(years, 0)
