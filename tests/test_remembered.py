"""What is made once and kept as long as there is room, whoever asks at the same time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.remembered import Remembered


def test_what_many_ask_for_at_once_is_made_once() -> None:
    kept: Remembered[str, int] = Remembered(3)
    made: list[int] = []
    start = Barrier(8)

    def make() -> int:
        made.append(1)
        return len(made)

    def ask(_: int) -> int:
        start.wait()
        return kept.get("a", make)

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(ask, range(8))) == {1}
    assert made == [1]


def test_nobody_waits_for_what_somebody_else_asks_for() -> None:
    kept: Remembered[str, str] = Remembered(3)
    kept.get("ready", lambda: "here")
    begun, go_on = Event(), Event()

    def slow() -> str:
        begun.set()
        assert go_on.wait(20)
        return "late"

    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(kept.get, "slow", slow)
        assert begun.wait(20)
        assert kept.get("ready", lambda: "again") == "here"
        assert kept.get("other", lambda: "new") == "new"
        go_on.set()
        assert waiting.result(20) == "late"


def test_what_could_not_be_made_is_tried_again() -> None:
    kept: Remembered[str, str] = Remembered(3)

    def broken() -> str:
        raise OSError("not now")

    for _ in range(2):
        with pytest.raises(OSError, match="not now"):
            kept.get("a", broken)
    assert kept.get("a", lambda: "here") == "here"


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12)), max_size=60), st.integers(0, 30))
def test_no_more_is_kept_than_there_is_room_for(asked: list[tuple[int, int]], most: int) -> None:
    """Whatever is asked for: the value is right, and what is kept are the ones last asked for that fit."""
    given_up: list[int] = []
    kept: Remembered[int, bytes] = Remembered(most, len, lambda value: given_up.append(len(value)))
    sizes = dict(asked)
    last: list[int] = []
    out: list[int] = []
    for key, _ in asked:
        remade: list[int] = []

        def make(size: int = sizes[key], remade: list[int] = remade) -> bytes:
            remade.append(size)
            return bytes(size)

        assert len(kept.get(key, make)) == sizes[key]
        assert bool(remade) == (key not in last)
        last = [each for each in last if each != key] + ([key] if sizes[key] <= most else [])
        while sum(sizes[each] for each in last) > most:
            out.append(sizes[last.pop(0)])
        assert given_up == out


def test_what_is_forgotten_is_made_again_and_leaves_its_room_to_others() -> None:
    given_up: list[str] = []
    kept: Remembered[str, str] = Remembered(2, given_up=given_up.append)
    for key in "ab":
        kept.get(key, key.upper)
    kept.forget(lambda key: key == "a")
    kept.get("c", "C".upper)
    assert given_up == []
    assert kept.get("b", lambda: "made again") == "B"
    assert kept.get("a", lambda: "made again") == "made again"
    kept.forget()
    assert kept.get("b", lambda: "made again") == "made again"


def test_a_visitor_is_told_of_waiting_only_where_there_is_something_to_wait_for() -> None:
    kept: Remembered[str, int] = Remembered(2)
    told: list[str] = []

    @contextmanager
    def spinner() -> Iterator[None]:
        told.append("waiting")
        yield
        told.append("done")

    assert [kept.get("one", lambda: 1, spinner()) for _ in range(3)] == [1, 1, 1]
    assert told == ["waiting", "done"]
