"""What the endpoint says of itself to whoever asks it nothing: SPARQL 1.1 Service Description."""

from collections.abc import Iterable
from http import HTTPStatus

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, VOID, XSD

from graph.linked.answers import Answer
from graph.linked.negotiation import preferred
from graph.linked.sparql_worker import RESULTS, TRIPLES
from graph.sources.rdfwriting import rdf_bytes
from ontology.graphs import new_graph
from ontology.namespaces import SD

_FORMATS = "http://www.w3.org/ns/formats/"
# the names of the formats that have one: https://www.w3.org/ns/formats/
_NAMED = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
}


def service_description(address: str, graphs: Iterable[tuple[str, int]], accept: str) -> Answer | None:
    """The description in the format that is liked best; None where a page is liked better, or none fits.

    `address` is where the endpoint was asked; `graphs` are the plans, each with how many statements it has.
    """
    media_type = preferred(accept, [*TRIPLES, "text/html"])
    if media_type is None or media_type == "text/html":
        return None
    body = rdf_bytes(_described(address, graphs), TRIPLES[media_type])
    return Answer(HTTPStatus.OK, body, media_type, varies=True)


def _described(address: str, graphs: Iterable[tuple[str, int]]) -> Graph:
    service, dataset = URIRef(f"{address}#service"), URIRef(f"{address}#dataset")
    default = URIRef(f"{address}#default")
    found = new_graph()
    for triple in (
        (service, RDF.type, SD.Service),
        (service, SD.endpoint, URIRef(address)),
        (service, SD.supportedLanguage, SD.SPARQL11Query),
        # a query without a FROM is asked of all plans together
        (service, SD.feature, SD.UnionDefaultGraph),
        (service, SD.defaultDataset, dataset),
        (dataset, RDF.type, SD.Dataset),
        (dataset, SD.defaultGraph, default),
        (default, RDF.type, SD.Graph),
    ):
        found.add(triple)
    for media_type, name in _NAMED.items():
        if media_type in {*RESULTS, *TRIPLES}:
            found.add((service, SD.resultFormat, URIRef(f"{_FORMATS}{name}")))
    for number, (name, statements) in enumerate(sorted(graphs), 1):
        plan, graph = URIRef(name), URIRef(f"{address}#graph-{number}")
        for each in (
            (dataset, SD.namedGraph, graph),
            (graph, RDF.type, SD.NamedGraph),
            (graph, SD.name, plan),
            (graph, SD.graph, plan),
            (plan, RDF.type, SD.Graph),
            (plan, VOID.triples, Literal(str(statements), datatype=XSD.integer)),
        ):
            found.add(each)
    return found
