"""The store of plans, whatever it lies in: bring in, list, read earlier revisions, bring one back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from rdflib import Graph

from graph.errors import StoreUnusable, UnknownName
from graph.model import Plan
from graph.nearest import nearest
from graph.query import read_plan
from graph.store.backend import Backend, Reading
from graph.store.records import META, Provenance, Revision, StoredPlan, new_revision_iri, read_plans
from graph.store.terms import fingerprint_of, graph_of, statements_of

_FEW = 8


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a plan that was brought in: its revision, and whether that is a new one."""

    revision: Revision
    new: bool


class PlanStore:
    """Plans and all their revisions. Every method raises StoreUnusable when the store cannot be used."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend

    @property
    def place(self) -> str:
        """Where the store lies, as the user wrote it."""
        return self.backend.place

    def plans(self) -> tuple[StoredPlan, ...]:
        """Every plan, by IRI."""
        with self.backend.reading() as look:
            return self._plans(look)

    def plans_so_far(self) -> tuple[StoredPlan, ...]:
        """Every plan; none where the store is yet to be made."""
        return () if self.backend.untouched() else self.plans()

    def plan(self, asked: str) -> StoredPlan:
        """One plan by its IRI or by what it is called in a list. Raises UnknownName (E33)."""
        return plan_asked_for(self.plans(), asked, self.place)

    def graph(self, asked: str, number: int | None = None) -> tuple[Graph, Revision]:
        """A plan's statements as they are, or as they were in a revision. Raises UnknownName (E33, E34)."""
        with self.backend.reading() as look:
            revision = revision_asked_for(plan_asked_for(self._plans(look), asked, self.place), number)
            return graph_of(look.whole(revision)), revision

    def graph_of(self, revision: Revision) -> Graph:
        """The statements of a revision that the store has told of: without a look at all the others."""
        with self.backend.reading() as look:
            return graph_of(look.whole(revision))

    def must_be_whole(self, revision: Revision) -> None:
        """See that a revision can be read. Raises StoreUnusable, E41 where statements are missing."""
        with self.backend.reading() as look:
            look.whole(revision)

    def add(
        self,
        graph: Graph,
        plan: Plan,
        provenance: Provenance,
        *,
        seen: str | None = None,
        force: bool = False,
    ) -> Kept:
        """Bring in a plan as its newest revision.

        What equals the current revision becomes no new one, unless it comes with a note or a decision. `seen`
        is the IRI of the revision that the plan was compared with, empty where there was none: raises
        StoreUnusable (E69) where another has come since. Raises StoreUnusable (E74) for a plan with an
        identifier of the store's own; unless `force`, E66 for one that would revise another municipality's,
        and E67 for one that was fetched from elsewhere than the revision before it.
        """
        content = statements_of(graph)
        revision = Revision(
            iri=new_revision_iri(plan.iri),
            plan=plan.iri,
            number=1,
            provenance=provenance,
            statements=len(content),
            content=fingerprint_of(content),
            title=plan.name(),
            municipality=plan.municipality.name() if plan.municipality else "",
            code=(plan.municipality.code if plan.municipality else None) or "",
            year=str(plan.budget_year or ""),
        )
        with self.backend.writing() as work:
            plans = self._plans(work)
            known = next((each for each in plans if each.iri == plan.iri), None)
            if seen is not None and seen != (known.current.iri if known else ""):
                raise StoreUnusable("E69", {"path": self.place, "id": revision.short})
            _refuse_own_names(plan.iri, plans)
            if known is not None:
                if not force:
                    _refuse_others(known.current, revision)
                told = provenance.note or provenance.decision
                if known.current.content == revision.content and not told:
                    return Kept(known.current, new=False)
                number, before = known.current.number + 1, known.current.iri
                revision = replace(revision, number=number, revises=before)
            work.add(revision, content)
        return Kept(self._as_kept(revision), new=True)

    def bring_back(self, asked: str, number: int, provenance: Provenance, *, seen: str | None = None) -> Kept:
        """Make an earlier revision the newest one. Raises UnknownName (E33, E34), and as `add` does."""
        graph, revision = self.graph(asked, number)
        before = revision.provenance
        provenance = replace(provenance, file=before.file, sha256=before.sha256, url=before.url)
        return self.add(graph, read_plan(graph, revision.plan), provenance, seen=seen, force=True)

    def _as_kept(self, revision: Revision) -> Revision:
        """A revision with the number that it got."""
        for each in self.plan(revision.plan).revisions:
            if each.iri == revision.iri:
                return each
        raise StoreUnusable("E36", {"url": self.place, "path": self.place, "reason": revision.iri})

    def _plans(self, look: Reading) -> tuple[StoredPlan, ...]:
        try:
            return read_plans(look.triples(META))
        except (KeyError, ValueError) as error:
            raise StoreUnusable("E30", {"path": self.place, "reason": str(error)}) from error


def _refuse_own_names(plan: str, plans: Sequence[StoredPlan]) -> None:
    """A plan called like what the store keeps beside the plans would write over it."""
    revisions = {revision.iri for each in plans for revision in each.revisions}
    if plan.startswith(META) or plan in revisions:
        raise StoreUnusable("E74", {"id": plan})


def _refuse_others(before: Revision, after: Revision) -> None:
    """Nobody's plan is revised by another municipality's, nor by what was fetched from somewhere else."""
    if before.code and after.code != before.code:
        known, value = (f"{each.municipality} ({each.code or '?'})" for each in (before, after))
        raise StoreUnusable("E66", {"id": before.short, "known": known, "value": value})
    old, new = before.provenance, after.provenance
    if new.url and _host(new.url) != _host(old.url):
        raise StoreUnusable("E67", {"id": before.short, "known": old.place, "value": new.url})


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def plan_asked_for(plans: Sequence[StoredPlan], asked: str, place: str) -> StoredPlan:
    """The plan with an IRI, or called 0665-2020, or 2020 where one plan only is of that year.

    `place` is where the store lies. Raises UnknownName (E33) with the names most like it, or with every name
    where these are few.
    """
    wanted = asked.strip().casefold()
    for name in (
        lambda plan: plan.iri,
        lambda plan: plan.short,
        lambda plan: plan.current.year,
        lambda plan: f"{plan.current.municipality} {plan.current.year}",
    ):
        found = [plan for plan in plans if name(plan).casefold() == wanted]
        if len(found) == 1:
            return found[0]
    known = [plan.short for plan in plans]
    near = nearest(asked, known) or tuple(known if len(known) <= _FEW else ())
    raise UnknownName("E33", {"id": asked, "path": place}, near)


def revision_asked_for(plan: StoredPlan, number: int | None) -> Revision:
    """One of a plan's revisions, the current one by default. Raises UnknownName (E34)."""
    if number is None:
        return plan.current
    if not 1 <= number <= len(plan.revisions):
        raise UnknownName("E34", {"value": str(number), "known": str(len(plan.revisions))})
    return plan.revisions[number - 1]


def decision_asked_for(plan: Plan, asked: str) -> str:
    """The IRI of a decision, by its id in the plan or its IRI, which need not be in the plan.

    Raises UnknownName (E46) with the ids most like it.
    """
    for decision in plan.decisions:
        if asked in {decision.iri, decision.identifier}:
            return decision.iri
    if asked.startswith(("http://", "https://", "urn:")):
        return asked
    known = [decision.identifier for decision in plan.decisions if decision.identifier]
    raise UnknownName(
        "E46", {"id": asked}, nearest(asked, known) or tuple(known if len(known) <= _FEW else ())
    )
