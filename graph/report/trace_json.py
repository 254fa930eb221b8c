"""A thread as JSON: the two trees as lists of steps, and every goal with what hangs on it."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from graph.analysis.targets import TargetCheck
from graph.analysis.thread import Knot, Measure, Standing, Step, Thread
from graph.model_base import Named, Span
from graph.model_followup import Assessment
from graph.model_process import Decision
from graph.report.suggestion_words import proposed
from shapes.findings import Language


def render(thread: Thread, language: Language) -> str:
    """The whole thread, ending in a newline."""
    names = _Names(thread, language)
    plan = thread.plan
    whole = {
        "plan": {"iri": plan.iri, "title": plan.name(language), "budget_year": plan.budget_year},
        "goal": thread.goal.iri,
        "period": names.period(thread.period.iri if thread.period else None),
        "depth": thread.depth,
        "reaches_council": thread.reaches_council,
        "suggestions": _suggestions(thread, names),
        "up": [names.step(step) for step in thread.up],
        "down": [names.step(step) for step in thread.down],
        "circles": [list(circle) for circle in thread.circles],
        "goals": [names.knot(knot) for knot in thread.knots.values()],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _suggestions(thread: Thread, names: "_Names") -> list[dict[str, Any]]:
    """The council goals that a goal which hangs loose may belong to, the likeliest first."""
    if thread.reaches_council or not thread.knots[thread.goal.iri].in_force:
        return []
    found = proposed(thread.plan, thread.goal, names.language)
    return [{**names.thing(goal), "reasons": reasons} for goal, reasons in found]


class _Names:
    """Values as JSON has them; titles in one language."""

    def __init__(self, thread: Thread, language: Language) -> None:
        self.thread = thread
        self.language: Language = language
        periods = (*thread.plan.periods, *((thread.period,) if thread.period else ()))
        self.periods = {each.iri: each.identifier for each in periods}

    def period(self, iri: str | None) -> str | None:
        return self.periods.get(iri, iri) if iri else None

    def thing(self, thing: Named) -> dict[str, Any]:
        return {"iri": thing.iri, "id": thing.identifier, "title": thing.title.in_language(self.language)}

    def step(self, step: Step) -> dict[str, Any]:
        goal = self.thread.knots[step.goal].goal
        return {
            "goal": step.goal,
            "id": goal.identifier,
            "level": step.level,
            "through": step.through,
            "fold": step.fold.value if step.fold else None,
            "left_out": step.left_out,
        }

    def knot(self, knot: Knot) -> dict[str, Any]:
        goal = knot.goal
        return {
            **self.thing(goal),
            "kind": goal.kind.value,
            "owner": self.thing(knot.owner) if knot.owner else None,
            "in_force": knot.in_force,
            "valid": _span(goal.valid),
            "intended_effect": goal.intended_effect.in_language(self.language),
            "contributes_to": list(goal.contributes_to),
            "missing": list(knot.missing),
            "status": self.standing(knot.standing) if knot.standing else None,
            "visions": [self.thing(each) for each in knot.visions],
            "core_values": [self.thing(each) for each in knot.core_values],
            "addresses": list(goal.addresses),
            "addresses_partly": list(goal.addresses_partly),
            "sections": [self.thing(each) for each in knot.sections],
            "indicators": [self.measure(each) for each in knot.measures],
            "assessments": [self.assessment(each) for each in knot.assessments],
            "decisions": [self.decision(each) for each in knot.decisions],
            "assignments": [self.thing(each) for each in knot.assignments],
            "inputs": [{**self.thing(each), "dialogue": each.dialogue} for each in knot.inputs],
        }

    def standing(self, standing: Standing) -> dict[str, Any]:
        return {
            "period": self.period(standing.period.iri),
            "stated": standing.stated.value if standing.stated else None,
            "step": standing.step.name(self.language) if standing.step else None,
            "computed": standing.computed.status.value,
            "ground": standing.computed.ground.value,
            "assessment": standing.assessment.iri if standing.assessment else None,
        }

    def measure(self, measure: Measure) -> dict[str, Any]:
        indicator = measure.indicator
        return {
            **self.thing(indicator),
            "unit": indicator.unit,
            "direction": indicator.direction.value if indicator.direction else None,
            "checks": [_check(each) for each in measure.checks],
            "targets": [
                {
                    "iri": each.iri,
                    "period": self.period(each.period),
                    "condition": each.condition.value if each.condition else None,
                    "value": _number(each.value),
                    "upper_value": _number(each.upper_value),
                }
                for each in measure.targets
            ],
            "outcomes": [
                {
                    "iri": each.iri,
                    "period": self.period(each.period),
                    "value": _number(each.value),
                    "status": each.status.value if each.status else None,
                    "sex": each.sex.value if each.sex else None,
                }
                for each in measure.outcomes
            ],
        }

    def assessment(self, assessment: Assessment) -> dict[str, Any]:
        return {
            "iri": assessment.iri,
            "period": self.period(assessment.period),
            "kind": assessment.kind.value if assessment.kind else None,
            "status": assessment.status,
            "motivation": assessment.motivation.in_language(self.language),
            "action": assessment.action.in_language(self.language),
            "dated": _day(assessment.dated),
        }

    def decision(self, decision: Decision) -> dict[str, Any]:
        return {
            **self.thing(decision),
            "decided_by": decision.decided_by,
            "dated": _day(decision.dated),
            "paragraph": decision.paragraph,
            "registry_number": decision.registry_number,
            "kind": decision.kind.value if decision.kind else None,
        }


def _check(check: TargetCheck) -> dict[str, Any]:
    return {
        "target": check.target,
        "verdict": check.verdict.value,
        "value": _number(check.value),
        "limit": _number(check.limit),
        "upper_limit": _number(check.upper_limit),
        "reason": check.reason.value if check.reason else None,
    }


def _span(span: Span | None) -> dict[str, str | None] | None:
    return {"start": _day(span.start), "end": _day(span.end)} if span else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal | None) -> int | float | None:
    """A number as JSON has it: whole ones without a decimal point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
