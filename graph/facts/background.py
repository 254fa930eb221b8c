"""What the ontology says about what a plan uses: super-classes, Agenda 2030, the reference concepts."""

from collections.abc import Iterator, Mapping
from functools import cache

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.term import Node

from graph.reading import Statements
from ontology.graphs import Triple
from ontology.namespaces import RT
from ontology.vocabulary import graph_of

# Looking a term up in its namespace takes longer than all else that is done with a statement.
_PARTLY, _WHOLLY = RT.addressesPartly, RT.addresses


def background(statements: Statements) -> Iterator[Triple]:
    """What must stand beside a plan for its links to be checked.

    The super-classes of every instance (those of this vocabulary, and skos:Concept), rt:addresses for every
    partial tie, and class, scheme and broader concept of every reference concept and every goal and target of
    Agenda 2030 that the plan uses and that exists.
    """
    superclasses = _superclasses()
    for rdf_class in statements.classes():
        for superclass in superclasses.get(rdf_class, ()):
            for subject in statements.instances(rdf_class):
                yield subject, RDF.type, superclass
    used: set[Node] = set()
    for subject, predicate, value in statements.triples:
        if isinstance(value, URIRef):
            used.add(value)
            if predicate == _PARTLY:
                yield subject, _WHOLLY, value
    reference = _reference()
    for concept in used & reference.keys():
        yield from reference[concept]


@cache
def _superclasses() -> Mapping[Node, tuple[Node, ...]]:
    """The super-classes of every class of the vocabulary, in any number of steps."""
    graph = graph_of("rodatraden.ttl")
    found: dict[Node, tuple[Node, ...]] = {}
    for rdf_class in set(graph.subjects(RDFS.subClassOf, None)):
        above = set(graph.transitive_objects(rdf_class, RDFS.subClassOf)) - {rdf_class}
        kept = sorted(
            (each for each in above if isinstance(each, URIRef) and (each in RT or each == SKOS.Concept)),
            key=str,
        )
        if kept:
            found[rdf_class] = tuple(kept)
    return found


@cache
def _reference() -> Mapping[Node, tuple[Triple, ...]]:
    """What is said about every reference concept and every goal and target of Agenda 2030, labels apart."""
    found: dict[Node, list[Triple]] = {}
    for name in ("concepts.ttl", "agenda2030.ttl"):
        graph: Graph = graph_of(name)
        for concept in graph.subjects(SKOS.inScheme, None):
            for predicate in (RDF.type, SKOS.inScheme, SKOS.broader):
                for value in graph.objects(concept, predicate):
                    found.setdefault(concept, []).append((concept, predicate, value))
    return {concept: tuple(triples) for concept, triples in found.items()}
