"""What changed in one thing: every field of the read model is compared, none is passed over."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, TypeAlias

from graph.analysis.pairing import COLLECTIONS, REFERENCES, SINGLES, Pairing, Translate
from graph.analysis.wordings import Piece, marked_words, plain_text, texts_of
from graph.model import Plan
from graph.model_base import Span, Thing, Wording
from graph.model_followup import TargetValue
from graph.model_process import Meaning
from graph.reference import Condition, Direction

Value: TypeAlias = str | int | Decimal | bool | date | Enum | tuple[str, ...] | TargetValue | None


class Nature(StrEnum):
    """In what way something changed."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REWORDED = "reworded"
    GAINED = "gained"
    LOST = "lost"
    MOVED = "moved"
    EXTENDED = "extended"
    SHORTENED = "shortened"
    STRICTER = "stricter"
    EASIER = "easier"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One change of one field.

    `before` and `after` are values of the read model; references are IRIs, each of its own plan. `language`
    is that of a text, `about` what a part of a field is about, `words` a text with its words marked.
    """

    field: str
    nature: Nature
    before: Value = None
    after: Value = None
    language: str | None = None
    about: str | None = None
    words: tuple[Piece, ...] = ()


_TARGET = ("condition", "value", "upper_value")
_TEXTS = frozenset({"name", "place", "data_source", "unit"})
# What a plan holds is compared thing by thing.
_OF_ITS_OWN = frozenset({*COLLECTIONS, *SINGLES})


def field_changes(
    before: Thing, after: Thing, pairing: Pairing, direction: Direction | None
) -> list[FieldChange]:
    """Every difference between a thing and what became of it.

    `pairing` says which thing is which; `direction` is which way is better, for a target.
    """
    found: list[FieldChange] = []
    for field in dataclasses.fields(before):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name == "iri" or (isinstance(before, Plan) and field.name in _OF_ITS_OWN):
            continue
        if isinstance(before, TargetValue) and field.name in _TARGET:
            continue
        found += _compared(field.name, old, new, pairing)
    if isinstance(before, TargetValue) and isinstance(after, TargetValue):
        found += target_change(before, after, direction)
    return found


def target_change(before: TargetValue, after: TargetValue, direction: Direction | None) -> list[FieldChange]:
    """The change of a target value, and whether it is now harder or easier to meet."""
    old, new = ([getattr(target, name) for name in _TARGET] for target in (before, after))
    if old == new:
        return []
    return [FieldChange("target", _harder(before, after, direction), before, after)]


def _compared(name: str, old: Any, new: Any, pairing: Pairing) -> Iterable[FieldChange]:
    if isinstance(old, Wording):
        return _wordings(name, old, new)
    if isinstance(old, Span) or isinstance(new, Span):
        return _spans(name, old or Span(), new or Span())
    if name == "meanings":
        return _meanings(old, new, pairing)
    if isinstance(old, tuple):
        return _lists(name, old, new, pairing)
    return _single(name, old, new, pairing)


def _single(name: str, old: Any, new: Any, pairing: Pairing) -> Iterable[FieldChange]:
    if name in REFERENCES:
        mine, other = (pairing.before(old) if old else None), (pairing.after(new) if new else None)
    elif isinstance(old, str) and isinstance(new, str) and not isinstance(old, Enum):
        mine, other = plain_text(old), plain_text(new)
    else:
        mine, other = old, new
    if mine == other and type(mine) is type(other):
        return []
    if name in _TEXTS and old and new:
        return [FieldChange(name, Nature.REWORDED, old, new, words=marked_words(old, new))]
    return [FieldChange(name, _came_or_went(old, new), old, new)]


def _came_or_went(old: object, new: object) -> Nature:
    if old is None or old == "":
        return Nature.ADDED
    return Nature.REMOVED if new is None or new == "" else Nature.CHANGED


def _wordings(name: str, old: Wording, new: Wording, about: str | None = None) -> Iterable[FieldChange]:
    before, after = texts_of(old), texts_of(new)
    for language in sorted({*before, *after}):
        mine, other = before.get(language), after.get(language)
        if mine == other:
            continue
        if mine is None or other is None:
            yield FieldChange(name, _came_or_went(mine, other), mine, other, language, about)
        else:
            yield FieldChange(name, Nature.REWORDED, mine, other, language, about, marked_words(mine, other))


def _spans(name: str, old: Span, new: Span) -> Iterable[FieldChange]:
    yield from _days(f"{name}_start", old.start, new.start)
    yield from end_change(f"{name}_end", old.end, new.end)


def _days(name: str, old: date | None, new: date | None) -> Iterable[FieldChange]:
    if old != new:
        yield FieldChange(name, _came_or_went(old, new), old, new)


def end_change(name: str, old: date | None, new: date | None) -> Iterable[FieldChange]:
    """Another last day: what has none goes on until further notice."""
    if old != new:
        longer = new is None or (old is not None and new > old)
        yield FieldChange(name, Nature.EXTENDED if longer else Nature.SHORTENED, old, new)


def _lists(name: str, old: tuple[str, ...], new: tuple[str, ...], pairing: Pairing) -> Iterable[FieldChange]:
    if name in REFERENCES:
        before, after = (
            {pairing.before(each): each for each in old},
            {pairing.after(each): each for each in new},
        )
    else:
        before, after = ({plain_text(each): each for each in some} for some in (old, new))
    lost = tuple(sorted(each for key, each in before.items() if key not in after))
    gained = tuple(sorted(each for key, each in after.items() if key not in before))
    if name == "contributes_to" and lost and gained:
        return [FieldChange(name, Nature.MOVED, lost, gained)]
    found = []
    if lost:
        found.append(FieldChange(name, Nature.LOST, lost, None))
    if gained:
        found.append(FieldChange(name, Nature.GAINED, None, gained))
    return found


def _meanings(old: Iterable[Meaning], new: Iterable[Meaning], pairing: Pairing) -> Iterable[FieldChange]:
    """What a section means for each group: a text for each, whatever the nodes that hold them are called."""
    before = _by_concern(old, pairing.before)
    after = _by_concern(new, pairing.after)
    for concern in sorted({*before, *after}):
        about = concern or None
        old_texts, new_texts = before.get(concern, []), after.get(concern, [])
        for mine, other in _paired(old_texts, new_texts):
            # one without a text is told too
            said = list(_wordings("meanings", mine or Wording(), other or Wording(), about))
            if not said and (mine is None or other is None):
                said = [FieldChange("meanings", _came_or_went(mine, other), about=about)]
            yield from said


def _by_concern(meanings: Iterable[Meaning], now: Translate) -> Mapping[str, list[Wording]]:
    found: dict[str, list[Wording]] = {}
    for each in meanings:
        found.setdefault(now(each.concerns) if each.concerns else "", []).append(each.text)
    return found


def _paired(old: list[Wording], new: list[Wording]) -> list[tuple[Wording | None, Wording | None]]:
    """Texts about the same group: those that stand, and then the others by their own order."""

    def left(some: list[Wording], others: list[Wording]) -> list[Wording]:
        rest = [sorted(texts_of(each).items()) for each in others]
        kept = []
        for each in sorted(some, key=lambda text: sorted(texts_of(text).items())):
            said = sorted(texts_of(each).items())
            if said in rest:
                rest.remove(said)
            else:
                kept.append(each)
        return kept

    mine, others = left(old, new), left(new, old)
    longest = max(len(mine), len(others))
    filled = [[*some, *[None] * (longest - len(some))] for some in (mine, others)]
    return list(zip(*filled, strict=True))


def _harder(before: TargetValue, after: TargetValue, direction: Direction | None) -> Nature:
    """Whether a target became harder to meet; only told where every outcome gives the same answer."""
    if before.condition is not after.condition or before.value is None or after.value is None:
        return Nature.CHANGED
    low, high = before.value, after.value
    if before.condition is Condition.BETWEEN:
        return _narrower(before, after)
    if before.upper_value != after.upper_value:
        return Nature.CHANGED
    rising = _rising(before.condition, low, high, direction)
    if rising is None:
        return Nature.CHANGED
    return Nature.STRICTER if (high > low) is rising else Nature.EASIER


def _rising(
    condition: Condition | None, one: Decimal, other: Decimal, direction: Direction | None
) -> bool | None:
    """Whether a higher number is harder; None where that cannot be said."""
    if condition is Condition.AT_LEAST:
        return True
    if condition is Condition.AT_MOST:
        return False
    if condition is Condition.CHANGE_FROM_BASELINE:
        if (
            min(one, other) >= 0
            and (max(one, other) > 0)
            and (min(one, other) > 0 or direction is Direction.UP)
        ):
            return True
        if max(one, other) <= 0 and (max(one, other) < 0 or direction is Direction.DOWN):
            return False
    return None


def _narrower(before: TargetValue, after: TargetValue) -> Nature:
    if None in (before.upper_value, after.upper_value, before.value, after.value):
        return Nature.CHANGED
    low, high, new_low, new_high = (
        value or Decimal(0) for value in (before.value, before.upper_value, after.value, after.upper_value)
    )
    if low <= new_low and new_high <= high:
        return Nature.STRICTER
    return Nature.EASIER if new_low <= low and high <= new_high else Nature.CHANGED
