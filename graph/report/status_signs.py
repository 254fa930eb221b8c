"""The sign of a status, the same wherever it is shown: the municipality's own shape, else the usual one."""

from collections.abc import Iterable, Mapping
from functools import cache

from rdflib import URIRef

from graph.model import ScaleStep
from graph.reference import Status, Symbol, concept_iri, members_by_iri
from ontology.namespaces import RT
from ontology.vocabulary import graph_of

SIGNS: Mapping[Symbol | None, str] = {
    Symbol.CIRCLE: "●",
    Symbol.TRIANGLE: "▲",
    Symbol.SQUARE: "■",
    Symbol.DIAMOND: "◆",
    None: "–",
}
"""The shapes as characters, and what stands where there is none."""


def symbol_of(status: Status, scale: Iterable[ScaleStep]) -> Symbol | None:
    """The shape of a status: that of the first step on the scale that stands for it, else the usual one.

    None for a status that has none, as one that cannot be assessed.
    """
    own = next((step for step in scale if step.canonical is status), None)
    return own.symbol if own and own.symbol else _usual(status)


def sign_of(status: Status, scale: Iterable[ScaleStep]) -> str:
    """The same as a character; a word beside it always says the same."""
    return SIGNS[symbol_of(status, scale)]


@cache
def _usual(status: Status) -> Symbol | None:
    found = graph_of("concepts.ttl").value(URIRef(concept_iri(status)), RT.symbol)
    return members_by_iri(Symbol).get(str(found))
