"""What stands on the page of follow-up, as words and marks ready to be laid out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.components.marks import Mark, status_mark
from dashboard.words import word
from graph.analysis.followup import Ground
from graph.analysis.followup_report import FollowUp, GoalReport, IndicatorReport, Stated, SummaryReport, tally
from graph.analysis.targets import Verdict
from graph.analysis.trends import Trend
from graph.asking import names_to_ask_by
from graph.model import Body
from graph.reference import GoalKind, RollUp, Status
from graph.report.followup_text import Page, from_what, headline
from graph.report.followup_why import arithmetic, if_met, judged
from graph.report.followup_words import verdicts_of
from graph.report.options import Options
from graph.report.outline import one_line
from shapes.findings import Language

NOBODY = "-"
"""What the goals that no known body has are asked for by."""

_VERDICTS = {Verdict.MET: ("✓", "good"), Verdict.NOT_MET: ("×", "bad"), Verdict.NOT_MEASURED: ("–", "none")}
_TRENDS = {
    Trend.BETTER: ("+", "good"),
    Trend.WORSE: ("−", "bad"),
    Trend.UNCHANGED: ("=", "none"),
    Trend.MIXED: ("±", "middling"),
    Trend.UNKNOWN: ("–", "none"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What is computed, stated and foretold, beside one another. `forecast` is None where nothing is.

    `period` is what the forecast was made in. `motivation` and `action` are empty where none is due.
    """

    computed: Mark
    stated: Mark | None
    stated_as_forecast: bool
    forecast: Mark | None
    period: str
    differs: bool
    motivation: str
    action: str


