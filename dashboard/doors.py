"""Who comes in at all: by which name they found the dashboard, from which page, and with a file or not."""

from collections.abc import Callable, Collection, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.words import word
from shapes.findings import Language

UPLOAD = "/_stcore/upload_file"
HEALTH = "/_stcore/health"
SIGN_IN = "/auth/login"


class Doors:
    """Middleware that turns away wrong names, foreign pages, and files from those who may bring none.

    `names` are the host names that lead here, None where any does. A page of another site could else use a
    visitor's browser to reach a dashboard on that visitor's computer; Streamlit itself looks at the name only
    for its web socket, and asks another host for its own address before it refuses a foreign page.
    `may_upload` is asked with a request's cookies. `secure`: cookies are for encrypted connections only.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        names: Collection[str] | None,
        may_upload: Callable[[Mapping[str, str]], bool],
        secure: bool,
        language: Language,
    ) -> None:
        self.app = app
        self.names = None if names is None else {name.lower() for name in names}
        self.may_upload = may_upload
        self.secure = secure
        self.language: Language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say why not."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused:
            await self._say(*refused)(scope, receive, send)
            return
        failed = False

        async def sending(message: Message) -> None:
            nonlocal failed
            if message["type"] == "http.response.start":
                # Streamlit's own word for it is two words of English
                failed = scope["path"] == SIGN_IN and message["status"] >= 400
                if self.secure:
                    _for_encrypted_only(message)
            if not failed:
                await send(message)

        await self.app(scope, receive, sending)
        if failed:
            await self._say(502, "door-sign-in")(scope, receive, send)

    def _say(self, status: int, key: str) -> PlainTextResponse:
        return PlainTextResponse(f"{word(key)[self.language]}\n", status)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if scope["path"] != HEALTH and not self._leads_here(host):
            return 400, "door-name"
        if scope["type"] == "websocket":
            return None if self._is_own_page(headers.get("origin"), host) else (403, "door-page")
        upload = UPLOAD in scope["path"] and scope["method"] not in {"OPTIONS", "DELETE"}
        if upload and not self.may_upload(cookie_parser(headers.get("cookie", ""))):
            return 403, "door-upload"
        return None

    def _leads_here(self, host: str) -> bool:
        return self.names is None or _name_in(f"//{host}") in self.names

    def _is_own_page(self, origin: str | None, host: str) -> bool:
        """Whether a page comes from here: from the name that was asked, or one that leads here by a proxy."""
        if origin is None or origin.partition("://")[2].lower() == host.lower():
            return True
        return self.names is not None and _name_in(origin) in self.names


def _name_in(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _for_encrypted_only(message: Message) -> None:
    headers = MutableHeaders(scope=message)
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        marked = cookie if "; secure" in cookie.lower() else f"{cookie}; Secure"
        headers.append("set-cookie", marked)
