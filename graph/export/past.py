"""What revisions of a plan have published: which identifiers, and which of them others took the place of."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, PROV

from graph.errors import NotPublic
from graph.export.public import public_part
from graph.store.plans import PlanStore
from graph.store.records import Revision

Heirs = Mapping[str, frozenset[str]]
"""What took the place of what: by an identifier, those said to be revisions of it or to replace it."""

_TOOK_ITS_PLACE = (PROV.wasRevisionOf, DCTERMS.replaces)


@dataclass(frozen=True, slots=True)
class Published:
    """The identifiers that were published together, and what took the place of what."""

    identifiers: frozenset[str] = frozenset()
    heirs: Heirs = field(default_factory=dict)


def published_in(public: Graph) -> Published:
    """What the public part of a plan, or of several, publishes."""
    named = frozenset(str(each) for each in public.subjects() if isinstance(each, URIRef))
    return Published(named, heirs_in(public))


def heirs_in(public: Graph) -> Heirs:
    """What took the place of what, as a public part says."""
    found: dict[str, frozenset[str]] = {}
    for prop in _TOOK_ITS_PLACE:
        for heir, before in public.subject_objects(prop):
            if isinstance(heir, URIRef) and isinstance(before, URIRef):
                found[str(before)] = found.get(str(before), frozenset()) | {str(heir)}
    return found


def published_by(store: PlanStore, revision: Revision) -> Published:
    """What one revision in a store has published; nothing where it was a draft. Raises StoreUnusable."""
    try:
        return published_in(public_part(store.graph_of(revision), URIRef(revision.plan)))
    except NotPublic:
        return Published()


def together(heirs: Iterable[Heirs]) -> Heirs:
    """What took the place of what, by all of several."""
    found: dict[str, frozenset[str]] = {}
    for each in heirs:
        for before, after in each.items():
            found[before] = found.get(before, frozenset()) | after
    return found


def heir_of(iri: str, heirs: Heirs, known: Container[str]) -> str | None:
    """What stands in the place of an identifier now, however often it was replaced; None for nothing."""
    seen = {iri}
    latest = {iri}
    while latest:
        latest = {after for each in latest for after in heirs.get(each, ())} - seen
        found = sorted(each for each in latest if each in known)
        if found:
            return found[0]
        seen |= latest
    return None
