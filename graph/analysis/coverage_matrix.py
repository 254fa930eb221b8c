"""The matrices of coverage: for every row and column whether it is covered, missing or not expected."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from graph.agenda2030 import Sdg
from graph.analysis.coverage_scope import Excluded, Scope
from graph.analysis.coverage_tallies import Tally, aspects_of
from graph.model import Body, Goal
from graph.model_base import Named, Wording
from graph.model_followup import FollowUpPeriod, Indicator
from graph.reference import ConceptKind, GoalKind

ANY = "any"
"""The row or column that holds what at least one of the others should, where none of them is expected to."""


class Dimension(StrEnum):
    """What a coverage is looked at by."""

    GOAL = "goal"
    BODY = "body"
    SDG = "sdg"
    TARGET_GROUP = "target-group"
    FOCUS_AREA = "focus-area"


class State(StrEnum):
    """What holds for one cell."""

    COVERED = "covered"
    MISSING = "missing"
    NOT_EXPECTED = "not-expected"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row or a column is about: a thing by its IRI, or an aspect by its name with an empty title.

    `any_one` marks a council goal that no body in particular is expected to contribute to, but at least one.
    """

    key: str
    identifier: str | None = None
    title: Wording = field(default_factory=Wording)
    any_one: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `behind` is what covers it; `lacking` is what should be like those behind, but is not.

    `expected` says whether anything is expected: always where something is missing, and where something is
    covered, whether it was asked for. `partly` says that all ties behind are partial.
    """

    row: str
    column: str
    state: State
    behind: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    expected: bool = False
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cells there are of each state. `unasked` are covered without being expected."""

    cells: int
    covered: int
    missing: int
    not_expected: int
    unasked: int

    @property
    def expected(self) -> int:
        """The denominator: the cells where something is expected."""
        return self.covered - self.unasked + self.missing


@dataclass(frozen=True, slots=True)
class Matrix:
    """Every row by every column, row by row, and what was left out of the count."""

    rows: tuple[Entry, ...]
    columns: tuple[Entry, ...]
    cells: tuple[Cell, ...]
    excluded: tuple[Excluded, ...]

    @property
    def counts(self) -> Counts:
        """The cells, counted."""
        return counted(self.cells)

    def lines(self) -> Iterator[tuple[Entry, Sequence[Cell]]]:
        """Each row with its cells, in the order of the columns."""
        width = len(self.columns)
        for place, row in enumerate(self.rows):
            yield row, self.cells[place * width : (place + 1) * width]


def counted(cells: Iterable[Cell]) -> Counts:
    """Some cells, counted by state."""
    cells = tuple(cells)
    states = [cell.state for cell in cells]
    return Counts(
        len(cells),
        states.count(State.COVERED),
        states.count(State.MISSING),
        states.count(State.NOT_EXPECTED),
        sum(cell.state is State.COVERED and not cell.expected for cell in cells),
    )


def matrix_by(
    dimension: Dimension, scope: Scope, agenda: Sequence[Sdg], period: FollowUpPeriod | None
) -> Matrix:
    """The matrix of one dimension."""
    match dimension:
        case Dimension.GOAL:
            return by_goal(scope)
        case Dimension.BODY:
            return by_body(scope, period)
        case Dimension.SDG:
            return by_sdg(scope, agenda)
        case Dimension.TARGET_GROUP:
            return by_concept(scope, ConceptKind.TARGET_GROUP, lambda goal: goal.target_groups)
        case Dimension.FOCUS_AREA:
            return by_concept(scope, ConceptKind.FOCUS_AREA, lambda goal: goal.focus_areas)


def by_goal(scope: Scope) -> Matrix:
    """Council goals by bodies: which goals of the body lead to the council goal, in any number of steps."""
    support = {goal.iri: _by_owner(scope, goal) for goal in scope.council_goals}
    expected = {goal.iri: _expected(scope, goal, support[goal.iri]) for goal in scope.council_goals}
    involved = {body for each in (*support.values(), *expected.values()) for body in each}
    bodies = [body for body in scope.bodies if body.iri in involved or scope.should_have_goals(body)]
    cells = []
    for goal in scope.council_goals:
        for body in bodies:
            behind = support[goal.iri].get(body.iri, ())
            cells.append(_cell(goal.iri, body.iri, behind, expected=body.iri in expected[goal.iri]))
    shown = {body.iri for body in bodies}
    excluded = (
        *scope.excluded_goals(),
        *scope.ownerless(),
        *(each for each in scope.excluded_bodies() if each.thing not in shown),
    )
    rows = tuple(_entry(goal, any_one=not expected[goal.iri]) for goal in scope.council_goals)
    return Matrix(rows, tuple(map(_entry, bodies)), tuple(cells), excluded)


def _by_owner(scope: Scope, goal: Goal) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in scope.support(goal.iri):
        for owner in scope.heirs(each.owner):
            found[owner] = (*found.get(owner, ()), each.iri)
    return found


