"""Queries and updates over HTTP, and what can go wrong on the way, each as one clear sentence."""

import socket
import ssl
import time
from collections.abc import Generator
from types import TracebackType
from typing import Self

import httpx

from graph.errors import StoreUnusable
from graph.store.endpoints import Endpoints
from shapes.findings import Text
from shapes.words import read_words

LARGEST_ANSWER = 1 << 30
_SHOWN = 120


class Http:
    """A connection to one server, to use with `with`. Every method raises StoreUnusable: E35 to E38."""

    def __init__(self, endpoints: Endpoints) -> None:
        self._endpoints = endpoints
        # Nobody's proxy and no .netrc: the program asks the server that the user named, and no other.
        self._client = httpx.Client(timeout=endpoints.timeout, follow_redirects=False, trust_env=False)
        self._auth = _EitherAuth(endpoints.user, endpoints.password) if endpoints.user else None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up."""
        self._client.close()

    def query(self, text: str, media_type: str) -> bytes:
        """The answer to a query."""
        return self._ask(self._endpoints.query, {"query": text}, media_type)

    def update(self, text: str) -> None:
        """Change what the server holds."""
        self._ask(self._endpoints.update, {"update": text}, "*/*")

    def nonsense(self, answer: bytes) -> StoreUnusable:
        """The error for an answer that cannot be understood."""
        shown = " ".join(answer[: _SHOWN * 4].decode("utf-8", "replace").split())[:_SHOWN]
        return self._error("E36", reason=f"”{shown}”")

    def _ask(self, url: str, form: dict[str, str], media_type: str) -> bytes:
        end = time.monotonic() + self._endpoints.timeout
        try:
            with self._client.stream(
                "POST", url, data=form, headers={"Accept": media_type}, auth=self._auth
            ) as response:
                answer = bytearray()
                for piece in response.iter_bytes():
                    answer += piece
                    if time.monotonic() > end:
                        raise self._slow()
                    if len(answer) > LARGEST_ANSWER:
                        raise self._error("E36", reason=f"> {LARGEST_ANSWER >> 20} MB")
        except httpx.TimeoutException as error:
            raise self._slow() from error
        except (httpx.RemoteProtocolError, httpx.DecodingError) as error:
            raise self._error("E36", reason=str(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise self._error("E35", reason=_why_away(error)) from error
        if not response.is_success:
            said = " ".join(answer.decode("utf-8", "replace").split())
            # Virtuoso answers 500 when a user may not write.
            refused = response.status_code in {401, 403} or "No permission" in said
            reason = f"{response.status_code} {response.reason_phrase} {said[:_SHOWN]}".strip()
            raise self._error("E38" if refused else "E36", reason=reason)
        return bytes(answer)

    def _slow(self) -> StoreUnusable:
        return self._error("E37", limit=f"{self._endpoints.timeout:g}")

    def _error(self, code: str, **values: str | Text) -> StoreUnusable:
        return StoreUnusable(code, {"url": self._endpoints.place, **values})


def _why_away(error: Exception) -> Text:
    """Why a server cannot be reached, in words where the program has some."""
    words = read_words("graph.store")
    cause: BaseException | None = error
    while cause is not None:
        match cause:
            case httpx.InvalidURL() | httpx.UnsupportedProtocol() | UnicodeError():
                return words["no-address"]
            case ConnectionRefusedError():
                return words["refused"]
            case socket.gaierror():
                return words["no-such-host"]
            case ssl.SSLError():
                return words["not-encrypted"].filled({"detail": (cause.reason or "SSL").lower()})
        cause = cause.__cause__ or cause.__context__
    said = str(error).rstrip(".") or type(error).__name__
    return Text(said, said)


class _EitherAuth(httpx.Auth):
    """Answers the server's challenge: a digest where it asks for one, else the password itself."""

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Ask without a password first, so that it is never given to a server that does not want it."""
        if self._chosen is None:
            response = yield request
            challenge = response.headers.get("www-authenticate", "").lower()
            if response.status_code != httpx.codes.UNAUTHORIZED or not challenge:
                return
            self._chosen = self._digest if challenge.startswith("digest") else self._basic
        yield from self._chosen.auth_flow(request)
