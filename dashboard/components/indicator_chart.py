"""The chart of one indicator: what it became against what it was to reach, period by period."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from dashboard.words import word
from graph.analysis.series import Limit, Point, Series
from graph.analysis.targets import Verdict
from graph.model_followup import FollowUpPeriod
from graph.reference import Sex
from graph.report.numbers import in_digits
from graph.report.outline import one_line
from shapes.findings import Language

Spec: TypeAlias = dict[str, object]

# Okabe-Ito; each verdict has a shape of its own too
_DRAWN: Mapping[Verdict, tuple[str, str]] = {
    Verdict.MET: ("#1f8a5b", "circle"),
    Verdict.NOT_MET: ("#d55e00", "cross"),
    Verdict.NOT_MEASURED: ("#767676", "diamond"),
}
_SEXES = {Sex.WOMEN: "women", Sex.MEN: "men"}
_TARGET = "#0072b2"
_HEIGHT = 200
_WIDTH_OF_TARGET = 46
_VALUE: Spec = {
    "field": "value",
    "type": "quantitative",
    "scale": {"zero": False, "padding": 12},
    "axis": {"title": None, "labelFontSize": 13, "tickCount": 4, "format": ",~f"},
}


# How an axis writes numbers; everywhere else graph.report.numbers does.
_NUMBERS: Mapping[Language, Spec] = {
    "sv": {"decimal": ",", "thousands": "\N{NO-BREAK SPACE}", "grouping": [3], "currency": ["", ""]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]},
}


def chart_of(series: Series, language: Language) -> Spec:
    """Outcomes as points with a line through the whole years, and target values as bars across.

    A Vega-Lite specification with its data. A point's shape and colour say whether the target value of its
    period was met. Nothing in it is a text of the plan but the names of the periods.
    """
    names = [_name(period, language) for period in series.periods]
    period: Spec = {
        "field": "period",
        "type": "nominal",
        "sort": names,
        "scale": {"domain": names},
        "axis": {"title": None, "labelAngle": 0, "labelFontSize": 13, "labelLimit": 110},
    }
    layers: list[Spec] = []
    if series.limits:
        layers += _targets(series.limits, period, language)
    if series.points:
        layers += _outcomes(series, period, language)
    return {
        "layer": layers,
        "height": _HEIGHT,
        "config": {
            "locale": {"number": _NUMBERS[language]},
            "view": {"stroke": None},
            "legend": {"orient": "bottom", "labelFontSize": 13, "columns": 2},
        },
    }


def described(series: Series, language: Language) -> str:
    """What the chart shows, for those who do not see it: the values stand in the table beside it."""
    names = [one_line(period.identifier or "") for period in series.periods]
    span = " – ".join(dict.fromkeys(name for name in (*names[:1], *names[-1:]) if name))
    outcomes, limits = str(len(series.points)), str(len(series.limits))
    return word("chart-alt", span=span, outcomes=outcomes, limits=limits)[language]


def _targets(limits: Sequence[Limit], period: Spec, language: Language) -> list[Spec]:
    """A bar across for each target value; two, with what lies between them shaded, for an interval."""
    title = word("chart-target")[language]
    values = [
        {
            "period": _name(each.period, language),
            "value": float(each.lower),
            "upper": float(each.lower if each.upper is None else each.upper),
            "shown": " – ".join(
                in_digits(limit)[language] for limit in (each.lower, each.upper) if limit is not None
            ),
        }
        for each in limits
    ]
    tip = [{"field": "period", "title": word("chart-period")[language]}, {"field": "shown", "title": title}]
    bar = {"type": "tick", "color": _TARGET, "thickness": 3, "width": _WIDTH_OF_TARGET}
    band = {"type": "bar", "color": _TARGET, "opacity": 0.15, "width": _WIDTH_OF_TARGET}
    upper = {**_VALUE, "field": "upper"}
    return [
        {
            "data": {"values": values},
            "mark": band,
            "encoding": {"x": period, "y": _VALUE, "y2": {"field": "upper"}},
        },
        {
            "data": {"values": values},
            "mark": bar,
            "encoding": {"x": period, "y": _VALUE, "tooltip": tip},
        },
        {
            "data": {"values": values},
            "mark": bar,
            "encoding": {"x": period, "y": upper},
        },
    ]


def _outcomes(series: Series, period: Spec, language: Language) -> list[Spec]:
    points = [_point(each, series, language) for each in series.points]
    verdicts = [each for each in _DRAWN if any(point["verdict"] == each for point in points)]
    domain = [word(f"chart-{each.value}")[language] for each in verdicts]
    colours, shapes = [_DRAWN[each][0] for each in verdicts], [_DRAWN[each][1] for each in verdicts]
    shown = {"field": "said", "type": "nominal", "title": None}
    tip = [
        {"field": "period", "title": word("chart-period")[language]},
        {"field": "shown", "title": word("chart-outcome")[language]},
        {"field": "said", "title": word("chart-target")[language]},
    ]
    if any(point["sex"] for point in points):
        tip.append({"field": "sex", "title": word("chart-sex")[language]})
    return [
        {
            "data": {"values": [each for each in points if each["whole"]]},
            "mark": {"type": "line", "color": "#767676", "strokeWidth": 2},
            "encoding": {"x": period, "y": _VALUE, "detail": {"field": "sex"}},
        },
        {
            "data": {"values": points},
            "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
            "encoding": {
                "x": period,
                "y": _VALUE,
                "color": {**shown, "scale": {"domain": domain, "range": colours}},
                "shape": {**shown, "scale": {"domain": domain, "range": shapes}},
                "tooltip": tip,
            },
        },
    ]


def _point(point: Point, series: Series, language: Language) -> Spec:
    verdict = _verdict_of(
        [limit.check.verdict for limit in series.limits if limit.period.iri == point.period.iri]
    )
    sex = _SEXES.get(point.sex)
    return {
        "period": _name(point.period, language),
        "value": float(point.value),
        "shown": in_digits(point.value)[language],
        "verdict": verdict.value,
        "said": word(f"chart-{verdict.value}")[language],
        "sex": word(f"chart-{sex}")[language] if sex else "",
        "whole": not point.period.part,
    }


def _verdict_of(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict of those on all target values of a period: a miss before anything else."""
    if Verdict.NOT_MET in verdicts:
        return Verdict.NOT_MET
    return Verdict.MET if verdicts and set(verdicts) == {Verdict.MET} else Verdict.NOT_MEASURED


def _name(period: FollowUpPeriod, language: Language) -> str:
    return one_line(period.name(language))
