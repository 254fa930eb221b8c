"""A store's plans, and a plan's revisions, for people and as JSON."""

import json
from collections.abc import Sequence

from graph.report.numbers import in_digits
from graph.report.outline import one_line
from graph.report.wrapping import page_width, wrap
from graph.store.records import Revision, StoredPlan
from shapes.findings import Language, Text
from shapes.words import read_words

_INDENT = "  "


def word(key: str, **values: Text | str) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist."""
    return read_words("graph.report", "store")[key].filled(values)


def plans_text(plans: Sequence[StoredPlan], place: str, language: Language, width: int) -> str:
    """Every plan: what it is called on the command line, its name, its current revision."""
    size = page_width(width)
    ending = {0: "none", 1: "one"}.get(len(plans), "many")
    lines = wrap(word(f"plans-{ending}", place=place, n=in_digits(len(plans)))[language], size)
    column = max((len(plan.short) for plan in plans), default=0) + 2
    for plan in plans:
        rest = " " * column
        lines += ["", *wrap(_name(plan.current), size, first=plan.short.ljust(column), rest=rest)]
        lines += wrap(_when(plan.current, language), size, first=rest, rest=rest)
    return "\n".join(lines) + "\n"


def history_text(plan: StoredPlan, language: Language, width: int) -> str:
    """A plan's revisions, the newest first: when, from which file, by whom, why."""
    size = page_width(width)
    name = f"{plan.short} {_name(plan.current)}"
    ending = "one" if len(plan.revisions) == 1 else "many"
    lines = wrap(word(f"history-{ending}", plan=name, n=in_digits(len(plan.revisions)))[language], size)
    for revision in reversed(plan.revisions):
        current = f" ({word('current')[language]})" if revision is plan.current else ""
        source = revision.provenance
        lines += ["", *wrap(_when(revision, language) + current, size, rest=_INDENT)]
        facts = [
            ("note", source.note),
            ("decision", source.decision or ""),
            ("sha256", source.sha256),
        ]
        for key, value in facts:
            if value:
                said = word(key, **{key: one_line(value)})[language]
                lines += wrap(said, size, first=_INDENT, rest=_INDENT * 2)
    return "\n".join(lines) + "\n"


def plans_json(plans: Sequence[StoredPlan]) -> str:
    """Every plan with its current revision, as JSON."""
    return _json([{**_plan(plan), "current": _revision(plan, plan.current)} for plan in plans])


def history_json(plan: StoredPlan) -> str:
    """A plan and its revisions, the newest first, as JSON."""
    revisions = [_revision(plan, revision) for revision in reversed(plan.revisions)]
    return _json({"plan": _plan(plan), "revisions": revisions})


def _plan(plan: StoredPlan) -> dict[str, object]:
    current = plan.current
    return {
        "id": plan.short,
        "iri": plan.iri,
        "title": current.title,
        "municipality": current.municipality,
        "budget_year": int(current.year) if current.year.isdecimal() else None,
        "revisions": len(plan.revisions),
    }


def _revision(plan: StoredPlan, revision: Revision) -> dict[str, object]:
    source = revision.provenance
    return {
        "number": revision.number,
        "iri": revision.iri,
        "current": revision is plan.current,
        "at": source.at.isoformat(timespec="seconds"),
        "by": source.by or None,
        "note": source.note or None,
        "file": source.file or None,
        "url": source.url or None,
        "sha256": source.sha256 or None,
        "decision": source.decision,
        "statements": revision.statements,
        "revises": revision.revises,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _name(revision: Revision) -> str:
    return ", ".join(one_line(part) for part in (revision.title, revision.municipality) if part)


def _when(revision: Revision, language: Language) -> str:
    """Which revision, when, from what, by whom, how much."""
    source = revision.provenance
    parts = [
        word("version", n=in_digits(revision.number))[language],
        source.at.astimezone().strftime("%Y-%m-%d %H:%M"),
        word("from-file", file=one_line(source.place))[language] if source.place else "",
        word("by", by=one_line(source.by))[language] if source.by else "",
        word("statements", n=in_digits(revision.statements))[language],
    ]
    return ", ".join(part for part in parts if part)
