"""Who comes in: by which name, from which page, and with a file or not."""

import asyncio
import socket
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from dashboard.doors import Doors
from dashboard.server import NotHere, listen
from rodatraden.cli import main
from rodatraden.words import word
from tests.dashboard_pages import VAGGERYD
from tests.dashboard_process import started

UPLOAD = "/_stcore/upload_file/session/file"


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as tried:
            tried.bind(("::1", 0))
    except OSError:
        return False
    return True


HAS_IPV6 = _has_ipv6()


def takes_calls(host: str, port: int) -> bool:
    """Whether anybody listens there."""
    with socket.socket() as tried:
        return tried.connect_ex((host, port)) == 0


def answered(
    path: str = "/",
    *,
    method: str = "GET",
    kind: str = "http",
    names: tuple[str, ...] | None = ("localhost", "::1", "mal.example"),
    may_upload: bool = True,
    secure: bool = False,
    **headers: str,
) -> tuple[int, list[tuple[bytes, bytes]]]:
    """The status and headers of an answer; 200 and 101 come from the program behind the doors."""

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        answer = Response(b"", 400 if scope["path"] == "/auth/login" else 200)
        answer.set_cookie("a", "1")
        answer.set_cookie("b", "2", secure=True)
        await answer(scope, receive, send)

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    def asked(cookies: Mapping[str, str]) -> bool:
        return may_upload and "stranger" not in cookies

    scope: Scope = {
        "type": kind,
        "path": path,
        "method": method,
        "headers": [(key.encode(), value.encode()) for key, value in headers.items()],
        "extensions": {"websocket.http.response": {}},
    }
    doors = Doors(behind, names=names, may_upload=asked, secure=secure, language="sv")
    asyncio.run(doors(scope, receive, send))
    first = sent[0]
    return (101 if first["type"] == "websocket.accept" else first["status"]), first.get("headers", [])


def status(path: str = "/", **request: Any) -> int:
    """The status alone."""
    return answered(path, **request)[0]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost:8501", 200),
        ("LOCALHOST", 200),
        ("mal.example", 200),
        ("mal.example:443", 200),
        ("evil.example", 400),
        ("mal.example.evil.example", 400),
        ("evil.example@mal.example:80", 200),
        ("mal.example@evil.example", 400),
        ("[::1]:8501", 200),
        ("[::2]:8501", 400),
        ("[::x", 400),
        ("", 400),
    ],
)
def test_only_names_that_lead_here_are_answered(host: str, expected: int) -> None:
    assert status(host=host) == expected
    assert status(host=host, kind="websocket") == (101 if expected == 200 else 400)
    assert status(host=host, names=None) == 200


def test_a_health_check_needs_no_name() -> None:
    assert status("/_stcore/health", host="10.0.0.7") == 200


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("http://localhost:8501", 101),
        ("https://mal.example", 101),
        ("http://localhost:1234", 101),
        ("https://evil.example", 403),
        ("https://localhost.evil.example", 403),
        ("null", 403),
        ("http://[::x", 403),
    ],
)
def test_a_page_of_another_site_gets_no_web_socket(origin: str, expected: int) -> None:
    assert status(host="localhost:8501", origin=origin, kind="websocket") == expected


def test_without_told_names_only_the_same_page_gets_a_web_socket() -> None:
    assert status(host="10.0.0.7", origin="http://10.0.0.7", names=None, kind="websocket") == 101
    assert status(host="10.0.0.7", origin="http://evil.example", names=None, kind="websocket") == 403
    assert status(host="10.0.0.7", names=None, kind="websocket") == 101


@pytest.mark.parametrize("method", ["PUT", "POST", "PATCH"])
def test_who_may_bring_nothing_leaves_no_file(method: str) -> None:
    assert status(UPLOAD, method=method, host="localhost", may_upload=False) == 403
    assert status(UPLOAD, method=method, host="localhost", cookie="a=1; stranger=1") == 403
    assert status(UPLOAD, method=method, host="localhost", cookie="a=1") == 200
    assert status("/prefix" + UPLOAD, method=method, host="localhost", may_upload=False) == 403


def test_what_is_no_upload_is_let_through() -> None:
    for method in ("GET", "OPTIONS", "DELETE"):
        assert (
            status(UPLOAD.replace("upload", "other"), method=method, host="localhost", may_upload=False)
            == 200
        )
    assert status(UPLOAD, method="DELETE", host="localhost", may_upload=False) == 200


