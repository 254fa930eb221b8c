"""The words of the public pages, by key; the texts themselves stand in words.ttl beside this module."""

from shapes.findings import Language, Text
from shapes.words import read_words


def word(key: str, **values: Text | str) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist.

    >>> word("goals").sv
    'Mål'
    """
    return read_words("graph.site")[key].filled(values)


def segment_name(segment: str, language: Language) -> str:
    """What the things of a segment are called together: Mål, Organ ..."""
    known = known_word(f"segment-{segment}")
    return known[language] if known else segment


def known_word(key: str) -> Text | None:
    """One text, or None where there is none by that key."""
    return read_words("graph.site").get(key)
