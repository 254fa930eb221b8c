"""What all values of the read model are made of: things, names in several languages, spans of time."""

from dataclasses import dataclass, field
from datetime import date

from ontology.labels import best_text


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in every language that it was given in, as (language, text) in the order of the languages.

    The language is "" where none was stated. Empty where there is no text at all.
    """

    texts: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts)

    def __str__(self) -> str:
        return self.in_language("sv") or ""

    def in_language(self, language: str) -> str | None:
        """The text to show: in the language asked for, else Swedish, else any; None for no text."""
        return best_text(self.texts, language)

    def only(self, language: str) -> str | None:
        """The text in exactly this language, or None."""
        return next((text for tag, text in self.texts if tag == language), None)


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time, both days included; an end that is not stated is None."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Anything with an IRI. `identifier` is what people call it in their sheets."""

    iri: str
    identifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Thing):
    """A thing with a title, a description and a place in the order that things are shown in."""

    title: Wording = field(default_factory=Wording)
    description: Wording = field(default_factory=Wording)
    sort_order: int | None = None

    def name(self, language: str = "sv") -> str:
        """What to call the thing: its title, else its identifier, else its IRI."""
        return self.title.in_language(language) or self.identifier or self.iri
