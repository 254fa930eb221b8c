"""The description of one published thing: what is said of it, what its links are called, what links to it.

A description is a graph of its own, and every format of it says the same.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Final, TypeAlias

from pyoxigraph import RdfFormat
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS
from rdflib.term import Node

from graph.export.jsonld import jsonld_bytes
from graph.reading import node_of
from graph.sources.rdfwriting import prepared, rdf_bytes, written
from ontology.graphs import new_graph
from ontology.namespaces import RT, SDMX_DIMENSION
from ontology.vocabulary import vocabulary

Triple: TypeAlias = tuple[Node, Node, Node]

_NAMES: Final = (SKOS.prefLabel, RDFS.label)
# These lead from nearly everything to a plan, a period or a sex: to list what they come from says nothing.
_NOT_BACKWARDS: Final = frozenset({
    RDF.type,
    RT.inPlan,
    RT.period,
    SDMX_DIMENSION.refPeriod,
    SDMX_DIMENSION.sex,
    SKOS.inScheme,
    DCTERMS.valid,
    DCTERMS.temporal,
})  # fmt: skip
# What is told of wholly where the thing that it belongs to is told of: from the part to the thing ...
_PARTS_BY: Final = (RT.indicator, RT.assesses)
# ... and from the thing to the part.
_PARTS: Final = (DCTERMS.valid, DCTERMS.temporal, RT.meaningFor, RT.governingModel)


@dataclass(frozen=True, slots=True)
class Serialisation:
    """One way to write a description: its suffix without the dot, its media type, its name, and the writer.

    `write` raises ValueError for what the format cannot hold: in RDF/XML a control character.
    """

    suffix: str
    media_type: str
    name: str
    write: Callable[[Graph], bytes]


def _json_ld(description: Graph) -> bytes:
    """JSON-LD in the project's own words, with the base of the plan that the thing is in."""
    plans = sorted(str(plan) for plan in description.objects(None, RT.inPlan))
    return jsonld_bytes(description, URIRef(plans[0] if plans else ""))


SERIALISATIONS: Final[Mapping[str, Serialisation]] = {
    each.suffix: each
    for each in (
        Serialisation("ttl", "text/turtle", "Turtle", partial(rdf_bytes, rdf_format=RdfFormat.TURTLE)),
        Serialisation("jsonld", "application/ld+json", "JSON-LD", _json_ld),
        Serialisation(
            "rdf", "application/rdf+xml", "RDF/XML", partial(rdf_bytes, rdf_format=RdfFormat.RDF_XML)
        ),
    )
}
"""Every way to write a description, by suffix."""


def written_out(description: Graph) -> Mapping[str, bytes]:
    """A description in every format, by suffix. Raises ValueError as `write` does."""
    ready = prepared(description)
    return {
        "ttl": written(ready, RdfFormat.TURTLE),
        "jsonld": _json_ld(description),
        "rdf": written(ready, RdfFormat.RDF_XML),
    }


Names: TypeAlias = dict[Node, list[Triple]]
"""What things of one graph are called, kept from one description of them to the next."""


def description_of(graph: Graph, iri: str, names: Names | None = None) -> Graph:
    """All that a graph says about one thing, as a graph of its own; empty where it says nothing.

    It holds every statement about the thing and about its parts (the target values and outcomes of an
    indicator, the assessments of a goal, what a programme section means, spans of time); every statement that
    leads to it from something else; and what all these other things are called, and what they are. Several
    descriptions out of one graph go faster with one and the same `names`.
    """
    thing = node_of(iri)
    found = new_graph()
    _add_whole(found, graph, thing)
    if not len(found):
        return found
    for part in _parts(graph, thing):
        _add_whole(found, graph, part)
    for triple in graph.triples((None, None, thing)):
        if triple[1] not in _NOT_BACKWARDS:
            found.add(triple)
    for name in names_in(graph, found, names):
        found.add(name)
    return found


def names_in(graph: Graph, found: Graph, names: Names | None = None) -> list[Triple]:
    """What everything that a description leads to is called: in the graph, else in the vocabulary."""
    known = {} if names is None else names
    called: list[Triple] = []
    for other in _others(found):
        if other not in known:
            known[other] = _names(graph, other) or _names(vocabulary(), other)
        called += known[other]
    return called


def _add_whole(found: Graph, graph: Graph, subject: Node) -> None:
    """Every statement about a thing, and about the nodes without a name that it leads to."""
    waiting = [subject]
    while waiting:
        node = waiting.pop()
        for triple in graph.triples((node, None, None)):
            found.add(triple)
            value = triple[2]
            if isinstance(value, BNode) and (value, None, None) not in found:
                waiting.append(value)


def _parts(graph: Graph, thing: Node) -> Iterator[Node]:
    for prop in _PARTS_BY:
        yield from graph.subjects(prop, thing)
    for prop in _PARTS:
        yield from graph.objects(thing, prop)


def _others(found: Graph) -> set[URIRef]:
    """What the statements lead to and come from, without what is told of already."""
    linked: set[URIRef] = set()
    told: set[Node] = set()
    for subject, prop, value in found:
        if prop == RDF.type:
            told.add(subject)
        linked.update(term for term in (subject, value) if isinstance(term, URIRef))
    return linked - told


def _names(graph: Graph, thing: Node) -> list[Triple]:
    """What a thing is called and which of our classes it is of; nothing where it has no name."""
    said = [(thing, prop, name) for prop in _NAMES for name in graph.objects(thing, prop)]
    if not said:
        return []
    return [*said, *((thing, RDF.type, each) for each in graph.objects(thing, RDF.type) if _is_ours(each))]


@cache
def _is_ours(rdf_class: Node) -> bool:
    return str(rdf_class).startswith(str(RT))
