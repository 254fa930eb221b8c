"""One municipality's part of a site: every page and file of it, made one at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
from graph.site.about_pages import (
    DataFile,
    about_page,
    accessibility_page,
    data_page,
    kinds_page,
    simple_page,
)
from graph.site.description import Describer, written_out
from graph.site.former import Former, former_of, former_pages
from graph.site.ground import Ground, data_alternates, places_of
from graph.site.lists import list_page
from graph.site.page_parts import Link
from graph.site.pages import crumbs_of, page_of, rendered, segment_name, site_name
from graph.site.plan_view import PlanView
from graph.site.search import index_of, register_of, search_page
from graph.site.servers import forwarding_pages, server_files
from graph.site.standing import (
    ABOUT,
    ACCESSIBILITY,
    CATALOGUE,
    GONE,
    KINDS,
    NOT_FOUND,
    OPEN_DATA,
    SEARCH,
    SEARCH_INDEX,
    SEARCH_SCRIPT,
    START,
    STYLE,
)
from graph.site.start_page import start_page
from graph.site.words import word
from graph.site.writer import Writer
from ontology.graphs import graph_with
from shapes.findings import Language, Text


@dataclass(frozen=True)
class MunicipalitySite:
    """The public plans of one municipality, the latest first, and where their pages are to lie.

    `plain_host` adds a page at each identifier that leads on, for hosts that follow no rules. `earlier` is
    what earlier revisions have published. `remarks` are what is to be said, and `catalogues` the catalogue if
    there is one, once the files are made.
    """

    plans: Sequence[PublicPlan]
    base: str
    address: str
    shared: str = ""
    plain_host: bool = False
    language: Language = "sv"
    earlier: Sequence[Published] = ()
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
        return Ground(self.base, self.address, places_of(iris, self.base), self.shared, self.language)

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
            return PlanView(self.minted, self.latest.plan)
        return next((each for each in self.views if iri in each.things), self.latest)

    def _is_minted(self, iri: str) -> bool:
        return (URIRef(iri), None, None) in self.minted

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file by its path, one at a time. Raises ValueError for a text that a format cannot hold."""
        yield from self._things()
        yield from self._lists()
        yield from self.standing()

    def addresses(self) -> Iterator[str]:
        """The full address of every page that people may want to find."""
        ground = self.ground
        for path in (START, ABOUT, ACCESSIBILITY, OPEN_DATA, KINDS):
            yield ground.canonical(path)
        for segment in ground.segments:
            yield ground.canonical(f"doc/{segment}/index.html")
        for place in sorted(ground.places.values()):
            if not place.is_part:
                yield ground.canonical(f"{place.path}.html")

    def documents_of(self, iri: str) -> Mapping[str, bytes]:
        """The page of a thing, and what is said of it in each format of data, by suffix."""
        place = self.ground.places[iri]
        minted = self._is_minted(iri)
        description = (self._describer_of_all if minted else self._describer).description(iri)
        if iri in self._dumps:
            # whoever follows the plan's own identifier finds all of it
            description.append((URIRef(iri), VOID.dataDump, URIRef(self._dumps[iri])))
        data = written_out(description, self.plans[0].known)
        alternates = data_alternates(place.path.rsplit("/", 1)[-1])
        frame = self.ground.frame(f"doc/{place.segment}/{place.name}.html", alternates)
        page = page_of(self.view_of(iri), iri, frame, data["jsonld"])
        return {"html": page.encode(), **data}

    def list_of(self, segment: str) -> Mapping[str, bytes]:
        """The list of a kind, by suffix; with its data, where its things have no documents of their own."""
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
            page=page,
            crumbs=crumbs_of(iris[0], title, frame)[::2],
            alternates=frame.alternates(""),
            data=[],
        )
        return {"html": html.encode(), **(written_out(together, self.plans[0].known) if parts else {})}

    def _things(self) -> Iterator[tuple[str, bytes]]:
        """The documents of each thing."""
        for iri, place in self.ground.places.items():
            if not place.is_part:
                for suffix, content in self.documents_of(iri).items():
                    yield f"doc/{place.segment}/{place.name}.{suffix}", content

    def _lists(self) -> Iterator[tuple[str, bytes]]:
        """The list of each kind."""
        for segment in self.ground.by_segment:
            for suffix, content in self.list_of(segment).items():
                yield f"doc/{segment}/index.{suffix}", content

    def standing(self) -> Iterator[tuple[str, bytes]]:
        """The first page, search, the data, the pages about the site, and the rules for web servers."""
        ground, plan = self.ground, self.latest.plan
        yield START, start_page(self.latest, self.views[1:], ground.frame(START)).encode()
        register = register_of(self.views, ground)
        yield SEARCH_INDEX, index_of(register).encode()
        yield (
            SEARCH,
            search_page(register, ground.frame(SEARCH, scripts=(SEARCH_SCRIPT,)), self.name).encode(),
        )
        data: dict[str, list[DataFile]] = {}
        formats: dict[str, list[PublishedFormat]] = {}
        for plan_iri, form, folder, written in self._whole():
            found = [(f"{folder}/{name}", content) for name, content in written.items()]
            yield from found
            data.setdefault(plan_iri, []).extend(DataFile(form, path, len(each)) for path, each in found)
            at = f"{ground.address}/{folder}"
            formats.setdefault(plan_iri, []).append(published_format(form, written, at))
        told = self._catalogue(formats)
        for suffix, content in told.items():
            yield f"{CATALOGUE}.{suffix}", content
        names = {each.plan.iri: each.plan.name(self.language) for each in self.plans}
        frames = {path: ground.frame(path) for path in (OPEN_DATA, ABOUT, ACCESSIBILITY, KINDS)}
        pages = {
            OPEN_DATA: data_page(data, names, frames[OPEN_DATA], catalogue=bool(told)),
            ABOUT: about_page(plan, self.language),
            ACCESSIBILITY: accessibility_page(plan, self.name, self.language),
            KINDS: kinds_page(ground, frames[KINDS]),
        }
        for path, page in pages.items():
            yield path, simple_page(page, frames[path], self.name).encode()
        yield NOT_FOUND, _page_without_a_place(self, "not-found").encode()
        yield GONE, _page_without_a_place(self, "gone").encode()
        for path, text in server_files(ground, self.former).items():
            yield path, text.encode()
        if self.plain_host:
            for path, text in (*forwarding_pages(ground), *former_pages(self.former, ground)):
                yield path, text.encode()

    def _whole(self) -> Iterator[tuple[str, ExportFormat, str, Files]]:
        """Each plan in every format that can hold it: the plan's IRI, the format, a folder, the files."""
        for public, folder in self._folders:
            for form in FORMATS.values():
                if form.is_data:
                    try:
                        written = public.written_as(form)
                    except CannotWrite as error:
                        self.remarks.extend(error.texts)
                    else:
                        yield str(public.iri), form, folder, written

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
        """The address of each plan as Turtle, by the IRI of the plan."""
        at = self.ground.address
        return {
            str(public.iri): f"{at}/{folder}/{quote(public.stem)}.ttl" for public, folder in self._folders
        }

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


def _page_without_a_place(site: MunicipalitySite, key: str) -> str:
    """The page for an address that leads nowhere (any more); its links are full, for it is shown anywhere."""
    root = site.ground.path
    frame = site.ground.frame(NOT_FOUND)
    whole = type(frame)(
        href=frame.href,
        start=f"{root}{START}",
        stylesheet=f"{root}{site.shared}{STYLE}",
        policy=frame.policy,
        language=site.language,
    )
    title = word(key)[site.language]
    return rendered(
        "not_found",
        whole,
        site=site.name,
        title=title,
        about=word(f"{key}-text")[site.language],
        crumbs=[Link(text=title)],
        alternates=[],
        data=[],
    )
