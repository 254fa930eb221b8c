"""The verdict as JSON: the contract that other programs build on, so keys and their order are fixed."""

import json
from typing import Any

from graph.report.options import Options
from graph.verdict import Verdict
from shapes.findings import Finding, Language, Severity, Text


def render(verdict: Verdict, options: Options) -> str:
    """The whole report, ending in a newline. Every finding is in it, whatever `options.full` says."""
    head, source = verdict.plan, verdict.source
    whole = {
        "conforms": verdict.conforms,
        "gate": verdict.gate.value if verdict.gate else None,
        "plan": {
            "iri": head.iri,
            "title": head.title,
            "municipality": head.municipality,
            "budget_year": head.budget_year,
        },
        "source": {"path": source.path, "sha256": source.sha256},
        "rules_checked": len(verdict.checked),
        "counts": {severity.value: verdict.count(severity) for severity in Severity},
        "findings": [_finding(finding, options.language) for finding in verdict.findings],
        "period": verdict.period,
        "today": verdict.today.isoformat(),
        "fail_on": verdict.fail_on.value,
        "not_checked": [
            {"rule": item.rule.code, "reason": item.reason.value} for item in verdict.not_checked
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    origin = finding.origin
    return {
        "rule": finding.rule,
        "shape": finding.shape,
        "severity": finding.severity.value,
        "focus": finding.focus,
        "label": finding.label,
        "body": finding.body,
        "path": finding.path,
        "value": finding.value,
        "message": _both(finding.message),
        "remedy": _both(finding.remedy),
        "basis": finding.basis[language],
        "origin": {"file": origin.file, "sheet": origin.sheet, "cell": origin.cell} if origin else None,
    }


def _both(text: Text) -> dict[str, str]:
    return {"sv": text.sv, "en": text.en}
