"""What is kept for the next visitor: made once, bounded, and never a reason to wait for somebody else's."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Barrier, Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import plans
from dashboard.kept import Kept
from graph.intake import take_in
from graph.store.opening import open_store
from graph.store.records import Provenance
from tests.dashboard_pages import LINDVIK, VAGGERYD, open_on, open_on_store

LONG = 30.0


@given(st.lists(st.integers(0, 9)), st.integers(1, 4))
def test_it_keeps_the_latest_and_tells_of_each_one_given_up(asked: list[int], most: int) -> None:
    made: list[int] = []
    given_up: list[int] = []
    kept: Kept[int, int] = Kept(most, given_up.append)

    def make(key: int) -> int:
        made.append(key)
        return key

    for key in asked:
        assert kept.of(key, partial(make, key)) == key
    latest = list(dict.fromkeys(reversed(asked)))[:most]
    assert Counter(made) == Counter(given_up) + Counter(latest)
    made.clear()
    for key in latest:
        kept.of(key, partial(make, key))
    assert made == []


def test_who_asks_for_what_is_kept_never_waits_for_what_is_being_made() -> None:
    kept: Kept[str, str] = Kept(2)
    kept.of("ready", lambda: "at once")
    begun, let_on = Event(), Event()

    def slow() -> str:
        begun.set()
        assert let_on.wait(LONG)
        return "late"

    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(kept.of, "slow", slow)
        assert begun.wait(LONG)
        assert kept.of("ready", lambda: "made again") == "at once"
        assert kept.of("another", lambda: "made meanwhile") == "made meanwhile"
        let_on.set()
        assert waiting.result(LONG) == "late"


def test_what_many_ask_for_at_once_is_made_once() -> None:
    kept: Kept[str, object] = Kept(2)
    together = Barrier(8)

    def ask() -> object:
        together.wait(LONG)
        return kept.of("one", object)

    with ThreadPoolExecutor(8) as pool:
        found = [each.result(LONG) for each in [pool.submit(ask) for _ in range(8)]]
    assert len({id(each) for each in found}) == 1


def test_what_could_not_be_made_is_tried_again() -> None:
    kept: Kept[str, int] = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.of("one", lambda: 1 // 0)
    assert kept.of("one", lambda: 1) == 1


def test_a_visitor_is_told_of_waiting_only_where_there_is_something_to_wait_for() -> None:
    kept: Kept[str, int] = Kept(2)
    told: list[str] = []

    @contextmanager
    def spinner() -> Iterator[None]:
        told.append("waiting")
        yield
        told.append("done")

    assert [kept.of("one", lambda: 1, spinner()) for _ in range(3)] == [1, 1, 1]
    assert told == ["waiting", "done"]


def test_what_is_counted_about_a_plan_is_kept_as_long_as_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(VAGGERYD, monkeypatch)
    taken = plans.from_file(VAGGERYD)
    assert plans.from_file(VAGGERYD) is taken
    assert plans.tree(taken) is plans.tree(taken)
    assert plans.verdicts(taken) is plans.verdicts(taken)


def test_no_more_plans_of_a_store_are_held_than_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, VAGGERYD, LINDVIK)
    monkeypatch.setattr(plans, "_REVISIONS", Kept(1, plans._give_up))
    first, second = (each.current for each in plans.stored())
    taken = plans.from_store(first.plan, first.number)
    grown = plans.tree(taken)
    plans.from_store(second.plan, second.number)
    again = plans.from_store(first.plan, first.number)
    assert again is not taken
    assert plans.tree(again) is not grown


def test_a_plan_that_came_into_the_store_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_on_store(tmp_path, monkeypatch, VAGGERYD)
    assert len(plans.stored()) == 1
    taken = take_in(LINDVIK)
    open_store(str(tmp_path)).add(
        taken.graph, taken.plan, Provenance(at=datetime.now(UTC), file="lindvik.xlsx")
    )
    assert len(plans.stored()) == 2


def test_what_is_public_of_a_plan_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(VAGGERYD, monkeypatch)
    taken = plans.from_file(VAGGERYD)
    found = plans.open_data(taken)
    assert (found.drafts, found.stem) == (0, "0665-2020")
    assert plans.open_data(taken) is found
