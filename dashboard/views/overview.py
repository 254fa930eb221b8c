"""Översikt: is the thread whole?"""

from dashboard import addresses, session
from dashboard.components.block import block
from dashboard.components.marks import gate_word, standing_mark, verdict_mark
from graph.analysis.coverage_tallies import Tally
from graph.analysis.overview import Overview, overview
from graph.asking import names_to_ask_by
from graph.facts.period import period_of
from graph.model import Plan
from graph.model_base import Named
from graph.report.outline import headline
from graph.report.trace_words import called
from shapes.findings import Gate, Language, Severity

SHOWN = ("support", "committees", "companies", "threads", "indicators", "targets", "ties", "decisions")
"""The counts that stand here; Täckning will show them all."""


def show() -> None:
    """The whole page."""
    language = session.language()
    plan = session.intake().plan
    whole = session.verdict(None)
    block("headline", text=headline(whole, language), mark=verdict_mark(whole, language))
    if not plan.goals:
        block("empty", source=session.source_name())
        return
    gates = [
        (gate, gate_word(gate, language), verdict, verdict_mark(verdict, language))
        for gate, verdict in ((gate, session.verdict(gate)) for gate in Gate)
    ]
    block("gates", gates=gates, severities=list(Severity), page=addresses.GAPS)
    period = period_of(plan, whole.period) if whole.period else None
    seen = overview(plan, period, session.today())
    block("tallies", tallies=_tallies(plan, seen, language))
    block(
        "council_goals", rows=_council_goals(plan, seen, language), period=whole.period, page=addresses.GOAL
    )
    bodies = {body.iri: body.name(language) for body in plan.bodies}
    block(
        "late",
        has_time_plan=bool(plan.milestones),
        steps=[
            (
                called(step, language),
                step.planned_end or step.planned_start,
                ", ".join(bodies.get(body, body) for body in step.responsible_bodies),
            )
            for step in seen.late
        ],
    )


def _tallies(plan: Plan, seen: Overview, language: Language) -> list[tuple[str, Tally, list[str]]]:
    """Every count that expects something, with the names of what lacks it."""
    things: tuple[Named, ...] = (*plan.goals, *plan.bodies, *plan.indicators)
    names = {thing.iri: called(thing, language) for thing in things}
    return [
        (name, seen.tallies[name], [names.get(iri, iri) for iri in seen.tallies[name].missing])
        for name in SHOWN
        if seen.tallies[name].expected
    ]


def _council_goals(plan: Plan, seen: Overview, language: Language) -> list[dict[str, object]]:
    names = names_to_ask_by(plan)
    return [
        {
            "id": names[each.goal.iri],
            "name": called(each.goal, language),
            "owner": each.owner.name(language) if each.owner else "",
            "support": len(each.support),
            "mark": standing_mark(each.standing, language),
        }
        for each in seen.council_goals
    ]
