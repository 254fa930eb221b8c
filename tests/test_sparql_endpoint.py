"""SPARQL queries over what is published: right answers, and limits that hold whatever is asked."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from graph.export.formats import public_plan
from graph.intake import take_in
from graph.linked.sparql import Endpoint, Limits, Query
from graph.linked.sparql_guard import asks_others
from graph.linked.sparql_process import Worker
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


def test_a_query_that_wants_too_much_memory_ends_alone(plan: tuple[URIRef, Graph]) -> None:
    small = Endpoint([plan], Limits(seconds=60, memory=700_000_000))
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
        head, body = worker.ask({"query": query, "accept": "", "default": [], "named": [], "most": 1000}, 10)
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


@given(st.text(max_size=300))
def test_the_guard_takes_any_text(query: str) -> None:
    assert asks_others(query) in {True, False}
