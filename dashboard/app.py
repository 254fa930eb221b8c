"""The dashboard's frame: settings of the page and the navigation, nothing more."""

import streamlit as st

from dashboard.components import frame
from dashboard.session import language
from dashboard.views import gaps, goal, overview
from dashboard.words import word

_LANGUAGE = language()
_PAGE = st.navigation(
    [
        st.Page(overview.show, title=word("page-overview")[_LANGUAGE], default=True),
        st.Page(gaps.show, title=word("page-gaps")[_LANGUAGE], url_path=frame.GAPS),
        st.Page(goal.show, title=word("page-goal")[_LANGUAGE], url_path=frame.GOAL),
    ],
    position="top",
)
st.set_page_config(page_title=f"{_PAGE.title} – {word('title')[_LANGUAGE]}", page_icon="🧵", layout="wide")
frame.around(_PAGE.run)
