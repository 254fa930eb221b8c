"""What stands on the page of one goal, as words and marks ready to be laid out."""

from collections.abc import Iterable, Mapping

from rdflib import URIRef

from dashboard.components.marks import Mark, standing_mark, status_mark
from dashboard.words import word
from graph.analysis.followup import canonical_status
from graph.analysis.targets import TargetCheck, Verdict, check_target
from graph.analysis.thread import Knot, Measure
from graph.model import Plan
from graph.model_base import Named
from graph.model_followup import FollowUpPeriod, Outcome, TargetValue
from graph.reference import AssessmentKind, Direction, concept_iri
from graph.report.numbers import in_digits
from graph.report.outline import one_line
from graph.report.trace_words import (
    called,
    comma,
    decision_words,
    kind_of,
    outcome_words,
    owner_of,
    sdg_words,
    span_words,
    status_word,
    target_words,
)
from graph.report.trace_words import word as trace_word
from ontology.labels import label
from ontology.vocabulary import graph_of
from shapes.findings import Language

_CHECKS = {Verdict.MET: ("✓", "good"), Verdict.NOT_MET: ("×", "bad"), Verdict.NOT_MEASURED: ("–", "none")}


def facts_of(plan: Plan, knot: Knot, language: Language) -> Mapping[str, object]:
    """The goal itself: kind, owner, effect, validity, what it rests on, how it goes, who decided it."""
    goal = knot.goal
    concepts = {each.iri: each.name(language) for each in plan.concepts}
    areas = (goal.goal_area, *goal.focus_areas)
    return {
        "kind": kind_of(goal, plan, language),
        "owner": owner_of(knot, language),
        "mark": standing_mark(knot.standing, language, plan.scale),
        "period": knot.standing.period.name(language) if knot.standing else "",
        "effect": goal.intended_effect.in_language(language) or "",
        "description": goal.description.in_language(language) or "",
        "valid": span_words(goal.valid, language),
        "in_force": knot.in_force,
        "vision": [each.name(language) for each in knot.visions],
        "core_values": [each.name(language) for each in knot.core_values],
        "agenda": sdg_words(goal, language, named=True),
        "target_groups": [concepts.get(each, each) for each in goal.target_groups],
        "areas": [concepts.get(each, each) for each in areas if each],
        "assignments": [called(each, language) for each in knot.assignments],
    }


def sections_of(plan: Plan, knot: Knot, language: Language) -> list[dict[str, object]]:
    """The parts of programmes that clarify the goal: purpose, strategy, follow-up, what it means for whom."""
    programmes = {each.iri: each.name(language) for each in plan.programmes}
    concepts = {each.iri: each.name(language) for each in plan.concepts}
    return [
        {
            "name": called(each, language),
            "programme": programmes.get(each.programme or "", ""),
            "texts": [
                (key, said)
                for key, wording in (
                    ("purpose", each.purpose),
                    ("strategy", each.strategy),
                    ("follow-up-plan", each.follow_up_plan),
                )
                if (said := wording.in_language(language))
            ],
            "meanings": [
                (concepts.get(meaning.concerns or "", ""), meaning.text.in_language(language) or "")
                for meaning in each.meanings
            ],
            "success_factors": [concepts.get(iri, iri) for iri in each.success_factors],
        }
        for each in knot.sections
    ]


def inputs_of(plan: Plan, knot: Knot, language: Language) -> list[dict[str, str]]:
    """What the goal came from in the citizen dialogue: the input, the occasion, how it was held and when."""
    dialogues = {each.iri: each for each in plan.dialogues}
    found: list[dict[str, str]] = []
    for each in knot.inputs:
        dialogue = dialogues.get(each.dialogue or "")
        channel = dialogue.channel if dialogue else None
        held = dialogue.held if dialogue else None
        days = [day.isoformat() for day in (held.start, held.end) if day] if held else []
        found.append(
            {
                "name": called(each, language),
                "keywords": ", ".join(each.keywords),
                "occasion": dialogue.name(language) if dialogue else "",
                "channel": label(graph_of("concepts.ttl"), URIRef(concept_iri(channel)), language)
                if channel
                else "",
                "held": "–".join(dict.fromkeys(days)),
            }
        )
    return found


def decisions_of(plan: Plan, knot: Knot, language: Language) -> list[dict[str, object]]:
    """Every decision about the goal, the earliest first: who, when, paragraph and number, on what."""
    bodies = {body.iri: body.name(language) for body in plan.bodies}
    documents = {each.iri: called(each, language) for each in plan.documents}
    return [
        {
            "said": decision_words(each, bodies.get(each.decided_by or "", ""), language),
            "name": each.title.in_language(language) or "",
            "documents": [documents.get(iri, iri) for iri in each.documents],
            "sent_to": [bodies.get(iri, iri) for iri in each.sent_to],
        }
        for each in knot.decisions
    ]


