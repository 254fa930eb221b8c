"""Which follow-up period a check is about."""

from collections.abc import Iterable, Sequence

from graph.errors import UnknownName
from graph.iris import mint
from graph.model import Plan
from graph.model_base import Wording
from graph.model_followup import FollowUpPeriod
from graph.nearest import nearest
from graph.periods import Period, parse_period
from graph.reference import PeriodKind
from shapes.findings import Gate

HALF_YEAR = "delår"


def choose_period(plan: Plan, gate: Gate | None, asked: str | None) -> str | None:
    """The period to follow up, as its identifier, or None where there is nothing to follow up.

    What is asked for wins. An interim report is about the budget year's half-year, or else the latest part
    of the year that the plan speaks of; an annual report is about the budget year; at any other gate nothing
    is followed up; without a gate it is the latest whole year, else part of a year, that has outcomes or
    assessments and is not after the budget year. Raises UnknownName for a period that the plan does not know.
    """
    if asked is not None:
        return _asked(plan, asked)
    if gate is Gate.INTERIM:
        return _interim(plan)
    if gate is Gate.ANNUAL:
        return _budget_period(plan, "")
    if gate is not None:
        return None
    return _latest(_followed_up(plan), plan.budget_year)


def period_to_follow_up(plan: Plan, asked: str | None) -> FollowUpPeriod:
    """The period that a follow-up is about: as without a gate.

    Raises UnknownName: nothing was followed up (E47), or the plan does not know the period (E22).
    """
    chosen = choose_period(plan, None, asked)
    found = period_of(plan, chosen) if chosen is not None else None
    if found is None:
        year = "" if plan.budget_year is None else str(plan.budget_year)
        known = sorted({*_identifiers(plan.periods), *_always_known(plan)})
        raise UnknownName("E47", {"period": year, "known": ", ".join(known)}, known)
    return found


def periods_to_choose(plan: Plan) -> tuple[FollowUpPeriod, ...]:
    """The periods with outcomes or assessments, the latest first; of a year, the whole before its parts."""
    found = [period for period in _followed_up(plan) if period.identifier]
    return tuple(
        sorted(
            found,
            key=lambda each: (each.year or 0, each.kind is PeriodKind.ANNUAL, str(each.end or ""), each.iri),
            reverse=True,
        )
    )


def period_of(plan: Plan, identifier: str) -> FollowUpPeriod | None:
    """The period with an identifier: the plan's own, else as the plan would make it; None for no period."""
    known = next((period for period in plan.periods if period.identifier == identifier), None)
    if known is not None:
        return known
    period = parse_period(identifier)
    if period is None:
        return None
    return FollowUpPeriod(
        iri=str(mint(base_of(plan) or plan.iri, "period", period.reference)),
        identifier=period.identifier,
        title=Wording((("en", period.label.en), ("sv", period.label.sv))),
        kind=PeriodKind.ANNUAL if period.annual else PeriodKind.INTERIM,
        start=period.start,
        end=period.end,
    )


def base_of(plan: Plan) -> str | None:
    """What the plan's identifiers begin with: the stated base, else what precedes /id/ in its own."""
    if plan.base is not None:
        return plan.base.rstrip("/")
    before, separator, _ = plan.iri.partition("/id/")
    return before if separator else None


def _asked(plan: Plan, asked: str) -> str:
    known = _identifiers(plan.periods)
    period = parse_period(asked)
    identifier = period.identifier if period else asked.strip()
    if identifier in known or identifier in _always_known(plan):
        return identifier
    choices = sorted({*known, *_always_known(plan)})
    raise UnknownName("E22", {"period": asked}, nearest(asked, choices) or choices)


def _always_known(plan: Plan) -> tuple[str, ...]:
    found = (_budget_period(plan, ""), _budget_period(plan, HALF_YEAR))
    return tuple(identifier for identifier in found if identifier is not None)


def _interim(plan: Plan) -> str | None:
    half = _budget_period(plan, HALF_YEAR)
    parts = [period for period in plan.periods if period.kind is PeriodKind.INTERIM]
    if half in _identifiers(parts):
        return half
    this_year = [period for period in parts if period.year == plan.budget_year]
    return _latest(this_year, plan.budget_year) or half


def _budget_period(plan: Plan, part: str) -> str | None:
    return Period(plan.budget_year, part).identifier if plan.budget_year is not None else None


def _followed_up(plan: Plan) -> list[FollowUpPeriod]:
    used = {outcome.period for outcome in plan.outcomes} | {each.period for each in plan.assessments}
    return [period for period in plan.periods if period.iri in used]


def _latest(periods: Sequence[FollowUpPeriod], year: int | None) -> str | None:
    """The latest period up to a year: a whole year before any part of one."""
    found = [
        (period.kind is PeriodKind.ANNUAL, period.year, period.end or period.start, period.identifier)
        for period in periods
        if period.identifier and period.year is not None and (year is None or period.year <= year)
    ]
    ordered = sorted(found, key=lambda each: (each[0], each[1], str(each[2] or ""), each[3]))
    return ordered[-1][3] if ordered else None


def _identifiers(periods: Iterable[FollowUpPeriod]) -> set[str]:
    return {period.identifier for period in periods if period.identifier}
