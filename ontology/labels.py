"""What a thing is called: the one fallback rule for labels."""

from collections.abc import Iterable

from rdflib import Graph, Literal
from rdflib.namespace import RDFS, SKOS
from rdflib.term import Node

_PROPERTIES = (SKOS.prefLabel, RDFS.label)


def label(graph: Graph, term: Node, language: str = "sv") -> str:
    """The label of a term: in the language asked for, else Swedish, else any, else the end of its IRI."""
    for predicate in _PROPERTIES:
        found = best(graph.objects(term, predicate), language)
        if found is not None:
            return found
    text = str(term)
    return text.rstrip("/#").rsplit("#", 1)[-1].rsplit("/", 1)[-1] or text


def best(values: Iterable[Node], language: str = "sv") -> str | None:
    """The text to show among values in several languages, or None where there is no text."""
    texts = ((value.language or "", str(value)) for value in values if isinstance(value, Literal))
    return best_text(texts, language)


def best_text(texts: Iterable[tuple[str, str]], language: str = "sv") -> str | None:
    """The same among plain (language, text) pairs; the language is "" where none is stated."""
    ordered = sorted(texts)
    if not ordered:
        return None
    for wanted in (language, "sv", ""):
        for tag, text in ordered:
            if tag == wanted or (wanted and tag.startswith(wanted + "-")):
                return text
    return ordered[0][1]
