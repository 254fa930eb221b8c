"""SPARQL queries over what is published: right answers, and limits that hold whatever is asked."""

import json
import signal
import sys
import tempfile
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from os import environ
from pathlib import Path
from subprocess import PIPE, Popen, run
from threading import Event, Thread, Timer
from time import process_time, sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from graph.export.formats import public_plan
from graph.intake import take_in
from graph.linked.scratch import Scratch, clear_away
from graph.linked.sparql import Closed, Endpoint, Limits, Query
from graph.linked.sparql_guard import asks_others
from graph.linked.sparql_process import Worker
from ontology.namespaces import RT
from tests.conftest import ROOT

pytestmark = pytest.mark.server

LINDVIK = ROOT / "examples" / "lindvik-2024.xlsx"
PREFIX = "PREFIX rt: <https://w3id.org/rodatraden/ns#> "
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GOALS = PREFIX + "SELECT ?goal WHERE { ?goal a rt:CouncilGoal } ORDER BY ?goal"


@pytest.fixture(scope="module")
def plan() -> tuple[URIRef, Graph]:
    intake = take_in(LINDVIK)
    public = public_plan(intake.graph, intake.iri)
    return public.iri, public.graph


@pytest.fixture(scope="module")
def endpoint(plan: tuple[URIRef, Graph]) -> Iterator[Endpoint]:
    found = Endpoint([plan], Limits(seconds=3, answer=200_000, characters=2000, wait=1))
    yield found
    found.close()


def rows(answer: bytes) -> list[dict[str, dict[str, str]]]:
    found: list[dict[str, dict[str, str]]] = json.loads(answer)["results"]["bindings"]
    return found


def test_it_answers_what_rdflib_answers(endpoint: Endpoint, plan: tuple[URIRef, Graph]) -> None:
    answer = endpoint.ask(Query(GOALS), "sv")
    assert (answer.status, answer.media_type) == (HTTPStatus.OK, "application/sparql-results+json")
    expected = [str(row[0]) for row in plan[1].query(GOALS) if isinstance(row, tuple)]
    assert [row["goal"]["value"] for row in rows(answer.body)] == expected
    assert len(expected) == 5


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (GOALS, "text/csv", "text/csv"),
        (GOALS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (GOALS, "text/tab-separated-values", "text/tab-separated-values"),
        ("ASK { ?s ?p ?o }", "", "application/sparql-results+json"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3", "", "text/turtle"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3", "application/ld+json", "application/ld+json"),
        ("DESCRIBE <https://data.lindvik.example/id/mal/KF-1>", "application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_it_answers_in_the_format_asked_for(
    query: str, accept: str, media_type: str, endpoint: Endpoint
) -> None:
    answer = endpoint.ask(Query(query, accept), "sv")
    assert (answer.status, answer.media_type) == (HTTPStatus.OK, media_type)
    assert answer.body


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        (Query("  "), 400, "parametern query"),
        (Query("SELECT nonsense"), 400, "går inte att tolka"),
        (Query("INSERT DATA { <a:a> <b:b> <c:c> }"), 400, "går inte att tolka"),
        (Query("SELECT * { ?s ?p ?o } #" + "x" * 3000), 400, "längre än 2\N{NO-BREAK SPACE}000 tecken"),
        (Query("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"), 400, "SERVICE är inte tillåtet"),
        (Query("SELECT * { ?s ?p ?o }"), 400, "Svaret är större"),
        (Query(GOALS, "image/png"), 406, "format"),
        (Query("ASK { ?s ?p ?o }", "text/csv"), 406, "format"),
        (Query(GOALS, "", ["https://elsewhere.example/plan"]), 400, "default-graph-uri"),
        (Query(SLOW), 503, "längre tid än 3 sekunder"),
    ],
)
def test_what_cannot_be_answered_is_said_in_words(
    query: Query, status: int, said: str, endpoint: Endpoint
) -> None:
    answer = endpoint.ask(query, "sv")
    assert answer.status == status
    assert said in answer.body.decode()
    assert endpoint.ask(Query("ASK { ?s ?p ?o }"), "sv").status == HTTPStatus.OK  # and it goes on


