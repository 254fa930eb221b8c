"""The words of the catalogue, by key; the texts themselves stand in words.ttl beside this module."""

from graph.model_base import Wording
from shapes.findings import LANGUAGES, Text
from shapes.words import read_words


def word(key: str, **values: Text | str) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist."""
    return read_words("graph.export.dcat")[key].filled(values)


def keywords() -> list[Text]:
    """What people may search for to find the plans."""
    words = read_words("graph.export.dcat")
    return [words[key] for key in sorted(words) if key.startswith("keyword-")]


def in_both(stated: Wording, otherwise: Text) -> Text:
    """What the municipality wrote, in each language; another text in a language that it did not write in."""
    return Text(*(stated.only(each) or otherwise[each] for each in LANGUAGES))
