"""What a site has once, however many municipalities it tells of: style, script, vocabulary, rules, maps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from xml.sax.saxutils import escape

from graph.export.context import context_bytes
from graph.site import vocabulary_page
from graph.site.about_pages import catalogue_parts, rules_page, simple_page
from graph.site.alphabet import swedish_order
from graph.site.description import SERIALISATIONS
from graph.site.former import lost_page
from graph.site.frame import Frame
from graph.site.municipality import MunicipalitySite
from graph.site.page_parts import Link, Links, Page, section
from graph.site.pages import POLICY, stylesheet
from graph.site.search import script
from graph.site.standing import (
    CATALOGUE,
    NOT_FOUND,
    RULES,
    RULES_FILES,
    SEARCH_SCRIPT,
    START,
    STYLE,
    VOCABULARY,
    VOCABULARY_FILES,
    VOCABULARY_STYLE,
)
from graph.site.words import word
from ontology.vocabulary import FILES
from shapes.findings import Language
from shapes.rules import FAMILIES

_MOST_IN_A_MAP = 50_000


def root_files(
    only: MunicipalitySite | None,
    municipalities: Sequence[Link] | None = None,
    language: Language = "sv",
    address: str = "",
    *,
    catalogue: bool = False,
) -> Iterator[tuple[str, bytes]]:
    """Every shared file by its path, for one municipality, else for several with links to each.

    `address` is where the site of several lies on the web, where that is known, and `catalogue` whether they
    have one together.
    """
    language = only.language if only is not None else language
    yield STYLE, stylesheet().encode()
    yield SEARCH_SCRIPT, script().encode()
    data = {name: f"{VOCABULARY_FILES}/{name}" for name in (*FILES, "context.jsonld")}
    yield VOCABULARY, vocabulary_page.page(VOCABULARY_STYLE, START, data).encode()
    yield VOCABULARY_STYLE, vocabulary_page.style().encode()
    for name in FILES:
        yield f"{VOCABULARY_FILES}/{name}", (files("ontology") / name).read_bytes()
    yield f"{VOCABULARY_FILES}/context.jsonld", context_bytes()
    for name in FAMILIES:
        yield f"{RULES_FILES}/{name}.ttl", (files("shapes") / f"{name}.ttl").read_bytes()
    if only is not None:
        frame, name = only.ground.frame(RULES), only.name
    else:
        frame, name = _whole_frame(language), word("whole-title")[language]
        first = replace(frame, canonical=f"{address}/" if address else "")
        page = _municipalities(municipalities or (), name, language, catalogue=catalogue)
        yield START, simple_page(page, first, name).encode()
        frame = replace(frame, canonical=f"{address}/{RULES}" if address else "")
    yield RULES, simple_page(rules_page(language), frame, name).encode()


def _whole_frame(language: Language) -> Frame:
    """What stands around the pages that tell of no single municipality."""
    links = ((VOCABULARY, "vocabulary"), (RULES, "rules"))
    return Frame(
        href=lambda _: None,
        start=START,
        stylesheet=STYLE,
        foot=tuple(Link(text=word(key)[language], href=href) for href, key in links),
        policy=POLICY,
        canonical="",
        language=language,
    )


def _municipalities(links: Sequence[Link], name: str, language: Language, *, catalogue: bool) -> Page:
    ordered = tuple(sorted(links, key=lambda link: swedish_order(link.text)))
    data = [Link(text=suffix, href=f"{CATALOGUE}.{suffix}") for suffix in SERIALISATIONS if catalogue]
    return Page(
        title=name,
        lead=(word("whole-lead")[language],),
        sections=(
            *section("kommuner", word("municipalities")[language], Links(ordered)),
            *section(
                "katalog", word("catalogue")[language], *(catalogue_parts(data, language) if data else ())
            ),
        ),
    )


def lost_pages(path: str, language: Language) -> Iterator[tuple[str, bytes]]:
    """What several municipalities share for addresses that lead nowhere; `path` is the site's at its host."""
    frame = replace(_whole_frame(language), start=f"{path}{START}", stylesheet=f"{path}{STYLE}", foot=())
    yield NOT_FOUND, lost_page("not-found", frame, word("whole-title")[language]).encode()


def sitemaps(addresses: Iterable[str], called: str = "sitemap") -> Iterator[tuple[str, str]]:
    """Maps of a site for search engines, each with as many addresses as one may have, by file name."""
    every = list(addresses)
    for number, start in enumerate(range(0, len(every), _MOST_IN_A_MAP), 1):
        rows = "".join(
            f"<url><loc>{escape(each)}</loc></url>\n" for each in every[start : start + _MOST_IN_A_MAP]
        )
        name = f"{called}.xml" if number == 1 else f"{called}-{number}.xml"
        yield name, _map("urlset", rows)


def sitemap_index(maps: Iterable[str]) -> str:
    """A map of maps."""
    return _map("sitemapindex", "".join(f"<sitemap><loc>{escape(each)}</loc></sitemap>\n" for each in maps))


def _map(element: str, rows: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</{element}>\n'
    )


def robots(maps: Iterable[str]) -> str:
    """What search engines may read: everything."""
    return "User-agent: *\nAllow: /\n" + "".join(f"Sitemap: {each}\n" for each in maps)
