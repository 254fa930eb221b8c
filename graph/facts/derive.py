"""A plan's graph becomes the graph that is checked: the plan, the background, and every derived fact."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from urllib.parse import unquote

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD
from rdflib.term import Node

from graph.analysis.connections import Connections
from graph.facts import clarity, decisions, followup, publication, thread
from graph.facts.background import background
from graph.facts.circumstances import Circumstances, Fact, Value
from graph.facts.period import base_of, period_of
from graph.model import Plan
from graph.model_followup import FollowUpPeriod
from graph.query import plan_in
from graph.reading import Statements, key, node_of
from graph.reference import concept_iri
from ontology.graphs import Triple, graph_with
from ontology.namespaces import RT, VCARD

# Looking a term up in its namespace takes longer than all else that is done with a statement.
_IN_PLAN, _HAS_EMAIL = RT.inPlan, VCARD.hasEmail
_TEXT_TYPES = (None, XSD.string)

Family = Callable[[Circumstances], Iterator[Fact]]

FACTS: tuple[Family, ...] = (
    *thread.FACTS,
    *clarity.FACTS,
    *decisions.FACTS,
    *followup.FACTS,
    *publication.FACTS,
)


def with_facts(plan_graph: Graph, *, today: date, period: str | None) -> Graph:
    """A new graph with the plan, its background, and all facts derived from it.

    `period` is the identifier of a follow-up period ("2024", "2024-delår"); without one there are no facts
    about follow-up. Raises LookupError when the graph does not hold exactly one plan.
    """
    statements = Statements(plan_graph)
    plan = plan_in(statements)
    chosen = period_of(plan, period) if period else None
    found = (*facts(plan, today=today, period=chosen), *_facts_on_statements(plan, statements.triples))
    full = graph_with(
        (
            *statements.triples,
            *background(statements),
            *(_description(chosen) if chosen else ()),
            *map(_triple, found),
        )
    )
    for prefix, namespace in plan_graph.namespaces():
        full.bind(prefix, namespace)
    return full


def facts(plan: Plan, *, today: date, period: FollowUpPeriod | None) -> Iterator[Fact]:
    """Every fact that the read model suffices for."""
    circumstances = Circumstances(plan, Connections(plan), today, period)
    for family in FACTS:
        yield from family(circumstances)


def _facts_on_statements(plan: Plan, triples: Iterable[Triple]) -> Iterator[Fact]:
    """The facts that look at every statement, whether or not the read model knows it."""
    texts: list[tuple[str, URIRef, str]] = []
    in_plan: list[str] = []
    addresses: list[tuple[str, str]] = []
    for subject, predicate, value in triples:
        if isinstance(value, Literal):
            text = publication.SUSPICIOUS.search(value) and value.datatype in _TEXT_TYPES
            if text and isinstance(predicate, URIRef):
                texts.append((key(subject), predicate, str(value)))
        elif predicate == _IN_PLAN:
            in_plan.append(key(subject))
            if publication.is_personal_identifier(str(subject)):
                texts.append((key(subject), DCTERMS.identifier, unquote(str(subject))))
        elif predicate == _HAS_EMAIL:
            addresses.append((key(subject), str(value)))
    yield from publication.outside_base(plan.iri, base_of(plan), in_plan)
    yield from publication.personal_data(texts)
    yield from publication.personal_addresses(addresses)


def _triple(fact: Fact) -> Triple:
    subject, predicate, value = fact
    return node_of(subject), predicate, _node(value)


def _node(value: Value) -> Node:
    if isinstance(value, str):
        return node_of(value)
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=XSD.date)
    return Literal(value)


def _description(period: FollowUpPeriod) -> Iterable[Triple]:
    """The chosen period, which no row of the plan may have named."""
    node = node_of(period.iri)
    yield node, RDF.type, RT.FollowUpPeriod
    if period.identifier:
        yield node, DCTERMS.identifier, Literal(period.identifier)
    if period.kind:
        yield node, RT.periodKind, URIRef(concept_iri(period.kind))
    for language, label in period.title.texts:
        yield node, SKOS.prefLabel, Literal(label, lang=language or None)
