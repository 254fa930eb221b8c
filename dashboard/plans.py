"""The plans that the dashboard was opened on, each read and checked once; nothing here knows of a visit."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TypeAlias

from graph.analysis.changes import Changes
from graph.analysis.followup_report import FollowUp, follow_up
from graph.analysis.grown import Grown, grown
from graph.facts.period import choose_period, period_of
from graph.intake import Intake, check_every_gate, take_in
from graph.model_followup import FollowUpPeriod
from graph.store.intake import take_in_stored
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

_ONE_AT_A_TIME = Lock()
_READING = Lock()
"""Apart from the other: whoever asks which plans there are need not wait for one that is being checked."""

_ASK_A_SERVER_EVERY = 5.0
"""Seconds that the list of a server's plans is taken to hold."""


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
    with _READING:
        return _stored(place, _state_of(place))


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


def from_file(plan: Path) -> Intake:
    """A plan as it stands on disk now. Raises UnusableInput, or OSError where it has gone."""
    with _READING:
        return _from_file(plan, _stamp(plan))


def from_store(plan: str, number: int) -> Intake:
    """One revision of a stored plan, by the plan's IRI. Raises StoreUnusable and UnknownName."""
    with _READING:
        return _from_store(store() or "", plan, number)


def verdicts(intake: Intake) -> Verdicts:
    """The verdicts on a plan at every gate, and when every rule is checked, on this day."""
    with _ONE_AT_A_TIME:
        return _verdicts(Same(intake), today())


def tree(intake: Intake) -> Grown:
    """The goal tree of a plan, with how it goes in the latest period that was followed up."""
    with _ONE_AT_A_TIME:
        return _tree(Same(intake))


def changes_back(current: Revision, earlier: Revision) -> Changes:
    """What would change if an earlier revision of a plan held again. Raises StoreUnusable."""
    with _ONE_AT_A_TIME:
        return _changes_back(store() or "", current, earlier)


def forget_the_list() -> None:
    """Let the store be asked again for its plans, as one was brought in from here."""
    _stored.cache_clear()


def followed_up(intake: Intake, period: FollowUpPeriod) -> FollowUp:
    """A plan followed up in a period."""
    with _ONE_AT_A_TIME:
        return _followed_up(Same(intake), period)


def warm() -> None:
    """Read and check the one plan, or list the stored ones, before anybody asks."""
    plan = path()
    if plan is not None:
        verdicts(from_file(plan))
        tree(from_file(plan))
    elif len(found := stored()) == 1:
        verdicts(from_store(found[0].iri, found[0].current.number))


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


@lru_cache(maxsize=1)
def _stored(place: str, state: object) -> Sequence[StoredPlan]:  # noqa: ARG001 - a changed store is another one
    return open_store(place).plans_so_far()


@lru_cache(maxsize=4)
def _from_file(plan: Path, stamp: Stamp) -> Intake:  # noqa: ARG001 - the stamp makes a changed file another one
    return take_in(plan)


@lru_cache(maxsize=12)
def _from_store(place: str, plan: str, number: int) -> Intake:
    return take_in_stored(open_store(place), plan, number)


@lru_cache(maxsize=12)
def _verdicts(same: Same, day: date) -> Verdicts:
    return check_every_gate(same.intake, today=day)


@lru_cache(maxsize=12)
def _tree(same: Same) -> Grown:
    plan = same.intake.plan
    period = choose_period(plan, None, None)
    return grown(plan, period_of(plan, period) if period else None)


@lru_cache(maxsize=12)
def _changes_back(place: str, current: Revision, earlier: Revision) -> Changes:
    return changes_back_in(open_store(place), current, earlier)


@lru_cache(maxsize=24)
def _followed_up(same: Same, period: FollowUpPeriod) -> FollowUp:
    return follow_up(same.intake.plan, period)
