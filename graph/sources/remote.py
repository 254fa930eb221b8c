"""Fetching a plan from the web: only from hosts that the user names, and never more or longer than allowed.

Each step of a redirect is judged anew. A host's name is resolved once and the connection goes to the address
that was judged, so a name that leads elsewhere a moment later changes nothing. No proxy, cookie or password
of the environment is used.
"""

import asyncio
import hashlib
import re
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

import httpx

from graph.errors import NotFetched
from graph.sources.hosts import Address, AllowedHosts, addresses_to_ask, all_public, refuse_the_way_in
from graph.sources.webtypes import ACCEPT, suffix_of
from shapes.findings import Text
from shapes.words import read_words

MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGENT = "rodatraden"
_GZIP = 16 + zlib.MAX_WBITS

Resolve = Callable[[str, int], list[str]]
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes an answer may have, unpacked too, and how many seconds it may take in all."""

    size: int = 100 << 20
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: from where in the end, with which suffix it is to be read, and its SHA-256.

    `url` is the address that was asked for, `at` the one that answered.
    """

    url: str
    at: str
    suffix: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The fingerprint of the data."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def name(self) -> str:
        """What to call the file: the end of the address, with the suffix by which it is read."""
        last = httpx.URL(self.at).path.rstrip("/").rpartition("/")[2] or "plan"
        stem = re.sub(r"[^\w.-]", "_", last)[:80]
        return stem if stem.lower().endswith(self.suffix) else stem + self.suffix


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches from the hosts that are allowed. `resolve` looks up a name; None: as the system does.

    `trust` holds other certificate authorities than the usual ones.
    """

    hosts: AllowedHosts
    limits: Limits = field(default_factory=Limits)
    resolve: Resolve | None = None
    trust: ssl.SSLContext | None = None

    def fetch(self, url: str, told: Progress | None = None) -> Fetched:
        """Fetch one address. `told` hears how many bytes have come, and of how many if that is known.

        Raises NotFetched: E57 to E65, E83.
        """
        return asyncio.run(self._in_time(url, told))

    async def _in_time(self, url: str, told: Progress | None) -> Fetched:
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._follow(url, told)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise NotFetched("E62", {"url": url, "limit": f"{self.limits.seconds:g}"}) from error
        except httpx.ConnectError as error:
            # what is wrong with a certificate is said by the error itself
            key = "fetch-broken" if "SSL" in str(error) else "fetch-nobody"
            raise _failed(url, key, str(error)) from error
        except (httpx.HTTPError, OSError) as error:
            raise _failed(url, "fetch-broken", str(error) or type(error).__name__) from error

    async def _follow(self, url: str, told: Progress | None) -> Fetched:
        at, sender, from_outside = url, "", False
        for _ in range(MOST_REDIRECTS + 1):
            try:
                parsed = _parsed(at)
                addresses = await self._judged(parsed, from_outside=from_outside)
            except NotFetched as error:
                if not sender:
                    raise
                raise NotFetched(error.code, {**error.values, "sender": sender}) from error
            answer = await self._ask(parsed, addresses, told)
            if isinstance(answer, Fetched):
                return Fetched(url, answer.at, answer.suffix, answer.data)
            at, sender, from_outside = answer, at, all_public(addresses)
        raise _failed(url, "fetch-circles", str(MOST_REDIRECTS))

    async def _judged(self, url: httpx.URL, *, from_outside: bool) -> list[Address]:
        """Where the host may be asked; whoever is sent on from the open internet is never sent inside."""
        host = url.raw_host.decode("ascii")
        if from_outside:
            refuse_the_way_in(str(url), host, ())
        addresses = await self._addresses(url)
        if from_outside:
            refuse_the_way_in(str(url), host, addresses)
        return addresses

    async def _addresses(self, url: httpx.URL) -> list[Address]:
        """Where the host may be asked, judged and looked up once."""
        host = url.raw_host.decode("ascii")
        entry = self.hosts.entry(str(url), url.scheme, host.strip("[]"), url.port)
        resolved: list[str] = []
        if entry.address is None and _needs_lookup(host):
            port = url.port or (443 if url.scheme == "https" else 80)
            try:
                resolved = await _looked_up(self.resolve or _system, host.strip("[]"), port)
            except OSError as error:
                raise _failed(str(url), "fetch-no-host", host) from error
        addresses = addresses_to_ask(str(url), entry, resolved)
        if not addresses:
            raise _failed(str(url), "fetch-no-host", host)
        return addresses

    async def _ask(self, url: httpx.URL, addresses: list[Address], told: Progress | None) -> Fetched | str:
        """The answer, or the address that it sends one on to; the next address where one does not answer."""
        *others, last = addresses
        for address in others:
            try:
                return await self._ask_at(url, address, told)
            except httpx.ConnectError:
                continue
        return await self._ask_at(url, last, told)

    async def _ask_at(self, url: httpx.URL, address: Address, told: Progress | None) -> Fetched | str:
        name = url.raw_host.decode("ascii").strip("[]")
        request = httpx.Request(
            "GET",
            url.copy_with(host=str(address), fragment=None),
            headers={
                "Host": url.netloc.decode("ascii"),
                "Accept": ACCEPT,
                "Accept-Encoding": "gzip",
                "User-Agent": _AGENT,
            },
            extensions={"sni_hostname": name, "timeout": httpx.Timeout(self.limits.seconds).as_dict()},
        )
        verify = self.trust or _usual_trust()
        async with httpx.AsyncHTTPTransport(verify=verify, trust_env=False) as transport:
            response = await transport.handle_async_request(request)
            try:
                return await self._read(url, response, told)
            finally:
                await response.aclose()

    async def _read(self, url: httpx.URL, response: httpx.Response, told: Progress | None) -> Fetched | str:
        shown = str(url)
        if response.status_code in _REDIRECTS and "location" in response.headers:
            return str(_joined(url, response.headers["location"]))
        if response.status_code != httpx.codes.OK:
            raise _refused(shown, response.status_code)
        suffix = suffix_of(response.headers.get("content-type", ""), url.path)
        if suffix is None:
            said = response.headers.get("content-type", "") or "?"
            raise NotFetched("E63", {"url": shown, "value": said[:80]})
        stated = response.headers.get("content-length", "")
        total = int(stated) if stated.isascii() and stated.isdigit() else None
        packed = response.headers.get("content-encoding", "").strip().lower()
        if packed not in {"", "identity", "gzip", "x-gzip"}:
            raise _failed(shown, "fetch-packing", packed[:40])
        if total is not None and total > self.limits.size:
            raise self._too_large(shown)
        data = bytearray()
        received = 0
        unpacker = _Unpacker() if packed.endswith("gzip") else None
        async for piece in response.stream:  # type: ignore[union-attr]
            received += len(piece)
            for part in unpacker.unpacked(piece, self.limits.size - len(data)) if unpacker else (piece,):
                data += part
                if len(data) > self.limits.size:
                    raise self._too_large(shown)
            if told:
                told(received, total)
        if unpacker and not unpacker.whole:
            raise _failed(shown, "fetch-packing", packed)
        return Fetched(shown, shown, suffix, bytes(data))

    def _too_large(self, url: str) -> NotFetched:
        return NotFetched("E61", {"url": url, "limit": f"{self.limits.size / (1 << 20):g} MB"})


class _Unpacker:
    """Unpacks gzip piece by piece, never more at a time than there is room for."""

    def __init__(self) -> None:
        self._one = zlib.decompressobj(_GZIP)
        self.whole = False

    def unpacked(self, piece: bytes, room: int) -> Iterator[bytes]:
        """What a piece holds, at most a little more than there is room for. Raises httpx.DecodingError."""
        left = piece
        while left:
            try:
                part = self._one.decompress(left, max(room, 0) + 1)
            except zlib.error as error:
                raise httpx.DecodingError(str(error)) from error
            room -= len(part)
            yield part
            self.whole = self._one.eof
            left = self._one.unconsumed_tail
            if self._one.eof:
                left = self._one.unused_data
                self._one = zlib.decompressobj(_GZIP)


def _parsed(url: str) -> httpx.URL:
    """An address that can be asked. Raises NotFetched (E60)."""
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise NotFetched("E60", {"url": url, "reason": _word("fetch-malformed", "")}) from error
    if parsed.port is not None and not 0 < parsed.port < 1 << 16:
        raise NotFetched("E60", {"url": url, "reason": _word("fetch-malformed", "")})
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise NotFetched("E60", {"url": url, "reason": _word("fetch-scheme", "")})
    if parsed.userinfo:
        without = str(parsed.copy_with(username=None, password=None))
        raise NotFetched("E60", {"url": without, "reason": _word("fetch-password", "")})
    return parsed


def _joined(url: httpx.URL, location: str) -> httpx.URL:
    try:
        return url.join(location)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise NotFetched("E60", {"url": location[:200], "reason": _word("fetch-malformed", "")}) from error


@cache
def _usual_trust() -> ssl.SSLContext:
    """The certificate authorities that the system trusts."""
    return ssl.create_default_context()


def _needs_lookup(host: str) -> bool:
    return not re.fullmatch(r"[\d.]+|\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\]?", host)


async def _looked_up(resolve: Resolve, host: str, port: int) -> list[str]:
    """Where a name leads, asked for in a thread that nobody waits for when the time is up."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str], error: OSError | None) -> None:
        if answer.done():
            return
        if error is None:
            answer.set_result(found)
        else:
            answer.set_exception(error)

    def look_up() -> None:
        found: list[str] = []
        failed: OSError | None = None
        try:
            found = resolve(host, port)
        except OSError as error:
            failed = error
        except UnicodeError as error:
            failed = OSError(str(error))
        with suppress(RuntimeError):  # the loop is gone: the time is up
            loop.call_soon_threadsafe(settle, found, failed)

    threading.Thread(target=look_up, daemon=True).start()
    return await answer


def _system(host: str, port: int) -> list[str]:
    """Where a name leads by the system's own means."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _word(key: str, text: str) -> Text:
    return read_words("graph.sources")[key].filled({"text": text})


def _failed(url: str, key: str, text: str) -> NotFetched:
    return NotFetched("E64", {"url": url, "reason": _word(key, text)})


def _refused(url: str, status: int) -> NotFetched:
    key = {401: "fetch-401", 403: "fetch-401", 404: "fetch-404", 406: "fetch-406", 410: "fetch-410"}
    return _failed(url, key.get(status, "fetch-status"), str(status))
