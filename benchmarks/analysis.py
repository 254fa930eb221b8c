"""`python -m benchmarks.analysis`: each analysis on its own, of plans that are in memory already."""

import argparse
import dataclasses
import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from benchmarks.plans import plan as made_up
from benchmarks.timing import Timing, growth, timed
from graph.agenda2030 import agenda
from graph.analysis.changes import changes
from graph.analysis.coverage import coverage
from graph.analysis.followup_report import follow_up
from graph.analysis.impact import impact_of, weak_points
from graph.analysis.overview import overview
from graph.analysis.thread import thread_of
from graph.build import build
from graph.facts.period import choose_period, period_of
from graph.intake import take_in
from graph.model import Goal, Plan
from graph.query import read_plan
from graph.reference import GoalKind
from graph.sources.layout import SHEETS
from graph.sources.rows import CellValue, Row, Sheets, SourceCell
from graph.sources.values import plain
from rodatraden.cli import COLLECT_AFTER
from shapes.findings import Origin

SIZES = (1, 10, 100)
LINDVIK = Path(__file__).parent.parent / "examples" / "lindvik-2024.xlsx"
# What the issue asks for: each analysis of Lindvik under this, in seconds.
LIMIT = 0.1
DAY = date(2027, 1, 1)


@dataclass(frozen=True, slots=True)
class Analyses:
    """The time of each analysis of one plan; `things` counts its goals, indicators, targets and outcomes."""

    plan: str
    things: int
    times: Mapping[str, Timing]


def loaded(size: float) -> Plan:
    """A made-up plan in memory, without a file between."""
    rows: list[Row] = []
    tables = made_up(size)
    for sheet in SHEETS:
        for number, line in enumerate(tables.get(sheet.name, []), start=2):
            origin = Origin("plan.xlsx", sheet.name, f"A{number}")
            filled = {heading: _cell(value) for heading, value in line.items() if value is not None}
            cells = {heading: SourceCell(value, origin) for heading, value in filled.items()}
            rows.append(Row(sheet, number, cells, origin))
    built = build(Sheets(tuple(rows), (), rest=(), typed=False), "plan.xlsx")
    return read_plan(built.graph, str(built.plan))


def _cell(value: CellValue | Decimal) -> CellValue:
    return plain(value) if isinstance(value, Decimal) else value


def measured(name: str, plan: Plan, repeats: int) -> Analyses:
    """Every analysis of one plan."""
    asked = choose_period(plan, None, None)
    period = period_of(plan, asked) if asked else None
    council = plan.goals_of_kind(GoalKind.COUNCIL)
    work: dict[str, Callable[[], object]] = {
        "thread of a council goal": partial(thread_of, plan, council[0], period),
        "thread of a committee goal": partial(thread_of, plan, plan.goals[-1], period),
        "coverage": partial(coverage, plan, agenda(), period=period),
        "impact of a council goal": partial(impact_of, plan, council[:1]),
        "impact of a day": partial(impact_of, plan, (), on=DAY),
        "weak points": partial(weak_points, plan),
        "overview": partial(overview, plan, period, DAY),
        "changes: none": partial(changes, plan, dataclasses.replace(plan)),
        "changes: much": partial(changes, plan, edited(plan)),
        "changes: new ids": partial(changes, plan, renamed(plan)),
    }
    if period is not None:
        work["followup"] = partial(follow_up, plan, period)
    times = {each: timed(call, repeats)[0] for each, call in work.items()}
    things = sum(map(len, (plan.goals, plan.indicators, plan.targets, plan.outcomes)))
    return Analyses(name, things, times)


def edited(plan: Plan) -> Plan:
    """The plan as it might be a year later: goals reworded and dropped, targets raised."""

    def reworded(goal: Goal) -> Goal:
        texts = tuple((tag, f"{text}, för alla") for tag, text in goal.title.texts)
        return dataclasses.replace(goal, title=dataclasses.replace(goal.title, texts=texts))

    goals = tuple(reworded(goal) for number, goal in enumerate(plan.goals) if number % 10)
    targets = tuple(
        dataclasses.replace(target, value=target.value + 1) if target.value is not None else target
        for target in plan.targets
    )
    return dataclasses.replace(plan, goals=goals, targets=targets)


def renamed(plan: Plan) -> Plan:
    """The plan with new ids for all its goals, which are known again by owner and title only."""
    goals = tuple(
        dataclasses.replace(goal, iri=f"{goal.iri}-ny", identifier=f"{goal.identifier}-ny")
        for goal in plan.goals
    )
    return dataclasses.replace(plan, goals=goals)


def growths(plans: Sequence[Analyses]) -> dict[str, float | None]:
    """How the processor time of each analysis grows with the number of things."""
    sizes = [each.things for each in plans]
    names = plans[0].times if plans else ()
    return {name: growth(sizes, [each.times[name].processor for each in plans]) for name in names}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a table; 1 where an analysis of Lindvik takes longer than the issue allows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.analysis", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=float, default=list(SIZES), help="how many times Lindvik")
    parser.add_argument("--repeats", type=int, default=7, help="runs of each; fewer for large plans")
    asked = parser.parse_args(arguments)
    gc.set_threshold(COLLECT_AFTER)  # as the program itself runs
    lindvik = measured("Lindvik", take_in(LINDVIK).plan, asked.repeats)
    plans = []
    for size in asked.sizes:
        gc.collect()
        plans.append(measured(f"{size:g}x", loaded(size), max(1, round(asked.repeats / max(size / 5, 1)))))
    print(table(lindvik, plans))
    return 0 if all(timing.least < LIMIT for timing in lindvik.times.values()) else 1


def table(lindvik: Analyses, plans: Sequence[Analyses]) -> str:
    """The figures as a Markdown table: least time, processor time, and the power that this grows with."""
    shown = (lindvik, *plans)
    grows = growths(plans)
    lines = [
        f"| Analysis, least (processor) ms | {' | '.join(each.plan for each in shown)} | power |",
        f"| --- | {' | '.join('---:' for _ in shown)} | ---: |",
        f"| things | {' | '.join(str(each.things) for each in shown)} | |",
    ]
    for name in lindvik.times:
        cells = [
            f"{each.times[name].least * 1000:.1f} ({each.times[name].processor * 1000:.1f})" for each in shown
        ]
        power = grows.get(name)
        lines.append(f"| {name} | {' | '.join(cells)} | {'' if power is None else f'{power:.2f}'} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
