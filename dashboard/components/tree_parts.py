"""What stands in the goal tree, as words and marks ready to be laid out as an outline."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from dashboard.components.goal_parts import check_mark
from dashboard.components.marks import TONES, Mark, standing_mark
from dashboard.words import word
from graph.analysis.grown import Grown
from graph.analysis.thread import Fold
from graph.analysis.tree import Place, Sort, Tree, lit, opened
from graph.asking import names_to_ask_by
from graph.model_base import Named
from graph.report.outline import one_line
from graph.report.trace_words import called, check_words, comma, kind_of
from shapes.findings import Language

# what a row says by itself: the first fields of Row
_Said: TypeAlias = tuple[Sort, str, str, str, Mark | None, tuple[Mark, ...], str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One place as it is shown.

    `name` is what to ask for a goal by, empty for what is no goal. `light` is "lit" on the thread of the goal
    that was chosen, "faded" off it, empty where none was. `is_open` says whether it is open to begin with;
    `holds` whether other rows stand under it, and `closes` how many such rows end after this one.
    """

    sort: Sort
    name: str
    title: str
    about: str
    mark: Mark | None
    checks: tuple[Mark, ...]
    others: str
    fold: str
    light: str
    chosen: bool
    is_open: bool
    holds: bool
    closes: int


def rows_of(
    grown: Grown,
    tree: Tree,
    language: Language,
    *,
    thread: frozenset[str],
    chosen: str | None,
    found: frozenset[str],
) -> list[Row]:
    """The rows of a tree; open on the way to the goal that was chosen, else to those that were `found`."""
    words = _words(grown, language)
    lights = lit(tree, thread) if chosen else []
    if chosen:
        shown = [place.thing == chosen and is_lit for place, is_lit in zip(tree, lights, strict=True)]
    else:
        shown = [place.sort is Sort.GOAL and place.thing in found for place in tree]
    to_open = [
        is_open or place.level == 0 or place.thing == chosen
        for place, is_open in zip(tree, opened(tree, shown), strict=True)
    ]
    levels = [place.level for place in tree] + [0]
    return [
        Row(
            *words.said(place),
            light=("lit" if lights[number] else "faded") if chosen else "",
            chosen=place.thing == chosen,
            is_open=to_open[number],
            holds=levels[number + 1] > place.level,
            closes=max(place.level - levels[number + 1], 0),
        )
        for number, place in enumerate(tree)
    ]


@lru_cache(maxsize=16)
def _words(grown: Grown, language: Language) -> "_Words":
    return _Words(grown, language)


def named_above(tree: Tree, rows: Sequence[Row]) -> list[tuple[Row, str]]:
    """Every row but those of indicators, with the title of the one that it stands under."""
    way: list[str] = []
    found: list[tuple[Row, str]] = []
    for place, row in zip(tree, rows, strict=True):
        if place.sort is not Sort.INDICATOR:
            del way[place.level :]
            found.append((row, "".join(way[-1:])))
            way.append(row.title)
    return found


def marks_in(rows: Iterable[Row]) -> list[Mark]:
    """Every mark that some goal has, each sign once with its shortest word, the best status first."""
    marks = sorted({row.mark for row in rows if row.mark}, key=lambda mark: (len(mark.word), mark.word))
    signs = {mark.sign: mark for mark in reversed(marks)}
    return sorted(signs.values(), key=lambda mark: (TONES.index(mark.tone), mark.sign))


def checks_of(grown: Grown, indicator: str, language: Language) -> tuple[Mark, ...]:
    """How the target values of an indicator fared in the period, each in words."""
    return tuple(
        replace(check_mark(check, language), word=check_words(check, target, language))
        for target, check in grown.checks.get(indicator, ())
    )


class _Words:
    """The words of a tree's places."""

    def __init__(self, grown: Grown, language: Language) -> None:
        self.grown = grown
        self.language: Language = language
        plan = grown.plan
        things: Sequence[Named] = (*plan.visions, *plan.indicators, *plan.goals)
        self.called = {each.iri: called(each, language) for each in things}
        self.visions = {each.iri: one_line(each.name(language)) for each in plan.visions}
        self.names: Mapping[str, str] = names_to_ask_by(plan)
        self._known: dict[Place, _Said] = {}

    def said(self, place: Place) -> _Said:
        """What is said at a place, whatever else is chosen; worked out once."""
        found = self._known.get(place)
        if found is None:
            goal = self.grown.connections.goals.get(place.thing) if place.sort is Sort.GOAL else None
            found = self._known[place] = (
                place.sort,
                self.names[goal.iri] if goal else "",
                self._title(place),
                self._about(place),
                standing_mark(self.grown.standings.get(goal.iri), self.language, self.grown.plan.scale)
                if goal
                else None,
                self._checks(place),
                ", ".join(self._short(iri) for iri in place.under),
                self._fold(place),
            )
        return found

    def _title(self, place: Place) -> str:
        if place.sort is Sort.VISION:
            return self.visions[place.thing]
        return self.called.get(place.thing) or word(place.sort.value)[self.language]

    def _about(self, place: Place) -> str:
        """What kind of goal it is, whose it is, and whether it holds."""
        if place.sort is Sort.VISION:
            return word("vision")[self.language]
        if place.sort is not Sort.GOAL:
            return ""
        goal = self.grown.connections.goals[place.thing]
        owner = self.grown.connections.bodies.get(goal.owner or "")
        return comma(
            [
                kind_of(goal, self.grown.plan, self.language),
                one_line(owner.name(self.language)) if owner else "",
                "" if goal.iri in self.grown.in_force else word("out-of-force")[self.language],
            ]
        )

    def _checks(self, place: Place) -> tuple[Mark, ...]:
        return checks_of(self.grown, place.thing, self.language) if place.sort is Sort.INDICATOR else ()

    def _fold(self, place: Place) -> str:
        if place.fold is Fold.CIRCLE:
            return word("in-circle")[self.language]
        return word("unfolded-elsewhere")[self.language] if place.fold else ""

    def _short(self, iri: str) -> str:
        """The id of a goal, or its whole name where it has none."""
        goal = self.grown.connections.goals[iri]
        return one_line(goal.identifier or "") or self.called[iri]
