"""One municipality's part of a site: every page and file of it, made one at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from urllib.parse import quote

from rdflib import Graph, URIRef
from rdflib.namespace import VOID

from graph.errors import CannotWrite
from graph.export.dcat.catalogue import catalogue
from graph.export.dcat.files import FOLDER, published_format
from graph.export.dcat.publication import Publication, PublishedFormat
from graph.export.dcat.settings import lacking
from graph.export.formats import FORMATS, ExportFormat, Files, PublicPlan
from graph.export.minted import minted
from graph.export.past import Published, heirs_in
from graph.model import Plan
from graph.report.numbers import in_digits
from graph.site.about_pages import (
    DataFile,
    about_page,
    accessibility_page,
    data_page,
    kinds_page,
    simple_page,
)
from graph.site.description import Describer, unwritable, written_out
from graph.site.foreign import languages_of
from graph.site.former import Former, former_of, former_pages, lost_page
from graph.site.forwarding import forwarding_pages
from graph.site.ground import Ground, data_alternates, places_of
from graph.site.lists import list_page
from graph.site.pages import crumbs_of, page_of, rendered, site_name
from graph.site.plan_view import PlanView
from graph.site.search import register_of, search_page
from graph.site.servers import server_files
from graph.site.standing import (
    ABOUT,
    ACCESSIBILITY,
    CATALOGUE,
    GONE,
    KINDS,
    NOT_FOUND,
    OPEN_DATA,
    RULES,
    SEARCH,
    SEARCH_SCRIPT,
    START,
    VOCABULARY,
)
from graph.site.start_page import start_page
from graph.site.words import segment_name, word
from graph.site.writer import Writer
from graph.sources.rdfwriting import Known
from ontology.graphs import graph_with
from shapes.findings import LANGUAGES, Language, Text

_DATA_FORMATS = tuple(each for each in FORMATS.values() if each.is_data)
# A whole plan in one format takes as long to make as the documents of so large a share of its things.
_SHARE_OF_A_FORMAT = 1 / 20


@dataclass(frozen=True, slots=True)
class Step:
    """Some files of a site by their paths, and how long they take to make: 1 is the documents of a thing."""

    files: Files
    work: int = 0


@dataclass(frozen=True)
class MunicipalitySite:
    """The public plans of one municipality, the latest first, and where their pages are to lie.

    `plain_host` adds a page at each identifier that leads on, for hosts that follow no rules. `earlier` is
    what earlier revisions have published, and `sound` whether the check before publication found nothing
    wrong, where there was one. `remarks` are what is to be said, and `catalogues` the catalogue if there is
    one, once the steps are done.
    """

    plans: Sequence[PublicPlan]
    base: str
    address: str
    shared: str = ""
    plain_host: bool = False
    language: Language = "sv"
    earlier: Sequence[Published] = ()
    sound: bool | None = None
    remarks: list[Text] = field(default_factory=list)
    catalogues: list[Graph] = field(default_factory=list)

    @cached_property
    def graph(self) -> Graph:
        """What all plans say, as one graph."""
        if len(self.plans) == 1:
            return self.plans[0].graph
        return graph_with(triple for each in self.plans for triple in each.graph)

    @cached_property
    def minted(self) -> Graph:
        """What some formats have identifiers for, and no plan: lists, cubes and series."""
        return minted(self.plans, self.base)

    @cached_property
    def views(self) -> tuple[PlanView, ...]:
        """Each plan as its pages need it, the latest first."""
        return tuple(PlanView(self.graph, each.plan) for each in self.plans)

    @cached_property
    def ground(self) -> Ground:
        """Where everything lies."""
        subjects = chain(self.graph.subjects(), self.minted.subjects())
        iris = {str(subject) for subject in subjects if isinstance(subject, URIRef)}
        return Ground(
            self.base,
            self.address,
            places_of(iris, self.base),
            self.shared,
            self.language,
            languages_of(self.graph, self.language),
        )

    @cached_property
    def former(self) -> Former:
        """The identifiers that are published no more, with what took their place."""
        return former_of(self.ground, heirs_in(self.graph), self.earlier)

    @cached_property
    def _describer(self) -> Describer:
        return Describer(self.graph)

    @cached_property
    def _describer_of_all(self) -> Describer:
        return Describer(chain(self.minted, self.graph))

    @property
    def latest(self) -> PlanView:
        """The latest plan."""
        return self.views[0]

    @property
    def name(self) -> str:
        """What its pages are called together."""
        return site_name(self.latest, self.language)

    def view_of(self, iri: str) -> PlanView:
        """The latest plan that a thing is in."""
        if self._is_minted(iri):
            return self._view_of_minted
        return next((each for each in self.views if iri in each.things), self.latest)

    @cached_property
    def _view_of_minted(self) -> PlanView:
        return PlanView(self.minted, self.latest.plan)

    def _is_minted(self, iri: str) -> bool:
        return (URIRef(iri), None, None) in self.minted

    def steps(self) -> Iterator[Step]:
        """Every file, a few at a time. Raises CannotWrite (E82) for a text that a format cannot hold."""
        try:
            yield from self._things()
            yield from self._lists()
            yield from self._standing()
        except ValueError as error:
            iri = unwritable(self.graph) or self.latest.plan.iri
            plan = called(self.view_of(iri).plan)
            raise CannotWrite("E82", {"plan": plan, "id": iri}) from error

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file by its path, one at a time. Raises as `steps` does."""
        for step in self.steps():
            yield from step.files.items()

    @cached_property
    def work(self) -> int:
        """The work of all steps together."""
        formats = len(self.plans) * len(_DATA_FORMATS)
        return self.ground.documented + len(self.ground.segments) + formats * self._work_of_a_format

    @property
    def _work_of_a_format(self) -> int:
        return max(1, round(self.ground.documented * _SHARE_OF_A_FORMAT))

    def addresses(self) -> Iterator[str]:
        """The full address of every page that people may want to find."""
        ground = self.ground
        shared = () if self.shared else (RULES, VOCABULARY)
        for path in (START, SEARCH, ABOUT, ACCESSIBILITY, OPEN_DATA, KINDS, *shared):
            yield ground.canonical(path)
        for segment in ground.segments:
            yield ground.canonical(f"doc/{segment}/index.html")
        for place in sorted(ground.places.values()):
            if not place.is_part:
                yield ground.canonical(f"{place.path}.html")

    def documents_of(self, iri: str, known: Known | None = None) -> Mapping[str, bytes]:
        """The page of a thing, and what is said of it in each format of data, by suffix.

        The documents of many things go faster with one and the same `known`, which comes to hold everything.
        """
        place = self.ground.places[iri]
        minted = self._is_minted(iri)
        description = (self._describer_of_all if minted else self._describer).description(iri)
        if iri in self._dumps:
            # whoever follows the plan's own identifier finds all of it
            description.append((URIRef(iri), VOID.dataDump, URIRef(f"{self._dumps[iri]}.ttl")))
        data = written_out(description, known)
        alternates = data_alternates(place.path.rsplit("/", 1)[-1])
        frame = self.ground.frame(f"doc/{place.segment}/{place.name}.html", alternates)
        if iri in self._dumps:
            frame = replace(frame, downloads=data_alternates(self._dumps[iri]))
        page = page_of(self.view_of(iri), iri, frame, data["jsonld"])
        return {"html": page.encode(), **data}

    def list_of(self, segment: str, known: Known | None = None) -> Mapping[str, bytes]:
        """The list of a kind, by suffix; with its data, where its things have no documents of their own.

        `known` is as for documents.
        """
        iris = self.ground.by_segment[segment]
        parts = self.ground.places[iris[0]].is_part
        frame = self.ground.frame(f"doc/{segment}/index.html", data_alternates("index") if parts else ())
        some_minted = parts and any(map(self._is_minted, iris))
        describer = self._describer_of_all if some_minted else self._describer
        together = describer.together(iris) if parts else []
        view = PlanView(graph_with(together), self.latest.plan) if some_minted else self.latest
        page = list_page(Writer(view, frame), self.ground, segment)
        title = segment_name(segment, self.language)
        html = rendered(
            "list",
            frame,
            site=self.name,
            title=title,
            about=word("list-about", kind=title, n=in_digits(len(iris)), site=self.name)[self.language],
            page=page,
            crumbs=crumbs_of(iris[0], title, frame)[::2],
            alternates=frame.alternates(""),
            data=[],
        )
        return {"html": html.encode(), **(written_out(together, known) if parts else {})}

    def _things(self) -> Iterator[Step]:
        """The documents of each thing."""
        known = self.plans[0].known
        for iri, place in self.ground.places.items():
            if not place.is_part:
                documents = self.documents_of(iri, known)
                stem = f"doc/{place.segment}/{place.name}"
                yield Step({f"{stem}.{suffix}": content for suffix, content in documents.items()}, work=1)

    def _lists(self) -> Iterator[Step]:
        """The list of each kind."""
        for segment in self.ground.by_segment:
            lists = self.list_of(segment, self.plans[0].known)
            yield Step({f"doc/{segment}/index.{suffix}": each for suffix, each in lists.items()}, work=1)

    def standing(self) -> Iterator[tuple[str, bytes]]:
        """The first page, search, the data, the pages about the site, and the rules for web servers."""
        for step in self._standing():
            yield from step.files.items()

    def _standing(self) -> Iterator[Step]:
        ground, plan = self.ground, self.latest.plan
        start = start_page(self.latest, self.views[1:], ground.frame(START))
        yield Step({START: start.encode()})
        register = register_of(self.views, ground)
        search = search_page(register, ground.frame(SEARCH, scripts=(SEARCH_SCRIPT,)), self.name)
        yield Step({SEARCH: search.encode()})
        data: dict[str, list[DataFile]] = {}
        formats: dict[str, list[PublishedFormat]] = {}
        for plan_iri, form, folder, written in self._whole():
            found = {f"{folder}/{name}": content for name, content in written.items()}
            yield Step(found, self._work_of_a_format)
            if written:
                data.setdefault(plan_iri, []).extend(
                    DataFile(form, path, len(each)) for path, each in found.items()
                )
                at = f"{ground.address}/{folder}"
                formats.setdefault(plan_iri, []).append(published_format(form, written, at))
        told = self._catalogue(formats)
        yield Step({f"{CATALOGUE}.{suffix}": content for suffix, content in told.items()})
        names = {each.plan.iri: each.plan.name(self.language) for each in self.plans}
        frames = {path: ground.frame(path) for path in (OPEN_DATA, ABOUT, ACCESSIBILITY, KINDS)}
        pages = {
            OPEN_DATA: data_page(data, names, frames[OPEN_DATA], catalogue=bool(told)),
            ABOUT: about_page(plan, self.language, sound=self.sound),
            ACCESSIBILITY: accessibility_page(plan, self.name, self.language),
            KINDS: kinds_page(ground, frames[KINDS]),
        }
        yield Step(
            {path: simple_page(page, frames[path], self.name).encode() for path, page in pages.items()}
        )
        for path, key in ((NOT_FOUND, "not-found"), (GONE, "gone")):
            yield Step({path: lost_page(key, ground.full_frame, self.name).encode()})
        yield Step({path: text.encode() for path, text in server_files(ground, self.former).items()})
        if self.plain_host:
            for path, text in (*forwarding_pages(ground), *former_pages(self.former, ground, self.name)):
                yield Step({path: text.encode()})

    def _remark(self, plan: Plan, said: Iterable[Text]) -> None:
        """Something to be said of a plan, with its name where there are several."""
        several = len(self.plans) > 1 or self.shared
        self.remarks.extend((of_plan(plan, each) for each in said) if several else said)

    def _whole(self) -> Iterator[tuple[str, ExportFormat, str, Files]]:
        """Each plan in every format: the plan's IRI, the format, a folder, and the files.

        There are no files in a format that cannot hold the plan.
        """
        for public, folder in self._folders:
            for form in _DATA_FORMATS:
                try:
                    written = public.written_as(form)
                except CannotWrite as error:
                    written = {}
                    self._remark(public.plan, error.texts)
                yield str(public.iri), form, folder, written
            public.forget()

    @cached_property
    def _folders(self) -> Sequence[tuple[PublicPlan, str]]:
        """Where the files of each plan lie: two plans with the same name have folders of their own."""
        taken: set[str] = set()
        found: list[tuple[PublicPlan, str]] = []
        for public in self.plans:
            folder = FOLDER
            while f"{folder}/{public.stem}" in taken:
                folder += "/2"
            taken.add(f"{folder}/{public.stem}")
            found.append((public, folder))
        return found

    @cached_property
    def _dumps(self) -> Mapping[str, str]:
        """The address of the files of each plan without their suffixes, by the IRI of the plan."""
        at = self.ground.address
        return {str(public.iri): f"{at}/{folder}/{quote(public.stem)}" for public, folder in self._folders}

    def _catalogue(self, formats: Mapping[str, Sequence[PublishedFormat]]) -> Mapping[str, bytes]:
        """The catalogue in each format of data; none where a plan lacks what it cannot be without."""
        plans = [each.plan for each in self.plans]
        if any(True for plan in plans for _ in lacking(plan)):
            self.remarks.append(word("no-catalogue", plan=self.name))
            return {}
        ground = self.ground
        pages = {
            each.iri: f"{ground.address}/{href}"
            for each in plans
            if (href := ground.href(each.iri)) is not None
        }
        told = catalogue(plans, Publication(formats=formats, pages=pages, homepage=f"{ground.address}/"))
        self.catalogues.append(told)
        return written_out(told)


def called(plan: Plan) -> Text:
    """What to call one of many plans: by its municipality and its title."""
    owner = plan.municipality
    return Text(*(", ".join(each.name(language) for each in (owner, plan) if each) for language in LANGUAGES))


def of_plan(plan: Plan, said: Text) -> Text:
    """Something that is said of a plan, with its name before it."""
    return word("of-plan", plan=called(plan), said=said)
