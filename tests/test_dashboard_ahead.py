"""A plan is read from the moment that its page is asked for."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from dashboard import ahead, plans
from dashboard.ahead import Ahead
from graph.intake import Intake
from graph.remembered import Remembered
from shapes.findings import Gate
from tests.dashboard_pages import LINDVIK, VAGGERYD, open_on_store

LONG = 60.0


async def _answered(_: Any, __: Any, send: Any) -> None:
    await send("answered")


def ask(middleware: Ahead, path: str, query: str, method: str = "GET") -> list[object]:
    answers: list[object] = []

    async def receive() -> Any:
        raise AssertionError("nothing is sent with a GET")

    async def send(message: Any) -> None:
        answers.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode()}
    asyncio.run(middleware(scope, receive, send))
    return answers


def test_a_page_about_a_plan_lets_it_be_read_and_is_answered_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, let_on = Event(), Event()
    asked: list[tuple[str, str, list[Gate | None]]] = []

    def slow(name: str, number: str, gates: Iterable[Gate | None]) -> None:
        asked.append((name, number, list(gates)))
        begun.set()
        assert let_on.wait(LONG)

    monkeypatch.setattr(ahead, "read", slow)
    middleware = Ahead(_answered)
    assert ask(middleware, "/luckor", "plan=0665-2020&version=2&grind=budget") == ["answered"]
    assert begun.wait(LONG)
    assert ask(middleware, "/", "plan=another") == ["answered"]  # it is read when its turn comes, by the page
    let_on.set()
    assert asked == [("0665-2020", "2", [Gate.BUDGET])]


@pytest.mark.parametrize(
    ("address", "gates"),
    [
        ("/?plan=a", [None, *Gate]),
        ("/luckor?plan=a", [None]),
        ("/luckor?plan=a&grind=no-gate", [None]),
        ("/maltradet?plan=a&grind=budget", []),
    ],
)
def test_no_more_is_judged_ahead_than_the_page_tells(
    address: str, gates: list[Gate | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Gate | None] = []
    done = Event()

    def read(_: str, __: str, given: Iterable[Gate | None]) -> None:
        asked[:] = given
        done.set()

    monkeypatch.setattr(ahead, "read", read)
    path, _, query = address.partition("?")
    ask(Ahead(_answered), path, query)
    assert done.wait(LONG)
    assert asked == gates


@pytest.mark.parametrize(
    ("path", "query", "method"),
    [("/luckor", "", "GET"), ("/static/js/a.js", "plan=a", "GET"), ("/luckor", "plan=a", "HEAD")],
)
def test_nothing_is_read_ahead_for_other_requests(
    monkeypatch: pytest.MonkeyPatch, path: str, query: str, method: str
) -> None:
    monkeypatch.setattr(ahead, "Thread", None)  # to start one would fail
    assert ask(Ahead(_answered), path, query, method) == ["answered"]


def test_what_was_read_ahead_is_what_the_page_gets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_on_store(tmp_path, monkeypatch, VAGGERYD, LINDVIK)
    kept: Remembered[tuple[str, str, int], Intake] = Remembered(12)
    monkeypatch.setattr(plans, "_REVISIONS", kept)
    ahead.read("no-such-plan", "", [None])
    ahead.read("9999-2024", "no number", [None])
    revision = plans.revision("9999-2024", "")
    assert revision is not None
    known = (str(tmp_path), revision.plan, revision.number)
    with pytest.raises(LookupError):
        kept.get(known, nothing_kept)
    ahead.read("9999-2024", "", [None])
    assert plans.from_store(revision.plan, revision.number) is kept.get(known, nothing_kept)


def nothing_kept() -> Intake:
    raise LookupError
