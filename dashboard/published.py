"""What of the plans that the dashboard was opened on is public, ready for the linked-data routes."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from threading import Lock
from urllib.parse import quote

from rdflib import URIRef

from dashboard import plans
from graph.errors import NotPublic
from graph.export.formats import PublicPlan, public_plan
from graph.intake import Intake
from graph.linked.answers import Holding
from graph.linked.served import ServedSite
from graph.linked.sparql import Endpoint, Limits
from graph.site.municipality import MunicipalitySite
from graph.store.records import Revision, StoredPlan

Key = tuple[tuple[str, int], ...]
"""Which revision of which plans; a file's plan has no number but is known by its own stamp."""

_ONE_AT_A_TIME = Lock()
_open_endpoint: list[tuple[object, Endpoint]] = []


def holdings() -> Sequence[Holding]:
    """The municipalities whose plans are here. Raises UnusableInput and StoreUnusable."""
    path = plans.path()
    if path is not None:
        intake = plans.from_file(path)
        return (Holding(_base(intake), lambda: _of_file(plans.Same(intake))),)
    by_base: dict[str, list[StoredPlan]] = {}
    for stored in plans.stored():
        by_base.setdefault(stored.iri.partition("/id/")[0], []).append(stored)
    return tuple(_holding(base, found) for base, found in sorted(by_base.items()))


def endpoint() -> Endpoint:
    """Where SPARQL queries are answered, over the public part of every plan as it is now."""
    key = _state()
    with _ONE_AT_A_TIME:
        if not _open_endpoint or _open_endpoint[0][0] != key:
            while _open_endpoint:
                _open_endpoint.pop()[1].close()
            found = ((URIRef(each.iri), each.graph) for each in _public_now())
            _open_endpoint.append((key, Endpoint(found, Limits())))
        return _open_endpoint[0][1]


def root_of(intake: Intake) -> str:
    """The path of a plan's municipality here, ready for a link, with a slash at both ends."""
    return quote(Holding(_base(intake), lambda: None).root)


def look() -> None:
    """Read what is published, as a visitor would. Raises UnusableInput, StoreUnusable, or OSError."""
    path = plans.path()
    if path is not None:
        plans.from_file(path)
        return
    found = plans.stored()
    if found:
        plans.from_store(found[0].iri, found[0].current.number)


def _holding(base: str, found: Sequence[StoredPlan]) -> Holding:
    key = tuple(
        sorted(((each.iri, each.current.number) for each in found), key=lambda pair: pair[0], reverse=True)
    )
    return Holding(base, lambda: _of_store(base, key), lambda: _earlier(found))


def _earlier(found: Sequence[StoredPlan]) -> Iterator[frozenset[str]]:
    """What each earlier revision had published, the latest first."""
    revisions: list[Revision] = [each for stored in found for each in stored.revisions[:-1]]
    for revision in sorted(revisions, key=lambda each: each.provenance.at, reverse=True):
        yield _published_in(revision.plan, revision.number)


@lru_cache(maxsize=500)
def _published_in(plan: str, number: int) -> frozenset[str]:
    public = _public(plans.from_store(plan, number))
    return frozenset(str(each) for each in public.graph.subjects()) if public else frozenset()


@lru_cache(maxsize=2)
def _of_file(same: plans.Same) -> ServedSite | None:
    return _served(_base(same.intake), [same.intake])


@lru_cache(maxsize=8)
def _of_store(base: str, key: Key) -> ServedSite | None:
    return _served(base, [plans.from_store(plan, number) for plan, number in key])


def _served(base: str, intakes: Iterable[Intake]) -> ServedSite | None:
    public = [found for intake in intakes if (found := _public(intake)) is not None]
    public.sort(key=lambda each: each.plan.budget_year or 0, reverse=True)
    return ServedSite(MunicipalitySite(public, base, base)) if public else None


def _public(intake: Intake) -> PublicPlan | None:
    """The public part of a plan; None for one that is a draft as a whole."""
    try:
        return public_plan(intake.graph, intake.iri)
    except NotPublic:
        return None


def _public_now() -> Iterator[PublicPlan]:
    path = plans.path()
    taken = (
        [plans.from_file(path)]
        if path is not None
        else (plans.from_store(each.iri, each.current.number) for each in plans.stored())
    )
    for intake in taken:
        public = _public(intake)
        if public is not None:
            yield public


def _state() -> object:
    """What changes when something else is published."""
    path = plans.path()
    if path is not None:
        return plans.from_file(path).source
    return tuple((each.iri, each.current.number) for each in plans.stored())


def _base(intake: Intake) -> str:
    """What the plan's own identifier begins with: there it is asked for, whatever the setting says."""
    return str(intake.iri).partition("/id/")[0].rstrip("/")
