"""The plans that the dashboard was opened on, each read and checked once; nothing here knows of a visit."""

import gc
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TypeAlias

from graph.analysis.changes import Changes
from graph.analysis.followup_report import FollowUp, follow_up
from graph.analysis.grown import Grown, grown
from graph.export.formats import PublicPlan
from graph.export.public import select_public
from graph.facts.period import choose_period, period_of
from graph.intake import Intake, check_run, runs, take_in
from graph.model import Plan
from graph.model_followup import FollowUpPeriod
from graph.remembered import NOTHING, Meanwhile, Remembered
from graph.store.intake import take_in_revision, take_in_stored
from graph.store.keeping import changes_back as changes_back_in
from graph.store.opening import open_store
from graph.store.plans import plan_asked_for, revision_asked_for
from graph.store.records import Revision, StoredPlan
from graph.verdict import Verdict
from shapes.findings import Gate

PATH = "RODATRADEN_DASHBOARD_PATH"
STORE = "RODATRADEN_DASHBOARD_STORE"
TODAY = "RODATRADEN_DASHBOARD_TODAY"
"""Where the dashboard is told what it shows."""

Stamp: TypeAlias = tuple[tuple[str, int, int], ...]
Verdicts: TypeAlias = Mapping[Gate | None, Verdict]

LARGEST_UPLOAD = 20
"""The largest file that may be uploaded, in megabytes: many times the workbook of any municipality."""

_PLANS = 12
"""So many plans are held in memory, with what was counted about them."""
_GIVEN_UP = 4
"""So many plans that were given up may lie about before the memory is looked through for them."""
_ONE_CHECK = Lock()
_ASK_A_SERVER_EVERY = 5.0
"""Seconds that the list of a server's plans is taken to hold."""


@dataclass(frozen=True, slots=True)
class OpenData:
    """How many goals stay inside as drafts, and what the plan's files are called."""

    drafts: int
    stem: str


def path() -> Path | None:
    """The plan's file or folder that the dashboard was opened on, if it was on one."""
    given = os.environ.get(PATH)
    return Path(given) if given else None


def store() -> str | None:
    """The store that the dashboard was opened on, if it was on one."""
    return os.environ.get(STORE) or None


def today() -> date:
    """The day that decides what is late."""
    given = os.environ.get(TODAY)
    return date.fromisoformat(given) if given else date.today()


def stored() -> Sequence[StoredPlan]:
    """Every plan in the store, none where there is no store. Raises StoreUnusable."""
    place = store()
    if place is None:
        return ()
    return _LISTS.get((place, _state_of(place)), lambda: open_store(place).plans_so_far())


def revision(name: str, number: str) -> Revision | None:
    """The stored revision that an address asks for, by default the current one of the only plan.

    None where there is no store, or no plan was chosen among several. Raises UnknownName for a plan or
    revision that is not there, and StoreUnusable.
    """
    found = stored()
    if not found or (not name and len(found) > 1):
        return None
    plan = plan_asked_for(found, name, store() or "") if name else found[0]
    # no revision has the number 0: what is no number is told like a number that does not exist
    known = number.isascii() and number.isdigit() and len(number) < 9
    return revision_asked_for(plan, (int(number) if known else 0) if number else None)


def from_file(plan: Path, meanwhile: Meanwhile = NOTHING) -> Intake:
    """A plan as it stands on disk now. Raises UnusableInput, or OSError where it has gone.

    `meanwhile` is entered, here and below, only where the visitor has to wait.
    """
    return _FILES.get((plan, _stamp(plan)), lambda: _settled(take_in(plan)), meanwhile)


def from_store(plan: str, number: int, meanwhile: Meanwhile = NOTHING) -> Intake:
    """One revision of a stored plan, by the plan's IRI. Raises StoreUnusable and UnknownName."""
    place = store() or ""

    def read() -> Intake:
        known = (each for listed in stored() if listed.iri == plan for each in listed.revisions)
        listed = next((each for each in known if each.number == number), None)
        if listed is None:
            return _settled(take_in_stored(open_store(place), plan, number))
        return _settled(take_in_revision(open_store(place), listed))

    return _REVISIONS.get((place, plan, number), read, meanwhile)


def verdict(intake: Intake, gate: Gate | None, meanwhile: Meanwhile = NOTHING) -> Verdict:
    """The verdict on a plan at a gate, or when every rule is checked, on this day."""
    day = today()
    run = next(each for each in runs(intake.plan) if gate in each.gates)

    def check() -> Verdicts:
        with _ONE_CHECK:  # it is all processor: two at once take as long as one after the other
            return check_run(intake, run, today=day)

    return _VERDICTS.get((Same(intake), day, run.period), check, meanwhile)[gate]


