"""A follow-up as plain text: in a minute how it goes, then goal by goal."""

from collections.abc import Iterable, Sequence
from datetime import date

import click

from graph.analysis.followup import Ground
from graph.analysis.followup_report import FollowUp, GoalReport, SummaryReport, tally
from graph.analysis.targets import Verdict
from graph.asking import names_to_ask_by
from graph.reference import Status
from graph.report.followup_words import Words, verdicts_of, weighed
from graph.report.options import Options
from graph.report.outline import one_line
from graph.report.wrapping import page_width, wrap
from graph.verdict import SourceFile

_NAMED = 10
_COLOURS = {Status.FULFILLED: "green", Status.PARTLY: "yellow", Status.NOT_FULFILLED: "red"}
_MARK = "! "


class Page:
    """The laying out of one follow-up: its words, width and colour."""

    def __init__(
        self, follow_up: FollowUp, options: Options, today: date, source: SourceFile | None = None
    ) -> None:
        self.follow_up = follow_up
        self.words = Words(follow_up, options.language)
        self.say = self.words.say
        self.options = options
        self.source = source
        self.today = today
        self.width = page_width(options.width)

    def wrap(self, text: str, indent: str = "", rest: str | None = None) -> list[str]:
        """A text as lines, all indented, those after the first by `rest` where that is given."""
        return wrap(text, self.width, first=indent, rest=indent if rest is None else rest)

    def bold(self, text: str, status: Status | None = None) -> str:
        """Text that stands out on a terminal that wants it to."""
        colour = _COLOURS.get(status) if status else None
        return click.style(text, fg=colour, bold=True) if self.options.colour else text

    def facts(self) -> list[str]:
        """Which plan, which file, which day, which rule."""
        plan = self.follow_up.plan
        municipality = one_line(plan.municipality.name(self.options.language)) if plan.municipality else ""
        facts = [
            (
                "plan",
                ", ".join(
                    part for part in (one_line(plan.name(self.options.language)), municipality) if part
                ),
            ),
            ("source", one_line(self.source.path) if self.source else ""),
            ("date", self.today.isoformat()),
            ("rule", f"{self.words.rule()}. {self.say('rule-unmeasured')}"),
        ]
        shown = [(f"{self.say(key)}:", text) for key, text in facts if text]
        column = max(len(name) for name, _ in shown) + 1
        return [line for name, text in shown for line in self.wrap(text, name.ljust(column), " " * column)]

    def not_over(self) -> list[str]:
        """A remark where the period has not ended."""
        end = self.follow_up.period.end
        if end is None or self.today > end:
            return []
        return self.wrap(self.say("not-over", end=end.isoformat(), today=self.today.isoformat()))

    def not_in_force(self, report: GoalReport, indent: str = "") -> list[str]:
        """A remark where a goal is counted nowhere."""
        if report.in_force:
            return []
        return self.wrap(self.say("why-not-in-force", year=str(self.follow_up.period.year or "")), indent)

    def stated(self, report: GoalReport | SummaryReport, indent: str) -> list[str]:
        """What is stated where it is another thing than what is computed, with the motivation."""
        if not report.differs or report.stated is None:
            return []
        computed = report.computed if isinstance(report, SummaryReport) else report.computed.status
        said = self.say(
            "differs", computed=self.words.status(computed), stated=self.words.stated(report.stated)
        )
        return self.wrap(f"{_MARK}{said} {self.motivation(report)}", indent, indent + "  ")

    def motivation(self, report: GoalReport | SummaryReport) -> str:
        """The motivation of what is stated, or that there is none."""
        text = report.stated.assessment.motivation.in_language(self.options.language) if report.stated else ""
        return self.say("motivation", text=one_line(text)) if text else self.say("motivation-none")

    def action(self, report: GoalReport | SummaryReport) -> str:
        """The action that is stated; that there is none where there should be; else nothing."""
        text = report.stated.assessment.action.in_language(self.options.language) if report.stated else ""
        if text:
            return self.say("action", text=one_line(text))
        computed = report.computed if isinstance(report, SummaryReport) else report.computed.status
        missed = Status.NOT_FULFILLED in {computed, report.stated.status if report.stated else None}
        return self.say("action-none") if missed else ""


