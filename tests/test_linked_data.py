"""The linked-data routes over real HTTP: identifiers, documents, catalogue, SPARQL and health."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph
import pytest
from pyld import jsonld
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, PROV, RDF
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from graph.export.formats import public_plan
from graph.intake import take_in
from graph.linked.answers import concerns
from graph.store.opening import open_store
from ontology.namespaces import RT, SD
from tests.dashboard_pages import LINDVIK, keep, open_on, page, seen
from tests.dashboard_process import asked, running

pytestmark = [
    pytest.mark.server,
    pytest.mark.slow,
    # rdflib's own reader of JSON-LD uses what rdflib itself calls old
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]

BASE = "https://data.lindvik.example"
GOAL = "/id/mal/KF-1"
TYPES = {
    "html": "text/html; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(str(LINDVIK)) as found:
        yield found


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("text/html", "html"),
        ("*/*", "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/rdf+xml", "rdf"),
        ("text/turtle;q=0.5, application/rdf+xml", "rdf"),
    ],
)
def test_an_identifier_leads_to_what_is_accepted(accept: str, suffix: str, address: str) -> None:
    answer, body = asked(address, GOAL, Accept=accept)
    assert (answer.status, body) == (303, b"")
    assert answer.headers["Location"] == f"/doc/mal/KF-1.{suffix}"
    assert answer.headers["Vary"] == "Accept"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    found, content = asked(address, answer.headers["Location"])
    assert found.status == 200
    assert found.headers["Content-Type"] == TYPES[suffix]
    assert b"KF-1" in content


def test_every_format_says_the_same_and_what_the_plan_says(address: str) -> None:
    documents = {suffix: asked(address, f"/doc/mal/KF-1.{suffix}")[1] for suffix in TYPES}
    graphs = {
        suffix: Graph().parse(data=documents[suffix], format=name)
        for suffix, name in (("ttl", "turtle"), ("jsonld", "json-ld"), ("rdf", "xml"))
    }
    assert isomorphic(graphs["ttl"], graphs["jsonld"])
    assert isomorphic(graphs["ttl"], graphs["rdf"])
    intake = take_in(LINDVIK)
    public = public_plan(intake.graph, intake.iri).graph
    own = set(public.predicate_objects(URIRef(f"{BASE}{GOAL}")))
    assert {each for each in own if isinstance(each[1], URIRef)} <= set(
        graphs["ttl"].predicate_objects(URIRef(f"{BASE}{GOAL}"))
    )
    assert len(list(pyoxigraph.parse(documents["ttl"], pyoxigraph.RdfFormat.TURTLE))) == len(graphs["ttl"])
    assert jsonld.expand(json.loads(documents["jsonld"]))


def test_head_is_get_without_its_body(address: str) -> None:
    for path in (GOAL, "/doc/mal/KF-1.ttl", "/id/mal/finns-inte"):
        got, _ = asked(address, path, Accept="text/turtle")
        head, body = asked(address, path, "HEAD", Accept="text/turtle")
        assert (head.status, body) == (got.status, b"")
        for name in ("Location", "ETag", "Content-Type", "Content-Length"):
            assert head.headers[name] == got.headers[name], (path, name)


def test_what_is_known_already_is_not_sent_again(address: str) -> None:
    first, _ = asked(address, "/doc/mal/KF-1.ttl")
    tag = first.headers["ETag"]
    for asked_with in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again, body = asked(address, "/doc/mal/KF-1.ttl", If_None_Match=asked_with)
        assert (again.status, body) == (304, b"")
        assert again.headers["ETag"] == tag
    assert asked(address, "/doc/mal/KF-1.ttl", If_None_Match='"other"')[0].status == 200
    # a browser says that it wants a page, for which the dashboard's own pages are always made anew
    page, _ = asked(address, "/doc/mal/KF-1.html", Accept="text/html")
    again, _ = asked(address, "/doc/mal/KF-1.html", Accept="text/html", If_None_Match=page.headers["ETag"])
    assert again.status == 304


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/mal/%4B%46%2D1", 303),
        ("/id/mal/KF-1?x=1", 303),
        ("/id/mal/KF-1%3Fx=1", 404),
        ("/id/mal/KF-1%23x", 404),
        ("/id/mal/KF-1/", 404),
        ("/id/mal/../mal/KF-1", 404),
        ("/doc/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/data/..%5c..%5cx", 404),
        ("/id/mal/%00%0d%0aX:y", 404),
        ("/id/mal/%ff", 404),
        ("/id/mal/" + "a" * 20_000, 404),
        ("/doc/mal", 404),
        ("/robots.txt", 200),
        ("/sitemap.xml", 200),
    ],
)
def test_an_odd_path_is_answered_as_what_it_is(path: str, status: int, address: str) -> None:
    answer, body = asked(address, path, Accept="text/turtle")
    assert answer.status == status
    assert "X" not in answer.headers
    assert len(body) < 1000 or status == 200


def test_a_goal_whose_id_needs_escapes_is_found_by_them(tmp_path: Path) -> None:
    plan = tmp_path / "plan.ttl"
    text = LINDVIK.with_suffix(".ttl").read_text("utf-8")
    plan.write_text(text.replace("/id/mal/KF-1>", "/id/mal/KF%231%3F%2Fx>"), "utf-8")
    with running(str(plan)) as address:
        answer, _ = asked(address, "/id/mal/KF%231%3F%2Fx", Accept="text/turtle")
        assert answer.status == 303
        _, body = asked(address, answer.headers["Location"])
        assert URIRef(f"{BASE}/id/mal/KF%231%3F%2Fx") in set(
            Graph().parse(data=body, format="turtle").subjects()
        )


@pytest.mark.parametrize(
    ("accept", "begins", "media_type"),
    [
        ("text/turtle", b"# 404", "text/turtle; charset=utf-8"),
        ("application/ld+json", b"{", "application/ld+json"),
        ("application/rdf+xml", b"<?xml", "application/rdf+xml"),
        ("text/html", b"<!DOCTYPE html>", "text/html; charset=utf-8"),
        ("*/*", b"Inget", "text/plain; charset=utf-8"),
    ],
)
def test_what_is_not_there_is_said_in_the_format_asked_for(
    accept: str, begins: bytes, media_type: str, address: str
) -> None:
    answer, body = asked(address, "/id/mal/%3Cb%3E--%3E", Accept=accept)
    assert answer.status == 404
    assert answer.headers["Content-Type"] == media_type
    assert body.startswith(begins)
    assert b"<b>" not in body or accept in {"*/*", "text/turtle", "application/ld+json"}
    names = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/rdf+xml": "xml"}
    if accept in names:
        assert len(Graph().parse(data=body, format=names[accept])) == 0


def test_a_format_that_there_is_not_is_said_so(address: str) -> None:
    answer, body = asked(address, GOAL, Accept="image/png")
    assert answer.status == 406
    assert "text/turtle" in body.decode()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_nothing_can_be_written(address: str) -> None:
    for path in (GOAL, "/doc/mal/KF-1.ttl", "/datasets/dcat"):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            answer, _ = asked(address, path, method)
            assert answer.status == 405
            assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    preflight, _ = asked(address, GOAL, "OPTIONS", Origin="https://elsewhere.example")
    assert preflight.status == 204
    assert "GET" in preflight.headers["Access-Control-Allow-Methods"]


def test_a_harvester_gets_the_catalogue(address: str) -> None:
    answer, body = asked(address, "/datasets/dcat")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/rdf+xml")
    catalogue = Graph().parse(data=body, format="xml")
    datasets = set(catalogue.subjects(RDF.type, DCAT.Dataset))
    assert URIRef(f"{BASE}/id/plan/2024") in datasets
    turtle, as_turtle = asked(address, "/datasets/dcat", Accept="text/turtle")
    assert turtle.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert isomorphic(catalogue, Graph().parse(data=as_turtle, format="turtle"))
    # every file that it tells of can be fetched here
    for file in set(catalogue.objects(None, DCAT.downloadURL)):
        found, content = asked(address, urlsplit(str(file)).path)
        assert found.status == 200, file
        assert content


def test_the_page_of_open_data_links_to_what_is_there(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(LINDVIK, monkeypatch)
    links = [link for link in seen(page("open_data")).links if link.startswith("/")]
    assert len(links) > 12
    for link in links:
        assert asked(address, link)[0].status in {200, 303}, link


def test_plain_pages_need_no_script_and_lead_on(address: str) -> None:
    answer, body = asked(address, "/index.html")
    assert answer.status == 200
    assert "Varje barn växer upp tryggt" in body.decode()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    for path in ("/doc/mal/", "/site.css", "/sok.html", "/om.html", "/vokabular.html", "/data/index.html"):
        assert asked(address, path)[0].status == 200, path
    assert asked(address, "/.htaccess")[0].status != 200 or b"Rewrite" not in asked(address, "/.htaccess")[1]


def test_the_dashboard_is_still_there(address: str) -> None:
    for path in ("/", "/mal?mal=KF-1", "/_stcore/health"):
        assert asked(address, path, Accept="text/html")[0].status == 200
    page = asked(address, "/", Accept="text/html")[1].decode()
    assert '<noscript><a href="/index.html">Sidan kräver JavaScript' in page
    assert not concerns("/mal")
    assert not concerns("/_stcore/stream")


def test_the_sparql_protocol(address: str) -> None:
    client = SPARQLWrapper(f"{address}/sparql")
    client.setReturnFormat(JSON)
    client.setQuery(f"SELECT ?g WHERE {{ ?g a <{RT.CouncilGoal}> }}")
    by_get = client.query().convert()
    assert isinstance(by_get, dict)
    assert len(by_get["results"]["bindings"]) == 5
    client.setMethod(POST)
    assert client.query().convert() == by_get
    query = b"ASK { ?s ?p ?o }"
    direct, body = asked(address, "/sparql", "POST", query, Content_Type="application/sparql-query")
    assert (direct.status, json.loads(body)["boolean"]) == (200, True)
    plan = f"{BASE}/id/plan/2024"
    one, _ = asked(address, f"/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D&default-graph-uri={plan}")
    assert one.status == 200


def test_whoever_asks_the_endpoint_nothing_is_told_what_it_is(address: str) -> None:
    answer, body = asked(address, "/sparql", Accept="text/turtle")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/turtle; charset=utf-8")
    told = Graph().parse(data=body, format="turtle")
    (service,) = told.subjects(RDF.type, SD.Service)
    assert told.value(service, SD.endpoint) == URIRef(f"{address}/sparql")
    assert {str(each) for each in told.objects(None, SD.name)} == {f"{BASE}/id/plan/2024"}
    head, nothing = asked(address, "/sparql", "HEAD", Accept="text/turtle")
    assert (head.status, head.headers["ETag"], nothing) == (200, answer.headers["ETag"], b"")
    as_xml, _ = asked(address, "/sparql", Accept="application/rdf+xml")
    assert as_xml.headers["Content-Type"] == "application/rdf+xml"
    page, said = asked(address, "/sparql", Accept="text/html,*/*;q=0.8")
    assert (page.status, said.decode().strip()) == (400, "Skriv frågan i parametern query.")


@pytest.mark.parametrize(
    ("request_line", "kind", "body", "status"),
    [
        ("GET /sparql?query=SELECT", "", None, 400),
        ("GET /sparql?query=ASK%7B%7D&query=ASK%7B%7D", "", None, 400),
        ("POST /sparql?query=ASK%7B%7D", "application/x-www-form-urlencoded", b"query=ASK%7B%7D", 400),
        ("GET /sparql?update=CLEAR%20ALL", "", None, 403),
        ("POST /sparql", "application/sparql-update", b"CLEAR ALL", 403),
        ("POST /sparql", "application/x-www-form-urlencoded", b"update=CLEAR+ALL", 403),
        ("POST /sparql", "text/plain", b"x", 415),
        ("POST /sparql", "application/sparql-query", b"\xff\xfe", 400),
        ("POST /sparql", "application/sparql-query", b"#" * 200_000, 413),
        ("PUT /sparql", "text/turtle", b"x", 405),
    ],
)
def test_what_sparql_refuses(
    request_line: str, kind: str, body: bytes | None, status: int, address: str
) -> None:
    method, path = request_line.split()
    assert asked(address, path, method, body, Content_Type=kind)[0].status == status


def test_withdrawn_is_gone_and_replaced_leads_on(tmp_path: Path) -> None:
    """In a store, what an earlier revision had published is remembered: 410, or 308 to what replaced it."""
    first, second = tmp_path / "first.ttl", tmp_path / "second.ttl"
    graph = take_in(LINDVIK).graph
    graph.serialize(first, "turtle", encoding="utf-8")
    withdrawn, renamed = URIRef(f"{BASE}/id/mal/FGN-1"), URIRef(f"{BASE}/id/mal/FGN-2")
    draft = URIRef(f"{BASE}/id/mal/FGN-3")
    newer = URIRef(f"{BASE}/id/mal/FGN-2b")
    changed = Graph()
    measured = URIRef(f"{BASE}/id/indikator/FGN-1a")
    outcomes = {
        each for each in graph.subjects(RT.indicator, measured) if (each, RDF.type, RT.Outcome) in graph
    }
    for s, p, o in graph:
        if withdrawn not in {s, o} and s not in outcomes:
            changed.add((newer if s == renamed else s, p, newer if o == renamed else o))
    changed.add((newer, PROV.wasRevisionOf, renamed))
    changed.add(
        (
            draft,
            URIRef("http://www.w3.org/ns/adms#status"),
            URIRef("http://purl.org/adms/status/UnderDevelopment"),
        )
    )
    changed.serialize(second, "turtle", encoding="utf-8")
    store = open_store(str(tmp_path / "lager"))
    for file in (first, second):
        keep(store, file)
    with running("--store", str(tmp_path / "lager")) as address:
        assert asked(address, withdrawn.removeprefix(BASE))[0].status == 410
        moved, _ = asked(address, renamed.removeprefix(BASE))
        assert (moved.status, moved.headers["Location"]) == (308, str(newer))
        assert asked(address, newer.removeprefix(BASE))[0].status == 303
        assert asked(address, draft.removeprefix(BASE))[0].status == 410
        # what the data cube alone had an identifier for
        assert asked(address, "/id/utfallsserie/2024-FGN-1a")[0].status == 410
        assert asked(address, "/id/utfallsserie/2024-FGN-1b")[0].status == 303
        assert asked(address, "/id/mal/FGN-99")[0].status == 404
        _, body = asked(address, "/doc/mal/KF-1.html")
        assert "FGN-3 " not in body.decode()
