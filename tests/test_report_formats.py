"""The table of formats, and the one way into it."""

from pathlib import Path

import pytest

from graph.report.formats import REPORTS, render
from graph.report.options import Options
from tests.report_verdicts import BROKEN

ISSUE_FORMATS = ["text", "json", "html", "xlsx", "csv", "turtle", "junit"]


def test_the_formats_are_those_that_work() -> None:
    assert list(REPORTS) == ISSUE_FORMATS
    assert all(name == report.name for name, report in REPORTS.items())


def test_a_suffix_means_one_format() -> None:
    suffixes = [report.suffix for report in REPORTS.values()]
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)
    assert all("/" in report.media_type for report in REPORTS.values())


def test_a_format_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        render(BROKEN, "docx")


@pytest.mark.parametrize("name", [name for name, report in REPORTS.items() if not report.needs_workbook])
def test_a_report_is_text_that_ends_in_one_newline(name: str) -> None:
    text = render(BROKEN, name)
    assert isinstance(text, str)
    assert not REPORTS[name].binary
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text


@pytest.mark.parametrize("name", [name for name, report in REPORTS.items() if not report.needs_workbook])
def test_a_report_is_the_same_every_time(name: str) -> None:
    options = Options(language="en", source=Path("elsewhere.ttl"))
    assert render(BROKEN, name, options) == render(BROKEN, name, options)
