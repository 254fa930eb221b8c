"""Serving the dashboard on this machine: settings, port, headers, the language of the page."""

import os
import socket
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from streamlit.web.bootstrap import load_config_options

from dashboard import plans, session
from dashboard.document import Document
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
    "client.toolbarMode": "minimal",
    "logger.hideWelcomeMessage": True,
    "logger.level": "error",
    "runner.magicEnabled": False,
    "server.address": HOST,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": 1,
    "theme.light.primaryColor": "#0b57a4",
    "theme.dark.primaryColor": "#8ec1f5",
}


class PortTaken(Exception):
    """The port that was asked for is in use by something else."""


def listen(port: int | None) -> socket.socket:
    """A socket on the port asked for, or on the first free one. Raises PortTaken."""
    for number in (port,) if port is not None else range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HOST, number))
            found.listen()
        except OSError:
            found.close()
        else:
            return found
    raise PortTaken


def address_of(listening: socket.socket) -> str:
    """Where a browser finds the dashboard."""
    return f"http://localhost:{listening.getsockname()[1]}/"


def serve(
    listening: socket.socket,
    *,
    plan: Path | None = None,
    store: str | None = None,
    language: Language = "sv",
    today: date | None = None,
    ready: Callable[[], None] = lambda: None,
    browser: bool = False,
) -> None:
    """Show a plan, or the plans of a store, until Ctrl-C; `ready` is called when a page can be had."""
    told = {
        plans.PATH: str(plan.resolve()) if plan else "",
        plans.STORE: store or "",
        plans.TODAY: today.isoformat() if today else "",
        session.LANGUAGE: language,
    }
    os.environ.update(told)
    load_config_options(SETTINGS | {"server.port": listening.getsockname()[1]})

    @asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[None]:
        threading.Thread(target=_warm, daemon=True).start()
        ready()
        if browser:
            threading.Thread(target=webbrowser.open, args=[address_of(listening)], daemon=True).start()
        yield

    app = st.App(_APP, lifespan=lifespan, middleware=[Middleware(Document, language=language)])
    settings = uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(settings).run(sockets=[listening])


def _warm() -> None:
    # what is wrong with the plan is told on the page
    with suppress(Exception):
        plans.warm()
