"""Gathering others' plans: by address, from files with several, from catalogues; who may revise whom."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID

from graph.errors import NotFetched, UnusableInput
from graph.export.dcat.catalogue import catalogue
from graph.export.dcat.publication import Gatherer, Publication, PublishedFormat
from graph.export.stratml import stratml
from graph.gathering import Failed, Gathered, bring_in, gather
from graph.intake import Intake, take_in
from graph.query import read_plan
from graph.sources.formats import FORMATS
from graph.sources.hosts import AllowedHosts
from graph.sources.rdfwriting import rdf_bytes, to_oxigraph
from graph.sources.remote import Fetcher, Limits
from graph.store.opening import open_store
from graph.store.plans import PlanStore
from graph.store.records import Provenance
from ontology.namespaces import CC0, RT, VCARD
from shapes.findings import Text
from tests.conftest import ROOT
from tests.test_cli import run
from tests.web import Answer, Web, sent_on, serving

pytestmark = pytest.mark.server

VAGGERYD = ROOT / "examples" / "vaggeryd-2020.ttl"
RDF_FORMATS = [each for each in FORMATS if each.rdf is not None]


@pytest.fixture(scope="module")
def vaggeryd() -> Intake:
    return take_in(VAGGERYD)


@pytest.fixture(scope="module")
def three(vaggeryd: Intake) -> list[Intake]:
    """The same plan as three municipalities', each with identifiers of its own."""
    return [as_of(vaggeryd, code) for code in ("0665", "0680", "0682")]


def as_of(intake: Intake, code: str) -> Intake:
    text = rdf_bytes(intake.graph, RdfFormat.N_TRIPLES).decode()
    graph = Graph().parse(data=text.replace("kommun/0665", f"kommun/{code}").replace('"0665"', f'"{code}"'))
    (plan,) = graph.subjects(RDF.type, RT.Plan)
    base = f"https://w3id.org/rodatraden/kommun/{code}"
    contact, municipality = URIRef(f"{base}/id/kontakt/2020"), URIRef(f"{base}/id/kommun/{code}")
    for triple in (
        (plan, VOID.uriSpace, Literal(base)),
        (plan, DCTERMS.license, CC0),
        (plan, DCAT.contactPoint, contact),
        (contact, RDF.type, VCARD.Organization),
        (contact, VCARD.fn, Literal("Kansliet")),
        (contact, VCARD.hasEmail, URIRef("mailto:kommun@exempel.se")),
        (municipality, RT.organisationNumber, Literal("299999-9903")),
    ):
        graph.add(triple)
    return replace(intake, graph=graph, iri=URIRef(str(plan)))


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> PlanStore:
    return open_store(str(tmp_path / "lager"))


GOALS = b" [] a :CouncilGoal . "
HERE = Fetcher(AllowedHosts.named(["127.0.0.1"]), Limits(10 << 20, 20))
NOBODY = Fetcher(AllowedHosts())
NOW = Provenance(at=datetime(2026, 1, 1, tzinfo=UTC))


def found(place: str, fetcher: Fetcher = HERE) -> list[Gathered]:
    return [each for each in gather(place, fetcher) if isinstance(each, Gathered)]


@pytest.mark.parametrize("wanted", RDF_FORMATS, ids=lambda each: each.name)
def test_a_plan_is_had_in_every_format_of_rdf(web: Web, vaggeryd: Intake, wanted: object) -> None:
    """By the type that the server says, whatever the address ends in."""
    assert isinstance(wanted, type(FORMATS[0]))
    assert wanted.rdf is not None
    body = rdf_bytes(vaggeryd.graph, wanted.rdf)
    web.answers["/data/plan-2020"] = Answer(body, content_type=f"{wanted.media_type}; charset=utf-8")
    web.answers["/id/plan/2020"] = sent_on("/data/plan-2020", 303)
    (plan,) = found(web.url("/id/plan/2020"))
    assert isomorphic(plan.intake.graph, vaggeryd.graph)
    assert plan.url == web.url("/id/plan/2020")
    assert plan.intake.iri == vaggeryd.iri, "it keeps its publisher's identifiers"


