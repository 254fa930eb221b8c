"""The page for an address that leads nowhere: plain, friendly, and without a script."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from dashboard import addresses
from dashboard.words import word
from shapes.findings import Language

_LEADS = (
    (addresses.OVERVIEW, "page-overview"),
    (addresses.GOAL, "page-goal"),
    (addresses.GAPS, "page-gaps"),
    (addresses.ACCESSIBILITY, "page-accessibility"),
)


def is_known(path: str) -> bool:
    """Whether a path is that of a page, with or without a slash at its end."""
    return path.strip("/") in addresses.ALL


def unknown_page(path: str, language: Language) -> bytes:
    """The page, whole; the path is shown escaped, and cut where it is long."""
    shown = path if len(path) <= 80 else f"{path[:80]}…"
    template = _environment().get_template("unknown.html.jinja")
    lang = f"?lang={language}" if language == "en" else ""
    return template.render(
        language=language,
        title=word("not-found")[language],
        site=word("title")[language],
        text=word("not-found-text", address=shown)[language],
        leads=[(f"/{where}{lang}", word(title)[language]) for where, title in _LEADS],
    ).encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("dashboard.components"), autoescape=True, undefined=StrictUndefined
    )
