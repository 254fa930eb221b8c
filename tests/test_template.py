"""The workbook template, and plans written as workbooks: dropdowns, notes, and every value back."""

import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell import Cell

from graph.errors import CannotWrite, UnusableInput
from graph.sources.columns import Kind
from graph.sources.layout import README_SHEET, REST_SHEET, SHEETS, TEMPLATE_VERSION
from graph.sources.matching import LISTS_SHEET
from graph.sources.rows import RestTriple, Table, Value
from graph.sources.workbook import read_grids, read_workbook
from graph.sources.workbook_lists import own_scale
from graph.sources.workbook_readme import LINES
from graph.sources.workbook_template import new_template, write_workbook
from graph.sources.workbook_writing import LONGEST_TEXT, TEXT, coded, new_workbook, put, save
from ontology.concepts import words_for
from shapes.findings import Origin
from tests.source_files import LEAST_TABLES, faults, remarks, values

NOWHERE = Origin("", "", "")
KOMMUN: Mapping[str, Value] = {"Namn": "Lindvik", "Kommunkod": "0180", "Budgetår": 2024}
MINIMUM: Mapping[str, Table] = {"Kommun": [KOMMUN]}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mall") / "mall.xlsx"
    new_template(path, example=True)
    return path


@pytest.fixture(scope="module")
def book(template: Path) -> Workbook:
    return openpyxl.load_workbook(template)


def test_every_sheet_is_there_in_order(book: Workbook) -> None:
    assert book.sheetnames == [README_SHEET, *(sheet.name for sheet in SHEETS), LISTS_SHEET]
    assert book[LISTS_SHEET].sheet_state == "hidden"
    assert book.active is book[README_SHEET]
    assert (book.properties.language, book.properties.creator) == ("sv-SE", "Röda tråden")


@pytest.mark.parametrize("name", [sheet.name for sheet in SHEETS if not sheet.key_value])
def test_headings_have_notes_widths_and_stay_in_sight(book: Workbook, name: str) -> None:
    (sheet,) = (sheet for sheet in SHEETS if sheet.name == name)
    page = book[name]
    assert page.freeze_panes == "B2"
    assert page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, page.page_setup.fitToWidth) == ("landscape", 1)
    for column, cell in zip(sheet.columns, page[1], strict=True):
        assert isinstance(cell, Cell)
        assert cell.value == (f"{column.heading} *" if column.required or column.needed else column.heading)
        assert cell.comment is not None
        assert cell.comment.text.startswith(column.note)
        assert page.column_dimensions[cell.column_letter].width >= column.width
        if column.kind in {Kind.DATE, Kind.START, Kind.END}:
            assert page.column_dimensions[cell.column_letter].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("name", [sheet.name for sheet in SHEETS if sheet.key_value])
def test_key_value_sheets_explain_themselves(book: Workbook, name: str) -> None:
    (sheet,) = (sheet for sheet in SHEETS if sheet.name == name)
    page = book[name]
    assert [cell.value for cell in page[1]] == ["Uppgift", "Värde", "Förklaring"]
    headings = [str(page.cell(number, 1).value).removesuffix(" *") for number in range(2, page.max_row + 1)]
    assert headings == [column.heading for column in sheet.columns]
    assert all(page.cell(number, 3).value for number in range(2, page.max_row + 1))


def lists_of(book: Workbook, sheet: str) -> dict[str, list[str]]:
    """The words of each dropdown of a sheet by its cells: those of the hidden list, or the range of ids."""
    found: dict[str, list[str]] = {}
    for validation in book[sheet].data_validations.dataValidation:
        reference = book.defined_names[str(validation.formula1).removeprefix("=")].attr_text
        title, area = reference.rsplit("!", 1)
        if title == LISTS_SHEET:
            _, letter, first, _, last = area.replace(":", "").split("$")
            words = [str(book[title][f"{letter}{row}"].value) for row in range(int(first), int(last) + 1)]
        else:
            words = [reference]
        found[str(validation.sqref)] = words
    return found


def test_dropdowns_hold_the_words_that_the_reader_knows(book: Workbook) -> None:
    assert lists_of(book, "Målvärden") == {
        "B2:B1000": ["'Indikatorer'!$A$2:$A$1000"],
        "D2:D1000": list(words_for("condition")),
        "H2:H1000": list(words_for("publication")),
    }
    assert lists_of(book, "Styrmodell") == {"B8": list(words_for("rollup"))}
    assert lists_of(book, "Vision och värden") == {
        "B2:B1000": ["Vision", "Värdeord"],
        "J2:J1000": list(words_for("publication")),
    }
    assert ["ja", "nej"] in lists_of(book, "Organ").values()
    assert list(words_for("status")) in lists_of(book, "Bedömningar").values()


def test_every_column_with_a_closed_list_of_words_has_a_dropdown(book: Workbook) -> None:
    for sheet in SHEETS:
        closed = [c for c in sheet.columns if c.kind in {Kind.TYPE, Kind.CONCEPT, Kind.STATUS, Kind.BOOLEAN}]
        assert len(lists_of(book, sheet.name)) >= len(closed)


