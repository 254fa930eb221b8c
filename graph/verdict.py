"""The outcome of a check as one value: what was checked, what was found, what was not checked and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from shapes.findings import Finding, Gate, Severity
from shapes.rules import Rule


class Reason(Enum):
    """Why a rule of the gate was not checked."""

    OTHER_GATE = "other-gate"
    NO_PERIOD = "no-period"
    NOTHING_TO_CHECK = "nothing-to-check"


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What a plan is called: IRI, title, municipality's name and budget year."""

    iri: str
    title: str
    municipality: str
    budget_year: int | None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What was read: a file's or folder's path as given, and the SHA-256 of its bytes.

    For a plan out of a store the path says in words where it lay (see graph.store.intake).
    """

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A rule that was left out, with the reason."""

    rule: Rule
    reason: Reason


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything that a report needs; the findings are in their stable order, gravest first.

    `period` is the follow-up period that was checked, None when there was none. `fail_on` is the mildest
    severity that makes the verdict bad.
    """

    plan: PlanHead
    source: SourceFile
    gate: Gate | None
    period: str | None
    today: date
    fail_on: Severity
    checked: tuple[Rule, ...]
    not_checked: tuple[NotChecked, ...]
    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether the thread is whole: no finding at or above `fail_on`."""
        return not any(finding.severity.rank <= self.fail_on.rank for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def by_rule(self) -> list[tuple[Rule, list[Finding]]]:
        """The findings grouped by rule: gravest first, then by code."""
        rules = {rule.code: rule for rule in self.checked}
        groups: dict[str, list[Finding]] = {}
        for finding in self.findings:
            groups.setdefault(finding.rule, []).append(finding)
        pairs = [(rules[code], found) for code, found in groups.items()]
        return sorted(pairs, key=lambda pair: (pair[0].severity.rank, pair[0].code))


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in their stable order: severity, rule, place in the source, label, value."""
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[int, str, tuple[str, int, str], str, str, str]:
    cell = finding.origin.cell if finding.origin else ""
    digits = "".join(sign for sign in cell if sign.isdigit())
    sheet = finding.origin.sheet if finding.origin else ""
    place = (sheet, int(digits or 0), cell)
    return (finding.severity.rank, finding.rule, place, finding.label, finding.focus, finding.value or "")
