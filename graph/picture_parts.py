"""What a picture of a neighbourhood is made of: boxes with text, place, look and address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH = 264
"""How wide a box is, in the picture's own units; a line of text is LINE high."""
LINE = 17
PADDING = 12


@dataclass(frozen=True, slots=True)
class Drawn:
    """One box. `address` is where a click on it leads, empty for nowhere; `look` is a key of LOOKS."""

    lines: tuple[str, ...]
    place: tuple[float, float]
    look: str
    address: str = ""
    chosen: bool = False


LOOKS: Mapping[str, tuple[str, str]] = {
    "vision": ("#d6e4f3", "#0b57a4"),
    "good": ("#e3f4ec", "#14724a"),
    "middling": ("#fbf1d3", "#8a6100"),
    "bad": ("#fbe6dc", "#b34a00"),
    "none": ("#f2f2f2", "#6b6b6b"),
    "indicator": ("#ffffff", "#6b6b6b"),
}
"""What boxes look like: the tint and the colour of the frame."""


def height_of(lines: Sequence[str]) -> float:
    """How high a box with some lines is."""
    return LINE * len(lines) + 2 * PADDING
