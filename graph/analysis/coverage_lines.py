"""Each row and column of a coverage by itself: what to ask for it by, its counts, whether it is bare."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.analysis.coverage_matrix import Cell, Counts, Dimension, Entry, Matrix, State, counted


@dataclass(frozen=True, slots=True)
class Line:
    """One row or column with its cells. `name` is what it is asked for by.

    `bare` says that nothing covers it although something should: a council goal without support, a body whose
    goals lead nowhere, a target group that no goal is for.
    """

    entry: Entry
    name: str
    cells: tuple[Cell, ...]
    bare: bool

    @property
    def counts(self) -> Counts:
        """The cells, counted."""
        return counted(self.cells)


def rows_of(matrix: Matrix, dimension: Dimension) -> tuple[Line, ...]:
    """Every row in its order; of the targets of Agenda 2030 only those that something ties to."""
    names = _names(matrix.rows)
    return tuple(
        _line(row, names[row.key], cells, expected=row.any_one)
        for row, cells in matrix.lines()
        if dimension is not Dimension.SDG or "." not in (row.identifier or "") or _covered(cells)
    )


def columns_of(matrix: Matrix, dimension: Dimension) -> tuple[Line, ...]:
    """Every column in its order. Among bodies by council goals, a body should always cover something."""
    names = _names(matrix.columns)
    width = len(matrix.columns)
    return tuple(
        _line(column, names[column.key], matrix.cells[place::width], expected=dimension is Dimension.GOAL)
        for place, column in enumerate(matrix.columns)
    )


def line_asked_for(lines: Sequence[Line], asked: str) -> Line | None:
    """The row or column of a name, in whatever case; None for nothing asked, or a name that is not there."""
    exact = next((line for line in lines if line.name == asked), None)
    return exact or next((line for line in lines if line.name.casefold() == asked.casefold()), None)


def _line(entry: Entry, name: str, cells: Sequence[Cell], *, expected: bool) -> Line:
    lacking = expected or any(cell.state is State.MISSING for cell in cells)
    return Line(entry, name, tuple(cells), bare=lacking and not _covered(cells))


def _covered(cells: Sequence[Cell]) -> bool:
    return any(cell.behind for cell in cells)


def _names(entries: Sequence[Entry]) -> Mapping[str, str]:
    """An entry's id where no other has it, else its key."""
    ids = Counter((entry.identifier or "").strip().casefold() for entry in entries)
    return {
        entry.key: name
        if (name := (entry.identifier or "").strip()) and ids[name.casefold()] == 1
        else entry.key
        for entry in entries
    }
