"""Uppföljning: how it goes in a period, computed beside stated, and how that was worked out."""

import streamlit as st

from dashboard import addresses, session
from dashboard.components.block import block
from dashboard.components.followup_parts import BodyLine, Card, Followed
from dashboard.components.indicator_views import indicators
from dashboard.words import word
from graph.analysis.thread import thread_of
from graph.asking import goal_asked_for, names_to_ask_by
from graph.errors import UnknownName
from graph.facts.period import period_to_follow_up, periods_to_choose
from graph.model import Goal, Plan
from graph.model_followup import FollowUpPeriod
from graph.report.trace_words import called
from shapes.findings import Language


def show() -> None:
    """The whole page."""
    language = session.language()
    plan = session.intake().plan
    block("title", text=word("page-follow-up")[language])
    if not plan.goals:
        block("empty", source=session.source_name())
        return
    left, right = st.columns(2)
    with left:
        period = _period(plan, language)
    if period is None:
        return
    shown = Followed(session.follow_up(period), language, session.today())
    with right:
        body = _body(shown, language)
    block("follow_up_head", shown=shown)
    goal = _goal(plan, language)
    if goal is not None:
        _indicators(plan, goal, period, shown, language)
    if body is not None:
        _goals(body.name, shown.cards_of(body.asked_by), period)
    block("follow_up", shown=shown, period=period.identifier, page=addresses.FOLLOW_UP)
    _goals(shown.council_goals, shown.council_cards(), period)
    block(
        "follow_up_bodies",
        lines=shown.bodies(),
        chosen=body,
        period=period.identifier,
        page=addresses.FOLLOW_UP,
    )


def _period(plan: Plan, language: Language) -> FollowUpPeriod | None:
    """The period that the address asks for, else the latest, and where to choose another."""
    asked = session.asked(session.PERIOD)
    try:
        found = period_to_follow_up(plan, asked or None)
    except UnknownName as error:
        block("problem", sentences=error.sentences(language))
        found = None
    known = {each.identifier or "": each for each in periods_to_choose(plan)}
    if found is not None:
        known.setdefault(found.identifier or "", found)
    if known:
        key = f"period-{asked}"
        st.selectbox(
            word("period")[language],
            list(known),
            index=list(known).index(found.identifier or "") if found else None,
            format_func=lambda identifier: known[identifier].name(language),
            placeholder=word("choose-period")[language],
            key=key,
            on_change=session.asks_for(session.PERIOD, key),
        )
    return found


def _goal(plan: Plan, language: Language) -> Goal | None:
    """The goal whose indicators the address asks for."""
    asked = session.asked(session.GOAL)
    if not asked:
        return None
    try:
        return goal_asked_for(plan, asked)
    except UnknownName as error:
        block("problem", sentences=error.sentences(language))
        return None


def _indicators(plan: Plan, goal: Goal, period: FollowUpPeriod, shown: Followed, language: Language) -> None:
    """The indicators of one goal as small multiples, each with its table."""
    knot = thread_of(plan, goal, period, depth=0).knots[goal.iri]
    block(
        "indicators",
        name=called(goal, language),
        asked_by=names_to_ask_by(plan)[goal.iri],
        number=len(knot.measures),
        period=period.identifier,
        body=session.asked(session.BODY),
        page=addresses.FOLLOW_UP,
        goal_page=addresses.GOAL,
    )
    indicators(plan, knot, shown, language)


def _body(shown: Followed, language: Language) -> BodyLine | None:
    """The body whose goals the address asks for, and where to choose another."""
    names = {line.asked_by: line for line in shown.bodies()}
    asked = session.asked(session.BODY)
    chosen = next((key for key in names if key.casefold() == asked.casefold()), None)
    if not names:
        return None
    key = f"body-{asked}"
    st.selectbox(
        word("choose-body")[language],
        list(names),
        index=list(names).index(chosen) if chosen else None,
        format_func=lambda each: names[each].name,
        placeholder=word("choose-body-hint")[language],
        key=key,
        on_change=session.asks_for(session.BODY, key),
    )
    return names[chosen] if chosen else None


def _goals(heading: str, cards: list[Card], period: FollowUpPeriod) -> None:
    block(
        "follow_up_goals",
        heading=heading,
        cards=cards,
        period=period.identifier,
        page=addresses.FOLLOW_UP,
        goal_page=addresses.GOAL,
        body=session.asked(session.BODY),
    )
