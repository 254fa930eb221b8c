"""How one statement becomes a value of the read model: a node in, a plain value out.

A node of the wrong kind gives None, never an error: what is wrong with the data is for the shapes to say.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import DCAT, RDF, XSD
from rdflib.term import Node

from graph.model_base import Span, Wording
from graph.reference import Member, members_by_iri
from ontology.graphs import Triple

T = TypeVar("T")
Convert: TypeAlias = Callable[[Node], T | None]
Properties: TypeAlias = Mapping[Node, Sequence[Node]]

_YEAR = re.compile(r"\d{4}")
_NOTHING: Properties = {}


class Statements:
    """All statements of a graph, or of a list that has each once, gathered by subject and property.

    A graph of rdflib takes its time to walk through: `triples` holds what the one walk gave.
    """

    def __init__(self, graph: Iterable[Triple]) -> None:
        self.triples: Sequence[Triple] = list(graph)
        by_subject: dict[Node, dict[Node, list[Node]]] = {}
        for subject, predicate, value in self.triples:
            properties = by_subject.get(subject)
            if properties is None:
                properties = by_subject[subject] = {}
            values = properties.get(predicate)
            if values is None:
                properties[predicate] = [value]
            else:
                values.append(value)
        self._by_subject = by_subject
        self._by_class: dict[Node, list[Node]] = {}
        for subject, properties in by_subject.items():
            for rdf_class in properties.get(RDF.type, ()):
                self._by_class.setdefault(rdf_class, []).append(subject)

    def of(self, subject: Node) -> Properties:
        """What is said about a subject, by property."""
        return self._by_subject.get(subject, _NOTHING)

    def classes(self) -> Iterable[Node]:
        """The classes that have instances."""
        return self._by_class.keys()

    def instances(self, rdf_class: Node) -> Sequence[Node]:
        """The subjects that are said to be of a class."""
        return self._by_class.get(rdf_class, ())


Field: TypeAlias = Callable[[Statements, Properties], Any]
"""Reads one field of a thing from what is said about the thing."""


def key(node: Node) -> str:
    """A node as the read model refers to it: its IRI, or `_:` and the label of a blank node."""
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def node_of(reference: str) -> URIRef | BNode:
    """The node that a reference of the read model stands for."""
    return BNode(reference[2:]) if reference.startswith("_:") else URIRef(reference)


def reference(node: Node) -> str | None:
    """The IRI of a node; None for a literal."""
    return None if isinstance(node, Literal) else key(node)


def text(node: Node) -> str | None:
    """The text of a literal, whatever its type."""
    return str(node) if isinstance(node, Literal) else None


def number(node: Node) -> Decimal | None:
    """A literal of any numeric type as a decimal; None for what is no finite number."""
    value = node.value if isinstance(node, Literal) else None
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, int):
        value = Decimal(value)
    return value if isinstance(value, Decimal) and value.is_finite() else None


def whole_number(node: Node) -> int | None:
    """A literal that is a whole number."""
    value = number(node)
    return int(value) if value is not None and value == value.to_integral_value() else None


def year(node: Node) -> int | None:
    """A year from 1 to 9999: xsd:gYear, or a whole number, of four digits."""
    if not isinstance(node, Literal) or node.datatype not in (XSD.gYear, XSD.integer, XSD.int):
        return None
    lexical = str(node).strip()
    return int(lexical) or None if _YEAR.fullmatch(lexical) else None


def day(node: Node) -> date | None:
    """A day: xsd:date, or the day of an xsd:dateTime."""
    if not isinstance(node, Literal) or node.datatype not in (XSD.date, XSD.dateTime):
        return None
    value = node.value
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def truth(node: Node) -> bool | None:
    """A literal that is true or false."""
    value = node.value if isinstance(node, Literal) else None
    return value if isinstance(value, bool) else None


def member(kind: type[Member]) -> Convert[Member]:
    """A reader of the concepts of one closed list."""
    members = members_by_iri(kind)

    def read(node: Node) -> Member | None:
        return members.get(str(node)) if isinstance(node, URIRef) else None

    return read


def converted(nodes: Iterable[Node], convert: Convert[T]) -> list[T]:
    """The values of some nodes in a stable order, without what has the wrong kind."""
    values = [value for node in sorted(set(nodes), key=str) if (value := convert(node)) is not None]
    return list(dict.fromkeys(values))


def one(prop: URIRef, convert: Convert[T]) -> Callable[[Statements, Properties], T | None]:
    """A field with one value: the first one, where there are several."""

    def read(_: Statements, properties: Properties) -> T | None:
        nodes = properties.get(prop)
        if nodes is None:
            return None
        if len(nodes) == 1:
            return convert(nodes[0])
        return next(iter(converted(nodes, convert)), None)

    return read


def many(prop: URIRef, convert: Convert[T]) -> Callable[[Statements, Properties], tuple[T, ...]]:
    """A field with any number of values."""

    def read(_: Statements, properties: Properties) -> tuple[T, ...]:
        nodes = properties.get(prop)
        return tuple(converted(nodes, convert)) if nodes else ()

    return read


def wording(prop: URIRef) -> Callable[[Statements, Properties], Wording]:
    """A field with a text in any number of languages; of several in one language the first holds."""

    def read(_: Statements, properties: Properties) -> Wording:
        nodes = properties.get(prop)
        if not nodes:
            return _NO_WORDING
        texts: dict[str, str] = {}
        literals = (node for node in nodes if isinstance(node, Literal))
        for tag, said in sorted((literal.language or "", str(literal)) for literal in literals):
            texts.setdefault(tag, said)
        return Wording(tuple(texts.items()))

    return read


_NO_WORDING = Wording()
_START = one(DCAT.startDate, day)
_END = one(DCAT.endDate, day)


def span(prop: URIRef) -> Callable[[Statements, Properties], Span | None]:
    """A field that leads to a span of time."""

    def read(statements: Statements, properties: Properties) -> Span | None:
        nodes = [node for node in properties.get(prop, ()) if not isinstance(node, Literal)]
        if not nodes:
            return None
        said = statements.of(min(nodes, key=str))
        return Span(_START(statements, said), _END(statements, said))

    return read
