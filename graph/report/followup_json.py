"""A follow-up as JSON, for other programs: keys and their order are fixed."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from graph.analysis.followup_report import (
    FollowUp,
    GoalReport,
    IndicatorReport,
    Stated,
    SummaryReport,
    tally,
)
from graph.analysis.rollup import Weighing
from graph.analysis.targets import TargetCheck
from graph.analysis.trends import TrendCheck
from graph.model_base import Named
from graph.report.options import Options
from graph.verdict import SourceFile


def render(
    follow_up: FollowUp, source: SourceFile, options: Options, today: date, goal: str | None = None
) -> str:
    """The whole follow-up, or one goal with those below it; ends in a newline."""
    content = _Content(follow_up, options).whole(source, today, goal)
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


class _Content:
    """The follow-up as plain dictionaries; names in one language."""

    def __init__(self, follow_up: FollowUp, options: Options) -> None:
        self.follow_up = follow_up
        self.options = options
        self.ids = {each.iri: each.identifier for each in follow_up.plan.goals}
        self.outcomes = {each.iri: each for each in follow_up.plan.outcomes}
        self.periods = {each.iri: each.identifier for each in (*follow_up.plan.periods, follow_up.period)}

    def whole(self, source: SourceFile, today: date, goal: str | None) -> dict[str, Any]:
        follow_up = self.follow_up
        plan, period, settings = follow_up.plan, follow_up.period, follow_up.settings
        chosen = follow_up.goals if goal is None else [goal, *follow_up.goals[goal].below]
        return {
            "plan": {
                "iri": plan.iri,
                "title": self._name(plan),
                "municipality": self._name(plan.municipality) if plan.municipality else "",
                "budget_year": plan.budget_year,
            },
            "source": {"path": source.path, "sha256": source.sha256},
            "period": {
                "id": period.identifier,
                "title": self._name(period),
                "start": _day(period.start),
                "end": _day(period.end),
                "ended": period.end is None or period.end < today,
            },
            "today": today.isoformat(),
            "rule": {
                "rule": settings.rule.value,
                "fulfilled_from": _number(settings.fulfilled),
                "partly_from": _number(settings.partly),
                "stated_by_governing_model": plan.governing_model.roll_up_rule is not None,
            },
            "counts": {
                "council_goals": self._tally(follow_up.council_goals),
                "other_goals": self._tally(follow_up.other_goals),
                "target_values": {
                    "total": sum(follow_up.targets.values()),
                    **{verdict.value: n for verdict, n in follow_up.targets.items()},
                },
            },
            "differing": [self.ids[each.goal.iri] or each.goal.iri for each in follow_up.differing],
            "summaries": [self._summary(each) for each in follow_up.summaries],
            "goals": [self._goal(follow_up.goals[each]) for each in chosen],
        }

    def _tally(self, goals: Iterable[GoalReport]) -> dict[str, int]:
        counts = tally(goals)
        return {"total": sum(counts.values()), **{status.value: n for status, n in counts.items()}}

    def _goal(self, report: GoalReport) -> dict[str, Any]:
        goal, computed = report.goal, report.computed
        return {
            "iri": goal.iri,
            "id": goal.identifier,
            "title": self._name(goal),
            "kind": goal.kind.value,
            "owner": goal.owner,
            "in_force": report.in_force,
            "computed": computed.status.value,
            "ground": computed.ground.value,
            "weighing": _weighing(computed.weighing),
            "computed_from": [self.ids[each.goal] or each.goal for each in computed.contributors],
            "left_out": [self.ids[each] or each for each in computed.left_out],
            "unmeasured": list(computed.unmeasured),
            "if_unmeasured_met": computed.if_unmeasured_met.value,
            "stated": self._stated(report.stated),
            "differs": report.differs,
            "forecast": self._stated(report.forecast),
            "below": [self.ids[each] or each for each in report.below],
            "indicators": [self._indicator(each) for each in report.indicators],
        }

    def _summary(self, report: SummaryReport) -> dict[str, Any]:
        return {
            "perspective": report.perspective.value,
            "computed": report.computed.value,
            "weighing": _weighing(report.weighing),
            "computed_from": [self.ids[each] or each for each in report.goals],
            "stated": self._stated(report.stated),
            "differs": report.differs,
            "forecast": self._stated(report.forecast),
        }

    def _stated(self, stated: Stated | None) -> dict[str, Any] | None:
        if stated is None:
            return None
        assessment = stated.assessment
        language = self.options.language
        return {
            "iri": assessment.iri,
            "status": stated.status.value if stated.status else None,
            "step": assessment.status,
            "kind": assessment.kind.value if assessment.kind else None,
            "period": self._period(assessment.period),
            "by": assessment.assessed_by,
            "date": _day(assessment.dated),
            "motivation": assessment.motivation.in_language(language),
            "action": assessment.action.in_language(language),
        }

    def _indicator(self, report: IndicatorReport) -> dict[str, Any]:
        indicator = report.indicator
        return {
            "iri": indicator.iri,
            "id": indicator.identifier,
            "title": self._name(indicator),
            "unit": indicator.unit,
            "direction": indicator.direction.value if indicator.direction else None,
            "targets": [self._check(each) for each in report.checks],
            "trend": self._trend(report.trend),
        }

    def _check(self, check: TargetCheck) -> dict[str, Any]:
        compared = self.outcomes.get(check.compared_with or "")
        return {
            "iri": check.target,
            "condition": check.condition.value if check.condition else None,
            "verdict": check.verdict.value,
            "reason": check.reason.value if check.reason else None,
            "value": _number(check.value),
            "limit": _number(check.limit),
            "upper_limit": _number(check.upper_limit),
            "compared_with_period": self._period(compared.period) if compared else None,
            "sex": check.sex.value if check.sex else None,
            "parts": [self._check(part) for part in check.parts],
        }

    def _trend(self, check: TrendCheck) -> dict[str, Any]:
        return {
            "trend": check.trend.value,
            "reason": check.reason.value if check.reason else None,
            "value": _number(check.outcome.value) if check.outcome else None,
            "earlier": _number(check.earlier.value) if check.earlier else None,
            "earlier_period": self._period(check.earlier.period) if check.earlier else None,
            "sex": check.sex.value if check.sex else None,
            "parts": [self._trend(part) for part in check.parts],
        }

    def _name(self, thing: Named) -> str:
        return thing.name(self.options.language)

    def _period(self, iri: str | None) -> str | None:
        return self.periods.get(iri or "") or iri


def _weighing(weighing: Weighing | None) -> dict[str, Any] | None:
    if weighing is None:
        return None
    return {
        "fulfilled": weighing.fulfilled,
        "partly": weighing.partly,
        "not_fulfilled": weighing.not_fulfilled,
        "not_measured": weighing.not_measured,
        "total": weighing.total,
        "share_fulfilled": _share(weighing.share_fulfilled),
        "share_at_least_partly": _share(weighing.share_partly),
    }


def _share(share: Decimal | None) -> float | None:
    return None if share is None else round(float(share), 4)


def _number(number: Decimal | None) -> int | float | None:
    """A number of JSON: an integer where it is one, so that 90 is not 90.0."""
    if number is None or not number.is_finite():
        return None
    return int(number) if number == number.to_integral_value() and number.adjusted() < 15 else float(number)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
