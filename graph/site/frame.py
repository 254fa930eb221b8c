"""What stands around a page, and where its links lead: files beside it in a site, identifiers at a server."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.site.foreign import Foreign
from graph.site.page_parts import Link
from shapes.findings import Language


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same thing in another format: the format's name, its media type, and its address."""

    name: str
    media_type: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where things lie, as seen from one page.

    `href` gives the address of a thing by its IRI, None where it has no page; `alternates` the page's thing
    in other formats, `downloads` all of it, by full addresses, where more hangs on it than the page tells.
    `lists` holds the address of the list of each kind, by the segment of its identifiers (mal, organ ...);
    `menu` and `foot` are links on every page. `scripts` are addresses of scripts. `policy` is what the page
    may fetch, where no header says it. `canonical` is the page's own full address, where it is known.
    `languages` are those of texts in another language than the page's.
    """

    href: Callable[[str], str | None]
    start: str
    stylesheet: str
    alternates: Callable[[str], Sequence[Alternate]] = lambda _: ()
    lists: Mapping[str, str] = field(default_factory=dict)
    menu: Sequence[Link] = ()
    foot: Sequence[Link] = ()
    downloads: Sequence[Alternate] = ()
    scripts: Sequence[str] = ()
    policy: str = ""
    canonical: str = ""
    language: Language = "sv"
    languages: Mapping[str, str] = field(default_factory=dict)

    def told(self, text: str) -> str:
        """A text that somebody has written, with its language where that is not the page's."""
        tag = self.languages.get(text)
        return Foreign.of(text, tag) if tag else text
