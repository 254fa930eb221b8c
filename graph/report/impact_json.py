"""What a plan hangs on, and what happens if some goals go, as JSON."""

import json
from collections.abc import Iterable
from typing import Any

from graph.analysis.impact import Impact, Support, WeakPoints
from graph.model import Goal, Plan
from graph.model_base import Named
from shapes.findings import Language


def impact_json(plan: Plan, impact: Impact, language: Language) -> str:
    """What happens if some goals go, ending in a newline."""
    heir = impact.merged_into
    return _written(
        plan,
        language,
        {
            "removed": _things(impact.removed, language),
            "merged_into": _thing(heir, language) if heir else None,
            "on": impact.on.isoformat() if impact.on else None,
            "expired": [
                {
                    **_thing(each.goal, language),
                    "last_day": each.last_day.isoformat() if each.last_day else None,
                }
                for each in impact.expired
            ],
            "begun": _things(impact.begun, language),
            "begun_loose": _things(impact.begun_loose, language),
            "lost": _things(impact.lost, language),
            "unsupported": _things(impact.unsupported, language),
            "hanging": [_support(each, language) for each in impact.hanging],
            "moved": _things(impact.moved, language),
            "unmeasured": _things(impact.unmeasured, language),
            "loose": _things(impact.loose, language),
        },
    )


def weak_points_json(plan: Plan, weak: WeakPoints, language: Language) -> str:
    """Where the whole plan is weak, ending in a newline."""
    return _written(
        plan,
        language,
        {
            "council_goals": [_support(each, language) for each in weak.supports],
            "hinges": [
                {"goal": _thing(each.goal, language), "holds": _things(each.holds, language)}
                for each in weak.hinges
            ],
            "bridges": [
                {
                    "below": _thing(each.below, language),
                    "above": _thing(each.above, language),
                    "holds": _things(each.holds, language),
                }
                for each in weak.bridges
            ],
            "threaded": weak.threaded,
            "single": weak.single,
            "longest_chain": _things(weak.chain, language),
            "loose": _things(weak.loose, language),
        },
    )


def _written(plan: Plan, language: Language, answer: dict[str, Any]) -> str:
    head = {"iri": plan.iri, "title": plan.name(language), "budget_year": plan.budget_year}
    return json.dumps({"plan": head, **answer}, ensure_ascii=False, indent=2) + "\n"


def _thing(thing: Named, language: Language) -> dict[str, Any]:
    found = {"iri": thing.iri, "id": thing.identifier, "title": thing.title.in_language(language)}
    return {**found, "kind": thing.kind.value, "owner": thing.owner} if isinstance(thing, Goal) else found


def _things(things: Iterable[Named], language: Language) -> list[dict[str, Any]]:
    return [_thing(thing, language) for thing in things]


def _support(support: Support, language: Language) -> dict[str, Any]:
    return {
        "goal": _thing(support.goal, language),
        "supporters": list(support.supporters),
        "bodies": list(support.bodies),
        "sole_body": support.sole_body,
        "hinges": list(support.hinges),
    }
