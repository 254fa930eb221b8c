"""What search engines read in a page: schema.org, as JSON-LD that needs nothing fetched."""

from collections.abc import Mapping
from typing import Final

import orjson
from markupsafe import Markup

from graph.model import Body, Goal, Municipality, Plan, Vision
from graph.model_base import Named, Thing
from graph.model_followup import Indicator
from graph.model_process import Decision, Dialogue, Document, Programme, ProgrammeSection
from graph.reference import BodyKind
from graph.site.frame import Frame
from graph.site.page_parts import Link, Page
from graph.site.plan_view import PlanView

Json = str | list["Json"] | dict[str, "Json"]

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
}
_OUTSIDE_GOVERNMENT = frozenset({BodyKind.COMPANY, BodyKind.FOUNDATION, BodyKind.FEDERATION})


def in_script(data: bytes | str) -> Markup:
    """JSON as it may stand in a script element: no sign in it can end the element or begin another."""
    text = data.decode() if isinstance(data, bytes) else data
    for sign, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, escaped)
    return Markup(text)  # noqa: S704 - escaped above


def schema_org(view: PlanView, iri: str, page: Page, frame: Frame, crumbs: list[Link]) -> str:
    """The page and what it is about, in schema.org's words."""
    language = frame.language
    document: dict[str, Json] = {"@type": "WebPage", "name": page.title, "inLanguage": language}
    if frame.canonical:
        document |= {"@id": frame.canonical, "url": frame.canonical}
    if view.plan.licence:
        document["license"] = view.plan.licence
    places: list[Json] = [
        {"@type": "ListItem", "position": str(number), "name": link.text}
        for number, link in enumerate(crumbs, 1)
    ]
    document["breadcrumb"] = {"@type": "BreadcrumbList", "itemListElement": places}
    document["about"] = _thing(view, iri, page, frame)
    return orjson.dumps({"@context": _CONTEXT, **document}, option=orjson.OPT_INDENT_2).decode()


def _thing(view: PlanView, iri: str, page: Page, frame: Frame) -> dict[str, Json]:
    thing = view.thing(iri)
    kind = _TYPES.get(type(thing), "Thing") if thing is not None else "Thing"
    if isinstance(thing, Body) and thing.kind in _OUTSIDE_GOVERNMENT:
        kind = "Organization"
    said: dict[str, Json] = {"@type": kind, "@id": iri, "name": page.title}
    if thing is not None and thing.identifier:
        said["identifier"] = thing.identifier
    if page.lead:
        said["description"] = " ".join(page.lead)
    return said | _more(view, thing, frame)


def _more(view: PlanView, thing: Thing | None, frame: Frame) -> dict[str, Json]:
    match thing:
        case Goal():
            return {"inDefinedTermSet": {"@type": "Dataset", "@id": view.plan.iri}}
        case Decision():
            return _decision(view, thing, frame)
        case Body():
            parent = thing.parent or (view.plan.municipality.iri if view.plan.municipality else "")
            return {"parentOrganization": {"@id": parent}} if parent else {}
        case Plan():
            return _dataset(thing)
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
    if decision.registry_number:
        said["legislationIdentifier"] = decision.registry_number
    return said


def _dataset(plan: Plan) -> dict[str, Json]:
    said: dict[str, Json] = {"isAccessibleForFree": "true"}
    if plan.licence:
        said["license"] = plan.licence
    if plan.publisher:
        said["publisher"] = {"@id": plan.publisher}
    if plan.budget_year:
        said["temporalCoverage"] = str(plan.budget_year)
    return said