def _expected(scope: Scope, goal: Goal, contributing: Mapping[str, object]) -> frozenset[str]:
    """Who should contribute: those named, or those that took over from them and do it in their place."""
    found: set[str] = set()
    for body in goal.expected_contributors:
        doing = [each for each in scope.group(body) if each in contributing]
        found.update(doing or scope.heirs(body))
    return frozenset(found)


def by_body(scope: Scope, period: FollowUpPeriod | None) -> Matrix:
    """Bodies by aspects: whether the body has goals, and whether all of them have what they should have."""
    bodies = [body for body in scope.bodies if scope.should_have_goals(body) or scope.owned(body.iri)]
    cells: list[Cell] = []
    columns: tuple[str, ...] = ("goals", *aspects_of(scope, (), (), period))
    for body in bodies:
        goals = scope.owned(body.iri)
        cells.append(_has_goals(scope, body, goals))
        aspects = aspects_of(scope, goals, _indicators(scope, body, goals), period)
        cells += [_aspect(body.iri, aspect, tally) for aspect, tally in aspects.items()]
    shown = {body.iri for body in bodies}
    excluded = (
        *scope.excluded_goals(),
        *scope.ownerless(),
        *(each for each in scope.excluded_bodies() if each.thing not in shown),
        *scope.excluded_indicators(),
    )
    return Matrix(tuple(map(_entry, bodies)), tuple(map(Entry, columns)), tuple(cells), excluded)


def _has_goals(scope: Scope, body: Body, goals: Sequence[Goal]) -> Cell:
    """A body with an indicator of its own may be without goals, as some municipalities do."""
    expected = scope.should_have_goals(body) and bool(goals or not scope.own_indicators(body.iri))
    return _cell(body.iri, "goals", tuple(goal.iri for goal in goals), expected=expected)


def _indicators(scope: Scope, body: Body, goals: Sequence[Goal]) -> Sequence[Indicator]:
    found = (*scope.indicators_of(goals), *scope.own_indicators(body.iri))
    return tuple({each.iri: each for each in found}.values())


def _aspect(body: str, aspect: str, tally: Tally) -> Cell:
    if tally.missing:
        return Cell(body, aspect, State.MISSING, tally.covered, tally.missing, expected=True)
    return _cell(body, aspect, tally.covered, expected=tally.expected)


def by_sdg(scope: Scope, agenda: Sequence[Sdg]) -> Matrix:
    """Agenda 2030 by council goals. No council goal needs a tie to all of it, but each to something in it."""
    cells: list[Cell] = []
    parts: dict[str, set[str]] = {}
    for sdg in agenda:
        parts.setdefault(sdg.goal, set()).add(sdg.iri)
    every = {sdg.iri for sdg in agenda}
    for key, wanted in ((ANY, every), *((sdg.iri, parts.get(sdg.iri, {sdg.iri})) for sdg in agenda)):
        for goal in scope.council_goals:
            whole = not wanted.isdisjoint(goal.addresses)
            partly = not whole and not wanted.isdisjoint(goal.addresses_partly)
            behind = (goal.iri,) if whole or partly else ()
            cells.append(_cell(key, goal.iri, behind, expected=key == ANY, partly=partly))
    rows = (Entry(ANY), *map(_entry, agenda))
    excluded = scope.excluded_goals((GoalKind.COUNCIL,))
    return Matrix(rows, tuple(map(_entry, scope.council_goals)), tuple(cells), excluded)


def by_concept(scope: Scope, kind: ConceptKind, used_by: Callable[[Goal], Sequence[str]]) -> Matrix:
    """Concepts of one kind by who uses them. At least one goal should; none in particular."""
    concepts = [concept for concept in scope.plan.concepts if concept.kind is kind]
    users: dict[tuple[str, str], list[str]] = {}
    for goal in scope.goals:
        for concept in used_by(goal):
            for column in (ANY, _COLUMNS[goal.kind]):
                users.setdefault((concept, column), []).append(goal.iri)
    for section in scope.plan.sections:
        for concept in dict.fromkeys(meaning.concerns for meaning in section.meanings if meaning.concerns):
            users.setdefault((concept, "meanings"), []).append(section.iri)
    columns = (ANY, *_COLUMNS.values(), "meanings")
    cells = [
        _cell(concept.iri, column, tuple(users.get((concept.iri, column), ())), expected=column == ANY)
        for concept in concepts
        for column in columns
    ]
    rows = tuple(map(_entry, concepts))
    return Matrix(rows, tuple(map(Entry, columns)), tuple(cells), scope.excluded_goals())


_COLUMNS: Mapping[GoalKind, str] = {
    GoalKind.COUNCIL: "council-goals",
    GoalKind.COMMITTEE: "committee-goals",
    GoalKind.COMPANY: "company-goals",
}


def _cell(
    row: str, column: str, behind: Sequence[str], *, expected: bool = False, partly: bool = False
) -> Cell:
    state = State.COVERED if behind else State.MISSING if expected else State.NOT_EXPECTED
    return Cell(row, column, state, tuple(behind), expected=expected, partly=partly)


def _entry(thing: Named, *, any_one: bool = False) -> Entry:
    return Entry(thing.iri, thing.identifier, thing.title, any_one)
