"""What a visit is about: which plan, in what language, what the address asks for. Only this keeps state."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard import plans, visitor
from dashboard.instance import instance
from dashboard.words import word
from graph.analysis.changes import Changes
from graph.analysis.followup_report import FollowUp
from graph.analysis.grown import Grown
from graph.errors import RodaTradenError
from graph.facts.period import choose_period, period_of
from graph.intake import Intake, head_of
from graph.model import Plan
from graph.model_followup import FollowUpPeriod
from graph.report.numbers import in_digits
from graph.store import keeping
from graph.store.keeping import Proposal
from graph.store.opening import open_store
from graph.store.plans import Kept, PlanStore
from graph.store.records import Revision, StoredPlan
from graph.verdict import PlanHead, Verdict
from shapes.findings import Gate, Language, Text

LANGUAGE = "RODATRADEN_LANG"

GATE, GROUPING, GOAL, PERIOD, LANG, PLAN, REVISION, BRING_BACK = (
    "grind", "grupp", "mal", "period", "lang", "plan", "version", "aterstall",
)  # fmt: skip
VIEW, ROW, COLUMN, SEVERITY = "vy", "rad", "kolumn", "grad"
BEFORE, AFTER, HOW = "fore", "efter", "visa"
"""What an address may ask for."""

SEARCH, BODY, SDG, STATUS, AREA, TARGET_GROUP, YEAR = (
    "sok", "organ", "agenda", "status", "omrade", "malgrupp", "ar",
)  # fmt: skip
"""By what the goal tree's address chooses goals; other pages choose by a body too."""

OPEN = "oppna"
"""What is open in the goal tree; components/scripts/links.js writes and reads it."""

_UPLOADS, _PROPOSAL, _SAID = "uploads", "proposal", "said"

_KEPT = (PLAN, REVISION)
"""What a page chosen in the navigation forgets, but the visit does not."""


def language() -> Language:
    """The language of the visit: what the address asks for, else what was chosen before, else the start's."""
    asked_for = st.query_params.get(LANG) or st.session_state.get(LANG) or os.environ.get(LANGUAGE)
    chosen: Language = "en" if asked_for == "en" else "sv"
    st.session_state[LANG] = chosen
    if chosen != _at_start() and st.query_params.get(LANG) != chosen:
        st.query_params[LANG] = chosen  # a page chosen in the navigation forgets it
    return chosen


def _at_start() -> Language:
    return "en" if os.environ.get(LANGUAGE) == "en" else "sv"


def today() -> date:
    """The day that decides what is late."""
    return plans.today()


def file() -> Path | None:
    """The file or folder that is shown; None where the plan comes from a store."""
    return plans.path()


def plan_name() -> str:
    """What a file that is made of the plan is called, without what it holds and its suffix."""
    plan, shown = plans.path(), revision()
    return plan.stem if plan else (shown.short if shown else "")


def source_name() -> str:
    """What the dashboard was opened on, in short: the name of the file, or where the store is.

    Those who come from elsewhere are told only what a store is called: where it lies is nothing to them.
    """
    plan, place = plans.path(), plans.store() or ""
    if plan is not None:
        return plan.name
    return (urlsplit(place).hostname or Path(place).name) if instance().public else place


def stored() -> Sequence[StoredPlan]:
    """Every plan to choose among; none where the dashboard was opened on one file. Raises StoreUnusable."""
    return plans.stored()


def revision() -> Revision | None:
    """The revision that is shown: the one that the address asks for, else the current one.

    None where the dashboard shows a file, or no plan was chosen among several. Raises UnknownName for a plan
    or revision that is not there.
    """
    _remember()
    return plans.revision(asked(PLAN), asked(REVISION))


def _remember() -> None:
    """Put back into the address which plan is shown, after a page was chosen in the navigation."""
    forgotten = PLAN not in st.query_params and st.session_state.get(PLAN)
    for key in _KEPT:
        if forgotten:
            ask_for(key, st.session_state[key])
        st.session_state[key] = asked(key)


