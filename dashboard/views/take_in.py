"""Läs in: judge a plan before it is kept, keep it, and bring an earlier revision back."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard import addresses, session, visitor
from dashboard.components.block import block
from dashboard.components.take_in_parts import (
    changes_values,
    decisions_to_choose,
    history_rows,
    proposal_values,
    said_on_the_page,
)
from dashboard.permission import LONGEST_SIGN_IN, Refusal
from dashboard.plans import LARGEST_UPLOAD
from dashboard.words import word
from graph.errors import RodaTradenError
from graph.report.numbers import in_digits
from graph.store.keeping import Proposal
from graph.store.records import Revision, StoredPlan
from shapes.findings import Language

_LONGEST_NOTE = 1000
_LONGEST_NAME = 200


def show() -> None:
    """The whole page."""
    language = session.language()
    block("title", text=word("page-take-in")[language])
    if said := session.said():
        block("done", sentence=said, page=addresses.OVERVIEW)
    why_not = visitor.refusal()
    if why_not is not None:
        _why_not(why_not, language)
    if why_not in {None, Refusal.NO_STORE}:
        with _faults_in_words(language):
            _file(language, may_keep=why_not is None)
    if session.has_store():
        with _faults_in_words(language):
            _history(language, may_keep=why_not is None)


@contextmanager
def _faults_in_words(language: Language) -> Iterator[None]:
    """Say what was wrong with a file or the store, and go on with the rest of the page."""
    try:
        yield
    except RodaTradenError as error:
        block("problem", sentences=said_on_the_page(error, language))


def _why_not(why: Refusal, language: Language) -> None:
    hours = in_digits(int(LONGEST_SIGN_IN.total_seconds() // 3600))
    role = visitor.role_to_write()
    reason = word(f"may-not-{why.value}", role=role, hours=hours)[language]
    block("why_not", reason=reason, then=word(f"then-{why.value}")[language])


def _file(language: Language, *, may_keep: bool) -> None:
    block("upload_words")
    size = in_digits(LARGEST_UPLOAD)
    files = st.file_uploader(
        word("upload-label", size=size)[language], key=session.upload_key(), accept_multiple_files=True
    )
    if not files:
        return
    proposal = session.proposal([(file.name, file.getvalue()) for file in files])
    if session.overtaken():
        block("problem", sentences=[word("proposal-overtaken")[language]])
    block("proposal", **proposal_values(proposal, language))
    if proposal.changes is not None and proposal.before is not None:
        heading = word("changed-since", n=in_digits(proposal.before.number))[language]
        block("changed", heading=heading, after="", **changes_values(proposal.changes, language))
    if may_keep:
        _keep(proposal, language)


def _keep(proposal: Proposal, language: Language) -> None:
    """What goes with the plan into the store, and the button that brings it there."""
    number = proposal.before.number + 1 if proposal.before else 1
    block("keep", new=proposal.before is None, conforms=proposal.verdicts[None].conforms)
    decisions = {"": word("keep-no-decision")[language]} | decisions_to_choose(proposal.intake.plan, language)
    # a click on what another revision has overtaken since is not heard
    with st.form(f"keep-{proposal.before.iri if proposal.before else ''}", enter_to_submit=False):
        note = st.text_input(word("keep-note")[language], max_chars=_LONGEST_NOTE)
        by = st.text_input(word("keep-by")[language], visitor.usual_name(), max_chars=_LONGEST_NAME)
        decision = st.selectbox(
            word("keep-decision")[language], list(decisions), format_func=lambda iri: decisions[iri]
        )
        button = word("keep-button", n=in_digits(number))[language]
        sent = st.form_submit_button(button, type="primary")
    if sent and session.keep(proposal, by=by, note=note, decision=decision or None):
        st.rerun()


def _history(language: Language, *, may_keep: bool) -> None:
    """Every revision of the plan that is shown, and where to bring one back."""
    plan = session.stored_plan()
    if plan is None:
        block("no_history", empty=not session.stored())
        return
    block("history", plan=plan.current, rows=history_rows(plan), page=addresses.OVERVIEW)
    if may_keep and len(plan.revisions) > 1:
        _bring_back(plan, language)


def _bring_back(plan: StoredPlan, language: Language) -> None:
    """Choose a revision, see what would change, and only then let it hold again."""
    block("heading", text=word("bring-back-heading")[language])
    earlier = {str(each.number): each for each in reversed(plan.revisions[:-1])}
    asked = session.asked(session.BRING_BACK)
    key = f"bring-back-{asked}"
    chosen = st.selectbox(
        word("bring-back-which")[language],
        ["", *earlier],
        index=list(earlier).index(asked) + 1 if asked in earlier else 0,
        format_func=lambda number: _revision_words(earlier.get(number), language),
        key=key,
        on_change=session.asks_for(session.BRING_BACK, key),
    )
    if not chosen:
        return
    numbers = {"old": in_digits(int(chosen)), "n": in_digits(plan.current.number)}
    changed = changes_values(session.changes_back(plan, earlier[chosen]), language)
    heading = word("bring-back-what", **numbers)[language]
    block("changed", heading=heading, after=word("bring-back-undo", **numbers)[language], **changed)
    with st.form(f"bring-back-{chosen}-{plan.current.iri}", enter_to_submit=False):
        note = st.text_input(word("keep-note")[language], max_chars=_LONGEST_NOTE)
        by = st.text_input(word("keep-by")[language], visitor.usual_name(), max_chars=_LONGEST_NAME)
        sent = st.form_submit_button(word("bring-back-button", **numbers)[language], type="primary")
    if sent and session.bring_back(plan, earlier[chosen], by=by, note=note):
        st.rerun()


def _revision_words(revision: Revision | None, language: Language) -> str:
    if revision is None:
        return word("bring-back-none")[language]
    when = revision.provenance.at.astimezone().strftime("%Y-%m-%d %H:%M")
    parts = (word("revision", n=in_digits(revision.number))[language], when, revision.provenance.note)
    return ", ".join(part for part in parts if part)
