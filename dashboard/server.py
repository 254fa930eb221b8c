"""Serving the dashboard on this machine: settings, port, headers, the language of the page."""

import errno
import ipaddress
import os
import signal
import socket
import sys
import threading
import warnings
import webbrowser
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from streamlit.runtime.secrets import SecretsValue
from streamlit.web.bootstrap import load_config_options

from dashboard import picture, plans, published, session
from dashboard.ahead import Ahead
from dashboard.document import Document
from dashboard.doors import Doors
from dashboard.identity import claims_of, tell_why_sign_ins_fail
from dashboard.instance import instance, names_of, opened, told
from dashboard.linked_data import LinkedData
from dashboard.permission import ANYBODY, may_upload, visitor_of
from dashboard.sign_in_file import SignIn
from graph.linked.scratch import clear_away
from shapes.findings import Language

HOST = "127.0.0.1"
FIRST_PORT = 8501
_PORTS_TRIED = 50
_APP = Path(__file__).with_name("app.py")

# Nothing leaves the machine, nothing is run that nobody wrote, and no fault shows the program's inside.
SETTINGS = {
    "browser.gatherUsageStats": False,
    "client.disableDataExport": True,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "logger.hideWelcomeMessage": True,
    "logger.level": "error",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,  # else all memory is looked through after each click: see plans.py
    "secrets.files": [],
    "server.address": HOST,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": plans.LARGEST_UPLOAD,
    "theme.light.primaryColor": "#0b57a4",
    "theme.dark.primaryColor": "#8ec1f5",
}


class PortTaken(Exception):
    """The port that was asked for is in use by something else."""


class NotHere(Exception):
    """The address that was asked for is none of this computer's."""


def listen(port: int | None, host: str = HOST) -> socket.socket:
    """A socket on the port asked for, or on the first free one. Raises PortTaken and NotHere.

    `host` is an IP address of this computer, as it is or in [brackets], or localhost; 0.0.0.0 and :: are all
    that it has.
    """
    try:
        address = ipaddress.ip_address(HOST if host.lower() == "localhost" else host.strip("[]"))
    except ValueError as error:
        raise NotHere from error
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    for number in (port,) if port is not None else range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED):
        try:
            return _bound(family, str(address), number)
        except OSError as error:
            if error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
                raise NotHere from error
    raise PortTaken


def _bound(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    # named as TCP: else asyncio leaves Nagle's delay on, some 40 ms for each answer
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family is socket.AF_INET6:
            # :: stands for all addresses, those of IPv4 too, which some systems leave out unless told
            found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        found.bind((address, port))
        found.listen()
    except OSError:
        found.close()
        raise
    return found


def address_of(listening: socket.socket) -> str:
    """Where a browser on this computer finds the dashboard."""
    host, port = listening.getsockname()[:2]
    address = ipaddress.ip_address(host)
    if address.is_unspecified or (address.is_loopback and address.version == 4):
        return f"http://localhost:{port}/"  # which is not ::1 everywhere
    return f"http://{host if address.version == 4 else f'[{host}]'}:{port}/"


def serve(
    listening: socket.socket,
    *,
    plan: Path | None = None,
    store: str | None = None,
    language: Language = "sv",
    today: date | None = None,
    read_only: bool = False,
    names: Sequence[str] = (),
    sign_in: SignIn | None = None,
    ready: Callable[[], None] = lambda: None,
    browser: bool = False,
) -> None:
    """Show a plan, or the plans of a store, until Ctrl-C; `ready` is called when a page can be had.

    `names` are host names that others reach the dashboard by. Who may keep plans: see dashboard.permission.
    """
    host = listening.getsockname()[0]
    how = opened(host, names=names, sign_in=sign_in, read_only=read_only, has_store=store is not None)
    environment = {
        plans.PATH: str(plan.resolve()) if plan else "",
        plans.STORE: store or "",
        plans.TODAY: today.isoformat() if today else "",
        session.LANGUAGE: language,
    }
    os.environ.update(environment | told(how))
    load_config_options(SETTINGS | {"server.address": host, "server.port": listening.getsockname()[1]})

    @asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[None]:
        threading.Thread(target=_warm, daemon=True).start()
        if sign_in:
            tell_why_sign_ins_fail()
        ready()
        if browser:
            threading.Thread(target=webbrowser.open, args=[address_of(listening)], daemon=True).start()
        yield

    doors = Middleware(
        Doors,
        names=names_of(host, names=names, sign_in=sign_in),
        may_upload=_may_upload,
        secure=sign_in is not None and sign_in.secure,
        language=language,
    )
    app = st.App(
        _APP,
        lifespan=lifespan,
        routes=picture.ROUTES,
        middleware=[
            Middleware(Document, language=language),
            doors,
            Middleware(Ahead),
            Middleware(LinkedData, language=language),
        ],
        secrets=_secrets(sign_in) if sign_in else None,
    )
    # Authlib's remark on a library of its own is nothing that the one who starts the dashboard can act on
    warnings.filterwarnings("ignore", message="The httpx module is deprecated")
    settings = uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1)
    with _ended_as_by_ctrl_c(), closing(published):
        uvicorn.Server(settings).run(sockets=[listening])


@contextmanager
def _ended_as_by_ctrl_c() -> Iterator[None]:
    """Whoever asks the process to end lets it clear up, as Ctrl-C does.

    uvicorn waits for its answers, and then has the signal do what it did before: to end the process at once.
    """
    signals = [signal.SIGTERM, *([signal.SIGHUP] if sys.platform != "win32" else [])]
    asked = [each for each in signals if signal.getsignal(each) is signal.SIG_DFL]  # nohup ignores one
    for each in asked:
        signal.signal(each, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        for each in asked:
            signal.signal(each, signal.SIG_DFL)


def _secrets(sign_in: SignIn) -> dict[str, SecretsValue]:
    """What Streamlit's own sign-in reads."""
    return {"auth": {**sign_in.auth, "client_kwargs": {"scope": sign_in.scope}}}


def _may_upload(cookies: Mapping[str, str]) -> bool:
    how = instance()
    visitor = visitor_of(claims_of(cookies), how.writer) if how.writer else ANYBODY
    return may_upload(how, visitor, datetime.now(UTC))


def _warm() -> None:
    # what is wrong with the plan is told on the page
    with suppress(Exception):
        clear_away()
        plans.warm()
        picture.warm()
        published.holdings()
