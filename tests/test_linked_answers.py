"""Which municipality answers a path, and with what: without a server, as values."""

from dataclasses import replace
from functools import cache
from http import HTTPStatus
from urllib.parse import unquote, urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from defusedxml import ElementTree
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import PROV, VOID
from rdflib.term import Node

from graph.export.formats import public_plan
from graph.intake import take_in
from graph.linked.answers import Holding, answer, concerns, takes_time
from graph.linked.earlier import Earlier, Identifiers
from graph.linked.served import ServedSite
from graph.site.municipality import MunicipalitySite
from graph.site.shared_files import root_files
from graph.site.standing import FOR_WEB_SERVERS
from tests.conftest import ROOT

LINDVIK = "https://data.lindvik.example"


@cache
def served(name: str, base: str = "") -> ServedSite:
    """An example's site; with another base, as if its identifiers began with that."""
    intake = take_in(ROOT / "examples" / f"{name}.ttl")
    graph, iri = intake.graph, intake.iri
    if base:
        own = str(iri).partition("/id/")[0]
        moved = Graph()
        for triple in graph:
            subject, predicate, value = (_moved(term, own, base) for term in triple)
            moved.add((subject, predicate, value))
        graph, iri = moved, URIRef(base + str(iri)[len(own) :])
    found = str(iri).partition("/id/")[0]
    return ServedSite(MunicipalitySite([public_plan(graph, iri)], found, found))


def _moved(term: Node, own: str, base: str) -> Node:
    is_own = isinstance(term, URIRef) and term.startswith(own)
    return URIRef(base + str(term)[len(own) :]) if is_own else term


def holding(name: str, base: str = "") -> Holding:
    site = served(name, base)
    return Holding(site.site.base, lambda: site)


@pytest.fixture(scope="module")
def lindvik() -> Holding:
    return holding("lindvik-2024")


@pytest.fixture(scope="module")
def vaggeryd() -> Holding:
    return holding("vaggeryd-2020")


def test_a_base_with_a_path_is_answered_below_that_path(vaggeryd: Holding) -> None:
    assert vaggeryd.root != "/"
    goal = f"{vaggeryd.root}id/mal/KF-1"
    found = answer([vaggeryd], goal, "localhost", "text/turtle")
    assert (found.status, found.location) == (HTTPStatus.SEE_OTHER, f"{vaggeryd.root}doc/mal/KF-1.ttl")
    assert answer([vaggeryd], found.location, "localhost", "").status == HTTPStatus.OK
    assert answer([vaggeryd], "/id/mal/KF-1", "localhost", "").status == HTTPStatus.NOT_FOUND


def test_several_municipalities_answer_each_below_its_own_root(lindvik: Holding, vaggeryd: Holding) -> None:
    both = [lindvik, vaggeryd]
    for one in both:
        found = answer(both, f"{one.root}id/mal/KF-1", "localhost", "text/html")
        assert found.location == f"{one.root}doc/mal/KF-1.html"


def test_the_host_decides_between_two_with_the_same_root(lindvik: Holding) -> None:
    other = holding("vaggeryd-2020", "https://data.annan.example")
    both = [lindvik, other]
    first = answer(both, "/doc/mal/KF-1.html", "data.lindvik.example", "").body
    second = answer(both, "/doc/mal/KF-1.html", "DATA.annan.example", "").body
    assert b"Varje barn" in first
    assert b"Varje barn" not in second
    # what only one of them has is found where the host is nobody's, and at the other's host it is nothing
    assert answer(both, "/id/mal/FGN-1", "localhost", "").status == HTTPStatus.SEE_OTHER
    assert answer(both, "/id/mal/FGN-1", "data.annan.example:8443", "").status == HTTPStatus.NOT_FOUND


def test_at_the_host_of_one_the_others_are_not_found_whatever_their_root(
    lindvik: Holding, vaggeryd: Holding
) -> None:
    assert answer([lindvik, vaggeryd], "/id/mal/KF-1", vaggeryd.host, "").status == HTTPStatus.NOT_FOUND
    assert answer([lindvik, vaggeryd], "/id/mal/KF-1", lindvik.host, "").status == HTTPStatus.SEE_OTHER


