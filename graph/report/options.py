"""How a report is wanted: the choices that every format is given, whether it heeds them or not."""

from dataclasses import dataclass
from pathlib import Path

from shapes.findings import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a report is wanted.

    `full` shows every finding where the format would cap them; `width` is in characters. `source` is what the
    plan was read from, for the format that marks the findings in it; `typed` is what stands for the plan on a
    command line, for the formats that tell what to type next.
    """

    language: Language = "sv"
    full: bool = False
    colour: bool = False
    width: int = 80
    source: Path | None = None
    typed: str = ""
