"""The list of each kind of thing: goals by who they belong to, decisions by date, parts one by one."""

from collections.abc import Iterable, Sequence

from rdflib import URIRef

from graph.analysis.connections import grouped
from graph.export.beside import LISTS
from graph.model_base import Thing
from graph.model_followup import Assessment, Outcome, TargetValue
from graph.model_process import Decision, Meaning
from graph.reference import GoalKind
from graph.report.numbers import in_digits
from graph.report.trace_words import outcome_words, target_words
from graph.site.alphabet import swedish_order
from graph.site.goal_lists import council_name, goals_by_body
from graph.site.ground import Ground
from graph.site.judgement import assessment_link
from graph.site.page_parts import Block, Cell, Link, Links, Page, Section, Table, section
from graph.site.words import segment_name
from graph.site.writer import Writer

_BY_PLAN = frozenset({"organ", "vardegrund", "tidplan", "program", "programavsnitt", "period", "plan"})


def list_page(writer: Writer, ground: Ground, segment: str) -> Page:
    """The list of one segment's things."""
    iris = ground.by_segment[segment]
    return Page(
        title=segment_name(segment, writer.language),
        lead=(
            writer.say("list-lead", n=in_digits(len(iris))[writer.language]),
            *(writer.as_of() if segment == "mal" else ()),
        ),
        sections=tuple(_sections(writer, ground, segment, iris)),
    )


def _sections(writer: Writer, ground: Ground, segment: str, iris: Sequence[str]) -> list[Section]:
    view = writer.view
    if iris and ground.places[iris[0]].is_part:
        return [Section("lista", "", (_parts(writer, ground, iris),))]
    match segment:
        case "mal":
            return [*_goals(writer, iris)]
        case "beslut":
            decisions = [thing for iri in iris if isinstance(thing := view.thing(iri), Decision)]
            rest = _rest(writer, iris, decisions)
            return [
                Section("lista", "", (writer.decisions(decisions),)),
                *section("tidigare", writer.say("earlier"), rest),
            ]
        case "bedomning":
            return _assessments(writer, iris)
    order = {iri: place for place, iri in enumerate(view.things)}
    if segment in _BY_PLAN:
        ordered = sorted(iris, key=lambda iri: (order.get(iri, len(order)), iri))
    else:
        ordered = sorted(iris, key=lambda iri: swedish_order(view.name(iri, writer.language)))
    return [Section("lista", "", (Links(tuple(map(writer.listed, ordered))),))]


def _assessments(writer: Writer, iris: Iterable[str]) -> list[Section]:
    """The assessments of each period, the latest first, with how it goes and who said so."""
    view = writer.view
    order = {iri: place for place, iri in enumerate(view.things)}
    things = [thing for iri in iris if isinstance(thing := view.thing(iri), Assessment)]
    things.sort(key=lambda each: (order.get(each.goal or "", -1), each.iri))
    periods = {period.iri: place for place, period in enumerate(view.periods_by_end())}
    by_period = grouped((writer.assessed_when(each), each) for each in things)
    found: list[Section] = []
    for when, assessments in sorted(
        by_period.items(), key=lambda pair: (periods.get(pair[1][0].period or "", len(periods)), pair[0])
    ):
        links = Links(tuple(assessment_link(writer, each) for each in assessments))
        found += section(f"period-{len(found) + 1}", when or writer.say("period-none"), links)
    return [*found, *section("tidigare", writer.say("earlier"), _rest(writer, iris, things))]


def _rest(writer: Writer, iris: Iterable[str], shown: Iterable[Thing]) -> Links:
    """What stands in none of the lists above: it belongs to an earlier plan."""
    seen = {thing.iri for thing in shown}
    return Links(tuple(writer.listed(iri) for iri in iris if iri not in seen))


def _goals(writer: Writer, iris: Sequence[str]) -> list[Section]:
    """The council's goals, then those of each body in the plan's order."""
    view = writer.view
    goals = [goal for goal in view.plan.goals if goal.iri in set(iris)]
    council = [goal for goal in goals if goal.kind is GoalKind.COUNCIL]
    found = section("fullmaktige", council_name(view, writer), writer.goals(council, owned=False))
    others = [goal for goal in goals if goal.kind is not GoalKind.COUNCIL]
    for number, links in enumerate(goals_by_body(writer, others), 1):
        found += section(f"organ-{number}", links.heading, Links(links.items))
    return [*found, *section("tidigare", writer.say("earlier"), _rest(writer, iris, goals))]


def _parts(writer: Writer, ground: Ground, iris: Iterable[str]) -> Block:
    """A row for each part: what it belongs to, when, and what it says. The rows have ids to be led to."""
    every = list(iris)
    if ground.places[every[0]].segment in LISTS:
        head: tuple[str, ...] = ("name", "goes-with")
        rows = [_listing(writer, ground, iri) for iri in every]
    elif any(writer.view.thing(iri) for iri in every):
        head = ("belongs-to", "when", "says")
        rows = [_part(writer, iri) for iri in every]
    else:
        head = ("when", "identifier")
        rows = [_span(writer, iri) for iri in every]
    filled = [place for place in range(len(head)) if any(row[place] for row in rows)]
    return Table(
        writer.say("parts"),
        tuple(writer.say(head[place]) for place in filled),
        tuple(tuple(row[place] for place in filled) for row in rows),
        tuple(ground.places[iri].anchor for iri in every),
    )


def _span(writer: Writer, iri: str) -> tuple[Cell, ...]:
    """A span of time has no name: it is what its days are."""
    return (Link(text=writer.view.days_of(iri) or writer.name(iri)),), (Link(text=iri),)


def _part(writer: Writer, iri: str) -> tuple[Cell, ...]:
    view, language = writer.view, writer.language
    thing = view.thing(iri)
    match thing:
        case Outcome():
            said = outcome_words(thing, language)
            return _link(writer, thing.indicator), _link(writer, thing.period), (Link(text=said),)
        case TargetValue():
            said = target_words(thing, language)
            return _link(writer, thing.indicator), _link(writer, thing.period), (Link(text=said),)
        case Meaning():
            said = writer.text(thing.text)
            return _link(writer, thing.concerns), (), (Link(text=said),)
    return (Link(text=view.name(iri, language)),), (), ()


def _listing(writer: Writer, ground: Ground, iri: str) -> tuple[Cell, ...]:
    """A list, cube or series: its name, and what of the plan it leads to."""
    view = writer.view
    leads_to = {str(each) for each in view.graph.objects(URIRef(iri)) if str(each) in ground.places}
    parts = {each for each in leads_to if ground.places[each].is_part}
    shown = [writer.link(each) for each in sorted(leads_to - parts)]
    name = view.name(iri, writer.language)
    by_name = sorted(shown, key=lambda link: swedish_order(link.text))
    return (Link(text=name[:1].upper() + name[1:]),), tuple(by_name)


def _link(writer: Writer, iri: str | None) -> Cell:
    return (writer.link(iri),) if iri else ()
