"""Om: what the dashboard is, where its data come from, and by which rules it judges."""

from importlib.metadata import version

from dashboard import session
from dashboard.components.block import block
from dashboard.components.contact import contact_of
from dashboard.words import word
from graph.report.outline import rule_words
from graph.report.words import severity_word
from shapes.rules import rule_book


def show() -> None:
    """The whole page."""
    language = session.language()
    plan = session.plan_if_any()
    block("title", text=word("page-about")[language])
    block(
        "about",
        source=session.source_name(),
        contact=contact_of(plan),
        version=version("rodatraden"),
        rules=[
            (rule.code, severity_word(rule.severity)[language], rule_words(rule, language))
            for rule in rule_book().values()
        ],
    )