def test_nobody_elses_plans_are_read_for_a_path_at_ones_own_host(lindvik: Holding) -> None:
    def never() -> None:
        raise AssertionError("the other municipality was asked")

    other = Holding("https://data.annan.example", never)
    assert answer([other, lindvik], "/id/mal/x", "data.lindvik.example", "").status == HTTPStatus.NOT_FOUND


def test_what_was_published_before_is_gone(lindvik: Holding) -> None:
    before = Earlier(Identifiers().with_more([f"{LINDVIK}/id/mal/OLD-1"]))
    remembering = replace(lindvik, earlier=lambda: [Earlier(), before])
    assert answer([remembering], "/id/mal/OLD-1", "", "").status == HTTPStatus.GONE
    assert answer([remembering], "/id/mal/OLD-2", "", "").status == HTTPStatus.NOT_FOUND
    assert answer([remembering], "/doc/mal/OLD-1.html", "", "").status == HTTPStatus.NOT_FOUND


def test_what_was_published_is_known_with_escapes_in_it_too(lindvik: Holding) -> None:
    old, now = f"{LINDVIK}/id/mal/M%C3%A5l%20%2F1", f"{LINDVIK}/id/mal/KF-1"
    gone = Earlier(Identifiers().with_more([old]))
    replaced = Earlier(gone.identifiers, {old: frozenset({now})})
    path = unquote(old.removeprefix(LINDVIK))
    assert answer([replace(lindvik, earlier=lambda: [gone])], path, "", "").status == HTTPStatus.GONE
    found = answer([replace(lindvik, earlier=lambda: [replaced])], path, "", "")
    assert (found.status, found.location) == (HTTPStatus.PERMANENT_REDIRECT, now)


def test_where_one_is_led_is_written_as_http_has_it() -> None:
    """An identifier that an RDF file brings may hold letters that no header can."""
    odd = f"{LINDVIK}/id/mal/öl–1"
    site = served("lindvik-2024")
    graph = Graph() + site.site.graph
    graph.add((URIRef(odd), PROV.wasRevisionOf, URIRef(f"{LINDVIK}/id/mal/OLD-1")))
    changed = ServedSite(MunicipalitySite([public_plan(graph, site.site.plans[0].iri)], LINDVIK, LINDVIK))
    found = answer([Holding(LINDVIK, lambda: changed)], "/id/mal/OLD-1", "", "")
    assert found.status == HTTPStatus.PERMANENT_REDIRECT
    assert found.location == f"{LINDVIK}/id/mal/%C3%B6l%E2%80%931"


@pytest.mark.parametrize(
    "path", ["/doc/mal", "/doc/mal/x", "/doc/.ttl", "/doc/", "/doc/mal/a/b.ttl", "/doc//index.ttl"]
)
def test_a_path_that_is_no_document_is_not_found(path: str, lindvik: Holding) -> None:
    assert answer([lindvik], path, "", "").status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\ufffe", "--->", "----", "]]>", "&<", "\r\n", "\u2028"])
def test_what_went_wrong_is_said_in_valid_xml_whatever_was_asked_for(sign: str, lindvik: Holding) -> None:
    found = answer([lindvik], f"/id/mal/{sign}-", "", "application/rdf+xml")
    assert found.status == HTTPStatus.NOT_FOUND
    assert ElementTree.fromstring(found.body) is not None
    assert len(Graph().parse(data=found.body, format="xml")) == 0
    turtle = answer([lindvik], f"/id/mal/{sign}-", "", "text/turtle").body
    assert len(Graph().parse(data=turtle, format="turtle")) == 0
    assert len(turtle.decode().splitlines()) == 1


def test_a_path_of_many_parts_is_looked_at_once() -> None:
    """It was put together anew for each of its parts: one request kept the whole server busy for seconds."""
    assert not concerns("/a" * 40_000)
    assert concerns("/a" * 40_000 + "/doc/x")


