"""What may be published of a plan: all but drafts, what is only about drafts, and what was never for others.

A draft is what says `adms:status` with another value than public (see docs/decisions/0011).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, SDO, SKOS, VOID
from rdflib.term import Node

from graph.errors import NotPublic
from graph.facts.publication import (
    SUSPICIOUS,
    holds_personal_data,
    is_personal_address,
    is_personal_identifier,
)
from graph.reading import Statements
from graph.store.records import META
from ontology.graphs import Triple, graph_with
from ontology.namespaces import ADMS, RT, RTC, SPDX, VCARD
from ontology.vocabulary import graph_of

PUBLIC = frozenset({
    RTC["publication/public"],
    URIRef("http://purl.org/adms/status/Completed"),
    URIRef("http://purl.org/adms/status/Deprecated"),
})  # fmt: skip

GOAL_CLASSES = (RT.CouncilGoal, RT.CommitteeGoal, RT.CompanyGoal, RT.Goal)

# What is about something else: it stays inside when all that it is about does.
_ABOUT = (
    RT.measures, RT.indicator, RT.assesses, RT.clarifies, RT.decides, RT.assignmentFor, RT.repliesTo,
    RT.dialogue, DCTERMS.isPartOf,
)  # fmt: skip
# What stands by itself; all else, such as a span of time or a document, is there for those that refer to it.
_OURS = str(RT.Plan).removesuffix("Plan")
_HELPERS = frozenset({RT.Meaning, RT.Document, RT.FollowUpPeriod, RT.MandatePeriod})
_STANDING = frozenset({SKOS.Concept, SKOS.ConceptScheme})
# How a plan came into a store, and which file it came from.
_INTERNAL = frozenset({
    PROV.generatedAtTime, PROV.invalidatedAtTime, PROV.specializationOf, PROV.wasGeneratedBy,
    PROV.wasInvalidatedBy, SPDX.checksum, SPDX.checksumValue, VOID.triples,
})  # fmt: skip
_HASHED_ADDRESS = FOAF.mbox_sha1sum
_ADDRESSES = frozenset({VCARD.hasEmail, VCARD.email, FOAF.mbox, SDO.email})


@dataclass(frozen=True, slots=True)
class PublicPart:
    """What may be published, and what stayed inside.

    `left_out` are the drafts and what is only about drafts; `goals` those of them that are goals; `personal`
    the number of texts, addresses and things left out because they hold personal data. `cut` are the public
    goals that contribute to a draft, each with that one: without another link they look loose.
    """

    graph: Graph
    left_out: frozenset[Node]
    goals: frozenset[Node]
    personal: int
    cut: tuple[tuple[str, str], ...] = ()


def public_part(graph: Graph, plan: URIRef) -> Graph:
    """The statements of a plan that may be published, as a new graph.

    Raises NotPublic (E48) for a plan that is a draft as a whole.
    """
    return select_public(graph, plan).graph


def select_public(graph: Graph, plan: URIRef) -> PublicPart:
    """The same, with what stayed inside. Raises NotPublic (E48)."""
    statements = Statements(graph)
    if _is_draft(statements, plan):
        raise NotPublic("E48", {"plan": str(plan)})
    inside = _Inside(statements, plan)
    unnamed = inside.found - inside.elsewhere
    kept: list[Triple] = []
    personal = len(inside.personal)
    for triple in statements.triples:
        subject, predicate, value = triple
        if subject in inside.found or value in unnamed:
            continue
        if inside.is_internal(subject, predicate):
            continue
        if _is_personal(subject, predicate, value):
            personal += 1
            continue
        kept.append(triple)
    public = graph_with(kept)
    for prefix, namespace in graph.namespaces():
        public.bind(prefix, namespace)
    goals = {goal for each in GOAL_CLASSES for goal in statements.instances(each) if goal in inside.drafts}
    cut = sorted(
        (_short(statements, goal), _short(statements, draft))
        for goal, prop, draft in statements.triples
        if prop == RT.contributesTo and draft in goals and goal not in inside.found
    )
    return PublicPart(public, frozenset(inside.drafts), frozenset(goals), personal, tuple(cut))


def _short(statements: Statements, thing: Node) -> str:
    """What a thing is called in a sheet: its id, else the end of its IRI."""
    given = statements.of(thing).get(DCTERMS.identifier, ())
    return min(map(str, given), default=str(thing).rpartition("/")[2])


class _Inside:
    """What stays inside: `drafts` and what is only about them; `found` holds other plans and records too.

    `personal` are things whose identifiers hold personal data: what is only about them stays with them.

    `elsewhere` are things of other plans: what is said of them is not ours to say, but one may refer to them.
    """

    def __init__(self, statements: Statements, plan: URIRef) -> None:
        self.statements = statements
        self.plan = plan
        self.referrers: dict[Node, set[Node]] = defaultdict(set)
        for subject, predicate, value in statements.triples:
            if not isinstance(value, Literal) and not self.is_internal(subject, predicate):
                self.referrers[value].add(subject)
        subjects = {subject for subject, _, _ in statements.triples}
        self.drafts = self._spread({each for each in subjects if _is_draft(statements, each)}, subjects)
        self.elsewhere = {each for each in subjects if self._is_elsewhere(each)}
        records = {each for each in subjects if self._is_record(each)}
        self.personal = {each for each in subjects if _is_personal_iri(each) and each != plan}
        self.found = self._spread(self.drafts | self.elsewhere | records | self.personal, subjects)

    def _is_elsewhere(self, subject: Node) -> bool:
        said = self.statements.of(subject)
        plans = said.get(RT.inPlan, ())
        is_plan = subject != self.plan and RT.Plan in said.get(RDF.type, ())
        return is_plan or (bool(plans) and self.plan not in plans)

    def _is_record(self, subject: Node) -> bool:
        """Whether a thing is one of a store's own records, such as a revision or an import."""
        imports = (each for prop in _INTERNAL for each in self.statements.of(self.plan).get(prop, ()))
        return (
            PROV.specializationOf in self.statements.of(subject)
            or str(subject).startswith(META)
            or subject in imports
        )

    def _spread(self, seeds: set[Node], subjects: Iterable[Node]) -> set[Node]:
        """The seeds with everything that hangs on nothing but them."""
        found = set(seeds)
        while True:
            more = {each for each in subjects if each not in found and self._hangs_on(each, found)}
            if not more:
                return found
            found |= more

    def _hangs_on(self, subject: Node, found: set[Node]) -> bool:
        if subject == self.plan:
            return False
        said = self.statements.of(subject)
        for about in _ABOUT:
            things = said.get(about, ())
            if things and all(thing in found for thing in things):
                return True
        if any(_stands(kind) for kind in said.get(RDF.type, ())):
            return False
        referrers = self.referrers.get(subject, set()) - {subject}
        return bool(referrers) and referrers <= found

    def is_internal(self, subject: Node, predicate: Node) -> bool:
        """Whether a statement is a derived fact, or about how the plan came into a store."""
        return predicate in _derived_facts() or (predicate in _INTERNAL and subject == self.plan)


def _stands(kind: Node) -> bool:
    return kind in _STANDING or (str(kind).startswith(_OURS) and kind not in _HELPERS)


@cache
def _derived_facts() -> frozenset[Node]:
    return frozenset(graph_of("rodatraden.ttl").subjects(RT.derivedFact, Literal(True)))


def _is_draft(statements: Statements, subject: Node) -> bool:
    return any(status not in PUBLIC for status in statements.of(subject).get(ADMS.status, ()))


def _is_personal(subject: Node, predicate: Node, value: Node) -> bool:
    """Whether a statement holds what rule O03 forbids: a personal identity number, a person's address."""
    if not isinstance(value, Literal):
        return _is_personal_iri(subject) or _is_personal_iri(value)
    if predicate == _HASHED_ADDRESS or _is_personal_iri(subject):
        return True
    text = str(value)
    if predicate in _ADDRESSES:
        return is_personal_address(text if text.startswith("mailto:") else f"mailto:{text}")
    return SUSPICIOUS.search(text) is not None and holds_personal_data(text)


def _is_personal_iri(node: Node) -> bool:
    return isinstance(node, URIRef) and is_personal_identifier(str(node))
