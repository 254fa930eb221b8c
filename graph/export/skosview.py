"""The goals as a thesaurus (SKOS): what serves what becomes broader and narrower, for tools of thesauri.

Visions and core values stand at the top, then the goals; the kinds of goal are collections.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS
from rdflib.term import Node

from graph.export.beside import beside
from graph.export.words import word
from graph.model import Goal, GoverningModel, Plan
from graph.model_base import Named, Wording
from graph.reading import node_of
from graph.reference import GoalKind
from graph.report.trace_words import kind_of
from ontology.graphs import graph_with
from shapes.findings import LANGUAGES, Language

_COLLECTIONS = {
    GoalKind.COUNCIL: "kf-mal",
    GoalKind.COMMITTEE: "namndmal",
    GoalKind.COMPANY: "bolagsmal",
}

Triple = tuple[Node, Node, Node]


def skos_view(plan: Plan) -> Graph:
    """The goals of a plan as one concept scheme.

    It keeps SKOS' integrity conditions whatever the plan says: one preferred label in each language, and no
    tie both across and up.
    """
    return graph_with(_statements(plan))


def _statements(plan: Plan) -> Iterator[Triple]:
    scheme = beside(plan, "mallista")
    concepts: list[Named] = [*plan.visions, *plan.core_values, *plan.goals]
    known = {concept.iri for concept in concepts}
    yield scheme, RDF.type, SKOS.ConceptScheme
    yield scheme, DCTERMS.isPartOf, URIRef(plan.iri)
    for language in LANGUAGES:
        title = word("skos-scheme", plan=plan.name(language))[language]
        yield scheme, SKOS.prefLabel, Literal(title, lang=language)
    if plan.licence:
        yield scheme, DCTERMS.license, URIRef(plan.licence)
    for concept in concepts:
        yield from _concept(concept, scheme)
        above = _above(concept, known)
        for iri in above:
            yield node_of(concept.iri), SKOS.broader, node_of(iri)
            yield node_of(iri), SKOS.narrower, node_of(concept.iri)
        if not above:
            yield node_of(concept.iri), SKOS.topConceptOf, scheme
            yield scheme, SKOS.hasTopConcept, node_of(concept.iri)
    for kind, reference in _COLLECTIONS.items():
        goals = plan.goals_of_kind(kind)
        if goals:
            yield from _collection(beside(plan, "mallista", reference), goals, plan)


def _concept(concept: Named, scheme: URIRef) -> Iterator[Triple]:
    node = node_of(concept.iri)
    yield node, RDF.type, SKOS.Concept
    yield node, SKOS.inScheme, scheme
    if concept.identifier:
        yield node, SKOS.notation, Literal(concept.identifier)
    # the read model has one title in each language, and SKOS allows no more
    yield from _texts(node, SKOS.prefLabel, concept.title)
    yield from _texts(node, SKOS.scopeNote, concept.description)
    if isinstance(concept, Goal):
        yield from _texts(node, SKOS.definition, concept.intended_effect)
        for iri in {*concept.addresses, *concept.addresses_partly, *concept.aligns_with}:
            yield node, SKOS.relatedMatch, node_of(iri)


def _above(concept: Named, known: set[str]) -> list[str]:
    """What a goal serves or is based on, among what the plan has; nothing is above itself."""
    if not isinstance(concept, Goal):
        return []
    wanted = dict.fromkeys((*concept.contributes_to, *concept.based_on))
    return [iri for iri in wanted if iri in known and iri != concept.iri]


def _texts(node: Node, prop: URIRef, texts: Wording) -> Iterator[Triple]:
    for language, text in texts.texts:
        yield node, prop, Literal(text, lang=language or None)


def _kind(goal: Goal, plan: Plan, language: Language) -> str:
    """What a kind of goal is called; in English never by the municipality's own Swedish word."""
    model = plan.governing_model if language == "sv" else GoverningModel(iri="")
    return kind_of(goal, replace(plan, governing_model=model), language)


def _collection(collection: URIRef, goals: Iterable[Goal], plan: Plan) -> Iterator[Triple]:
    yield collection, RDF.type, SKOS.Collection
    for place, goal in enumerate(goals):
        if not place:
            for language in LANGUAGES:
                yield collection, SKOS.prefLabel, Literal(_kind(goal, plan, language), lang=language)
        yield collection, SKOS.member, node_of(goal.iri)
