"""Målträdet: from the vision down to what is measured; one goal's thread lit, or only some goals shown."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar
from urllib.parse import quote_plus

import streamlit as st

from dashboard import addresses, session
from dashboard.addresses import PICTURE
from dashboard.components.block import block
from dashboard.components.icicle_chart import CLICKED, spec_of
from dashboard.components.neighbour_parts import drawing_of, frame_height, neighbours_of
from dashboard.components.scripted import framed
from dashboard.components.tree_parts import Row, marks_in, named_above, rows_of
from dashboard.words import word
from graph.analysis.grown import Grown
from graph.analysis.icicle import icicle
from graph.analysis.neighbourhood import neighbourhood
from graph.analysis.selection import Choices, Wanted, choices, choose
from graph.analysis.tree import Tree, narrowed, thread_in
from graph.asking import goal_asked_for, names_of, one_asked_for
from graph.errors import UnknownName
from graph.model import Goal
from graph.model_base import Named
from graph.reference import Status
from graph.report.numbers import in_digits
from graph.report.outline import one_line
from graph.report.trace_words import called, status_word
from shapes.findings import Language

N = TypeVar("N", bound=Named)

_SIGHTS = ("lista", "karta", "grannskap")
FILTERS = (session.BODY, session.SDG, session.STATUS, session.AREA, session.TARGET_GROUP, session.YEAR)
_FORGOTTEN = (session.OPEN,)  # another choice opens the tree at other places


def show() -> None:
    """The whole page."""
    language = session.language()
    block("title", text=word("page-tree")[language])
    grown = session.tree()
    if not grown.plan.goals:
        block("empty", source=session.source_name())
        return
    chosen = _chosen(grown, language)
    wanted = _wanted(grown, language)
    found = choose(grown.plan, wanted, grown.statuses, grown.connections)
    tree = grown.tree if wanted.anything else narrowed(grown.tree, found)
    thread = thread_in(grown.connections, chosen.iri) if chosen else frozenset[str]()
    block(
        "tree_head",
        found=len(found),
        all=len(grown.plan.goals),
        everything=wanted.anything,
        clear=session.same_page(**dict.fromkeys((session.SEARCH, *FILTERS, session.OPEN), "")),
        chosen=called(chosen, language) if chosen else "",
        goals_on_thread=sum(goal.iri in thread for goal in grown.plan.goals),
        let_go=session.same_page(**{session.GOAL: "", session.OPEN: ""}),
    )
    rows = rows_of(
        grown,
        tree,
        language,
        thread=thread,
        chosen=chosen.iri if chosen else None,
        found=frozenset() if wanted.anything else found,
    )
    light = partial(session.same_page, **{session.OPEN: ""})
    sight = session.asked(session.VIEW)
    sight = sight if sight in _SIGHTS else "lista"
    block("tree_sights", sight=sight, sights=[(each, light(vy=each)) for each in _SIGHTS])
    period = grown.period.name(language) if grown.period else ""
    if sight == "karta" and rows:
        _icicle(tree, rows, language, period)
        return
    if sight == "grannskap":
        _neighbourhood(grown, chosen, language)
        return
    block(
        "tree",
        rows=rows,
        about=_to_goals(session.address(addresses.GOAL)),
        light=_to_goals(light(mal="")),
        period=period,
    )


def _to_goals(where: str) -> Callable[[str], str]:
    """The address of each goal on a page, by what to ask for it by: quicker than one by one."""
    sign = "" if where.endswith("?") else "&" if "?" in where else "?"
    return lambda name: f"{where}{sign}{session.GOAL}={quote_plus(name)}"


def _icicle(tree: Tree, rows: list[Row], language: Language, period: str) -> None:
    """The whole as one picture; a click in it lights a thread, or lets it go."""
    data, spec = spec_of(icicle(tree), rows)
    block("tree_hint", text=word("icicle-hint")[language], period=period, marks=marks_in(rows))
    st.vega_lite_chart(
        data,
        spec,
        key="icicle",
        on_select=session.asks_for(session.GOAL, "icicle", _clicked, forgetting=_FORGOTTEN),
        selection_mode=CLICKED,
        alt=word("icicle-alt")[language],
    )
    block(
        "icicle_table",
        rows=named_above(tree, rows),
        lights=any(row.light for row in rows),
        light=session.same_page,
    )


def _neighbourhood(grown: Grown, chosen: Goal | None, language: Language) -> None:
    """The goals nearest to the chosen one as a picture, and the same as a list of links."""
    if chosen is None:
        block("tree_hint", text=word("neighbours-choose")[language], period="", marks=[])
        return
    near = neighbourhood(grown.connections, [each.iri for each in grown.plan.visions], chosen.iri)
    block("tree_hint", text=word("neighbours-hint")[language], period="", marks=[])
    if near.left_out:
        left_out = word("neighbours-cut", n=in_digits(near.left_out), shown=in_digits(len(near.near)))
        block("tree_hint", text=left_out[language], period="", marks=[])
    boxes, _ = drawing_of(grown, near, language, lambda name: name)
    framed(
        session.address(PICTURE, mal=names_of(grown.plan.goals)[chosen.iri]),
        title=word("picture-alt")[language],
        height=frame_height(boxes),
    )
    block(
        "neighbours",
        groups=neighbours_of(grown, near, language),
        page=addresses.TREE,
    )


def _clicked(state: Any) -> str:
    """The goal that a click was on; empty for a click beside every goal."""
    return next((str(each["goal"]) for each in state["selection"][CLICKED]), "")


def _chosen(grown: Grown, language: Language) -> Goal | None:
    """The goal whose thread is lit, and where to choose another; a word where the address asks in vain."""
    asked = session.asked(session.GOAL)
    goal: Goal | None = None
    if asked:
        try:
            goal = goal_asked_for(grown.plan, asked)
        except UnknownName as error:
            block("problem", sentences=error.sentences(language))
    goals = {each.iri: each for each in grown.plan.goals}
    names = names_of(grown.plan.goals)
    key = f"light-{asked}"
    left, right = st.columns(2)
    left.selectbox(
        word("light")[language],
        list(goals),
        index=list(goals).index(goal.iri) if goal else None,
        format_func=lambda iri: called(goals[iri], language),
        placeholder=word("choose-goal-hint")[language],
        key=key,
        on_change=session.asks_for(session.GOAL, key, names.__getitem__, forgetting=_FORGOTTEN),
    )
    words = session.asked(session.SEARCH)
    right.text_input(
        word("search")[language],
        value=words,
        placeholder=word("search-hint")[language],
        key=f"search-{words}",
        on_change=session.asks_for(session.SEARCH, f"search-{words}", str.strip, forgetting=_FORGOTTEN),
    )
    return goal


def _wanted(grown: Grown, language: Language) -> Wanted:
    """What the address chooses goals by, and where to choose otherwise."""
    there = choices(grown.plan, grown.statuses)
    wanted = _asked_for(there)
    with st.expander(word("narrow")[language], expanded=any(session.asked(key) for key in FILTERS)):
        columns = [column for _ in range(2) for column in st.columns(3)]
        with columns[0]:
            _pick(session.BODY, there.bodies, wanted.body, language)
        with columns[1]:
            _pick(session.SDG, there.sdgs, wanted.sdg, language)
        with columns[2]:
            _choose_among(
                session.STATUS,
                {status.value: status_word(status, language) for status in there.statuses},
                wanted.status,
                language,
            )
        with columns[3]:
            _pick(session.AREA, there.areas, wanted.area, language)
        with columns[4]:
            _pick(session.TARGET_GROUP, there.target_groups, wanted.target_group, language)
        with columns[5]:
            years = {str(year): str(year) for year in there.years}
            _choose_among(session.YEAR, years, str(wanted.year or ""), language)
    return wanted


def _asked_for(there: Choices) -> Wanted:
    def iri(key: str, things: Iterable[Named]) -> str | None:
        found = one_asked_for(things, session.asked(key))
        return found.iri if found else None

    status, year = session.asked(session.STATUS), session.asked(session.YEAR)
    return Wanted(
        words=session.asked(session.SEARCH),
        body=iri(session.BODY, there.bodies),
        sdg=iri(session.SDG, there.sdgs),
        status=next((each for each in Status if each.value == status), None),
        area=iri(session.AREA, there.areas),
        target_group=iri(session.TARGET_GROUP, there.target_groups),
        year=next((each for each in there.years if str(each) == year), None),
    )


def _pick(key: str, things: Iterable[N], chosen: str | None, language: Language) -> None:
    """Where to choose one of some things, as the address names it."""
    found = {each.iri: each for each in things}
    names = names_of(found.values())
    options = {names[iri]: one_line(each.name(language)) for iri, each in found.items()}
    if key == session.SDG:
        options = {names[iri]: f"{each.identifier} {each.name(language)}" for iri, each in found.items()}
    _choose_among(key, options, names[chosen] if chosen else "", language)


def _choose_among(key: str, options: Mapping[str, str], chosen: str | None, language: Language) -> None:
    every = {"": word("any")[language], **options}
    widget = f"{key}-{session.asked(key)}"
    st.selectbox(
        word(f"by-{key}")[language],
        list(every),
        index=list(every).index(chosen) if chosen in every else 0,
        format_func=every.__getitem__,
        key=widget,
        on_change=session.asks_for(key, widget, forgetting=_FORGOTTEN),
    )
