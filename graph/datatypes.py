"""Values in RDF that cannot be read as what their property holds: a day that is none, a number as text.

A workbook's cells are judged as they are read; what RDF states goes into the plan as it stands, where such a
value would count as if it were missing.
"""

from collections.abc import Callable, Mapping
from functools import cache

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, RDF, RDFS
from rdflib.term import Node

from graph import reading
from graph.naming import Namer
from graph.sources.columns import Kind
from graph.sources.layout import SHEETS
from ontology.labels import label
from ontology.namespaces import RT
from ontology.vocabulary import vocabulary
from shapes.findings import LANGUAGES, Finding, Text
from shapes.rules import reading_rule

_READERS: Mapping[Kind, tuple[Callable[[Node], object], str]] = {
    Kind.DATE: (reading.day, "xsd:date"),
    Kind.DECIMAL: (reading.number, "xsd:decimal"),
    Kind.INTEGER: (reading.whole_number, "xsd:integer"),
    Kind.YEAR: (reading.year, "xsd:gYear"),
    Kind.BOOLEAN: (reading.truth, "xsd:boolean"),
}
_OURS = str(RT.Plan).removesuffix("Plan")


@cache
def _properties() -> Mapping[URIRef, Kind]:
    """The properties that hold days, numbers, years or truths, as the workbook's contract has them."""
    found = {
        column.property: column.kind
        for sheet in SHEETS
        for column in sheet.columns
        if column.property is not None and column.kind in _READERS
    }
    return {**found, DCAT.startDate: Kind.DATE, DCAT.endDate: Kind.DATE}


def misread_values(graph: Graph, namer: Namer) -> list[Finding]:
    """A finding (L30) for each value of a plan that the program reads as nothing."""
    return [
        _finding(subject, prop, value, expected, namer)
        for prop, kind in _properties().items()
        for read, expected in (_READERS[kind],)
        for subject, value in graph.subject_objects(prop)
        if isinstance(value, Literal) and read(value) is None and _is_read(graph, subject)
    ]


def _is_read(graph: Graph, subject: Node) -> bool:
    """Whether the program looks at a thing: one of a class of ours, or a span of time of such a thing."""
    return any(
        str(kind).startswith(_OURS)
        for thing in (subject, *graph.subjects(None, subject))
        for kind in graph.objects(thing, RDF.type)
    )


def _finding(subject: Node, prop: URIRef, value: Literal, expected: str, namer: Namer) -> Finding:
    rule = reading_rule("L30")
    named = (prop, RDFS.label, None) in vocabulary()
    heading = Text(*(label(vocabulary(), prop, language) for language in LANGUAGES)) if named else str(prop)
    values = {"value": str(value), "heading": heading, "known": expected}
    return Finding(
        rule=rule.code,
        shape=rule.shape,
        severity=rule.severity,
        focus=str(subject),
        label=namer.name(subject).sv,
        body=None,
        path=str(prop),
        value=str(value),
        message=rule.message.filled(values),
        remedy=rule.remedy.filled(values),
        basis=rule.basis,
        origin=namer.origins.find(subject, prop, value),
    )
