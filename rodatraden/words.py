"""What the command line says beside its results, by key; the texts stand in words.ttl."""

from shapes.findings import Text
from shapes.words import read_words


def word(key: str, **values: str | Text) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist."""
    return read_words("rodatraden")[key].filled(values)
