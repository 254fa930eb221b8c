"""Coverage as JSON for other programs: every cell, every count, with IRIs and what they are called."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph.analysis.coverage import Coverage
from graph.analysis.coverage_matrix import Counts, Entry, Matrix, counted
from graph.analysis.coverage_scope import Excluded
from graph.analysis.coverage_tallies import Tally
from graph.analysis.referral import Round
from graph.model import Plan
from graph.report.coverage_words import Speaker
from graph.report.options import Options
from graph.verdict import SourceFile


def render(coverage: Coverage, plan: Plan, source: SourceFile, options: Options) -> str:
    """The whole coverage, ending in a newline. Names are in one language; IRIs and keys are not."""
    speaker = Speaker(plan, options.language)
    replied_by = {reply.iri: reply.replied_by for reply in plan.replies}
    whole: dict[str, Any] = {
        "by": coverage.dimension.value,
        "plan": {
            "iri": plan.iri,
            "title": plan.name(options.language),
            "municipality": plan.municipality.name(options.language) if plan.municipality else "",
            "budget_year": plan.budget_year,
        },
        "source": {"path": source.path, "sha256": source.sha256},
        "period": coverage.period,
        "counts": _counts(coverage.matrix.counts),
        "matrix": _matrix(coverage.matrix, speaker),
        "sections": {name: _tally(tally) for name, tally in coverage.tallies.items()},
        "agenda2030": [
            {
                "sdg": ties.sdg,
                "wholly": list(ties.wholly),
                "partly": list(ties.partly),
                "through": list(ties.through),
                "own": list(ties.own),
            }
            for ties in coverage.ties
        ],
        "referral": [_round(each, replied_by) for each in coverage.referral],
    }
    mentioned = sorted(set(_texts(whole)) & speaker.known)
    whole["names"] = {iri: {"id": speaker.identifier(iri), "name": speaker.name(iri)} for iri in mentioned}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "cells": counts.cells,
        "expected": counts.expected,
        "covered": counts.covered,
        "covered_unasked": counts.unasked,
        "missing": counts.missing,
        "not_expected": counts.not_expected,
    }


def _matrix(matrix: Matrix, speaker: Speaker) -> dict[str, Any]:
    return {
        "rows": [
            {**_entry(row, speaker), "any_one_expected": row.any_one, "counts": _counts(counted(cells))}
            for row, cells in matrix.lines()
        ],
        "columns": [_entry(column, speaker) for column in matrix.columns],
        "cells": [
            {
                "row": cell.row,
                "column": cell.column,
                "state": cell.state.value,
                "expected": cell.expected,
                "partly": cell.partly,
                "behind": list(cell.behind),
                "lacking": list(cell.lacking),
            }
            for cell in matrix.cells
        ],
        "excluded": _excluded(matrix.excluded),
    }


def _entry(entry: Entry, speaker: Speaker) -> dict[str, Any]:
    return {"key": entry.key, "id": entry.identifier, "name": speaker.in_full(entry)}


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "covered": list(tally.covered),
        "missing": list(tally.missing),
        "not_expected": list(tally.not_expected),
        "excluded": _excluded(tally.excluded),
        "counts": {
            "covered": len(tally.covered),
            "of": tally.denominator,
            "missing": len(tally.missing),
            "not_expected": len(tally.not_expected),
            "excluded": len(tally.excluded),
        },
    }


def _round(found: Round, replied_by: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "about": [question.thing for question in found.questions],
        "asked": list(found.asked),
        "answered": list(found.answered),
        "not_answered": list(found.missing),
        "answered_unasked": list(found.unasked),
        "late_replies": [{"reply": reply, "body": replied_by[reply]} for reply in found.late],
        "excluded": _excluded(found.excluded),
        "questions": [
            {
                "about": question.thing,
                "asked": list(question.asked),
                "answered": list(question.answered),
                "expected_not_answered": list(question.silent),
                "expected_not_asked": list(question.not_asked),
            }
            for question in found.questions
        ],
    }


def _excluded(excluded: Sequence[Excluded]) -> list[dict[str, str]]:
    return [{"thing": each.thing, "reason": each.reason.value} for each in excluded]


def _texts(value: object) -> Iterator[str]:
    """Every text among the values, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _all_texts(value.values())
    elif isinstance(value, list):
        yield from _all_texts(value)


def _all_texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from _texts(value)
