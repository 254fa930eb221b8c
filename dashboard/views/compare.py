"""Jämför: two revisions or years in words, or two plans side by side."""

from collections.abc import Mapping

import streamlit as st

from dashboard import session
from dashboard.components.block import block
from dashboard.components.compared import figures, in_words
from dashboard.words import word
from graph.store.choosing import likely_pair, revision_names
from graph.store.records import Revision
from shapes.findings import Language

WORDS, FIGURES = "ord", "siffror"
SHOWN = 40
"""How many changes of one sort stand open; the rest are there to unfold."""


def show() -> None:
    """The whole page."""
    language = session.language()
    block("title", text=word("page-compare")[language])
    likely = likely_pair(session.stored(), session.revision_if_any())
    if likely is None:
        block("notice", text=word("compare-single" if session.stored() else "compare-needs-store")[language])
        return
    names = revision_names(session.stored())
    left, right = st.columns(2)
    with left:
        before = _chosen(session.BEFORE, word("before-plan")[language], names, likely[0], language)
    with right:
        after = _chosen(session.AFTER, word("after-plan")[language], names, likely[1], language)
    how = _how(before, after, language)
    old, new = session.intake_of(before), session.intake_of(after)
    if how == WORDS:
        block("changes", shown=SHOWN, **in_words(old.plan, new.plan, language))
    else:
        block("figures", **figures(old.plan, new.plan, session.today(), language))


def _chosen(
    key: str, label: str, names: Mapping[str, Revision], default: Revision, language: Language
) -> Revision:
    """One of the two: the one that the address names, else the likely one."""
    asked = names.get(session.asked(key), default)
    name = next(name for name, each in names.items() if each is asked)
    widget = f"{key}-{name}"
    found = st.selectbox(
        label,
        list(names),
        index=list(names).index(name),
        format_func=lambda each: _called(names[each], language),
        key=widget,
        on_change=session.asks_for(key, widget),
    )
    return names[found]


def _called(revision: Revision, language: Language) -> str:
    plan = f"{revision.municipality} {revision.year}".strip() or revision.title or revision.short
    day = revision.provenance.at.date().isoformat()
    return word("stored-revision", plan=plan, n=str(revision.number), day=day)[language]


def _how(before: Revision, after: Revision, language: Language) -> str:
    """In words or side by side; two municipalities are best seen side by side."""
    names = {WORDS: word("how-words")[language], FIGURES: word("how-figures")[language]}
    default = WORDS if before.code == after.code else FIGURES
    asked = session.asked(session.HOW)
    chosen = asked if asked in names else default
    widget = f"{session.HOW}-{chosen}"
    found = st.segmented_control(
        word("how")[language],
        list(names),
        default=chosen,
        required=True,
        format_func=names.__getitem__,
        key=widget,
        on_change=session.asks_for(session.HOW, widget),
    )
    return found or chosen
