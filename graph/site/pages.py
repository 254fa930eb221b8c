"""The page of any published thing: plain, complete HTML that needs no script and asks nobody else."""

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from graph.model import Body, Goal, Plan
from graph.model_followup import Indicator
from graph.model_process import Decision
from graph.report.numbers import in_digits
from graph.site.body_page import body_page
from graph.site.decision_page import decision_page
from graph.site.description import SERIALISATIONS, description_of
from graph.site.foreign import Foreign
from graph.site.frame import Frame
from graph.site.goal_page import goal_page
from graph.site.indicator_page import indicator_page
from graph.site.page_parts import Link, Page
from graph.site.places import segment_of
from graph.site.plain_page import plain_page
from graph.site.plan_page import plan_page
from graph.site.plan_view import PlanView
from graph.site.structured import in_script, schema_org
from graph.site.words import segment_name, word
from graph.site.writer import Writer
from shapes.findings import Language

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
"""What a page may fetch and run, as a Content-Security-Policy: only what its own host sends as files."""

_DAY = re.compile(r"\b[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b(?!-)")


def page_of(view: PlanView, iri: str, frame: Frame, json_ld: bytes | None = None) -> str:
    """The whole page of one thing as HTML, ending in a newline; the same for the same plan and frame.

    `json_ld` is the description of the thing in that format, where the caller has it already; it may come
    from a larger graph than the plan's.
    """
    page = parts_of(view, iri, frame)
    told = json_ld or SERIALISATIONS["jsonld"].write(description_of(view.graph, iri))
    crumbs, site = crumbs_of(iri, page.title, frame), site_name(view, frame.language)
    return rendered(
        "thing",
        frame,
        site=site,
        page=page,
        title=page.full_title,
        about=page.summary,
        crumbs=crumbs,
        alternates=frame.alternates(iri),
        iri=iri,
        plan=Link(text=frame.told(view.plan.name(frame.language)), href=frame.href(view.plan.iri) or ""),
        licence=view.plan.licence,
        data=[
            in_script(told.rstrip()),
            in_script(schema_org(view, iri, page, frame, crumbs, site=site)),
        ],
    )


def parts_of(view: PlanView, iri: str, frame: Frame) -> Page:
    """What stands on the page of a thing, before it is laid out."""
    writer = Writer(view, frame)
    match view.thing(iri):
        case Goal() as goal:
            return goal_page(writer, goal)
        case Body() as body:
            return body_page(writer, body)
        case Indicator() as indicator:
            return indicator_page(writer, indicator)
        case Decision() as decision:
            return decision_page(writer, decision)
        case Plan() as plan:
            return plan_page(writer, plan)
    return plain_page(writer, iri)


def crumbs_of(iri: str, title: str, frame: Frame) -> list[Link]:
    """The way to a page: the start, the list of its kind, the page itself."""
    segment = segment_of(iri)
    return [
        Link(text=word("start")[frame.language], href=frame.start),
        Link(text=segment_name(segment, frame.language), href=frame.lists.get(segment, "")),
        Link(text=title),
    ]


def site_name(view: PlanView, language: Language) -> str:
    """What the pages are called together: the municipality, and what they are about."""
    municipality = view.plan.municipality
    about = word("site-name")[language]
    return f"{municipality.name(language)} – {about}" if municipality else about[:1].upper() + about[1:]


def rendered(template: str, frame: Frame, **values: object) -> str:
    """One of the templates in its frame. Every value is escaped: none is ever read as HTML."""
    language = frame.language
    page = (
        _environment()
        .get_template(f"{template}.html.jinja")
        .render(
            frame=frame,
            language=language,
            say=lambda key, **places: word(key, **places)[language],
            digits=lambda number: in_digits(number)[language],
            **values,
        )
    )
    return page.rstrip("\n") + "\n"


def stylesheet() -> str:
    """The one style sheet of all pages."""
    return (files("graph.site") / "templates" / "site.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("graph.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["days"] = _with_days
    environment.filters["lang"] = _language
    return environment


def _language(text: str) -> Markup:
    """The attribute that says which language a text is in, where that is not the page's."""
    return Markup(' lang="{}"').format(text.language) if isinstance(text, Foreign) else Markup()


def _with_days(text: str) -> Markup:
    """A text in which days are marked as such: no line breaks within them, and programs find them."""
    return Markup(_DAY.sub(r'<time datetime="\g<0>">\g<0></time>', str(escape(text))))  # noqa: S704 - escaped
