"""What the page Läs in says of a plan that nobody has kept yet, and of those that were kept."""

from collections.abc import Sequence

from dashboard.components.marks import Mark, gate_word, verdict_mark
from dashboard.words import words
from graph.analysis.changes import Changes
from graph.errors import RodaTradenError, StoreUnusable
from graph.model import Plan
from graph.report.changes_outline import Told, told
from graph.report.changes_words import PLAIN, Teller, summary, word
from graph.report.outline import headline, one_line, place, plan_name
from graph.report.trace_words import called, decision_words
from graph.store.keeping import Proposal
from graph.store.records import StoredPlan
from graph.verdict import Verdict
from shapes.findings import Finding, Gate, Language, Severity

FINDINGS_SHOWN = 12
CHANGES_SHOWN = 12

Placed = list[tuple[Finding, str]]


def proposal_values(proposal: Proposal, language: Language) -> dict[str, object]:
    """The verdict on an uploaded plan, as its block shows it: the gravest findings first, with cells."""
    whole = proposal.verdicts[None]
    gates: list[tuple[str, Verdict, Mark]] = [
        (gate_word(gate, language), verdict, verdict_mark(verdict, language))
        for gate, verdict in ((gate, proposal.verdicts[gate]) for gate in Gate)
    ]
    return {
        "file": proposal.intake.source.path,
        "plan": plan_name(whole, language),
        "goals": len(proposal.intake.plan.goals),
        "text": headline(whole, language),
        "mark": verdict_mark(whole, language),
        "gates": gates,
        "severities": list(Severity),
        "lost": _placed(proposal.lost),
        "findings": _placed(whole.findings[:FINDINGS_SHOWN]),
        "more": max(0, len(whole.findings) - FINDINGS_SHOWN),
    }


def said_on_the_page(error: RodaTradenError, language: Language) -> list[str]:
    """An error in words, with what can be done on the page where its own remedy is for the command line."""
    instead = words().get(f"instead-{error.code}") if isinstance(error, StoreUnusable) else None
    if instead is None or not isinstance(error, StoreUnusable):
        return error.sentences(language)
    return [f"{error.message[language]} {instead[language]}"]


def _placed(findings: Sequence[Finding]) -> Placed:
    return [(finding, place(finding)) for finding in findings]


def changes_values(changes: Changes, language: Language) -> dict[str, object]:
    """What changed: the sum in one line, and the first changes in words; goals come first."""
    every: list[Told] = [each for sort in told(Teller(changes, language)) for each in sort.told]
    shown = every[:CHANGES_SHOWN]
    reworded = any(field.words for each in shown for field in each.change.fields)
    removed, added = (word(key)[language] for key in ("legend-removed", "legend-added"))
    return {
        "summary": summary(changes, language),
        "legend": f"{removed.join(PLAIN.removed)} {added.join(PLAIN.added)}" if reworded else "",
        "told": shown,
        "more": max(0, len(every) - CHANGES_SHOWN),
    }


def decisions_to_choose(plan: Plan, language: Language) -> dict[str, str]:
    """The decisions of a plan by IRI, the latest first: what each is called, by whom and when."""
    bodies = {body.iri: body.name(language) for body in plan.bodies}
    latest = sorted(plan.decisions, key=lambda each: (str(each.dated or ""), each.iri), reverse=True)
    return {
        each.iri: ": ".join(
            part
            for part in (
                called(each, language),
                decision_words(each, bodies.get(each.decided_by or "", ""), language),
            )
            if part
        )
        for each in latest
    }


def history_rows(plan: StoredPlan) -> list[dict[str, object]]:
    """Every revision of a plan, the newest first: when, from which file, by whom, why."""
    return [
        {
            "number": revision.number,
            "holds": revision is plan.current,
            "at": revision.provenance.at.astimezone().strftime("%Y-%m-%d %H:%M"),
            "file": one_line(revision.provenance.file),
            "by": one_line(revision.provenance.by),
            "note": one_line(revision.provenance.note),
            "decision": one_line(revision.provenance.decision or ""),
        }
        for revision in reversed(plan.revisions)
    ]
