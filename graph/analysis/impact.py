"""What a plan hangs on: which goals lose their thread if some go, and where everything rests on one point.

A thread leads from a committee or company goal in force, by goals in force, to a council goal in force: rules
T01 and T02 on the plan without what is not in force. In the plan means at some time of its budget year; on
a day that is looked ahead to, goals have expired and others have come into force. For the thread a goal that
has expired is as one that was dropped.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import networkx as nx

from graph.analysis.connections import Connections
from graph.analysis.validity import in_force, in_force_on, last_day
from graph.model import Goal, Plan
from graph.model_followup import Indicator
from graph.reference import GoalKind

Node: TypeAlias = str | tuple[str, str]

# Stands above every council goal, so that one search from it finds all that has a thread. No IRI is empty.
_TOP = ""


@dataclass(frozen=True, slots=True)
class Support:
    """What holds up one council goal in force; everything but the goal itself as IRIs.

    `supporters` are the committee and company goals that contribute in any number of steps, `bodies` those
    that own them. All support belongs to `sole_body` where one body's goals carry it, so that without them
    none is left; and passes through every goal in `hinges`.
    """

    goal: Goal
    supporters: tuple[str, ...]
    bodies: tuple[str, ...]
    sole_body: str | None
    hinges: tuple[str, ...]

    @property
    def hangs(self) -> bool:
        """Whether one body or one goal could take all support away."""
        return self.sole_body is not None or bool(self.hinges)


@dataclass(frozen=True, slots=True)
class Hinge:
    """A goal that others hang on: without it they have no thread."""

    goal: Goal
    holds: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A link that others hang on: without it the lower goal, and those that it holds, have no thread."""

    below: Goal
    above: Goal
    holds: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Expiry:
    """A goal that is not in force on a day, and its last day where it ran out before that."""

    goal: Goal
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Impact:
    """What happens if some goals go, each list in the plan's order.

    `lost` are goals that have a thread today and then have none; those that go are not among them. `loose`
    are goals without a thread already. `unsupported` are council goals that lose all their support;
    `hanging` those that then hang on one body or one goal, and do not today. `moved` are goals that
    contribute to `merged_into` instead. `unmeasured` are indicators that measure no goal any longer.

    Where the plan is looked at `on` a day, goals that are not in force then go too: `expired`, without those
    that were asked for. `begun` are goals that come into force until then, `begun_loose` those of the
    committees and companies among them that have no thread.
    """

    removed: tuple[Goal, ...]
    merged_into: Goal | None
    on: date | None
    expired: tuple[Expiry, ...]
    begun: tuple[Goal, ...]
    begun_loose: tuple[Goal, ...]
    lost: tuple[Goal, ...]
    loose: tuple[Goal, ...]
    unsupported: tuple[Goal, ...]
    hanging: tuple[Support, ...]
    moved: tuple[Goal, ...]
    unmeasured: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class WeakPoints:
    """Where a whole plan is weak.

    `supports` are all council goals in force. `hinges` are goals that other goals hang on and `bridges` links
    that carry more than the goal they begin at, those that most hang on first. `single` of the `threaded`
    goals hang on one single link. `chain` is a longest one, from the lowest goal to the council's; links in
    circles are passed over.
    """

    supports: tuple[Support, ...]
    hinges: tuple[Hinge, ...]
    bridges: tuple[Bridge, ...]
    threaded: int
    single: int
    chain: tuple[Goal, ...]
    loose: tuple[Goal, ...]


