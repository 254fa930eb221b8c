"""What the catalogue says of one plan, in rows that a person can read: what is said, and in which words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDFS, SKOS
from rdflib.term import Node

from graph.export.dcat.authorities import IN_SERIES
from graph.export.dcat.catalogue import catalogue
from graph.export.dcat.words import word
from graph.model import Plan
from ontology.namespaces import VCARD
from shapes.findings import Language

# the property, and the key of what it is called
_ROWS: Sequence[tuple[URIRef, str]] = (
    (DCTERMS.title, "title"),
    (DCTERMS.description, "description"),
    (DCTERMS.publisher, "publisher"),
    (DCAT.contactPoint, "contact"),
    (DCTERMS.license, "licence"),
    (DCAT.theme, "theme"),
    (DCAT.keyword, "keyword"),
    (DCTERMS.language, "language"),
    (DCTERMS.spatial, "spatial"),
    (DCTERMS.temporal, "temporal"),
    (DCTERMS.issued, "issued"),
    (DCTERMS.modified, "modified"),
    (DCTERMS.accrualPeriodicity, "periodicity"),
    (DCTERMS.accessRights, "access-rights"),
    (DCTERMS.conformsTo, "conforms-to"),
    (DCTERMS.provenance, "provenance"),
    (IN_SERIES, "series"),
)
_NAMES = (FOAF.name, VCARD.fn, DCTERMS.title, SKOS.prefLabel, RDFS.label)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that the catalogue says; an IRI stands behind a name in parentheses, or alone."""

    label: str
    values: tuple[str, ...]


def record_of(plan: Plan, language: Language) -> Sequence[Row]:
    """The record of a plan as a dataset. Raises NotCatalogued (E68) for a plan that lacks settings."""
    graph = catalogue([plan])
    dataset = URIRef(plan.iri)
    rows = [
        Row(
            word(f"record-{key}")[language],
            tuple(_said(graph, value, language) for value in _in(graph.objects(dataset, prop), language)),
        )
        for prop, key in _ROWS
    ]
    return [row for row in rows if row.values]


def _in(values: Iterable[Node], language: Language) -> list[Node]:
    """Values in one language, and those without one, in their order."""
    return sorted((each for each in values if getattr(each, "language", None) in {None, language}), key=str)


def _said(graph: Graph, value: Node, language: Language) -> str:
    if isinstance(value, Literal):
        return str(value)
    names = [name for prop in _NAMES for name in _in(graph.objects(value, prop), language)]
    if names:
        return f"{names[0]} ({value})"
    start, end = graph.value(value, DCAT.startDate), graph.value(value, DCAT.endDate)
    return f"{start} – {end}" if start and end else str(value)
