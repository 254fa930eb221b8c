"""JSON-LD with our own context: every processor reads the same graph from it, and people can read it."""

import json
from typing import Any

import pyoxigraph
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD

from examples.build import HERE
from graph.export.context import context, context_bytes, terms
from graph.export.jsonld import jsonld_bytes
from graph.intake import take_in
from graph.sources.layout import SHEETS
from graph.tables import TableRow
from ontology.namespaces import ADMS, RT
from tests.small_plans import MINIMAL, iri, parsed
from tests.strategies import plans
from tests.test_tables import built

# rdflib's own reader of JSON-LD uses what rdflib advises against.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

PLAN = URIRef(iri("plan/2024"))
GOAL = URIRef(iri("mal/1"))


def by_rdflib(data: bytes) -> Graph:
    return Graph().parse(data=data, format="json-ld")


def by_oxigraph(data: bytes) -> Graph:
    quads = pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.JSON_LD)
    return from_nquads(pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS) or b"")


def by_pyld(data: bytes) -> Graph:
    def refuse(url: str, _: dict[str, Any]) -> None:
        raise AssertionError(f"the document asks for {url}")

    options: Any = {"format": "application/n-quads", "documentLoader": refuse}
    return from_nquads(str(pyld.to_rdf(json.loads(data), options)).encode())


def from_nquads(data: bytes) -> Graph:
    """Terms as they stand: rdflib would write numbers in a form of its own."""
    graph = Graph()
    for quad in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_QUADS):
        graph.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    return graph


def node(term: object) -> URIRef | BNode | Literal:
    match term:
        case pyoxigraph.NamedNode():
            return URIRef(term.value)
        case pyoxigraph.BlankNode():
            return BNode(term.value)
        case pyoxigraph.Literal():
            if term.language:
                return Literal(term.value, lang=term.language)
            plain = term.datatype.value == str(XSD.string)
            return Literal(term.value, datatype=None if plain else term.datatype.value, normalize=False)
    raise AssertionError(term)


PROCESSORS = [by_rdflib, by_oxigraph, by_pyld]


def must_be_read_alike(graph: Graph, plan: URIRef) -> None:
    data = jsonld_bytes(graph, plan)
    for processor in PROCESSORS:
        assert isomorphic(processor(data), graph), processor


@pytest.mark.parametrize("name", ["vaggeryd-2020", "lindvik-2024", "lindvik-2024-brister"])
def test_every_processor_reads_the_examples(name: str) -> None:
    intake = take_in(HERE / f"{name}.ttl")
    must_be_read_alike(intake.graph, intake.iri)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(tables=plans())
def test_every_processor_reads_any_plan(tables: dict[str, list[TableRow]]) -> None:
    plan = built(tables)
    must_be_read_alike(plan.graph, plan.plan)


AWKWARD = st.one_of(
    st.sampled_from([
        GOAL, PLAN, URIRef(iri("mal/a:b")), URIRef(iri("mal/../x")), URIRef(iri("mal//x")),
        URIRef(iri("mal/x?y#z")),
        URIRef(iri("")), URIRef(iri("x")), URIRef("org:x"), URIRef("urn:x:y"), URIRef("mailto:a@exempel.se"),
        URIRef("http://metadata.un.org/sdg/3.4"), URIRef("http://metadata.un.org/sdg/"),
        URIRef("https://w3id.org/rodatraden/concept//x"), URIRef("https://w3id.org/rodatraden/concept/å"),
        BNode("b"), RT.Goal, RDF.type,
    ]),
    st.builds(Literal, st.sampled_from(["x", "true", "mal/1", "@id", "_:b", "7", "rt:Goal", " "])),
    st.builds(Literal, st.just("x"), lang=st.sampled_from(["sv", "en", "sv-fi"])),
    st.builds(
        lambda text, datatype: Literal(text, datatype=datatype, normalize=False),
        st.sampled_from(["1", "01", "-0", "1.50", "87,5", "true", "1e2", "12345678901234567", "2024-01-01"]),
        # no xsd:double: pyld writes it in a form of its own
        st.sampled_from([XSD.integer, XSD.decimal, XSD.boolean, XSD.date, XSD.gYear, XSD.byte]),
    ),
)  # fmt: skip
PROPERTIES = st.sampled_from([
    SKOS.prefLabel, SKOS.definition, RT.definition, RT.active, RT.sortOrder, RT.value, RT.budgetYear,
    RT.contributesTo, RT.paragraph, ADMS.status, RT.status, DCTERMS.identifier, RDF.type, URIRef("https://exempel.se/ns#x"),
    URIRef("urn:x"), URIRef("https://w3id.org/rodatraden/ns#a/b"),
])  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from([GOAL, BNode("b"), URIRef("rt:x")]), PROPERTIES, AWKWARD), max_size=6)
)
@example([(URIRef("rt:x"), RT.contributesTo, URIRef("org:x"))])
def test_whatever_is_said_is_read_as_it_was_said(triples: list[tuple[URIRef, URIRef, Literal]]) -> None:
    graph = parsed(MINIMAL)
    for subject, predicate, value in triples:
        graph.add((subject, predicate, value))
    data = jsonld_bytes(graph, PLAN)
    assert isomorphic(by_oxigraph(data), graph)
    assert isomorphic(by_pyld(data), graph)