def test_search_engines_are_led_to_what_is_published(lindvik: Holding, vaggeryd: Holding) -> None:
    robots = answer([lindvik], "/robots.txt", "", "")
    assert (robots.status, robots.media_type) == (HTTPStatus.OK, "text/plain")
    rules = RobotFileParser()
    rules.parse(robots.body.decode().splitlines())
    assert rules.site_maps() == [f"{LINDVIK}/sitemap.xml"]
    found = answer([lindvik], "/sitemap.xml", "", "")
    assert (found.status, found.media_type) == (HTTPStatus.OK, "application/xml")
    places = [each.text or "" for each in ElementTree.fromstring(found.body).iter() if each.text]
    pages = [each for each in places if each.startswith(LINDVIK)]
    assert len(pages) > 200
    for page in pages[:20]:
        assert rules.can_fetch("x", page), page
        assert answer([lindvik], urlsplit(page).path, "", "").media_type == "text/html"
    for page in ("/", "/mal?mal=KF-1", "/luckor", "/sparql?query=x"):
        assert not rules.can_fetch("x", f"{LINDVIK}{page}"), page
    both = answer([lindvik, vaggeryd], "/robots.txt", "localhost", "").body.decode()
    assert both.count("Sitemap: ") == 2
    assert f"Allow: {vaggeryd.root}\n" in both
    assert answer([vaggeryd], f"{vaggeryd.root}sitemap.xml", "", "").status == HTTPStatus.OK
    assert concerns("/robots.txt")
    assert concerns(f"{vaggeryd.root}sitemap-2.xml")


def test_what_was_replaced_again_and_again_leads_to_what_is_there_now(lindvik: Holding) -> None:
    old, older, now = (f"{LINDVIK}/id/mal/{each}" for each in ("OLD-2", "OLD-1", "KF-1"))
    before = Earlier(
        Identifiers().with_more([old, older]), {older: frozenset({old}), old: frozenset({now, older})}
    )
    remembering = replace(lindvik, earlier=lambda: [before])
    for path in ("/id/mal/OLD-1", "/id/mal/OLD-2"):
        found = answer([remembering], path, "", "")
        assert (found.status, found.location) == (HTTPStatus.PERMANENT_REDIRECT, now)
    circle = Earlier(before.identifiers, {older: frozenset({old}), old: frozenset({older})})
    assert (
        answer([replace(lindvik, earlier=lambda: [circle])], "/id/mal/OLD-1", "", "").status
        == HTTPStatus.GONE
    )


def test_a_document_is_made_once_and_known_by_its_tag(lindvik: Holding) -> None:
    one, other = (answer([lindvik], "/doc/mal/KF-2.ttl", "", "") for _ in range(2))
    assert one.body is other.body
    assert one.tag == other.tag
    tags = {
        answer([lindvik], f"/doc/mal/KF-2.{each}", "", "").tag for each in ("html", "ttl", "jsonld", "rdf")
    }
    assert len(tags) == 4


def test_no_more_documents_are_kept_than_there_is_room_for() -> None:
    site = ServedSite(served("lindvik-2024").site, documents=100_000)
    paths = [f"doc/mal/KF-{number}.html" for number in range(1, 6)]
    bodies = {path: found.body for path in paths if (found := site.file(path))}
    assert sorted(bodies) == paths
    again = site.file(paths[0])
    assert again is not None
    assert again.body == bodies[paths[0]]
    assert again.body is not bodies[paths[0]]


def test_an_identifier_that_is_none_makes_no_files() -> None:
    """Else whoever asks for one would have the whole plan made in every format."""
    site = ServedSite(served("vaggeryd-2020").site)
    one = Holding(site.site.base, lambda: site)
    before = len(site.site.catalogues), len(site.site.remarks)
    assert answer([one], f"{one.root}id/mal/finns-inte", "", "").status == HTTPStatus.NOT_FOUND
    assert site.made() == 0
    assert (len(site.site.catalogues), len(site.site.remarks)) == before


