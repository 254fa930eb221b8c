"""Follow-up periods: how they are written in a cell, and what days they span."""

import re
from dataclasses import dataclass
from datetime import date

from shapes.findings import Text

# Part of the year -> (as in an identifier, first month, last month with its last day, words).
_PARTS = {
    "": ("", (1, 1), (12, 31), Text("Helår {year}", "Full year {year}")),
    "delår": ("delar", (1, 1), (8, 31), Text("Delår {year}", "Interim {year}")),
    "T1": ("T1", (1, 1), (4, 30), Text("Tertial 1 {year}", "Four months 1 {year}")),
    "T2": ("T2", (5, 1), (8, 31), Text("Tertial 2 {year}", "Four months 2 {year}")),
    "T3": ("T3", (9, 1), (12, 31), Text("Tertial 3 {year}", "Four months 3 {year}")),
    "Q1": ("Q1", (1, 1), (3, 31), Text("Kvartal 1 {year}", "Quarter 1 {year}")),
    "Q2": ("Q2", (4, 1), (6, 30), Text("Kvartal 2 {year}", "Quarter 2 {year}")),
    "Q3": ("Q3", (7, 1), (9, 30), Text("Kvartal 3 {year}", "Quarter 3 {year}")),
    "Q4": ("Q4", (10, 1), (12, 31), Text("Kvartal 4 {year}", "Quarter 4 {year}")),
}
_WORDS = {"": "", "helår": "", "år": "", "delår": "delår", "delar": "delår", "tertial": "T", "kvartal": "Q"}
_YEAR_FIRST = re.compile(r"(\d{4})[\s-]*([a-zåäö]*)[\s-]*(\d?)", re.IGNORECASE)
_WORD_FIRST = re.compile(r"([a-zåäö]+)[\s-]*(\d?)[\s-]+(\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One follow-up period: a whole year (`part` is empty), an interim, a tertial or a quarter."""

    year: int
    part: str

    @property
    def identifier(self) -> str:
        """How the period is written in a cell, e.g. 2024 or 2024-delår."""
        return f"{self.year}-{self.part}" if self.part else str(self.year)

    @property
    def reference(self) -> str:
        """The end of the period's IRI, in plain ASCII."""
        part = _PARTS[self.part][0]
        return f"{self.year}-{part}" if part else str(self.year)

    @property
    def annual(self) -> bool:
        """Whether the period is a whole year."""
        return not self.part

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, *_PARTS[self.part][1])

    @property
    def end(self) -> date:
        """Last day."""
        return date(self.year, *_PARTS[self.part][2])

    @property
    def label(self) -> Text:
        """What the period is called."""
        return _PARTS[self.part][3].filled({"year": str(self.year)})


def period_of(start: date, end: date) -> Period | None:
    """The period that spans exactly these days, or None where there is none."""
    candidates = (Period(start.year, part) for part in _PARTS)
    return next((each for each in candidates if (each.start, each.end) == (start, end)), None)


def parse_period(text: str) -> Period | None:
    """Read a period as people write it, or None where it is not one.

    >>> parse_period("delår 2024")
    Period(year=2024, part='delår')
    """
    text = text.strip()
    if match := _YEAR_FIRST.fullmatch(text):
        year, word, number = match.groups()
    elif match := _WORD_FIRST.fullmatch(text):
        word, number, year = match.groups()
    else:
        return None
    part = _WORDS.get(word.lower(), word.upper()) + number
    return Period(int(year), part) if part in _PARTS and int(year) >= 1900 else None
