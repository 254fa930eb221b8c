"""Mål: one goal with all that hangs on it."""

import streamlit as st

from dashboard import addresses, session
from dashboard.components.block import block
from dashboard.components.followup_parts import Followed
from dashboard.components.goal_parts import (
    assessments_of,
    decisions_of,
    facts_of,
    inputs_of,
    measures_of,
    sections_of,
)
from dashboard.components.indicator_views import indicators
from dashboard.components.loose_parts import loose_goal
from dashboard.words import word
from graph.analysis.thread import Thread, thread_of
from graph.asking import goal_asked_for, names_to_ask_by
from graph.errors import UnknownName
from graph.model import Goal, Plan
from graph.report.listing import goals_behind
from graph.report.outline import place
from graph.report.trace_dot import render
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
    """What it is, how it goes, why; then the thread, what measures it, and all that lies behind it."""
    period = session.period()
    thread = thread_of(plan, goal, period, depth=1)
    knot = thread.knots[goal.iri]
    facts = facts_of(plan, knot, language)
    shown = Followed(session.follow_up(period), language, session.today()) if period else None
    block("goal", name=called(goal, language), **facts)
    if shown and period:
        card = shown.card(shown.follow_up.goals[goal.iri])
        block("goal_how", card=card, period=period.name(language))
    _thread(thread, language)
    loose = None if thread.reaches_council else loose_goal(plan, goal, language)
    if loose is not None:
        block("may_belong", goal=loose, page=addresses.GOAL)
    if shown and knot.measures:
        block("heading", text=word("measured")[language])
        indicators(plan, knot, shown, language)
    else:
        block("measures", measures=measures_of(plan, knot, language))
    block("assessments", assessments=assessments_of(plan, knot, language))
    behind = goals_behind(plan)
    verdict = session.verdict(None)  # last, for a plan that nobody has asked for takes a second to check
    found = [finding for finding in verdict.findings if behind.get(finding.focus) == goal.iri]
    block("findings", findings=[(finding, place(finding)) for finding in found])
    block(
        "goal_behind",
        sections=sections_of(plan, knot, language),
        inputs=inputs_of(plan, knot, language),
        decisions=decisions_of(plan, knot, language),
        **facts,
    )


def _thread(thread: Thread, language: Language) -> None:
    """The thread as a picture of links, and the nearest goals as a list."""
    names = names_to_ask_by(thread.plan)
    goal = thread.goal
    block(
        "goal_thread",
        tree=session.address(addresses.TREE, mal=names[goal.iri]),
        around=session.address(addresses.TREE, mal=names[goal.iri], vy="grannskap"),
    )
    if len(thread.knots) > 1 or thread.knots[goal.iri].visions:
        st.graphviz_chart(
            render(thread, language, lambda iri: session.address(addresses.GOAL, mal=names[iri])),
            width="content",
            alt=word("thread-alt")[language],
        )
    links = {
        iri: (names[iri], called(other.goal, language), other.owner.name(language) if other.owner else "")
        for iri, other in thread.knots.items()
    }
    block(
        "kin",
        page=addresses.GOAL,
        up=[links[step.goal] for step in thread.up if step.level == 1],
        down=[links[step.goal] for step in thread.down if step.level == 1],
        missing=thread.knots[goal.iri].missing,
    )
