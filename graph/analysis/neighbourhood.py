"""What stands nearest to one goal: what it contributes to, what contributes to it, and where to draw each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.analysis.connections import Connections
from graph.analysis.tree import Sort

MOST = 50
"""How many things a picture has room for, if it is to be read."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One thing near the goal. `column` is how many steps below the goal it is; negative above."""

    thing: str
    sort: Sort
    column: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The goal first, then what is near it, nearest first; `links` are pairs: what is above, what is below.

    `left_out` counts what the thread of the goal runs through but there was no room for.
    """

    near: tuple[Neighbour, ...]
    links: tuple[tuple[str, str], ...]
    left_out: int


def neighbourhood(
    connections: Connections, visions: Iterable[str], goal: str, most: int = MOST
) -> Neighbourhood:
    """What is near a goal of the plan: its thread, its indicators and its visions, `most` of them."""
    up = _steps(goal, lambda iri: _above(connections, iri))
    down = _steps(goal, lambda iri: [each.iri for each in connections.contributors(iri)])
    # in a circle a goal is both above and below: it stands where it is nearest
    distances = {iri: -steps for iri, steps in up.items() if steps <= down.get(iri, steps)}
    distances |= {iri: steps for iri, steps in down.items() if iri not in distances}
    found = [Neighbour(iri, Sort.GOAL, column) for iri, column in distances.items()]
    known = set(visions)
    top = min(distances.values()) - 1
    rests_on = dict.fromkeys(
        iri
        for each in distances
        if distances[each] <= 0
        for iri in connections.goals[each].based_on
        if iri in known
    )
    found += [Neighbour(iri, Sort.VISION, top) for iri in rests_on]
    found += [Neighbour(each.iri, Sort.INDICATOR, 1) for each in connections.indicators(goal)]
    # by distance; at the same one goals come before what measures them
    found.sort(key=lambda each: (abs(each.column), each.sort is Sort.INDICATOR))
    near = tuple(found[:most])
    shown = {each.thing for each in near}
    return Neighbourhood(near, tuple(_links(connections, goal, near, shown)), len(found) - len(near))


def _above(connections: Connections, goal: str) -> Sequence[str]:
    return [iri for iri in dict.fromkeys(connections.goals[goal].contributes_to) if iri in connections.goals]


def _steps(start: str, following: Callable[[str], Sequence[str]]) -> dict[str, int]:
    """How many steps away every goal is that can be reached, the start first."""
    found = {start: 0}
    border = [start]
    while border:
        reached: list[str] = []
        for iri in border:
            for further in following(iri):
                if further not in found:
                    found[further] = found[iri] + 1
                    reached.append(further)
        border = reached
    return found


def _links(
    connections: Connections, goal: str, near: Iterable[Neighbour], shown: set[str]
) -> Iterable[tuple[str, str]]:
    for each in near:
        if each.sort is Sort.GOAL:
            above = (*_above(connections, each.thing), *connections.goals[each.thing].based_on)
            yield from ((iri, each.thing) for iri in dict.fromkeys(above) if iri in shown)
        elif each.sort is Sort.INDICATOR:
            yield (goal, each.thing)


def positions(
    shown: Neighbourhood, heights: Mapping[str, float], *, width: float, gap: float
) -> Mapping[str, tuple[float, float]]:
    """The middle of every box: columns from left to right, each box beside what it is linked to.

    `heights` are those of the boxes; `width` is that of a column with the room beside it, `gap` the room
    between boxes. The goal is at (0, 0).
    """
    columns: dict[int, list[str]] = {}
    for each in shown.near:
        columns.setdefault(each.column, []).append(each.thing)
    linked: dict[str, list[str]] = {}
    for above, below in shown.links:
        linked.setdefault(above, []).append(below)
        linked.setdefault(below, []).append(above)
    placed: dict[str, tuple[float, float]] = {}

    def middle(thing: str) -> float:
        beside = [placed[each][1] for each in linked.get(thing, ()) if each in placed]
        return sum(beside) / len(beside) if beside else 0

    for column in sorted(columns, key=lambda each: (abs(each), each)):
        things = sorted(columns[column], key=middle)
        top = -(sum(heights[each] for each in things) + gap * (len(things) - 1)) / 2
        for thing in things:
            placed[thing] = (column * width, top + heights[thing] / 2)
            top += heights[thing] + gap
    return placed
