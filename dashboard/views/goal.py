"""Mål: one goal with all that hangs on it."""

import streamlit as st

from dashboard import addresses, session
from dashboard.components.block import block
from dashboard.components.goal_parts import assessments_of, facts_of, measures_of
from dashboard.words import word
from graph.analysis.thread import thread_of
from graph.asking import goal_asked_for, names_to_ask_by
from graph.errors import UnknownName
from graph.facts.period import period_of
from graph.model import Goal, Plan
from graph.report.listing import goals_behind
from graph.report.outline import place
from graph.report.trace_words import called
from shapes.findings import Language


def show() -> None:
    """The whole page."""
    language = session.language()
    plan = session.intake().plan
    if not plan.goals:
        block("title", text=word("page-goal")[language])
        block("empty", source=session.source_name())
        return
    asked = session.asked(session.GOAL)
    goal, problem = _asked_for(plan, asked, language)
    if goal is None:
        block("title", text=word("page-goal")[language])
    if problem:
        block("problem", sentences=problem)
    _choice(plan, goal, asked, language)
    if goal is not None:
        _page(plan, goal, language)


def _asked_for(plan: Plan, asked: str, language: Language) -> tuple[Goal | None, list[str]]:
    """The goal that the address asks for, and what to say where there is none by that name."""
    if not asked:
        return None, []
    try:
        return goal_asked_for(plan, asked), []
    except UnknownName as error:
        return None, error.sentences(language)


def _choice(plan: Plan, goal: Goal | None, asked: str, language: Language) -> None:
    """Where to choose another goal; to choose one puts it into the address."""
    goals = {each.iri: each for each in plan.goals}
    names = names_to_ask_by(plan)
    key = f"goal-{asked}"
    st.selectbox(
        word("choose-goal")[language],
        list(goals),
        index=list(goals).index(goal.iri) if goal else None,
        format_func=lambda iri: called(goals[iri], language),
        placeholder=word("choose-goal-hint")[language],
        key=key,
        on_change=session.asks_for(session.GOAL, key, names.__getitem__),
    )


def _page(plan: Plan, goal: Goal, language: Language) -> None:
    verdict = session.verdict(None)
    period = period_of(plan, verdict.period) if verdict.period else None
    thread = thread_of(plan, goal, period, depth=1)
    knot = thread.knots[goal.iri]
    up = [step.goal for step in thread.up if step.level == 1]
    down = [step.goal for step in thread.down if step.level == 1]
    names = names_to_ask_by(plan)
    links = {
        iri: (names[iri], called(other.goal, language), other.owner.name(language) if other.owner else "")
        for iri, other in thread.knots.items()
    }
    block("goal", name=called(goal, language), **facts_of(plan, knot, language))
    block(
        "kin",
        page=addresses.GOAL,
        up=[links[iri] for iri in up],
        down=[links[iri] for iri in down],
        missing=knot.missing,
    )
    block("measures", measures=measures_of(plan, knot, language))
    block("assessments", assessments=assessments_of(plan, knot, language))
    behind = goals_behind(plan)
    found = [finding for finding in verdict.findings if behind.get(finding.focus) == goal.iri]
    block("findings", findings=[(finding, place(finding)) for finding in found])
