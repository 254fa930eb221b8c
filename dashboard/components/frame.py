"""What stands around every page: the plan it shows, the language, and a clear word where there is no plan."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard import addresses, session, visitor
from dashboard.components.block import block, style
from dashboard.permission import Refusal
from dashboard.words import word
from graph.errors import RodaTradenError, UnusableInput
from graph.report.outline import head_name
from graph.report.words import word as report_word
from graph.store.records import Revision, StoredPlan
from shapes.findings import Language

FEW = 8
"""So many plans are found at a glance; among more, a visitor may type."""

_FOOT = ((addresses.ABOUT, "page-about"), (addresses.ACCESSIBILITY, "page-accessibility"))


def around(page: Callable[[], None], *, needs_plan: bool = True) -> None:
    """Show a page, or why there is nothing to show; a page that needs no plan is shown without one too."""
    language = session.language()
    style()
    _who(language)
    if not needs_plan:
        _where(language, "")
        page()
    elif _has_plan(language):
        _where(language, head_name(session.head(), language))
        page()
    block("foot", links=_FOOT)


def _has_plan(language: Language) -> bool:
    """Whether there is a plan to show; where there is none, say why, or let the visitor choose."""
    try:
        if session.has_plan():
            session.intake()
            return True
        _where(language, "")
        _choice(language)
    except RodaTradenError as error:
        _where(language, "")
        block("unusable", sentences=error.sentences(language), in_file=isinstance(error, UnusableInput))
    except OSError:
        _where(language, "")
        block("unusable", sentences=[session.source_name()], in_file=True)
    return False


def _choice(language: Language) -> None:
    """Every plan in the store to choose from; among many, by typing a few letters too."""
    found = _by_name(session.stored())
    block("title", text=word("choose-plan")[language])
    if len(found) > FEW:
        st.selectbox(
            word("choose-plan-typing")[language],
            list(found),
            index=None,
            format_func=lambda name: f"{found[name].municipality} {found[name].year}".strip() or name,
            placeholder=word("choose-plan-hint")[language],
            key="plan-choice",
            on_change=session.asks_for(session.PLAN, "plan-choice"),
        )
    block(
        "plans",
        plans=list(found.items()),
        store=session.source_name(),
        take_in=addresses.TAKE_IN if visitor.refusal() is None else "",
    )


def _by_name(stored: Sequence[StoredPlan]) -> Mapping[str, Revision]:
    """The current revisions by what an address asks for them by: what two plans are called is no name."""
    called = Counter(plan.short for plan in stored)
    return {plan.short if called[plan.short] == 1 else plan.iri: plan.current for plan in stored}


def _where(language: Language, plan: str) -> None:
    """One line: the plan, where it comes from, the day, and the way to another plan or language."""
    other: Language = "sv" if language == "en" else "en"
    revision = session.revision() if plan else None
    block(
        "where",
        plan=plan,
        source=session.source_name(),
        source_word=report_word("source")[language],
        day=session.today(),
        revision=revision,
        several=len(session.stored()) > 1 if plan else False,
        other=other,
        other_address=session.same_page_in(other),
    )


def _who(language: Language) -> None:
    """Whether the visitor is signed in, and the way in or out; nothing where nobody signs in."""
    if not visitor.can_sign_in():
        return
    why_not = visitor.refusal()
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        if not visitor.is_signed_in():
            st.button(word("sign-in")[language], key="sign-in", on_click=visitor.sign_in)
            return
        keys = {Refusal.WITHOUT_ROLE: "signed-in-without", Refusal.SIGNED_IN_LONG_AGO: "signed-in-long-ago"}
        said = word(
            keys.get(why_not, "signed-in-as") if why_not else "signed-in-as", role=visitor.role_to_write()
        )
        block("who", text=said[language])
        if why_not is Refusal.SIGNED_IN_LONG_AGO:
            st.button(word("sign-in-again")[language], key="sign-in", on_click=visitor.sign_in)
        st.button(word("sign-out")[language], key="sign-out", on_click=visitor.sign_out)
