"""What a follow-up says in one language: statuses in the municipality's own words, targets, outcomes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from rdflib import URIRef

from graph.analysis.followup_report import FollowUp, GoalReport, IndicatorReport, Stated
from graph.analysis.rollup import Weighing
from graph.analysis.targets import Reason, TargetCheck, Verdict, measured
from graph.analysis.trends import Trend, TrendCheck
from graph.model import ScaleStep
from graph.model_base import Named
from graph.model_followup import Indicator, Outcome, TargetValue
from graph.reference import Condition, OutcomeStatus, Sex, Status, concept_iri
from graph.report.numbers import in_digits, in_percent
from graph.report.outline import one_line
from graph.report.status_signs import sign_of
from ontology.labels import label
from ontology.vocabulary import graph_of
from shapes.findings import Language, Text
from shapes.words import read_words

_PERCENT = {"procent", "%", "percent", "per cent"}
_SEXES: Mapping[Sex, str] = {Sex.WOMEN: "women", Sex.MEN: "men"}
_NO_VALUE = (Reason.NO_OUTCOME, Reason.STATED_NOT_MEASURED, Reason.NOT_APPLICABLE)


def word(key: str, **values: Text | str) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist."""
    return read_words("graph.report", "followup")[key].filled(values)


class Words:
    """The words of one follow-up in one language."""

    def __init__(self, follow_up: FollowUp, language: Language) -> None:
        self.follow_up = follow_up
        self.language: Language = language
        plan = follow_up.plan
        self.periods = {each.iri: each for each in (*plan.periods, follow_up.period)}
        self.outcomes = {each.iri: each for each in plan.outcomes}
        self.bodies = {each.iri: each for each in plan.bodies}
        self.contributors = Counter(above for goal in plan.goals for above in goal.contributes_to)
        self._steps = {step.iri: step for step in plan.scale}
        self._own: dict[Status, ScaleStep] = {}
        for step in plan.scale:
            if step.canonical is not None:
                self._own.setdefault(step.canonical, step)

    def say(self, key: str, **values: Text | str) -> str:
        """One text in the language."""
        return word(key, **values)[self.language]

    def number(self, number: int | Decimal) -> str:
        """A number in digits."""
        return in_digits(number)[self.language]

    def called(self, thing: Named) -> str:
        """A thing's id and title: KF-1 Varje barn växer upp tryggt."""
        name = one_line(thing.name(self.language))
        identifier = one_line(thing.identifier or "")
        return name if identifier in {"", name} else f"{identifier} {name}"

    def short(self, thing: Named) -> str:
        """A thing's id, else its title."""
        return one_line(thing.identifier or thing.name(self.language))

    def period(self, iri: str | None) -> str:
        """What a period is called; empty where it is not known."""
        found = self.periods.get(iri or "")
        return one_line(found.name(self.language)) if found else ""

    def council_goals(self) -> str:
        """What the council's goals are called."""
        own = self.follow_up.plan.governing_model.name_of_council_goal.only(self.language)
        return one_line(own) if own else self.say("council-goals")

    def status(self, status: Status) -> str:
        """What a status is called: as on the municipality's own scale, else as everywhere."""
        own = self._own.get(status)
        if own is not None:
            return one_line(own.name(self.language))
        return label(graph_of("concepts.ttl"), URIRef(concept_iri(status)), self.language)

    def signed(self, status: Status) -> str:
        """A status with its sign: ▲ Nära mål."""
        return f"{self.sign(status)} {self.status(status)}"

    def sign(self, status: Status) -> str:
        """The sign of a status; the words beside it say the same."""
        return sign_of(status, self.follow_up.plan.scale)

    def step(self, stated: Stated) -> str:
        """What somebody stated, in the words of the step that they chose."""
        chosen = self._steps.get(stated.assessment.status or "")
        if chosen is not None:
            return one_line(chosen.name(self.language))
        return self.status(stated.status) if stated.status else self.say("stated-empty")

    def stated(self, stated: Stated) -> str:
        """The same as a sentence without its full stop; a forecast is called one."""
        key = "stated-forecast" if stated.is_forecast else "stated"
        return self.say(key, status=self.step(stated))

    def stated_in_full(self, stated: Stated) -> str:
        """The same with the day and the body."""
        assessment = stated.assessment
        body = self.bodies.get(assessment.assessed_by or "")
        day = assessment.dated.isoformat() if assessment.dated else ""
        details = ", ".join(
            part for part in (one_line(body.name(self.language)) if body else "", day) if part
        )
        return self.say("stated-details", stated=self.stated(stated), details=details)

    def forecast(self, stated: Stated) -> str:
        """What was foretold, and in which period; without a full stop."""
        return self.say("forecast", period=self.period(stated.assessment.period), status=self.step(stated))

    def counts(self, counts: Mapping[Status, int], *, signs: bool = False) -> str:
        """How many have each status, those that nobody has left out: 3 I mål, 7 Nära mål."""
        found = [
            self.say("count", n=self.number(n), name=self.signed(each) if signs else self.status(each))
            for each, n in counts.items()
            if n
        ]
        return ", ".join(found) or self.say("nothing")

    def verdicts(self, counts: Mapping[Verdict, int]) -> str:
        """How many target values were met, missed and not measured, those that none was left out."""
        found = [
            self.say("count-verdict", n=self.number(n), name=word(f"{verdict.value}-many"))
            for verdict, n in counts.items()
            if n
        ]
        return ", ".join(found) or self.say("nothing")

    def trends(self) -> str:
        """How many indicators have got better and worse."""
        found = [
            self.say("count-verdict", n=self.number(n), name=word(f"moved-{trend.value}"))
            for trend, n in self.follow_up.trends.items()
            if n
        ]
        return ", ".join(found) or self.say("nothing")

    def rule(self) -> str:
        """The rule that everything is weighed by, with its limits."""
        settings = self.follow_up.settings
        said = self.say(
            f"rule-{settings.rule.value}",
            fulfilled=self.status(Status.FULFILLED),
            partly=self.status(Status.PARTLY),
            limit=in_percent(settings.fulfilled),
            half=in_percent(settings.partly),
        )
        default = self.follow_up.plan.governing_model.roll_up_rule is None
        return self.say("rule-default", rule=said) if default else said

    def amount(self, value: Decimal, indicator: Indicator) -> str:
        """A value of an indicator; with a per cent sign where that is its unit."""
        in_per_cent = (indicator.unit or "").strip().casefold() in _PERCENT
        return (in_percent(value) if in_per_cent else in_digits(value))[self.language]

    def indicator(self, indicator: Indicator) -> str:
        """An indicator with its unit and which way is better."""
        unit = one_line(indicator.unit or "")
        better = self.say(f"better-{indicator.direction.value}") if indicator.direction else ""
        details = ", ".join(part for part in (unit, better) if part)
        return f"{self.called(indicator)} ({details})" if details else self.called(indicator)

    def target(self, target: TargetValue, check: TargetCheck, indicator: Indicator) -> str:
        """What was to be reached, in the indicator's own unit."""
        value, limit = target.value, check.limit
        if target.condition is None:
            return self.say("target-none", value=self._maybe(value, indicator, ""))
        missing = self.say("value-missing")
        side = ""
        if target.condition is Condition.CHANGE_FROM_BASELINE and limit is not None:
            base = indicator.baseline_value
            falls = base is not None and (limit < base or (limit == base and _lower_is_better(indicator)))
            side = self.say(
                f"target-{Condition.AT_MOST if falls else Condition.AT_LEAST}",
                value=self.amount(limit.normalize() if limit else limit, indicator),
            )
        return self.say(
            f"target-{target.condition.value}",
            value=self._maybe(value, indicator, missing),
            upper=self._maybe(target.upper_value, indicator, missing),
            limit=self._limit(check, indicator),
            since=self._since(check, indicator),
            change=in_percent(value)[self.language] if value is not None else missing,
            base=self._base(indicator) or missing,
            side=side,
        )

    def outcome(self, report: IndicatorReport, check: TargetCheck) -> str:
        """What it became, or why nothing is known of it; and why it could not be judged, where that is so."""
        said: list[str] = []
        if check.value is not None or any(part.value is not None for part in check.parts):
            said.append(self._measured(report, check))
        if check.reason is not None and check.reason in _NO_VALUE:
            said.append(self.say("outcome-none", reason=word(f"reason-{check.reason.value}")))
        else:
            reasons = (*(part.reason for part in check.parts if part.value is not None), check.reason)
            known = next((each for each in reasons if each is not None), None)
            if known is not None:
                said.append(self.say("because", reason=word(f"reason-{known.value}")))
        return " ".join(said)

    def value(self, report: IndicatorReport, check: TargetCheck) -> str:
        """The outcome alone: the total, or what women and men had; empty where nothing was measured."""
        if check.value is not None:
            return self.amount(check.value, report.indicator)
        return ", ".join(self._of_sexes(report)) if check.parts else ""

    def trend(self, report: IndicatorReport) -> str:
        """Whether it is getting better or worse; empty where there is no outcome to tell by."""
        check = report.trend
        if check.outcome is None and all(part.outcome is None for part in check.parts):
            return ""
        if check.trend is Trend.UNKNOWN:
            known = read_words("graph.report", "followup").get(f"no-trend-{check.reason}")
            return known[self.language] if known else ""
        earlier = ", ".join(self._earlier(part, report.indicator) for part in check.parts or (check,))
        return self.say(f"trend-{check.trend.value}", earlier=earlier)

    def _earlier(self, check: TrendCheck, indicator: Indicator) -> str:
        said = self._from(check.earlier, indicator) if check.earlier else ""
        return (
            self.say(_SEXES[check.sex], value=said) if check.sex is not None and check.sex in _SEXES else said
        )

    def _measured(self, report: IndicatorReport, check: TargetCheck) -> str:
        counted = [self.outcomes[iri] for iri in _outcomes_behind(check) if iri in self.outcomes]
        years = sorted(
            {each.measured_year for each in counted if each.measured_year} - {self.follow_up.period.year}
        )
        details = [self.say("measured-year", year=str(year)) for year in years]
        if any(each.status is OutcomeStatus.PRELIMINARY for each in counted):
            details.append(self.say("preliminary"))
        details += self._of_sexes(report) if check.value is not None else [self.say("both-sexes")]
        return self.say("outcome", value=self.value(report, check), details=", ".join(details))

    def _of_sexes(self, report: IndicatorReport) -> list[str]:
        return [
            self.say(key, value=self.amount(found.value, report.indicator))
            for sex, key in _SEXES.items()
            if (found := measured(report.outcomes, sex)) is not None and found.value is not None
        ]

    def _limit(self, check: TargetCheck, indicator: Indicator) -> str:
        """What a value was held against; for women and men, what each was."""
        if not check.parts:
            return self._maybe(check.limit, indicator, "")
        return ", ".join(
            self.say(_SEXES[part.sex], value=self.amount(part.limit, indicator))
            for part in check.parts
            if part.sex is not None and part.sex in _SEXES and part.limit is not None
        )

    def _since(self, check: TargetCheck, indicator: Indicator) -> str:
        """What an increase or a decrease is counted from; for women and men, from what each had."""
        if check.parts:
            return ", ".join(
                self.say(_SEXES[part.sex], value=since)
                for part in check.parts
                if part.sex is not None and part.sex in _SEXES and (since := self._since(part, indicator))
            )
        if check.limit is None:
            return ""
        earlier = self.outcomes.get(check.compared_with or "")
        return self._from(earlier, indicator) if earlier else self._base(indicator)

    def _from(self, outcome: Outcome, indicator: Indicator) -> str:
        value = self._maybe(outcome.value, indicator, "")
        return self.say("earlier", value=value, period=self.period(outcome.period))

    def _base(self, indicator: Indicator) -> str:
        if indicator.baseline_value is None:
            return ""
        year = str(indicator.baseline_year) if indicator.baseline_year else ""
        return self.say("base", value=self.amount(indicator.baseline_value, indicator), year=year)

    def _maybe(self, value: Decimal | None, indicator: Indicator, missing: str) -> str:
        return missing if value is None else self.amount(value, indicator)


def weighed(weighing: Weighing) -> Mapping[Status, int]:
    """The counts of a weighing by status; what was not measured stands as not assessable."""
    return {
        Status.FULFILLED: weighing.fulfilled,
        Status.PARTLY: weighing.partly,
        Status.NOT_FULFILLED: weighing.not_fulfilled,
        Status.NOT_ASSESSABLE: weighing.not_measured,
    }


def verdicts_of(goal: GoalReport) -> Mapping[Verdict, int]:
    """How the target values that a goal was computed from fared."""
    return {each: sum(check.verdict is each for check in goal.computed.targets) for each in Verdict}


def _outcomes_behind(check: TargetCheck) -> Iterable[str]:
    yield from (each.outcome for each in (check, *check.parts) if each.outcome)


def _lower_is_better(indicator: Indicator) -> bool:
    return indicator.direction is not None and indicator.direction.value == "down"
