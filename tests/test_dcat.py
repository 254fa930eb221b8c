"""The catalogue for data portals: the official shapes of DCAT-AP 3.0.1, and what others read in it."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SH, XSD
from rdflib.term import Node

from graph.export.dcat.authorities import (
    DATASET_SERIES,
    DCATAP,
    FILE_TYPE,
    IN_SERIES,
    LOCAL_AUTHORITY,
    MEDIA_TYPE,
)
from graph.export.dcat.catalogue import SEGMENTS, catalogue
from graph.export.dcat.publication import Gatherer, Publication, PublishedFormat
from graph.intake import take_in
from graph.model import Contact, Plan
from graph.model_base import Wording
from graph.site.ground import Ground
from graph.site.servers import server_files
from ontology.namespaces import CC0, SPDX, VCARD
from shapes.findings import Text

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data" / "dcat"
OFFICIAL = ("shapes.ttl", "shapes_recommended.ttl", "range.ttl")
SWEDISH_PROFILE = DATA / "dcat-ap-se.ttl"
EU_LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
ENDPOINT = "https://data.lindvik.example/sparql"


@cache
def lindvik() -> Plan:
    return take_in(ROOT / "examples" / "lindvik-2024").plan


@cache
def vaggeryd() -> Plan:
    """Vaggeryd with the settings that the sources do not say filled in, as a municipality would."""
    plan = take_in(ROOT / "examples" / "vaggeryd-2020").plan
    assert plan.municipality is not None
    base = "https://w3id.org/rodatraden/kommun/0665"
    return replace(
        plan,
        base=base,
        licence=str(CC0),
        published=date(2026, 10, 1),
        municipality=replace(plan.municipality, organisation_number="212000-0522"),
        contact=Contact(
            iri=f"{base}/id/kontakt/2020",
            name="Kommunledningskontoret",
            email="mailto:kommun@vaggeryd.example",
        ),
    )


def turtle_of(plan: Plan) -> PublishedFormat:
    return PublishedFormat(
        key="turtle",
        urls=(f"{plan.iri}.ttl",),
        title=Text("Turtle", "Turtle"),
        description=Text("Allt som Turtle.", "All of it as Turtle."),
        media_type="text/turtle",
        size=12,
        sha1="2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
    )


def published(*plans: Plan, gatherer: Gatherer | None = None) -> Graph:
    formats = {plan.iri: [turtle_of(plan)] for plan in plans}
    return catalogue(plans, Publication(formats=formats, endpoint=ENDPOINT, gatherer=gatherer))


def region() -> Graph:
    gatherer = Gatherer(
        name="Region Exempel", organisation_number="299999-0001", base="https://data.region.example"
    )
    return published(lindvik(), vaggeryd(), gatherer=gatherer)


def two_years() -> Graph:
    earlier = replace(
        lindvik(), iri=lindvik().iri.replace("2024", "2023"), budget_year=2023, decisions=(), assessments=()
    )
    return published(lindvik(), earlier)


CATALOGUES = {
    "lindvik": lambda: published(lindvik()),
    "vaggeryd": lambda: published(vaggeryd()),
    "two years": two_years,
    "region": region,
}


def background(data: Graph) -> Graph:
    """What others' lists say of the values that a catalogue uses."""
    known = Graph().parse(DATA / "authorities.ttl")
    for prop, listed in ((DCTERMS["format"], FILE_TYPE), (DCAT.mediaType, MEDIA_TYPE)):
        kind = DCTERMS.MediaType if listed == MEDIA_TYPE else DCTERMS.MediaTypeOrExtent
        for value in data.objects(None, prop):
            if str(value).startswith(str(listed)):
                known.add((value, RDF.type, kind))
    return known


def findings(data: Graph, shapes: Path) -> list[str]:
    """What a shapes file has to say of a catalogue, above information."""
    _, report, _ = pyshacl.validate(
        data + background(data), shacl_graph=Graph().parse(shapes), advanced=False
    )
    assert isinstance(report, Graph)
    return sorted(
        f"{report.value(each, SH.focusNode)} {report.value(each, SH.resultPath)} "
        f"{report.value(each, SH.resultMessage)}"
        for each in report.subjects(RDF.type, SH.ValidationResult)
        if report.value(each, SH.resultSeverity) != SH.Info
    )