def test_people_can_read_it() -> None:
    graph = parsed(f"""{MINIMAL}
    <mal/1> a rt:CouncilGoal ; skos:prefLabel "Trygg"@sv, "Safe"@en ; rt:sortOrder 2 ; rt:ownedBy <organ/KF> ;
        rt:addresses sdg:3.4, sdg:4 ; rt:soundFinancialManagement true ; dcterms:identifier "1" .
    <malvarde/1> a rt:TargetValue ; rt:value 87.5 ; rt:condition rtc:condition\\/at-least .
    """)
    document = json.loads(jsonld_bytes(graph, PLAN))
    assert document["@graph"] == [
        {"id": "plan/2024", "type": "Plan", "budgetYear": "2024"},
        {
            "id": "mal/1",
            "type": "CouncilGoal",
            "addresses": ["sdg:3.4", "sdg:4"],
            "identifier": "1",
            "ownedBy": "organ/KF",
            "prefLabel": {"en": "Safe", "sv": "Trygg"},
            "sortOrder": 2,
            "soundFinancialManagement": True,
        },
        {"id": "malvarde/1", "type": "TargetValue", "condition": "rtc:condition/at-least", "value": "87.5"},
    ]
    assert document["@context"]["@base"] == "https://data.lindvik.example/id/"
    assert document["@context"]["value"] == {"@id": "rt:value", "@type": "xsd:decimal"}


def test_the_same_plan_always_makes_the_same_document() -> None:
    intake = take_in(HERE / "vaggeryd-2020.ttl")
    again = Graph()
    for triple in sorted(intake.graph, reverse=True):
        again.add(triple)
    assert jsonld_bytes(again, intake.iri) == jsonld_bytes(intake.graph, intake.iri)


def test_every_column_and_class_has_a_key_of_its_own() -> None:
    keys = [term.key for term in terms().values()]
    assert len(set(keys)) == len(keys)
    for sheet in SHEETS:
        for column in sheet.columns:
            assert column.property is None or str(column.property) in terms()
        for kind in (sheet.rdf_class, *(each.rdf_class for each in sheet.types)):
            assert kind is None or str(kind) in terms()
    assert not any(term.iri == str(RT.councilGoalCount) for term in terms().values())


def test_the_whole_context_means_the_same_as_the_one_in_a_document() -> None:
    intake = take_in(HERE / "lindvik-2024.ttl")
    document = json.loads(jsonld_bytes(intake.graph, intake.iri))
    whole = context()
    for key, definition in document["@context"].items():
        assert key == "@base" or whole[key] == definition
    assert json.loads(context_bytes()) == {"@context": whole}
    document["@context"] = {**whole, "@base": document["@context"]["@base"]}
    assert isomorphic(by_pyld(json.dumps(document).encode()), intake.graph)
