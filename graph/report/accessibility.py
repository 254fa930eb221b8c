"""The accessibility statement, as far as it is the same for the dashboard and for what is published."""

from shapes.findings import Text
from shapes.words import read_words

SUPERVISION = "https://www.digg.se/tdosanmalan"
"""Where whoever is not content with an answer turns."""

FAULTS = ("language", "texts", "documents")
"""The known faults, by the ends of their keys: those of the plan, however it is shown."""


def word(key: str, **values: Text | str) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist."""
    return read_words("graph.report", "accessibility")[key].filled(values)
