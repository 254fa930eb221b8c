"""The linked-data routes: identifiers, documents, the catalogue, SPARQL and health."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import parse_qs

from anyio import CapacityLimiter, Semaphore, from_thread, move_on_after, to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import published
from graph.errors import RodaTradenError
from graph.linked.answers import Answer, answer_now, answer_of_the_past, concerns, takes_time
from graph.linked.sparql import Limits, Query, busy
from graph.linked.sparql_description import service_description
from graph.linked.words import word
from graph.site.pages import POLICY
from shapes.findings import Language

T = TypeVar("T")
SPARQL, HEALTH = "/sparql", "/health"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_LONGEST_BODY = 100_000
"""Bytes of a query that is sent as a body; longer ones are not read to their end."""

_AT_ONCE, _WHOLE, _IN_THE_PAST = 12, 2, 2
"""How many threads look for a thing that is published, for files of whole plans, and for what was published
before: nobody waits for what is slower, and other threads are left to the dashboard."""

_LIMITS = Limits()
"""How many queries are answered at a time, and how long one waits for its turn; waiting takes no thread."""
_NEXT = 8
"""So many queries more stand ready, for the moment when another one is answered."""
_NO_QUERY = {"sparql-update": 403, "sparql-several": 400}
_RETRY = {"Retry-After": "10"}

_CHARSET = ("text/", "application/json", "application/xml")
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Type, ETag, Link, Location",
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class LinkedData:
    """Middleware that answers what is asked of published plans, and passes all else on."""

    def __init__(self, app: ASGIApp, *, language: Language) -> None:
        self.app = app
        self.language: Language = language
        self._now, self._whole = CapacityLimiter(_AT_ONCE), CapacityLimiter(_WHOLE)
        self._past = CapacityLimiter(_IN_THE_PAST)
        self._turns = Semaphore(_LIMITS.workers + _NEXT)
        self._asking, self._looking = CapacityLimiter(_LIMITS.workers + _NEXT), CapacityLimiter(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on to the dashboard."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        if path == SPARQL:
            response = await self._sparql(Request(scope, receive))
        elif path == HEALTH:
            response = await self._health(scope["method"])
        elif concerns(path) or (
            path.endswith("/") and await to_thread.run_sync(_is_a_root, path, limiter=self._now)
        ):
            response = await self._published(Request(scope, receive))
        else:
            await self.app(scope, receive, send)
            return
        await response(scope, receive, send)

    async def _published(self, request: Request) -> Response:
        if request.method not in _READING:
            return _not_allowed("GET, HEAD, OPTIONS")
        if request.method == "OPTIONS":
            return _preflight("GET, HEAD, OPTIONS")
        # as it was asked for: Starlette's own address of a request escapes some signs in it again
        path: str = request.scope["path"]
        host = request.headers.get("host", "")
        accept = ", ".join(request.headers.getlist("accept"))
        try:
            holdings = await to_thread.run_sync(published.holdings, limiter=self._now)
            asked = (holdings, path, host, accept, self.language)
            turn = self._whole if takes_time(path) else self._now
            found = await to_thread.run_sync(answer_now, *asked, limiter=turn)
            if found is None:
                found = await to_thread.run_sync(answer_of_the_past, *asked, limiter=self._past)
        except (RodaTradenError, OSError) as error:
            return self._unusable(error)
        return _response(found, request.headers)

    async def _sparql(self, request: Request) -> Response:
        allowed = "GET, HEAD, POST, OPTIONS"
        if request.method == "OPTIONS":
            return _preflight(allowed)
        if request.method not in {"GET", "HEAD", "POST"}:
            return _not_allowed(allowed)
        if request.method != "POST" and not request.query_params:
            address = str(request.url)
            accept = ", ".join(request.headers.getlist("accept"))
            told = await self._in_turn(lambda: _description(address, accept))
            if told is not None:
                return told if isinstance(told, Response) else _response(told, request.headers)
        query = await _query(request)
        if isinstance(query, Response):
            return query
        if isinstance(query, str):
            return self._said(query, _NO_QUERY[query])

        def unwanted() -> bool:
            return from_thread.run(request.is_disconnected)

        found = await self._in_turn(lambda: published.ask(query, self.language, unwanted))
        return found if isinstance(found, Response) else _response(found, request.headers)

    async def _in_turn(self, work: Callable[[], T]) -> T | Response:
        """What a query or a description comes to, when its turn comes; else why not.

        Who waits for a turn takes no thread: however many ask, all else is answered.
        """
        with move_on_after(_LIMITS.wait) as patience:
            await self._turns.acquire()
        if patience.cancelled_caught:
            return _response(busy(self.language), Headers())
        try:
            return await to_thread.run_sync(work, limiter=self._asking)
        except (RodaTradenError, OSError) as error:
            return self._unusable(error)
        finally:
            self._turns.release()

    async def _health(self, method: str) -> Response:
        """Whether what is published can be read, and queries answered, just now: looked at, not assumed."""
        if method not in _READING:
            return _not_allowed("GET, HEAD, OPTIONS")
        if method == "OPTIONS":
            return _preflight("GET, HEAD, OPTIONS")
        try:
            queries = await to_thread.run_sync(published.look, limiter=self._looking)
        except (RodaTradenError, OSError) as error:
            return self._unusable(error)
        if not queries:
            return self._said("health-sparql", 503, _fresh() | _RETRY)
        return self._said("health-ok", 200, _fresh())

    def _said(self, key: str, status: int, headers: Mapping[str, str] = _HEADERS) -> Response:
        return Response(f"{word(key)[self.language]}\n", status, headers, "text/plain")

    def _unusable(self, error: Exception) -> Response:
        """What cannot be read, told without the places on this computer that the sentences name."""
        key = "unreadable" if isinstance(error, OSError) else "unusable"
        return self._said(key, 503, _fresh() | {"Retry-After": "60"})


def _description(address: str, accept: str) -> Answer | None:
    return service_description(address, published.endpoint().graphs.items(), accept)


def _is_a_root(path: str) -> bool:
    """Whether a municipality's pages begin here; at the first of all addresses the dashboard does."""
    if path == "/":
        return False
    with suppress(RodaTradenError, OSError):
        return any(each.root == path for each in published.holdings())
    return False


