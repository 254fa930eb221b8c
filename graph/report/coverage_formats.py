"""The coverage of a plan as it is asked for, and the formats that it can be given in."""

from typing import Literal, TypeAlias, get_args

from graph.agenda2030 import agenda
from graph.analysis.coverage import Coverage, coverage
from graph.analysis.coverage_matrix import Dimension
from graph.facts.period import choose_period, period_of
from graph.model import Plan
from graph.report import coverage_csv, coverage_json, coverage_text
from graph.report.options import Options
from graph.verdict import SourceFile

Format: TypeAlias = Literal["text", "json", "csv"]
FORMATS: tuple[Format, ...] = get_args(Format)


def coverage_of(plan: Plan, dimension: Dimension, period: str | None) -> Coverage:
    """The coverage by one dimension, for the period asked for, else the latest that was followed up.

    Raises UnknownName for a period that the plan does not know.
    """
    chosen = choose_period(plan, None, period)
    return coverage(plan, agenda(), dimension, period_of(plan, chosen) if chosen else None)


def render(
    coverage: Coverage, plan: Plan, source: SourceFile, name: Format, options: Options, *, plain: bool = False
) -> str:
    """A coverage in one format, ending in a newline. `plain` keeps to letters where signs cannot be shown."""
    match name:
        case "text":
            return coverage_text.render(coverage, plan, source, options, plain=plain)
        case "json":
            return coverage_json.render(coverage, plan, source, options)
        case "csv":
            return coverage_csv.render(coverage, plan, options)
