"""The page that Streamlit's own program runs in: its language, its title, and what it may fetch and run."""

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TypeAlias
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.unknown import is_known, unknown_page
from dashboard.words import word, words
from graph.linked.answers import concerns
from shapes.findings import Language

Header: TypeAlias = tuple[bytes, bytes]

_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_NOSCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
_DROPPED = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
TITLE = "Röda tråden"
STREAMLITS_OWN = "st-"
"""How the keys of those words begin that Streamlit says in English."""
# Streamlit's place for files has a name, can be focused, and calls itself presentation: readers are misled by
# that, and axe-core is right to complain. Its own script is mended on the way out.
_UPLOADER = re.compile(r"/static/js/FileUploader\.[\w-]+\.js")
_MISLED = re.compile(rb"\(\{tabIndex:-1\}\)")
_MENDED = b"({tabIndex:-1,role:`group`})"
# Without this the browser looks for the server below every page's own address first, and is told 404.
_WHERE = b"<script>window.__streamlit = {BACKEND_BASE_URL: window.location.origin}</script>"
ALWAYS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Document:
    """Middleware that sets the language of the page to the one asked for, and headers on every answer."""

    def __init__(self, app: ASGIApp, language: Language) -> None:
        self.app = app
        self.language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an answer on, rewritten where it is the page itself."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [self.language])[-1]
        language: Language = "en" if asked == "en" else "sv"
        uploader = bool(_UPLOADER.fullmatch(scope["path"]))
        if scope["method"] == "GET":
            # what is rewritten must come whole and as it is
            kept = [header for header in scope["headers"] if header[0] not in _DROPPED]
            held_back = uploader or (_wants_page(scope["headers"]) and not concerns(scope["path"]))
            scope = {**scope, "headers": kept} if held_back else scope
        await self.app(scope, receive, _Answer(send, language, scope["path"]).send)


def _wants_page(headers: list[Header]) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in headers)


class _Answer:
    """One answer on its way out; what is rewritten is held back until it is whole."""

    def __init__(self, send: Send, language: Language, path: str) -> None:
        self.out = send
        self.language: Language = language
        self.path = path
        self.uploader = bool(_UPLOADER.fullmatch(path))
        self.start: Message | None = None
        self.body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if "Content-Security-Policy" in headers:
                await self.out(message)  # whoever answered has its own headers
                return
            for name, value in ALWAYS.items():
                headers[name] = value
            is_page = headers.get("content-type", "").startswith("text/html")
            if (is_page or self.uploader) and "content-encoding" not in headers:
                self.start = message
                return
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if message.get("more_body"):
                return
            headers = MutableHeaders(scope=self.start)
            if self.uploader:
                script = mended(self.body)
                headers["Content-Length"] = str(len(script))
                await self.out(self.start)
                await self.out({"type": "http.response.body", "body": script})
                return
            page = rewritten(self.body, self.language)
            if page != self.body and not is_known(self.path):
                # Streamlit answers every address with its own page
                page = unknown_page(self.path, self.language)
                self.start["status"] = 404
            for name in ("ETag", "Last-Modified"):
                del headers[name]  # they speak of the file, not of the page in this language
            headers["Content-Length"] = str(len(page))
            headers["Content-Security-Policy"] = policy(page)
            await self.out(self.start)
            await self.out({"type": "http.response.body", "body": page})
            return
        await self.out(message)


def rewritten(page: bytes, language: Language) -> bytes:
    """Streamlit's page in the language of the reader, with the program's name and where its server is.

    Who has no JavaScript is led to the plain pages of what is published.
    """
    page = page.replace(b'<html lang="en">', f'<html lang="{language}">'.encode(), 1)
    plain = f'<noscript><a href="/index.html">{word("without-script")[language]}</a></noscript>'
    page = _NOSCRIPT.sub(plain.encode(), page, count=1)
    head = f"<title>{TITLE}</title>".encode() + _WHERE + own_words(language)
    return page.replace(b"<title>Streamlit</title>", head, 1)


@cache
def own_words(language: Language) -> bytes:
    """The script that puts what Streamlit itself says into a language; empty for its own."""
    if language == "en":
        return b""
    pairs = [(text.en, text.sv) for key, text in sorted(words().items()) if key.startswith(STREAMLITS_OWN)]
    script = files("dashboard.components").joinpath("scripts", "words.js").read_text("utf-8")
    # no text may end the script that it stands in
    told = json.dumps(pairs, ensure_ascii=False).replace("<", "\\u003c")
    return f"<script>{script}inOwnWords({told});</script>".encode()


def mended(script: bytes) -> bytes:
    """The script of Streamlit's place for files, with a role that goes with its name."""
    return _MISLED.sub(_MENDED, script)


def policy(page: bytes) -> str:
    """What a page may fetch and run: what comes from here, and the scripts that stand in it."""
    hashes = [b64encode(sha256(script).digest()).decode() for script in _SCRIPT.findall(page)]
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", "blob:", *(f"'sha256-{each}'" for each in hashes)])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )
