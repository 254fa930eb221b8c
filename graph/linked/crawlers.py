"""What search engines are told: what they may read, and where the maps of it are."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from graph.site.municipality import MunicipalitySite
from graph.site.shared_files import sitemaps
from graph.site.standing import (
    ABOUT,
    ACCESSIBILITY,
    CATALOGUE,
    DATA,
    DOCUMENTS,
    IDENTIFIERS,
    KINDS,
    OPEN_DATA,
    RULES,
    RULES_FILES,
    SEARCH,
    SEARCH_SCRIPT,
    START,
    STYLE,
    VOCABULARY,
    VOCABULARY_FILES,
    VOCABULARY_STYLE,
)

ROBOTS: Final = "robots.txt"
_MAP: Final = re.compile(r"sitemap(-\d+)?\.xml")
_FOLDERS: Final = (DATA, DOCUMENTS, IDENTIFIERS, RULES_FILES, VOCABULARY_FILES)
_PUBLISHED: Final = tuple(sorted({
    *(f"{each}/" for each in _FOLDERS), CATALOGUE, OPEN_DATA, "sitemap", ABOUT, ACCESSIBILITY, KINDS, RULES,
    SEARCH, SEARCH_SCRIPT, START, STYLE, VOCABULARY, VOCABULARY_STYLE,
}))  # fmt: skip
"""What the addresses of what is published begin with, below a root that is the dashboard's as well."""


def is_for_crawlers(name: str) -> bool:
    """Whether the last part of a path is what search engines ask for."""
    return name == ROBOTS or _MAP.fullmatch(name) is not None


def maps(site: MunicipalitySite) -> Iterator[tuple[str, bytes]]:
    """The maps of one municipality's pages, by file name."""
    return ((name, text.encode()) for name, text in sitemaps(map(_without_dashboard, site.addresses())))


def _without_dashboard(address: str) -> str:
    """Where a page is found here: at the first of all addresses the dashboard is."""
    return f"{address}{START}" if urlsplit(address).path == "/" else address


def robots(bases: Iterable[str]) -> str:
    """What search engines may read of a dashboard: what is published, and not the dashboard's own pages.

    Those pages show drafts too, and nothing without JavaScript. `bases` are those of the municipalities.
    """
    known = sorted(bases)
    roots = sorted({f"{quote(unquote(urlsplit(each).path)).rstrip('/')}/" for each in known})
    allowed = [
        below for root in roots for below in ([f"/{each}" for each in _PUBLISHED] if root == "/" else [root])
    ]
    lines = [
        "User-agent: *",
        *(f"Allow: {each}" for each in allowed),
        "Disallow: /",
        *(f"Sitemap: {each}/sitemap.xml" for each in known),
    ]
    return "\n".join(lines) + "\n"
