"""Searching a site without a server: a register in alphabetical order, in which a script finds."""

from collections.abc import Sequence
from importlib.resources import files
from itertools import groupby

from graph.model import Goal
from graph.model_base import Named
from graph.report.trace_words import kind_of
from graph.site.alphabet import initial, swedish_order
from graph.site.frame import Frame
from graph.site.ground import Ground
from graph.site.page_parts import Link
from graph.site.pages import rendered
from graph.site.plan_view import PlanView
from graph.site.words import word
from graph.site.writer import spoken_id

# What nobody looks for by name.
_NOT_SOUGHT = frozenset(
    {"bedomning", "remissvar", "period", "mandatperiod", "kontakt", "skala", "styrmodell"}
)


def register_of(views: Sequence[PlanView], ground: Ground) -> list[Link]:
    """Everything that has a name and a page, in alphabetical order; `views` has the latest plan first."""
    found: list[Link] = []
    for iri, place in ground.places.items():
        if place.is_part or place.segment in _NOT_SOUGHT:
            continue
        view = next((each for each in views if iri in each.things), None)
        thing = view.thing(iri) if view else None
        if view is None or not isinstance(thing, Named) or not thing.title:
            continue
        language = ground.language
        kind = kind_of(thing, view.plan, language) if isinstance(thing, Goal) else view.kind(iri, language)
        note = ", ".join(part for part in (kind[:1].upper() + kind[1:], spoken_id(thing)) if part)
        found.append(
            Link(text=ground.told(thing.name(ground.language)), href=ground.href(iri) or "", note=note)
        )
    return sorted(found, key=lambda link: (swedish_order(link.text), link.href))


def search_page(register: Sequence[Link], frame: Frame, site: str) -> str:
    """The page where one searches; without JavaScript it is the register alone."""
    by_letter = [
        (letter, list(links)) for letter, links in groupby(register, key=lambda link: initial(link.text))
    ]
    title = word("search-title")[frame.language]
    return rendered(
        "search",
        frame,
        site=site,
        title=title,
        about=word("search-about", site=site)[frame.language],
        register=by_letter,
        crumbs=[Link(text=word("start")[frame.language], href=frame.start), Link(text=title)],
        alternates=[],
        data=[],
    )


def script() -> str:
    """The script of the search page."""
    return (files("graph.site") / "templates" / "sok.js").read_text(encoding="utf-8")
