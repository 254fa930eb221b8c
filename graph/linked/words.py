"""The words of the linked-data answers, by key; the texts stand in words.ttl beside this module."""

from shapes.findings import Text
from shapes.words import read_words


def word(key: str, **values: Text | str) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist."""
    return read_words("graph.linked")[key].filled(values)
