"""How the dashboard is served: on this machine only, in the reader's language, with a strict policy."""

import asyncio
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
import streamlit
from starlette.types import Message, Receive, Scope, Send

from dashboard.document import STREAMLITS_OWN, Document, mended, own_words, policy, rewritten
from dashboard.server import FIRST_PORT, SETTINGS, PortTaken, address_of, listen
from dashboard.words import words
from rodatraden.cli import main
from rodatraden.words import word
from shapes.findings import Language
from tests.conftest import ROOT

VAGGERYD = ROOT / "examples" / "vaggeryd-2020.xlsx"
PAGE = (
    b'<!DOCTYPE html><html lang="en"><head><title>Streamlit</title><script>let a = 1</script></head></html>'
)


def test_it_listens_on_this_machine_only() -> None:
    with listen(None) as first, listen(None) as second:
        assert first.getsockname()[0] == second.getsockname()[0] == "127.0.0.1"
        assert FIRST_PORT <= first.getsockname()[1] < second.getsockname()[1]
        assert address_of(first) == f"http://localhost:{first.getsockname()[1]}/"


def test_answers_are_not_held_back_to_be_sent_together() -> None:
    """Nagle's delay is switched off by asyncio only for sockets that are named as TCP."""
    with listen(None) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_a_port_that_is_taken_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken):
            listen(port)
        with pytest.raises(SystemExit) as left:
            main(["dashboard", str(VAGGERYD), "--port", str(port), "--no-browser"])
    assert left.value.code == 2
    assert capsys.readouterr().err.strip() == word("port-taken", port=str(port)).sv


def test_a_bad_path_is_said_before_anything_starts(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("check", "dashboard"):
        with pytest.raises(SystemExit) as left:
            main([command, "finns-inte.xlsx"])
        assert left.value.code == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first == second


def test_nothing_is_told_to_others_and_no_inside_is_shown() -> None:
    assert SETTINGS["browser.gatherUsageStats"] is False
    assert SETTINGS["client.showErrorDetails"] == "none"
    assert SETTINGS["client.showErrorLinks"] is False
    assert SETTINGS["server.address"] == "127.0.0.1"


def test_the_page_has_the_language_and_name_of_the_program() -> None:
    page = rewritten(PAGE, "sv")
    assert b'<html lang="sv">' in page
    assert "<title>Röda tråden</title>".encode() in page


def test_only_the_scripts_of_the_page_itself_may_run() -> None:
    allowed = policy(PAGE)
    assert re.search(r"script-src 'self' 'wasm-unsafe-eval' blob: 'sha256-[\w+/=]+';", allowed)
    assert "http" not in allowed
    assert "unsafe-inline" not in allowed.partition("script-src")[2].partition(";")[0]


@pytest.mark.parametrize(
    ("query", "language", "expected"), [("", "sv", "sv"), ("lang=en", "sv", "en"), ("lang=x", "en", "sv")]
)
def test_the_language_of_the_page_is_the_one_asked_for(query: str, language: Language, expected: str) -> None:
    headers, body = answer(f"/luckor?{query}", language, b"text/html", [PAGE[:40], PAGE[40:]])
    assert f'<html lang="{expected}">'.encode() in body
    assert int(headers["content-length"]) == len(body)
    assert headers["x-frame-options"] == "DENY"
    assert "content-security-policy" in headers
    assert "etag" not in headers


def test_what_streamlit_says_in_english_is_put_in_swedish_and_is_what_it_still_says() -> None:
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    scripts = "".join(file.read_text("utf-8") for file in sorted(folder.glob("*.js")))
    pairs = {key: text for key, text in words().items() if key.startswith(STREAMLITS_OWN)}
    assert len(pairs) > 30
    for key, text in pairs.items():
        # what varies, and what Streamlit puts together from parts
        parts = re.split(r"\{1\}|: |MB|^1 option|options|apply$|submit form$", text.en)
        assert max(parts, key=len).strip() in scripts, key
        assert text.sv.count("{1}") == text.en.count("{1}"), key
        assert f'["{text.en}", "{text.sv}"]'.encode() in own_words("sv"), key
    assert own_words("sv") in rewritten(PAGE, "sv")
    assert rewritten(PAGE, "en").count(b"<script>") == 2


def test_what_is_no_page_passes_as_it_is() -> None:
    headers, body = answer("/static/a.js", "sv", b"text/javascript", [b"let a"])
    assert body == b"let a"
    assert "content-security-policy" not in headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["etag"] == "x"


def test_the_place_for_files_gets_a_role_that_goes_with_its_name() -> None:
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    (script,) = folder.glob("FileUploader.*.js")
    content = script.read_bytes()
    assert content.count(b"({tabIndex:-1})") == 1
    headers, body = answer(f"/static/js/{script.name}", "sv", b"*/*", [content[:99], content[99:]])
    assert body == mended(content)
    assert body.count(b"({tabIndex:-1,role:`group`})") == 1
    assert int(headers["content-length"]) == len(body)
    assert "content-security-policy" not in headers


def answer(path: str, language: Language, kind: bytes, parts: list[bytes]) -> tuple[dict[str, str], bytes]:
    """What comes out of the middleware when the program behind it gives a page in parts."""
    sent: list[Message] = []

    async def program(scope: Scope, _: Receive, send: Send) -> None:
        assert all(name != b"accept-encoding" for name, _ in scope["headers"])
        headers = [
            (b"content-type", kind),
            (b"content-length", b"1"),
            (b"etag", b"x"),
            (b"last-modified", b"y"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for place, part in enumerate(parts):
            await send({"type": "http.response.body", "body": part, "more_body": place < len(parts) - 1})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path.partition("?")[0],
        "query_string": path.partition("?")[2].encode(),
        "headers": [(b"accept", b"text/html,*/*"), (b"accept-encoding", b"gzip")],
    }
    asyncio.run(Document(program, language)(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return headers, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.server
@pytest.mark.slow
def test_it_says_where_it_is_and_ends_well(tmp_path: Path) -> None:
    plan = tmp_path / "mål och mått.xlsx"
    plan.write_bytes(VAGGERYD.read_bytes())
    call = [sys.executable, "-m", "rodatraden", "dashboard", str(plan), "--no-browser"]
    with subprocess.Popen(call, cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        assert said.startswith(f"Visar {plan} på http://localhost:")
        where = next(part for part in said.split() if part.startswith("http"))
        with urlopen(Request(where + "mal", headers={"Accept": "text/html"}), timeout=20) as page:  # noqa: S310
            assert b'<html lang="sv">' in page.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stderr.read().strip() == word("dashboard-ended").sv
