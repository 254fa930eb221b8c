"""A tree as an icicle: every place a box beside the one above it, as high as all that stands under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.analysis.tree import Place, Sort, Tree


@dataclass(frozen=True, slots=True)
class Box:
    """One place as a box: its column, and where it begins and ends; a box with nothing under it is 1 high.

    `number` is its place in the tree.
    """

    number: int
    place: Place
    top: int
    bottom: int


def icicle(tree: Tree) -> Sequence[Box]:
    """The boxes of a tree, in its order; what measures the goals is left out, for there is no room for it."""
    starts: list[tuple[int, Place, int]] = []
    ends: dict[int, int] = {}
    open_: list[int] = []
    leaves = 0
    follows_deeper = _with_something_under(tree)
    for number, place in enumerate(tree):
        if place.sort is Sort.INDICATOR:
            continue
        while open_ and tree[open_[-1]].level >= place.level:
            ends[open_.pop()] = leaves
        open_.append(number)
        starts.append((number, place, leaves))
        if number not in follows_deeper:
            leaves += 1
    ends |= dict.fromkeys(open_, leaves)
    return [Box(number, place, top, ends[number]) for number, place, top in starts]


def _with_something_under(tree: Tree) -> set[int]:
    """The numbers of the places that have a goal under them."""
    found: set[int] = set()
    way: list[int] = []
    for number, place in enumerate(tree):
        if place.sort is Sort.INDICATOR:
            continue
        while way and tree[way[-1]].level >= place.level:
            way.pop()
        found.update(way[-1:])
        way.append(number)
    return found