@pytest.mark.parametrize("part", [1, 2])
def test_a_plan_is_had_as_stratml(web: Web, vaggeryd: Intake, part: int) -> None:
    body = stratml(vaggeryd.graph, vaggeryd.iri, part).data
    web.answers["/plan"] = Answer(body, content_type="application/xml")
    (plan,) = found(web.url("/plan"))
    assert plan.intake.iri == vaggeryd.iri
    assert len(plan.intake.plan.goals) == len(vaggeryd.plan.goals)
    assert plan.intake.source.path == web.url("/plan")


def test_relative_identifiers_start_from_where_the_file_lies(web: Web) -> None:
    web.answers["/id/plan/2024"] = Answer(
        b"@prefix : <https://w3id.org/rodatraden/ns#> ." + GOALS + b"<> a :Plan ."
    )
    (plan,) = found(web.url("/id/plan/2024"))
    assert str(plan.intake.iri) == web.url("/id/plan/2024")


def test_a_page_about_a_plan_is_not_taken_for_the_plan(web: Web, store: PlanStore) -> None:
    """Our own linked data answers a plan's identifier with what is said of it, not with all that is in it."""
    said = f"@prefix : <https://w3id.org/rodatraden/ns#> . <{web.url('/id/plan/2020')}> a :Plan ."
    web.answers["/id/plan/2020"] = Answer(said.encode())
    (failed,) = bring_in(gather(web.url("/id/plan/2020"), HERE), store)
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, NotFetched)
    assert failed.error.code == "E78"
    assert store.plans_so_far() == ()


def test_a_page_about_a_plan_may_tell_where_the_plan_lies(web: Web, vaggeryd: Intake) -> None:
    said = f"<{vaggeryd.iri}> a <https://w3id.org/rodatraden/ns#Plan> ; "
    web.answers["/plan.ttl"] = Answer(VAGGERYD.read_bytes())
    web.answers["/doc"] = Answer(
        f"{said} <http://rdfs.org/ns/void#dataDump> <{web.url('/plan.ttl')}> .".encode()
    )
    (plan,) = found(web.url("/doc"))
    assert plan.url == web.url("/plan.ttl")
    assert isomorphic(plan.intake.graph, vaggeryd.graph)
    web.answers["/plan.ttl"] = Answer(said.encode().rstrip(b"; ") + b".")
    (failed,) = gather(web.url("/doc"), HERE)
    assert isinstance(failed, Failed), "one step, and no further"


def test_a_context_on_the_web_is_not_fetched(web: Web) -> None:
    document = {"@context": web.url("/context.jsonld"), "@id": "https://data.exempel.se/id/plan/2024"}
    web.answers["/plan"] = Answer(json.dumps(document).encode(), content_type="application/ld+json")
    with pytest.raises(UnusableInput, match=r"context\.jsonld"):
        found(web.url("/plan"))
    assert [path for path, _ in web.asked] == ["/plan"]


def test_a_file_here_needs_no_host(vaggeryd: Intake) -> None:
    for name in ("vaggeryd-2020.ttl", "vaggeryd-2020.xlsx", "vaggeryd-2020"):
        (plan,) = found(str(ROOT / "examples" / name), NOBODY)
        assert plan.intake.iri == vaggeryd.iri
        assert plan.url == ""


def in_named_graphs(plans: list[Intake]) -> bytes:
    quads = [
        Quad(said.subject, said.predicate, said.object, NamedNode(str(plan.iri)))
        for plan in plans
        for said in map(to_oxigraph, plan.graph)
    ]
    return serialize(quads, format=RdfFormat.TRIG) or b""


def in_one_graph(plans: list[Intake]) -> bytes:
    return b"".join(rdf_bytes(plan.graph, RdfFormat.N_TRIPLES) for plan in plans)


@pytest.mark.parametrize(("name", "write"), [("alla.trig", in_named_graphs), ("alla.nt", in_one_graph)])
def test_a_file_with_several_plans_gives_each(
    tmp_path: Path, three: list[Intake], name: str, write: Callable[[list[Intake]], bytes]
) -> None:
    path = tmp_path / name
    path.write_bytes(write(three))
    plans = found(str(path), NOBODY)
    assert [plan.intake.iri for plan in plans] == [plan.iri for plan in three]
    for plan, expected in zip(plans, three, strict=True):
        assert isomorphic(plan.intake.graph, expected.graph)


