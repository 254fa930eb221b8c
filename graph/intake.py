"""The one pipeline: a path becomes a plan, its findings, and the verdict."""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rdflib import Graph, URIRef

from graph.build import build
from graph.datatypes import misread_values
from graph.facts import choose_period, with_facts
from graph.model import Plan
from graph.naming import Namer
from graph.origins import Origins
from graph.query import read_plan
from graph.sources.csvfiles import csv_files
from graph.sources.formats import read_source
from graph.sources.guards import opening
from graph.sources.rows import Remark, Sheets
from graph.verdict import NotChecked, PlanHead, Reason, SourceFile, Verdict, ordered
from shapes.findings import Finding, Gate, Severity
from shapes.rules import Rule, reading_rule, rule_book
from shapes.validate import targets, validate


@dataclass(frozen=True, slots=True)
class Intake:
    """A plan as it was taken in: its graph, the read model, the cells behind it, and remarks on the reading.

    `sheets` is None where the source was RDF or a store of plans.
    """

    source: SourceFile
    graph: Graph
    iri: URIRef
    plan: Plan
    origins: Origins
    remarks: tuple[Remark, ...]
    sheets: Sheets | None

    @property
    def has_cells(self) -> bool:
        """Whether the plan was read from a workbook or CSV files, in which a cell can be marked."""
        return self.sheets is not None and self.sheets.in_cells


@dataclass(frozen=True, slots=True)
class Run:
    """Gates that one run of the engine judges: they are about the same period, or (None) about none."""

    period: str | None
    gates: Mapping[Gate | None, str | None]


def take_in(path: Path) -> Intake:
    """Read a workbook, a folder of CSV sheets or an RDF file. Raises UnusableInput with all its faults."""
    content = read_source(path)
    source = SourceFile(str(path), fingerprint(path))
    if isinstance(content, Graph):
        return take_in_graph(content, None, source)
    built = build(content, path.name)
    remarks = (*content.remarks, *built.remarks)
    plan = read_plan(built.graph, str(built.plan))
    return Intake(source, built.graph, built.plan, plan, built.origins, remarks, content)


def take_in_graph(graph: Graph, iri: str | None, source: SourceFile) -> Intake:
    """Take in a plan from its statements, the only plan in the graph unless `iri` names it.

    It has no cells and no remarks. Raises LookupError where there is no such plan, or several to choose from.
    """
    plan = read_plan(graph, iri)
    return Intake(source, graph, URIRef(plan.iri), plan, Origins(), (), None)


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, or of a folder's CSV files in the order of their names."""
    digest = hashlib.sha256()
    with opening(path):
        if path.is_dir():
            for file in csv_files(path):
                digest.update(os.fsencode(file.name))
                digest.update(file.read_bytes())
        else:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def check(
    intake: Intake,
    *,
    gate: Gate | None = None,
    period: str | None = None,
    today: date | None = None,
    fail_on: Severity = Severity.VIOLATION,
) -> Verdict:
    """Check a plan against the rules of a gate, or against all of them.

    `period` is a follow-up period such as 2024 or 2024-delår; without it the gate's own, else the latest
    that was followed up. `today` decides what is late; by default the day of the check. Raises UnknownName
    for a period that is none.
    """
    day = today or date.today()
    chosen = choose_period(intake.plan, gate, period)
    return _verdicts(intake, {gate: chosen}, chosen, day, fail_on)[gate]


def check_every_gate(intake: Intake, *, today: date | None = None) -> Mapping[Gate | None, Verdict]:
    """The verdicts of `check` at each gate, and when every rule is checked (None), in the fewest runs."""
    day = today or date.today()
    found: dict[Gate | None, Verdict] = {}
    for run in runs(intake.plan):
        found |= check_run(intake, run, today=day)
    return {gate: found[gate] for gate in (None, *Gate)}


def runs(plan: Plan) -> Sequence[Run]:
    """The fewest runs that give the verdicts at every gate, and when every rule is checked (None)."""
    periods = {gate: choose_period(plan, gate, None) for gate in (None, *Gate)}
    found: dict[str | None, dict[Gate | None, str | None]] = {}
    for gate, period in periods.items():
        # what is not followed up is checked alike, whichever period is
        found.setdefault(period or periods[None], {})[gate] = period
    return [Run(period, gates) for period, gates in found.items()]


