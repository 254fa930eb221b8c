"""The store of plans on two real SPARQL servers, and what is said of servers that misbehave."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from graph.errors import StoreUnusable
from graph.intake import take_in
from graph.query import read_plan
from graph.store.backup import back_up, bring_back_up
from graph.store.endpoints import TIMEOUT, endpoints_of
from graph.store.opening import open_store
from graph.store.plans import PlanStore
from graph.store.records import META, Provenance
from graph.store.server import PIECE, ServerBackend, pieces
from graph.store.terms import statements_of
from tests.conftest import ROOT
from tests.ports import free_port
from tests.servers import PASSWORD, USER, answering, oxigraph, virtuoso
from tests.small_plans import MINIMAL, parsed
from tests.stores import WHEN, bring_in, must_be_whole, words_of

LINDVIK = ROOT / "examples" / "lindvik-2024.ttl"
ENVIRONMENT = {"RODATRADEN_STORE_USER": USER, "RODATRADEN_STORE_PASSWORD": PASSWORD}


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    start = {"oxigraph": oxigraph, "virtuoso": virtuoso}[request.param]
    with start(tmp_path_factory.mktemp(request.param)) as place:
        yield place


@pytest.fixture
def store(address: str, monkeypatch: pytest.MonkeyPatch) -> PlanStore:
    """An empty store."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    found = open_store(address)
    with found.backend.writing() as work:
        work.replace_all([], [])
    assert found.plans() == ()
    return found


@pytest.mark.server
def test_revisions_on_a_server(store: PlanStore) -> None:
    for word in ("ett", "två", "tre"):
        assert bring_in(store, word, note=f"därför ”{word}”\n").new
    assert not bring_in(store, "tre").new
    kept = store.bring_back("2024", 1, Provenance(at=WHEN, by="kansliet"))
    assert kept.revision.number == 4
    (plan,) = store.plans()
    words = [words_of(store.graph(plan.iri, number)[0]) for number in (1, 2, 3, 4)]
    assert words == [{"ett"}, {"två"}, {"tre"}, {"ett"}]
    assert [each.provenance.note for each in plan.revisions[:2]] == ["därför ”ett”\n", "därför ”två”\n"]
    assert plan.current.provenance.at == WHEN
    assert must_be_whole(store) == 4


@pytest.mark.server
def test_a_plan_larger_than_an_answer_comes_whole(store: PlanStore) -> None:
    """Virtuoso gives 10,000 statements at a time."""
    intake = take_in(LINDVIK)
    store.add(intake.graph, intake.plan, Provenance(at=WHEN))
    graph, _ = store.graph(intake.plan.iri)
    assert len(graph) == len(intake.graph) > 10_000
    assert read_plan(graph, intake.plan.iri) == intake.plan


@pytest.mark.server
def test_a_back_up_goes_between_a_folder_and_a_server(store: PlanStore, tmp_path: Path) -> None:
    for word in ("ett", "två"):
        bring_in(store, word, file="plan.xlsx", sha256="abc", by="kansliet", note="därför")
    copy, again = tmp_path / "kopia.nq.gz", tmp_path / "igen.nq.gz"
    assert back_up(store, copy) == 2
    folder = open_store(str(tmp_path / "lager"))
    assert bring_back_up(folder, copy) == 2
    assert folder.plans() == store.plans()
    back_up(folder, again)
    assert again.read_bytes() == copy.read_bytes(), "the same store, the same file"
    with pytest.raises(StoreUnusable, match="inte tomt"):
        bring_back_up(store, copy)
    bring_in(store, "tre")
    assert bring_back_up(store, copy, force=True) == 2
    assert must_be_whole(store) == 2
    assert words_of(store.graph("2024")[0]) == {"två"}


@pytest.mark.server
def test_two_writers_to_a_server_lose_nothing(store: PlanStore) -> None:
    bring_in(store, "start")
    environment = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(ROOT)}
    program = str(ROOT / "tests" / "store_writer.py")
    calls = [[sys.executable, program, "write", store.place, name] for name in ("a", "b")]
    with (
        subprocess.Popen(calls[0], env=environment, stdout=subprocess.PIPE) as one,
        subprocess.Popen(calls[1], env=environment, stdout=subprocess.PIPE) as two,
    ):
        told: set[str] = set()
        for process in (one, two):
            assert process.stdout is not None
            told |= {process.stdout.readline().decode().strip() for _ in range(3)}
        for process in (one, two):
            process.kill()
    (plan,) = store.plans()
    assert told <= {revision.iri for revision in plan.revisions}
    bring_in(store, "slut")
    must_be_whole(store)


@pytest.mark.server
@pytest.mark.slow
def test_a_client_killed_at_any_moment_leaves_the_server_whole(store: PlanStore) -> None:
    bring_in(store, "start")
    environment = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(ROOT)}
    program = str(ROOT / "tests" / "store_writer.py")
    chance = Random(2026)  # noqa: S311
    for number in range(8):
        call = [sys.executable, program, "write", store.place, str(number)]
        with subprocess.Popen(call, env=environment, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.1))
            process.send_signal(signal.SIGKILL)
        (plan,) = store.plans()
        assert len(words_of(store.graph(plan.iri)[0])) == 1
    bring_in(store, "slut")
    assert must_be_whole(store) > 8


