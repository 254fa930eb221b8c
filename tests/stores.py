"""Small stores for tests: plans that differ in one word, and what must hold of every store."""

from collections.abc import Iterator
from datetime import UTC, datetime

from rdflib import Graph

from graph.query import read_plan
from graph.store.plans import Kept, PlanStore
from graph.store.records import Provenance
from tests.small_plans import parsed

WHEN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
GOALS = 60


def small_plan(word: str, goals: int = GOALS, year: int = 2024) -> Graph:
    """A plan of some goals, all of which bear one word: a plan with two words is not whole."""
    lines = [f'<plan/{year}> a rt:Plan ; rt:budgetYear "{year}"^^xsd:gYear ; dcterms:title "{word}"@sv .']
    lines += [
        f'<mal/{number}> a rt:CouncilGoal ; rt:inPlan <plan/{year}> ; skos:prefLabel "{word}"@sv .'
        for number in range(goals)
    ]
    return parsed("\n".join(lines))


def bring_in(store: PlanStore, word: str, goals: int = GOALS, **told: str) -> Kept:
    """Bring a small plan into a store."""
    graph = small_plan(word, goals)
    return store.add(graph, read_plan(graph), Provenance(at=WHEN, **told))


def words_of(graph: Graph) -> set[str]:
    """The words that a plan's things bear."""
    return {str(value) for value in graph.objects() if getattr(value, "language", None) == "sv"}


def must_be_whole(store: PlanStore, goals: int = GOALS) -> int:
    """Read every revision, and see that each is whole; returns how many there are."""
    return sum(1 for _ in _whole(store, goals))


def _whole(store: PlanStore, goals: int) -> Iterator[int]:
    for plan in store.plans():
        numbers = [revision.number for revision in plan.revisions]
        assert numbers == list(range(1, len(numbers) + 1))
        for revision in plan.revisions:
            graph, _ = store.graph(plan.iri, revision.number)
            assert len(words_of(graph)) == 1, f"revision {revision.number} is mixed"
            assert len(graph) == 3 + 3 * goals
            yield revision.number
        with store.backend.reading() as look:
            current = {str(each) for each in look.triples(plan.iri)}
            assert current == {str(each) for each in look.triples(plan.current.iri)}
