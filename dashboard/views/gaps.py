"""Luckor: the findings, before one decision or all of them, with downloads."""

from functools import partial

import streamlit as st

from dashboard import addresses, session
from dashboard.components.block import block
from dashboard.components.marks import gate_word
from dashboard.words import word
from graph.report.formats import REPORTS, render
from graph.report.listing import Grouping, sections
from graph.report.options import Options
from graph.report.outline import headline
from graph.verdict import Verdict
from shapes.findings import Gate, Language

SHOWN = 100
"""How many findings of one section stand on the page; the downloads hold them all."""

_DOWNLOADS = ("xlsx", "html", "csv")


def show() -> None:
    """The whole page."""
    language = session.language()
    block("title", text=word("page-gaps")[language])
    gate, grouping = _choices(language)
    verdict = session.verdict(gate)
    block("summary", text=headline(verdict, language))
    found = sections(verdict, session.intake().plan, grouping, language)
    if found:
        _downloads(verdict, language)
    block("gaps", sections=found, page=addresses.GOAL, shown=SHOWN)


def _choices(language: Language) -> tuple[Gate | None, Grouping]:
    """The decision and the grouping that the address asks for, and where to choose others."""
    left, right = st.columns(2)
    gates = {"": word("every-rule")[language], **{gate.value: gate_word(gate, language) for gate in Gate}}
    groupings = {each.value: word(f"by-{each.value}")[language] for each in Grouping}
    asked_gate, asked_grouping = session.asked(session.GATE), session.asked(session.GROUPING)
    gate = left.selectbox(
        word("before")[language],
        list(gates),
        index=list(gates).index(asked_gate) if asked_gate in gates else 0,
        format_func=lambda key: gates[key],
        key=f"gate-{asked_gate}",
        on_change=session.asks_for(session.GATE, f"gate-{asked_gate}"),
    )
    grouping = right.selectbox(
        word("grouped")[language],
        list(groupings),
        index=list(groupings).index(asked_grouping) if asked_grouping in groupings else 0,
        format_func=lambda key: groupings[key],
        key=f"grouping-{asked_grouping}",
        on_change=session.asks_for(session.GROUPING, f"grouping-{asked_grouping}"),
    )
    return Gate(gate) if gate else None, Grouping(grouping)


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
