"""The plans that the dashboard holds: each read and counted once, and never more than was said."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard import plans
from graph.intake import take_in
from graph.remembered import Remembered
from graph.store.opening import open_store
from graph.store.records import Provenance
from tests.dashboard_pages import LINDVIK, VAGGERYD, open_on, open_on_store


def test_what_is_counted_about_a_plan_is_kept_as_long_as_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(VAGGERYD, monkeypatch)
    taken = plans.from_file(VAGGERYD)
    assert plans.from_file(VAGGERYD) is taken
    assert plans.tree(taken) is plans.tree(taken)
    assert plans.verdict(taken, None) is plans.verdict(taken, None)


def test_no_more_plans_of_a_store_are_held_than_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on_store(tmp_path, monkeypatch, VAGGERYD, LINDVIK)
    monkeypatch.setattr(plans, "_REVISIONS", Remembered(1, given_up=plans._give_up))
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
