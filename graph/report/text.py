"""The verdict as plain text for a terminal: read in a minute by a politician, in a day by a controller."""

import textwrap
from collections.abc import Sequence

import click

from graph.report.numbers import in_digits
from graph.report.options import Options
from graph.report.outline import (
    SIGNS,
    Group,
    Line,
    clean_rules,
    codes,
    groups,
    headline,
    left_out,
    one_line,
    plan_name,
)
from graph.report.words import counted, severity_word, when, word
from graph.report.wrapping import page_width, wrap
from graph.verdict import Reason, Verdict
from shapes.findings import Language, Severity

SHOWN_PER_RULE = 10

_PLACE_WIDEST = 24
_COLOURS = {Severity.VIOLATION: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def render(verdict: Verdict, options: Options) -> str:
    """The whole report, ending in a newline."""
    page = _Page(options)
    found = groups(verdict, options.language)
    parts = [
        page.verdict(verdict),
        page.facts(verdict),
        *(page.group(group) for group in found),
        page.summary(verdict, found),
        page.not_checked(verdict),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


class _Page:
    """The laying out of one report: its language, width and colour."""

    def __init__(self, options: Options) -> None:
        self.language: Language = options.language
        self.full = options.full
        self.width = page_width(options.width)
        self.colour = options.colour

    def verdict(self, verdict: Verdict) -> list[str]:
        colour = "green" if verdict.conforms and verdict.checked else "red"
        return [self.paint(line, colour) for line in self.wrap(headline(verdict, self.language))]

    def facts(self, verdict: Verdict) -> list[str]:
        checked = counted("rule", len(verdict.checked))[self.language]
        if verdict.gate:
            checked += f" {when(verdict.gate)[self.language]}"
        if verdict.period:
            checked += f", {word('period', period=verdict.period)[self.language]}"
        facts = [
            ("plan", plan_name(verdict, self.language)),
            ("source", one_line(verdict.source.path)),
            ("date", verdict.today.isoformat()),
            ("checked", checked),
        ]
        if verdict.fail_on is not Severity.VIOLATION:
            facts.append(("limit", word(f"limit-{verdict.fail_on.value}")[self.language]))
        names = [f"{word(key)[self.language]}:" for key, _ in facts]
        column = max(map(len, names)) + 1
        return [
            line
            for name, (_, text) in zip(names, facts, strict=True)
            for line in self.wrap(text, first=name.ljust(column), rest=" " * column)
        ]

    def group(self, group: Group) -> list[str]:
        severity = group.rule.severity
        mark = f"{SIGNS[severity]} {severity_word(severity)[self.language]} {group.rule.code}"
        count = in_digits(len(group.lines))[self.language]
        first, *more = self.wrap(f"{mark} ({count}): {group.heading}", rest="  ")
        lines = [self.paint(mark, _COLOURS[severity]) + first.removeprefix(mark), *more]
        if group.remedy:
            lines += self.wrap(f"{word('remedy')[self.language]}: {group.remedy}", first="  ", rest="  ")
        shown = group.lines if self.full else group.lines[:SHOWN_PER_RULE]
        lines += ["", *self.findings(shown)]
        if len(shown) < len(group.lines):
            hidden = in_digits(len(group.lines) - len(shown))
            lines.append(f"  {word('more', n=hidden)[self.language]}")
        return lines

    def findings(self, findings: Sequence[Line]) -> list[str]:
        """Place and label side by side; one above the other where a place is long, as an IRI is."""
        longest = max(len(finding.place) for finding in findings)
        beside = longest <= _PLACE_WIDEST
        column = " " * (longest + 4) if beside else "    "
        lines: list[str] = []
        for finding in findings:
            remedy = f"{word('remedy')[self.language]}: {finding.remedy}" if finding.remedy else ""
            # a sentence that names the thing needs no name above it
            label = "" if finding.label in finding.reason else finding.label
            first, *rest = [text for text in (label, finding.reason, remedy) if text] or [""]
            if beside:
                start = f"  {finding.place}".ljust(len(column))
                lines += self.wrap(first, first=start, rest=column) or [start.rstrip()]
            else:
                lines += self.wrap(first, first="  ", rest=column)
                rest.insert(0, finding.place)
            for text in rest:
                lines += self.wrap(text, first=column, rest=column)
        return lines

    def summary(self, verdict: Verdict, found: Sequence[Group]) -> list[str]:
        lines = [self.paint(word("summary")[self.language], None)]
        words = {severity: severity_word(severity)[self.language] for severity in Severity}
        numbers = [in_digits(len(group.lines))[self.language] for group in found]
        widest = max(map(len, numbers), default=0)
        column = max((len(words[group.rule.severity]) for group in found), default=0)
        code = max((len(group.rule.code) for group in found), default=0)
        for group, number in zip(found, numbers, strict=True):
            severity = group.rule.severity
            start = f"  {SIGNS[severity]} {words[severity]:<{column}} {group.rule.code:<{code}}"
            start += f" {number:>{widest}}  "
            heading = textwrap.shorten(group.heading, self.width - len(start), placeholder=" …")
            lines.append(f"{start}{heading}".rstrip())
        lines += self.wrap(counted("clean", len(clean_rules(verdict)))[self.language], first="  ", rest="  ")
        return lines

    def not_checked(self, verdict: Verdict) -> list[str]:
        lines = [self.paint(word("not-checked")[self.language], None)]
        for reason, rules in left_out(verdict):
            why = word("choose-period" if reason is Reason.NO_PERIOD else reason.value)[self.language]
            number = counted("rule", len(rules))[self.language]
            lines += self.wrap(f"{why} ({number}): {codes(rules)}", first="  ", rest="    ")
        if not verdict.not_checked:
            lines.append(f"  {word('not-checked-none')[self.language]}")
        return lines

    def wrap(self, text: str, *, first: str = "", rest: str = "") -> list[str]:
        return wrap(text, self.width, first=first, rest=rest)

    def paint(self, text: str, colour: str | None) -> str:
        """Bold text, in a colour when there is to be any; the words never depend on it."""
        return click.style(text, fg=colour, bold=True) if self.colour else text