def measures_of(plan: Plan, knot: Knot, language: Language) -> list[dict[str, object]]:
    """Every indicator with a row for each period that has a target value or an outcome."""
    periods = {period.iri: period for period in plan.periods}
    bodies: dict[str, Named] = {body.iri: body for body in plan.bodies}
    return [
        {
            "name": called(each.indicator, language),
            "about": _about(each, bodies, language),
            "definition": each.indicator.definition.in_language(language) or "",
            "rows": _rows(each, periods, language),
        }
        for each in knot.measures
    ]


def _about(measure: Measure, bodies: Mapping[str, Named], language: Language) -> str:
    """Unit, which way is better, base year and source, in one line."""
    indicator = measure.indicator
    base = ""
    if indicator.baseline_value is not None:
        value = in_digits(indicator.baseline_value)[language]
        base = word("baseline", value=value, year=str(indicator.baseline_year or "…"))[language]
    owner = bodies.get(indicator.owner or "")
    source = indicator.data_source or ""
    return comma(
        [
            word("unit", unit=one_line(indicator.unit))[language] if indicator.unit else "",
            _direction(indicator.direction, language),
            base,
            word("source", source=one_line(source))[language] if source else "",
            word("kolada", id=one_line(indicator.kolada_id))[language] if indicator.kolada_id else "",
            one_line(owner.name(language)) if owner else "",
        ]
    )


def _direction(direction: Direction | None, language: Language) -> str:
    if direction is None:
        return ""
    said = label(graph_of("concepts.ttl"), URIRef(concept_iri(direction)), language)
    return word("direction", direction=said)[language]


def _rows(
    measure: Measure, periods: Mapping[str, FollowUpPeriod], language: Language
) -> list[dict[str, object]]:
    by_period: dict[str, tuple[list[TargetValue], list[Outcome]]] = {}
    for target in measure.targets:
        by_period.setdefault(target.period or "", ([], []))[0].append(target)
    for outcome in measure.outcomes:
        by_period.setdefault(outcome.period or "", ([], []))[1].append(outcome)
    ordered = sorted(by_period, key=lambda iri: _when(periods.get(iri)), reverse=True)
    return [
        {
            "period": periods[iri].name(language) if iri in periods else "–",
            "targets": [target_words(target, language) for target in by_period[iri][0]],
            "outcomes": [outcome_words(outcome, language) for outcome in by_period[iri][1]],
            "references": [
                in_digits(each.reference_value)[language]
                for each in by_period[iri][1]
                if each.reference_value is not None
            ],
            "marks": _marks(measure, by_period[iri][0], periods.get(iri), periods, language),
        }
        for iri in ordered
    ]


def _when(period: FollowUpPeriod | None) -> tuple[str, str]:
    return (str((period.end if period else None) or ""), (period.identifier if period else None) or "")


def _marks(
    measure: Measure,
    targets: Iterable[TargetValue],
    period: FollowUpPeriod | None,
    periods: Mapping[str, FollowUpPeriod],
    language: Language,
) -> list[Mark]:
    if period is None:
        return []
    checks = (
        check_target(target, measure.indicator, measure.outcomes, period, periods) for target in targets
    )
    return [check_mark(check, language) for check in checks]


def check_mark(check: TargetCheck, language: Language) -> Mark:
    """Whether a target value was met."""
    sign, tone = _CHECKS[check.verdict]
    return Mark(sign, trace_word(check.verdict.value)[language], tone)


def assessments_of(plan: Plan, knot: Knot, language: Language) -> list[dict[str, object]]:
    """Every assessment, the latest first: how it was judged, why, from what, and what will be done."""
    periods = {period.iri: period for period in plan.periods}
    steps = {step.iri: step.name(language) for step in plan.scale}
    indicators = {each.iri: called(each, language) for each in plan.indicators}
    found: list[dict[str, object]] = []
    for each in reversed(knot.assessments):
        status = canonical_status(plan, each.status)
        said = steps.get(each.status or "") or (
            status_word(status, language) if status else each.status or ""
        )
        kind = "forecast" if each.kind is AssessmentKind.FORECAST else "outcome"
        period = periods.get(each.period or "")
        found.append(
            {
                "period": period.name(language) if period else "",
                "kind": trace_word(kind)[language],
                "mark": status_mark(status, said, language, plan.scale),
                "why": each.motivation.in_language(language) or "",
                "action": each.action.in_language(language) or "",
                "assessed_from": [indicators.get(iri, iri) for iri in each.assessed_from],
                "dated": each.dated.isoformat() if each.dated else "",
            }
        )
    return found
