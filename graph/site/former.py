"""Identifiers that are published no more: what took their place, or that nothing did."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby
from urllib.parse import quote

from graph.export.past import Heirs, Published, heir_of, together
from graph.site.ground import Ground
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


def former_pages(former: Former, ground: Ground) -> Iterable[tuple[str, str]]:
    """For a host without rules: a page at each former identifier, by its file, that tells what came of it."""
    for iri, heir in former.items():
        segment, _, name = iri.removeprefix(f"{ground.base}/id/").partition("/")
        way = ground.href(heir, "../../../") if heir else "../../../index.html"
        if not _can_be_a_folder(segment) or not _can_be_a_folder(name) or way is None:
            continue
        yield f"id/{segment}/{name}/index.html", _page(iri, way, ground, replaced=bool(heir))


def _can_be_a_folder(name: str) -> bool:
    return bool(name) and name.isascii() and name.replace("-", "").replace("_", "").isalnum()


def _page(iri: str, way: str, ground: Ground, *, replaced: bool) -> str:
    language = ground.language
    said = word("replaced-text" if replaced else "gone-text")[language]
    link = word("to-heir" if replaced else "to-start")[language]
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n'
        f"<title>{escape(word('gone')[language])}</title>\n</head>\n<body>\n<h1>{escape(iri)}</h1>\n"
        f'<p>{escape(said)}</p>\n<p><a href="{escape(way)}">{escape(link)}</a></p>\n</body>\n</html>\n'
    )
