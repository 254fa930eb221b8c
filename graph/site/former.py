"""Identifiers that are published no more: what took their place, or that nothing did."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from graph.export.past import Heirs, Published, heir_of, together
from graph.site.frame import Frame
from graph.site.ground import Ground
from graph.site.page_parts import Link
from graph.site.pages import rendered
from graph.site.words import word

Former = Mapping[str, str]
"""What took the place of each identifier, itself an identifier that is published now; empty for nothing."""

_SAFE = "/%:@!$&'()*+,;=-._~"


def former_of(ground: Ground, said: Heirs, earlier: Iterable[Published]) -> Former:
    """What earlier revisions have published below the base, or is said to be replaced, and is there no more.

    `said` is what the things that are published now say of what they replace.
    """
    known = list(earlier)
    heirs = together((said, *(each.heirs for each in known)))
    before = {iri for each in known for iri in each.identifiers} | said.keys()
    found: dict[str, str] = {}
    for iri in sorted(before - ground.places.keys()):
        if iri.startswith(f"{ground.base}/id/"):
            heir = heir_of(iri, said, ground.places) or heir_of(iri, heirs, ground.places)
            found[iri] = heir or ""
    return found


def replaced(former: Former, base: str) -> list[tuple[str, str]]:
    """What is asked for below {base}/id/, as HTTP has it, with the identifier that took its place."""
    return [(_reference(iri, base), quote(heir, safe=_SAFE)) for iri, heir in former.items() if heir]


def withdrawn(former: Former, base: str) -> Sequence[tuple[str, Sequence[str]]]:
    """What nothing took the place of, as it is asked for: each segment with some references in it."""
    gone = sorted(_reference(iri, base).partition("/")[::2] for iri, heir in former.items() if not heir)
    by_segment = [
        (segment, [each[1] for each in found]) for segment, found in groupby(gone, lambda each: each[0])
    ]
    return [
        (segment, references[start : start + _AT_ONCE])
        for segment, references in by_segment
        for start in range(0, len(references), _AT_ONCE)
    ]


_AT_ONCE = 100
"""So many references stand in one rule: neither long lines nor many of them."""


def _reference(iri: str, base: str) -> str:
    return quote(iri.removeprefix(f"{base}/id/"), safe=_SAFE)


def former_pages(former: Former, ground: Ground, site: str) -> Iterable[tuple[str, str]]:
    """For a host without rules: a page at each former identifier, by its file, that tells what came of it.

    `site` is what the pages are called together.
    """
    for iri, heir in former.items():
        segment, _, name = iri.removeprefix(f"{ground.base}/id/").partition("/")
        path = f"id/{segment}/{name}/index.html"
        frame = ground.frame(path)
        way = frame.href(heir) if heir else frame.start
        if not _can_be_a_folder(segment) or not _can_be_a_folder(name) or way is None:
            continue
        said = word("to-heir" if heir else "to-start")[ground.language]
        yield path, lost_page("replaced" if heir else "gone", frame, site, Link(text=said, href=way), iri)


def _can_be_a_folder(name: str) -> bool:
    return bool(name) and name.isascii() and name.replace("-", "").replace("_", "").isalnum()


def lost_page(key: str, frame: Frame, site: str, way: Link | None = None, iri: str = "") -> str:
    """The page for an address that leads nowhere (any more): why, and the way on, else to the start.

    `key` is that of its words: not-found, gone or replaced.
    """
    language = frame.language
    title = word(key)[language]
    return rendered(
        "not_found",
        frame,
        site=site,
        title=title,
        told=word(f"{key}-text")[language],
        iri=iri,
        way=way or Link(text=word("to-start")[language], href=frame.start),
        unlisted=True,
        crumbs=[Link(text=title)],
        alternates=[],
        data=[],
    )