def test_a_scale_of_ones_own_takes_the_place_of_the_common_one(tmp_path: Path) -> None:
    tables: dict[str, Table] = {
        **MINIMUM,
        "Begrepp": [
            {"Id": "gron", "Typ": "bedömningssteg", "Benämning": "Grön"},
            {"Id": "barn", "Typ": "Målgrupp", "Benämning": "Barn"},
            {"Id": "rod", "Typ": "Bedömningssteg"},
        ],
    }
    write_workbook(tmp_path / "plan.xlsx", tables)
    assert own_scale(tables) == ["Grön", "rod"]
    assert ["Grön", "rod"] in lists_of(openpyxl.load_workbook(tmp_path / "plan.xlsx"), "Bedömningar").values()


def test_the_first_sheet_teaches_in_fifteen_lines(book: Workbook) -> None:
    page = book[README_SHEET]
    assert len(LINES) == 15
    assert [page.cell(number, 2).value for number in range(4, 19)] == list(LINES)
    assert (page["A2"].value, page["B2"].value) == ("Mallversion", str(TEMPLATE_VERSION))
    links = {cell.value: cell.hyperlink.location for (cell,) in page["A20:A60"] if cell.hyperlink}
    assert links == {sheet.name: f"'{sheet.name}'!A1" for sheet in SHEETS}


def test_example_rows_are_never_read(template: Path, tmp_path: Path) -> None:
    grids = {grid.title: grid for grid in read_grids(template)}
    for sheet in SHEETS:
        if not sheet.key_value:
            assert str(grids[sheet.name].rows[2][1]).startswith("Exempel:")
    filled = openpyxl.load_workbook(template)
    page = filled["Kommun"]
    for number, value in ((2, "Lindvik"), (3, "0180"), (6, 2024)):
        page.cell(number, 2, value)
    filled.save(tmp_path / "plan.xlsx")
    sheets = read_workbook(tmp_path / "plan.xlsx")
    assert [row.sheet.name for row in sheets.rows] == ["Kommun"]
    assert remarks(sheets) == []


def test_an_empty_template_says_what_to_begin_with(tmp_path: Path) -> None:
    new_template(tmp_path / "mall.xlsx")
    with pytest.raises(UnusableInput) as caught:
        read_workbook(tmp_path / "mall.xlsx")
    assert faults(caught.value) == [("E15", "Kommun", "B2"), ("E15", "Kommun", "B3"), ("E15", "Kommun", "B6")]


def test_the_same_content_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, LEAST_TABLES)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_values_come_back_as_they_were(tmp_path: Path) -> None:
    row: dict[str, Value] = {
        "Id": "I-1",
        "Indikator": "=SUMMA(A1)",
        "Definition": "rad 1\nrad 2\r\nrad 3",
        "Basvärde": Decimal("12.50"),
        "Basår": 2020,
        "Ordning": Decimal(3),
        "Källa": "@kolada",
        "Enhet": "#N/A",
        "Kolada-id": "0180",
        "Organ": None,
    }
    many: Table = [{"Id": f"I-{place}", "Basvärde": place / 7} for place in range(2, 40)]
    days: dict[str, Value] = {
        "Id": "KF",
        "Finns från": date(1842, 5, 1),
        "Finns till": date(2024, 6, 19),
        "Aktivt": True,
    }
    path = tmp_path / "plan.xlsx"
    write_workbook(path, {**LEAST_TABLES, "Indikatorer": [row, *many], "Organ": [days]})
    sheets = read_workbook(path)
    first, *others = values(sheets, "Indikatorer")
    assert first == {**{k: v for k, v in row.items() if v is not None}, "Basvärde": 12.5, "Ordning": 3}
    assert others == [{**other, "Basvärde": float(f"{other['Basvärde']:.15g}")} for other in many]
    assert values(sheets, "Organ") == [{**days, "Finns från": "1842-05-01", "Aktivt": "ja"}]
    assert values(sheets, "KF-mål") == list(LEAST_TABLES["KF-mål"])
    assert remarks(sheets) == []
    page = openpyxl.load_workbook(path)["Indikatorer"]
    assert (page["B2"].value, page["B2"].data_type, page["B2"].quotePrefix) == ("=SUMMA(A1)", "s", True)
    assert (page["J2"].data_type, page["J2"].quotePrefix) == ("s", True)


def test_numbers_that_excel_would_change_are_kept_as_text(tmp_path: Path) -> None:
    numbers: list[Value] = [Decimal("1234567890.1234567"), 10**15, -(10**16), Decimal("0.1")]
    rows: Table = [{"Id": f"I-{place}", "Basvärde": number} for place, number in enumerate(numbers)]
    write_workbook(tmp_path / "plan.xlsx", {**LEAST_TABLES, "Indikatorer": rows})
    assert [row["Basvärde"] for row in values(read_workbook(tmp_path / "plan.xlsx"), "Indikatorer")] == [
        "1234567890,1234567",
        "1000000000000000",
        "-10000000000000000",
        0.1,
    ]