@dataclass(frozen=True, slots=True)
class Card:
    """One goal in the period: its marks, what they rest on, and the arithmetic, sentence by sentence."""

    asked_by: str
    name: str
    owner: str
    said: Said
    reached: tuple[int, int] | None
    from_what: str
    inputs: tuple[tuple[str, tuple[tuple[Mark, str, str], ...]], ...]
    steps: tuple[str, ...]
    measured: bool


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One body with how many of its goals have each status, and for how many words and figures part."""

    asked_by: str
    name: str
    goals: int
    counts: tuple[tuple[int, Mark], ...]
    differing: int


class Followed:
    """One follow-up as it stands on the page."""

    def __init__(self, follow_up: FollowUp, language: Language, today: date) -> None:
        self.follow_up = follow_up
        self.language: Language = language
        self.page = Page(follow_up, Options(language=language), today)
        self.words = self.page.words
        self.say = self.words.say
        self._asks = names_to_ask_by(follow_up.plan)
        self._bodies = {body.iri: body for body in follow_up.plan.bodies}

    @property
    def headline(self) -> str:
        """How it goes for the council's goals, in one sentence."""
        return headline(self.page)

    @property
    def not_over(self) -> str:
        """A remark where the period has not ended."""
        return " ".join(self.page.not_over())

    @property
    def rule(self) -> str:
        """The rule that everything is weighed by, in words."""
        rule = self.words.rule()
        return f"{rule[:1].upper()}{rule[1:]}. {self.say('rule-unmeasured')}"

    @property
    def council_goals(self) -> str:
        """What the council's goals are called."""
        name = self.words.council_goals()
        return name[:1].upper() + name[1:]

    @property
    def in_short(self) -> list[tuple[str, int, list[tuple[int, Mark]]]]:
        """What was counted, out of how many, and how many of each."""
        found = self.follow_up
        return [
            (self.council_goals, len(found.council_goals), self._counted(found.council_goals)),
            (self.say("other-goals"), len(found.other_goals), self._counted(found.other_goals)),
            (self.say("targets"), sum(found.targets.values()), self._verdicts(found.targets)),
            (
                self.say("trend"),
                sum(found.trends.values()),
                [
                    (n, Mark(_TRENDS[trend][0], self.say(f"moved-{trend.value}"), _TRENDS[trend][1]))
                    for trend, n in found.trends.items()
                    if n
                ],
            ),
        ]

    @property
    def differing(self) -> list[tuple[str, str, str]]:
        """The goals for which words and figures part: what each is asked for by, its name, its owner's id."""
        return [
            (self._asks[each.goal.iri], self.words.called(each.goal), self._owner_id(each))
            for each in self.follow_up.differing
        ]

    @property
    def goals_counted(self) -> int:
        """Out of how many goals anything is counted."""
        return len(self.follow_up.council_goals) + len(self.follow_up.other_goals)

    @property
    def unmeasured(self) -> list[str]:
        """The indicators with a target value that could not be judged."""
        return [self.words.called(each) for each, _ in self.follow_up.unmeasured]

    @property
    def bare(self) -> list[str]:
        """The goals without target values, of their own or below them."""
        goals = (*self.follow_up.council_goals, *self.follow_up.other_goals)
        return [self.words.called(each.goal) for each in goals if each.computed.ground is Ground.NOTHING]

    @property
    def left_out(self) -> list[str]:
        """The goals that are not in force in the period and so counted nowhere."""
        return [self.words.called(each.goal) for each in self.follow_up.not_in_force]

    @property
    def summaries(self) -> list[tuple[str, Said, str, list[tuple[Mark, str]], list[str]]]:
        """God ekonomisk hushållning, by perspective: what is said, why, the goals behind, the arithmetic."""
        return [self._summary(each) for each in self.follow_up.summaries]

    def council_cards(self) -> list[Card]:
        """Every council goal in force."""
        return [self.card(each) for each in self.follow_up.council_goals]

    def cards_of(self, body: str) -> list[Card]:
        """Every committee and company goal in force of one body, by what it is asked for by."""
        found = next((each for each in self._owners() if self._asked_by(each) == body), None)
        return [self.card(each) for each in self._owned_by(found)]

    def bodies(self) -> list[BodyLine]:
        """Every body with a committee or company goal in force, last what no known body answers for."""
        return [
            BodyLine(
                self._asked_by(body),
                one_line(body.name(self.language)) if body else word("no-owner")[self.language],
                len(goals),
                tuple(self._counted(goals)),
                sum(each.differs for each in goals),
            )
            for body in self._owners()
            if (goals := self._owned_by(body))
        ]

    def card(self, report: GoalReport) -> Card:
        """One goal."""
        computed = report.computed
        reached = None
        if computed.ground is Ground.OWN_TARGETS:
            counts = verdicts_of(report)
            reached = counts[Verdict.MET], sum(counts.values())
        ground = from_what(self.page, report)
        return Card(
            self._asks[report.goal.iri],
            self.words.called(report.goal),
            self._owner(report),
            self._said(report),
            reached,
            f"{ground[:1].upper()}{ground[1:]}.",
            tuple(self._inputs(report)),
            tuple(self._steps(report)),
            bool(report.indicators),
        )

    def judged(self, report: IndicatorReport) -> list[tuple[Mark, str]]:
        """How each target value of an indicator fared, with target, outcome and trend in words."""
        return [
            (self._verdict(check.verdict), judged(self.page, report, target, check))
            for target, check in zip(report.targets, report.checks, strict=True)
        ]

    def _inputs(self, report: GoalReport) -> Iterable[tuple[str, tuple[tuple[Mark, str, str], ...]]]:
        """What a goal was weighed from, each under its sentence: mark, name, and more in words."""
        computed = report.computed
        match computed.ground:
            case Ground.OWN_TARGETS:
                yield self.say("why-own", n=self.words.number(len(computed.targets))), self._judged(report)
                others = self.words.contributors[report.goal.iri]
                if others:
                    yield self.say("why-own-only", n=self.words.number(others)), ()
            case Ground.CONTRIBUTORS:
                below = [self.follow_up.goals[each.goal] for each in computed.contributors]
                yield (
                    self.say("why-below", n=self.words.number(len(below))),
                    tuple((self._mark(each), self.words.called(each.goal), "") for each in below),
                )
            case Ground.STATED:
                yield self.say("why-stated"), ()
            case _:
                by_rule = self.follow_up.settings.rule is RollUp.STATED
                yield self.say("why-nothing-stated" if by_rule else "why-nothing"), ()
        bare = [each for each in report.indicators if not each.checks]
        if bare:
            names = ((Mark("–", "", "none"), self.words.indicator(each.indicator), "") for each in bare)
            yield f"{self.say('indicator-lacks-target')}:", tuple(names)
        if computed.left_out:
            left_out = ", ".join(
                self.words.short(self.follow_up.goals[each].goal) for each in computed.left_out
            )
            yield self.say("why-left-out", goals=left_out), ()

    def _judged(self, report: GoalReport) -> tuple[tuple[Mark, str, str], ...]:
        return tuple(
            (mark, self.words.indicator(each.indicator), sentence)
            for each in report.indicators
            for mark, sentence in self.judged(each)
        )

    def _steps(self, report: GoalReport) -> list[str]:
        weighing = report.computed.weighing
        if weighing is None:
            return []
        own = report.computed.ground is Ground.OWN_TARGETS
        return [*arithmetic(self.page, weighing, targets=own), *if_met(self.page, report)]

    def _summary(self, summary: SummaryReport) -> tuple[str, Said, str, list[tuple[Mark, str]], list[str]]:
        name = self.say(summary.perspective.value)
        goals = [self.follow_up.goals[each] for each in summary.goals]
        behind = [(self._mark(each), self.words.called(each.goal)) for each in goals]
        if summary.weighing is None:
            by_rule = self.follow_up.settings.rule is RollUp.STATED
            why = self.say("why-stated" if by_rule else "summary-no-goals").rstrip(".")
            return name, self._said(summary), f"{why[:1].upper()}{why[1:]}.", behind, []
        n = self.words.number(len(goals))
        why = self.say("why-sound", perspective=name.lower(), n=n)
        return name, self._said(summary), why, behind, arithmetic(self.page, summary.weighing, targets=False)

    def _said(self, report: GoalReport | SummaryReport) -> Said:
        computed = report.computed if isinstance(report, SummaryReport) else report.computed.status
        told = bool(report.stated and report.stated.assessment.motivation)
        return Said(
            self._status(computed),
            self._stated(report.stated),
            report.stated is not None and report.stated.is_forecast,
            self._stated(report.forecast),
            self.words.period(report.forecast.assessment.period) if report.forecast else "",
            report.differs,
            self.page.motivation(report) if report.differs or told else "",
            self.page.action(report),
        )

    def _stated(self, stated: Stated | None) -> Mark | None:
        return self._marked(stated.status, self.words.step(stated)) if stated else None

    def _mark(self, report: GoalReport) -> Mark:
        return self._status(report.computed.status)

    def _status(self, status: Status) -> Mark:
        return self._marked(status, self.words.status(status))

    def _marked(self, status: Status | None, said: str) -> Mark:
        return status_mark(status, said, self.language, self.words.follow_up.plan.scale)

    def _verdict(self, verdict: Verdict) -> Mark:
        sign, tone = _VERDICTS[verdict]
        return Mark(sign, self.say(verdict.value), tone)

    def _verdicts(self, counts: Mapping[Verdict, int]) -> list[tuple[int, Mark]]:
        return [
            (n, Mark(_VERDICTS[verdict][0], self.say(f"{verdict.value}-many"), _VERDICTS[verdict][1]))
            for verdict, n in counts.items()
            if n
        ]

    def _counted(self, goals: Iterable[GoalReport]) -> list[tuple[int, Mark]]:
        """How many goals have each status, those that none has left out."""
        return [
            (n, self._status(status)) for status, n in tally(goals).items() if n or status is Status.FULFILLED
        ]

    def _owners(self) -> Sequence[Body | None]:
        return [*self.follow_up.plan.bodies, None]

    def _asked_by(self, body: Body | None) -> str:
        return one_line(body.identifier or body.iri) if body else NOBODY

    def _owned_by(self, body: Body | None) -> Sequence[GoalReport]:
        return [
            each for each in self.follow_up.other_goals if self._bodies.get(each.goal.owner or "") is body
        ]

    def _owner(self, report: GoalReport) -> str:
        body = self._bodies.get(report.goal.owner or "")
        return one_line(body.name(self.language)) if body else ""

    def _owner_id(self, report: GoalReport) -> str:
        """What the owner of a committee or company goal is asked for by; empty for a council goal."""
        council = report.goal.kind is GoalKind.COUNCIL
        return "" if council else self._asked_by(self._bodies.get(report.goal.owner or ""))