def test_what_plans_share_goes_with_each_that_refers_to_it(tmp_path: Path) -> None:
    path = tmp_path / "alla.ttl"
    path.write_text(
        """@prefix rt: <https://w3id.org/rodatraden/ns#> . @prefix : <https://e.se/id/> .
        :a a rt:Plan ; rt:municipality :k . :b a rt:Plan ; rt:municipality :k .
        :k a rt:Municipality ; rt:municipalityCode "9999" .
        :m1 a rt:CouncilGoal ; rt:inPlan :a ; rt:contributesTo :m2 . :m2 a rt:CouncilGoal ; rt:inPlan :b .
        """,
        encoding="utf-8",
    )
    one, other = found(str(path), NOBODY)
    assert len(one.intake.graph) == 3 + 2 + 2
    assert len(other.intake.graph) == 2 + 2 + 2
    assert [len(each.intake.plan.goals) for each in (one, other)] == [1, 1]


def publication(web: Web, plans: list[Intake]) -> Graph:
    """A catalogue of plans in JSON-LD and Turtle, and the files themselves, on a server."""
    formats: dict[str, list[PublishedFormat]] = {}
    for number, plan in enumerate(plans):
        web.answers[f"/{number}.ttl"] = Answer(rdf_bytes(plan.graph, RdfFormat.TURTLE))
        formats[str(plan.iri)] = [
            PublishedFormat(
                key=key,
                urls=(web.url(f"/{number}.{key}"),),
                title=Text(key, key),
                description=Text(key, key),
                media_type=media_type,
            )
            for key, media_type in (("jsonld", "application/ld+json"), ("ttl", "text/turtle"))
        ]
    gatherer = Gatherer(name="Regionen", organisation_number="2320000016", base="https://data.region.example")
    read = [read_plan(plan.graph, str(plan.iri)) for plan in plans]
    return catalogue(read, Publication(formats=formats, gatherer=gatherer))


def test_a_catalogue_gives_all_its_plans(web: Web, three: list[Intake]) -> None:
    graph = publication(web, three)
    other = URIRef("https://data.region.example/id/busshallplatser")
    graph.add((other, RDF.type, DCAT.Dataset))
    graph.add((other, DCTERMS.conformsTo, URIRef("https://example.org/gtfs")))
    web.answers["/datasets/dcat"] = Answer(
        rdf_bytes(graph, RdfFormat.RDF_XML), content_type="application/rdf+xml"
    )
    plans = found(web.url("/datasets/dcat"))
    assert {plan.intake.iri for plan in plans} == {plan.iri for plan in three}
    assert {plan.url for plan in plans} == {web.url(f"/{number}.ttl") for number in range(3)}
    assert len(web.asked) == 1 + 3


def test_a_view_of_a_part_is_not_taken_for_the_plan(web: Web, vaggeryd: Intake) -> None:
    """The catalogue of our own site lists the outcomes as Turtle beside the plan; and a file may be gone."""
    text = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
    text += (
        "<#k> a dcat:Catalog . <#d> a dcat:Dataset ; dcterms:conformsTo <https://w3id.org/rodatraden/ns> ;\n"
    )
    text += "dcat:distribution <#1> , <#2> , <#3> .\n"
    files = (
        ("gone.trig", "application/trig", 9),
        ("part.ttl", "text/turtle", 5),
        ("plan.ttl", "text/turtle", 1),
    )
    for number, (name, media_type, size) in enumerate(files, 1):
        kind = f"https://www.iana.org/assignments/media-types/{media_type}"
        text += f"<#{number}> dcat:downloadURL <{web.url('/' + name)}> ; dcat:mediaType <{kind}> ;\n"
        text += f"dcat:byteSize {size} .\n"
    web.answers["/dcat"] = Answer(text.encode())
    web.answers["/part.ttl"] = Answer(b"<#a> <#b> <#c> .")
    web.answers["/plan.ttl"] = Answer(VAGGERYD.read_bytes())
    (plan,) = found(web.url("/dcat"))
    assert plan.intake.iri == vaggeryd.iri
    assert [path for path, _ in web.asked] == ["/dcat", "/gone.trig", "/part.ttl", "/plan.ttl"]


def test_what_fails_in_a_catalogue_stops_no_other(web: Web, three: list[Intake], store: PlanStore) -> None:
    graph = publication(web, three)
    web.answers["/dcat.ttl"] = Answer(rdf_bytes(graph, RdfFormat.TURTLE))
    web.answers["/1.ttl"] = sent_on("http://127.0.0.2:9/hemligt.ttl")
    done = list(bring_in(gather(web.url("/dcat.ttl"), HERE), store))
    (failed,) = (each for each in done if isinstance(each, Failed))
    assert isinstance(failed.error, NotFetched)
    assert failed.error.code == "E57"
    assert len(store.plans()) == 2


