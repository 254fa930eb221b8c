"""What was probably meant: the known names most like a misspelt one."""

from collections.abc import Iterable
from difflib import get_close_matches

from ontology.concepts import folded


def nearest(name: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The known names most like `name`, best first; empty where none is near."""
    by_fold: dict[str, str] = {}
    for candidate in known:
        by_fold.setdefault(folded(candidate), candidate)
    found = get_close_matches(folded(name), by_fold, n=limit, cutoff=0.6)
    return tuple(by_fold[fold] for fold in found)


def quoted(names: Iterable[str]) -> str:
    """Names as a sentence holds them: ”a”, ”b”."""
    return ", ".join(f"”{name}”" for name in names)
