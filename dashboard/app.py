"""The dashboard's frame: settings of the page and the navigation, nothing more."""

from collections.abc import Callable

import streamlit as st

from dashboard import addresses
from dashboard.components import frame
from dashboard.components.scripted import follow_links
from dashboard.session import language
from dashboard.views import (
    about,
    accessibility,
    compare,
    coverage,
    follow_up,
    gaps,
    goal,
    open_data,
    overview,
    process,
    take_in,
    tree,
)
from dashboard.words import word

# address, key of the title, what stands there
_PAGES: tuple[tuple[str, str, Callable[[], None]], ...] = (
    (addresses.OVERVIEW, "page-overview", overview.show),
    (addresses.TREE, "page-tree", tree.show),
    (addresses.GOAL, "page-goal", goal.show),
    (addresses.COVERAGE, "page-coverage", coverage.show),
    (addresses.GAPS, "page-gaps", gaps.show),
    (addresses.FOLLOW_UP, "page-follow-up", follow_up.show),
    (addresses.PROCESS, "page-process", process.show),
    (addresses.COMPARE, "page-compare", compare.show),
    (addresses.TAKE_IN, "page-take-in", take_in.show),
    (addresses.OPEN_DATA, "page-open-data", open_data.show),
    (addresses.ABOUT, "page-about", about.show),
    (addresses.ACCESSIBILITY, "page-accessibility", accessibility.show),
)
# pages that the foot leads to, not the navigation
_IN_FOOT = frozenset({addresses.ABOUT, addresses.ACCESSIBILITY})
# pages that are shown even where there is no plan
_WITHOUT_PLAN = _IN_FOOT | {addresses.COMPARE, addresses.TAKE_IN}

_LANGUAGE = language()
_PAGE = st.navigation(
    [
        st.Page(
            show,
            title=word(title)[_LANGUAGE],
            url_path=where or None,
            default=not where,
            visibility="hidden" if where in _IN_FOOT else "visible",
        )
        for where, title, show in _PAGES
    ],
    position="top",
)
st.set_page_config(page_title=f"{_PAGE.title} – {word('title')[_LANGUAGE]}", page_icon="🧵", layout="wide")
frame.around(_PAGE.run, needs_plan=_PAGE.url_path not in _WITHOUT_PLAN)
follow_links(where for where, _, _ in _PAGES)
