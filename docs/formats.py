"""Writes docs/format.md: every format that a plan can be published in, as the table of formats says it."""

from pathlib import Path
from typing import Final

from graph.export.formats import FORMATS, ExportFormat

PAGE: Final = Path(__file__).parent / "format.md"

INTRODUCTION: Final = """\
# Format

Den här sidan är skriven av `docs/formats.py` ur programmets tabell över format: ändra inte här utan där.

`rodatraden export SÖKVÄG --format NAMN[,NAMN...] --output MAPP` skriver det som är offentligt i en plan.
`all` är alla format utom katalogen. `rodatraden export --list` visar samma tabell, och med `--format json`
för program. Ett format som bär allt kan läsas tillbaka av programmet utan att något går förlorat.

| namn | vad det är | medietyp | filer | bär inte |
| --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The whole page as Markdown, with a newline at the end."""
    return INTRODUCTION + "".join(map(_row, FORMATS.values()))


def _row(each: ExportFormat) -> str:
    files = " ".join(f"`{suffix}`" for suffix in each.suffixes)
    lacks = each.lacks.sv if each.lacks else "Bär allt."
    return f"| `{each.name}` | {each.label.sv} | `{each.media_type}` | {files} | {lacks} |\n"
