"""Where everything lies in one municipality's part of a site, and how one page is reached from another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import quote, urlsplit

from graph.site.description import SERIALISATIONS
from graph.site.frame import Alternate, Frame
from graph.site.page_parts import Link
from graph.site.pages import POLICY
from graph.site.places import Place, clashing, place_of
from graph.site.standing import (
    ABOUT,
    ACCESSIBILITY,
    KINDS,
    OPEN_DATA,
    RULES,
    SEARCH,
    START,
    STYLE,
    VOCABULARY,
)
from graph.site.words import segment_name, word
from shapes.findings import Language

LIST = "index.html"
MENU_SEGMENTS = ("mal", "organ", "indikator", "beslut")


@dataclass(frozen=True)
class Ground:
    """One municipality's part of a site.

    `base` is what its identifiers begin with, `address` where its pages are on the web (without a slash at
    the end), and `shared` the way from its root to the root of the whole site: empty, or ../ where it has a
    folder of its own. `languages` are those of texts in another language than the pages'.
    """

    base: str
    address: str
    places: Mapping[str, Place]
    shared: str = ""
    language: Language = "sv"
    languages: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The path of its root at the host, with a slash at both ends."""
        return f"{urlsplit(self.address).path.rstrip('/')}/"

    @cached_property
    def documented(self) -> int:
        """How many things have documents of their own."""
        return sum(not place.is_part for place in self.places.values())

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The segments that there are things in, in alphabetical order."""
        return tuple(sorted({place.segment for place in self.places.values()}))

    @cached_property
    def by_segment(self) -> Mapping[str, Sequence[str]]:
        """The IRIs of each segment, in their order."""
        found: dict[str, list[str]] = {}
        for iri, place in sorted(self.places.items(), key=lambda pair: (pair[1], pair[0])):
            found.setdefault(place.segment, []).append(iri)
        return found

    @cached_property
    def _pages(self) -> Mapping[str, str]:
        """The address of each thing's page below the root."""
        return {
            iri: f"{list_path(place.segment)}#{quote(place.anchor)}"
            if place.is_part
            else f"{place.path}.html"
            for iri, place in self.places.items()
        }

    def href(self, iri: str, root: str = "") -> str | None:
        """The address of a thing's page from a page whose way to the root is `root`."""
        page = self._pages.get(iri)
        return None if page is None else f"{root}{page}"

    def told(self, text: str) -> str:
        """A text that somebody has written, with its language where that is not the pages'."""
        return self._frame("").told(text)

    def canonical(self, path: str) -> str:
        """The full address of a file."""
        return f"{self.address}/{path.removesuffix(LIST)}"

    def frame(self, path: str, alternates: Sequence[Alternate] = (), scripts: Sequence[str] = ()) -> Frame:
        """What stands around the page in a file; `path` is that of the file below the root."""
        root = "../" * path.count("/")
        if root not in self._frames:
            self._frames[root] = self._frame(root)
        return replace(
            self._frames[root],
            alternates=lambda _: alternates,
            scripts=tuple(f"{root}{self.shared}{script}" for script in scripts),
            canonical=self.canonical(path),
        )

    @cached_property
    def full_frame(self) -> Frame:
        """What stands around a page that is shown at any address: its links begin at the host."""
        return self._frame(self.path)

    @cached_property
    def _frames(self) -> dict[str, Frame]:
        """What stands around every page of a folder, by the way from there to the root, once it is made."""
        return {}

    def _frame(self, root: str) -> Frame:
        return Frame(
            href=lambda iri: self.href(iri, root),
            start=f"{root}{START}",
            stylesheet=f"{root}{self.shared}{STYLE}",
            lists={segment: f"{root}{list_path(segment)}" for segment in self.segments},
            menu=self._menu(root),
            foot=self._foot(root),
            policy=POLICY,
            language=self.language,
            languages=self.languages,
        )

    def _menu(self, root: str) -> tuple[Link, ...]:
        kinds = [
            (f"{root}{list_path(each)}", _short_name(each, self.language))
            for each in MENU_SEGMENTS
            if each in self.segments
        ]
        pages = [(f"{root}{file}", word(key)[self.language]) for file, key in _PAGES]
        return tuple(Link(text=text, href=href) for href, text in (*kinds, *pages))

    def _foot(self, root: str) -> tuple[Link, ...]:
        shared = [(f"{root}{self.shared}{file}", word(key)[self.language]) for file, key in _SHARED]
        whole = [(f"{root}../index.html", word("all-municipalities")[self.language])] if self.shared else []
        own = [(f"{root}{file}", word(key)[self.language]) for file, key in _OWN]
        return tuple(Link(text=text, href=href) for href, text in (*own, *shared, *whole))


_PAGES = ((SEARCH, "search"), (OPEN_DATA, "open-data"))
_OWN = ((ABOUT, "about-site"), (ACCESSIBILITY, "accessibility"), (KINDS, "all-kinds"))
_SHARED = ((VOCABULARY, "vocabulary"), (RULES, "rules"))


def _short_name(segment: str, language: Language) -> str:
    return word("bodies-short")[language] if segment == "organ" else segment_name(segment, language)


def list_path(segment: str) -> str:
    """The file that lists the things of a segment."""
    return f"doc/{quote(segment)}/{LIST}"


def data_alternates(stem: str) -> tuple[Alternate, ...]:
    """The same in every format of data, in files with the same name beside the page."""
    return tuple(
        Alternate(each.name, each.media_type, f"{stem}.{each.suffix}") for each in SERIALISATIONS.values()
    )


def places_of(iris: Iterable[str], base: str) -> dict[str, Place]:
    """Where each identifier is told of; no two of them in one place, whatever the file system."""
    found = {iri: place_of(iri, base) for iri in sorted(iris)}
    twice = clashing(found.values())
    return {
        iri: place
        if place not in twice
        else Place(place.segment, place_of(f"urn:{iri}", base).name, plain=False)
        for iri, place in found.items()
    }
