"""Text as lines for a terminal."""

import textwrap

NARROWEST, WIDEST = 40, 100


def page_width(width: int) -> int:
    """The width to wrap at: wide enough for a few words, narrow enough to follow from line to line."""
    return min(max(width, NARROWEST), WIDEST)


def wrap(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """Text as lines within a width. A long word, such as an IRI, stays whole."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