async def _query(request: Request) -> Query | Response | str:
    """The query that a request asks, by the SPARQL 1.1 protocol; else the key of what is said of it."""
    asked = {key: request.query_params.getlist(key) for key in request.query_params}
    if request.method == "POST":
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > _LONGEST_BODY:
                return Response(status_code=413, headers=_HEADERS)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return Response(status_code=400, headers=_HEADERS)
        if kind == "application/sparql-query":
            asked["query"] = [text]
        elif kind == "application/x-www-form-urlencoded":
            for key, values in parse_qs(text, keep_blank_values=True).items():
                asked.setdefault(key, []).extend(values)
        elif kind == "application/sparql-update":
            return "sparql-update"
        else:
            return Response(status_code=415, headers=_HEADERS)
    if "update" in asked:
        return "sparql-update"
    queries = asked.get("query") or [""]
    if len(queries) > 1:
        return "sparql-several"
    return Query(
        queries[0],
        ", ".join(request.headers.getlist("accept")),
        asked.get("default-graph-uri", []),
        asked.get("named-graph-uri", []),
    )


def _response(found: Answer, asked: Headers) -> Response:
    """An answer as HTTP has it; 304 where the one who asks has it already."""
    # what is published may change, and an earlier revision be brought back: ask again each time
    headers = _HEADERS | {"Cache-Control": "no-cache"}
    if found.varies:
        headers["Vary"] = "Accept"
    if found.location:
        headers["Location"] = found.location
        return Response(status_code=found.status, headers=headers)
    if found.status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers |= _RETRY
    if found.status is not HTTPStatus.OK:
        return Response(found.body, found.status, headers, _typed(found))
    tag = f'"{found.tag or sha256(found.media_type.encode() + found.body).hexdigest()[:32]}"'
    headers["ETag"] = tag
    if _has_already(", ".join(asked.getlist("if-none-match")), tag):
        return Response(status_code=304, headers=headers)
    return Response(found.body, found.status, headers, _typed(found))


def _has_already(tags: str, tag: str) -> bool:
    return tags.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in tags.split(",")}


def _typed(found: Answer) -> str:
    # RDF/XML and JSON-LD say in themselves how they are written
    return f"{found.media_type}; charset=utf-8" if found.media_type.startswith(_CHARSET) else found.media_type


def _preflight(allowed: str) -> Response:
    headers = {
        "Allow": allowed,
        "Access-Control-Allow-Methods": allowed,
        "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers=_HEADERS | headers)


def _not_allowed(allowed: str) -> Response:
    return Response(status_code=405, headers=_HEADERS | {"Allow": allowed})


def _fresh() -> dict[str, str]:
    return _HEADERS | {"Cache-Control": "no-store"}
