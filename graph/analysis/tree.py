"""The whole goal tree as it is read: the vision, goals that rest on it, those below them, what is measured.

A tree is a list of places in the order they are read, each with its level, and never nested: chains may be
long. A goal that contributes to several others has a place under each of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.analysis.connections import Connections
from graph.analysis.thread import Fold
from graph.model import Goal, Plan
from graph.reference import GoalKind

MOST_PLACES = 3000
"""How many places a tree has before goals are unfolded once only."""


class Sort(StrEnum):
    """What stands at a place. The last two are no things: they hold the goals that nothing holds."""

    VISION = "vision"
    GOAL = "goal"
    INDICATOR = "indicator"
    WITHOUT_VISION = "without-vision"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the tree. `thing` is the IRI of what stands there, empty where that is no thing.

    `under` are the goals that a goal stands under at its other places. `fold` says why a goal is not
    unfolded here: the way down lies in a circle, or it is unfolded elsewhere.
    """

    thing: str
    sort: Sort
    level: int
    under: tuple[str, ...] = ()
    fold: Fold | None = None


Tree = tuple[Place, ...]


def tree_of(plan: Plan, connections: Connections | None = None, most: int = MOST_PLACES) -> Tree:
    """The whole tree of a plan; every goal has a place in it, however it hangs."""
    return tuple(_Growing(plan, connections or Connections(plan), most).places())


class _Growing:
    """One tree while it grows."""

    def __init__(self, plan: Plan, connections: Connections, most: int) -> None:
        self.plan = plan
        self.connections = connections
        self.most = most
        self.grown = 0
        self.placed: set[str] = set()

    def places(self) -> Iterator[Place]:
        tops = [goal for goal in self.plan.goals if not self.parents(goal)]
        for vision in self.plan.visions:
            yield Place(vision.iri, Sort.VISION, 0)
            yield from self.all_under(vision.iri, [goal for goal in tops if vision.iri in goal.based_on])
        council = [goal for goal in tops if goal.kind is GoalKind.COUNCIL and goal.iri not in self.placed]
        yield from self.group(Sort.WITHOUT_VISION, council)
        yield from self.group(Sort.LOOSE, [goal for goal in tops if goal.iri not in self.placed])
        # what is left hangs in circles of its own
        for goal in self.plan.goals:
            if goal.iri not in self.placed:
                yield from self.group(Sort.LOOSE, [goal])

    def group(self, sort: Sort, goals: Sequence[Goal]) -> Iterator[Place]:
        if goals:
            yield Place("", sort, 0)
            yield from self.all_under("", goals)

    def all_under(self, top: str, goals: Sequence[Goal]) -> Iterator[Place]:
        """Goals and all below them; each waiting one knows the way down to it."""
        waiting: list[tuple[Goal, tuple[str, ...]]] = [(goal, (top,)) for goal in reversed(goals)]
        while waiting:
            goal, way = waiting.pop()
            fold = self.fold(goal, way)
            above = [iri for iri in self.parents(goal) if iri != way[-1]]
            yield Place(goal.iri, Sort.GOAL, len(way), tuple(above), fold)
            self.placed.add(goal.iri)
            self.grown += 1
            if fold is None:
                further = (*way, goal.iri)
                for each in self.connections.indicators(goal.iri):
                    self.grown += 1
                    yield Place(each.iri, Sort.INDICATOR, len(further))
                below = {each.iri: each for each in self.connections.contributors(goal.iri)}
                waiting += [(each, further) for each in reversed(below.values())]

    def fold(self, goal: Goal, way: tuple[str, ...]) -> Fold | None:
        if goal.iri in way:
            return Fold.CIRCLE
        return Fold.ELSEWHERE if goal.iri in self.placed and self.grown >= self.most else None

    def parents(self, goal: Goal) -> Sequence[str]:
        return [iri for iri in dict.fromkeys(goal.contributes_to) if iri in self.connections.goals]


def narrowed(tree: Tree, chosen: frozenset[str]) -> Tree:
    """The tree of some goals only: their places, the way down to each, and what measures them."""
    kept: list[Place] = []
    wanted = -1  # the level that must be kept, since something under it was
    measures: list[Place] = []
    for place in reversed(tree):
        if place.sort is Sort.INDICATOR:
            measures.append(place)
            continue
        own = place.sort is Sort.GOAL and place.thing in chosen
        if own:
            kept += measures
        if own or place.level == wanted:
            kept.append(place)
            wanted = place.level - 1
        measures = []
    return tuple(reversed(kept))


def thread_in(connections: Connections, goal: str) -> frozenset[str]:
    """The IRIs of all that the thread of a goal runs through: visions, goals above and below, indicators."""
    above = connections.above(goal)
    below = _below(connections, goal)
    visions = {iri for each in (goal, *above) for iri in connections.goals[each].based_on}
    measures = {each.iri for iri in (goal, *below) for each in connections.indicators(iri)}
    return frozenset({goal, *above, *below, *visions, *measures})


def _below(connections: Connections, goal: str) -> set[str]:
    found: set[str] = set()
    waiting = [goal]
    while waiting:
        for each in connections.contributors(waiting.pop()):
            if each.iri not in found:
                found.add(each.iri)
                waiting.append(each.iri)
    return found


def lit(tree: Tree, thread: frozenset[str]) -> Sequence[bool]:
    """For each place whether a thread runs through it: through what stands there and all above it."""
    found: list[bool] = []
    way: list[bool] = []
    for place in tree:
        del way[place.level :]
        here = (not place.thing or place.thing in thread) and all(way[-1:])
        way.append(here)
        found.append(here and bool(place.thing))
    return found


def opened(tree: Tree, shown: Iterable[bool]) -> Sequence[bool]:
    """For each place whether it must be open for every shown place to be seen: one of those lies under it."""
    found = [False] * len(tree)
    way: list[int] = []
    for number, (place, is_shown) in enumerate(zip(tree, shown, strict=True)):
        del way[place.level :]
        if is_shown:
            for above in way:
                found[above] = True
        way.append(number)
    return found