@pytest.mark.parametrize("shapes", OFFICIAL)
@pytest.mark.parametrize("name", CATALOGUES)
def test_the_official_shapes_have_nothing_to_remark(shared_data: Path, name: str, shapes: str) -> None:
    assert findings(CATALOGUES[name](), shared_data / "dcat-ap" / shapes) == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_the_swedish_profile_has_nothing_to_remark(name: str) -> None:
    assert findings(CATALOGUES[name](), SWEDISH_PROFILE) == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_nothing_is_a_blank_node_and_every_iri_is_absolute(name: str) -> None:
    terms = {term for triple in CATALOGUES[name]() for term in triple}
    assert [term for term in terms if isinstance(term, BNode)] == []
    iris = {str(term) for term in terms if isinstance(term, URIRef)}
    assert {iri for iri in iris if not iri.startswith(("http://", "https://", "mailto:"))} == set()


def test_the_segments_of_the_catalogue_are_those_that_it_makes() -> None:
    base = f"{lindvik().base}/id/"
    iris = {str(term) for triple in published(lindvik()) for term in triple if isinstance(term, URIRef)}
    segments = {iri.removeprefix(base).split("/")[0] for iri in iris if iri.startswith(base)}
    told_by_the_plan = {"kommun", "kontakt", "plan", "tid"}
    assert segments - told_by_the_plan == set(SEGMENTS)


def test_web_servers_are_told_where_the_catalogue_and_its_things_are() -> None:
    rules: dict[str, str] = {}
    ground = Ground(base="https://x.example", address="https://x.example", places={})
    for name, text in server_files(ground, {}).items():
        server = name.partition("/")[0]  # nginx has its rules in two files of one folder
        rules[server] = rules.get(server, "") + text
    assert set(rules) == {".htaccess", "web.config", "webbserver"}
    for server, text in rules.items():
        assert "datasets/dcat.rdf" in text, server
        assert "|".join(SEGMENTS) in text, server


def test_two_plans_of_a_municipality_are_a_series() -> None:
    graph = two_years()
    series = set(graph.subjects(RDF.type, DATASET_SERIES))
    assert len(series) == 1
    assert set(graph.objects(None, IN_SERIES)) == series
    assert len(set(graph.objects(None, DCAT.dataset))) == 2
    start, end = DCAT.startDate, DCAT.endDate
    (period,) = graph.objects(series.pop(), DCTERMS.temporal)
    assert (str(graph.value(period, start)), str(graph.value(period, end))) == ("2023-01-01", "2024-12-31")


def test_a_region_gathers_municipalities_that_keep_their_own_publishers() -> None:
    graph = region()
    (head,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert str(head) == "https://data.region.example/id/katalog/mal"
    assert str(graph.value(head, DCTERMS.publisher)) == "http://dataportal.se/organisation/SE2999990001"
    publishers = {str(graph.value(each, DCTERMS.publisher)) for each in graph.objects(head, DCAT.dataset)}
    assert publishers == {
        "http://dataportal.se/organisation/SE2999999903",
        "http://dataportal.se/organisation/SE2120000522",
    }
    assert len(set(graph.subjects(RDF.type, DATASET_SERIES))) == 2


def test_several_municipalities_need_somebody_who_gathers_them() -> None:
    with pytest.raises(ValueError, match="gathers"):
        catalogue([lindvik(), vaggeryd()])


def test_a_municipality_that_gathers_its_neighbours_is_described_once() -> None:
    gatherer = Gatherer(
        name="Lindviks kommun",
        organisation_number="299999-9903",
        base="https://data.lindvik.example/",
        code="0665",
    )
    graph = published(lindvik(), vaggeryd(), gatherer=gatherer)
    (head,) = graph.subjects(RDF.type, DCAT.Catalog)
    publisher = graph.value(head, DCTERMS.publisher)
    assert list(graph.objects(publisher, DCTERMS.type)) == [LOCAL_AUTHORITY]
    assert len(list(graph.objects(publisher, FOAF.name))) == 1
    assert findings(graph, SWEDISH_PROFILE) == []


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        (None, "SWE"),
        (f"{EU_LANGUAGES}SMI", "SMI"),
        ("http://lexvo.org/id/iso639-3/eng", "ENG"),
        ("http://id.loc.gov/vocabulary/iso639-1/sv", "SWE"),
        ("https://exempel.se/klingonska", None),
    ],
)
def test_the_language_is_one_of_the_list_that_portals_know(stated: str | None, told: str | None) -> None:
    graph = published(replace(lindvik(), language=stated))
    expected = {f"{EU_LANGUAGES}{told}"} if told else set()
    for subject in (URIRef(lindvik().iri), next(graph.subjects(RDF.type, DCAT.Distribution))):
        assert {str(each) for each in graph.objects(subject, DCTERMS.language)} == expected


