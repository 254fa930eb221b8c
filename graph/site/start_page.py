"""The first page: what a citizen wants to know within a minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.analysis.coverage_scope import Scope
from graph.model import Body
from graph.reference import BodyKind
from graph.report.followup_text import Page as FollowUpPage
from graph.report.followup_text import headline
from graph.report.options import Options
from graph.site.frame import Frame
from graph.site.goal_lists import council_name
from graph.site.judgement import assessment_link
from graph.site.page_parts import Link, Links, Section, section
from graph.site.pages import rendered, site_name
from graph.site.plan_view import PlanView
from graph.site.writer import Writer

_OUTSIDE_COUNCIL = frozenset({BodyKind.COMPANY, BodyKind.FOUNDATION, BodyKind.FEDERATION})


@dataclass(frozen=True, slots=True)
class Start:
    """What stands on the first page. `headline` says in one sentence how it goes."""

    title: str
    lead: str
    headline: str
    visions: Sequence[tuple[Link, Sequence[str]]]
    values: Sequence[Link]
    sections: Sequence[Section]


def start_page(view: PlanView, earlier: Sequence[PlanView], frame: Frame) -> str:
    """The whole page; `view` is the latest plan, `earlier` are those before it."""
    writer = Writer(view, frame)
    municipality = view.plan.municipality
    name = municipality.name(frame.language) if municipality else ""
    start = Start(
        title=writer.say("start-title", municipality=name) if name else site_name(view, frame.language),
        lead=writer.say("start-lead"),
        headline=_headline(view, frame),
        visions=[
            (writer.link(each.iri), writer.prose(each.description).paragraphs) for each in view.plan.visions
        ],
        values=writer.links(each.iri for each in view.plan.core_values),
        sections=(
            *_council_goals(writer),
            *_sound_management(writer),
            *_bodies(writer),
            *section("planer", writer.say("earlier-plans"), Links(tuple(_plans(writer, earlier)))),
        ),
    )
    return rendered(
        "start",
        frame,
        site=site_name(view, frame.language),
        title=site_name(view, frame.language),
        start=start,
        plan=writer.link(view.plan.iri),
        about=" ".join(part for part in (start.lead, start.headline) if part),
        crumbs=[],
        alternates=[],
        data=[],
    )


def _headline(view: PlanView, frame: Frame) -> str:
    if view.follow_up is None:
        return ""
    return headline(FollowUpPage(view.follow_up, Options(language=frame.language), date.min))


def _council_goals(writer: Writer) -> list[Section]:
    view = writer.view
    goals = Scope(view.plan).council_goals
    heading = council_name(view, writer)
    if view.follow_up is None:
        return section("mal", heading, writer.goals(goals))
    period = view.follow_up.period.name(writer.language)
    return section("mal", writer.say("how-it-goes", goals=heading, period=period), writer.goals(goals))


def _sound_management(writer: Writer) -> list[Section]:
    """What was said of finances and operations as a whole, as the law asks for."""
    found = writer.view.follow_up
    said = [
        each
        for each in writer.view.plan.assessments
        if found is not None and each.perspective is not None and each.period == found.period.iri
    ]
    links = Links(tuple(assessment_link(writer, each) for each in said))
    return section("hushallning", writer.say("sound-management-heading"), links)


def _bodies(writer: Writer) -> list[Section]:
    """Those that have goals of their own, with how many; committees first, then companies and the like."""
    with_goals = [
        (body, len(writer.view.connections.owned(body.iri)))
        for body in writer.view.plan.bodies
        if body.kind is not BodyKind.COUNCIL
    ]
    kept = [(body, number) for body, number in with_goals if number]
    committees = [_body(writer, *each) for each in kept if each[0].kind not in _OUTSIDE_COUNCIL]
    others = [_body(writer, *each) for each in kept if each[0].kind in _OUTSIDE_COUNCIL]
    return section(
        "organ",
        writer.say("bodies-goals"),
        Links(tuple(committees), writer.say("committees") if others else ""),
        Links(tuple(others), writer.say("companies")),
    )


def _body(writer: Writer, body: Body, number: int) -> Link:
    return writer.link(body.iri, note=writer.say("one-goal" if number == 1 else "n-goals", n=str(number)))


def _plans(writer: Writer, earlier: Sequence[PlanView]) -> list[Link]:
    return [
        Link(text=each.plan.name(writer.language), href=writer.frame.href(each.plan.iri) or "")
        for each in earlier
    ]
