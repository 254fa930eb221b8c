"""A public plan as CSV files for people, and beside them what every table and column means (CSVW).

The files are those of the workbook: semicolons, decimal comma, and an apostrophe before what a spreadsheet
would take for a formula. `csv-metadata.json` tells a program how to read them, as W3C's CSV on the Web has
it. It claims only what holds of these very files: a key where ids differ, a foreign key where every id is
found.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF

from graph.export.words import word
from graph.iris import base_for, mint
from graph.sources.columns import Column, Kind, Sheet
from graph.sources.csvfiles import csv_bytes, rest_lines, sheet_lines
from graph.sources.layout import REST_SHEET, SHEETS
from graph.sources.matching import KEY_HEADINGS
from graph.sources.rows import REST_HEADINGS
from graph.tables import TableRow, Tables, to_tables

METADATA = "csv-metadata.json"
_SEPARATOR = "; "

Json = str | bool | Sequence["Json"] | Mapping[str, "Json"]

_FOUR_DIGITS = range(1000, 10_000)
_DATATYPES: Mapping[Kind, Json] = {
    Kind.DECIMAL: {"base": "decimal", "format": {"decimalChar": ","}},
    Kind.INTEGER: "integer",
    Kind.YEAR: "gYear",
    Kind.DATE: {"base": "date", "format": "yyyy-MM-dd"},
    Kind.START: {"base": "date", "format": "yyyy-MM-dd"},
    Kind.END: {"base": "date", "format": "yyyy-MM-dd"},
    Kind.BOOLEAN: {"base": "boolean", "format": "ja|nej"},
    Kind.URL: "anyURI",
}
# Their cells say by an id or a word what the graph says by an IRI or a thing of its own: a program that makes
# RDF of the table must leave them.
_NOT_AS_RDF = frozenset({
    Kind.IRI, Kind.TYPE, Kind.INVERSE, Kind.CONCEPT, Kind.STATUS, Kind.SDG, Kind.PERIOD, Kind.START, Kind.END,
    Kind.KEYED, Kind.EMAIL,
})  # fmt: skip


def csv_files(graph: Graph, plan: URIRef, stem: str, tables: Tables | None = None) -> Mapping[str, bytes]:
    """Every sheet as a file, those without rows too, and the metadata, in one folder."""
    tables = tables or to_tables(graph, plan)
    folder = f"{stem}-csv"
    files = {
        f"{folder}/{file_name(sheet.name)}": csv_bytes(sheet_lines(sheet, tables.sheets[sheet.name]))
        for sheet in SHEETS
    }
    files[f"{folder}/{file_name(REST_SHEET)}"] = csv_bytes(rest_lines(tables.rest))
    metadata = _Metadata(graph, plan, tables).group()
    files[f"{folder}/{METADATA}"] = json.dumps(metadata, ensure_ascii=False, indent=2).encode() + b"\n"
    return files


def file_name(sheet: str) -> str:
    """The name of a sheet's file: plain letters, which an address can hold and the sheet is still known by.

    >>> file_name("Vision och värden")
    'vision-och-varden.csv'
    """
    plain = unicodedata.normalize("NFKD", sheet.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain) + ".csv"


def column_name(heading: str) -> str:
    """The name of a column in the metadata: plain letters and underscores.

    >>> column_name("Mål (engelska)")
    'mal_engelska'
    """
    plain = unicodedata.normalize("NFKD", heading.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


class _Metadata:
    def __init__(self, graph: Graph, plan: URIRef, tables: Tables) -> None:
        self.graph = graph
        self.plan = plan
        self.tables = tables
        head = tables.sheets["Kommun"][0]
        given = head.get("Bas-IRI")
        self.base = base_for(str(head.get("Kommunkod", "")), str(given) if given else None)

    def group(self) -> dict[str, Json]:
        """The whole description: what the plan is, how the files are written, and every table."""
        about: dict[str, Json] = {"dc:isPartOf": {"@id": str(self.plan)}}
        title = self.graph.value(self.plan, DCTERMS.title, any=True)
        if title is not None:
            about["dc:title"] = _swedish(str(title))
        for key, prop in (("dc:license", DCTERMS.license), ("dc:publisher", DCTERMS.publisher)):
            value = self.graph.value(self.plan, prop, any=True)
            if isinstance(value, URIRef):
                about[key] = {"@id": str(value)}
        return {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "sv"}],
            **about,
            "dc:description": _swedish(word("csv-apostrophe").sv),
            "dialect": {"delimiter": ";", "encoding": "utf-8", "header": True},
            "tables": [*(self._table(sheet) for sheet in SHEETS), _rest()],
        }

    def _table(self, sheet: Sheet) -> dict[str, Json]:
        about: dict[str, Json] = {"url": file_name(sheet.name), "dc:title": _swedish(sheet.name)}
        if sheet.intro:
            about["dc:description"] = _swedish(sheet.intro)
        if sheet.key_value:
            return {
                **about,
                "suppressOutput": True,
                "tableSchema": _plain_columns(KEY_HEADINGS[:2], key=True),
            }
        rows = self.tables.sheets[sheet.name]
        columns: list[Json] = [self._column(column, rows) for column in sheet.columns]
        if sheet.rdf_class is not None:
            columns.append(
                {
                    "name": "rdf_type",
                    "virtual": True,
                    "propertyUrl": str(RDF.type),
                    "valueUrl": str(sheet.rdf_class),
                }
            )
        schema: dict[str, Json] = {"columns": columns}
        ids = _ids(rows)
        if len(set(ids)) == len(rows):
            schema["primaryKey"] = column_name("Id")
        keys = [key for column in sheet.columns for key in self._foreign_key(column, rows)]
        if keys:
            schema["foreignKeys"] = keys
        if not any("IRI" in row for row in rows) and self._are_minted(sheet.segment, ids):
            schema["aboutUrl"] = f"{self.base}/id/{sheet.segment}/{{{column_name('Id')}}}"
        return {**about, "tableSchema": schema}

    def _column(self, column: Column, rows: Sequence[TableRow]) -> dict[str, Json]:
        values = [row[column.heading] for row in rows if column.heading in row]
        about: dict[str, Json] = {"name": column_name(column.heading), "titles": column.heading}
        if column.note:
            about["dc:description"] = _swedish(column.note)
        about["datatype"] = _DATATYPES.get(column.kind, "string")
        if column.kind is Kind.YEAR and not all(int(str(value)) in _FOUR_DIGITS for value in values):
            about["datatype"] = "integer"
        if column.kind in (Kind.LINK, Kind.INVERSE, Kind.TEXTS, Kind.SDG) and column.many:
            about["separator"] = _SEPARATOR
        if column.needed and len(values) == len(rows):
            about["required"] = True
        if column.kind is Kind.TEXT and column.language:
            about["lang"] = column.language
        if column.property is not None and column.kind is not Kind.INVERSE:
            about["propertyUrl"] = str(column.property)
        if column.kind in _NOT_AS_RDF or (column.kind is Kind.LINK and "separator" in about):
            about["suppressOutput"] = True
        elif column.kind is Kind.LINK:
            about |= self._value_url(column, values)
        elif column.kind is Kind.URL:
            about["valueUrl"] = f"{{+{column_name(column.heading)}}}"
        return about

    def _value_url(self, column: Column, values: Iterable[object]) -> dict[str, Json]:
        """What a single id stands for, where every id in the column is minted so."""
        segment, *others = column.targets
        if others or not self._are_minted(segment, values):
            return {"suppressOutput": True}
        return {"valueUrl": f"{self.base}/id/{segment}/{{{column_name(column.heading)}}}"}

    def _are_minted(self, segment: str, ids: Iterable[object]) -> bool:
        """Whether every id stands for the thing in the plan that the metadata would have it stand for."""
        return all((mint(self.base, segment, str(each)), None, None) in self.graph for each in ids)

    def _foreign_key(self, column: Column, rows: Iterable[TableRow]) -> list[Json]:
        """The table that a column's ids lead to, where it is one table, holds them all, and none is empty."""
        if column.kind is not Kind.LINK or column.many:
            return []
        targets = [sheet for sheet in SHEETS if sheet.segment in column.targets]
        if len(targets) != 1:
            return []
        known = set(_ids(self.tables.sheets[targets[0].name]))
        if not all(str(row.get(column.heading, "")) in known for row in rows):
            return []
        reference = {"resource": file_name(targets[0].name), "columnReference": column_name("Id")}
        return [{"columnReference": column_name(column.heading), "reference": reference}]


def _ids(rows: Iterable[TableRow]) -> list[str]:
    return [str(row["Id"]) for row in rows if "Id" in row]


def _rest() -> dict[str, Json]:
    return {
        "url": file_name(REST_SHEET),
        "dc:title": _swedish(REST_SHEET),
        "dc:description": _swedish(word("csv-rest").sv),
        "suppressOutput": True,
        "tableSchema": _plain_columns(REST_HEADINGS),
    }


def _plain_columns(headings: Iterable[str], *, key: bool = False) -> dict[str, Json]:
    columns: list[Json] = [
        {"name": column_name(heading), "titles": heading, "datatype": "string"} for heading in headings
    ]
    return (
        {"columns": columns, "primaryKey": column_name(next(iter(headings)))} if key else {"columns": columns}
    )


def _swedish(text: str) -> Json:
    return {"@value": text, "@language": "sv"}