def test_a_plan_that_states_no_year_has_no_time() -> None:
    graph = published(replace(lindvik(), budget_year=None))
    assert (None, DCTERMS.temporal, None) not in graph
    assert {str(each) for each in graph.subjects(RDF.type, DCAT.Distribution)} == {
        "https://data.lindvik.example/id/distribution/2024-sparql",
        "https://data.lindvik.example/id/distribution/2024-turtle",
    }


def test_what_the_plan_states_of_itself_goes_before_what_is_said_of_all() -> None:
    told = Publication(pages={lindvik().iri: "https://y.example/"}, endpoint="https://y.example/sparql")
    stated = replace(lindvik(), endpoint="https://x.example/sparql", landing_page="https://x.example/mal")
    for plan, page, endpoint in (
        (lindvik(), "https://y.example/", "https://y.example/sparql"),
        (stated, stated.landing_page, stated.endpoint),
    ):
        graph = catalogue([plan], told)
        assert [str(each) for each in graph.objects(URIRef(plan.iri), DCAT.landingPage)] == [page]
        assert [str(each) for each in graph.objects(None, DCAT.endpointURL)] == [endpoint]
    graph = catalogue([stated], Publication(formats={stated.iri: [turtle_of(stated)]}))
    assert stated.landing_page in {str(each) for each in graph.objects(None, DCAT.accessURL)}


def test_without_an_endpoint_there_is_no_service() -> None:
    graph = catalogue([lindvik()])
    assert (None, RDF.type, DCAT.DataService) not in graph


def test_both_languages_are_the_municipalitys_own_where_it_wrote_in_both() -> None:
    title = Wording((("en", "Goals"), ("sv", "Mål")))
    graph = catalogue([replace(lindvik(), title=title)])
    assert {str(each) for each in graph.objects(URIRef(lindvik().iri), DCTERMS.title)} == {"Goals", "Mål"}


def test_it_changed_when_something_in_it_was_last_dated() -> None:
    published_early = replace(lindvik(), published=date(2024, 1, 1))
    graph = catalogue([published_early])
    dataset = URIRef(lindvik().iri)
    assert str(graph.value(dataset, DCTERMS.issued)) == "2024-01-01"
    assert str(graph.value(dataset, DCTERMS.modified)) == "2025-05-14"


def test_provenance_names_the_councils_decisions_on_the_goals() -> None:
    graph = catalogue([lindvik()])
    statement = graph.value(URIRef(lindvik().iri), DCTERMS.provenance)
    told = [str(text) for text in graph.objects(statement, DCTERMS.description) if is_swedish(text)]
    cited = (
        "Kommunfullmäktige 2022-11-28 § 164 (KS 2022/301)",
        "Kommunfullmäktige 2023-11-27 § 172 (KS 2023/266)",
    )
    assert told == [f"Målen bygger på dessa beslut: {'; '.join(cited)}."]


def is_swedish(node: Node) -> bool:
    return isinstance(node, Literal) and node.language == "sv"


# That the Swedish profile would find what is wrong

BASE = "https://data.lindvik.example/id"
HEAD, DATASET, SERIES = f"{BASE}/katalog/mal", f"{BASE}/plan/2024", f"{BASE}/dataserie/mal"
FILE, SERVICE, SUM = (
    f"{BASE}/distribution/2024-turtle",
    f"{BASE}/datatjanst/sparql",
    f"{BASE}/kontrollsumma/2024-turtle",
)
CONTACT, PERIOD = f"{BASE}/kontakt/2024", f"{BASE}/tid/2024-01-01_2024-12-31"
PUBLISHER = "http://dataportal.se/organisation/SE2999999903"