def test_a_query_is_about_the_graphs_that_it_names(plan: tuple[URIRef, Graph]) -> None:
    """All of them only where none is named: FROM was passed over once."""
    other = URIRef("https://data.annan.example/id/plan/2024")
    few = Graph()
    few.add((other, RDF.type, RT.Plan))
    name, count = str(plan[0]), "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
    two = Endpoint([plan, (other, few)], Limits())

    def counted(query: Query) -> int:
        answer = two.ask(query, "sv")
        assert answer.status == HTTPStatus.OK, answer.body
        return int(rows(answer.body)[0]["n"]["value"])

    whole = len(set(plan[1]))
    assert counted(Query(count.format(""))) == whole + 1
    assert counted(Query(count.format(f"FROM <{other}>"))) == 1
    assert counted(Query(count.format(f"from <{name}> from <{other}>"))) == whole + 1
    assert counted(Query(count.format("FROM <file:///etc/passwd>"))) == 0
    assert counted(Query(count.format(f"FROM NAMED <{name}>"))) == 0
    assert counted(Query(count.format(""), "", [str(other)])) == 1
    assert counted(Query(count.format(f"FROM <{name}>"), "", [str(other)])) == 1  # the protocol goes first
    assert counted(Query(count.format(""), "", [], [str(other)])) == 0
    inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert counted(Query(inside, "", [], [str(other)])) == 1
    assert counted(Query(inside)) == whole + 1
    two.close()


def test_a_worker_that_was_killed_is_replaced(plan: tuple[URIRef, Graph]) -> None:
    one = Endpoint([plan], Limits(workers=1))
    assert one.answers()
    (worker,) = one._all
    worker.process.kill()
    worker.process.wait()
    assert one.ask(Query("ASK {}"), "sv").status == HTTPStatus.OK
    assert one.answers()
    one.close()
    assert worker.process.poll() is not None


def test_who_hangs_up_keeps_nobody_waiting(plan: tuple[URIRef, Graph]) -> None:
    one = Endpoint([plan], Limits(workers=1, seconds=60))
    assert one.answers()
    gone = Event()
    Timer(0.2, gone.set).start()
    assert one.ask(Query(SLOW), "sv", gone.is_set).status == HTTPStatus.SERVICE_UNAVAILABLE
    assert one.ask(Query("ASK {}"), "sv").status == HTTPStatus.OK
    one.close()


def test_what_is_asked_while_it_is_closed_is_answered_and_what_comes_later_is_told(
    plan: tuple[URIRef, Graph],
) -> None:
    one = Endpoint([plan], Limits(workers=1, seconds=2))
    assert one.answers()
    (worker,) = one._all
    answers: list[HTTPStatus] = []
    thread = Thread(target=lambda: answers.append(one.ask(Query(SLOW), "sv").status))
    thread.start()
    while one._idle.qsize():
        sleep(0.01)
    one.close()
    assert not one.is_usable()
    thread.join()
    assert one.answers()  # it is not the one that is asked any more
    assert answers == [HTTPStatus.SERVICE_UNAVAILABLE]
    assert worker.process.poll() is not None
    with pytest.raises(Closed):
        one.ask(Query("ASK {}"), "sv")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_query_ends_though_nobody_is_left_to_end_it(endpoint: Endpoint) -> None:
    call = [sys.executable, "-m", "graph.linked.sparql_worker", str(endpoint._file), "2000000000"]
    request = {
        "query": SLOW,
        "accept": "",
        "default": [],
        "named": [],
        "all": True,
        "most": 10,
        "seconds": -4,
    }
    with Popen(call, stdin=PIPE, stdout=PIPE) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdout.readline()
        worker.stdin.write(json.dumps(request).encode() + b"\n")
        worker.stdin.flush()
        assert worker.wait(30) == -signal.SIGALRM


def test_a_folder_is_cleared_away_when_nobody_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    one, other = Scratch(), Scratch()
    (other.folder / "public.nq").write_bytes(b"x")
    other._held.close()  # as the system does when a process is killed
    foreign = tmp_path / "rodatraden-sparql-foreign"
    foreign.mkdir()
    (tmp_path / "rodatraden-sparql-link").symlink_to(tmp_path.parent)
    clear_away()
    assert one.folder.is_dir()
    assert not other.folder.exists()
    assert foreign.is_dir()
    assert tmp_path.parent.is_dir()
    one.close()
    assert not one.folder.exists()


