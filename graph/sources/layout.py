"""The workbook's contract: every sheet, and how sheets and headings are found by name."""

from collections.abc import Mapping
from functools import cache

from graph.sources.columns import Column, Sheet
from graph.sources.followup_sheets import BEDOMNINGAR, INDIKATORER, MALVARDEN, UTFALL
from graph.sources.plan_sheets import BEGREPP, BOLAGSMAL, KF_MAL, KOMMUN, NAMNDMAL, ORGAN, STYRMODELL, VISION
from graph.sources.process_sheets import (
    BESLUT,
    DIALOG,
    INSPEL,
    PROGRAM,
    PROGRAMAVSNITT,
    REMISSVAR,
    TIDPLAN,
    UPPDRAG,
)
from ontology.concepts import folded

TEMPLATE_VERSION = 1
README_SHEET = "Läs mig"
REST_SHEET = "Övrigt"
FINDINGS_SHEET = "Fel"

SHEETS: tuple[Sheet, ...] = (
    KOMMUN, STYRMODELL, BEGREPP, ORGAN, VISION, KF_MAL, NAMNDMAL, BOLAGSMAL, INDIKATORER, MALVARDEN, UTFALL,
    BEDOMNINGAR, PROGRAM, PROGRAMAVSNITT, BESLUT, TIDPLAN, DIALOG, INSPEL, UPPDRAG, REMISSVAR,
)  # fmt: skip


@cache
def sheets_by_name() -> Mapping[str, Sheet]:
    """Every sheet by its folded name."""
    return {folded(sheet.name): sheet for sheet in SHEETS}


@cache
def columns_by_heading(sheet: Sheet) -> Mapping[str, Column]:
    """Every column of a sheet by its folded heading, other accepted headings included."""
    found: dict[str, Column] = {}
    for column in sheet.columns:
        for heading in (column.heading, *column.also):
            found[folded(heading)] = column
    return found
