"""Täckning: which goals and bodies hang together, which do not, and what nobody expects."""

import streamlit as st

from dashboard import addresses, session
from dashboard.components.block import block
from dashboard.components.coverage_parts import Shown
from dashboard.words import word
from graph.agenda2030 import agenda
from graph.analysis.coverage import coverage
from graph.analysis.coverage_matrix import Dimension
from graph.report.coverage_words import Speaker
from shapes.findings import Language


def show() -> None:
    """The whole page."""
    language = session.language()
    plan = session.intake().plan
    block("title", text=word("page-coverage")[language])
    if not plan.goals:
        block("empty", source=session.source_name())
        return
    dimension = _choice(language)
    found = coverage(plan, agenda(), dimension, session.period())
    shown = Shown(found, Speaker(plan, language), session.asked(session.ROW), session.asked(session.COLUMN))
    block("coverage", shown=shown, view=dimension.value, page=addresses.COVERAGE, goal_page=addresses.GOAL)
    block("agenda", goals=shown.strip(), goal_page=addresses.GOAL)
    block("counts", tallies=shown.tallies(), period=found.period, goal_page=addresses.GOAL)


def _choice(language: Language) -> Dimension:
    """What the address asks to see the coverage by, and where to choose another."""
    asked = session.asked(session.VIEW)
    names = {each.value: word(f"seen-by-{each.value}")[language] for each in _ORDER}
    key = f"view-{asked}"
    chosen = st.segmented_control(
        word("seen-by")[language],
        list(names),
        default=asked if asked in names else Dimension.GOAL.value,
        format_func=names.__getitem__,
        key=key,
        on_change=session.asks_for(session.VIEW, key, forgetting=(session.ROW, session.COLUMN)),
        required=True,
    )
    return Dimension(chosen)


_ORDER = (Dimension.GOAL, Dimension.SDG, Dimension.BODY, Dimension.TARGET_GROUP, Dimension.FOCUS_AREA)
