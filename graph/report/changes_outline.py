"""What changed, laid out before it becomes text or a page: by sort of thing, each with its sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.analysis.changes import SORTS, ThingChange
from graph.report.changes_words import Teller, word

# Goals first: they are what politicians decide. Then what follows from them, then who and how.
_ORDER = (
    "goals", "indicators", "targets", "outcomes", "assessments", "bodies", "decisions", "programmes",
    "sections", "assignments", "governing_model", "visions", "core_values",
)  # fmt: skip
_LAID_OUT = (*_ORDER, *(sort for sort in SORTS if sort not in _ORDER))
NEW, DROPPED, CHANGED = "+", "-", "~"
"""The signs of what came, went and changed."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one thing: its sign, what it is called, and a sentence for each change."""

    sign: str
    name: str
    sentences: tuple[str, ...]
    change: ThingChange


@dataclass(frozen=True, slots=True)
class ToldSort:
    """The changes under one heading; `sort` is empty for the rest, which has no words of its own."""

    sort: str
    heading: str
    told: tuple[Told, ...]


def told(teller: Teller) -> Sequence[ToldSort]:
    """Every change: first those that have words of their own, by sort, then every other field."""
    found = [_sort(teller, sort) for sort in _LAID_OUT]
    return [each for each in (*found, _rest(teller)) if each.told]


def _sort(teller: Teller, sort: str) -> ToldSort:
    """The things of one sort that came, went, or changed in a way that has words of its own."""
    language = teller.language
    changes = [change for change in teller.changes.of(sort) if _has_words(teller, change)]
    return ToldSort(sort, word(f"sort-{sort}")[language], tuple(_told(teller, each) for each in changes))


def _has_words(teller: Teller, change: ThingChange) -> bool:
    return bool(teller.arrival(change)) or any(teller.spoken(change.sort, field) for field in change.fields)


def _told(teller: Teller, change: ThingChange) -> Told:
    arrival = " ".join(each for text in teller.arrival(change) if (each := _sentence(text)))
    said = [teller.sentence(change, field) for field in change.fields if teller.spoken(change.sort, field)]
    sign = NEW if change.new else DROPPED if change.dropped else CHANGED
    name = teller.name(change.thing, before=change.dropped)
    return Told(sign, name, tuple(text for text in (arrival, *said) if text), change)


def _rest(teller: Teller) -> ToldSort:
    """Every other field that changed, so that nothing is hidden."""
    language = teller.language
    found: list[Told] = []
    for sort in _LAID_OUT:
        for change in teller.changes.of(sort):
            fields = [field for field in change.fields if not teller.spoken(sort, field)]
            if fields:
                kind = word(f"sort-{sort}")[language]
                name = word("rest-line", sort=kind, name=teller.name(change.thing))[language]
                sentences = tuple(teller.sentence(change, field) for field in fields)
                found.append(Told(CHANGED, name, sentences, change))
    return ToldSort("", word("rest")[language], tuple(found))


def _sentence(text: str) -> str:
    """A detail as a sentence."""
    text = text[:1].upper() + text[1:]
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