def test_a_dataset_without_files_is_fetched_at_its_own_address(web: Web, vaggeryd: Intake) -> None:
    text = rdf_bytes(vaggeryd.graph, RdfFormat.TURTLE).decode()
    web.answers["/id/plan/2020"] = Answer(text.encode())
    catalogue_of_one = (
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
        f"<> a dcat:Catalog ; dcat:dataset <{web.url('/id/plan/2020')}> .\n"
        f"<{web.url('/id/plan/2020')}> a dcat:Dataset ;\n"
        "dcterms:conformsTo <https://w3id.org/rodatraden/ns> .\n"
    )
    web.answers["/dcat"] = Answer(catalogue_of_one.encode())
    (plan,) = found(web.url("/dcat"))
    assert plan.url == web.url("/id/plan/2020")


def test_a_catalogue_in_a_catalogue_is_not_followed(web: Web) -> None:
    document = (
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
        f"<#k> a dcat:Catalog . <{web.url('/dcat')}> a dcat:Dataset ;\n"
        "dcterms:conformsTo <https://w3id.org/rodatraden/ns> .\n"
    )
    web.answers["/dcat"] = Answer(document.encode())
    (failed,) = gather(web.url("/dcat"), HERE)
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, UnusableInput)
    assert len(web.asked) == 2


def test_a_catalogue_of_other_things(web: Web) -> None:
    web.answers["/dcat"] = Answer(b"<#k> a <http://www.w3.org/ns/dcat#Catalog> .")
    with pytest.raises(NotFetched) as caught:
        found(web.url("/dcat"))
    assert caught.value.code == "E65"


def test_the_command(web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    web.answers["/plan.ttl"] = Answer(VAGGERYD.read_bytes())
    url, store = web.url("/plan.ttl"), str(tmp_path / "lager")
    assert run("import", url, "--store", store) == 2
    assert "--allow-host 127.0.0.1" in capsys.readouterr().err
    assert run("import", url, "--store", store, "--allow-host", "127.0.0.1", "--by", "regionen") == 0
    assert "0665-2020 är nu version 1" in capsys.readouterr().err
    assert run("history", "0665-2020", "--store", store) == 0
    assert f"från {url}" in " ".join(capsys.readouterr().out.split())
    assert run("history", "0665-2020", "--store", store, "--format", "json") == 0
    (revision,) = json.loads(capsys.readouterr().out)["revisions"]
    assert revision["url"] == url


def test_the_command_in_english_with_hosts_from_the_environment(
    web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RODATRADEN_ALLOW_HOSTS", "data.exempel.se 127.0.0.1")
    web.answers["/plan.ttl"] = Answer(b"#" * (2 << 20))
    call = ["import", web.url("/plan.ttl"), "--store", str(tmp_path / "lager"), "--lang", "en"]
    assert run(*call, "--max-size", "1") == 2
    assert "larger than the limit of 1 MB" in capsys.readouterr().err
    assert run(*call, "--allow-host", "*") == 2
    assert "“*” is not the name of a host" in capsys.readouterr().err


def test_the_command_with_a_catalogue_of_which_one_fails(
    web: Web, three: list[Intake], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web.answers["/dcat.ttl"] = Answer(rdf_bytes(publication(web, three), RdfFormat.TURTLE))
    del web.answers["/1.ttl"]
    store = str(tmp_path / "lager")
    assert run("import", web.url("/dcat.ttl"), "--store", store, "--allow-host", "127.0.0.1") == 2
    said = capsys.readouterr().err
    assert "0665-2020 är nu version 1" in said
    assert "0682-2020 är nu version 1" in said
    assert f"{web.url('/1.ttl')} kunde inte hämtas: där finns ingenting (404)" in said
    # a file says its name, which other municipalities' files may have too
    web.answers["/1.ttl"] = Answer(b"<a> <b> .")
    assert run("import", web.url("/dcat.ttl"), "--store", store, "--allow-host", "127.0.0.1") == 2
    assert f"{web.url('/1.ttl')}: 1.ttl, rad 1" in capsys.readouterr().err
