"""Tillgänglighet: the accessibility statement, with the way to report a barrier."""

from dashboard import session
from dashboard.components.block import block
from dashboard.components.contact import contact_of, published_by
from dashboard.words import word
from graph.report.accessibility import FAULTS, SUPERVISION
from graph.report.accessibility import word as statement


def show() -> None:
    """The whole page."""
    language = session.language()
    plan = session.plan_if_any()
    block("title", text=word("page-accessibility")[language])
    block(
        "accessibility",
        who=published_by(plan, language) or word("acc-nobody")[language],
        contact=contact_of(plan),
        said=lambda key, **values: statement(key, **values)[language],
        faults=FAULTS,
        supervision=SUPERVISION,
    )
