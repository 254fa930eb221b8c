"""The dropdown lists of the template: their words stand in a hidden sheet, and each list has a name."""

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph.sources.columns import Column, Kind, Sheet
from graph.sources.layout import SHEETS
from graph.sources.matching import LISTS_SHEET
from graph.sources.rows import Table
from graph.sources.workbook_writing import HEADING, TEXT, put
from ontology.concepts import folded, words_for

_YES_NO = ("ja", "nej")
_STATUS_SCHEME = "status"
_SCALE_TYPE = "Bedömningssteg"


class Lists:
    """The lists of one workbook, each with a name: Excel keeps dropdowns that refer to names as they are."""

    def __init__(self, book: Workbook, tables: Mapping[str, Table], last_row: int) -> None:
        self.book = book
        self.last_row = last_row
        self.sheet: Worksheet = book.create_sheet(LISTS_SHEET)
        self.sheet.sheet_state = "hidden"
        self.scale = own_scale(tables)
        self._made: set[str] = set()
        self._columns = 0

    def validation(self, sheet: Sheet, column: Column) -> DataValidation | None:
        """The dropdown of a column, or None where a cell may hold several values or any text."""
        name, title = self._name(sheet, column)
        if name is None:
            return None
        made = DataValidation(type="list", formula1=f"={name}", allow_blank=True)
        # Other words of the same meaning are accepted as well, so Excel may ask but not refuse.
        made.errorStyle = "warning"
        made.errorTitle = "Ordet finns inte i listan"
        made.error = f"Välj helst {title} ur listan. Vill du ändå behålla det du skrev?"
        made.showErrorMessage = True
        return made

    def _name(self, sheet: Sheet, column: Column) -> tuple[str | None, str]:
        match column.kind:
            case Kind.TYPE:
                words = [choice.label for choice in sheet.types]
                return self._words(f"typ_{folded(sheet.name)}", words), "typ"
            case Kind.CONCEPT:
                return self._words(
                    f"ord_{column.scheme.replace('-', '_')}", words_for(column.scheme)
                ), "ett ord"
            case Kind.STATUS:
                return self._words("bedomningsskala", self.scale or words_for(_STATUS_SCHEME)), "ett steg"
            case Kind.BOOLEAN:
                return self._words("ja_nej", _YES_NO), "ja eller nej"
            case Kind.LINK if not column.many:
                return self._ids(column), "ett id"
        return None, ""

    def _words(self, name: str, words: Sequence[str]) -> str:
        """Write a list of words once, and name it."""
        if name not in self._made:
            self._columns += 1
            letter = get_column_letter(self._columns)
            put(self.sheet, 1, self._columns, name, HEADING)
            for number, word in enumerate(words, 2):
                put(self.sheet, number, self._columns, word, TEXT)
            self._define(name, f"{LISTS_SHEET}!${letter}$2:${letter}${max(len(words), 1) + 1}")
        return name

    def _ids(self, column: Column) -> str | None:
        """The ids of the one sheet that a column may lead to; None where there are several such sheets."""
        sheets = [sheet for sheet in SHEETS if sheet.segment in column.targets and sheet.of_kind(Kind.ID)]
        if len(sheets) != 1:
            return None
        name = f"id_{sheets[0].segment}"
        if name not in self._made:
            self._define(name, f"'{sheets[0].name}'!$A$2:$A${self.last_row}")
        return name

    def _define(self, name: str, reference: str) -> None:
        self._made.add(name)
        self.book.defined_names[name] = DefinedName(name, attr_text=reference)


def own_scale(tables: Mapping[str, Table]) -> list[str]:
    """The names of the municipality's own steps of assessment, in their order in the sheet Begrepp."""
    return [
        str(row.get("Benämning") or row.get("Id"))
        for row in tables.get("Begrepp", ())
        if folded(str(row.get("Typ", ""))) == folded(_SCALE_TYPE)
    ]
