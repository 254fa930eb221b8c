"""What of the plans that the dashboard was opened on is public, ready for the linked-data routes."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import count
from threading import Lock
from urllib.parse import quote

from rdflib import URIRef

from dashboard import plans
from dashboard.session import LANGUAGE
from graph.errors import NotPublic, StoreUnusable
from graph.export.formats import PublicPlan, public_plan
from graph.export.past import Published, published_by_each
from graph.intake import Intake
from graph.linked.answers import Answer, Holding
from graph.linked.earlier import Earlier, EarlierRevisions
from graph.linked.served import ServedSite
from graph.linked.sparql import Closed, Endpoint, Limits, Query
from graph.remembered import Remembered
from graph.site.municipality import MunicipalitySite
from graph.store.opening import open_store
from graph.store.records import Revision, StoredPlan
from shapes.findings import Language

_ONE_AT_A_TIME = Lock()
_open_endpoint: list[tuple[object, Endpoint]] = []
_found: list[tuple[Sequence[StoredPlan], Sequence[Holding]]] = []
_had_plans: set[str] = set()
_turn = count()
# Apart from the plans that the dashboard's pages are made from: no visit waits for linked data.
_sites: Remembered[object, ServedSite | None] = Remembered(8)


def holdings() -> Sequence[Holding]:
    """The municipalities whose plans are here. Raises UnusableInput and StoreUnusable."""
    path = plans.path()
    if path is not None:
        intake = plans.from_file(path)
        return (Holding(_base(intake), lambda: _of_file(intake)),)
    stored = _stored()
    known = _found[:1]
    if known and known[0][0] is stored:
        return known[0][1]
    by_base: dict[str, list[StoredPlan]] = {}
    for each in stored:
        by_base.setdefault(each.iri.partition("/id/")[0], []).append(each)
    found = tuple(_holding(base, those) for base, those in sorted(by_base.items()))
    _found[:] = [(stored, found)]
    return found


def endpoint() -> Endpoint:
    """Where SPARQL queries are answered, over the public part of every plan as it is now."""
    key = _state()
    with _ONE_AT_A_TIME:
        if not _open_endpoint or _open_endpoint[0][0] != key or not _open_endpoint[0][1].is_usable():
            while _open_endpoint:
                _open_endpoint.pop()[1].close()
            found = ((URIRef(each.iri), each.graph) for each in _public_now())
            _open_endpoint.append((key, Endpoint(found, Limits())))
        return _open_endpoint[0][1]


def ask(query: Query, language: Language, unwanted: Callable[[], bool]) -> Answer:
    """The answer to a query. `unwanted` tells whether nobody waits for it any more."""
    while True:
        with suppress(Closed):  # something else is published since: asked of that
            return endpoint().ask(query, language, unwanted)


def close() -> None:
    """End what answers queries, whatever it is doing."""
    with _ONE_AT_A_TIME:
        while _open_endpoint:
            _open_endpoint.pop()[1].close(at_once=True)


def root_of(intake: Intake) -> str:
    """The path of a plan's municipality here, ready for a link, with a slash at both ends."""
    return quote(Holding(_base(intake), lambda: None).root)


def look() -> bool:
    """Read what is published anew; then whether queries are answered, where any was ever asked.

    Of a store that is its list and the whole of a plan, which changes from one time to the next. Raises
    UnusableInput, StoreUnusable, or OSError.
    """
    path = plans.path()
    if path is not None:
        plans.from_file(path)
    elif _stored():
        store = open_store(plans.store() or "")
        every = store.plans()
        store.must_be_whole(every[next(_turn) % len(every)].current)
    return all(each.answers() for _, each in _open_endpoint[:1])


def _stored() -> Sequence[StoredPlan]:
    """Every plan in the store. Raises StoreUnusable where there were some and the store has gone."""
    found = plans.stored()
    place = plans.store() or ""
    if found:
        _had_plans.add(place)
    elif place in _had_plans:
        raise StoreUnusable("E32", {"path": place})
    return found


def _holding(base: str, found: Sequence[StoredPlan]) -> Holding:
    return Holding(base, lambda: _of_store(base, found), lambda: _earlier_of(base, found))


def _earlier_of(base: str, found: Sequence[StoredPlan]) -> Sequence[Earlier]:
    site = _of_store(base, found)
    public = {str(each.iri): each for each in (site.site.plans if site else ())}
    return [_earlier.of(each, public.get(each.iri)) for each in found]


def _published_by(
    revisions: Sequence[Revision], current: Revision, public: PublicPlan | None
) -> Iterable[Published]:
    return published_by_each(open_store(plans.store() or ""), revisions, (current, public))


_earlier = EarlierRevisions(_published_by)


def _of_file(intake: Intake) -> ServedSite | None:
    return _sites.get(plans.Same(intake), lambda: _served(_base(intake), [_public(intake)]))


def _of_store(base: str, found: Sequence[StoredPlan]) -> ServedSite | None:
    key = (base, *(each.current.iri for each in found))
    return _sites.get(key, lambda: _served(base, map(_public_in_store, found)))


def _served(base: str, found: Iterable[PublicPlan | None]) -> ServedSite | None:
    public = [each for each in found if each is not None]
    public.sort(key=lambda each: (each.plan.budget_year or 0, str(each.iri)), reverse=True)
    language: Language = "en" if os.environ.get(LANGUAGE) == "en" else "sv"
    return ServedSite(MunicipalitySite(public, base, base, language=language)) if public else None


def _public_in_store(stored: StoredPlan) -> PublicPlan | None:
    """The public part of a stored plan as it is now; None for a draft."""
    graph, _ = open_store(plans.store() or "").graph(stored.iri, stored.current.number)
    try:
        return public_plan(graph, URIRef(stored.iri))
    except NotPublic:
        return None


def _public(intake: Intake) -> PublicPlan | None:
    """The public part of a plan; None for one that is a draft as a whole."""
    try:
        return public_plan(intake.graph, intake.iri)
    except NotPublic:
        return None


def _public_now() -> Iterator[PublicPlan]:
    path = plans.path()
    taken = [_public(plans.from_file(path))] if path is not None else map(_public_in_store, _stored())
    yield from (each for each in taken if each is not None)


def _state() -> object:
    """What changes when something else is published."""
    path = plans.path()
    if path is not None:
        return plans.from_file(path).source
    return tuple((each.iri, each.current.number) for each in _stored())


def _base(intake: Intake) -> str:
    """What the plan's own identifier begins with: there it is asked for, whatever the setting says."""
    return str(intake.iri).partition("/id/")[0].rstrip("/")
