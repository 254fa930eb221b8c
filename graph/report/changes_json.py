"""What changed between two plans, as JSON: every change with its values, and in words in both languages."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from graph.analysis.changes import Changes, ThingChange
from graph.analysis.field_changes import FieldChange, Value
from graph.model import Plan
from graph.model_base import Thing
from graph.model_followup import TargetValue
from graph.report.changes_words import Teller, field_label, summary
from shapes.findings import LANGUAGES, Language


def render(changes: Changes) -> str:
    """The whole report, ending in a newline."""
    return json.dumps(as_plain(changes), ensure_ascii=False, indent=2) + "\n"


def as_plain(changes: Changes) -> dict[str, Any]:
    """The changes as plain dicts and lists; numbers are exact, as texts."""
    tellers: Mapping[Language, Teller] = {language: Teller(changes, language) for language in LANGUAGES}
    return {
        "summary": {language: summary(changes, language) for language in LANGUAGES},
        "counts": dict(changes.counts()),
        "old": _head(changes.old),
        "new": _head(changes.new),
        "same_municipality": changes.same_municipality,
        "changes": [_change(change, tellers) for change in changes.things],
    }


def _head(plan: Plan) -> dict[str, Any]:
    municipality = plan.municipality.name() if plan.municipality else ""
    return {
        "iri": plan.iri,
        "title": plan.name(),
        "municipality": municipality,
        "budget_year": plan.budget_year,
    }


def _change(change: ThingChange, tellers: Mapping[Language, Teller]) -> dict[str, Any]:
    kind = "new" if change.new else "dropped" if change.dropped else "changed"
    return {
        "sort": change.sort,
        "change": kind,
        "old": _named(change.before),
        "new": _named(change.after),
        "label": {
            language: teller.name(change.thing, before=change.dropped) for language, teller in tellers.items()
        },
        "matched_by": change.match.value if change.match else None,
        "related": list(change.related),
        "said": {language: teller.arrival(change) for language, teller in tellers.items()},
        "fields": [_field(change, field, tellers) for field in change.fields],
    }


def _named(thing: Thing | None) -> dict[str, Any] | None:
    return {"iri": thing.iri, "id": thing.identifier} if thing is not None else None


def _field(change: ThingChange, field: FieldChange, tellers: Mapping[Language, Teller]) -> dict[str, Any]:
    label = field_label(change.sort, field.field)
    return {
        "field": field.field,
        "label": {"sv": label.sv, "en": label.en},
        "nature": field.nature.value,
        "before": _value(field.before),
        "after": _value(field.after),
        "language": field.language,
        "about": field.about,
        "words": [[piece.mark.value, piece.text] for piece in field.words],
        "said": {language: teller.sentence(change, field) for language, teller in tellers.items()},
    }


def _value(value: Value) -> Any:
    match value:
        case TargetValue():
            return {
                "condition": value.condition.value if value.condition else None,
                "value": _value(value.value),
                "upper_value": _value(value.upper_value),
            }
        case Enum():
            return value.value
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
    return value
