"""What a visit is about: the plan on disk, the language, what the address asks for. Only this keeps state."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from urllib.parse import urlencode

import streamlit as st

from dashboard.words import word
from graph.intake import Intake, check, take_in
from graph.verdict import Verdict
from shapes.findings import Gate, Language

PATH = "RODATRADEN_DASHBOARD_PATH"
TODAY = "RODATRADEN_DASHBOARD_TODAY"
LANGUAGE = "RODATRADEN_LANG"

GATE, GROUPING, GOAL, LANG = "grind", "grupp", "mal", "lang"
"""What an address may ask for."""

Stamp = tuple[tuple[str, int, int], ...]

_ONE_AT_A_TIME = Lock()


def path() -> Path:
    """The plan that the dashboard was opened on."""
    return Path(os.environ[PATH])


def today() -> date:
    """The day that decides what is late."""
    given = os.environ.get(TODAY)
    return date.fromisoformat(given) if given else date.today()


def language() -> Language:
    """The language of the visit: what the address asks for, else what was chosen before, else the start's."""
    asked = st.query_params.get(LANG) or st.session_state.get(LANG) or os.environ.get(LANGUAGE)
    chosen: Language = "en" if asked == "en" else "sv"
    st.session_state[LANG] = chosen
    if chosen != _at_start() and st.query_params.get(LANG) != chosen:
        st.query_params[LANG] = chosen  # a page chosen in the navigation forgets it
    return chosen


def _at_start() -> Language:
    return "en" if os.environ.get(LANGUAGE) == "en" else "sv"


def intake() -> Intake:
    """The plan as it stands on disk now. Raises UnusableInput, or OSError where it has gone."""
    with _waiting("reading"), _ONE_AT_A_TIME:
        return _taken_in(path(), _stamp(path()))


def verdict(gate: Gate | None) -> Verdict:
    """The plan's verdict before one decision, or when every rule is checked."""
    with _waiting("checking"), _ONE_AT_A_TIME:
        return _checked(path(), _stamp(path()), gate, today())


def warm() -> None:
    """Read and check the plan before anybody asks, so that the first page does not wait."""
    for gate in (*Gate, None):
        with _ONE_AT_A_TIME:
            _checked(path(), _stamp(path()), gate, today())


def asked(key: str) -> str:
    """What the address asks for, empty where it does not."""
    return st.query_params.get(key, "")


def asks_for(key: str, widget: str, value_of: Callable[[str], str] = str) -> Callable[[], None]:
    """A callback that puts what was chosen in a widget into the address."""

    def chosen() -> None:
        value = st.session_state.get(widget)
        if value is None or not value_of(value):
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = value_of(value)

    return chosen


def address(page: str, **asked_for: str) -> str:
    """The address of a page, in the language of the visit, relative to every page."""
    kept = {LANG: "en" if language() == "en" else "sv"} if language() != _at_start() else {}
    query = urlencode({key: value for key, value in {**asked_for, **kept}.items() if value})
    return f"{page or './'}{'?' + query if query else ''}"


def same_page_in(other: Language) -> str:
    """The address of this view in another language."""
    return "?" + urlencode({**dict(st.query_params), LANG: other})


def _stamp(plan: Path) -> Stamp:
    """What changes when a file, or a file of a folder, does."""
    files = sorted(child for child in plan.iterdir() if child.is_file()) if plan.is_dir() else [plan]
    return tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files)


@lru_cache(maxsize=4)
def _taken_in(plan: Path, stamp: Stamp) -> Intake:  # noqa: ARG001 - the stamp makes a changed file another one
    return take_in(plan)


@lru_cache(maxsize=32)
def _checked(plan: Path, stamp: Stamp, gate: Gate | None, day: date) -> Verdict:
    return check(_taken_in(plan, stamp), gate=gate, today=day)


@contextmanager
def _waiting(key: str) -> Iterator[None]:
    """Say what is going on where it takes a while."""
    with st.spinner(word(key)[language()]):
        yield
