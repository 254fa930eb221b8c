"""The table of formats, for people and as JSON."""

import json

from graph.export.formats import FORMATS
from graph.export.words import word
from graph.report.wrapping import page_width, wrap
from shapes.findings import Language


def formats_text(language: Language, width: int) -> str:
    """Every format: its name, what it is good for, its media type, and what it cannot carry."""
    size = page_width(width)
    column = max(map(len, FORMATS)) + 2
    rest = " " * column
    lines: list[str] = []
    for each in FORMATS.values():
        lacks = each.lacks or word("carries-all")
        lines += wrap(each.label[language], size, first=each.name.ljust(column), rest=rest)
        lines += wrap(f"{each.media_type}. {lacks[language]}", size, first=rest, rest=rest)
    return "\n".join(lines) + "\n"


def formats_json() -> str:
    """The same as JSON: a list of objects, in the order of the table."""
    table = [
        {
            "name": each.name,
            "label": {"sv": each.label.sv, "en": each.label.en},
            "suffixes": list(each.suffixes),
            "media_type": each.media_type,
            "round_trips": each.round_trips,
            "lacks": {"sv": each.lacks.sv, "en": each.lacks.en} if each.lacks else None,
        }
        for each in FORMATS.values()
    ]
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"
