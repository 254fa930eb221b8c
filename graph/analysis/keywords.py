"""The words of a text that carry its meaning, each by a stem that holds for its other forms too."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 4
"""Stems with fewer letters say too little, and are mostly the small words of the language."""

# Endings of Swedish and English, the longest first. Cutting too much is harmless: stems are only compared.
_ENDINGS = tuple(
    sorted(
        (
            "ernas", "arnas", "ornas", "andet", "ingen", "ernas", "erna", "arna", "orna", "ande", "ning",
            "ings", "ing", "ens", "ets", "ade", "ast", "are", "ers", "ors", "ars", "en", "et", "er", "ar",
            "or", "an", "na", "ad", "at", "as", "es", "ed", "ly", "a", "e", "s", "n", "t", "y",
        ),
        key=len,
        reverse=True,
    )
)  # fmt: skip
# Words that goals are full of whatever they are about.
_EMPTY = frozenset({
    "alla", "alltid", "andra", "annan", "bara", "behöver", "bidra", "bidrar", "bland", "både",
    "börjar", "denna", "dessa", "detta", "därför", "each", "efter", "eller", "enligt", "every",
    "finns", "fler", "flera", "from", "från", "före", "genom", "goda", "gott", "have", "hela",
    "hjälp", "innan", "inom", "inte", "into", "kommer", "kommun", "kommunen", "kommunens",
    "kommuner", "kunna", "ligger", "lika", "låta", "mellan", "mera", "minska", "minskar", "minst",
    "more", "oavsett", "också", "olika", "other", "shall", "should", "sina", "sitt", "själva",
    "skall", "skapa", "skulle", "ställe", "större", "than", "that", "their", "there", "this",
    "under", "utan", "utifrån", "vara", "varje", "vilka", "vilken", "vill", "which", "will", "with",
    "även", "år", "åren", "öka", "ökar", "över",
})  # fmt: skip


def stems_in(texts: Iterable[str]) -> Mapping[str, str]:
    """The stem of each word that carries meaning, with the word as it first stands in the texts."""
    found: dict[str, str] = {}
    for text in texts:
        for word in _WORD.findall(unicodedata.normalize("NFC", text).casefold()):
            stem = stem_of(word)
            if len(stem) >= SHORTEST and word not in _EMPTY:
                found.setdefault(stem, word)
    return found


def stem_of(word: str) -> str:
    """A word without its ending: skola, skolan and skolorna are one.

    >>> stem_of("skolorna") == stem_of("skolan") == stem_of("skola")
    True
    """
    shortest = SHORTEST
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    return word
