"""How a text was reworded: what stands, what went out and what came in, word by word."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from graph.model_base import Wording

_TOKENS = re.compile(r"\w+|[^\w\s]|\s+")
# Two texts that share less than this are shown one after the other: marks all over help nobody.
_LEAST_IN_COMMON = 0.35
_LONG = 4


class Mark(StrEnum):
    """What became of a part of a text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text and what became of it."""

    mark: Mark
    text: str


def plain_text(text: str) -> str:
    """A text as it is compared: composed signs, and any white space as one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def texts_of(wording: Wording) -> dict[str, str]:
    """A wording's texts by language, as they are compared; a text without a language is Swedish."""
    texts = {tag: text for tag, given in wording.texts if (text := plain_text(given))}
    if "" in texts:
        bare = texts.pop("")
        texts.setdefault("sv", bare)
    return texts


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1, whichever comes first."""
    first, second = sorted((plain_text(one).casefold(), plain_text(other).casefold()))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def marked_words(before: str, after: str) -> tuple[Piece, ...]:
    """A text before and after as one text with its words marked.

    >>> [(piece.mark.value, piece.text) for piece in marked_words("en trygg skola", "en bra skola")]
    [('same', 'en '), ('removed', 'trygg'), ('added', 'bra'), ('same', ' skola')]
    """
    before, after = plain_text(before), plain_text(after)
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if _in_common(old, new, matcher) < _LEAST_IN_COMMON:
        return _joined([(Mark.REMOVED, before), (Mark.ADDED, after)])
    found: list[tuple[Mark, str]] = []
    blocks = matcher.get_opcodes()
    for place, (kind, from_old, to_old, from_new, to_new) in enumerate(blocks):
        gone, come = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        if kind != "equal" or (not gone.strip() and 0 < place < len(blocks) - 1):
            # a blank between two changes is part of them
            found += [(Mark.REMOVED, gone), (Mark.ADDED, come)]
        else:
            found.append((Mark.SAME, gone))
    return _joined(found)


def _in_common(old: Sequence[str], new: Sequence[str], matcher: SequenceMatcher[str]) -> float:
    """The share of the longer words that stands: two texts always have an ”och” and an ”i” in common."""

    def weight(tokens: Iterable[str]) -> int:
        return sum(len(token) for token in tokens if len(token) >= _LONG and token.isalnum())

    kept = sum(weight(old[block.a : block.a + block.size]) for block in matcher.get_matching_blocks())
    whole = weight(old) + weight(new)
    return 2 * kept / whole if whole else matcher.ratio()


def _joined(parts: Iterable[tuple[Mark, str]]) -> tuple[Piece, ...]:
    """Parts of one mark put together: between two that stand, what went out and then what came in."""
    pieces: list[Piece] = []
    waiting = {Mark.REMOVED: "", Mark.ADDED: ""}
    for mark, text in (*parts, (Mark.SAME, "")):
        if mark is not Mark.SAME:
            waiting[mark] += text
            continue
        pieces += [Piece(changed, said) for changed, said in waiting.items() if said]
        waiting = dict.fromkeys(waiting, "")
        if text:
            pieces.append(Piece(Mark.SAME, text))
    return tuple(pieces)