def check_run(intake: Intake, run: Run, *, today: date | None = None) -> Mapping[Gate | None, Verdict]:
    """The verdict of `check` at each gate of a run. `today` as there."""
    return _verdicts(intake, run.gates, run.period, today or date.today(), Severity.VIOLATION)


def _verdicts(
    intake: Intake,
    gates: Mapping[Gate | None, str | None],
    period: str | None,
    day: date,
    fail_on: Severity,
) -> dict[Gate | None, Verdict]:
    """The verdicts at some gates, each with the period it is about: the one of the run, or none."""
    full = with_facts(intake.graph, today=day, period=period)
    split = {gate: _split_rules(full, gate, about) for gate, about in gates.items()}
    every = {rule.code: rule for checked, _ in split.values() for rule in checked}
    namer = Namer(full, intake.origins)
    found = [namer.finding(violation) for violation in validate(full, every.values())]
    on_reading = reading_findings(intake.remarks)
    if intake.sheets is None or intake.sheets.rest:
        on_reading += misread_values(intake.graph, namer)
    head = _head(intake.plan, namer)
    verdicts: dict[Gate | None, Verdict] = {}
    for gate, (checked, left_out) in split.items():
        codes = {rule.code for rule in checked}
        findings = [finding for finding in found if finding.rule in codes] + on_reading
        verdicts[gate] = Verdict(
            plan=head,
            source=intake.source,
            gate=gate,
            period=gates[gate],
            today=day,
            fail_on=fail_on,
            checked=(*checked, *_reading_rules(findings)),
            not_checked=left_out,
            findings=ordered(findings),
        )
    return verdicts


def _split_rules(
    graph: Graph, gate: Gate | None, period: str | None
) -> tuple[tuple[Rule, ...], tuple[NotChecked, ...]]:
    """The rules to check, and those left out with the reason."""
    checked: list[Rule] = []
    left_out: list[NotChecked] = []
    for rule in rule_book().values():
        if not rule.holds_at(gate):
            left_out.append(NotChecked(rule, Reason.OTHER_GATE))
        elif rule.needs == "period" and period is None:
            left_out.append(NotChecked(rule, Reason.NO_PERIOD))
        elif not targets(graph, rule):
            left_out.append(NotChecked(rule, Reason.NOTHING_TO_CHECK))
        else:
            checked.append(rule)
    return tuple(checked), tuple(left_out)


# What these remark on is not in the plan: a row, cell, column or sheet without a place there, or unreadable.
_LEFT_OUT = frozenset({
    "L01", "L03", "L05", "L07", "L10", "L11", "L12", "L13", "L14", "L15", "L16", "L17", "L20", "L21", "L22",
    "L23", "L24", "L27", "L28", "L32", "L33", "L36",
})  # fmt: skip


def left_out_of_plan(intake: Intake) -> list[Finding]:
    """What the source says that the plan does not hold, in the order of the source."""
    return reading_findings(remark for remark in intake.remarks if _is_left_out(remark))


def _is_left_out(remark: Remark) -> bool:
    several_ids = remark.code == "L26" and remark.values.get("heading") == "Id"
    return several_ids or remark.code in _LEFT_OUT


def reading_findings(remarks: Iterable[Remark]) -> list[Finding]:
    """Remarks on the reading as findings, with their texts."""
    found: list[Finding] = []
    for remark in remarks:
        rule = reading_rule(remark.code)
        found.append(
            Finding(
                rule=rule.code,
                shape=rule.shape,
                severity=rule.severity,
                focus=rule.shape,
                label=remark.label or f"{remark.origin.sheet} {remark.origin.cell}",
                body=None,
                path=None,
                value=remark.values.get("value"),
                message=rule.message.filled(remark.values),
                remedy=rule.remedy.filled(remark.values),
                basis=rule.basis,
                origin=remark.origin,
            )
        )
    return found


def _reading_rules(findings: Iterable[Finding]) -> tuple[Rule, ...]:
    codes = sorted({finding.rule for finding in findings} - rule_book().keys())
    return tuple(reading_rule(code) for code in codes)


def head_of(intake: Intake) -> PlanHead:
    """What a plan is called, as its verdicts say it too."""
    return _head(intake.plan, Namer(intake.graph, intake.origins))


def _head(plan: Plan, namer: Namer) -> PlanHead:
    municipality = plan.municipality.name() if plan.municipality else ""
    return PlanHead(plan.iri, namer.name(URIRef(plan.iri)).sv, municipality, plan.budget_year)
