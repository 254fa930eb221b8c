"""The catalogue for data portals: the official shapes of DCAT-AP 3.0.1, and what others read in it."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SH

from graph.export.dcat.authorities import DATASET_SERIES, FILE_TYPE, IN_SERIES, MEDIA_TYPE
from graph.export.dcat.catalogue import catalogue
from graph.export.dcat.publication import Gatherer, Publication, PublishedFormat
from graph.intake import take_in
from graph.model import Contact, Plan
from ontology.namespaces import CC0
from shapes.findings import Text

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data" / "dcat"
OFFICIAL = ("shapes.ttl", "shapes_recommended.ttl", "range.ttl")
SWEDISH_PROFILE = DATA / "dcat-ap-se.ttl"
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
    for prop, kind in ((DCTERMS.format, FILE_TYPE), (DCAT.mediaType, MEDIA_TYPE)):
        for value in data.objects(None, prop):
            assert str(value).startswith(str(kind))
            rdf_class = DCTERMS.MediaTypeOrExtent if prop == DCTERMS.format else DCTERMS.MediaType
            known.add((value, RDF.type, rdf_class))
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
