"""Luckor: the findings, before one decision or all of them, with downloads."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from dashboard import addresses, session
from dashboard.components.block import block
from dashboard.components.loose_parts import loose_goals
from dashboard.components.marks import gate_word
from dashboard.words import word
from graph.model import Plan
from graph.report.formats import REPORTS, render
from graph.report.listing import Grouping, bodies_found, narrowed, sections
from graph.report.numbers import in_digits
from graph.report.options import Options
from graph.report.outline import headline, one_line
from graph.report.words import severity_word
from graph.verdict import Verdict
from shapes.findings import Gate, Language, Severity

SHOWN = 100
"""How many findings of one section stand on the page; the downloads hold them all."""

_DOWNLOADS = ("xlsx", "html", "csv")


def show() -> None:
    """The whole page."""
    language = session.language()
    plan = session.intake().plan
    block("title", text=word("page-gaps")[language])
    left, right = st.columns(2)
    with left:
        gate = _gate(language)
    with right:
        grouping = _grouping(language)
    verdict = session.verdict(gate)
    left, right = st.columns(2)
    with left:
        body = _body(verdict, plan, language)
    with right:
        severity = _severity(verdict, language)
    shown = narrowed(verdict, plan, body, severity)
    block(
        "summary",
        text=headline(verdict, language),
        shown=len(shown.findings),
        of=len(verdict.findings),
        everything=session.address(
            addresses.GAPS, **{each: session.asked(each) for each in (session.GATE, session.GROUPING)}
        ),
    )
    if verdict.findings:
        _downloads(verdict, language)
    loose = loose_goals(plan, body, language) if severity is None else ()
    if loose:
        block("loose", loose=loose, page=addresses.GOAL)
    found = sections(shown, plan, grouping, language)
    block("gaps", sections=found, page=addresses.GOAL, shown=SHOWN)


def _gate(language: Language) -> Gate | None:
    """The decision that the address asks for."""
    gates = {"": word("every-rule")[language], **{gate.value: gate_word(gate, language) for gate in Gate}}
    chosen = _choice(word("before")[language], gates, session.GATE)
    return Gate(chosen) if chosen else None


def _grouping(language: Language) -> Grouping:
    groupings = {each.value: word(f"by-{each.value}")[language] for each in Grouping}
    return Grouping(_choice(word("grouped")[language], groupings, session.GROUPING))


def _body(verdict: Verdict, plan: Plan, language: Language) -> str | None:
    """The body that the address asks for, among those that any finding concerns."""
    found = bodies_found(verdict, plan)
    names = {
        key: one_line(body.name(language)) if body else word("gaps-no-body")[language]
        for key, body in found.items()
    }
    return (
        _choice(
            word("gaps-body-only")[language], {"": word("gaps-every-body")[language], **names}, session.BODY
        )
        or None
    )


def _severity(verdict: Verdict, language: Language) -> Severity | None:
    """The severity that the address asks for, with how many findings there are of each."""
    names = {
        each.value: word("gaps-severity-count", name=severity_word(each), n=in_digits(verdict.count(each)))[
            language
        ]
        for each in Severity
    }
    every = word("gaps-every-severity")[language]
    chosen = _choice(word("gaps-severity-only")[language], {"": every, **names}, session.SEVERITY)
    return Severity(chosen) if chosen else None


def _choice(label: str, names: Mapping[str, str], asks: str) -> str:
    """What the address asks for, else the first, and where to choose another."""
    asked = session.asked(asks)
    key = f"{asks}-{asked}"
    return st.selectbox(
        label,
        list(names),
        index=list(names).index(asked) if asked in names else 0,
        format_func=names.__getitem__,
        key=key,
        on_change=session.asks_for(asks, key),
    )


def _downloads(verdict: Verdict, language: Language) -> None:
    options = Options(language=language, full=True, source=session.file())
    has_cells = session.intake().has_cells
    names = [name for name in _DOWNLOADS if has_cells or not REPORTS[name].needs_workbook]
    for column, name in zip(st.columns(len(_DOWNLOADS)), names, strict=False):
        report = REPORTS[name]
        column.download_button(
            word(f"download-{name}")[language],
            data=partial(_content, verdict, name, options),
            file_name=_file_name(verdict.gate, report.suffix, language),
            mime=report.media_type.partition(";")[0],
            on_click="ignore",
            width="stretch",
        )


def _content(verdict: Verdict, name: str, options: Options) -> bytes:
    content = render(verdict, name, options)
    return content.encode() if isinstance(content, str) else content


def _file_name(gate: Gate | None, suffix: str, language: Language) -> str:
    """The plan's own name, what the file holds, and before which decision."""
    parts = [session.plan_name(), word("file-findings")[language], gate.value if gate else ""]
    return "-".join(part for part in parts if part) + suffix