def tree(intake: Intake, meanwhile: Meanwhile = NOTHING) -> Grown:
    """The goal tree of a plan, with how it goes in the latest period that was followed up."""
    return _TREES.get(Same(intake), partial(_grown, intake.plan), meanwhile)


def changes_back(current: Revision, earlier: Revision, meanwhile: Meanwhile = NOTHING) -> Changes:
    """What would change if an earlier revision of a plan held again. Raises StoreUnusable."""
    place = store() or ""

    def compare() -> Changes:
        return changes_back_in(open_store(place), current, earlier)

    return _CHANGES.get((place, current, earlier), compare, meanwhile)


def followed_up(intake: Intake, period: FollowUpPeriod, meanwhile: Meanwhile = NOTHING) -> FollowUp:
    """A plan followed up in a period."""
    return _FOLLOWED_UP.get((Same(intake), period), partial(follow_up, intake.plan, period), meanwhile)


def open_data(intake: Intake, meanwhile: Meanwhile = NOTHING) -> OpenData:
    """What is public of a plan, in short. Raises NotPublic for one that is a draft as a whole."""

    def select() -> OpenData:
        public = select_public(intake.graph, intake.iri)
        return OpenData(len(public.goals), PublicPlan(public.graph, intake.iri).stem)

    return _OPEN_DATA.get(Same(intake), select, meanwhile)


def forget_the_list() -> None:
    """Let the store be asked again for its plans, as one was brought in from here."""
    _LISTS.forget()


def warm() -> None:
    """Read and check the one plan, or list the stored ones, before anybody asks."""
    plan = path()
    if plan is not None:
        judge(from_file(plan))
        tree(from_file(plan))
    elif len(found := stored()) == 1:
        judge(from_store(found[0].iri, found[0].current.number))


def judge(intake: Intake) -> None:
    """Check a plan at every gate, before anybody asks."""
    for gate in (None, *Gate):
        verdict(intake, gate)


class Same:
    """An intake by its identity: it is kept as long as its verdicts are."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake

    def __hash__(self) -> int:
        return id(self.intake)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.intake is self.intake


def _stamp(plan: Path) -> Stamp:
    """What changes when a file, or a file of a folder, does."""
    files = sorted(child for child in plan.iterdir() if child.is_file()) if plan.is_dir() else [plan]
    return tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files)


def _state_of(place: str) -> object:
    """What changes when something is brought into a store; for a server, with time."""
    if place.startswith(("http://", "https://")):
        return int(monotonic() / _ASK_A_SERVER_EVERY)
    state = Path(place) / "store.json"
    return (state.stat().st_mtime_ns, state.stat().st_ino) if state.exists() else None


def _grown(plan: Plan) -> Grown:
    period = choose_period(plan, None, None)
    return grown(plan, period_of(plan, period) if period else None)


def _settled(intake: Intake) -> Intake:
    """A plan that was just read, put where Python no longer looks for what is unused.

    A plan is some fifty thousand objects that stay. To look through those of every plan held time and again
    finds nothing, and meanwhile every visitor waits.
    """
    gc.collect()
    gc.freeze()
    return intake


def _give_up(intake: Intake) -> None:
    """Let go of all that is known of a plan that made room for another."""
    same = Same(intake)
    for counted in (_TREES, _OPEN_DATA):
        counted.forget(lambda key: key == same)
    for known in (_VERDICTS, _FOLLOWED_UP):
        known.forget(lambda key: key[0] == same)
    _given_up.append(None)
    if len(_given_up) >= _GIVEN_UP:
        _given_up.clear()
        gc.unfreeze()
        gc.collect()
        gc.freeze()


_given_up: list[None] = []
_LISTS: Remembered[tuple[str, object], Sequence[StoredPlan]] = Remembered(1)
_FILES: Remembered[tuple[Path, Stamp], Intake] = Remembered(4, given_up=_give_up)
_REVISIONS: Remembered[tuple[str, str, int], Intake] = Remembered(_PLANS, given_up=_give_up)
_VERDICTS: Remembered[tuple[Same, date, str | None], Verdicts] = Remembered(3 * _PLANS)
_TREES: Remembered[Same, Grown] = Remembered(_PLANS)
_OPEN_DATA: Remembered[Same, OpenData] = Remembered(_PLANS)
_FOLLOWED_UP: Remembered[tuple[Same, FollowUpPeriod], FollowUp] = Remembered(2 * _PLANS)
_CHANGES: Remembered[tuple[str, Revision, Revision], Changes] = Remembered(_PLANS)
