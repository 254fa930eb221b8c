"""How was this judged? The assessment, who made it and why; the rule, what went in, and the arithmetic."""

from collections.abc import Iterable
from datetime import date

from graph.analysis.followup import Ground, canonical_status
from graph.analysis.followup_report import FollowUp, GoalReport, IndicatorReport
from graph.model import Goal
from graph.model_followup import Assessment
from graph.reference import AssessmentKind
from graph.report.followup_text import Page as WhyPage
from graph.report.followup_why import arithmetic
from graph.report.options import Options
from graph.report.trace_words import word as trace_word
from graph.site.marks import assessment_mark, status_mark, verdict_mark
from graph.site.page_parts import (
    Block,
    Cell,
    Fact,
    Facts,
    Link,
    Links,
    Mark,
    Prose,
    Section,
    Table,
    fact,
    section,
)
from graph.site.writer import Writer


def judgement_of(writer: Writer, goal: Goal) -> list[Section]:
    """How a goal was judged in the latest period that was followed up; nothing where nothing was."""
    follow_up = writer.view.follow_up
    report = writer.view.report(goal.iri)
    if follow_up is None or report is None:
        return section("bedomd", writer.say("judged"), Prose((writer.say("judged-nothing"),)))
    blocks = [*_stated(writer, report), *_computed(writer, follow_up, report)]
    period = follow_up.period.name(writer.language)
    return section("bedomd", writer.say("judged-in", period=period), *blocks)


def _stated(writer: Writer, report: GoalReport) -> list[Block]:
    """The assessment that somebody made."""
    if report.stated is None:
        return [Prose((writer.say("stated-none"),))]
    return [Facts(tuple(assessment_facts(writer, report.stated.assessment)))]


def assessment_facts(writer: Writer, assessment: Assessment) -> list[Fact]:
    """One assessment: the status, who, when, why, what will be done, and what it rests on."""
    status = canonical_status(writer.view.plan, assessment.status)
    mark = assessment_mark(writer.view, assessment, status, writer.language)
    by = [writer.link(assessment.assessed_by)] if assessment.assessed_by else []
    return [
        *fact(writer.say("assessment"), [Link(mark=mark)]),
        *fact(writer.say("assessed-by"), by),
        *fact(writer.say("date"), [Link(text=assessment.dated.isoformat() if assessment.dated else "")]),
        *fact(writer.say("motivation"), _texts(writer.paragraphs(assessment.motivation))),
        *fact(writer.say("action"), _texts(writer.paragraphs(assessment.action))),
        *fact(writer.say("assessed-from"), writer.links(assessment.assessed_from)),
    ]


def _computed(writer: Writer, follow_up: FollowUp, report: GoalReport) -> list[Block]:
    """What is computed: the rule, what went in, and the arithmetic."""
    words = writer.view.words(writer.language)
    if words is None:
        return []
    page = WhyPage(follow_up, Options(language=writer.language), date.min)
    computed = report.computed
    mark = status_mark(writer.view, computed.status, writer.language)
    rule = words.rule()
    facts = [
        *fact(writer.say("computed"), [Link(mark=mark)]),
        *fact(
            writer.say("rule"), [Link(text=f"{rule[:1].upper()}{rule[1:]}. {words.say('rule-unmeasured')}")]
        ),
        *fact(writer.say("decided-rule"), _governing_model(writer)),
    ]
    blocks: list[Block] = [Facts(tuple(facts))]
    match computed.ground:
        case Ground.OWN_TARGETS:
            blocks.append(Prose((words.say("why-own", n=words.number(len(computed.targets))),)))
            blocks += indicator_table(writer, report.indicators, writer.say("ground-indicators"))
        case Ground.CONTRIBUTORS:
            below = [follow_up.goals[each.goal].goal for each in computed.contributors]
            marks = [status_mark(writer.view, each.status, writer.language) for each in computed.contributors]
            blocks.append(Prose((words.say("why-below", n=words.number(len(below))),)))
            blocks.append(Links(tuple(_weighed(writer, *pair) for pair in zip(below, marks, strict=True))))
        case Ground.STATED:
            blocks.append(Prose((words.say("why-stated"),)))
        case _:
            blocks.append(Prose((words.say("why-nothing"),)))
    if computed.left_out:
        named = ", ".join(words.short(follow_up.goals[each].goal) for each in computed.left_out)
        blocks.append(Prose((words.say("why-left-out", goals=named),)))
    if computed.weighing is not None:
        steps = arithmetic(page, computed.weighing, targets=computed.ground is Ground.OWN_TARGETS)
        blocks.append(Facts(tuple(fact(writer.say("arithmetic"), [Link(text=" ".join(steps))]))))
    if report.differs and report.stated is not None:
        blocks.append(Prose((writer.say("differs"),)))
    return blocks