@pytest.mark.parametrize("secure", [True, False])
def test_cookies_are_for_encrypted_connections_where_the_address_is_encrypted(secure: bool) -> None:
    _, headers = answered(names=None, secure=secure)
    cookies = [value.decode() for name, value in headers if name == b"set-cookie"]
    assert [cookie[:3] for cookie in cookies] == ["a=1", "b=2"]
    assert ["; Secure" in cookie for cookie in cookies] == [secure, True]
    assert all(cookie.lower().count("; secure") <= 1 for cookie in cookies)


def test_a_sign_in_that_fails_is_said_in_words() -> None:
    code, headers = answered("/auth/login", host="localhost")
    assert code == 502
    assert (b"content-type", b"text/plain; charset=utf-8") in headers


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "mal.example", "", "127.0.0.1.1"])
def test_an_address_that_is_not_here_is_said_so(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotHere):
        listen(None, host)
    with pytest.raises(SystemExit) as left:
        main(["dashboard", str(VAGGERYD), "--host", host, "--no-browser"])
    assert left.value.code == 2
    assert word("host-not-here", host=host).sv in capsys.readouterr().err


def put(port: int, host: str = "127.0.0.1", **headers: str) -> tuple[int, str]:
    """Leave a file at the address that Streamlit takes files at."""
    with closing(HTTPConnection(host, port, timeout=30)) as connection:
        connection.request("PUT", UPLOAD, b"x" * 1000, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@pytest.mark.server
@pytest.mark.slow
def test_what_others_can_reach_is_read_only_and_says_so(tmp_path: Path) -> None:
    main_in = ["import", str(VAGGERYD), "--store", str(tmp_path / "lager")]
    with pytest.raises(SystemExit) as left:
        main(main_in)
    assert left.value.code == 0
    everywhere = "::" if HAS_IPV6 else "0.0.0.0"  # noqa: S104
    with started("--store", str(tmp_path / "lager"), "--host", everywhere) as (address, said):
        port = urlsplit(address).port
        assert port is not None
        assert address == f"http://localhost:{port}"
        assert said[0].strip() == word("dashboard-public-reading").sv
        # 127.0.0.2 is this machine too, but not where the dashboard listens when nothing is said
        for host in ("127.0.0.1", "127.0.0.2", *(["::1"] if HAS_IPV6 else [])):
            assert put(port, host) == (403, "Här får du inte lämna någon fil.\n")
            with urlopen(f"http://{f'[{host}]' if ':' in host else host}:{port}/", timeout=20) as answer:
                assert answer.status == 200
                assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.server
@pytest.mark.slow
def test_read_only_holds_on_the_own_computer_too() -> None:
    with started(str(VAGGERYD), "--read-only") as (address, said):
        port = urlsplit(address).port
        assert port is not None
        assert len(said) == 1
        assert put(port)[0] == 403
        assert put(port, Host="evil.example")[0] == 400
        assert not takes_calls("127.0.0.2", port)


@pytest.mark.server
@pytest.mark.slow
@pytest.mark.skipif(not HAS_IPV6, reason="this machine has no IPv6")
def test_at_the_own_computer_a_file_is_taken_by_streamlit_itself_over_ipv6_too() -> None:
    with started(str(VAGGERYD), "--host", "[::1]") as (address, said):
        port = urlsplit(address).port
        assert port is not None
        assert address == f"http://[::1]:{port}"
        assert len(said) == 1
        code, answered = put(port, "::1")
        assert code in {400, 403}  # no such visit; and Streamlit wants its token of the page
        assert "lämna någon fil" not in answered
        reached = takes_calls("127.0.0.1", port)
    # somebody else's dashboard may have the same number on the other side: that one is there still
    assert not reached or takes_calls("127.0.0.1", port)


def test_an_empty_store_is_opened_only_where_somebody_may_fill_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["--read-only"], ["--host", "0.0.0.0"]):  # noqa: S104
        with pytest.raises(SystemExit) as left:
            main(["dashboard", "--store", str(tmp_path / "inget"), *arguments, "--no-browser"])
        assert left.value.code == 2
        assert "inget" in capsys.readouterr().err
    (tmp_path / "annat").mkdir()
    (tmp_path / "annat" / "brev.txt").write_text("hej", "utf-8")
    with pytest.raises(SystemExit) as left:
        main(["dashboard", "--store", str(tmp_path / "annat"), "--no-browser"])
    assert left.value.code == 2
    assert not (tmp_path / "inget").exists()
