"""Why a goal has its status: the rule, what went in, and the arithmetic, in plain words."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from graph.analysis.followup import Ground
from graph.analysis.followup_report import FollowUp, GoalReport, IndicatorReport, SummaryReport
from graph.analysis.rollup import Weighing
from graph.analysis.targets import TargetCheck, Verdict
from graph.model_followup import TargetValue
from graph.reference import PeriodKind, RollUp, Status
from graph.report.followup_text import Page, headline
from graph.report.followup_words import weighed
from graph.report.numbers import in_percent, percent
from graph.report.options import Options
from graph.report.outline import one_line
from graph.verdict import SourceFile

_DEEPEST = 3


def render(
    follow_up: FollowUp, source: SourceFile, options: Options, today: date, goal: str | None = None
) -> str:
    """How one goal got its status, or every council goal and both summaries; ends in a newline."""
    page = Page(follow_up, options, today, source)
    if goal is None:
        parts = [[page.bold(line) for line in page.wrap(headline(page))], page.not_over(), page.facts()]
        told: set[str] = set()
        for each in follow_up.council_goals:
            parts += _down(page, each.goal.iri, told)
        parts += [_summary(page, each) for each in follow_up.summaries]
    else:
        (first, *below) = _down(page, goal, set())
        heading = _heading(page, follow_up.goals[goal], "")
        parts = [heading, page.not_over(), page.facts(), first[len(heading) :], *below]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _down(page: Page, goal: str, told: set[str]) -> Iterable[list[str]]:
    """A goal and then, one by one, the goals that it was computed from; each in full the first time only."""
    waiting = [(goal, 0)]
    while waiting:
        iri, depth = waiting.pop()
        if iri in told:
            continue
        told.add(iri)
        report = page.follow_up.goals[iri]
        yield _goal(page, report, "  " * min(depth, _DEEPEST))
        waiting += [(each.goal, depth + 1) for each in reversed(report.computed.contributors)]


def _goal(page: Page, report: GoalReport, indent: str) -> list[str]:
    """All about one goal: what went in, the arithmetic, what is stated."""
    lines = _heading(page, report, indent)
    inner = indent + "  "
    lines += page.not_in_force(report, inner)
    lines += _inputs(page, report, inner)
    if report.computed.weighing is not None:
        own = report.computed.ground is Ground.OWN_TARGETS
        steps = [*arithmetic(page, report.computed.weighing, targets=own), *if_met(page, report)]
        lines += page.wrap(page.say("arithmetic", steps=" ".join(steps)), inner)
    return [*lines, *_stated(page, report, inner)]


def _heading(page: Page, report: GoalReport, indent: str) -> list[str]:
    status = report.computed.status
    mark = page.words.signed(status)
    first, *more = page.wrap(f"{mark}  {page.words.called(report.goal)}", indent, indent + "  ")
    return [first.replace(mark, page.bold(mark, status), 1), *more]


def _summary(page: Page, summary: SummaryReport) -> list[str]:
    """All about one summary assessment."""
    mark = page.words.signed(summary.computed)
    name = f"{page.say('sound')}: {page.say(summary.perspective.value).lower()}"
    lines = [f"{page.bold(mark, summary.computed)}  {name}"]
    if summary.weighing is None:
        why = page.say("why-stated" if page.follow_up.settings.rule is RollUp.STATED else "summary-no-goals")
        lines += page.wrap(f"{why[:1].upper()}{why[1:].rstrip('.')}.", "  ")
    else:
        perspective = page.say(summary.perspective.value).lower()
        n = page.words.number(len(summary.goals))
        lines += page.wrap(page.say("why-sound", perspective=perspective, n=n), "  ")
        lines += _listed(page, summary.goals, "    ")
        steps = arithmetic(page, summary.weighing, targets=False)
        lines += page.wrap(page.say("arithmetic", steps=" ".join(steps)), "  ")
    return [*lines, *_stated(page, summary, "  ")]


def _inputs(page: Page, report: GoalReport, indent: str) -> list[str]:
    computed = report.computed
    match computed.ground:
        case Ground.OWN_TARGETS:
            lines = page.wrap(page.say("why-own", n=page.words.number(len(computed.targets))), indent)
            lines += _indicators(page, report.indicators, indent + "  ")
            others = page.words.contributors[report.goal.iri]
            if others:
                lines += page.wrap(page.say("why-own-only", n=page.words.number(others)), indent)
            return lines
        case Ground.CONTRIBUTORS:
            below = [each.goal for each in computed.contributors]
            lines = page.wrap(page.say("why-below", n=page.words.number(len(below))), indent)
            lines += _listed(page, below, indent + "  ")
            lines += _indicators(page, report.indicators, indent + "  ")
            return [*lines, *_left_out(page, computed.left_out, indent)]
        case Ground.STATED:
            return page.wrap(page.say("why-stated"), indent)
        case _:
            by_rule = page.follow_up.settings.rule is RollUp.STATED
            key = "why-nothing-stated" if by_rule else "why-nothing"
            lines = page.wrap(page.say(key), indent)
            lines += _indicators(page, report.indicators, indent + "  ")
            return [*lines, *_left_out(page, computed.left_out, indent)]


def _left_out(page: Page, goals: Sequence[str], indent: str) -> list[str]:
    named = ", ".join(page.words.short(page.follow_up.goals[each].goal) for each in goals)
    return page.wrap(page.say("why-left-out", goals=named), indent) if goals else []


def _listed(page: Page, goals: Iterable[str], indent: str) -> list[str]:
    lines: list[str] = []
    for each in goals:
        report = page.follow_up.goals[each]
        mark = page.words.signed(report.computed.status)
        lines += page.wrap(f"{mark}  {page.words.called(report.goal)}", indent, indent + "  ")
    return lines


def _indicators(page: Page, reports: Iterable[IndicatorReport], indent: str) -> list[str]:
    lines: list[str] = []
    for report in reports:
        heading = page.words.indicator(report.indicator)
        if not report.checks:
            lines += page.wrap(f"{page.say('indicator-lacks-target')}: {heading}", indent, indent + "  ")
        for target, check in zip(report.targets, report.checks, strict=True):
            verdict = page.say(check.verdict.value)
            lines += page.wrap(f"{verdict}: {heading}", indent, indent + "  ")
            lines += page.wrap(judged(page, report, target, check), indent + "  ")
    return lines


def judged(page: Page, report: IndicatorReport, target: TargetValue, check: TargetCheck) -> str:
    """The target, the outcome and the trend of one indicator, in a few sentences."""
    period = page.words.periods.get(target.period or "")
    interim = page.follow_up.period.kind is PeriodKind.INTERIM
    of_year = interim and period is not None and period.kind is PeriodKind.ANNUAL
    sought = page.words.target(target, check, report.indicator)
    said = [page.say("target-of-year" if of_year else "target", target=sought)]
    said += [page.words.outcome(report, check), page.words.trend(report)]
    return " ".join(part for part in said if part)


def _stated(page: Page, report: GoalReport | SummaryReport, indent: str) -> list[str]:
    """What is stated, whether it is the same, the motivation, the action and what was foretold."""
    said: list[str] = []
    mark = ""
    if report.stated is None:
        said.append(page.say("stated-none"))
    else:
        sentence = page.words.stated_in_full(report.stated)
        computed = report.computed if isinstance(report, SummaryReport) else report.computed.status
        if report.differs:
            mark = "! "
            sentence += f" {page.say('not-same', status=page.words.status(computed))}"
        elif report.stated.status is computed:
            sentence += f" {page.say('same')}"
        said.append(sentence)
        if report.differs or report.stated.assessment.motivation:
            said.append(page.motivation(report))
    lines = page.wrap(mark + " ".join(said), indent, indent + " " * len(mark))
    if action := page.action(report):
        lines += page.wrap(action, indent)
    if report.forecast:
        motive = report.forecast.assessment.motivation.in_language(page.options.language) or ""
        lines += page.wrap(f"{page.words.forecast(report.forecast)}. {one_line(motive)}".rstrip(), indent)
    return lines


def if_met(page: Page, report: GoalReport) -> list[str]:
    """What the result would be if what was not measured counted as met, where something was not."""
    computed = report.computed
    if not computed.unmeasured:
        return []
    same = computed.if_unmeasured_met is computed.status
    key = "if-met" if same else "if-met-other"
    return [page.say(key, status=page.words.status(computed.if_unmeasured_met))]


def arithmetic(page: Page, weighing: Weighing, *, targets: bool) -> list[str]:
    """How a weighing came to its result, in sentences; `targets`: target values were weighed, not goals."""
    words, total = page.words, page.words.number(weighing.total)
    if weighing.total == weighing.not_measured:
        steps = [page.say("nothing-measured", total=total)]
    elif weighing.settings.rule is RollUp.WORST:
        steps = [page.say("worst-of", total=total, counts=_counts(page, weighing, targets=targets))]
        if weighing.status is Status.NOT_ASSESSABLE:
            steps.append(page.say("worst-unmeasured", n=words.number(weighing.not_measured)))
    else:
        steps = _shares(page, weighing, targets=targets)
        if weighing.not_measured:
            steps.append(page.say("unmeasured-counts", n=words.number(weighing.not_measured)))
    return [*steps, page.say("result", status=words.status(weighing.status))]


def _counts(page: Page, weighing: Weighing, *, targets: bool) -> str:
    if not targets:
        return page.words.counts(weighed(weighing))
    return page.words.verdicts(
        {
            Verdict.MET: weighing.fulfilled,
            Verdict.NOT_MET: weighing.not_fulfilled,
            Verdict.NOT_MEASURED: weighing.not_measured,
        }
    )


def _shares(page: Page, weighing: Weighing, *, targets: bool) -> list[str]:
    """The share that is fulfilled beside what it takes; where that falls short, the share that is partly."""
    words, settings = page.words, weighing.settings
    full, partly = words.status(Status.FULFILLED), words.status(Status.PARTLY)
    whole = page.say("met-targets") if targets else page.say("status-name", status=full)
    limit, half = settings.fulfilled, settings.partly
    reached = weighing.status is Status.FULFILLED
    answer = page.say("enough" if reached else "not-enough")
    match settings.rule:
        case RollUp.SHARE:
            need = page.say("need-share", status=full, limit=in_percent(limit), answer=answer)
        case RollUp.MAJORITY:
            limit, half = Decimal(50), Decimal(50)
            need = page.say("need-majority", status=full, answer=answer)
        case _:
            limit = Decimal(100)
            need = page.say("need-all", status=full, answer=answer)
    steps = [_share(page, whole, [weighing.fulfilled], weighing.total, (limit, half)), need]
    if reached:
        return steps
    if not targets:
        name = page.say("at-least-status", status=partly)
        steps.append(_share(page, name, [weighing.fulfilled, weighing.partly], weighing.total, (half,)))
    answer = page.say("enough" if weighing.status is Status.PARTLY else "not-enough")
    if settings.rule is RollUp.MAJORITY:
        return [*steps, page.say("need-half", status=partly, answer=answer)]
    return [*steps, page.say("need-share", status=partly, limit=in_percent(half), answer=answer)]


def _share(page: Page, name: str, parts: Sequence[int], total: int, limits: Sequence[Decimal]) -> str:
    number = page.words.number
    added = " + ".join(number(part) for part in parts)
    whole = number(sum(parts)) if len(parts) == 1 else f"{added} = {number(sum(parts))}"
    share = percent(Decimal(100 * sum(parts)) / total, *limits)
    return page.say("share", name=name, sum=whole, total=number(total), share=share)
