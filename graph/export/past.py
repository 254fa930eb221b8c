"""What revisions of a plan have published: which identifiers, and which of them others took the place of."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, PROV, RDF, XSD

from graph.errors import NotPublic
from graph.export.cube import observations
from graph.export.formats import PublicPlan, public_plan
from graph.export.minted import minted
from graph.model import Plan
from graph.reference import GoalKind
from graph.store.backend import Outline
from graph.store.plans import PlanStore
from graph.store.records import Revision
from graph.store.terms import graph_of
from ontology.namespaces import RT, SDMX_MEASURE

Heirs = Mapping[str, frozenset[str]]
"""What took the place of what: by an identifier, those said to be revisions of it or to replace it."""

_TOOK_ITS_PLACE = (PROV.wasRevisionOf, DCTERMS.replaces)
_KINDS = {kind: str(RT[kind.value]) for kind in GoalKind}
_LED_TO = (DCAT.contactPoint, RT.municipality)
_DATES = frozenset({str(XSD.date), str(XSD.dateTime)})
_MOST_INSIDE = 500
"""Where more than this stays inside, to look at it all takes longer than to read the whole revision."""


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


def published_by_each(
    store: PlanStore, revisions: Sequence[Revision], now: tuple[Revision, PublicPlan | None] | None = None
) -> Iterator[Published]:
    """What some revisions of one plan, the oldest first, have published, from the newest one on.

    Among it are the lists, cubes and series that only some formats have identifiers for; a draft has none.
    One that has published nothing but what newer ones have is passed over. That is mostly seen from a little
    of it, in a tenth of the time that it takes to read. What is `now` published, by the current revision with
    its public part (None for a draft), is passed over too. Raises StoreUnusable.
    """
    with store.backend.reading() as look:
        known = _Known()
        if now is not None:
            current, public = now
            found = _all_of(public) if public else Published()
            known.learn(found, public, look.outline(current), current)
        different = {
            each.content: each for each in revisions if now is None or each.content != now[0].content
        }
        for revision in sorted(different.values(), key=lambda each: each.number, reverse=True):
            outline = look.outline(revision)
            if outline is None or known.may_be_more_in(outline, revision):
                public = _public(graph_of(look.whole(revision)), revision)
                found = _all_of(public) if public else Published()
                known.learn(found, public, outline, revision)
                yield found


def _public(graph: Graph, revision: Revision) -> PublicPlan | None:
    try:
        return public_plan(graph, URIRef(revision.plan))
    except NotPublic:
        return None


def _all_of(public: PublicPlan) -> Published:
    """What one plan publishes, with what only some formats have identifiers for."""
    found = published_in(public.graph)
    beside = minted([public], str(public.iri).partition("/id/")[0])
    named = {str(each) for each in beside.subjects() if isinstance(each, URIRef)}
    return Published(found.identifiers | named, found.heirs)


@dataclass(frozen=True, slots=True)
class _Basis:
    """The revision that was last read whole.

    `says` is what it says of the plan itself, on which depends what lists and cubes are called. `inside` is
    what it has not published, and `around` every statement about or towards that.
    """

    says: frozenset[Triple]
    is_draft: bool
    inside: frozenset[str]
    around: frozenset[Triple]


class _Known:
    """What is known of the revisions of a plan that were read, and whether another one may tell more."""

    def __init__(self) -> None:
        self._identifiers: set[str] = set()
        self._heirs: Heirs = {}
        self._kinds: set[GoalKind] = set()
        self._measured: set[tuple[str, str]] = set()
        self._basis: _Basis | None = None

    def learn(
        self, found: Published, public: PublicPlan | None, outline: Outline | None, revision: Revision
    ) -> None:
        """Take in what a revision that was read whole has published."""
        if outline is None:
            return
        subjects = outline.subjects()
        says = _said_of_the_plan(outline, revision.plan)
        inside = subjects - found.identifiers if public else frozenset()
        if self._basis is None or self._basis.says != says:
            # the names of its lists and cubes may be others
            self._kinds, self._measured = set(), set()
        self._identifiers |= found.identifiers
        self._heirs = together((self._heirs, found.heirs))
        if public:
            self._kinds |= {goal.kind for goal in public.plan.goals}
            self._measured |= _measured_in(public.plan)
        small = len(inside) <= _MOST_INSIDE and not any(each.startswith("_:") for each in subjects)
        around = _around(outline, inside) if small else frozenset()
        self._basis = _Basis(says, public is None, inside, around) if small else None

    def may_be_more_in(self, outline: Outline, revision: Revision) -> bool:
        """Whether a revision may have published what is not known yet; where it cannot be seen, it may.

        What the last one kept inside stays inside here too if the same is said of it and leads to it: it is a
        draft, or hangs on nothing but drafts, for the same reasons. All else here is known to be published.
        """
        last = self._basis
        if last is None or _said_of_the_plan(outline, revision.plan) != last.says:
            return True
        if last.is_draft:
            return False
        return not (
            outline.subjects() <= self._identifiers | last.inside
            and _around(outline, last.inside) == last.around
            and self._has_heirs_of(outline, last.inside)
            and self._has_kinds_of(outline, last.inside)
            and _measured_by(outline, last.inside) <= self._measured
        )

    def _has_heirs_of(self, outline: Outline, inside: Container[str]) -> bool:
        pairs = (
            (each.object.value, each.subject.value)
            for prop in _TOOK_ITS_PLACE
            for each in outline.some(predicate=str(prop))
            if isinstance(each.object, NamedNode) and isinstance(each.subject, NamedNode)
        )
        return all(heir in inside or heir in self._heirs.get(before, ()) for before, heir in pairs)

    def _has_kinds_of(self, outline: Outline, inside: Container[str]) -> bool:
        """Whether all kinds of goals are known: each has a list of its own in the SKOS view."""
        return all(
            kind in self._kinds
            or all(_iri(each.subject) in inside for each in _instances(outline, rdf_class))
            for kind, rdf_class in _KINDS.items()
        )


def _instances(outline: Outline, rdf_class: str) -> Iterable[Triple]:
    return outline.some(predicate=str(RDF.type), value=rdf_class)


def _said_of_the_plan(outline: Outline, plan: str) -> frozenset[Triple]:
    """What decides the names of the lists, cubes and spans of time of a plan: neither texts nor days."""
    found = set(outline.some(plan))
    for prop in _LED_TO:
        for each in outline.some(plan, str(prop)):
            if isinstance(each.object, NamedNode):
                found |= set(outline.some(each.object.value))
    return frozenset(each for each in found if not _is_text_or_day(each.object))


def _is_text_or_day(term: object) -> bool:
    return isinstance(term, Literal) and (term.language is not None or term.datatype.value in _DATES)


def _around(outline: Outline, things: Iterable[str]) -> frozenset[Triple]:
    """Every statement about or towards some things."""
    return frozenset(triple for each in things for triple in (*outline.some(each), *outline.some(value=each)))


def _measured_in(plan: Plan) -> set[tuple[str, str]]:
    """The indicators that have a series in the data cube, each with what the series is called by."""
    ids = {each.iri: each.identifier or "" for each in plan.indicators}
    return {(indicator, ids[indicator]) for indicator, _, _ in observations(plan)}


def _measured_by(outline: Outline, inside: Container[str]) -> set[tuple[str, str]]:
    """The same of a revision that is not read whole; there may be some more among them."""
    values = {_iri(each.subject) for each in outline.some(predicate=str(SDMX_MEASURE.obsValue))}
    measured = {
        _iri(each.object)
        for each in outline.some(predicate=str(RT.indicator))
        if _iri(each.subject) in values and _iri(each.subject) not in inside
    }
    ids: dict[str, set[str]] = {}
    for each in outline.some(predicate=str(DCTERMS.identifier)):
        ids.setdefault(_iri(each.subject), set()).add(_iri(each.object))
    return {(each, given) for each in measured if each not in inside for given in ids.get(each, {""})}


def _iri(term: object) -> str:
    return str(getattr(term, "value", ""))


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
