"""Graphviz: a small writer of its language DOT, and the program `dot` that draws it as SVG."""

import re
import shutil
import subprocess
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.errors import CannotWrite

_SECONDS = 60
# What XML has no place for: an SVG with one of these cannot be read.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Box:
    """A node: its lines of text, and how it looks. `name` is URL-safe: it becomes the id in the SVG."""

    name: str
    lines: tuple[str, ...]
    look: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """An edge between two boxes, by name."""

    start: str
    end: str
    look: Mapping[str, str] = field(default_factory=dict)


class UrlSafeNames:
    """Gives every thing a name of letters, digits, hyphens and underscores, each its own."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}
        self._taken: set[str] = set()

    def name(self, iri: str, kind: str, identifier: str) -> str:
        """The name of a thing: its kind and id, with a number where another thing has that already."""
        if iri not in self._given:
            plain = unicodedata.normalize("NFKD", identifier).encode("ascii", "ignore").decode()
            wanted = f"{kind}-{re.sub(r'[^A-Za-z0-9_]+', '-', plain).strip('-')}".rstrip("-")
            found, number = wanted, 1
            while found in self._taken:
                number += 1
                found = f"{wanted}-{number}"
            self._given[iri] = found
            self._taken.add(found)
        return self._given[iri]


def digraph(title: str, look: Mapping[str, str], boxes: Iterable[Box], lines: Iterable[Line]) -> str:
    """A whole picture in DOT, ending in a newline."""
    written = ["digraph thread {"]
    written.append(f"  graph [{_attributes({'label': quoted(title), **_quoted(look)})}];")
    written.append(f"  node [{_attributes(_quoted(_NODE))}];")
    written.append(f"  edge [{_attributes(_quoted(_EDGE))}];")
    for box in boxes:
        attributes = {"id": quoted(box.name), "label": quoted("\n".join(box.lines)), **_quoted(box.look)}
        written.append(f"  {quoted(box.name)} [{_attributes(attributes)}];")
    for line in lines:
        look_of_line = f" [{_attributes(_quoted(line.look))}]" if line.look else ""
        written.append(f"  {quoted(line.start)} -> {quoted(line.end)}{look_of_line};")
    return "\n".join([*written, "}"]) + "\n"


_FONT = "Helvetica,Arial,sans-serif"
_NODE = {
    "shape": "box",
    "style": "filled",
    "fillcolor": "#FFFFFF",
    "fontname": _FONT,
    "fontsize": "11",
    "margin": "0.15,0.08",
}
_EDGE = {"color": "#555555", "fontname": _FONT, "fontsize": "10"}


def quoted(text: str) -> str:
    r"""A text as DOT has it between quotation marks: nothing in it can end it or be taken for a command.

    Graphviz reads backslashes and XML's entities in a label, so both are written as themselves.

    >>> print(quoted('5 < "6" & 7'))
    "5 < \"6\" &amp; 7"
    """
    safe = _NOT_IN_XML.sub("", text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return '"' + safe.replace("\r", "").replace("\n", "\\n") + '"'


def wrapped(text: str, width: int) -> tuple[str, ...]:
    """A text as lines that fit a box; a word longer than the box is broken."""
    return tuple(textwrap.wrap(text, width, break_on_hyphens=False)) or ("",)


def drawn(dot: str) -> str:
    """The picture as SVG, drawn by the program `dot`. Raises CannotWrite where it is missing or gives up."""
    program = shutil.which("dot")
    if program is None:
        raise CannotWrite("E42", {})
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the picture comes by the standard input
            [program, "-Tsvg"], input=dot.encode(), capture_output=True, check=True, timeout=_SECONDS
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise CannotWrite("E43", {}) from error
    return done.stdout.decode()


def _quoted(look: Mapping[str, str]) -> dict[str, str]:
    return {name: quoted(value) for name, value in look.items()}


def _attributes(look: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in look.items())