def render(
    follow_up: FollowUp, source: SourceFile, options: Options, today: date, goal: str | None = None
) -> str:
    """The whole follow-up, or one goal with those below it; ends in a newline."""
    page = Page(follow_up, options, today, source)
    if goal is not None:
        report = follow_up.goals[goal]
        parts = [
            _council_goal(page, report, set()),
            page.not_in_force(report),
            page.not_over(),
            page.facts(),
            _hint(page, report),
        ]
    else:
        parts = [
            [page.bold(line) for line in page.wrap(headline(page))],
            page.not_over(),
            page.facts(),
            _in_short(page),
            [page.bold(page.say("by-goal")), *_what_stands_below(page)],
            *_goal_by_goal(page),
            _hint(page),
        ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _hint(page: Page, report: GoalReport | None = None) -> list[str]:
    """How to ask why, where it is known what to type for the plan."""
    if not page.options.typed:
        return []
    likely = (*page.follow_up.differing, *page.follow_up.council_goals)
    shown = report or (likely[0] if likely else None)
    period = page.follow_up.period.identifier or ""
    goal = names_to_ask_by(page.follow_up.plan)[shown.goal.iri] if shown else ""
    goal = f'"{goal}"' if " " in goal else goal
    return page.wrap(
        page.say("hint-why", path=one_line(page.options.typed), goal=goal, period=period), "", "  "
    )


def headline(page: Page) -> str:
    """How it goes for the council's goals, in one sentence."""
    follow_up, words = page.follow_up, page.words
    goals = follow_up.council_goals
    period, name = one_line(follow_up.period.name(page.options.language)), words.council_goals()
    if not goals:
        return page.say("headline-none", period=period, goals=name)
    counts = ", ".join(
        page.say("headline-count", n=words.number(n), status=words.status(status))
        for status, n in tally(goals).items()
        if n or status is Status.FULFILLED
    )
    return page.say("headline", period=period, total=words.number(len(goals)), goals=name, counts=counts)


def _in_short(page: Page) -> list[str]:
    follow_up, words = page.follow_up, page.words
    name = words.council_goals()
    targets = follow_up.targets
    rows = [
        (name[:1].upper() + name[1:], len(follow_up.council_goals), _signed(page, follow_up.council_goals)),
        (page.say("other-goals"), len(follow_up.other_goals), _signed(page, follow_up.other_goals)),
        (page.say("targets"), sum(targets.values()), words.verdicts(targets)),
        (page.say("trend"), sum(follow_up.trends.values()), words.trends()),
    ]
    names = [page.say("count-of", name=each, n=words.number(n)) for each, n, _ in rows]
    column = max(map(len, names)) + 4
    lines = [page.bold(page.say("summary"))]
    for each, (_, _, text) in zip(names, rows, strict=True):
        lines += page.wrap(text, f"  {each}".ljust(column), " " * column)
    lines += ["", f"  {page.say('sound')}"]
    for summary in follow_up.summaries:
        lines += _summary(page, summary)
    return [*lines, *_remarks(page)]


def _signed(page: Page, goals: Iterable[GoalReport]) -> str:
    return page.words.counts(tally(goals), signs=True)


def _summary(page: Page, summary: SummaryReport) -> list[str]:
    words = page.words
    name = page.say(summary.perspective.value)
    if summary.weighing is not None:
        n = words.number(len(summary.goals))
        why = page.say("summary-goals", n=n, counts=words.counts(weighed(summary.weighing)))
    else:
        why = page.say("from-stated" if summary.goals else "summary-no-goals")
    said = [f"{why[:1].upper()}{why[1:]}.", f"{_said(page, summary)}."]
    lines = [f"    {page.bold(words.signed(summary.computed), summary.computed)}  {name}"]
    lines += page.wrap(" ".join(said), "      ")
    return [*lines, *page.stated(summary, "      ")]


def _said(page: Page, report: GoalReport | SummaryReport) -> str:
    """What is stated and foretold, beside what is computed; without a full stop."""
    said = page.words.stated(report.stated) if report.stated else page.say("stated-none").rstrip(".")
    return f"{said}. {page.words.forecast(report.forecast)}" if report.forecast else said


def _remarks(page: Page) -> list[str]:
    """What nobody should miss: where words and figures part, what is not measured, what is not counted."""
    follow_up, words = page.follow_up, page.words
    goals = (*follow_up.council_goals, *follow_up.other_goals)
    remarks: list[str] = []
    if follow_up.differing:
        remarks.append(
            page.say(
                "differing",
                n=words.number(len(follow_up.differing)),
                total=words.number(len(goals)),
                goals=_listed(page, follow_up.differing, len(follow_up.differing)),
            )
        )
    unmeasured = follow_up.unmeasured
    if unmeasured:
        named = ", ".join(words.short(indicator) for indicator, _ in unmeasured[:_NAMED])
        more = len(unmeasured) - _NAMED
        if more > 0:
            named = page.say("unmeasured-more", indicators=named, n=words.number(more))
        total = words.number(sum(follow_up.targets.values()))
        remarks.append(page.say("unmeasured", n=words.number(len(unmeasured)), total=total, indicators=named))
    bare = [each for each in goals if each.computed.ground is Ground.NOTHING]
    for key, found in (("without-targets", bare), ("not-in-force", follow_up.not_in_force)):
        if found:
            remarks.append(
                page.say(
                    key,
                    n=words.number(len(found)),
                    goals=_listed(page, found),
                    year=str(follow_up.period.year or ""),
                )
            )
    return ["", *(line for each in remarks for line in page.wrap(each, "  ", "    "))] if remarks else []


def _listed(page: Page, goals: Sequence[GoalReport], most: int = _NAMED) -> str:
    named = ", ".join(page.words.short(each.goal) for each in goals[:most])
    more = len(goals) - most
    return page.say("goals-more", goals=named, n=page.words.number(more)) if more > 0 else named


def _goal_by_goal(page: Page) -> Iterable[list[str]]:
    told: set[str] = set()
    for report in page.follow_up.council_goals:
        yield _council_goal(page, report, told)
    if page.follow_up.loose_goals:
        yield [
            *page.wrap(page.say("loose")),
            *_lines_of(page, [each.goal.iri for each in page.follow_up.loose_goals], told),
        ]


def _council_goal(page: Page, report: GoalReport, told: set[str]) -> list[str]:
    """One goal with what it was computed from, what is stated, and the goals below it."""
    status = report.computed.status
    mark = page.words.signed(status)
    first, *more = page.wrap(f"{mark}  {page.words.called(report.goal)}", rest="  ")
    lines = [page.bold(mark, status) + first.removeprefix(mark), *more]
    ground = from_what(page, report)
    lines += page.wrap(f"{ground[:1].upper()}{ground[1:]}. {_said(page, report)}.", "  ")
    lines += page.stated(report, "  ")
    if action := page.action(report):
        lines += page.wrap(action, "  ")
    return [*lines, *_lines_of(page, report.below, told)]


def _what_stands_below(page: Page) -> list[str]:
    below = any(each.below for each in page.follow_up.council_goals)
    return page.wrap(page.say("by-goal-below"), "  ") if below else []


def _not_computed(page: Page, report: GoalReport, indent: str) -> list[str]:
    """What is stated of a goal for which nothing could be computed."""
    stated = report.stated
    if stated is None or report.differs or report.computed.status is not Status.NOT_ASSESSABLE:
        return []
    if stated.status is Status.NOT_ASSESSABLE:
        return []
    return page.wrap(page.say("not-computed", stated=page.words.stated(stated)), indent)


def from_what(page: Page, report: GoalReport) -> str:
    """What a status was computed from, with the counts."""
    words, computed = page.words, report.computed
    match computed.ground:
        case Ground.OWN_TARGETS:
            return page.say("from-targets", counts=words.verdicts(verdicts_of(report)))
        case Ground.CONTRIBUTORS if computed.weighing is not None:
            n = words.number(computed.weighing.total)
            return page.say("from-goals", n=n, counts=words.counts(weighed(computed.weighing)))
        case Ground.STATED:
            return page.say("from-stated")
        case _:
            return page.say("from-nothing")


def _lines_of(page: Page, goals: Iterable[str], told: set[str]) -> list[str]:
    """A line for each goal; where words and figures part, or something is to be done, the first time only."""
    reports = [page.follow_up.goals[iri] for iri in goals]
    marks = [page.words.signed(each.computed.status) for each in reports]
    column = max(map(len, marks), default=0) + 6
    lines: list[str] = []
    for mark, report in zip(marks, reports, strict=True):
        text = page.words.called(report.goal)
        if report.computed.ground is Ground.OWN_TARGETS:
            counts = verdicts_of(report)
            met, total = (page.words.number(n) for n in (counts[Verdict.MET], sum(counts.values())))
            reached = page.say("targets-reached", met=met, total=total).replace(" ", "\N{NO-BREAK SPACE}")
            text += f" ({reached})"
        start = f"    {mark}".ljust(column)
        first, *more = page.wrap(text, start, " " * column)
        lines += [first.replace(mark, page.bold(mark, report.computed.status), 1), *more]
        if report.goal.iri not in told:
            told.add(report.goal.iri)
            lines += page.stated(report, " " * column)
            lines += _not_computed(page, report, " " * column)
            missed = report.computed.status is Status.NOT_FULFILLED
            if missed and (action := page.action(report)):
                lines += page.wrap(action, " " * column)
    return lines
