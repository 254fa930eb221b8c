"""The JSON-LD context: a short key for every property and class, and how its values are written.

It is made from the vocabulary and the workbook's contract, so a new column has its key at once.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rdflib import URIRef
from rdflib.namespace import DCAT, OWL, RDF, RDFS, XSD

from graph.prefixes import PREFIXES
from graph.sources.columns import Column, Kind
from graph.sources.layout import SHEETS
from ontology.namespaces import RT
from ontology.vocabulary import vocabulary

ID, LANGUAGE = "@id", "@language"
_OURS = str(RT.Plan).removesuffix("Plan")
_BY_KIND = {
    Kind.DATE: str(XSD.date),
    Kind.YEAR: str(XSD.gYear),
    Kind.DECIMAL: str(XSD.decimal),
    Kind.INTEGER: str(XSD.integer),
    Kind.BOOLEAN: str(XSD.boolean),
}
_RANGES = frozenset(_BY_KIND.values())
_LINKS = frozenset({
    Kind.LINK, Kind.INVERSE, Kind.CONCEPT, Kind.STATUS, Kind.SDG, Kind.PERIOD, Kind.START, Kind.END,
    Kind.KEYED, Kind.URL, Kind.EMAIL,
})  # fmt: skip

Definition = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """A key of the context, and the property or class that it stands for.

    `values` says how a value is written when it is no object: a datatype's IRI, ID for an IRI, LANGUAGE for
    texts by their language, or empty for a plain text.
    """

    key: str
    iri: str
    values: str = ""

    @property
    def definition(self) -> Definition:
        """The term as it stands in a context."""
        name = shortened(self.iri)
        if not self.values:
            return name
        if self.values == LANGUAGE:
            return {"@id": name, "@container": LANGUAGE}
        return {"@id": name, "@type": shortened(self.values)}


@cache
def terms() -> Mapping[str, Term]:
    """Every term by the IRI of its property or class: our own first, then those that plans use of others.

    A key is the end of the IRI; where one of ours has it already, the prefix stands before it.
    """
    graph = vocabulary()
    kinds = {column.property: column for sheet in SHEETS for column in sheet.columns if column.property}
    named = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    found = {iri for kind in named for iri in graph.subjects(RDF.type, kind) if isinstance(iri, URIRef)}
    labelled = {iri for iri in found if (iri, RDFS.label, None) in graph and not _is_fact(iri)}
    made: dict[str, Term] = {}
    taken: set[str] = set()
    for iri in sorted(labelled, key=lambda iri: (not str(iri).startswith(_OURS), str(iri))):
        prefix, _, key = shortened(str(iri)).rpartition(":")
        if key in taken:
            key = prefix + key[:1].upper() + key[1:]
        taken.add(key)
        made[str(iri)] = Term(key, str(iri), _values(iri, kinds.get(iri)))
    return made


def context() -> dict[str, Definition]:
    """The whole context: keywords without @, every prefix, every term."""
    return {
        **KEYWORDS,
        **PREFIXES,
        **{term.key: term.definition for term in sorted(terms().values(), key=lambda term: term.key)},
    }


def context_bytes() -> bytes:
    """The whole context as a document of its own, for those who write JSON-LD by hand."""
    return json.dumps({"@context": context()}, ensure_ascii=False, indent=2).encode() + b"\n"


KEYWORDS: Mapping[str, str] = {"id": "@id", "type": "@type"}


@lru_cache(maxsize=8192)
def shortened(iri: str) -> str:
    """An IRI with a prefix where one of ours fits, else the IRI as it is."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and len(iri) > len(start):
            return f"{prefix}:{iri[len(start) :]}"
    return iri


def _is_fact(iri: URIRef) -> bool:
    return (iri, RT.derivedFact, None) in vocabulary()


def _values(iri: URIRef, column: Column | None) -> str:
    """How the values of a property are written: as its column says, else as the vocabulary does."""
    graph = vocabulary()
    if column is not None and column.kind in _BY_KIND:
        return _BY_KIND[column.kind]
    if iri in (DCAT.startDate, DCAT.endDate):
        return str(XSD.date)
    if column is not None and column.kind is Kind.TEXT and column.language:
        return LANGUAGE
    if (iri, RDF.type, OWL.ObjectProperty) in graph or (column is not None and column.kind in _LINKS):
        return ID
    ranges = {str(each) for each in graph.objects(iri, RDFS.range)} & _RANGES
    return ranges.pop() if len(ranges) == 1 else ""
