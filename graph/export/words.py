"""The words of the exports, by key; the texts themselves stand in words.ttl beside this module."""

from graph.tables import Tables
from shapes.findings import Text
from shapes.words import read_words


def word(key: str, **values: Text | str) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist."""
    return read_words("graph.export")[key].filled(values)


def to_fill_in(tables: Tables) -> Text | None:
    """What has to be filled in before sheets can be read again, or becomes another then; None for nothing."""
    if tables.lacking:
        return word("fill-in", headings=", ".join(tables.lacking))
    return word("renamed", iri=tables.renamed) if tables.renamed else None
