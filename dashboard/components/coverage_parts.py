"""What stands on the page of coverage, as words and marks ready to be laid out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.components.marks import Mark
from dashboard.words import word
from graph.agenda2030 import agenda
from graph.analysis.coverage import Coverage, SdgTies
from graph.analysis.coverage_lines import Line, columns_of, line_asked_for, rows_of
from graph.analysis.coverage_matrix import ANY, Cell, Dimension, State
from graph.analysis.coverage_tallies import Tally
from graph.asking import names_to_ask_by
from graph.report.coverage_words import SIGNS, Speaker
from graph.report.listing import goals_behind

_TONES = {State.COVERED: "good", State.MISSING: "bad", State.NOT_EXPECTED: "none"}


@dataclass(frozen=True, slots=True)
class Place:
    """A row or column as it is shown: what it is called, what it is asked for by, how many of how many."""

    name: str
    short: str
    long: str
    covered: int
    expected: int
    beyond: int
    bare: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One cell as it is shown. Nothing stands behind a cell that cannot be opened."""

    mark: Mark
    number: str
    row: str
    column: str
    said: str
    opens: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind one cell: things with the goal that each leads to, None where it leads to none."""

    heading: str
    mark: Mark
    things: tuple[tuple[str, str | None], ...]
    lacking: tuple[tuple[str, str | None], ...]
    beyond: bool


class Shown:
    """One coverage as it stands on the page, with the row, column or cell that was asked for."""

    def __init__(self, coverage: Coverage, speaker: Speaker, row: str, column: str) -> None:
        self.coverage = coverage
        self.speaker = speaker
        self.say = speaker.say
        self._rows = rows_of(coverage.matrix, coverage.dimension)
        self._columns = columns_of(coverage.matrix, coverage.dimension)
        self._row = line_asked_for(self._rows, row) if row else None
        self._column = line_asked_for(self._columns, column) if column else None
        self._asks = names_to_ask_by(speaker.plan)
        self._behind = goals_behind(speaker.plan)
        self.unknown = tuple(
            asked for asked, found in ((row, self._row), (column, self._column)) if asked and found is None
        )

    @property
    def headline(self) -> str:
        """The whole matrix in a sentence."""
        return self.speaker.headline(self.coverage)

    @cached_property
    def columns(self) -> list[Place]:
        """The heading of each column."""
        return [self._place(line) for line in self._columns]

    @cached_property
    def lines(self) -> list[tuple[Place, list[Box]]]:
        """Each row with its cells."""
        return [
            (
                self._place(row),
                [self._box(cell, row, column) for cell, column in zip(row.cells, self._columns, strict=True)],
            )
            for row in self._rows
        ]

    @cached_property
    def bare(self) -> list[tuple[str, list[Place]]]:
        """What is to leap to the eye: the rows and columns that nothing covers, each sort by its sentence."""
        dimension = self.coverage.dimension.value
        sorts = ((f"bare-rows-{dimension}", self._rows), (f"bare-columns-{dimension}", self._columns))
        found = [(key, [self._place(line) for line in lines if line.bare]) for key, lines in sorts]
        return [(word(key)[self.speaker.language], places) for key, places in found if places]

    @property
    def key(self) -> list[tuple[Mark, str]]:
        """What the marks mean."""
        dimension = self.coverage.dimension
        meanings = [(State.COVERED, False, f"means-covered-{dimension.value}")]
        if dimension is Dimension.SDG:
            meanings.append((State.COVERED, True, "means-partly"))
        meanings += [
            (State.MISSING, False, "means-missing"),
            (State.NOT_EXPECTED, False, "means-not-expected"),
        ]
        return [(self._mark(state, partly=partly), self.say(key)) for state, partly, key in meanings]

    @property
    def counted(self) -> str:
        """How many cells there are of each state."""
        counts = self.coverage.matrix.counts
        return self.say(
            "cells",
            cells=str(counts.cells),
            covered=str(counts.covered),
            missing=str(counts.missing),
            rest=str(counts.not_expected),
        )

    @property
    def excluded(self) -> str:
        """What the count leaves out and why."""
        why = self.speaker.excluded(self.coverage.matrix.excluded)
        number = str(len(self.coverage.matrix.excluded))
        return self.say("excluded", n=number, why=why) if why else self.say("excluded-none")

    @property
    def chosen(self) -> str:
        """What the row, column or cell that was asked for is called; empty where none was."""
        lines = [line for line in (self._row, self._column) if line is not None]
        return " – ".join(self._long(line) for line in lines)

    @cached_property
    def behind(self) -> list[Behind]:
        """What stands behind the cell that was asked for, or behind each of its row or column."""
        if self._row and self._column:
            cell = next(each for each in self._row.cells if each.column == self._column.entry.key)
            return [self._opened(cell, "")]
        row, column = self._row, self._column
        line, across = (row, self._columns) if row else (column, self._every_row())
        if line is None:
            return []
        pairs = zip(line.cells, across, strict=True)
        return [
            self._opened(cell, self._long(other))
            for cell, other in pairs
            if cell.state is not State.NOT_EXPECTED
        ]

    def _every_row(self) -> Sequence[Line]:
        """The rows that the cells of a column stand in, those that are not shown too."""
        known = {line.entry.key: line for line in self._rows}
        return [known.get(row.key, Line(row, row.key, (), bare=False)) for row in self.coverage.matrix.rows]

    def _place(self, line: Line) -> Place:
        counts = line.counts
        return Place(
            line.name,
            self.speaker.heading(line.entry),
            self._long(line),
            counts.covered - counts.unasked,
            counts.expected,
            counts.unasked,
            line.bare,
        )

    def _long(self, line: Line) -> str:
        if line.entry.key in self.speaker.known:
            return self.speaker.long(line.entry.key)
        in_full = self.say("row-any") if self._is_any_tie(line) else self.speaker.in_full(line.entry)
        return in_full[:1].upper() + in_full[1:]

    def _is_any_tie(self, line: Line) -> bool:
        return line.entry.key == ANY and self.coverage.dimension is Dimension.SDG

    def _box(self, cell: Cell, row: Line, column: Line) -> Box:
        of = f"/{len(cell.behind) + len(cell.lacking)}" if cell.lacking else ""
        counts = cell.behind or cell.lacking
        number = f"{len(cell.behind)}{of}" if counts and self.coverage.dimension is not Dimension.SDG else ""
        mark = self._mark(cell.state, partly=cell.partly)
        return Box(
            mark,
            number,
            row.name,
            column.name,
            f"{self.speaker.heading(row.entry)}, {self.speaker.heading(column.entry)}: {mark.word}",
            cell.state is not State.NOT_EXPECTED,
            self._is_chosen(row, self._row) and self._is_chosen(column, self._column),
        )

    def _is_chosen(self, line: Line, asked: Line | None) -> bool:
        """Whether a cell lies in the row or column that was asked for, or in both where both were."""
        return line is asked or (asked is None and bool(self._row or self._column))

    def _mark(self, state: State, *, partly: bool = False) -> Mark:
        name = "partly" if partly and state is State.COVERED else state.value
        said = self.say("missing-state" if state is State.MISSING else name)
        return Mark(SIGNS[name], said, "middling" if name == "partly" else _TONES[state])

    def _opened(self, cell: Cell, heading: str) -> Behind:
        return Behind(
            heading,
            self._mark(cell.state, partly=cell.partly),
            tuple(self._thing(each) for each in cell.behind),
            tuple(self._thing(each) for each in cell.lacking),
            cell.state is State.COVERED and not cell.expected and self.coverage.dimension is Dimension.GOAL,
        )

    def _thing(self, iri: str) -> tuple[str, str | None]:
        goal = self._behind.get(iri)
        return self.speaker.long(iri), self._asks[goal] if goal else None

    def tallies(self) -> list[tuple[str, Tally, list[tuple[str, str | None]], str]]:
        """Every count: what it counts, the count, what lacks it, and what is left out and why."""
        return [
            (
                self.say(f"tally-{name}"),
                tally,
                [self._thing(each) for each in tally.missing],
                self.speaker.excluded(tally.excluded),
            )
            for name, tally in self.coverage.tallies.items()
            if tally.denominator
        ]

    def strip(self) -> list[Mapping[str, object]]:
        """The 17 goals of Agenda 2030, each with what ties to it and its targets that something ties to."""
        ties = {each.sdg: each for each in self.coverage.ties}
        found: list[Mapping[str, object]] = []
        for goal in (each for each in agenda() if each.is_goal):
            own = ties.get(goal.iri)
            targets = [each.iri for each in agenda() if each.goal == goal.iri and each.iri != goal.iri]
            found.append(
                {
                    "number": goal.identifier,
                    "name": self.speaker.title(goal.iri),
                    "mark": self._tie_mark(own),
                    "council": len({*own.wholly, *own.partly}) if own else 0,
                    "through": len(own.through) if own else 0,
                    "own": len(own.own) if own else 0,
                    "whole": [self._thing(each) for each in own.wholly] if own else [],
                    "partial": [self._thing(each) for each in own.partly] if own else [],
                    "targets": [self._target(ties[each]) for each in targets if each in ties],
                    "of": len(targets),
                }
            )
        return found

    def _target(self, ties: SdgTies) -> Mapping[str, object]:
        return {
            "name": self.speaker.long(ties.sdg),
            "mark": self._tie_mark(ties),
            "goals": [self.speaker.short(each) for each in (*ties.wholly, *ties.partly, *ties.own)],
        }

    def _tie_mark(self, ties: SdgTies | None) -> Mark:
        """Whether a council goal ties to it; nothing in Agenda 2030 in particular has to be tied to."""
        if ties is None or not (ties.wholly or ties.partly):
            key = "tied-below" if ties and ties.own else "untied"
            return Mark(SIGNS[State.NOT_EXPECTED], word(key)[self.speaker.language], "none")
        partly = not ties.wholly
        said = word("tied-partly" if partly else "tied")[self.speaker.language]
        return Mark(SIGNS["partly" if partly else State.COVERED], said, "middling" if partly else "good")