def impact_of(
    plan: Plan, goals: Sequence[Goal], merged_into: Goal | None = None, on: date | None = None
) -> Impact:
    """What happens if these goals go, all at once, and `on` a day those too that are not in force then.

    With `merged_into`, what contributed to them contributes to that goal instead; its own links upwards stay
    as they are. The goal itself stays although it should be named among those that go.
    """
    kept = merged_into.iri if merged_into else None
    asked = frozenset(goal.iri for goal in goals) - {kept}
    connections = Connections(plan)
    before = _Network(plan, connections)
    after = _Network(plan, connections, asked, kept, on)
    told_of = asked | after.goals.keys()
    expired = tuple(goal for goal in before.goals.values() if goal.iri not in told_of)
    begun = tuple(goal for goal in after.goals.values() if goal.iri not in before.goals)
    going = asked | {goal.iri for goal in expired}
    held = after.held()
    supports_before = {support.goal.iri: support for support in before.supports()}
    supports_after = {support.goal.iri: support for support in after.supports()}
    return Impact(
        removed=tuple(goal for goal in plan.goals if goal.iri in asked),
        merged_into=merged_into,
        on=on,
        expired=tuple(Expiry(goal, before.ran_out(goal, on)) for goal in expired),
        begun=begun,
        begun_loose=tuple(
            goal for goal in begun if goal.iri not in held and goal.kind is not GoalKind.COUNCIL
        ),
        lost=tuple(goal for goal in before.threaded() if goal.iri not in held and goal.iri not in going),
        loose=before.loose(),
        unsupported=tuple(
            support.goal
            for iri, support in supports_before.items()
            if support.supporters and iri in supports_after and not supports_after[iri].supporters
        ),
        hanging=tuple(
            support
            for iri, support in supports_after.items()
            if support.hangs and (iri not in supports_before or not supports_before[iri].hangs)
        ),
        moved=tuple(
            goal
            for goal in plan.goals
            if kept and goal.iri not in {*going, kept} and asked.intersection(goal.contributes_to)
        ),
        # what measured a goal that was merged goes on with the other
        unmeasured=tuple(
            each
            for each in plan.indicators
            if each.measures
            and going.issuperset(each.measures)
            and not (kept and asked.intersection(each.measures))
        ),
    )


def weak_points(plan: Plan) -> WeakPoints:
    """Where the whole plan is weak."""
    network = _Network(plan, Connections(plan))
    hinges, bridges, single = network.hinges()
    return WeakPoints(
        supports=network.supports(),
        hinges=hinges,
        bridges=bridges,
        threaded=len(network.threaded()),
        single=single,
        chain=network.chain(),
        loose=network.loose(),
    )


