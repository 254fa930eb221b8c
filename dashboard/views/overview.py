"""Översikt: is the thread whole?"""

from dashboard import addresses, session
from dashboard.components.block import block
from dashboard.components.marks import gate_word, verdict_mark
from dashboard.components.overview_parts import council_goals_of, glance, lately_of, tallies_of
from graph.analysis.overview import overview
from graph.facts.period import period_of
from graph.report.outline import headline
from graph.report.trace_words import called
from shapes.findings import Gate, Language, Severity


def show() -> None:
    """The whole page."""
    language = session.language()
    plan = session.intake().plan
    whole = session.verdict(None)
    block("headline", text=headline(whole, language), mark=verdict_mark(whole, language))
    if not plan.goals:
        block("empty", source=session.source_name())
        return
    period = period_of(plan, whole.period) if whole.period else None
    seen = overview(plan, period, session.today())
    block("glance", **glance(seen, whole, plan, language), period=whole.period, pages=addresses)
    gates = [
        (gate, gate_word(gate, language), verdict, verdict_mark(verdict, language))
        for gate, verdict in ((gate, session.verdict(gate)) for gate in Gate)
    ]
    block("gates", gates=gates, severities=list(Severity), page=addresses.GAPS)
    block(
        "council_goals",
        rows=council_goals_of(plan, seen, language),
        period=whole.period,
        page=addresses.GOAL,
        coverage=addresses.COVERAGE,
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
    _lately(language)
    block(
        "tallies",
        tallies=tallies_of(plan, seen, language),
        page=addresses.COVERAGE,
        goal_page=addresses.GOAL,
    )


def _lately(language: Language) -> None:
    """What changed since the revision before; nothing for a plan that is read from a file."""
    found = session.lately()
    if found is None:
        return
    before, changes = found
    text, shown, more = lately_of(changes, language)
    block(
        "lately",
        before=before,
        summary=text,
        told=shown,
        more=more,
        address_of_all=session.address(addresses.COMPARE),
    )
