"""The page of one indicator: what it measures, and every target value beside its outcome."""

from graph.analysis.targets import check_target
from graph.model_followup import FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.reference import Direction, concept_iri
from graph.report.numbers import in_digits
from graph.report.trace_words import outcome_words, target_words
from graph.site.judgement import assessments_table
from graph.site.marks import verdict_mark
from graph.site.page_parts import Cell, Fact, Link, Page, Table, eyebrow, fact, section
from graph.site.writer import Writer


def indicator_page(writer: Writer, indicator: Indicator) -> Page:
    """The whole page."""
    view, say = writer.view, writer.say
    goals = [view.connections.goals[iri] for iri in indicator.measures if iri in view.connections.goals]
    return Page(
        title=writer.name(indicator.iri),
        eyebrow=eyebrow(say("indicator"), indicator.identifier or ""),
        lead=writer.prose(indicator.definition).paragraphs,
        facts=(*_facts(writer, indicator),),
        sections=(
            *section("varden", say("values"), _values(writer, indicator)),
            *section("mal", say("measures"), writer.goals(goals)),
            *section("beskrivning", say("description"), writer.prose(indicator.description)),
            *section("beslut", say("decisions"), writer.decisions(view.connections.decisions(indicator.iri))),
            *section(
                "bedomningar",
                say("ground-for"),
                assessments_table(writer, view.assessments_from.get(indicator.iri, ()), whose=True),
            ),
        ),
    )


def _facts(writer: Writer, indicator: Indicator) -> list[Fact]:
    say = writer.say
    base = ""
    if indicator.baseline_value is not None:
        year = f" ({indicator.baseline_year})" if indicator.baseline_year else ""
        base = f"{in_digits(indicator.baseline_value)[writer.language]}{year}"
    return [
        *fact(say("unit"), [Link(text=indicator.unit or "")]),
        *fact(say("direction"), [Link(text=_direction(writer, indicator.direction))]),
        *fact(say("baseline"), [Link(text=base)]),
        *fact(say("owner"), writer.links([indicator.owner] if indicator.owner else [])),
        *fact(say("source"), [Link(text=indicator.data_source or "")]),
        *fact(say("kolada"), [Link(text=indicator.kolada_id or "")]),
        *fact(
            say("kind"), [Link(text=writer.concept(concept_iri(indicator.kind)))] if indicator.kind else []
        ),
    ]


def _direction(writer: Writer, direction: Direction | None) -> str:
    return writer.concept(concept_iri(direction)) if direction else ""


def _values(writer: Writer, indicator: Indicator) -> Table:
    """A row for each period that has a target value or an outcome, the latest first."""
    view = writer.view
    targets, outcomes = view.connections.targets(indicator.iri), view.connections.outcomes(indicator.iri)
    used = {each.period for each in targets} | {each.period for each in outcomes}
    rows = [
        _row(
            writer,
            indicator,
            period,
            [each for each in targets if each.period == period.iri],
            [each for each in outcomes if each.period == period.iri],
        )
        for period in view.periods_by_end()
        if period.iri in used
    ]
    head = [writer.say(key) for key in ("period", "target", "outcome", "reference", "reached")]
    if not any(row[3] for row in rows):
        head.pop(3)
        rows = [(*row[:3], *row[4:]) for row in rows]
    unit = writer.say("values-in", unit=indicator.unit) if indicator.unit else writer.say("values")
    return Table(unit, tuple(head), tuple(rows))


def _row(
    writer: Writer,
    indicator: Indicator,
    period: FollowUpPeriod,
    targets: list[TargetValue],
    outcomes: list[Outcome],
) -> tuple[Cell, ...]:
    language = writer.language
    every = writer.view.connections.outcomes(indicator.iri)
    periods = writer.view.connections.periods
    checks = [check_target(each, indicator, every, period, periods) for each in targets]
    references = [each.reference_value for each in outcomes if each.reference_value is not None]
    ordered = sorted(outcomes, key=lambda each: (each.sex.value if each.sex else "T") != "T")
    return (
        (Link(text=period.name(language)),),
        tuple(
            Link(text=target_words(each, language), note=writer.text(each.description)) for each in targets
        ),
        tuple(
            Link(text=outcome_words(each, language), note=writer.text(each.description)) for each in ordered
        ),
        tuple(Link(text=in_digits(each)[language]) for each in references),
        tuple(Link(mark=verdict_mark(each.verdict, language)) for each in checks),
    )
