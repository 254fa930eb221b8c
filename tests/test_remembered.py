"""What is made once and kept as long as there is room, whoever asks at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.linked.remembered import Remembered


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
    kept: Remembered[int, bytes] = Remembered(most, len)
    sizes = dict(asked)
    last: list[int] = []
    for key, _ in asked:
        remade: list[int] = []

        def make(size: int = sizes[key], remade: list[int] = remade) -> bytes:
            remade.append(size)
            return bytes(size)

        assert len(kept.get(key, make)) == sizes[key]
        assert bool(remade) == (key not in last)
        last = [each for each in last if each != key] + ([key] if sizes[key] <= most else [])
        while sum(sizes[each] for each in last) > most:
            last.pop(0)
