"""What a page is made of, as plain values: the templates lay them out and decide nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import ClassVar, Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Mark:
    """How something goes: the name of a shape, the word for it, and the tone of the colour beside them.

    Shapes: circle, triangle, square, diamond, check, cross, dash. Tones: good, middling, bad, going, none.
    """

    shape: str
    word: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text, with an address where it leads somewhere, a mark before it and a note after it."""

    text: str = ""
    href: str = ""
    mark: Mark | None = None
    note: str = ""
    language: str = ""


Cell: TypeAlias = tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A name with one value or several."""

    name: str
    values: Cell


@dataclass(frozen=True, slots=True)
class Facts:
    """A list of names with values, with a heading where it has one; `key` is the id of the heading."""

    kind: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]
    heading: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs."""

    kind: ClassVar[str] = "prose"
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """A list of links."""

    kind: ClassVar[str] = "links"
    items: tuple[Link, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is its heading. `keys` are ids of the rows, where they have any."""

    kind: ClassVar[str] = "table"
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: tuple[str, ...] = ()


_LONGEST = 300  # more than this no search engine shows

Block: TypeAlias = Facts | Prose | Links | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page; `key` is the id of its heading, which is empty where the page's title says it all."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


SEPARATOR: Final = " · "
"""What stands between the parts of an eyebrow."""


def eyebrow(*parts: str) -> str:
    """What kind of thing something is, its id, and whose it is, of those that are known."""
    return SEPARATOR.join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole page about one thing, without what stands around it.

    `eyebrow` says what kind of thing it is, its id and whose it is, above the title.
    """

    title: str
    eyebrow: str = ""
    mark: Mark | None = None
    mark_note: str = ""
    lead: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = field(default=())

    @property
    def full_title(self) -> str:
        """The title with what kind of thing it is, and its id, by which pages with the same title differ."""
        kind = " ".join(self.eyebrow.split(SEPARATOR)[:2])
        return f"{self.title} – {kind}" if kind else self.title

    @property
    def summary(self) -> str:
        """What it is, how it goes and what it says, in so many words as a list of pages has room for."""
        status = f"{self.mark.word} {f'({self.mark_note})' if self.mark_note else ''}" if self.mark else ""
        said = [
            ", ".join(self.eyebrow.split(SEPARATOR)),
            status,
            " ".join(self.lead),
            *(f"{each.name}: {', '.join(value.text for value in each.values)}" for each in self.facts),
        ]
        return shorten(
            ". ".join(each.strip().rstrip(".") for each in said if each), _LONGEST, placeholder=" …"
        )


def fact(name: str, values: Sequence[Link]) -> list[Fact]:
    """A fact, where it has a value."""
    kept = tuple(value for value in values if value.text or value.mark)
    return [Fact(name, kept)] if kept else []


def section(key: str, heading: str, *blocks: Block | None) -> list[Section]:
    """A section, where there is something in it."""
    kept = tuple(block for block in blocks if block is not None and not _is_empty(block))
    return [Section(key, heading, kept)] if kept else []


def _is_empty(block: Block) -> bool:
    match block:
        case Facts():
            return not block.facts
        case Prose():
            return not any(block.paragraphs)
        case Links():
            return not block.items
        case Table():
            return not block.rows
