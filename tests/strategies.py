"""Generated plans: sheets with rows that fit the contract, cell by cell."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from graph.periods import Period
from graph.sources.columns import Column, Kind, Sheet
from graph.sources.layout import SHEETS
from graph.sources.plan_sheets import BEGREPP, KOMMUN, STYRMODELL
from graph.tables import CellValue, TableRow
from ontology.concepts import words_for

_AWKWARD = ["=1+1", "-x", "+46", "@a", "'=1", "a\nb", "1,5", '"', ";"]
# Plain letters, letters of other scripts, and everything that a spreadsheet or a format might trip over.
_SIGNS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"))
# A cell is stripped at both ends when it is read, so a text that is compared must be stripped too.
texts = (
    st.one_of(
        st.text(_SIGNS, min_size=1, max_size=30),
        st.sampled_from(["=1+1", "-x", "+46", "@a", "'=1", "a\nb", "1,5", '"', ";"]),
    )
    .map(str.strip)
    .filter(bool)
)
# A part of a list must not hold what separates the parts, nor look like an escaped formula.
words = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12)
references = st.from_regex(r"[A-Za-zÅÄÖåäö][A-Za-z0-9ÅÄÖåäö._-]{0,6}", fullmatch=True)
decimals = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False).map(
    lambda number: Decimal(0) if number == 0 else number.normalize()
)
days = st.dates(date(1950, 1, 1), date(2099, 12, 31))
periods = st.builds(
    Period, st.integers(1950, 2099), st.sampled_from(["", "delår", "T1", "T2", "T3", "Q1", "Q4"])
)
sdg_codes = st.sampled_from(["3", "3.4", "1.a", "17.19", "del av 2", "del av 11.7"])

Ids = Mapping[str, list[str]]
_SOMETIMES = st.booleans()


_BY_KIND: Mapping[Kind, st.SearchStrategy[CellValue]] = {
    Kind.TEXT: texts,
    Kind.TEXTS: st.lists(words, min_size=1, max_size=3, unique=True).map(sorted).map("; ".join),
    Kind.DECIMAL: decimals,
    Kind.INTEGER: st.integers(0, 10**6),
    Kind.YEAR: st.integers(1900, 2099),
    Kind.DATE: days,
    Kind.BOOLEAN: st.booleans(),
    Kind.STATUS: st.sampled_from(words_for("status")),
    Kind.SDG: st.lists(sdg_codes, min_size=1, max_size=3, unique=True).map("; ".join),
    Kind.PERIOD: periods.map(lambda period: period.identifier),
    Kind.URL: st.sampled_from(
        ["http://creativecommons.org/publicdomain/zero/1.0/", "https://data.exempel.se/x"]
    ),
    Kind.EMAIL: st.just("kommun@exempel.se"),
}


def _value(column: Column, ids: Ids) -> st.SearchStrategy[CellValue] | None:
    """What a column's cells may hold; None where it must stay empty, as there is nothing to refer to."""
    if column.heading == "Mandatperiod":
        return st.just("2023-2026")
    if column.kind is Kind.CONCEPT:
        return st.sampled_from(words_for(column.scheme))
    known = sorted({each for segment in column.targets for each in ids.get(segment, [])})
    if column.kind is Kind.KEYED:
        keys = st.sampled_from(known) if known else None if column.targets else references
        return st.tuples(keys, texts).map(_keyed) if keys is not None else None
    if column.kind in (Kind.LINK, Kind.INVERSE):
        if not known:
            return None
        size = min(len(known), 3) if column.many else 1
        return st.lists(st.sampled_from(known), min_size=1, max_size=size, unique=True).map("; ".join)
    return _BY_KIND.get(column.kind)


def _keyed(pair: tuple[str, str]) -> str:
    return f"{pair[0]}: " + "\n  ".join(line.strip() for line in pair[1].splitlines() if line.strip())


@st.composite
def rows(draw: st.DrawFn, sheet: Sheet, reference: str, ids: Ids) -> TableRow:
    """One row of a sheet: its id, its type, and any other cells."""
    row: TableRow = {"Id": reference} if sheet.of_kind(Kind.ID) else {}
    kind = sheet.of_kind(Kind.TYPE)
    if kind is not None:
        row[kind.heading] = draw(st.sampled_from([each.label for each in sheet.types]))
    for column in sheet.columns:
        if column.kind in (Kind.ID, Kind.TYPE, Kind.IRI, Kind.START, Kind.END):
            continue
        strategy = _value(column, ids)
        if strategy is not None and draw(_SOMETIMES):
            row[column.heading] = draw(strategy)
    span = [column.heading for column in sheet.columns if column.kind in (Kind.START, Kind.END)]
    spans = draw(_SOMETIMES)
    if span and spans:
        row.update(zip(span, sorted(draw(st.tuples(days, days))), strict=True))
    return row


@st.composite
def plans(draw: st.DrawFn) -> dict[str, list[TableRow]]:
    """A whole plan as sheets, each with a few rows, tied together at random."""
    ids: dict[str, list[str]] = {}
    numbers: dict[str, list[str]] = {}
    for sheet in SHEETS:
        if sheet.key_value:
            continue
        taken = {each.casefold() for each in ids.get(sheet.segment, [])}
        fresh = draw(st.lists(references, max_size=3, unique_by=str.casefold))
        numbers[sheet.name] = [each for each in fresh if each.casefold() not in taken]
        ids.setdefault(sheet.segment, []).extend(numbers[sheet.name])
    plan = {
        sheet.name: [draw(rows(sheet, each, ids)) for each in numbers[sheet.name]]
        for sheet in SHEETS
        if not sheet.key_value
    }
    head = draw(rows(KOMMUN, "", ids))
    head.update({"Namn": draw(texts), "Kommunkod": "9999", "Budgetår": 2024})
    head.pop("Bas-IRI", None)
    plan[KOMMUN.name] = [head]
    # A scale of the municipality's own hangs on its governing model, so one comes with the other.
    model = draw(rows(STYRMODELL, "", ids))
    steps = any(row["Typ"] == "Bedömningssteg" for row in plan[BEGREPP.name])
    plan[STYRMODELL.name] = [{"Namn": "Styrmodell", **model}] if model or steps else []
    return plan
