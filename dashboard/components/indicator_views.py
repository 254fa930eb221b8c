"""The indicators of one goal as small multiples: how each fared in words, a chart, and its table."""

from dashboard.components.block import block
from dashboard.components.followup_parts import Followed
from dashboard.components.goal_parts import measures_of
from dashboard.components.indicator_chart import chart_of
from graph.analysis.series import series_of
from graph.analysis.thread import Knot
from graph.model import Plan
from shapes.findings import Language


def indicators(plan: Plan, knot: Knot, shown: Followed, language: Language) -> None:
    """Show them all, two beside each other where there is room."""
    periods = {each.iri: each for each in plan.periods}
    reports = {each.indicator.iri: each for each in shown.follow_up.goals[knot.goal.iri].indicators}
    found = []
    for measure, rows in zip(knot.measures, measures_of(plan, knot, language), strict=True):
        report = reports[measure.indicator.iri]
        series = series_of(measure.indicator, measure.targets, measure.outcomes, periods)
        found.append((rows, shown.judged(report), chart_of(series, language)))
    block("indicator", indicators=found)
