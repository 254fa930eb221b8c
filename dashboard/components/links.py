"""Links are followed within the visit, and what is open in the goal tree goes into the address."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import streamlit as st


def follow_links(pages: Iterable[str]) -> None:
    """Put the script beside a page; `pages` are the addresses of the dashboard's own pages.

    Without it every link still works, by loading the page anew.
    """
    mount = st.components.v2.component("rodatraden_links", js=_script())
    mount(key="links", data={"pages": list(pages)})


@cache
def _script() -> str:
    return files("dashboard.components").joinpath("scripts", "links.js").read_text("utf-8")