def _governing_model(writer: Writer) -> list[Link]:
    """Where the rule comes from: the settings that the municipality has chosen, if it has."""
    model = writer.view.plan.governing_model
    return [writer.link(model.iri)] if model.iri else []


def _weighed(writer: Writer, goal: Goal, mark: Mark) -> Link:
    link = writer.goal(goal)
    return Link(text=link.text, href=link.href, note=link.note, mark=mark)


def indicator_table(writer: Writer, reports: Iterable[IndicatorReport], caption: str) -> list[Block]:
    """Indicators with target, outcome and whether it was reached, in the latest period."""
    words = writer.view.words(writer.language)
    if words is None:
        return []
    rows: list[tuple[Cell, ...]] = []
    for report in reports:
        name = (writer.named(report.indicator),)
        if not report.checks:
            rows.append((name, (Link(text=words.say("indicator-lacks-target")),), (), ()))
        for target, check in zip(report.targets, report.checks, strict=True):
            outcome = words.value(report, check) or words.outcome(report, check)
            rows.append(
                (
                    name,
                    (Link(text=words.target(target, check, report.indicator)),),
                    (Link(text=outcome),),
                    (Link(mark=verdict_mark(check.verdict, writer.language)),),
                )
            )
    head = tuple(writer.say(key) for key in ("indicator", "target", "outcome", "reached"))
    return [Table(caption, head, tuple(rows))] if rows else []


def assessment_link(writer: Writer, assessment: Assessment) -> Link:
    """A link to an assessment by what was assessed, with how it went, who said so and when."""
    status = canonical_status(writer.view.plan, assessment.status)
    by = writer.view.name(assessment.assessed_by, writer.language) if assessment.assessed_by else ""
    day = assessment.dated.isoformat() if assessment.dated else ""
    what = writer.assessed(assessment) or writer.name(assessment.iri)
    return Link(
        text=f"{what[:1].upper()}{what[1:]}",
        href=writer.frame.href(assessment.iri) or "",
        mark=assessment_mark(writer.view, assessment, status, writer.language),
        note=" ".join(part for part in (by, day) if part),
    )


def assessments_table(writer: Writer, assessments: Iterable[Assessment], *, whose: bool = False) -> Table:
    """Every assessment, the latest first: of what where `whose`, how, by whom and when, and why."""
    view = writer.view
    place = {period.iri: number for number, period in enumerate(view.periods_by_end())}
    ordered = sorted(assessments, key=lambda each: (place.get(each.period or "", len(place)), each.iri))
    rows: list[tuple[Cell, ...]] = []
    for each in ordered:
        status = canonical_status(view.plan, each.status)
        kind = "forecast" if each.kind is AssessmentKind.FORECAST else "outcome"
        period = view.name(each.period, writer.language) if each.period else "–"
        link = Link(
            text=period, href=writer.frame.href(each.iri) or "", note=trace_word(kind)[writer.language]
        )
        by = view.name(each.assessed_by, writer.language) if each.assessed_by else ""
        day = each.dated.isoformat() if each.dated else ""
        rows.append(
            (
                (link,),
                *([(Link(text=writer.assessed(each)),)] if whose else []),
                (
                    Link(mark=assessment_mark(view, each, status, writer.language)),
                    *([Link(text=by, note=day)] if by or day else []),
                ),
                tuple(_texts(writer.paragraphs(each.motivation))),
                tuple(_texts(writer.paragraphs(each.action))),
            )
        )
    keys = ("period", *(["goal"] if whose else []), "assessed-how", "motivation", "action")
    return Table(writer.say("latest-first"), tuple(map(writer.say, keys)), tuple(rows))


def _texts(paragraphs: Iterable[str]) -> list[Link]:
    return [Link(text=part) for part in paragraphs]
