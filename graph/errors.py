"""What can go wrong with input, as exceptions.

RodaTradenError                 everything below; the command line prints it and exits with 2
├── UnusableInput               a file that cannot be read as a plan; carries every fault found in it
│   └── NotCatalogued           a plan that lacks what a data portal's catalogue cannot do without
├── UnknownName                 a goal, period, format or gate that does not exist; carries the nearest names
├── CannotWrite                 a result that cannot be written where it was asked for
├── NotFetched                  an address on the web that may not be asked, or does not give a plan
├── NotPublic                   a plan that is a draft as a whole, so that nothing of it may be published
└── StoreUnusable               a store of plans that is locked, damaged, too new, away or slow

A bad row is not an error: it is a Finding with its cell (see shapes.findings). The sentences that a
user reads stand in shapes/reading.ttl, under codes that begin with E.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.nearest import quoted
from shapes.findings import Text
from shapes.rules import reading_rule


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a file cannot be used: which rule of reading it breaks, and where."""

    code: str
    file: str
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    column: int | None = None
    values: Mapping[str, str | Text] = field(default_factory=dict)

    @property
    def message(self) -> Text:
        """What is wrong, in both languages."""
        return reading_rule(self.code).message.filled(self.values)

    @property
    def remedy(self) -> Text:
        """What to do about it, in both languages."""
        return reading_rule(self.code).remedy.filled(self.values)

    def place(self, language: str) -> str:
        """The place in words: file, sheet and cell, or file, line and column."""
        words = {"sv": ("rad", "kolumn"), "en": ("line", "column")}[language]
        parts = [part for part in (self.file, self.sheet, self.cell) if part]
        if self.line is not None:
            parts.append(f"{words[0]} {self.line}")
        if self.column is not None:
            parts.append(f"{words[1]} {self.column}")
        return ", ".join(parts)

    def sentence(self, language: str) -> str:
        """The whole fault as it is shown: place, reason, remedy."""
        reason = f"{self.message[language]} {self.remedy[language]}".strip()
        return f"{self.place(language)}: {reason}"


class RodaTradenError(Exception):
    """The root of every error that a user can cause or mend; it holds its sentences in both languages."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = tuple(texts)
        super().__init__(" ".join(text.sv for text in self.texts))

    def sentences(self, language: str) -> list[str]:
        """The error in words, one sentence or two for each thing that is wrong."""
        return [text[language] for text in self.texts]


class UnusableInput(RodaTradenError):
    """A file cannot be read as a plan; `faults` holds all that was found wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__([Text(fault.sentence("sv"), fault.sentence("en")) for fault in self.faults])


class NotCatalogued(UnusableInput):
    """Plans lack settings that a data portal's catalogue cannot do without; `faults` tells which."""


class UnknownName(RodaTradenError):
    """A name that was asked for does not exist; `nearest` holds the names most like it."""

    def __init__(self, code: str, values: Mapping[str, str | Text], nearest: Sequence[str] = ()) -> None:
        self.nearest = tuple(nearest)
        super().__init__([_said(code, {**values, "nearest": quoted(nearest)})])


class CannotWrite(RodaTradenError):
    """A result cannot be written where it was asked for."""

    def __init__(self, code: str, values: Mapping[str, str | Text]) -> None:
        super().__init__([_said(code, values)])


class NotFetched(RodaTradenError):
    """Nothing was fetched from an address on the web; `code` says why, `values` of what."""

    def __init__(self, code: str, values: Mapping[str, str | Text]) -> None:
        self.code = code
        self.values = values
        super().__init__([_said(code, values)])


class NotPublic(RodaTradenError):
    """Nothing of a plan may be published, as it is a draft as a whole."""

    def __init__(self, code: str, values: Mapping[str, str | Text]) -> None:
        super().__init__([_said(code, values)])


class StoreUnusable(RodaTradenError):
    """A store of plans cannot be used as was asked; what it held before, it still holds. `code` says why."""

    def __init__(self, code: str, values: Mapping[str, str | Text]) -> None:
        self.code = code
        self.message = reading_rule(code).message.filled(values)
        super().__init__([_said(code, values)])


def _said(code: str, values: Mapping[str, str | Text]) -> Text:
    """A rule of reading as a sentence: what is wrong, and what to do about it."""
    rule = reading_rule(code)
    message, remedy = rule.message.filled(values), rule.remedy.filled(values)
    return Text(f"{message.sv} {remedy.sv}".strip(), f"{message.en} {remedy.en}".strip())
