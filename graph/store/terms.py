"""Statements as both stores hold them: Oxigraph's terms, spelled as Oxigraph spells them."""

import hashlib
from collections.abc import Iterable

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, Triple
from rdflib import Graph
from rdflib.compare import to_canonical_graph

from graph.sources.rdfwriting import to_oxigraph
from ontology.graphs import graph_with
from ontology.parsing import to_rdflib


def statements_of(graph: Graph) -> list[Triple]:
    """A graph's statements, sorted, each once, with literals as the store will spell them (12.50 is 12.5).

    Blank nodes get names that depend on nothing but the graph itself.
    """
    triples = [to_oxigraph(triple) for triple in graph]
    if any(isinstance(part, BlankNode) for triple in triples for part in (triple.subject, triple.object)):
        triples = [to_oxigraph(triple) for triple in to_canonical_graph(graph)]
    memory = pyoxigraph.Store()
    memory.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return sorted((quad.triple for quad in memory), key=str)


def fingerprint_of(triples: Iterable[Triple]) -> str:
    """The SHA-256 of sorted statements."""
    digest = hashlib.sha256()
    for triple in triples:
        digest.update(f"{triple} .\n".encode())
    return digest.hexdigest()


def graph_of(triples: Iterable[Triple]) -> Graph:
    """Statements as an rdflib graph."""
    return graph_with(
        (to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object))
        for triple in triples
    )


def in_graph(triples: Iterable[Triple], name: str) -> Iterable[Quad]:
    """Statements in a named graph."""
    node = NamedNode(name)
    return (Quad(triple.subject, triple.predicate, triple.object, node) for triple in triples)
