"""Whether the linked-data server is well, says so honestly, and ends without leaving anything behind."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote, urlsplit

import pytest

from graph.store.opening import open_store
from tests.dashboard_pages import LINDVIK, VAGGERYD, keep
from tests.dashboard_process import asked, running, started

pytestmark = [pytest.mark.server, pytest.mark.slow]

GOAL = "/id/mal/KF-1"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(str(LINDVIK)) as found:
        yield found


def test_health_is_looked_at(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(VAGGERYD.read_bytes())
    with running(str(plan)) as address:
        assert asked(address, "/health")[0].status == 200
        plan.write_bytes(b"broken")
        answer, body = asked(address, "/health")
        assert (answer.status, answer.headers["Cache-Control"]) == (503, "no-store")
        assert str(tmp_path) not in body.decode()
        plan.unlink()
        assert asked(address, "/health")[0].status == 503
        assert asked(address, "/id/mal/KF-1")[0].status == 503
        plan.write_bytes(VAGGERYD.read_bytes())
        assert asked(address, "/health")[0].status == 200


def test_health_tells_of_a_store_that_has_gone_or_is_damaged(tmp_path: Path) -> None:
    folder = tmp_path / "lager"
    keep(open_store(str(folder)), VAGGERYD)
    goal = "/rodatraden/kommun/0665/id/mal/KF-1"
    with running("--store", str(folder)) as address:
        assert asked(address, "/health")[0].status == 200
        assert asked(address, goal)[0].status == 303
        folder.rename(tmp_path / "borta")
        for path in ("/health", goal, "/sparql?query=ASK%7B%7D", "/datasets/dcat", "/id/mal/finns-inte"):
            answer, body = asked(address, path)
            assert (answer.status, answer.headers["Retry-After"]) == (503, "60"), path
            assert str(tmp_path) not in body.decode()
        (tmp_path / "borta").rename(folder)
        assert asked(address, "/health")[0].status == 200
        files = list(folder.glob("g-*/*.sst"))
        whole = [file.read_bytes() for file in files]
        for file in files:
            file.write_bytes(b"x" * file.stat().st_size)
        assert asked(address, "/health")[0].status == 503
        for file, content in zip(files, whole, strict=True):
            file.write_bytes(content)
        assert asked(address, "/health")[0].status == 200


def test_health_is_only_read(address: str) -> None:
    assert asked(address, "/health", "HEAD")[1] == b""
    assert asked(address, "/health", "OPTIONS")[0].status == 204
    for method in ("POST", "PUT", "DELETE"):
        answer, _ = asked(address, "/health", method)
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
@pytest.mark.parametrize("sent", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_nothing_stays_behind_when_it_is_asked_to_end(
    sent: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does it wait for a query that takes long."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with _not_ignored(getattr(signal, sent)), started(str(VAGGERYD)) as (address, said):
        assert asked(address, "/sparql?query=ASK%7B%7D")[0].status == 200
        (folder,) = tmp_path.glob("rodatraden-sparql-*")
        many = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
        with closing(HTTPConnection(urlsplit(address).netloc, timeout=60)) as connection:
            connection.request("GET", f"/sparql?query={many}")
            sleep(0.5)
            began = monotonic()
            os.kill(said.process.pid, getattr(signal, sent))
            assert said.process.wait(30) == 0
            assert monotonic() - began < 8
            assert not folder.exists()


@contextmanager
def _not_ignored(number: int) -> Iterator[None]:
    """A signal that ends a process, for what is started meanwhile: under nohup one does not."""
    before = signal.signal(number, signal.SIG_DFL)
    yield
    signal.signal(number, before)


def test_many_slow_queries_keep_nobody_else_waiting(address: str) -> None:
    many = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    connections = [HTTPConnection(urlsplit(address).netloc, timeout=60) for _ in range(50)]
    for each in connections:
        each.request("GET", f"/sparql?query={many}")
    sleep(0.5)
    began = monotonic()
    for path, status in (("/health", 200), (GOAL, 303), ("/doc/mal/KF-1.html", 200), ("/", 200)):
        assert asked(address, path)[0].status == status
    assert monotonic() - began < 4  # the fifty wait for five seconds each
    statuses: list[int] = []
    for each in connections:
        answer = each.getresponse()
        statuses.append(answer.status)
        assert answer.headers["Retry-After"]
        each.close()
    assert set(statuses) == {503}
