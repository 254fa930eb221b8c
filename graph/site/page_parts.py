"""What a page is made of, as plain values: the templates lay them out and decide nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias


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
    """A list of names with values."""

    kind: ClassVar[str] = "facts"
    facts: tuple[Fact, ...]


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


Block: TypeAlias = Facts | Prose | Links | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page with a heading of its own; `key` is the id of the heading."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole page about one thing, without what stands around it.

    `eyebrow` says what kind of thing it is, above the title.
    """

    title: str
    eyebrow: str = ""
    mark: Mark | None = None
    mark_note: str = ""
    lead: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = field(default=())


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