@pytest.mark.parametrize(
    ("path", "slow"),
    [
        ("/id/mal/KF-1", False),
        ("/kommun/0665/doc/mal/KF-1.ttl", False),
        ("/data/9999-2024.ttl", True),
        ("/datasets/dcat", True),
        ("/kommun/0665/id/distribution/2020-turtle", True),
    ],
)
def test_what_takes_time_is_known_beforehand(path: str, *, slow: bool) -> None:
    assert takes_time(path) == slow


def test_nothing_is_looked_for_in_the_past_while_it_is_there(lindvik: Holding) -> None:
    def never() -> list[Earlier]:
        raise AssertionError("the past was asked")

    assert answer([replace(lindvik, earlier=never)], "/id/mal/KF-1", "", "").status == HTTPStatus.SEE_OTHER


def test_where_nothing_is_public_nothing_is_found() -> None:
    nobody = Holding(LINDVIK, lambda: None)
    assert answer([nobody], "/id/mal/KF-1", "", "").status == HTTPStatus.NOT_FOUND
    assert answer([], "/id/mal/KF-1", "", "").status == HTTPStatus.NOT_FOUND


def test_files_for_other_web_servers_are_not_served(lindvik: Holding) -> None:
    for path in ("/.htaccess", "/web.config", "/webbserver/nginx.conf"):
        assert answer([lindvik], path, "", "").status == HTTPStatus.NOT_FOUND


def test_every_document_of_every_kind_is_served(lindvik: Holding) -> None:
    site = served("lindvik-2024")
    seen: set[str] = set()
    for path, iri in site.identifiers.items():
        segment = path.split("/")[2]
        if segment in seen or not iri.startswith(f"{LINDVIK}/id/"):
            continue
        seen.add(segment)
        for accept in ("text/html", "text/turtle", "application/ld+json", "application/rdf+xml"):
            found = answer([lindvik], path, "", accept)
            assert found.status == HTTPStatus.SEE_OTHER, path
            document = answer([lindvik], unquote(found.location.partition("#")[0]), "", "")
            assert (document.status, document.media_type) == (HTTPStatus.OK, accept), found.location
    assert {"mal", "organ", "indikator", "utfall", "beslut", "plan"} <= seen


def test_the_plans_own_identifier_leads_to_all_of_it(lindvik: Holding) -> None:
    document = answer([lindvik], "/doc/plan/2024.ttl", "", "").body
    plan = URIRef(f"{LINDVIK}/id/plan/2024")
    (dump,) = Graph().parse(data=document, format="turtle").objects(plan, VOID.dataDump)
    assert str(dump).startswith(f"{LINDVIK}/")
    whole = Graph().parse(
        data=answer([lindvik], str(dump).removeprefix(LINDVIK), "", "").body, format="turtle"
    )
    assert isomorphic(whole, served("lindvik-2024").site.graph)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["lindvik-2024", "vaggeryd-2020"])
def test_every_file_of_a_site_is_answered(name: str) -> None:
    """Whatever root it has; but for what is there for web servers."""
    one, site = holding(name), served(name).site
    paths = [path for path, _ in (*site.files(), *root_files(site))]
    seen = [path for path in paths if not path.startswith(FOR_WEB_SERVERS)]
    assert len(paths) - len(seen) == 6
    for path in seen:
        assert concerns(f"{one.root}{path}"), path
    standing = [path for path in seen if not path.startswith("doc/")]
    assert {answer([one], f"{one.root}{path}", "", "").status for path in standing} == {HTTPStatus.OK}
    assert answer([one], one.root, "", "").media_type == "text/html"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/mal",
        "/luckor",
        "/_stcore/health",
        "/static/js/x.js",
        "/tackning",
        "/mal/",
        "/component/x/index.html",
        "/media/data/1.png",
    ],
)
def test_the_dashboards_own_addresses_are_left_to_it(path: str) -> None:
    assert not concerns(path)
