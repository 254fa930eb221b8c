"""Texts in another language than the page that they stand on: marked, they are read aloud as they should."""

from collections.abc import Iterable, Mapping
from typing import Self

from rdflib import Literal

from graph.model_base import Wording
from ontology.graphs import Triple
from shapes.findings import Language


class Foreign(str):
    """A text with the language that it is in."""

    __slots__ = ("language",)
    language: str

    @classmethod
    def of(cls, text: str, language: str) -> Self:
        """The text in its language, a tag such as "sv"."""
        found = cls(text)
        found.language = language
        return found


def said_in(wording: Wording, language: Language) -> str:
    """A text in the language where it is there, else in another one, which is then marked."""
    found = wording.in_language(language) or ""
    tags = [tag for tag, text in wording.texts if text == found]
    return found if not any(tags) or language in tags else Foreign.of(found, max(tags))


def paragraphs(text: str) -> list[str]:
    """A text as its paragraphs, each on one line."""
    return [" ".join(part.split()) for part in text.splitlines() if part.strip()]


def languages_of(triples: Iterable[Triple], language: Language) -> Mapping[str, str]:
    """The language of each text that is in another one only, whole and by paragraph, by the text."""
    own: set[str] = set()
    others: dict[str, str] = {}
    for _, _, value in triples:
        if isinstance(value, Literal) and value.language:
            text = str(value)
            if value.language.partition("-")[0] == language:
                own.update((text, *paragraphs(text)))
            else:
                others.update(dict.fromkeys((text, *paragraphs(text)), value.language))
    return {text: tag for text, tag in sorted(others.items()) if text not in own}