@pytest.mark.server
def test_a_store_of_a_newer_version_on_a_server_is_left_alone(store: PlanStore) -> None:
    bring_in(store, "ett")
    backend = store.backend
    assert isinstance(backend, ServerBackend)
    newer = f"GRAPH <{META}> {{ <{META}> <http://purl.org/dc/terms/conformsTo> <{META}/99> }}"
    with backend.writing() as work:
        work._http.update(f"WITH <{META}> DELETE {{ <{META}> ?p ?o }} WHERE {{ <{META}> ?p ?o }}")
        work._http.update(f"INSERT DATA {{ {newer} }}")
    try:
        for attempt in (store.plans, lambda: bring_in(store, "två")):
            with pytest.raises(StoreUnusable, match="lagerformat 99"):
                attempt()
    finally:
        environment = endpoints_of(store.place)
        from graph.store.http import Http  # noqa: PLC0415 - only here is the server spoken to directly

        with Http(environment) as http:
            http.update(f"DELETE DATA {{ {newer} }}")
    assert must_be_whole(store) == 1


@pytest.mark.server
def test_virtuoso_without_a_user_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    with virtuoso(tmp_path) as place, pytest.raises(StoreUnusable, match="RODATRADEN_STORE_USER"):
        bring_in(open_store(place), "ett")


# --- Servers that misbehave ------------------------------------------------------------------------------


def test_a_server_that_is_away() -> None:
    store = open_store(f"http://127.0.0.1:{free_port()}")
    for attempt in (store.plans, lambda: bring_in(store, "ett")):
        with pytest.raises(StoreUnusable, match="går inte att nå: ingen server svarar där"):
            attempt()


@pytest.mark.parametrize("place", ["http://", "http://exempel.invalid:notaport/", "http://[::1"])
def test_an_address_that_is_none(place: str) -> None:
    with pytest.raises(StoreUnusable, match=r"går inte att nå: adressen är inte rätt skriven"):
        open_store(place).plans()


def test_a_server_that_does_not_speak_in_secret() -> None:
    with answering(b"no") as place, pytest.raises(StoreUnusable, match="krypterade förbindelsen"):
        open_store(place.replace("http:", "https:")).plans()


def test_a_password_in_an_address_is_refused_and_never_said() -> None:
    with pytest.raises(StoreUnusable, match="RODATRADEN_STORE_PASSWORD") as refused:
        open_store("https://dba:hemligt@exempel.invalid/sparql")
    assert "hemligt" not in str(refused.value)
    assert open_store("https://exempel.invalid/@/sparql").place, "only before the name of the server"


NONSENSE = [
    b"",
    b"<html>Welcome!</html>",
    b"{}",
    b"[]",
    b'{"head": {"vars": ["n"]}, "results": {"bindings": []}}',
    b'{"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "x"}}]}}',
    b'{"head": {}, "boolean": true}',
    b"\xff\xfe\x00",
]


@pytest.mark.parametrize("body", NONSENSE)
def test_a_server_that_answers_nonsense(body: bytes) -> None:
    with answering(body) as place:
        store = open_store(place)
        for attempt in (store.plans, lambda: bring_in(store, "ett")):
            with pytest.raises(StoreUnusable, match="svarade inte så som en SPARQL-server ska"):
                attempt()


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(401, "släpper inte in"), (403, "släpper inte in"), (404, "404"), (500, "500"), (302, "302")],
)
def test_a_server_that_refuses(status: int, sentence: str) -> None:
    with answering(b"no", status) as place, pytest.raises(StoreUnusable, match=sentence):
        open_store(place).plans()


@pytest.mark.parametrize(("wait", "drip"), [(20.0, 0.0), (0.0, 0.05)])
def test_a_server_that_is_slow(wait: float, drip: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODATRADEN_STORE_TIMEOUT", "0.5")
    began = time.monotonic()
    with (
        answering(b" " * 200, wait=wait, drip=drip) as place,
        pytest.raises(StoreUnusable, match=r"inte inom 0\.5 sekunder"),
    ):
        open_store(place).plans()
    assert time.monotonic() - began < 10


# --- Addresses and pieces --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "user", "query", "update"),
    [
        ("http://a:7878", "", "http://a:7878/query", "http://a:7878/update"),
        ("http://a:3030/plan/", "", "http://a:3030/plan/query", "http://a:3030/plan/update"),
        ("https://a/x/query", "", "https://a/x/query", "https://a/x/update"),
        ("https://a/sparql", "", "https://a/sparql", "https://a/sparql"),
        ("https://a/sparql", "dba", "https://a/sparql", "https://a/sparql-auth"),
    ],
)
def test_endpoints_are_found_from_the_address(
    place: str, user: str, query: str, update: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RODATRADEN_STORE_USER", user)
    found = endpoints_of(place)
    assert (found.query, found.update, found.user) == (query, update, user)
    monkeypatch.setenv("RODATRADEN_STORE_UPDATE", "https://b/upd")
    assert endpoints_of(place).update == "https://b/upd"


@pytest.mark.parametrize(
    ("said", "seconds"), [("5", 5.0), ("", TIMEOUT), ("snart", TIMEOUT), ("-1", TIMEOUT)]
)
def test_the_time_to_wait(said: str, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODATRADEN_STORE_TIMEOUT", said)
    assert endpoints_of("http://a").timeout == seconds


def test_blank_nodes_are_never_parted() -> None:
    blank = '<plan/2024> dcterms:valid [ dcat:startDate "2024-01-01" ] .'
    many = "".join(f'<mal/{number}> skos:prefLabel "x"@sv .' for number in range(2 * PIECE))
    first, *others = pieces(statements_of(parsed(MINIMAL + blank + many)))
    assert len(first) == 2
    assert [len(piece) for piece in others] == [PIECE, PIECE, 2]