def test_a_folder_goes_with_a_process_that_ends_without_a_word(tmp_path: Path) -> None:
    program = "from graph.linked.scratch import Scratch; kept = Scratch(); print(kept.folder)"
    call = [sys.executable, "-c", program]
    said = run(call, check=True, env={**environ, "TMPDIR": str(tmp_path)}, capture_output=True)
    assert said.stdout.decode().startswith(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_query_that_wants_too_much_memory_ends_alone(plan: tuple[URIRef, Graph]) -> None:
    small = Endpoint([plan], Limits(seconds=60, memory=500_000_000))
    hungry = "SELECT DISTINCT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?c ?d ?f LIMIT 1"
    answer = small.ask(Query(hungry), "sv")
    assert answer.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert "minne" in answer.body.decode()
    assert small.ask(Query("ASK { ?s ?p ?o }"), "sv").status == HTTPStatus.OK
    small.close()


def test_while_all_are_busy_a_query_is_told_to_come_back(plan: tuple[URIRef, Graph]) -> None:
    one = Endpoint([plan], Limits(seconds=4, workers=1, wait=0.2))
    one.ask(Query("ASK { ?s ?p ?o }"), "sv")
    thread = Thread(target=one.ask, args=(Query(SLOW), "sv"))
    thread.start()
    answers = [one.ask(Query("ASK { ?s ?p ?o }"), "sv") for _ in range(2)]
    thread.join()
    assert any(each.status == HTTPStatus.SERVICE_UNAVAILABLE for each in answers)
    assert one.ask(Query("ASK { ?s ?p ?o }"), "sv").status == HTTPStatus.OK
    one.close()


def test_the_process_that_answers_reaches_no_network(endpoint: Endpoint) -> None:
    """Were the guard to miss a SERVICE, nothing would come of it: see shut_in."""
    reached: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def handle(self) -> None:
            reached.append(str(self.client_address))

    with HTTPServer(("127.0.0.1", 0), Listening) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        worker = Worker(endpoint._file, 2_000_000_000)
        port = server.server_address[1]
        query = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
        rest = {"accept": "", "default": [], "named": [], "all": True, "most": 1000, "seconds": 10}
        head, body = worker.ask({"query": query, **rest}, 10)
        worker.end()
        server.shutdown()
    assert (head["problem"], body) == ("syntax", b"")
    assert reached == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <x:y> {} }",
        "SELECT * { service silent <x:y> {} }",
        "SELECT * { SeRvIcE ?s {} }",
        r"SELECT * { \u0053ERVICE <x:y> {} }",
        r"SELECT * { \U00000053ERVICE <x:y> {} }",
        "SELECT * { ?s ?p 'a' . SERVICE <x:y> {} }",
        "SELECT * { ?s ?p '''it's''' . SERVICE <x:y> {} }",
        "SELECT * { # a remark\nSERVICE <x:y> {} }",
        'SELECT * { FILTER(?a < "b") SERVICE <x:y> {} }',
        "SELECT * { ?s ?p 1.SERVICE <x:y> {} }",
    ],
)
def test_a_question_to_others_is_found(query: str) -> None:
    assert asks_others(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        "SELECT * { ?s rt:service $SERVICE }",
        "SELECT * { ?s <https://x.example/SERVICE> ?o }",
        "SELECT * { ?s ?p 'SERVICE' , \"a SERVICE\"@en , '''\nSERVICE\n''' }",
        "# SERVICE\nSELECT * { ?s ?p ?o }",
        r"SELECT * { ?s ?p 'it\'s SERVICE' }",
        "PREFIX service: <x:> SELECT * { ?s service:a ?o }",
    ],
)
def test_the_word_alone_is_no_question_to_others(query: str) -> None:
    assert not asks_others(query)


@pytest.mark.parametrize(
    "part", ['"\\', "'\\", '"""\\"', "'''x''", "-.", "a.", "%41", "<a", '"', "@a-", "a:%", "_", '"a\n', "#"]
)
def test_the_guard_reads_nothing_twice(part: str) -> None:
    """A query of twenty thousand quotes and backslashes kept the whole server busy for seconds."""
    query = part * (20_000 // len(part))
    began = process_time()
    assert not asks_others(query)
    assert asks_others(f"SERVICE {query}")
    assert process_time() - began < 1


@pytest.mark.parametrize("closed", ['"""', '"', "'''", "'", "#", "<"])
def test_what_is_never_closed_is_no_query(closed: str, endpoint: Endpoint) -> None:
    """What stands in it is not looked for, and an engine does not run it either."""
    query = Query(f"SELECT * {{ ?s ?p {closed}SERVICE <x:y> {{ ?s ?p ?o }} }}")
    assert endpoint.ask(query, "sv").status == HTTPStatus.BAD_REQUEST


@given(st.text(max_size=300))
def test_the_guard_takes_any_text(query: str) -> None:
    assert asks_others(query) in {True, False}