def test_a_moment_is_written_as_its_day(tmp_path: Path) -> None:
    moment = datetime(2024, 6, 19, 12, 30)  # noqa: DTZ001 - a cell has no time zone
    write_workbook(tmp_path / "plan.xlsx", {**LEAST_TABLES, "Beslut": [{"Id": "B-1", "Datum": moment}]})
    assert values(read_workbook(tmp_path / "plan.xlsx"), "Beslut")[0]["Datum"] == date(2024, 6, 19)


def test_what_no_column_can_say_has_a_sheet_of_its_own(tmp_path: Path) -> None:
    rest = [RestTriple("urn:a", "urn:b", " =1\r\n", "urn:t", "", NOWHERE)]
    write_workbook(tmp_path / "plan.xlsx", LEAST_TABLES, rest=rest, title="Mål 2024")
    assert [triple.texts for triple in read_workbook(tmp_path / "plan.xlsx").rest] == [rest[0].texts]
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    assert book[REST_SHEET].freeze_panes == "A2"
    assert book.properties.title == "Mål 2024"


def test_dropdowns_reach_below_a_long_table(tmp_path: Path) -> None:
    goals = [{"Id": f"KF-{number}", "Mål": "Mål", "Organ": "KF"} for number in range(1200)]
    write_workbook(tmp_path / "plan.xlsx", {**MINIMUM, "KF-mål": goals})
    assert "D2:D1700" in lists_of(openpyxl.load_workbook(tmp_path / "plan.xlsx"), "KF-mål")


@pytest.mark.parametrize(
    "tables", [{"Okänd": []}, {"KF-mål": [{"Okänd": 1}]}, {"Kommun": [{"Okänd": 1}]}], ids=repr
)
def test_a_name_that_is_not_in_the_contract_is_a_mistake_of_ours(
    tables: Mapping[str, Table], tmp_path: Path
) -> None:
    with pytest.raises(KeyError):
        write_workbook(tmp_path / "plan.xlsx", tables)


def test_a_text_that_no_cell_can_hold_is_refused(tmp_path: Path) -> None:
    goal = {"Id": "KF-1", "Effekt": "x" * (LONGEST_TEXT + 1)}
    with pytest.raises(CannotWrite) as caught:
        write_workbook(tmp_path / "plan.xlsx", {"KF-mål": [goal]})
    assert "32 767 tecken" in caught.value.sentences("sv")[0]
    assert "32,767 characters" in caught.value.sentences("en")[0]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["ingen/mall.xlsx", "."])
def test_a_place_that_cannot_be_written(tmp_path: Path, place: str) -> None:
    with pytest.raises(CannotWrite) as caught:
        new_template(tmp_path / place)
    assert all(
        "…" not in sentence for language in ("sv", "en") for sentence in caught.value.sentences(language)
    )
    assert list(tmp_path.iterdir()) == []


AWKWARD = [
    "=A1", "'=A1", "_x000D_", "_x005F_x0041_", "\x00\x0b\x1f\r", "\ufffe\uffff", "a\r\nb", "-", " x ",
    "\ud800", "\udc00\ud800", "\N{GRINNING FACE}", "<b>&amp;</b>", "]]>", "\x85\u2028", "#REF!",
    "\t=1", "1e5", "TRUE",
]  # fmt: skip


def paired(text: str) -> str:
    """A text with its halves of sign pairs put together, and lone ones as the sign for what is lost."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def test_awkward_texts_come_back_from_a_plan(tmp_path: Path) -> None:
    rest = [RestTriple("urn:a", "urn:b", text, "", "", NOWHERE) for text in AWKWARD]
    goals = [{"Id": f"KF-{number}", "Mål": text, "Organ": "KF"} for number, text in enumerate(AWKWARD)]
    write_workbook(tmp_path / "plan.xlsx", {**MINIMUM, "KF-mål": goals}, rest=rest)
    sheets = read_workbook(tmp_path / "plan.xlsx")
    assert [triple.value for triple in sheets.rest] == [paired(text) for text in AWKWARD]
    assert [row.get("Mål", "") for row in values(sheets, "KF-mål")] == [paired(t).strip() for t in AWKWARD]
    assert sheets.remarks == ()


@given(st.lists(st.text(st.characters(), min_size=1, max_size=40), min_size=1, max_size=8))
def test_any_text_comes_back_from_a_workbook(
    tmp_path_factory: pytest.TempPathFactory, given_texts: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "texter.xlsx"
    book = new_workbook("Texter")
    page = book.create_sheet("Blad")
    for number, text in enumerate(given_texts, 1):
        put(page, number, 1, text, TEXT)
    save(book, path)
    (grid,) = read_grids(path)
    assert [grid.rows[number][1] for number in sorted(grid.rows)] == [paired(text) for text in given_texts]


@given(st.text(st.characters(codec="utf-8")))
@example("_x_x0041_x0042_")
def test_coded_texts_are_fit_for_xml(text: str) -> None:
    assert not any(sign < " " and sign not in "\t\n" for sign in coded(text))


def test_the_file_is_a_zip_without_times(template: Path) -> None:
    with zipfile.ZipFile(template) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
