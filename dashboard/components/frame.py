"""What stands around every page: the plan it shows, the language, and a clear word where there is no plan."""

from collections.abc import Callable

from dashboard import session
from dashboard.components.block import block
from graph.errors import UnusableInput
from graph.report.outline import plan_name
from graph.report.words import word as report_word

OVERVIEW, GAPS, GOAL = "", "luckor", "mal"
"""The addresses of the pages."""


def around(page: Callable[[], None]) -> None:
    """Show a page, or why there is nothing to show."""
    language = session.language()
    block("style")
    try:
        session.intake()
    except UnusableInput as error:
        block("unusable", sentences=error.sentences(language))
        return
    except OSError:
        block("unusable", sentences=[str(session.path())])
        return
    verdict = session.verdict(None)
    block(
        "where",
        plan=plan_name(verdict, language),
        source=session.path().name,
        source_word=report_word("source")[language],
        day=session.today(),
        other="sv" if language == "en" else "en",
        other_address=session.same_page_in("sv" if language == "en" else "en"),
    )
    page()
