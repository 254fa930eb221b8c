"""For hosts that follow no rules: a page at each identifier that leads on to what tells of it."""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from graph.site.description import SERIALISATIONS
from graph.site.ground import Ground
from graph.site.places import OUTSIDE
from graph.site.words import word
from shapes.findings import Language


def forwarding_pages(ground: Ground) -> Iterable[tuple[str, str]]:
    """A page at each identifier that leads on to the document, by its file."""
    for iri, place in ground.places.items():
        reference = iri.removeprefix(f"{ground.base}/id/")
        if place.segment == OUTSIDE or reference == iri or not place.plain:
            continue
        stem = f"../../../doc/{quote(place.segment)}/index" if place.is_part else f"../../../{place.path}"
        anchor = f"#{quote(place.anchor)}" if place.is_part else ""
        yield f"id/{place.segment}/{place.name}/index.html", _forwarding(stem, anchor, iri, ground.language)


def _forwarding(stem: str, anchor: str, iri: str, language: Language) -> str:
    """A page that leads people on, and programs to the data."""
    target = escape(f"{stem}.html{anchor}")
    data = "".join(
        f'<link rel="alternate" type="{each.media_type}" href="{escape(stem)}.{each.suffix}">\n'
        for each in SERIALISATIONS.values()
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">\n'
        f'<title>{escape(iri)}</title>\n<meta http-equiv="refresh" content="0; url={target}">\n'
        f'<link rel="canonical" href="{target}">\n{data}</head>\n<body>\n'
        f'<p><a href="{target}">{escape(word("on-to", iri=iri)[language])}</a></p>\n</body>\n</html>\n'
    )
