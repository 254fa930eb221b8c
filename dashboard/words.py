"""The words of the pages, by key; the texts themselves stand in the files of texts/, one for each page."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from shapes.findings import Text
from shapes.words import read_words


def word(key: str, **values: str | Text) -> Text:
    """One text with its places filled. Raises KeyError for a key that does not exist."""
    return words()[key].filled(values)


@cache
def words() -> Mapping[str, Text]:
    """Every text of the pages. Raises ValueError for a key that two files hold."""
    found: dict[str, Text] = {}
    for file in sorted(each.name for each in files("dashboard").joinpath("texts").iterdir()):
        texts = read_words("dashboard", f"texts/{file.removesuffix('.ttl')}")
        twice = sorted(found.keys() & texts.keys())
        if twice:
            raise ValueError(f"{file} repeats {', '.join(twice)}")
        found |= texts
    return found
