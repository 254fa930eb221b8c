"""The page of one goal: what it leads to, what supports it, how it goes, how that was judged, who decided."""

from graph.analysis.followup import Ground
from graph.model import Goal
from graph.reference import concept_iri
from graph.report.trace_words import kind_of
from graph.site.goal_lists import goals_by_body
from graph.site.judgement import assessments_table, indicator_table, judgement_of
from graph.site.marks import goal_mark
from graph.site.page_parts import (
    Block,
    Fact,
    Facts,
    Link,
    Links,
    Page,
    Prose,
    Section,
    eyebrow,
    fact,
    section,
)
from graph.site.writer import Writer


def goal_page(writer: Writer, goal: Goal) -> Page:
    """The whole page."""
    view, say = writer.view, writer.say
    connections = view.connections
    owner = view.name(goal.owner, writer.language) if goal.owner else ""
    standing = view.standing(goal.iri)
    return Page(
        title=writer.name(goal.iri),
        eyebrow=eyebrow(kind_of(goal, view.plan, writer.language), goal.identifier or "", owner),
        mark=goal_mark(view, goal.iri, writer.language),
        mark_note=standing.period.name(writer.language) if standing else "",
        lead=writer.prose(goal.intended_effect).paragraphs,
        facts=(*_facts(writer, goal),),
        sections=(
            *section("beskrivning", say("description"), writer.prose(goal.description)),
            *_up(writer, goal),
            *_down(writer, goal),
            *judgement_of(writer, goal),
            *section("indikatorer", say("indicators"), *_indicators(writer, goal)),
            *section(
                "bedomningar",
                say("assessments"),
                assessments_table(writer, connections.assessments(goal.iri)),
            ),
            *section("beslut", say("decisions"), writer.decisions(connections.decisions(goal.iri))),
            *_programme(writer, goal),
            *section("dialog", say("from-dialogue"), Links(writer.links(goal.derived_from))),
            *section(
                "uppdrag",
                say("assignments"),
                Links(tuple(writer.named(each) for each in view.assignments.get(goal.iri, ()))),
            ),
        ),
    )


def _facts(writer: Writer, goal: Goal) -> list[Fact]:
    say = writer.say
    based_on = {each.iri: say("vision") for each in writer.view.plan.visions}
    visions = [iri for iri in goal.based_on if iri in based_on]
    values = [iri for iri in goal.based_on if iri not in based_on]
    return [
        *fact(say("owner"), [writer.link(goal.owner)] if goal.owner else []),
        *writer.valid(goal.valid),
        *fact(say("vision"), writer.links(visions)),
        *fact(say("core-values"), writer.links(values)),
        *fact(say("goal-area"), writer.links([goal.goal_area] if goal.goal_area else [])),
        *fact(say("focus-areas"), writer.links(goal.focus_areas)),
        *fact(say("target-groups"), writer.links(goal.target_groups)),
        *fact(say("agenda"), writer.sdg(goal)),
        *fact(say("frameworks"), writer.links(goal.aligns_with)),
        *fact(say("perspective"), _perspective(writer, goal)),
        *fact(say("expected"), writer.links(goal.expected_contributors)),
        *fact(say("earlier-wording"), writer.links(goal.revision_of)),
    ]


def _perspective(writer: Writer, goal: Goal) -> list[Link]:
    """Finances or operations, and whether the law counts the goal for sound financial management."""
    said = writer.concept(concept_iri(goal.perspective)) if goal.perspective else ""
    sound = writer.say("sound-management") if goal.sound_financial_management else ""
    return [Link(text=said or sound, note=sound if said else "")]


def _up(writer: Writer, goal: Goal) -> list[Section]:
    goals = writer.view.connections.goals
    above = [goals[iri] for iri in dict.fromkeys(goal.contributes_to) if iri in goals]
    lacking = [writer.link(iri) for iri in dict.fromkeys(goal.contributes_to) if iri not in goals]
    beside = Links(tuple(lacking), writer.say("elsewhere")) if lacking else None
    return section("bidrar-till", writer.say("up"), writer.goals(above), beside)


def _down(writer: Writer, goal: Goal) -> list[Section]:
    """The goals that contribute, those of each body together."""
    found = {each.iri: each for each in writer.view.connections.contributors(goal.iri)}
    return section("far-stod-av", writer.say("down"), *goals_by_body(writer, found.values()))


def _indicators(writer: Writer, goal: Goal) -> list[Block]:
    found = writer.view.connections.indicators(goal.iri)
    report = writer.view.report(goal.iri)
    if report is not None and report.computed.ground is Ground.OWN_TARGETS:
        return []  # they stand where the goal was judged by them
    if report is not None and report.indicators and writer.view.follow_up is not None:
        period = writer.view.follow_up.period.name(writer.language)
        return indicator_table(writer, report.indicators, writer.say("indicators-in", period=period))
    return [Links(tuple(writer.named(each) for each in found))]


def _programme(writer: Writer, goal: Goal) -> list[Section]:
    """What the programme says of the goal: purpose, strategy, follow-up, and what it means for whom."""
    say = writer.say
    found: list[Section] = []
    for number, each in enumerate(writer.view.sections.get(goal.iri, ()), 1):
        meanings = [
            Fact(writer.view.name(meaning.concerns, writer.language), (Link(text=writer.text(meaning.text)),))
            for meaning in each.meanings
            if meaning.concerns and meaning.text
        ]
        facts = [
            *fact(say("programme"), writer.links([each.programme] if each.programme else [])),
            *fact(say("section"), [writer.link(each.iri)]),
            *fact(say("purpose"), _texts(writer.prose(each.purpose))),
            *fact(say("strategy"), _texts(writer.prose(each.strategy))),
            *fact(say("follow-up-plan"), _texts(writer.prose(each.follow_up_plan))),
            *fact(say("success-factors"), writer.links(each.success_factors)),
        ]
        means = Prose((say("meanings"),)) if meanings else None
        found += section(
            f"program-{number}", say("clarified"), Facts(tuple(facts)), means, Facts(tuple(meanings))
        )
    return found


def _texts(prose: Prose) -> list[Link]:
    return [Link(text=part) for part in prose.paragraphs]
