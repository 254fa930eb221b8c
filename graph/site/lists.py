"""The list of each kind of thing: goals by who they belong to, decisions by date, parts one by one."""

from collections.abc import Iterable, Sequence

from rdflib import URIRef

from graph.analysis.connections import grouped
from graph.export.beside import LISTS
from graph.model import Goal
from graph.model_base import Named, Thing
from graph.model_followup import Outcome, TargetValue
from graph.model_process import Decision, Meaning
from graph.reference import GoalKind
from graph.report.trace_words import outcome_words, target_words
from graph.site.alphabet import swedish_order
from graph.site.ground import Ground
from graph.site.page_parts import Block, Cell, Link, Links, Page, Section, Table, section
from graph.site.pages import segment_name
from graph.site.plan_view import PlanView
from graph.site.writer import Writer

_BY_PLAN = frozenset({"organ", "vardegrund", "tidplan", "program", "programavsnitt", "period", "plan"})


def list_page(writer: Writer, ground: Ground, segment: str) -> Page:
    """The list of one segment's things."""
    iris = ground.by_segment[segment]
    return Page(
        title=segment_name(segment, writer.language),
        lead=(writer.say("list-lead", n=str(len(iris))),),
        sections=tuple(_sections(writer, ground, segment, iris)),
    )


def _sections(writer: Writer, ground: Ground, segment: str, iris: Sequence[str]) -> list[Section]:
    view = writer.view
    heading = segment_name(segment, writer.language)
    if iris and ground.places[iris[0]].is_part:
        return section("lista", heading, _parts(writer, ground, iris))
    match segment:
        case "mal":
            return [*_goals(writer, iris)]
        case "beslut":
            decisions = [thing for iri in iris if isinstance(thing := view.thing(iri), Decision)]
            return section("lista", heading, writer.decisions(decisions), _rest(writer, iris, decisions))
    order = {iri: place for place, iri in enumerate(view.things)}
    if segment in _BY_PLAN:
        ordered = sorted(iris, key=lambda iri: (order.get(iri, len(order)), iri))
    else:
        ordered = sorted(iris, key=lambda iri: swedish_order(view.name(iri, writer.language)))
    return section("lista", heading, Links(tuple(listed(writer, iri) for iri in ordered)))


def _rest(writer: Writer, iris: Iterable[str], shown: Iterable[Thing]) -> Links:
    """What stands in none of the lists above: it belongs to an earlier plan."""
    seen = {thing.iri for thing in shown}
    return Links(tuple(listed(writer, iri) for iri in iris if iri not in seen), writer.say("earlier"))


def listed(writer: Writer, iri: str) -> Link:
    """A link to a thing, with its id; what has no title is told by what it is."""
    thing = writer.view.thing(iri)
    return writer.named(thing) if isinstance(thing, Named) else writer.link(iri)


def _goals(writer: Writer, iris: Sequence[str]) -> list[Section]:
    """The council's goals, then those of each body in the plan's order."""
    view = writer.view
    goals = [goal for goal in view.plan.goals if goal.iri in set(iris)]
    council = [goal for goal in goals if goal.kind is GoalKind.COUNCIL]
    others = grouped((goal.owner or "", goal) for goal in goals if goal.kind is not GoalKind.COUNCIL)
    order = {body.iri: place for place, body in enumerate(view.plan.bodies)}
    found = section("fullmaktige", council_name(view, writer), writer.goals(council))
    for number, body in enumerate(sorted(others, key=lambda iri: order.get(iri, len(order))), 1):
        name = view.name(body, writer.language) if body else writer.say("owner-none")
        found += section(f"organ-{number}", name, writer.goals(others[body]))
    return [*found, *section("tidigare", writer.say("earlier"), _rest_of_goals(writer, iris, goals))]


def _rest_of_goals(writer: Writer, iris: Sequence[str], goals: Iterable[Goal]) -> Links:
    shown = {goal.iri for goal in goals}
    return Links(tuple(listed(writer, iri) for iri in iris if iri not in shown))


def council_name(view: PlanView, writer: Writer) -> str:
    """What the council's goals are called, with a capital letter."""
    words = view.words(writer.language)
    own = writer.text(view.plan.governing_model.name_of_council_goal)
    said = own or (words.council_goals() if words else writer.say("council-goals"))
    return said[:1].upper() + said[1:]


def _parts(writer: Writer, ground: Ground, iris: Iterable[str]) -> Block:
    """A row for each part: what it belongs to, when, and what it says. The rows have ids to be led to."""
    rows: list[tuple[Cell, ...]] = []
    keys: list[str] = []
    is_list = False
    for iri in iris:
        place = ground.places[iri]
        is_list = place.segment in LISTS
        rows.append(_listing(writer, ground, iri) if is_list else _part(writer, iri))
        keys.append(place.anchor)
    heads = ("name", "goes-with") if is_list else ("belongs-to", "when", "says")
    head = tuple(writer.say(key) for key in heads)
    return Table(writer.say("parts"), head, tuple(rows), tuple(keys))


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
    days = view.days_of(iri)
    return (Link(text=view.name(iri, language)),), (Link(text=days),), ()


def _listing(writer: Writer, ground: Ground, iri: str) -> tuple[Cell, ...]:
    """A list, cube or series: its name, and what of the plan it leads to."""
    view = writer.view
    leads_to = {str(each) for each in view.graph.objects(URIRef(iri)) if str(each) in ground.places}
    parts = {each for each in leads_to if ground.places[each].is_part}
    shown = [writer.link(each) for each in sorted(leads_to - parts)]
    return (Link(text=view.name(iri, writer.language)),), tuple(sorted(shown, key=lambda link: link.text))


def _link(writer: Writer, iri: str | None) -> Cell:
    return (writer.link(iri),) if iri else ()
