"""Blocks of HTML: the one way by which a plan's texts come onto a page, and they come escaped."""

from functools import cache
from importlib.resources import files

import streamlit as st
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from dashboard.session import address, language
from dashboard.words import word
from graph.report.changes_words import Marks
from graph.report.numbers import in_digits
from graph.report.outline import SIGNS
from graph.report.words import counted, severity_word

# signs that no text of a plan holds: texts are told on one line, without signs of private use
MARKS = Marks(("\ue000", "\ue001"), ("\ue002", "\ue003"))
"""What stands around words that went out and came in, until `with_marks` makes elements of them."""


def block(template: str, **values: object) -> None:
    """Put one template's block on the page. Every value is escaped: none is ever read as HTML or Markdown."""
    st.html(rendered(template, **values))


def style() -> None:
    """Put the looks of every block on the page: the files of style/, one for each page that has its own."""
    st.html(f"<style>{_styles()}</style>")


def rendered(template: str, **values: object) -> str:
    """The HTML of one template in the language of the visit."""
    chosen = language()
    return (
        _environment()
        .get_template(f"{template}.html.jinja")
        .render(
            language=chosen,
            word=lambda key, **places: word(key, **places)[chosen],
            counted=lambda key, number: counted(key, number)[chosen],
            digits=lambda number: in_digits(number)[chosen],
            severity_word=lambda severity: severity_word(severity)[chosen],
            sign=SIGNS.__getitem__,
            address=address,
            **values,
        )
    )


@cache
def _styles() -> str:
    folder = files("dashboard.components").joinpath("style")
    return "\n".join(file.read_text("utf-8") for file in sorted(folder.iterdir(), key=lambda each: each.name))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dashboard.components"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["with_marks"] = with_marks
    return environment


def with_marks(text: str) -> Markup:
    """A text of what changed, escaped, with the marked words as elements."""
    marked = str(escape(text))
    for (begins, ends), element in zip((MARKS.removed, MARKS.added), ("del", "ins"), strict=True):
        marked = marked.replace(begins, f"<{element}>").replace(ends, f"</{element}>")
    return Markup(marked)  # noqa: S704 - escaped above
