"""The reference concepts (statuses, conditions, gates ...) by the words that people write in a cell."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from rdflib import Literal, URIRef
from rdflib.namespace import SKOS

from ontology.labels import label
from ontology.namespaces import RTC
from ontology.vocabulary import graph_of

_WORDS = (SKOS.prefLabel, SKOS.altLabel, SKOS.notation)


def folded(text: str) -> str:
    """A word without case, blanks, hyphens and accents, for comparing.

    >>> folded(" Ej uppmätt ") == folded("ej-uppmatt")
    True
    """
    return re.sub(r"[^a-z0-9§()]", "", unicodedata.normalize("NFKD", text.casefold()))


@cache
def concepts_in(scheme: str) -> Mapping[str, URIRef]:
    """The concepts of one scheme (e.g. "condition") by every folded label, other label and notation."""
    graph = graph_of("concepts.ttl")
    found: dict[str, URIRef] = {}
    for concept in sorted(graph.subjects(SKOS.inScheme, RTC[scheme]), key=str):
        for word in _WORDS:
            for text in graph.objects(concept, word):
                if isinstance(concept, URIRef) and isinstance(text, Literal):
                    found.setdefault(folded(str(text)), concept)
    return found


@cache
def words_for(scheme: str) -> tuple[str, ...]:
    """The Swedish words that a cell may hold for one scheme, in the order of the scheme's own notations."""
    graph = graph_of("concepts.ttl")
    return tuple(label(graph, concept) for concept in dict.fromkeys(concepts_in(scheme).values()))


def word_for(concept: URIRef) -> str | None:
    """The Swedish word for a reference concept, or None where it is not one."""
    graph = graph_of("concepts.ttl")
    return label(graph, concept) if (concept, SKOS.inScheme, None) in graph else None
