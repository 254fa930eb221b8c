"""Builds the documentation that is made from the project itself: `python3 dev.py docs`."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docs import formats, rules
from graph.site import vocabulary_page

VOCABULARY: Final = Path(__file__).parent / "site" / "vokabular.html"


@dataclass(frozen=True, slots=True)
class Builder:
    """One document: what makes its text, the file that it goes to, and what it is."""

    text: Callable[[], str]
    file: Path
    about: str

    def build(self) -> Path:
        """Write the document and say where."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self.text(), encoding="utf-8", newline="\n")
        return self.file


BUILDERS: Final[dict[str, Builder]] = {
    "formats": Builder(formats.page, formats.PAGE, "every format that a plan can be published in"),
    "rules": Builder(rules.page, rules.PAGE, "every rule that a plan is checked against"),
    "vocabulary": Builder(
        vocabulary_page.page, VOCABULARY, "every term of the vocabulary, in Swedish and English"
    ),
}


def main(arguments: Sequence[str]) -> int:
    """Build the documents that are named, or all. Exit code 2 for a name that does not exist."""
    if {"-h", "--help"} & set(arguments):
        print(help_text())
        return 0
    unknown = [name for name in arguments if name not in BUILDERS]
    if unknown:
        print(f"There is no document {', '.join(unknown)}.\n{help_text()}", file=sys.stderr)
        return 2
    for name in arguments or BUILDERS:
        print(f"Wrote {BUILDERS[name].build()}")
    return 0


def help_text() -> str:
    """The documents and what they are."""
    return "\n".join(
        ["python3 dev.py docs [NAME ...]", *(f"  {name}  {made.about}" for name, made in BUILDERS.items())]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
