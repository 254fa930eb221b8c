"""The chart of one indicator: what it became against what it was to reach, period by period.

It is laid out here and drawn by the browser's own boxes, as the rest of the page is: nobody clicks in it, and
a chart library takes the browser nearly as long as all else on the page together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from dashboard.words import word
from graph.analysis.series import Limit, Point, Series
from graph.analysis.targets import Verdict
from graph.model_followup import FollowUpPeriod
from graph.reference import Sex
from graph.report.numbers import in_digits
from graph.report.outline import one_line
from shapes.findings import Language

# as in the chart's legend; each has a shape of its own, in style/follow_up.css
_VERDICTS = (Verdict.MET, Verdict.NOT_MET, Verdict.NOT_MEASURED)
_SEXES = {Sex.WOMEN: "women", Sex.MEN: "men"}
_TICKS = 4
"""How many steps the scale has, about."""
_TOO_LARGE, _TOO_SMALL = 1e100, 1e-100
"""Numbers that nobody measures in, and steps between them that no chart can show."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across with its number. Every `at` here is how high up in the chart, in percent of it."""

    at: str
    said: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A target value; `height` is empty but for an interval. `left` is in percent of the chart."""

    left: str
    at: str
    height: str
    said: str


@dataclass(frozen=True, slots=True)
class Spot:
    """An outcome; `verdict` says whether the target values of its period were met."""

    left: str
    at: str
    verdict: str
    said: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All that is drawn. A line is the outline of one two pixels thick, as a polygon of CSS."""

    alt: str
    periods: tuple[str, ...]
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    lines: tuple[str, ...]
    spots: tuple[Spot, ...]
    legend: tuple[tuple[str, str], ...]
    """What occurs of `bar` and the verdicts, with what it means."""


def chart_of(series: Series, language: Language) -> Chart | None:
    """Outcomes as spots with a line through the whole years, and target values as bars across.

    None where there is nothing to draw. No text of the plan is in it but the names of the periods.
    """
    numbers = [float(point.value) for point in series.points]
    for limit in series.limits:
        numbers += [float(each) for each in (limit.lower, limit.upper) if each is not None]
    if not numbers or not all(abs(number) < _TOO_LARGE for number in numbers):
        return None
    scale = _Scale(min(numbers), max(numbers))
    places = {each.iri: number for number, each in enumerate(series.periods)}
    left = {iri: 100 * (number + 0.5) / len(places) for iri, number in places.items()}
    spots = tuple(_spot(point, series, left, scale, language) for point in series.points)
    used = {spot.verdict for spot in spots}
    legend: list[tuple[str, str]] = [
        (each.value, word(f"chart-{each.value}")[language]) for each in _VERDICTS if each.value in used
    ]
    if series.limits:
        legend.append(("bar", word("chart-target")[language]))
    return Chart(
        described(series, language),
        tuple(_name(each, language) for each in series.periods),
        tuple(Tick(_percent(scale.at(value)), in_digits(value)[language]) for value in scale.ticks()),
        tuple(_bar(limit, left, scale, language) for limit in series.limits),
        tuple(_lines(series, left, scale)),
        spots,
        tuple(legend),
    )


def described(series: Series, language: Language) -> str:
    """What the chart shows, for those who do not see it: the values stand in the table beside it."""
    names = [one_line(period.identifier or "") for period in series.periods]
    span = " – ".join(dict.fromkeys(name for name in (*names[:1], *names[-1:]) if name))
    outcomes, limits = str(len(series.points)), str(len(series.limits))
    return word("chart-alt", span=span, outcomes=outcomes, limits=limits)[language]


class _Scale:
    """From the lowest number to the highest, a little more, in steps of 1, 2 or 5 times a power of ten."""

    def __init__(self, lowest: float, highest: float) -> None:
        spans = (highest - lowest, abs(lowest) / 10, 1.0)
        wanted = next(span for span in spans if span > _TOO_SMALL) / _TICKS
        power = floor(log10(wanted))
        times = next((each for each in (1, 2, 5) if each * 10.0**power >= wanted), None)
        self._step = Decimal(times or 1).scaleb(power if times else power + 1)
        step = float(self._step)
        self._first = floor(lowest / step)
        self._last = max(ceil(highest / step), self._first + 1)

    def ticks(self) -> Iterator[Decimal]:
        """The round numbers on the scale, the lowest first."""
        for number in range(self._first, self._last + 1):
            yield Decimal(f"{number * self._step:f}")

    def at(self, value: Decimal) -> float:
        """How high up a number is, from 0 to 100."""
        return 100 * (float(value / self._step) - self._first) / (self._last - self._first)


def _bar(limit: Limit, left: Mapping[str, float], scale: _Scale, language: Language) -> Bar:
    upper = None if limit.upper is None else scale.at(limit.upper)
    numbers = " – ".join(in_digits(each)[language] for each in (limit.lower, limit.upper) if each is not None)
    return Bar(
        _percent(left[limit.period.iri]),
        _percent(scale.at(limit.lower)),
        "" if upper is None else _percent(upper - scale.at(limit.lower)),
        f"{_name(limit.period, language)}: {word('chart-target')[language]} {numbers}",
    )


def _spot(point: Point, series: Series, left: Mapping[str, float], scale: _Scale, language: Language) -> Spot:
    checks = [limit.check.verdict for limit in series.limits if limit.period.iri == point.period.iri]
    verdict = _verdict_of(checks)
    sex = _SEXES.get(point.sex)
    whose = f" ({word(f'chart-{sex}')[language]})" if sex else ""
    number = in_digits(point.value)[language]
    said = f"{_name(point.period, language)}: {number}{whose}, {word(f'chart-{verdict.value}')[language]}"
    return Spot(_percent(left[point.period.iri]), _percent(scale.at(point.value)), verdict.value, said)


def _lines(series: Series, left: Mapping[str, float], scale: _Scale) -> Iterator[str]:
    """A line through the outcomes of whole years, for each sex that was measured by itself."""
    for sex in dict.fromkeys(point.sex for point in series.points):
        through = [
            (_percent(left[point.period.iri]), _percent(100 - scale.at(point.value)))
            for point in series.points
            if point.sex is sex and not point.period.part
        ]
        if len(through) > 1:
            over = [f"{across}% calc({down}% - 1px)" for across, down in through]
            under = [f"{across}% calc({down}% + 1px)" for across, down in reversed(through)]
            yield f"polygon({', '.join([*over, *under])})"


def _verdict_of(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict of those on all target values of a period: a miss before anything else."""
    if Verdict.NOT_MET in verdicts:
        return Verdict.NOT_MET
    return Verdict.MET if verdicts and set(verdicts) == {Verdict.MET} else Verdict.NOT_MEASURED


def _name(period: FollowUpPeriod, language: Language) -> str:
    return one_line(period.name(language))


def _percent(number: float) -> str:
    return f"{number:.2f}"