REMOVED = [
    *((HEAD, prop) for prop in (
        DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCTERMS.issued,
        DCTERMS.modified, DCTERMS.language, DCTERMS.spatial, DCAT.dataset, DCAT.themeTaxonomy, FOAF.homepage,
    )),
    *((DATASET, prop) for prop in (
        DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, DCAT.keyword, DCAT.theme,
        DCTERMS.issued, DCTERMS.conformsTo, DCTERMS.spatial, DCTERMS.temporal, DCTERMS.accessRights,
    )),
    *((SERIES, prop) for prop in (
        DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, DCAT.keyword, DCAT.theme,
        DCTERMS.issued, DCTERMS.conformsTo, DCTERMS.spatial, DCTERMS.temporal,
    )),
    *((FILE, prop) for prop in (
        DCAT.accessURL, DCTERMS["format"], DCTERMS.license, DCTERMS.description, DCATAP.availability,
    )),
    *((SERVICE, prop) for prop in (
        DCTERMS.title, DCTERMS.publisher, DCTERMS["format"], DCAT.endpointURL, DCAT.endpointDescription,
        DCAT.contactPoint, DCAT.keyword, DCTERMS.accessRights,
    )),
    *((SUM, prop) for prop in (SPDX.algorithm, SPDX.checksumValue)),
    *((PUBLISHER, prop) for prop in (FOAF.name, DCTERMS.type, DCTERMS.identifier)),
    *((CONTACT, prop) for prop in (RDF.type, VCARD.fn, VCARD.hasEmail)),
    *((PERIOD, prop) for prop in (DCAT.startDate, DCAT.endDate)),
]  # fmt: skip


def changed(subject: str, prop: URIRef, value: Node | None = None) -> Graph:
    """Lindvik's catalogue with one property taken away, or with another value instead."""
    graph = published(lindvik())
    assert (URIRef(subject), prop, None) in graph
    graph.remove((URIRef(subject), prop, None))
    if value is not None:
        graph.add((URIRef(subject), prop, value))
    return graph


def test_the_profile_misses_what_is_taken_away() -> None:
    unseen = [case for case in REMOVED if not findings(changed(*case), SWEDISH_PROFILE)]
    assert unseen == []


CHANGED = [
    (HEAD, DCTERMS.license, URIRef("http://creativecommons.org/licenses/by/4.0/")),
    (FILE, DCTERMS.license, URIRef("https://creativecommons.org/publicdomain/zero/1.0/")),
    (FILE, DCTERMS.license, URIRef("http://creativecommons.org/publicdomain/zero/1.0")),
    (FILE, DCTERMS["format"], Literal("text/turtle")),
    (FILE, DCAT.accessURL, BNode()),
    (DATASET, DCTERMS.publisher, URIRef("https://lindvik.example/")),
    (DATASET, DCTERMS.title, Literal("Goals", lang="en")),
    (DATASET, DCTERMS.issued, Literal("2024-05-20")),
    (DATASET, DCAT.theme, URIRef("https://lindvik.example/tema")),
    (DATASET, DCAT.keyword, Literal("mål")),
    (DATASET, DCAT.contactPoint, URIRef(PUBLISHER)),
    (SUM, SPDX.checksumValue, Literal("ABC")),
    (CONTACT, RDF.type, VCARD.Individual),
    (CONTACT, VCARD.hasEmail, Literal("kommun@lindvik.example")),
    (PERIOD, DCAT.endDate, Literal("2023-12-31", datatype=XSD.date)),
    (PUBLISHER, DCTERMS.type, URIRef("https://lindvik.example/kommun")),
]


def test_the_profile_sees_what_is_wrong() -> None:
    unseen = [case for case in CHANGED if not findings(changed(*case), SWEDISH_PROFILE)]
    assert unseen == []


@pytest.mark.parametrize("prop", [DCAT.accessURL, DCTERMS["format"], DCTERMS.license, DCATAP.availability])
def test_the_profile_allows_one_of_these_and_no_more(prop: URIRef) -> None:
    graph = published(lindvik())
    graph.add((URIRef(FILE), prop, URIRef("http://other.example/")))
    assert findings(graph, SWEDISH_PROFILE) != []


def test_the_profile_allows_no_catalogue_record() -> None:
    graph = published(lindvik())
    record = URIRef(f"{BASE}/post/1")
    graph.add((record, RDF.type, DCAT.CatalogRecord))
    graph.add((record, FOAF.primaryTopic, URIRef(DATASET)))
    assert findings(graph, SWEDISH_PROFILE) != []
