"""Bringing a plan into the store: what it would change, and then who did it, when and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.analysis.changes import Changes, changes
from graph.intake import Intake, check_every_gate, reading_findings
from graph.model import Plan
from graph.query import read_plan
from graph.store.plans import Kept, PlanStore, decision_asked_for
from graph.store.records import Provenance, Revision, moment
from graph.upload import take_in_uploads
from graph.verdict import Verdict
from shapes.findings import Finding, Gate, Severity


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan that somebody may want to keep, with the verdict on it before anything is kept.

    `before` is the revision that holds now, and `changes` what would change from it; both are None for a plan
    that the store does not hold, and where there is no store.
    """

    intake: Intake
    verdicts: Mapping[Gate | None, Verdict]
    before: Revision | None
    changes: Changes | None

    @property
    def lost(self) -> list[Finding]:
        """What stands in the file but cannot be kept."""
        return lost_in_reading(self.intake)


def propose(
    files: Sequence[tuple[str, bytes]], store: PlanStore | None, *, today: date | None = None
) -> Proposal:
    """Judge an uploaded plan, and compare it with the revision that the store holds of the same plan.

    Raises UnusableInput for files that are no plan, and StoreUnusable.
    """
    intake = take_in_uploads(files)
    verdicts = check_every_gate(intake, today=today)
    known = store.plans_so_far() if store else ()
    before = next((each.current for each in known if each.iri == str(intake.iri)), None)
    if store is None or before is None:
        return Proposal(intake, verdicts, None, None)
    return Proposal(intake, verdicts, before, changes(_plan_of(store, before), intake.plan))


def changes_back(store: PlanStore, current: Revision, earlier: Revision) -> Changes:
    """What would change if an earlier revision of a plan held again. Raises StoreUnusable."""
    return changes(_plan_of(store, current), _plan_of(store, earlier))


def keep(
    store: PlanStore,
    intake: Intake,
    *,
    file: str,
    url: str = "",
    by: str = "",
    note: str = "",
    decision: str | None = None,
    seen: str | None = None,
    force: bool = False,
    today: date | None = None,
) -> Kept:
    """Keep a plan as its newest revision, from a file of that name, fetched at `url` if it did not lie here.

    `decision` is an id in the plan or an IRI. `force` keeps a plan that was another's before. Raises
    UnknownName (E46) for a decision that is not in the plan, StoreUnusable (E69 where what holds is not
    `seen`, E66, E67 and E74, see PlanStore.add), CannotWrite.
    """
    provenance = Provenance(
        at=moment(today),
        by=by.strip(),
        note=note.strip(),
        file=file,
        sha256=intake.source.sha256,
        decision=decision_asked_for(intake.plan, decision) if decision else None,
        url=url,
    )
    return store.add(intake.graph, intake.plan, provenance, seen=seen, force=force)


def bring_back(
    store: PlanStore,
    earlier: Revision,
    *,
    by: str = "",
    note: str = "",
    seen: str | None = None,
    today: date | None = None,
) -> Kept:
    """Let an earlier revision hold again, as a new one. Raises as `keep` does."""
    provenance = Provenance(at=moment(today), by=by.strip(), note=note.strip())
    return store.bring_back(earlier.plan, earlier.number, provenance, seen=seen)


def lost_in_reading(intake: Intake) -> list[Finding]:
    """What a file says that could not be read, and so is not kept."""
    return [each for each in reading_findings(intake.remarks) if each.severity is Severity.VIOLATION]


def _plan_of(store: PlanStore, revision: Revision) -> Plan:
    graph, _ = store.graph(revision.plan, revision.number)
    return read_plan(graph, revision.plan)