def stored_plan() -> StoredPlan | None:
    """The plan that is shown, with all its revisions; None where none was chosen.

    Raises as `revision` does.
    """
    shown = revision()
    return _in_store(shown.plan) if shown else None


def _in_store(plan: str) -> StoredPlan | None:
    return next((each for each in stored() if each.iri == plan), None)


def has_store() -> bool:
    """Whether the dashboard was opened on a store, be it an empty one."""
    return plans.store() is not None


def upload_key() -> str:
    """What the place for a file is called; another one after each plan that was kept, so that it is empty."""
    return f"upload-{st.session_state.get(_UPLOADS, 0)}"


def proposal(files: Sequence[tuple[str, bytes]]) -> Proposal:
    """An uploaded plan, judged once and compared again when another revision has come since.

    Raises UnusableInput and StoreUnusable.
    """
    key = tuple((name, sha256(content).hexdigest()) for name, content in files)
    known: tuple[object, Proposal, bool] | None = st.session_state.get(_PROPOSAL)
    overtaken = False
    if known and known[0] == key:
        now = _in_store(str(known[1].intake.iri))
        if (now.current if now else None) == known[1].before:
            return known[1]
        overtaken = True
    with _waiting("judging"):
        found = keeping.propose(files, _store() if has_store() else None, today=today())
    st.session_state[_PROPOSAL] = (key, found, overtaken)
    return found


def overtaken() -> bool:
    """Whether another revision came while the visitor looked at an uploaded plan."""
    known: tuple[object, Proposal, bool] | None = st.session_state.get(_PROPOSAL)
    return known is not None and known[2]


def keep(wanted: Proposal, *, by: str, note: str, decision: str | None) -> bool:
    """Keep an uploaded plan, if this visitor may. Raises as graph.store.keeping.keep does."""
    if visitor.refusal() is not None:
        return False
    seen, file = wanted.before.iri if wanted.before else "", wanted.intake.source.path
    with _waiting("keeping"):
        kept = keeping.keep(
            _store(), wanted.intake, file=file, by=by, note=note, decision=decision, seen=seen
        )
    st.session_state.pop(_PROPOSAL, None)
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
    _show_kept(kept, "kept" if kept.new else "kept-unchanged", plan=kept.revision.short)
    return True


def lately() -> tuple[Revision, Changes] | None:
    """The revision before the one that is shown, and what has changed since; None for a file or a first one.

    Raises StoreUnusable.
    """
    shown = revision()
    plan = _in_store(shown.plan) if shown else None
    if shown is None or plan is None or shown.number < 2:
        return None
    before = plan.revisions[shown.number - 2]
    return before, plans.changes_back(before, shown, _waiting("comparing"))


def changes_back(plan: StoredPlan, earlier: Revision) -> Changes:
    """What would change if an earlier revision held again. Raises StoreUnusable."""
    return plans.changes_back(plan.current, earlier, _waiting("comparing"))


def bring_back(plan: StoredPlan, earlier: Revision, *, by: str, note: str) -> bool:
    """Let an earlier revision hold again, if this visitor may. Raises as graph.store.keeping does."""
    if visitor.refusal() is not None:
        return False
    with _waiting("keeping"):
        kept = keeping.bring_back(_store(), earlier, by=by, note=note, seen=plan.current.iri)
    ask_for(BRING_BACK, "")
    key = "brought-back" if kept.new else "brought-back-same"
    _show_kept(kept, key, old=in_digits(earlier.number))
    return True


def said() -> str:
    """What was done just before, once."""
    return str(st.session_state.pop(_SAID, ""))


def _show_kept(kept: Kept, key: str, **values: str | Text) -> None:
    """Let the visit be about what holds now, and say what was done."""
    plans.forget_the_list()
    ask_for(REVISION, "")
    st.session_state[REVISION] = ""
    if len(stored()) > 1:
        alike = [each for each in stored() if each.short == kept.revision.short]
        ask_for(PLAN, kept.revision.short if len(alike) == 1 else kept.revision.plan)
    st.session_state[_SAID] = word(key, n=in_digits(kept.revision.number), **values)[language()]