class _Network:
    """The goals in force and what contributes to what, without some goals that go; edges run downwards.

    In force means at some time of the budget year, or on a day.
    """

    def __init__(
        self,
        plan: Plan,
        connections: Connections,
        without: frozenset[str] = frozenset(),
        heir: str | None = None,
        day: date | None = None,
    ) -> None:
        self._connections = connections
        self._year = plan.budget_year
        self.goals: Mapping[str, Goal] = {
            goal.iri: goal for goal in plan.goals if goal.iri not in without and self._in_force(goal, day)
        }
        self._place = {iri: place for place, iri in enumerate(self.goals)}
        self.network: nx.DiGraph[str] = nx.DiGraph()
        # in the order of the IRIs, so that the plan's order never decides between equals
        self.network.add_nodes_from([_TOP, *sorted(self.goals)])
        for goal in sorted(self.goals.values(), key=lambda each: each.iri):
            if goal.kind is GoalKind.COUNCIL:
                self.network.add_edge(_TOP, goal.iri)
            for above in goal.contributes_to:
                parent = heir if heir and above in without else above
                if parent in self.goals and parent != goal.iri:
                    self.network.add_edge(parent, goal.iri)

    def _in_force(self, goal: Goal, day: date | None) -> bool:
        decisions = self._connections.decisions(goal.iri)
        if day is not None:
            return in_force_on(goal.valid, decisions, day)
        return self._year is None or in_force(goal.valid, decisions, self._year)

    def ran_out(self, goal: Goal, day: date | None) -> date | None:
        """The last day of a goal's validity, extensions included, where that is before a day."""
        end = last_day(goal.valid, self._connections.decisions(goal.iri))
        return end if end is not None and day is not None and end < day else None

    def held(self) -> frozenset[str]:
        """Every goal that a thread leads down to; council goals among them."""
        return frozenset(nx.descendants(self.network, _TOP))

    def threaded(self) -> tuple[Goal, ...]:
        """The committee and company goals that have a thread."""
        held = self.held()
        return tuple(goal for goal in self._subordinate() if goal.iri in held)

    def loose(self) -> tuple[Goal, ...]:
        """The committee and company goals in force that have none."""
        held = self.held()
        return tuple(goal for goal in self._subordinate() if goal.iri not in held)

    def _subordinate(self) -> Iterator[Goal]:
        return (goal for goal in self.goals.values() if goal.kind is not GoalKind.COUNCIL)

    def supports(self) -> tuple[Support, ...]:
        """What holds up every council goal."""
        return tuple(self._support(goal) for goal in self.goals.values() if goal.kind is GoalKind.COUNCIL)

    def _support(self, goal: Goal) -> Support:
        below = sorted(nx.descendants(self.network, goal.iri), key=self._place.__getitem__)
        supporters = [self.goals[iri] for iri in below if self.goals[iri].kind is not GoalKind.COUNCIL]
        owners = [each.owner for each in supporters if each.owner]
        return Support(
            goal,
            tuple(each.iri for each in supporters),
            tuple(dict.fromkeys(owners)),
            self._sole_body(goal.iri),
            self._common(goal.iri, [each.iri for each in supporters]),
        )

    def _first_supporter(self, start: str, without: str | None) -> Goal | None:
        """The first committee or company goal found below a goal, past no goal of one body."""
        seen = {start}
        waiting = [start]
        while waiting:
            for iri in self.network.successors(waiting.pop()):
                goal = self.goals[iri]
                subordinate = goal.kind is not GoalKind.COUNCIL
                if iri in seen or (subordinate and without is not None and goal.owner == without):
                    continue
                if subordinate:
                    return goal
                seen.add(iri)
                waiting.append(iri)
        return None

    def _sole_body(self, council_goal: str) -> str | None:
        """The body without whose goals nothing supports a council goal, or None.

        All support begins at goals that contribute to the council's own, so those decide: either one body
        owns them all, or there are two.
        """
        first = self._first_supporter(council_goal, None)
        if first is None or first.owner is None:
            return None
        return first.owner if self._first_supporter(council_goal, first.owner) is None else None

    def _common(self, council_goal: str, supporters: Sequence[str]) -> tuple[str, ...]:
        """The goals that all support of a council goal passes through, the nearest first."""
        if not supporters:
            return ()
        dominator: Mapping[Node, Node] = nx.immediate_dominators(self.network, council_goal)
        nearest_last = [
            node for node in _chain(dominator, supporters[0], council_goal) if isinstance(node, str)
        ]
        shared = set(nearest_last)
        for each in supporters[1:]:
            shared.intersection_update(_chain(dominator, each, council_goal))
        return tuple(iri for iri in reversed(nearest_last) if iri in shared)

    def hinges(self) -> tuple[tuple[Hinge, ...], tuple[Bridge, ...], int]:
        """Goals and links that others hang on, and how many goals hang on one single link.

        Every link stands as a node of its own between two goals, so that the dominators are goals and links
        alike: what lies below one in the tree of dominators has no thread without it.
        """
        split: nx.DiGraph[Node] = nx.DiGraph()
        for above, below in self.network.edges:
            split.add_edge(above, (above, below))
            split.add_edge((above, below), below)
        if _TOP not in split:
            return (), (), 0
        dominator: Mapping[Node, Node] = nx.immediate_dominators(split, _TOP)
        held: dict[Node, list[Goal]] = {}
        single = 0
        for goal in self.threaded():
            single += isinstance(dominator[goal.iri], tuple)
            for node in _chain(dominator, goal.iri, _TOP):
                if node != goal.iri:
                    held.setdefault(node, []).append(goal)
        hinges = [
            Hinge(self.goals[node], tuple(goals)) for node, goals in held.items() if isinstance(node, str)
        ]
        bridges = [
            Bridge(self.goals[node[1]], self.goals[node[0]], rest)
            for node, goals in held.items()
            if isinstance(node, tuple) and node[0] != _TOP
            if (rest := tuple(goal for goal in goals if goal.iri != node[1]))
        ]
        return (
            tuple(sorted(hinges, key=lambda each: (-len(each.holds), each.goal.iri))),
            tuple(sorted(bridges, key=lambda each: (-len(each.holds), each.below.iri))),
            single,
        )

    def chain(self) -> tuple[Goal, ...]:
        """A longest chain of goals, the lowest first; links that lie in circles are passed over."""
        circle = {
            iri: number
            for number, group in enumerate(nx.strongly_connected_components(self.network))
            for iri in group
        }
        straight = nx.edge_subgraph(
            self.network,
            [(above, below) for above, below in self.network.edges if circle[above] != circle[below]],
        )
        if _TOP not in straight:
            return ()
        # where all is reached from the top, a longest way begins there
        reached = nx.subgraph(straight, [_TOP, *nx.descendants(straight, _TOP)])
        longest: list[str] = nx.dag_longest_path(reached)
        return tuple(self.goals[iri] for iri in reversed(longest) if iri != _TOP)


def _chain(dominator: Mapping[Node, Node], start: Node, root: Node) -> Iterator[Node]:
    """A node and its dominators one by one, without the root."""
    node = start
    while node != root:
        yield node
        node = dominator[node]
