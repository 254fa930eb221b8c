"""What a check finds, as values: findings with their severity, texts and cell of origin."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Literal

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")


class Severity(Enum):
    """How grave a finding is, gravest first."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class Gate(Enum):
    """The decision before which the plan is checked."""

    GOALS = "goals"
    PROGRAMME = "programme"
    BUDGET = "budget"
    INTERIM = "interim"
    ANNUAL = "annual"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people in both languages of the program."""

    sv: str
    en: str

    def __getitem__(self, language: str) -> str:
        """The text in one language; Swedish when that language is lacking."""
        return self.en if language == "en" and self.en else self.sv

    def filled(self, values: "Mapping[str, str | Text]") -> "Text":
        """The text with its `{name}` places filled; a name without a value becomes an ellipsis.

        A part in [brackets] is left out when a name in it has no value: "Check it.[ Did you mean {nearest}?]"
        """
        return Text(*(_fill(self[language], values, language) for language in LANGUAGES))


_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PLACE = re.compile(r"\{(\w+)\}")


def _fill(template: str, values: "Mapping[str, str | Text]", language: str) -> str:
    """Fill a template once, so that braces and brackets in a user's text mean nothing."""
    if "{" not in template and "[" not in template:
        return template

    def value_of(name: str) -> str:
        value = values.get(name, "")
        return value[language] if isinstance(value, Text) else value

    def kept(part: re.Match[str]) -> str:
        text = part.group(1)
        return text if all(value_of(name) for name in _PLACE.findall(text)) else ""

    def placed(place: re.Match[str]) -> str:
        return value_of(place.group(1)) if place.group(1) in values else "…"

    return _PLACE.sub(placed, _OPTIONAL.sub(kept, template))


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """The cell that something was read from, e.g. plan.xlsx, Nämndmål, F7."""

    file: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in a plan, ready to be shown.

    `focus`, `body`, `path` and `shape` are IRIs. `value` is the offending value in words.
    `origin` is None only where the source has no cells. `component` is the IRI of the SHACL constraint
    component that found it, and `term` the offending value itself as a term of Turtle; both are None for a
    finding made while reading.
    """

    rule: str
    shape: str
    severity: Severity
    focus: str
    label: str
    body: str | None
    path: str | None
    value: str | None
    message: Text
    remedy: Text
    basis: Text
    origin: Origin | None
    component: str | None = None
    term: str | None = None
