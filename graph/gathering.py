"""Gathering plans from files and from the web: one plan or several in a file, or all of a catalogue."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

from graph.errors import NotFetched, RodaTradenError, StoreUnusable
from graph.intake import Intake, fingerprint, take_in, take_in_graph
from graph.sources.catalogues import PLAN_STANDARD, downloads, is_catalogue, whole_files
from graph.sources.formats import format_to_read
from graph.sources.guards import existing
from graph.sources.rdffiles import Document, read_document
from graph.sources.remote import Fetched, Fetcher, Progress
from graph.sources.several import plans_in
from graph.store.keeping import keep
from graph.store.plans import Kept, PlanStore
from graph.verdict import SourceFile


@dataclass(frozen=True, slots=True)
class Gathered:
    """A plan that was found: `file` is the name of its file, `url` where it was fetched, "" for one here."""

    intake: Intake
    file: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """A plan of several that could not be had or kept, and why. The others are not the worse for it."""

    url: str
    error: RodaTradenError


@dataclass(frozen=True, slots=True)
class Brought:
    """A plan that was brought into a store, and what became of it there."""

    gathered: Gathered
    kept: Kept


_NAMES = {RDF.type, DCTERMS.title, RDFS.label, SKOS.prefLabel}
_REFUSED = frozenset({"E66", "E67", "E74"})  # what concerns one plan and not the store


def bring_in(
    found: Iterable[Gathered | Failed],
    store: PlanStore,
    *,
    by: str = "",
    note: str = "",
    decision: str | None = None,
    force: bool = False,
    today: date | None = None,
) -> Iterator[Brought | Failed]:
    """Bring gathered plans into a store, each with where it came from; one that is refused stops no other.

    Settings and errors are those of `keep`.
    """
    for each in found:
        if isinstance(each, Failed):
            yield each
            continue
        try:
            if not (force or each.url or _is_known(each)):
                _refuse_another_file(store, each)
            kept = keep(
                store,
                each.intake,
                file=each.file,
                url=each.url,
                by=by,
                note=note,
                decision=decision,
                force=force,
                today=today,
            )
        except StoreUnusable as error:
            if error.code not in _REFUSED:
                raise
            yield Failed(each.url or each.file, error)
            continue
        yield Brought(each, kept)


def _is_known(found: Gathered) -> bool:
    """Whether a plan says which municipality's it is, which the store then compares."""
    municipality = found.intake.plan.municipality
    return municipality is not None and bool(municipality.code)


def _refuse_another_file(store: PlanStore, found: Gathered) -> None:
    """Nobody's plan is revised by one that only has the same name, as two municipalities' StratML may.

    Raises StoreUnusable (E67) where the plan came from a file of another name before.
    """
    plan = str(found.intake.iri)
    before = next((each.current for each in store.plans_so_far() if each.iri == plan), None)
    if before is not None and before.provenance.place not in {"", found.file}:
        values = {"id": before.short, "known": before.provenance.place, "value": found.file}
        raise StoreUnusable("E67", values)


def is_address(place: str) -> bool:
    """Whether a place is an address on the web and no file."""
    return place.lower().startswith(("https://", "http://"))


def gather(place: str, fetcher: Fetcher, told: Progress | None = None) -> Iterator[Gathered | Failed]:
    """Every plan that a file or an address holds, or that a catalogue there leads to, one after another.

    Raises UnusableInput, and NotFetched: E65 for a catalogue without plans, the others as `Fetcher.fetch`.
    """
    if is_address(place):
        yield from _from_web(place, fetcher, told, follow=True)
    else:
        yield from _from_file(Path(place), None, fetcher, told, follow=True)


def _from_web(
    url: str, fetcher: Fetcher, told: Progress | None, *, follow: bool
) -> Iterator[Gathered | Failed]:
    fetched = fetcher.fetch(url, told)
    with TemporaryDirectory() as folder:
        path = Path(folder, fetched.name)
        path.write_bytes(fetched.data)
        yield from _from_file(path, fetched, fetcher, told, follow=follow)


def _from_file(
    path: Path, fetched: Fetched | None, fetcher: Fetcher, told: Progress | None, *, follow: bool
) -> Iterator[Gathered | Failed]:
    """The plans of a file that lies here or, for a while, of one that was fetched."""
    existing(path)
    url = fetched.url if fetched else ""
    rdf = format_to_read(path).rdf if path.is_file() else None
    if rdf is None:
        intake = take_in(path)
        if fetched is not None:
            intake = replace(intake, source=SourceFile(url, fetched.sha256))
        yield Gathered(intake, path.name, url)
        return
    document = read_document(path, rdf, fetched.at if fetched else None)
    if not document.plans and follow and _is_catalogue(document):
        yield from _catalogue(document, url or str(path), fetcher, told)
        return
    if not document.plans:
        take_in(path)  # tells what is lacking
    source = SourceFile(url, fetched.sha256) if fetched else SourceFile(str(path), fingerprint(path))
    for plan, graph in plans_in(document):
        intake = take_in_graph(graph, str(plan), source)
        if fetched is None or _is_whole(intake, url):
            yield Gathered(intake, path.name, url)
            continue
        # a page of data about the plan, which tells where the plan itself lies or does not
        whole = whole_files(graph, plan) if follow else ()
        if whole:
            yield from _first_that_is_whole(whole, fetcher, told)
        else:
            yield Failed(url, NotFetched("E78", {"url": url, "id": str(plan)}))


def _is_whole(intake: Intake, url: str) -> bool:
    """Whether what was fetched is a plan, and not a page of data about it or about one of its goals.

    Such a page holds goals, too, but says no more of the plan than what it is called.
    """
    said = set(intake.graph.predicates(intake.iri)) - _NAMES
    return bool(intake.plan.goals) and (bool(said) or url == str(intake.iri))


def _is_catalogue(document: Document) -> bool:
    return is_catalogue(document.graph(document.graphs))


def _catalogue(
    document: Document, place: str, fetcher: Fetcher, told: Progress | None
) -> Iterator[Gathered | Failed]:
    found = downloads(document.graph(document.graphs))
    if not found:
        raise NotFetched("E65", {"path": place, "known": str(PLAN_STANDARD)})
    for download in found:
        yield from _first_that_is_whole(download.urls, fetcher, told)


def _first_that_is_whole(
    urls: Sequence[str], fetcher: Fetcher, told: Progress | None
) -> list[Gathered] | list[Failed]:
    """The plans of the first file that holds any; what was wrong with the first file where none does."""
    failed: list[Failed] = []
    for url in urls:
        try:
            found = list(_from_web(url, fetcher, told, follow=False))
        except RodaTradenError as error:
            failed.append(Failed(url, error))
            continue
        plans = [each for each in found if isinstance(each, Gathered)]
        if plans:
            return plans
        failed += (each for each in found if isinstance(each, Failed))
    return failed[:1]
