"""The description of one published thing: what is said of it, what its links are called, what links to it.

Every format of a description says the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

from pyoxigraph import RdfFormat
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS
from rdflib.term import Node

from graph.export.jsonld import jsonld_bytes
from graph.reading import key, node_of
from graph.sources.rdfwriting import Known, prepared, rdf_bytes, written
from ontology.graphs import Triple, graph_with
from ontology.namespaces import RT, SDMX_DIMENSION
from ontology.vocabulary import vocabulary

# Looking a term up in its namespace takes longer than all else that is done with a statement.
_TYPE, _IN_PLAN = RDF.type, RT.inPlan
_NAMES: Final = frozenset({SKOS.prefLabel, RDFS.label})
# These lead from nearly everything to a plan, a period or a sex: to list what they come from says nothing.
_NOT_BACKWARDS: Final = frozenset({
    _TYPE,
    _IN_PLAN,
    RT.period,
    SDMX_DIMENSION.refPeriod,
    SDMX_DIMENSION.sex,
    SKOS.inScheme,
    DCTERMS.valid,
    DCTERMS.temporal,
})  # fmt: skip
# What is told of wholly where the thing that it belongs to is told of: from the part to the thing ...
_PARTS_BY: Final = frozenset({RT.indicator, RT.assesses})
# ... and from the thing to the part.
_PARTS: Final = frozenset({DCTERMS.valid, DCTERMS.temporal, RT.meaningFor, RT.governingModel})


@dataclass(frozen=True, slots=True)
class Serialisation:
    """One way to write a description: its suffix without the dot, its media type, its name, and the writer.

    `write` raises ValueError for what the format cannot hold: in RDF/XML a control character.
    """

    suffix: str
    media_type: str
    name: str
    write: Callable[[Graph], bytes]


def _json_ld(description: Iterable[Triple]) -> bytes:
    """JSON-LD in the project's own words, with the base of the plan that the thing is in."""
    triples = list(description)
    plans = (str(value) for _, predicate, value in triples if predicate == _IN_PLAN)
    return jsonld_bytes(triples, URIRef(min(plans, default="")))


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


def written_out(description: Iterable[Triple], known: Known | None = None) -> Mapping[str, bytes]:
    """A description in every format, by suffix. Raises ValueError as `write` does.

    Several descriptions with statements in common go faster with one and the same `known`.
    """
    triples = list(description)
    ready = prepared(triples, known)
    return {
        "ttl": written(ready, RdfFormat.TURTLE),
        "jsonld": _json_ld(triples),
        "rdf": written(ready, RdfFormat.RDF_XML),
    }


def unwritable(triples: Iterable[Triple]) -> str | None:
    """The first thing, by its IRI, of which something is said that one of the formats cannot hold."""
    for triple in sorted(triples):
        try:
            written_out([triple])
        except ValueError:
            return key(triple[0])
    return None


def description_of(graph: Graph, iri: str) -> Graph:
    """The description of one thing as a graph; for several out of one graph, a Describer is faster."""
    return graph_with(Describer(graph).description(iri))


class Describer:
    """Describes one thing after another out of one graph, which it goes through once."""

    def __init__(self, graph: Iterable[Triple]) -> None:
        self._about: dict[Node, list[Triple]] = {}
        self._towards: dict[Node, list[Triple]] = {}
        for triple in graph:
            self._about.setdefault(triple[0], []).append(triple)
            if not isinstance(triple[2], Literal):
                self._towards.setdefault(triple[2], []).append(triple)
        self._names: dict[Node, Sequence[Triple]] = {}

    def description(self, iri: str) -> list[Triple]:
        """All that the graph says about one thing, each statement once; empty where it says nothing.

        That is every statement about the thing and about its parts (the target values and outcomes of an
        indicator, the assessments of a goal, what a programme section means, spans of time); every statement
        that leads to it from something else; and what all these other things are called, and what they are.
        """
        thing = node_of(iri)
        if thing not in self._about:
            return []
        found: dict[Triple, None] = {}
        told: set[Node] = set()
        self._tell(thing, found, told)
        for part in self._parts(thing):
            self._tell(part, found, told)
        for triple in self._towards.get(thing, ()):
            if triple[1] not in _NOT_BACKWARDS:
                found[triple] = None
        return self._named(found)

    def together(self, iris: Iterable[str]) -> list[Triple]:
        """What is said of several things, with what they lead to named."""
        found = {triple: None for iri in iris for triple in self._about.get(URIRef(iri), ())}
        return self._named(found)

    def _tell(self, subject: Node, found: dict[Triple, None], told: set[Node]) -> None:
        """Every statement about a thing, and about the nodes without a name that it leads to."""
        waiting = [subject]
        while waiting:
            node = waiting.pop()
            if node in told:
                continue
            told.add(node)
            for triple in self._about.get(node, ()):
                found[triple] = None
                if isinstance(triple[2], BNode):
                    waiting.append(triple[2])

    def _parts(self, thing: Node) -> Iterator[Node]:
        for subject, predicate, _ in self._towards.get(thing, ()):
            if predicate in _PARTS_BY:
                yield subject
        for _, predicate, value in self._about[thing]:
            if predicate in _PARTS:
                yield value

    def _named(self, found: dict[Triple, None]) -> list[Triple]:
        """What was found, and what everything that it leads to is called."""
        for other in _others(found):
            names = self._names.get(other)
            if names is None:
                names = self._names[other] = self._names_of(other)
            for triple in names:
                found[triple] = None
        return list(found)

    def _names_of(self, thing: Node) -> Sequence[Triple]:
        """What a thing is called, and what it is: as the graph has it, else the vocabulary."""
        return _names(self._about.get(thing, ())) or _names(vocabulary().triples((thing, None, None)))


def _others(found: Iterable[Triple]) -> list[Node]:
    """What the statements lead to and come from, without what is told of already."""
    linked: dict[Node, None] = {}
    told: set[Node] = set()
    for subject, predicate, value in found:
        if predicate == _TYPE:
            told.add(subject)
        linked.update((term, None) for term in (subject, value) if isinstance(term, URIRef))
    return [term for term in linked if term not in told]


def _names(about: Iterable[Triple]) -> Sequence[Triple]:
    """What a thing is called and which of our classes it is of; nothing where it has no name."""
    triples = list(about)
    named = [triple for triple in triples if triple[1] in _NAMES]
    return [*named, *(each for each in triples if each[1] == _TYPE and _is_ours(each[2]))] if named else ()


@cache
def _is_ours(rdf_class: Node) -> bool:
    return str(rdf_class).startswith(str(RT))
