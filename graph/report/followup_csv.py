"""A follow-up as a table for a spreadsheet: a row for each summary, each goal and each target value."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date

from graph.analysis.followup_report import FollowUp, GoalReport, IndicatorReport, SummaryReport
from graph.analysis.rollup import Weighing
from graph.analysis.trends import Trend
from graph.reference import Status
from graph.report.followup_words import Words
from graph.report.numbers import percent
from graph.report.options import Options
from graph.report.outline import one_line
from graph.sources.csvfiles import escaped
from graph.verdict import SourceFile

COLUMNS = (
    "kind", "id", "name", "belongs-to", "owner", "period", "computed", "stated", "differs", "forecast",
    "fulfilled", "partly", "not-fulfilled", "not-measured", "total", "share",
    "target", "outcome", "verdict", "trend", "motivation", "action",
)  # fmt: skip


def render(
    follow_up: FollowUp,
    source: SourceFile,  # noqa: ARG001 - the table has no place for what it was made from, nor for the day
    options: Options,
    today: date,  # noqa: ARG001
    goal: str | None = None,
) -> str:
    """The whole follow-up, or one goal with those below it: semicolons, the headings first.

    A text that a spreadsheet could take for a formula has an apostrophe before it.
    """
    words = Words(follow_up, options.language)
    chosen = follow_up.goals if goal is None else [goal, *follow_up.goals[goal].below]
    summaries = follow_up.summaries if goal is None else ()
    rows = [_summary(words, each) for each in summaries]
    for each in chosen:
        report = follow_up.goals[each]
        rows.append(_goal(words, report))
        rows += (row for found in report.indicators for row in _targets(words, report, found))
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(words.say(f"column-{column}") for column in COLUMNS)
    period = words.short(follow_up.period)
    table.writerows(
        [escaped(one_line({**row, "period": period}.get(column, ""))) for column in COLUMNS] for row in rows
    )
    return text.getvalue()


def _goal(words: Words, report: GoalReport) -> dict[str, str]:
    goal = report.goal
    goals = words.follow_up.goals
    above = (words.short(goals[each].goal) for each in goal.contributes_to if each in goals)
    owner = words.bodies.get(goal.owner or "")
    return {
        "kind": words.say(f"kind-{goal.kind.value}"),
        "id": goal.identifier or goal.iri,
        "name": goal.name(words.language),
        "belongs-to": ", ".join(above),
        "owner": owner.name(words.language) if owner else "",
        **_judged(words, report, report.computed.status, report.computed.weighing),
    }


def _summary(words: Words, report: SummaryReport) -> dict[str, str]:
    return {
        "kind": words.say("sound"),
        "name": words.say(report.perspective.value),
        **_judged(words, report, report.computed, report.weighing),
    }


def _judged(
    words: Words, report: GoalReport | SummaryReport, computed: Status, weighing: Weighing | None
) -> Mapping[str, str]:
    stated = report.stated
    found = {
        "computed": words.status(computed),
        "stated": words.step(stated) if stated else "",
        "differs": words.say("yes") if report.differs else words.say("no"),
        "forecast": words.step(report.forecast) if report.forecast else "",
        "motivation": (stated.assessment.motivation.in_language(words.language) or "") if stated else "",
        "action": (stated.assessment.action.in_language(words.language) or "") if stated else "",
    }
    if weighing is not None:
        counts = (weighing.fulfilled, weighing.partly, weighing.not_fulfilled, weighing.not_measured)
        names = ("fulfilled", "partly", "not-fulfilled", "not-measured")
        found |= {name: str(n) for name, n in zip(names, counts, strict=True)}
        found["total"] = str(weighing.total)
        if weighing.share_fulfilled is not None:
            found["share"] = percent(weighing.share_fulfilled, weighing.settings.fulfilled)[words.language]
    return found


def _targets(words: Words, goal: GoalReport, report: IndicatorReport) -> Iterable[dict[str, str]]:
    indicator = report.indicator
    trend = report.trend.trend
    for target, check in zip(report.targets, report.checks, strict=True):
        yield {
            "kind": words.say("target-value"),
            "id": indicator.identifier or indicator.iri,
            "name": words.indicator(indicator).removeprefix(f"{indicator.identifier} "),
            "belongs-to": words.short(goal.goal),
            "target": words.target(target, check, indicator),
            "outcome": words.value(report, check),
            "verdict": words.say(check.verdict.value),
            "trend": "" if trend is Trend.UNKNOWN else words.say(f"moved-{trend.value}"),
        }
