"""Writing a plan as an RDF file: sorted, so that the same plan always makes the same file, and exact.

Oxigraph writes: a literal keeps its own spelling, so what is read back is the same graph.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph
from pyoxigraph import RdfFormat
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from graph.export.jsonld import jsonld_bytes
from graph.prefixes import PREFIXES
from graph.sources.files import cannot_write, replacing
from ontology.graphs import Triple
from ontology.namespaces import RT

_TYPE: Final = str(RDF.type)
_PLAN: Final = pyoxigraph.NamedNode(str(RT.Plan))
# XML 1.0 can hold no other control characters than tab, line feed and carriage return.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PREFIX_LINES = re.compile(rb"(?:@prefix [^\n]*\n)+")
_PREFIX_ATTRIBUTES = re.compile(rb"(?: xmlns:[^ >]*)+")
# A line begins with a subject: all other lines are indented, and line breaks in texts are escaped.
_SUBJECT = re.compile(rb"(?m)^(?=[<_])")

_Subject = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Triple
_Object = _Subject | pyoxigraph.Literal


def write_rdf(graph: Graph, path: Path, rdf_format: RdfFormat) -> None:
    """Write a plan's graph, sorted, so that the same plan always makes the same file. Raises CannotWrite."""
    with replacing(path) as temporary:
        try:
            data = rdf_bytes(graph, rdf_format)
        except ValueError as error:
            raise cannot_write(path, "no-such-text") from error
        temporary.write_bytes(data)


def rdf_bytes(graph: Graph, rdf_format: RdfFormat) -> bytes:
    """A plan's graph in one of the formats.

    In TriG and N-Quads the graph bears the plan's IRI. Raises ValueError for what the format cannot hold: an
    IRI that is none, or in RDF/XML a control character.
    """
    ready = prepared(graph)
    if rdf_format != RdfFormat.JSON_LD:
        return written(ready, rdf_format)
    plan = _graph_name(ready.triples)
    return jsonld_bytes(graph, URIRef(plan.value if plan else ""))


@dataclass(frozen=True, slots=True)
class Ready:
    """One statement in Oxigraph's terms, what it is sorted by, and the prefixes that its terms have."""

    triple: pyoxigraph.Triple
    place: tuple[str, bool, str, str]
    prefixes: frozenset[str]


Known: TypeAlias = dict[Triple, Ready]
"""Statements that were made ready before, kept from one document to the next."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Statements in Oxigraph's terms, sorted, with the prefixes that they use: ready for any format."""

    triples: Sequence[pyoxigraph.Triple]
    prefixes: dict[str, str]


def prepared(triples: Iterable[Triple], known: Known | None = None) -> Prepared:
    """Statements, each given once, made ready to be written in several formats.

    Several documents that have statements in common go faster with one and the same `known`. Raises
    ValueError for an IRI that is none.
    """
    made: Known = {} if known is None else known
    ready: list[Ready] = []
    for triple in triples:
        each = made.get(triple)
        if each is None:
            each = made[triple] = _ready(triple)
        ready.append(each)
    ready.sort(key=_place)
    used = frozenset[str]().union(*{each.prefixes for each in ready})
    prefixes = {prefix: start for prefix, start in PREFIXES.items() if prefix in used}
    return Prepared([each.triple for each in ready], prefixes)


def _place(ready: Ready) -> tuple[str, bool, str, str]:
    return ready.place


def _ready(triple: Triple) -> Ready:
    made = to_oxigraph(triple)
    subject, predicate, value = made.subject, made.predicate.value, made.object
    datatype = triple[2].datatype if isinstance(triple[2], Literal) else None
    iris = {str(each) for each in (*triple, datatype) if isinstance(each, URIRef)} - {_TYPE}
    used = frozenset(prefix for iri in iris for prefix in _prefixes_of(iri))
    return Ready(made, (str(subject), predicate != _TYPE, predicate, str(value)), used)


@lru_cache(maxsize=8192)
def _prefixes_of(iri: str) -> tuple[str, ...]:
    """The prefixes of the namespaces that an IRI is in."""
    return tuple(prefix for prefix, start in PREFIXES.items() if iri.startswith(start))


def written(ready: Prepared, rdf_format: RdfFormat) -> bytes:
    """Statements in one of the formats; in TriG and N-Quads the graph bears the plan's IRI.

    Raises ValueError for what the format cannot hold.
    """
    name = _graph_name(ready.triples) if rdf_format in {RdfFormat.TRIG, RdfFormat.N_QUADS} else None
    statements = (
        ready.triples
        if name is None
        else [
            pyoxigraph.Quad(triple.subject, triple.predicate, triple.object, name) for triple in ready.triples
        ]
    )
    data = pyoxigraph.serialize(statements, format=rdf_format, prefixes=ready.prefixes) or b""
    if rdf_format == RdfFormat.RDF_XML:
        return _exact_xml(data)
    if rdf_format == RdfFormat.TURTLE:
        data = _SUBJECT.sub(b"\n", data)
    # Oxigraph writes the prefixes in an order of its own each time.
    return _PREFIX_LINES.sub(
        lambda found: b"".join(sorted(found[0].splitlines(keepends=True))), data, count=1
    )


def _exact_xml(data: bytes) -> bytes:
    """RDF/XML with its prefixes in order, which reads back as it was. Raises ValueError where it cannot."""
    if NOT_IN_XML.search(data.decode()):
        raise ValueError("a control character in XML")
    # An XML parser reads a bare carriage return as a line feed.
    data = data.replace(b"\r", b"&#13;")
    return _PREFIX_ATTRIBUTES.sub(
        lambda found: b"".join(b" " + each for each in sorted(found[0].split())), data, count=1
    )


def _graph_name(triples: Iterable[pyoxigraph.Triple]) -> pyoxigraph.NamedNode | None:
    """The IRI of the plan; of several, the first."""
    plans = [each.subject for each in triples if each.predicate.value == _TYPE and each.object == _PLAN]
    named = (each for each in plans if isinstance(each, pyoxigraph.NamedNode))
    return min(named, key=lambda plan: plan.value, default=None)


def to_oxigraph(triple: Triple) -> pyoxigraph.Triple:
    """One statement in Oxigraph's terms. Raises ValueError for what is no triple of RDF."""
    subject, predicate, value = (_term(node) for node in triple)
    if isinstance(predicate, pyoxigraph.NamedNode) and not isinstance(subject, pyoxigraph.Literal):
        return pyoxigraph.Triple(subject, predicate, value)
    raise ValueError(f"no triple of RDF: {triple}")


def _term(node: Node) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal:
    match node:
        case URIRef():
            return pyoxigraph.NamedNode(str(node))
        case BNode():
            return pyoxigraph.BlankNode(str(node))
        case Literal():
            if node.language:
                return pyoxigraph.Literal(str(node), language=node.language)
            datatype = pyoxigraph.NamedNode(str(node.datatype)) if node.datatype else None
            return pyoxigraph.Literal(str(node), datatype=datatype)
    raise ValueError(f"no term of RDF: {node!r}")
