"""Cells as they stand in a sheet, before anybody has asked what they mean."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from graph.sources.rows import CellValue
from shapes.findings import Origin


@dataclass(frozen=True, slots=True)
class CellNote:
    """Something odd about one cell: a reading rule's code, where, and the value that it speaks of."""

    code: str
    row: int
    column: int
    value: str = ""


@dataclass(slots=True)
class Grid:
    """One sheet as it stands: filled cells by row and column, both counted from 1.

    `hidden_rows` holds the hidden rows that have values, `hidden_columns` pairs of first and last column.
    `last_row` is the last row that the file mentions, whether or not it holds anything.
    """

    file: str
    title: str
    rows: dict[int, dict[int, CellValue]] = field(default_factory=dict)
    notes: list[CellNote] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    last_row: int = 0

    def origin(self, row: int, column: int) -> Origin:
        """The place of one cell."""
        return Origin(self.file, self.title, address(row, column))

    @property
    def width(self) -> int:
        """The last column that holds anything; 0 for an empty sheet."""
        return max((max(cells) for cells in self.rows.values() if cells), default=0)


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """The letters of a column counted from 1.

    >>> [column_letters(number) for number in (1, 26, 27, 16384)]
    ['A', 'Z', 'AA', 'XFD']
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """The number of a column, counted from 1, by its letters. Raises ValueError for other signs.

    >>> column_number("AA")
    27
    """
    number = 0
    for letter in letters or "?":
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def address(row: int, column: int) -> str:
    """The address of a cell, e.g. F7."""
    return f"{column_letters(column)}{row}"


def spans(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers gathered into runs of neighbours.

    >>> spans([3, 4, 5, 9])
    [(3, 5), (9, 9)]
    """
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and number <= found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
