"""What the reports for people say, in one language, before it is laid out as text or as a page."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.report.words import counted, when, word
from graph.verdict import PlanHead, Reason, Verdict
from shapes.findings import Finding, Language, Severity
from shapes.rules import Rule

# In the text: signs that every console has. The words beside them say the same.
SIGNS = {Severity.VIOLATION: "×", Severity.WARNING: "!", Severity.INFO: "i"}

_LONGEST_LABEL = 200
_TURNS_TEXT = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Line:
    """One finding: where it is, what it concerns, and what its group does not already say.

    `in_cell` is false where the place is an IRI. `label` is empty when the thing has no name but its place,
    `reason` when the group's heading and the label say it all, `remedy` when the group's holds.
    """

    place: str
    in_cell: bool
    label: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule. `remedy` is empty when the findings have remedies of their own."""

    rule: Rule
    heading: str
    remedy: str
    basis: str
    lines: tuple[Line, ...]


def headline(verdict: Verdict, language: Language) -> str:
    """The verdict in one sentence."""
    numbers = {severity: verdict.count(severity) for severity in Severity}
    if not verdict.checked:
        return word("headline-unchecked")[language]
    if verdict.conforms:
        shown = [s for s in Severity if s is not Severity.INFO or numbers[s]]
        counts = ", ".join(counted(s.value, numbers[s])[language] for s in shown)
        return word("headline-whole", when=when(verdict.gate), counts=counts)[language]
    counts = in_a_row([counted(s.value, numbers[s])[language] for s in Severity if numbers[s]], language)
    return word("headline-broken", when=when(verdict.gate), counts=counts)[language]


def plan_name(verdict: Verdict, language: Language) -> str:
    """The plan's title, municipality and budget year."""
    return head_name(verdict.plan, language)


def head_name(head: PlanHead, language: Language) -> str:
    """The same, of a plan that need not have been checked."""
    year = word("budget-year", year=str(head.budget_year))[language] if head.budget_year is not None else ""
    return ", ".join(part for part in (one_line(head.title), one_line(head.municipality), year) if part)


def groups(verdict: Verdict, language: Language) -> list[Group]:
    """The findings by rule, gravest first."""
    return [_group(rule, findings, language) for rule, findings in verdict.by_rule()]


def left_out(verdict: Verdict) -> list[tuple[Reason, list[Rule]]]:
    """The rules that were not checked, by reason."""
    by_reason: dict[Reason, list[Rule]] = {reason: [] for reason in Reason}
    for item in verdict.not_checked:
        by_reason[item.reason].append(item.rule)
    return [(reason, rules) for reason, rules in by_reason.items() if rules]


def clean_rules(verdict: Verdict) -> list[Rule]:
    """The rules that were checked without a finding."""
    found = {finding.rule for finding in verdict.findings}
    return [rule for rule in verdict.checked if rule.code not in found]


def rule_words(rule: Rule, language: Language) -> str:
    """What a rule says, whichever thing it is about."""
    return one_line(rule.message.filled({})[language]).replace("….", "…")


def place(finding: Finding) -> str:
    """Where a finding is: sheet and cell, or its IRI where the source has no cells."""
    if finding.origin is None:
        return one_line(finding.focus)
    return one_line(f"{finding.origin.sheet} {finding.origin.cell}")


def one_line(text: str) -> str:
    """A user's text on one line, without signs that could steer a terminal or turn the text around."""
    kept = "".join(sign for sign in text if sign.isspace() or not _steers(sign))
    return " ".join(kept.split())


def in_a_row(parts: Sequence[str], language: Language) -> str:
    """Parts of a sentence with commas and an "and"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word('and')[language]} {parts[-1]}"


def codes(rules: Iterable[Rule]) -> str:
    """The codes of some rules."""
    return ", ".join(sorted(rule.code for rule in rules))


def _steers(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cs"} or sign in _TURNS_TEXT


def _group(rule: Rule, findings: Sequence[Finding], language: Language) -> Group:
    messages = {one_line(finding.message[language]) for finding in findings}
    remedies = {one_line(finding.remedy[language]) for finding in findings}
    shared = remedies.pop() if len(remedies) == 1 else ""
    heading = messages.pop() if len(messages) == 1 else rule_words(rule, language)
    lines = tuple(
        Line(
            place=place(finding),
            in_cell=finding.origin is not None,
            label="" if one_line(finding.label) == place(finding) else _short(one_line(finding.label)),
            reason=_own_reason(rule, finding, heading, language),
            remedy="" if shared else one_line(finding.remedy[language]),
        )
        for finding in findings
    )
    return Group(rule, heading, shared, one_line(rule.basis[language]), lines)


def _short(label: str) -> str:
    """A name that does not hide all else; no title may be longer than this (rule C07)."""
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"


def _own_reason(rule: Rule, finding: Finding, heading: str, language: Language) -> str:
    """The finding's own sentence, where the heading with the label in it does not say it already."""
    sentence = one_line(finding.message[language])
    said = one_line(rule.message.filled({"label": finding.label})[language])
    return "" if sentence in {heading, said} else sentence
