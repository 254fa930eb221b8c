"""What search engines read in a page: schema.org, as JSON-LD that needs nothing fetched."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urljoin

import orjson
from markupsafe import Markup

from graph.model import Body, Concept, CoreValue, Goal, Municipality, Plan, ScaleStep, Vision
from graph.model_base import Named, Thing
from graph.model_followup import Assessment, Indicator
from graph.model_process import Decision, Dialogue, Document, Programme, ProgrammeSection, ReferralReply
from graph.reference import BodyKind
from graph.site.frame import Frame
from graph.site.page_parts import Link, Page
from graph.site.plan_view import PlanView

Json = str | int | bool | list["Json"] | dict[str, "Json"]

_CONTEXT: Final[dict[str, Json]] = {"@vocab": "https://schema.org/"}
_TYPES: Final[Mapping[type[Thing], str]] = {
    Goal: "DefinedTerm",
    Indicator: "StatisticalVariable",
    Decision: "Legislation",
    Plan: "Dataset",
    Municipality: "GovernmentOrganization",
    Body: "GovernmentOrganization",
    Document: "DigitalDocument",
    Dialogue: "Event",
    Vision: "CreativeWork",
    Programme: "CreativeWork",
    ProgrammeSection: "CreativeWork",
    Assessment: "CreativeWork",
    ReferralReply: "CreativeWork",
    Concept: "DefinedTerm",
    ScaleStep: "DefinedTerm",
    CoreValue: "DefinedTerm",
}
_OUTSIDE_GOVERNMENT = frozenset({BodyKind.COMPANY, BodyKind.FOUNDATION, BodyKind.FEDERATION})


def in_script(data: bytes | str) -> Markup:
    """JSON as it may stand in a script element: no sign in it can end the element or begin another."""
    text = data.decode() if isinstance(data, bytes) else data
    for sign, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, escaped)
    return Markup(text)  # noqa: S704 - escaped above


def schema_org(view: PlanView, iri: str, page: Page, frame: Frame, crumbs: list[Link], *, site: str) -> str:
    """The page and what it is about, in schema.org's words; `site` is what the pages are called together."""
    document: dict[str, Json] = {
        "@type": "WebPage",
        "name": page.title,
        "description": page.summary,
        "inLanguage": frame.language,
    }
    if frame.canonical:
        document |= {"@id": frame.canonical, "url": frame.canonical}
        start = urljoin(frame.canonical, frame.start).removesuffix("index.html")
        document["isPartOf"] = {"@type": "WebSite", "@id": start, "url": start, "name": site}
    if view.plan.licence:
        document["license"] = view.plan.licence
    if publisher := _municipality(view, frame):
        document["publisher"] = publisher
    places: list[Json] = [_crumb(number, link, frame) for number, link in enumerate(crumbs, 1)]
    document["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": places}
    document["about"] = _thing(view, iri, page, frame)
    return orjson.dumps({"@context": _CONTEXT, **document}, option=orjson.OPT_INDENT_2).decode()


def _crumb(number: int, link: Link, frame: Frame) -> dict[str, Json]:
    """One step of the way to the page, with its full address where that is known."""
    step: dict[str, Json] = {"@type": "ListItem", "position": number, "name": link.text}
    if frame.canonical:
        at = urljoin(frame.canonical, link.href) if link.href else frame.canonical
        step["item"] = at.removesuffix("index.html")
    return step


def _municipality(view: PlanView, frame: Frame) -> dict[str, Json]:
    found = view.plan.municipality
    return _named(found.iri, found.name(frame.language), "GovernmentOrganization") if found else {}


def _named(iri: str, name: str, kind: str) -> dict[str, Json]:
    return {"@type": kind, "@id": iri, "name": name}


def _thing(view: PlanView, iri: str, page: Page, frame: Frame) -> dict[str, Json]:
    thing = view.thing(iri)
    kind = _TYPES.get(type(thing), "Thing") if thing is not None else "Thing"
    if isinstance(thing, Body) and thing.kind in _OUTSIDE_GOVERNMENT:
        kind = "Organization"
    said: dict[str, Json] = {"@type": kind, "@id": iri, "name": page.title}
    if thing is not None and thing.identifier:
        said["identifier"] = thing.identifier
    if said_of_it := " ".join(page.lead) or page.summary:
        said["description"] = said_of_it
    return said | _more(view, thing, frame)


def _more(view: PlanView, thing: Thing | None, frame: Frame) -> dict[str, Json]:
    match thing:
        case Goal():
            plan = _named(view.plan.iri, view.plan.name(frame.language), "Dataset")
            plan["@type"] = ["Dataset", "DefinedTermSet"]
            said: dict[str, Json] = {"inDefinedTermSet": plan}
            if thing.identifier:
                said["termCode"] = thing.identifier
            return said
        case Decision():
            return _decision(view, thing, frame)
        case Body():
            parent = thing.parent or (view.plan.municipality.iri if view.plan.municipality else "")
            return {"parentOrganization": {"@id": parent}} if parent else {}
        case Plan():
            return _dataset(view, thing, frame)
        case Assessment():
            return _assessment(view, thing, frame)
        case Indicator():
            return {"measurementTechnique": thing.data_source} if thing.data_source else {}
        case Named():
            return {}
    return {}


def _decision(view: PlanView, decision: Decision, frame: Frame) -> dict[str, Json]:
    said: dict[str, Json] = {}
    if decision.dated:
        said["legislationDate"] = decision.dated.isoformat()
    if decision.decided_by:
        name = view.name(decision.decided_by, frame.language)
        said["legislationPassedBy"] = {"@type": "Organization", "@id": decision.decided_by, "name": name}
    number = (decision.paragraph or "").removeprefix("§").strip()
    known = [decision.registry_number or "", f"§ {number}" if number else ""]
    if any(known):
        said["legislationIdentifier"] = " ".join(filter(None, known))
    if where := view.plan.municipality:
        said["legislationJurisdiction"] = where.name(frame.language)
    return said


def _assessment(view: PlanView, assessment: Assessment, frame: Frame) -> dict[str, Json]:
    """Who assessed what, when, and why."""
    said: dict[str, Json] = {}
    if assessment.goal:
        said["about"] = _named(assessment.goal, view.name(assessment.goal, frame.language), "DefinedTerm")
    if assessment.assessed_by:
        by = assessment.assessed_by
        said["author"] = _named(by, view.name(by, frame.language), "Organization")
    if assessment.dated:
        said["dateCreated"] = assessment.dated.isoformat()
    if why := assessment.motivation.in_language(frame.language):
        said["text"] = why
    return said


def _dataset(view: PlanView, plan: Plan, frame: Frame) -> dict[str, Json]:
    """What search engines for data ask for."""
    said: dict[str, Json] = {"isAccessibleForFree": True}
    if plan.licence:
        said["license"] = plan.licence
    if who := _municipality(view, frame):
        said |= {"creator": who, "publisher": who}
        said["spatialCoverage"] = {"@type": "AdministrativeArea", "name": who["name"]}
    if plan.published:
        said["datePublished"] = plan.published.isoformat()
    if plan.budget_year:
        said["temporalCoverage"] = str(plan.budget_year)
    if frame.downloads:
        said["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": each.media_type, "contentUrl": each.href}
            for each in frame.downloads
        ]
    return said
