"""The indicators of one goal as small multiples: how each fared in words, a chart, and its table."""

import streamlit as st

from dashboard.components.block import block
from dashboard.components.followup_parts import Followed
from dashboard.components.goal_parts import measures_of
from dashboard.components.indicator_chart import chart_of, described
from graph.analysis.series import series_of
from graph.analysis.thread import Knot
from graph.model import Plan
from shapes.findings import Language


def indicators(plan: Plan, knot: Knot, shown: Followed, language: Language) -> None:
    """Show them all, two beside each other where there is room."""
    periods = {each.iri: each for each in plan.periods}
    reports = {each.indicator.iri: each for each in shown.follow_up.goals[knot.goal.iri].indicators}
    both = zip(knot.measures, measures_of(plan, knot, language), strict=True)
    columns = st.columns(2)
    for place, (measure, rows) in enumerate(both):
        if place and place % 2 == 0:
            columns = st.columns(2)
        report = reports[measure.indicator.iri]
        series = series_of(measure.indicator, measure.targets, measure.outcomes, periods)
        with columns[place % 2]:
            block("indicator", measure=rows, judged=shown.judged(report), trend=shown.trend(report))
            if series.periods:
                st.vega_lite_chart(chart_of(series, language), alt=described(series, language))
            block("indicator_table", measure=rows)
