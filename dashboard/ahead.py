"""Reading a plan ahead: from the moment that its page is asked for, while the browser starts the program."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from threading import Lock, Thread
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import addresses, plans, session
from graph.errors import RodaTradenError
from shapes.findings import Gate

_EVERY: tuple[Gate | None, ...] = (None, *Gate)
_JUDGED: Mapping[str, tuple[Gate | None, ...]] = {
    addresses.OVERVIEW: _EVERY,
    addresses.GOAL: (None,),
    addresses.GAPS: (None,),
    addresses.OPEN_DATA: (Gate.PUBLISH,),
}
"""The pages that say what the rules found, and at which gates; others need not wait for that."""


class Ahead:
    """Middleware that begins to read the plan that a page is about; one plan at a time, and no queue."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._reading = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass every request on at once; begin to read where it asks for a page about a plan."""
        if scope["type"] == "http" and scope["method"] == "GET":
            page = scope["path"].strip("/")
            asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
            if page in addresses.ALL and session.PLAN in asked and self._reading.acquire(blocking=False):
                name, number = (asked.get(key, [""])[-1] for key in (session.PLAN, session.REVISION))
                work = partial(read, name, number, _gates(page, asked))
                Thread(target=self._do, args=[work], daemon=True).start()
        await self.app(scope, receive, send)

    def _do(self, work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            self._reading.release()


def _gates(page: str, asked: Mapping[str, Sequence[str]]) -> Sequence[Gate | None]:
    """The gates that a page tells of: the one that its address asks for, where it asks for one."""
    wanted = [gate for gate in Gate if page in _JUDGED and gate.value in asked.get(session.GATE, ())]
    return wanted or _JUDGED.get(page, ())


def read(name: str, number: str, gates: Iterable[Gate | None]) -> None:
    """Read a revision of a stored plan, and check it at some gates; what is wrong is told on its page."""
    with suppress(RodaTradenError, OSError):
        revision = plans.revision(name, number)
        if revision is not None:
            intake = plans.from_store(revision.plan, revision.number)
            for gate in gates:
                plans.verdict(intake, gate)
