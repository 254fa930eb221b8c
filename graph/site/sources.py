"""Which plans are published: files, or what a store holds; each is taken in when its turn comes."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from graph.errors import CannotWrite
from graph.export.formats import PublicPlan
from graph.export.past import Published, published_by_each
from graph.facts.period import base_of
from graph.intake import take_in
from graph.model import Plan
from graph.site.publishing import PlanToPublish
from graph.store.intake import take_in_revision
from graph.store.plans import PlanStore, plan_asked_for
from graph.store.records import StoredPlan


def plans_in_files(paths: Sequence[Path]) -> list[PlanToPublish]:
    """The plans in some files; where there are several, each is read once to see whose it is."""
    if len(paths) == 1:
        intake = take_in(paths[0])
        return [
            PlanToPublish(
                _base(intake.plan), intake.plan.budget_year or 0, lambda: intake, name=str(paths[0])
            )
        ]
    return list(_read_once(paths))


def _read_once(paths: Sequence[Path]) -> Iterator[PlanToPublish]:
    for path in paths:
        plan = take_in(path).plan
        yield PlanToPublish(_base(plan), plan.budget_year or 0, partial(take_in, path), name=str(path))


def plans_in_store(store: PlanStore, asked: Sequence[str]) -> list[PlanToPublish]:
    """The plans of a store, or those asked for. Raises UnknownName (E33), CannotWrite (E77) for none."""
    every = store.plans()
    chosen = [plan_asked_for(every, each, store.place) for each in asked] if asked else list(every)
    if not chosen:
        raise CannotWrite("E77", {"path": store.place})
    return [
        PlanToPublish(
            each.iri.partition("/id/")[0],
            int(each.current.year) if each.current.year.isdecimal() else 0,
            partial(take_in_revision, store, each.current),
            partial(_earlier, store, each),
            f"{each.current.municipality} {each.short}".strip(),
        )
        for each in chosen
    ]


def _earlier(store: PlanStore, plan: StoredPlan, public: PublicPlan | None) -> list[Published]:
    """What the earlier revisions have published; what is `public` of the current one need not be among it."""
    *before, current = plan.revisions
    return list(published_by_each(store, before, (current, public))) if before else []


def _base(plan: Plan) -> str:
    return base_of(plan) or plan.iri
