"""What is measured: the whole program as a process, and each stage of a check on its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from rdflib import Graph

from benchmarks.plans import plan
from benchmarks.timing import Timing, growth, timed, timed_processes
from graph.build import build
from graph.export.plan import write_plan
from graph.facts import choose_period, with_facts
from graph.intake import check, take_in
from graph.naming import Namer
from graph.origins import Origins
from graph.query import read_plan
from graph.report.formats import REPORTS, render
from graph.report.options import Options
from graph.sources.formats import read_source
from graph.sources.rows import Sheets
from graph.sources.workbook_template import write_workbook
from shapes.findings import Finding
from shapes.rules import Rule, rule_book
from shapes.validate import Violation, targets, validate

DAY = date(2025, 4, 1)
# The same plan in every kind of source, by the suffix of the file; a folder of CSV sheets has none.
Sources = Mapping[str, Path]
_EXAMPLES = Path(__file__).parent.parent / "examples"
LINDVIK: Sources = {
    "xlsx": _EXAMPLES / "lindvik-2024.xlsx",
    "csv": _EXAMPLES / "lindvik-2024",
    "ttl": _EXAMPLES / "lindvik-2024.ttl",
}


@dataclass(frozen=True, slots=True)
class Stages:
    """Each stage's time on one plan; `statements` counts those of the plan, its facts and background."""

    plan: str
    statements: int
    findings: int
    times: Mapping[str, Timing]


def cold(sources: Sources, repeats: int) -> dict[str, Timing]:
    """Whole processes: Python alone, Python with all that `check` imports, and `check` on every source."""
    commands: dict[str, Sequence[str]] = {
        "Python alone": ("-c", ""),
        "with imports": ("-c", "import rodatraden.cli, rodatraden.commands.check, pyshacl"),
    }
    for kind, path in sources.items():
        commands[f"check {kind}"] = ("-m", "rodatraden", "check", str(path), "--today", DAY.isoformat())
    return timed_processes(commands, repeats, allowed=(0, 1))


def made(size: float, folder: Path) -> Sources:
    """A made-up plan of a size, written into a new folder inside another as every kind of source."""
    place = folder / f"size {size:g}"
    place.mkdir()
    sources = {"xlsx": place / "plan.xlsx", "csv": place / "plan", "ttl": place / "plan.ttl"}
    write_workbook(sources["xlsx"], plan(size))
    intake = take_in(sources["xlsx"])
    for kind in ("csv", "ttl"):
        write_plan(intake.graph, intake.iri, sources[kind])
    return sources


def warm(name: str, sources: Sources, repeats: int) -> Stages:
    """Every stage of a check on one plan, each given what the one before it made."""
    times: dict[str, Timing] = {}
    for kind, path in sources.items():
        times[f"read {kind}"], _ = timed(partial(read_source, path), repeats)
    workbook = sources["xlsx"]
    sheets = read_source(workbook)
    if not isinstance(sheets, Sheets):
        raise TypeError(f"{workbook} is no workbook")
    times["build"], built = timed(partial(build, sheets, workbook.name), repeats)
    times["read model"], read = timed(partial(read_plan, built.graph, str(built.plan)), repeats)
    period = choose_period(read, None, None)
    times["facts"], full = timed(partial(with_facts, built.graph, today=DAY, period=period), repeats)
    rules = rules_for(full, period)
    times["validate"], violations = timed(partial(validate, full, rules), repeats)
    times["name"], _ = timed(partial(findings, full, built.origins, violations), repeats)
    verdict = check(take_in(workbook), today=DAY)
    options = Options(source=workbook)
    for report in REPORTS:
        times[f"report {report}"], _ = timed(partial(render, verdict, report, options), repeats)
    return Stages(name, len(full), len(violations), times)


def rules_for(graph: Graph, period: str | None) -> list[Rule]:
    """The rules that have something to check in a graph."""
    return [
        rule for rule in rule_book().values() if (period or rule.needs != "period") and targets(graph, rule)
    ]


def findings(graph: Graph, origins: Origins, violations: Sequence[Violation]) -> list[Finding]:
    """The engine's results in words, each with its cell."""
    namer = Namer(graph, origins)
    return [namer.finding(violation) for violation in violations]


def growths(stages: Sequence[Stages]) -> dict[str, float | None]:
    """How the processor time of each stage grows with the number of statements (see timing.growth)."""
    sizes = [each.statements for each in stages]
    return {
        stage: growth(sizes, [each.times[stage].processor for each in stages])
        for stage in (stages[0].times if stages else ())
    }
