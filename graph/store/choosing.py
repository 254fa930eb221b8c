"""Choosing revisions to look at: what each is called in an address, and which two to compare at first."""

from collections.abc import Mapping, Sequence

from graph.store.records import Revision, StoredPlan


def revision_names(plans: Sequence[StoredPlan]) -> Mapping[str, Revision]:
    """Every revision by its name: 0665-2020@2, or the plan's IRI and the number where two plans share that.

    Plans stand in the order of their municipalities and years, the newest revision of each first.
    """
    short = [plan.short for plan in plans]
    return {
        f"{plan.short if short.count(plan.short) == 1 else plan.iri}@{revision.number}": revision
        for plan in sorted(plans, key=_place)
        for revision in reversed(plan.revisions)
    }


def likely_pair(plans: Sequence[StoredPlan], shown: Revision | None) -> tuple[Revision, Revision] | None:
    """What a reader most likely wants to compare, the older first; None where there is nothing to compare.

    That is the revision that is shown, else the one that came in last, with the one before it; else with the
    municipality's plan for the year before, or after; else with another municipality's plan.
    """
    every = [revision for plan in plans for revision in plan.revisions]
    if len(every) < 2:
        return None
    after = shown or max(every, key=lambda each: each.provenance.at)
    own = next(plan for plan in plans if plan.iri == after.plan)
    if after.number > 1:
        return own.revisions[after.number - 2], after
    others = (plan.current for plan in plans if plan is not own)
    siblings = sorted(
        (each for each in others if after.code and each.code == after.code), key=lambda each: each.year
    )
    earlier = [each for each in siblings if each.year < after.year]
    if earlier:
        return earlier[-1], after
    if siblings:
        return after, siblings[0]
    if len(own.revisions) > 1:
        return after, own.revisions[1]
    return after, next(plan.current for plan in sorted(plans, key=_place) if plan is not own)


def _place(plan: StoredPlan) -> tuple[str, str, str]:
    return plan.current.municipality.casefold(), plan.current.year, plan.iri
