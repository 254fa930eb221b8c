"""The one table of formats that a verdict can be given in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graph.report import csv_report, json_report, junit, shacl_report, text
from graph.report.options import Options
from graph.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Report:
    """One format: its name, the suffix of its files, its media type, and what makes it.

    `binary` formats are bytes and must be saved; `needs_workbook` says that the source must be sheets.
    """

    name: str
    suffix: str
    media_type: str
    function: Callable[[Verdict, Options], str | bytes]
    binary: bool = False
    needs_workbook: bool = False


def _html(verdict: Verdict, options: Options) -> str:
    # the template engine takes longer to load than a small plan takes to check
    from graph.report import html  # noqa: PLC0415

    return html.render(verdict, options)


def _workbook(verdict: Verdict, options: Options) -> bytes:
    # so does what writes workbooks
    from graph.report import workbook_report  # noqa: PLC0415

    return workbook_report.render(verdict, options)


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

REPORTS: Mapping[str, Report] = {
    report.name: report
    for report in (
        Report("text", ".txt", "text/plain; charset=utf-8", text.render),
        Report("json", ".json", "application/json", json_report.render),
        Report("html", ".html", "text/html; charset=utf-8", _html),
        Report("xlsx", ".xlsx", _XLSX, _workbook, binary=True, needs_workbook=True),
        Report("csv", ".csv", "text/csv; charset=utf-8", csv_report.render),
        Report("turtle", ".ttl", "text/turtle; charset=utf-8", shacl_report.render),
        Report("junit", ".xml", "application/xml", junit.render),
    )
}


def render(verdict: Verdict, name: str, options: Options | None = None) -> str | bytes:
    """A verdict in one format: bytes for a binary one, else text that ends in a newline.

    Raises KeyError for a format that is not in the table.
    """
    return REPORTS[name].function(verdict, options or Options())
