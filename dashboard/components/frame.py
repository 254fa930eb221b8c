"""What stands around every page: the plan it shows, the language, and a clear word where there is no plan."""

from collections.abc import Callable

from dashboard import session
from dashboard.components.block import block, style
from graph.errors import RodaTradenError, UnusableInput
from graph.report.outline import plan_name
from graph.report.words import word as report_word
from shapes.findings import Language


def around(page: Callable[[], None], *, needs_plan: bool = True) -> None:
    """Show a page, or why there is nothing to show; a page that needs no plan is shown without one too."""
    language = session.language()
    style()
    if not needs_plan:
        _where(language, "")
        page()
    elif _has_plan(language):
        _where(language, plan_name(session.verdict(None), language))
        page()


def _has_plan(language: Language) -> bool:
    """Whether there is a plan to show; where there is none, say why, or let the visitor choose."""
    try:
        if session.has_plan():
            session.intake()
            return True
        _where(language, "")
        block("plans", plans=[plan.current for plan in session.stored()], store=session.source_name())
    except RodaTradenError as error:
        _where(language, "")
        block("unusable", sentences=error.sentences(language), in_file=isinstance(error, UnusableInput))
    except OSError:
        _where(language, "")
        block("unusable", sentences=[session.source_name()], in_file=True)
    return False


def _where(language: Language, plan: str) -> None:
    """One line: the plan, where it comes from, the day, and the way to another plan or language."""
    other: Language = "sv" if language == "en" else "en"
    revision = session.revision() if plan else None
    block(
        "where",
        plan=plan,
        source=session.source_name(),
        source_word=report_word("source")[language],
        day=session.today(),
        revision=revision,
        several=len(session.stored()) > 1 if plan else False,
        other=other,
        other_address=session.same_page_in(other),
    )