def _store() -> PlanStore:
    return open_store(plans.store() or "")


def has_plan() -> bool:
    """Whether there is a plan to show; without one, a visitor first chooses. Raises as `intake` does."""
    return plans.path() is not None or revision() is not None


def intake() -> Intake:
    """The plan that is shown.

    Raises UnusableInput, UnknownName, StoreUnusable, or OSError for a lost file.
    """
    plan = plans.path()
    if plan is not None:
        return plans.from_file(plan, _waiting("reading"))
    shown = revision()
    if shown is None:
        raise LookupError("no plan was chosen")
    return plans.from_store(shown.plan, shown.number, _waiting("reading"))


def head() -> PlanHead:
    """What the plan that is shown is called."""
    return head_of(intake())


def period() -> FollowUpPeriod | None:
    """The latest period that was followed up, which pages are about unless the address asks for another."""
    plan = intake().plan
    chosen = choose_period(plan, None, None)
    return period_of(plan, chosen) if chosen else None


def tree() -> Grown:
    """The goal tree of the plan that is shown, with how it goes."""
    return plans.tree(intake(), _waiting("counting"))


def revision_if_any() -> Revision | None:
    """The revision that is shown; None where there is none, also for one that is not there."""
    try:
        return revision()
    except RodaTradenError:
        return None


def plan_if_any() -> Plan | None:
    """The plan that is shown; None where none can be, as on the pages that need none."""
    try:
        return intake().plan if has_plan() else None
    except (RodaTradenError, OSError):
        return None


def intake_of(shown: Revision) -> Intake:
    """One revision in the store, whichever is shown. Raises StoreUnusable."""
    return plans.from_store(shown.plan, shown.number, _waiting("reading"))


def verdict(gate: Gate | None) -> Verdict:
    """The plan's verdict before one decision, or when every rule is checked."""
    return plans.verdict(intake(), gate, _waiting("checking"))


def follow_up(period: FollowUpPeriod) -> FollowUp:
    """The plan that is shown, followed up in a period."""
    return plans.followed_up(intake(), period, _waiting("weighing"))


def open_data() -> plans.OpenData:
    """What is public of the plan that is shown, in short. Raises NotPublic for a draft."""
    return plans.open_data(intake(), _waiting("counting"))


def asked(key: str) -> str:
    """What the address asks for, empty where it does not."""
    return st.query_params.get(key, "")


def ask_for(key: str, value: str) -> None:
    """Put something into the address, or take it out where it is empty."""
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)


def asks_for(
    key: str, widget: str, value_of: Callable[[Any], str] = str, *, forgetting: Iterable[str] = ()
) -> Callable[[], None]:
    """A callback that puts what was chosen in a widget into the address, and takes out what goes with it."""

    def chosen() -> None:
        value = st.session_state.get(widget)
        ask_for(key, "" if value is None else value_of(value))
        for other in forgetting:
            ask_for(other, "")

    return chosen


def address(page: str, **asked_for: str) -> str:
    """The address of a page, about the same plan and in the language of the visit, relative to every page."""
    kept = {key: asked(key) for key in _KEPT}
    kept[LANG] = language() if language() != _at_start() else ""
    query = urlencode({key: value for key, value in {**kept, **asked_for}.items() if value})
    return f"{page or './'}{'?' + query if query else ''}"


def same_page_in(other: Language) -> str:
    """The address of this view in another language."""
    return same_page(**{LANG: other})


def same_page(**changed: str) -> str:
    """The address of this view with something changed in what it asks for; empty: not asked for."""
    asked_for = {**dict(st.query_params), **changed}
    return "?" + urlencode({key: value for key, value in asked_for.items() if value})


@contextmanager
def _waiting(key: str) -> Iterator[None]:
    """Say what is going on where it takes a while."""
    with st.spinner(word(key)[language()]):
        yield
