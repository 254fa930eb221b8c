"""A plan out of the store, taken in as a file is: so it can be checked, followed up and exported."""

from rdflib import Graph

from graph.errors import StoreUnusable
from graph.intake import Intake, take_in_graph
from graph.store.plans import PlanStore
from graph.store.records import Revision
from graph.verdict import SourceFile


def take_in_stored(store: PlanStore, plan: str, number: int | None = None) -> Intake:
    """Take in a plan that the store holds, as it is or as it was in a revision.

    `plan` is what it is called (0665-2020, its IRI, a year where one plan only is of that year). Raises
    UnknownName (E33, E34) and StoreUnusable.
    """
    return _taken_in(store, *store.graph(plan, number))


def take_in_revision(store: PlanStore, revision: Revision) -> Intake:
    """Take in a revision that the store has told of: of many plans, each goes as fast as of few.

    Raises StoreUnusable.
    """
    return _taken_in(store, store.graph_of(revision), revision)


def _taken_in(store: PlanStore, graph: Graph, revision: Revision) -> Intake:
    try:
        return take_in_graph(graph, revision.plan, source_of(store, revision))
    except LookupError as error:
        raise StoreUnusable("E30", {"path": store.place, "reason": str(error)}) from error


def source_of(store: PlanStore, revision: Revision) -> SourceFile:
    """Where a revision was read: store, plan, number and the file that it came from.

    The fingerprint is that of the file, or of the statements for a plan that came from no file.
    """
    path = f"{store.place}, {revision.short}, version {revision.number}"
    told = revision.provenance
    return SourceFile(f"{path} ({told.file})" if told.file else path, told.sha256 or revision.content)
