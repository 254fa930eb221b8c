"""Publishing plans as a site: checked first, drafts left out, written aside and switched in one step."""

import gc
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from rdflib import Graph

from graph.errors import CannotWrite, NotPublic, StoreUnusable
from graph.export.dcat.gathering import gathered
from graph.export.dcat.publication import Gatherer
from graph.export.exporting import stayed_inside
from graph.export.formats import PublicPlan
from graph.export.past import Published
from graph.export.public import select_public
from graph.intake import Intake, check
from graph.model import Plan
from graph.site.description import written_out
from graph.site.file_writer import FileWriter
from graph.site.municipality import MunicipalitySite, of_plan
from graph.site.page_parts import Link
from graph.site.servers import shared_server_files
from graph.site.shared_files import lost_pages, robots, root_files, sitemap_index, sitemaps
from graph.site.standing import CATALOGUE, RULES, VOCABULARY
from graph.site.switching import replacing_folder
from graph.site.words import word
from graph.sources.files import writing
from graph.verdict import Verdict
from shapes.findings import Gate, Language, Text

Progress = Callable[[int, int, str], None]
"""Told how many are done, out of how many, and what is being made."""


@dataclass(frozen=True, slots=True)
class PlanToPublish:
    """A plan that can be taken in when its turn comes.

    `base` is what its identifiers begin with, `name` what to call it where it cannot be published. `earlier`
    reads what its earlier revisions have published and this one, the public part of which it is given, does
    not.
    """

    base: str
    year: int
    take_in: Callable[[], Intake]
    earlier: Callable[[PublicPlan | None], Sequence[Published]] = field(default=lambda _: ())
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a site is wanted.

    `address` is where it lies on the web, where that is not where the identifiers begin. `plain_host` adds a
    page at each identifier for hosts that follow no rules. `force` publishes in spite of violations.
    `gatherer` publishes a catalogue of all municipalities, where there are several.
    """

    address: str = ""
    plain_host: bool = False
    force: bool = False
    gatherer: Gatherer | None = None
    today: date = field(default_factory=date.today)
    language: Language = "sv"


@dataclass(slots=True)
class Publication:
    """What became of a publication: what was written, what stayed inside, and which plans broke which rules.

    `written` is false where violations stopped it; then the folder is as it was.
    """

    folder: Path
    municipalities: int = 0
    plans: int = 0
    things: int = 0
    files: int = 0
    size: int = 0
    remarks: list[Text] = field(default_factory=list)
    broken: list[Verdict] = field(default_factory=list)
    written: bool = False


class _Stopped(Exception):
    """Violations stop the publication."""


def publish(
    sources: Sequence[PlanToPublish],
    folder: Path,
    wanted: Wanted,
    progress: Progress = lambda _done, _all, _what: None,
) -> Publication:
    """Publish plans of one municipality or several as a site in a folder, which is replaced as a whole.

    One municipality's plans are in memory at a time. Raises CannotWrite: E20, E75, E76, E77, and E81 and E82
    for a plan that cannot be published, by its name. Then, and where violations stop it, the folder is as it
    was.
    """
    done = Publication(folder)
    with suppress(_Stopped), replacing_folder(folder) as new:
        with writing(folder), FileWriter(new) as files:
            _Publishing(sources, files, wanted, progress, done).all()
        done.written = True
    return done


class _Publishing:
    """One publication in the making."""

    def __init__(
        self,
        sources: Sequence[PlanToPublish],
        files: FileWriter,
        wanted: Wanted,
        progress: Progress,
        done: Publication,
    ) -> None:
        self.files = files
        self.wanted = wanted
        self.progress = progress
        self.done = done
        self.groups: dict[str, list[PlanToPublish]] = {}
        for each in sources:
            self.groups.setdefault(each.base, []).append(each)
        self.several = len(self.groups) > 1
        self.many_plans = len(sources) > 1
        self.links: list[Link] = []
        self.only: MunicipalitySite | None = None  # where there is one municipality
        self.catalogues: list[Graph] = []
        self.maps: list[str] = []
        self.roots: set[str] = set()  # where the folder of all would lie, as each municipality has it

    def all(self) -> None:
        """Every municipality, one at a time, and what they share."""
        for number, base in enumerate(sorted(self.groups)):
            name = self._municipality(base, self.groups[base], number)
            if self.several:
                self.progress(number + 1, len(self.groups), name)
                # pages, plans and their indexes lead to each other: they would stay till long after the next
                gc.collect()
        if self._stopped:
            raise _Stopped
        if not self.done.municipalities:
            raise CannotWrite("E77", {})
        self._shared()

    @property
    def _stopped(self) -> bool:
        return bool(self.done.broken) and not self.wanted.force

    def _municipality(self, base: str, sources: Sequence[PlanToPublish], number: int) -> str:
        """Check and write one municipality's plans; once violations have stopped the rest, only check.

        Returns what to call it.
        """
        ordered = sorted(sources, key=lambda each: each.year, reverse=True)
        known = len(self.done.broken)
        parts = [self._public(_taken_in(each)) for each in ordered]
        public = [each for each in parts if each is not None]
        if not public or self._stopped:
            return base
        municipality = public[0].plan.municipality
        code = (municipality.code if municipality else None) or ""
        folder = self._folder(code, number) if self.several else ""
        address = self.wanted.address.rstrip("/")
        site = MunicipalitySite(
            public,
            base,
            f"{address}/{folder}".rstrip("/") if address else base,
            shared="../" if self.several else "",
            plain_host=self.wanted.plain_host,
            language=self.wanted.language,
            earlier=[
                each for source, part in zip(ordered, parts, strict=True) for each in source.earlier(part)
            ],
            sound=len(self.done.broken) == known,
        )
        gc.freeze()  # all that was taken in stays till the site is written: no search goes through it
        try:
            self._write(site, folder)
        finally:
            gc.unfreeze()
        self.done.remarks += site.remarks
        if self.wanted.gatherer:
            self.catalogues += site.catalogues
        self.done.municipalities += 1
        self.done.plans += len(public)
        years = ", ".join(str(each.plan.budget_year) for each in public if each.plan.budget_year)
        called = municipality.name(self.wanted.language) if municipality else base
        note = word("years", years=years)[self.wanted.language] if years else ""
        self.links.append(Link(text=called, href=f"{folder}index.html", note=note))
        if not self.several:
            self.only = site
        return called

    def _folder(self, code: str, number: int) -> str:
        """A folder for one of several municipalities: its code, where that can be one and nobody has it."""
        name = f"{code}/" if code.isalnum() and code.isascii() else f"kommun-{number + 1}/"
        taken = {link.href.partition("/")[0] for link in self.links}
        return name if name[:-1] not in taken else f"{name[:-1]}-{number + 1}/"

    def _public(self, intake: Intake) -> PublicPlan | None:
        """What may be published of a plan, once it is checked; None for a draft."""
        try:
            part = select_public(intake.graph, intake.iri)
        except NotPublic as error:
            self._remark(intake.plan, error.texts)
            return None
        verdict = check(intake, gate=Gate.PUBLISH, today=self.wanted.today)
        if not verdict.conforms:
            self.done.broken.append(verdict)
        self._remark(intake.plan, stayed_inside(part))
        return PublicPlan(part.graph, intake.iri)

    def _remark(self, plan: Plan, said: Iterable[Text]) -> None:
        """Something to be said of a plan, with its name where there are several."""
        self.done.remarks += (of_plan(plan, each) for each in said) if self.many_plans else said

    def _write(self, site: MunicipalitySite, folder: str) -> None:
        """Every file of one municipality."""
        made = 0
        for step in site.steps():
            for path, content in step.files.items():
                self._put(f"{folder}{path}", content)
            made += step.work
            if not self.several:
                self.progress(made, site.work, site.name)
        self.done.things += site.ground.documented
        self.roots.add(f"{site.ground.address}/".removesuffix(f"/{folder}"))
        for path, text in sitemaps(site.addresses()):
            self._put(f"{folder}{path}", text.encode())
            self.maps.append(f"{site.ground.address}/{path}")

    def _shared(self) -> None:
        """What all municipalities share, and the first page where there are several."""
        address = self.wanted.address.rstrip("/")
        for path, content in root_files(
            self.only, self.links, self.wanted.language, address, catalogue=self._gathers
        ):
            self._put(path, content)
        if self.several:
            self._for_web_servers()
        if self.several and self.wanted.gatherer and self._gathers:
            whole = gathered(self.catalogues, self.wanted.gatherer)
            for suffix, content in written_out(whole).items():
                self._put(f"{CATALOGUE}.{suffix}", content)
        if self.several and address:
            own = [f"{address}/{path}" for path in ("", RULES, VOCABULARY)]
            for path, text in sitemaps(own, "sitemap-gemensam"):
                self._put(path, text.encode())
                self.maps.append(f"{address}/{path}")
            self._put("sitemap.xml", sitemap_index(self.maps).encode())
            self._put("robots.txt", robots([f"{address}/sitemap.xml"]).encode())
        else:
            self._put("robots.txt", robots(self.maps).encode())

    @property
    def _gathers(self) -> bool:
        """Whether the municipalities have a catalogue together."""
        return bool(self.wanted.gatherer and self.catalogues)

    def _for_web_servers(self) -> None:
        """What web servers need for what is shared; where the folder is to lie must be known for that."""
        if len(self.roots) > 1:  # else each municipality lies in its folder below the one address
            self.done.remarks.append(word("no-one-root"))
            return
        root = f"{urlsplit(self.roots.pop()).path}/"
        for path, content in lost_pages(root, self.wanted.language):
            self._put(path, content)
        for path, text in shared_server_files(root, catalogue=self._gathers).items():
            self._put(path, text.encode())

    def _put(self, path: str, content: bytes) -> None:
        self.files.put(path, content)
        self.done.files += 1
        self.done.size += len(content)


def _taken_in(source: PlanToPublish) -> Intake:
    try:
        return source.take_in()
    except StoreUnusable as error:
        raise CannotWrite("E81", {"plan": source.name, "reason": error.texts[0]}) from error
