"""The findings of a verdict in sections, by rule, by body or by severity, each with the goal behind it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.asking import names_to_ask_by
from graph.model import Body, Plan
from graph.report.outline import Group, groups, one_line, place
from graph.report.words import severity_word, word
from graph.verdict import Verdict
from shapes.findings import Finding, Language, Severity


class Grouping(StrEnum):
    """What findings are put together by."""

    RULE = "rule"
    BODY = "body"
    SEVERITY = "severity"


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding in words. `reason` is empty where the section's heading says it.

    `goal` is what the goal behind it is asked for by, None where there is none.
    """

    rule: str
    severity: Severity
    place: str
    label: str
    reason: str
    remedy: str
    goal: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """Findings that belong together. `remedy` and `basis` are empty where they are not shared."""

    heading: str
    entries: tuple[Entry, ...]
    rule: str = ""
    severity: Severity | None = None
    remedy: str = ""
    basis: str = ""


def sections(verdict: Verdict, plan: Plan, grouping: Grouping, language: Language) -> list[Section]:
    """Every finding in its section: gravest rules first, bodies in the plan's order, severities by rank."""
    names = names_to_ask_by(plan)
    goals = {thing: names[goal] for thing, goal in goals_behind(plan).items()}
    if grouping is Grouping.RULE:
        by_rule = [found for _, found in verdict.by_rule()]
        return [
            _of_rule(group, found, goals, language)
            for group, found in zip(groups(verdict, language), by_rule, strict=True)
        ]
    if grouping is Grouping.SEVERITY:
        return _together(
            verdict.findings,
            {severity.value: severity_word(severity)[language] for severity in Severity},
            lambda finding: finding.severity.value,
            goals,
            language,
        )
    bodies = {body.iri: one_line(body.name(language)) for body in plan.bodies}
    return _together(
        verdict.findings,
        {**bodies, "": word("no-body")[language]},
        lambda finding: finding.body if finding.body in bodies else "",
        goals,
        language,
    )


NO_BODY = "-"
"""What the findings that no known body answers for are asked for by."""


def bodies_found(verdict: Verdict, plan: Plan) -> Mapping[str, Body | None]:
    """The bodies that any finding concerns, by what each is asked for by; last None, for those of no body."""
    concerned = {finding.body for finding in verdict.findings}
    ids = Counter((body.identifier or "").casefold() for body in plan.bodies)
    found: dict[str, Body | None] = {
        body.identifier if body.identifier and ids[body.identifier.casefold()] == 1 else body.iri: body
        for body in plan.bodies
        if body.iri in concerned
    }
    if concerned - {body.iri for body in plan.bodies}:
        found[NO_BODY] = None
    return found


def narrowed(verdict: Verdict, plan: Plan, body: str | None, severity: Severity | None) -> Verdict:
    """A verdict with the findings of one body, asked for as above, and of one severity; None: of all."""
    known = {each.iri for each in plan.bodies}
    bodies = bodies_found(verdict, plan)

    def is_wanted(finding: Finding) -> bool:
        if severity not in {None, finding.severity}:
            return False
        if body is None:
            return True
        wanted = bodies.get(body)
        concerns = finding.body if finding.body in known else None
        return body in bodies and concerns == (wanted.iri if wanted else None)

    return replace(verdict, findings=tuple(filter(is_wanted, verdict.findings)))


def goals_behind(plan: Plan) -> Mapping[str, str]:
    """The goal behind each goal, indicator, target value, outcome and assessment, all as IRIs."""
    found = {goal.iri: goal.iri for goal in plan.goals}
    for indicator in plan.indicators:
        measured = [found[goal] for goal in indicator.measures if goal in found]
        if measured:
            found.setdefault(indicator.iri, measured[0])
    above = (
        *((target.iri, target.indicator) for target in plan.targets),
        *((outcome.iri, outcome.indicator) for outcome in plan.outcomes),
        *((assessment.iri, assessment.goal) for assessment in plan.assessments),
    )
    for iri, of in above:
        if of is not None and of in found:
            found.setdefault(iri, found[of])
    return found


def _of_rule(group: Group, found: Sequence[Finding], goals: Mapping[str, str], language: Language) -> Section:
    """A rule's findings; each says only what the heading does not."""
    entries = tuple(
        replace(_entry(finding, goals, language), reason=line.reason)
        for finding, line in zip(found, group.lines, strict=True)
    )
    return Section(group.heading, entries, group.rule.code, group.rule.severity, group.remedy, group.basis)


def _together(
    findings: Sequence[Finding],
    headings: Mapping[str, str],
    belongs: Callable[[Finding], str | None],
    goals: Mapping[str, str],
    language: Language,
) -> list[Section]:
    """A section for each heading that has any findings."""
    found: dict[str, list[Entry]] = {key: [] for key in headings}
    for finding in findings:
        found[belongs(finding) or ""].append(_entry(finding, goals, language))
    return [Section(headings[key], tuple(entries)) for key, entries in found.items() if entries]


def _entry(finding: Finding, goals: Mapping[str, str], language: Language) -> Entry:
    return Entry(
        finding.rule,
        finding.severity,
        place(finding),
        one_line(finding.label),
        one_line(finding.message[language]),
        one_line(finding.remedy[language]),
        goals.get(finding.focus),
    )
