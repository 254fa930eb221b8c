"""Reading workbooks: kinds of cells, what is remarked on, and that other readers see the same values."""

from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import UnusableInput
from graph.sources.rows import RestTriple
from graph.sources.workbook import read_workbook
from shapes.findings import Origin
from tests.source_files import (
    GOALS,
    KOMMUN,
    LEAST,
    faults,
    in_sheet,
    remarks,
    values,
    with_value,
    workbook,
)


def goals_sheet(path: Path) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.load_workbook(workbook(path))
    return book, book["KF-mål"]


def test_rows_have_typed_values_and_cells(tmp_path: Path) -> None:
    sheets = read_workbook(
        workbook(
            tmp_path / "plan.xlsx",
            {
                "Kommun": KOMMUN,
                "KF-mål": [
                    [
                        "Id",
                        "Mål",
                        "Organ",
                        "Gäller från",
                        "Gäller till",
                        "Ordning",
                        "God ekonomisk hushållning",
                    ],
                    [
                        "KF-1",
                        "  Trygg uppväxt ",
                        "KF",
                        date(2024, 1, 1),
                        datetime(2027, 12, 31, 8, 30),  # noqa: DTZ001 - a cell has no time zone
                        1,
                        True,
                    ],
                    [2, None, "", "2024", None, 2.5, "ja"],
                ],
            },
        )
    )
    first, second = values(sheets, "KF-mål")
    assert first == {
        "Id": "KF-1",
        "Mål": "Trygg uppväxt",
        "Organ": "KF",
        "Gäller från": date(2024, 1, 1),
        "Gäller till": date(2027, 12, 31),
        "Ordning": 1,
        "God ekonomisk hushållning": True,
    }
    assert second == {"Id": 2, "Gäller från": "2024", "Ordning": 2.5, "God ekonomisk hushållning": "ja"}
    row = sheets.rows[-1]
    assert (row.number, row.origin) == (3, Origin("plan.xlsx", "KF-mål", "A3"))
    assert row.cells["Ordning"].origin == Origin("plan.xlsx", "KF-mål", "F3")
    assert sheets.typed
    assert sheets.remarks == ()
    assert sheets.headings["KF-mål"]["Ordning"] == "F"


def test_a_key_value_sheet_is_one_row_of_its_value_cells(tmp_path: Path) -> None:
    sheets = read_workbook(workbook(tmp_path / "plan.xlsx"))
    (row,) = (row for row in sheets.rows if row.sheet.name == "Kommun")
    assert {heading: (cell.value, cell.origin.cell) for heading, cell in row.cells.items()} == {
        "Namn": ("Lindvik", "B1"),
        "Kommunkod": ("9999", "B2"),
        "Budgetår": (2024, "B3"),
    }
    assert sheets.headings["Kommun"]["Budgetår"] == "B3"


def test_names_match_whatever_their_case_blanks_order_and_stars(tmp_path: Path) -> None:
    sheets = read_workbook(
        workbook(
            tmp_path / "plan.xlsx",
            {
                "kf mål": [["ORGAN", " titel", "id *"], ["KF", "Trygg uppväxt", "KF-1"]],
                "KOMMUN": [["budgetår *", 2024], ["namn:", "Lindvik"], ["Kommun-kod", "9999"]],
            },
        )
    )
    assert values(sheets, "KF-mål") == [{"Organ": "KF", "Mål": "Trygg uppväxt", "Id": "KF-1"}]
    assert sheets.rows[0].cells["Id"].origin == Origin("plan.xlsx", "kf mål", "C2")
    assert len(values(sheets, "Kommun")) == 1
    assert sheets.remarks == ()


def test_a_title_above_the_headings_is_put_up_with(tmp_path: Path) -> None:
    sheets = read_workbook(
        workbook(tmp_path / "p.xlsx", {**LEAST, "KF-mål": [["Våra mål 2024"], [], *GOALS]})
    )
    assert [row.number for row in sheets.rows if row.sheet.name == "KF-mål"] == [4]
    assert remarks(sheets) == [("L27", "KF-mål", "A1")]


def test_example_rows_and_special_sheets_are_passed_over(tmp_path: Path) -> None:
    sheets = read_workbook(
        workbook(
            tmp_path / "plan.xlsx",
            {
                "Fel": [["T01", "Allt är fel"]],
                "Läs mig": [["Text"], ["Mallversion", "1"]],
                **LEAST,
                "KF-mål": [
                    *GOALS,
                    ["Exempel: KF-9", "Ett mål", "KF"],
                    ["KF-2", "Exempel: är inget id", "KF"],
                ],
                "Listor": [["ord"]],
                "Tom flik": [],
            },
        )
    )
    assert [row["Id"] for row in values(sheets, "KF-mål")] == ["KF-1", "KF-2"]
    assert sheets.remarks == ()


def test_the_rest_is_read_as_it_stands(tmp_path: Path) -> None:
    sheets = read_workbook(
        workbook(
            tmp_path / "plan.xlsx",
            {
                **LEAST,
                "Övrigt": [
                    ["Sak", "Egenskap", "Värde", "Typ", "Språk"],
                    ["urn:s", "urn:p", " med blanksteg ", "", "sv"],
                    ["urn:s", "urn:p", 5, "urn:t", None],
                ],
            },
        )
    )
    assert sheets.rest == (
        RestTriple("urn:s", "urn:p", " med blanksteg ", "", "sv", Origin("plan.xlsx", "Övrigt", "A2")),
        RestTriple("urn:s", "urn:p", "5", "urn:t", "", Origin("plan.xlsx", "Övrigt", "A3")),
    )


def test_unknown_sheets_and_columns_are_remarked_on_with_the_nearest(tmp_path: Path) -> None:
    sheets = read_workbook(
        workbook(
            tmp_path / "plan.xlsx",
            {
                "Kommun": [*KOMMUN, ["Licenss", "x"], ["Namn", "igen"], ["", "lös"], ["Språk", "", "tredje"]],
                "KF-mål": [
                    ["Id", "Mål", "Organ", "Efekt", "Organ"],
                    ["KF-1", "Mål", "KF", "e", "KS", "utan"],
                ],
                "Nämndmåll": [["Id"]],
                "Semestrar": [["Egna"]],
            },
        )
    )
    assert remarks(sheets) == [
        ("L11", "Nämndmåll", "A1"),
        ("L11", "Semestrar", "A1"),
        ("L10", "Kommun", "A4"),
        ("L28", "Kommun", "A5"),
        ("L27", "Kommun", "B6"),
        ("L27", "Kommun", "C7"),
        ("L10", "KF-mål", "D1"),
        ("L28", "KF-mål", "E1"),
        ("L27", "KF-mål", "F2"),
    ]
    nearest = {
        remark.label: remark.values["nearest"] for remark in sheets.remarks if "nearest" in remark.values
    }
    assert nearest == {"Nämndmåll": "”Nämndmål”", "Semestrar": "", "Licenss": "”Licens”", "Efekt": "”Effekt”"}


def test_formulas_errors_and_percent(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    book, page = goals_sheet(path)
    page["D1"], page["E1"], page["F1"], page["G1"] = "Effekt", "Ordning", "Beskrivning", "Målområde"
    page["D2"], page["E2"], page["F2"], page["G2"] = "=A2", 0.125, "=1/0", '=IF(A2="";"";"")'
    page["E2"].number_format = "0.0 %"
    book.save(path)
    with_value(path, 2, "F2", "e", "#DIV/0!")
    with_value(path, 2, "G2", "str", "")
    sheets = read_workbook(path)
    assert remarks(sheets) == [("L07", "KF-mål", "D2"), ("L29", "KF-mål", "E2"), ("L20", "KF-mål", "F2")]
    assert [remark.label for remark in sheets.remarks] == ["KF-1"] * 3
    assert [remark.values.get("value") for remark in sheets.remarks] == [None, "12,5", "#DIV/0!"]
    assert values(sheets, "KF-mål")[0] == {
        "Id": "KF-1",
        "Mål": "Trygg uppväxt",
        "Organ": "KF",
        "Ordning": 12.5,
    }


def test_a_formula_with_a_value_is_its_value(tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", {**LEAST, "KF-mål": [GOALS[0], ["KF-1", "=A2", "KF"]]})
    with_value(path, 2, "B2", "str", "Trygg")
    sheets = read_workbook(path)
    assert values(sheets, "KF-mål")[0]["Mål"] == "Trygg"
    assert sheets.remarks == ()


def test_merged_and_hidden_cells_are_remarked_on_and_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    book, page = goals_sheet(path)
    for number in range(2, 7):
        page.append([f"KF-{number}", "Mål", "KF"])
    page.merge_cells("B6:C7")
    for number in (3, 4, 6, 50):
        page.row_dimensions[number].hidden = True
    page.column_dimensions["C"].hidden = True
    page.column_dimensions["Z"].hidden = True
    book["Kommun"].sheet_state = "hidden"
    book.save(path)
    sheets = read_workbook(path)
    assert [(remark.code, remark.origin.cell, remark.values["range"]) for remark in sheets.remarks] == [
        ("L09", "A1", "A1:B3"),
        ("L08", "B6", "B6:C7"),
        ("L09", "A3", "3:4"),
        ("L09", "A6", "6:6"),
        ("L09", "C1", "C:C"),
    ]
    assert len(values(sheets, "KF-mål")) == 6


@pytest.mark.parametrize("row", [3000, 1_048_576])
def test_a_cell_far_down_costs_nothing(tmp_path: Path, row: int) -> None:
    path = workbook(tmp_path / "plan.xlsx")
    in_sheet(path, 2, "</sheetData>", f'<row r="{row}"><c r="B{row}"><v>7</v></c></row></sheetData>')
    sheets = read_workbook(path)
    assert [(remark.code, remark.origin.cell) for remark in sheets.remarks] == [("L25", "A3")]
    assert sheets.remarks[0].values == {"count": str(row - 3)}
    assert sheets.rows[-1].cells["Mål"].origin.cell == f"B{row}"


def test_dates_are_told_by_their_format(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    book, page = goals_sheet(path)
    page.append(["KF-2", time(14, 30), 1])
    page.append(["KF-3", 45, 61])
    page["B4"].number_format, page["C4"].number_format = "d mmmm yyyy", "[$-41D]yyyy/mm/dd;@"
    page["C3"].number_format = '0 "dagar"'
    book.save(path)
    assert [(row["Mål"], row["Organ"]) for row in values(read_workbook(path), "KF-mål")[1:]] == [
        ("14:30", 1),
        (date(1900, 2, 14), date(1900, 3, 1)),
    ]


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    book, page = goals_sheet(tmp_path / "plan.xlsx")
    book.epoch = CALENDAR_MAC_1904
    page["B2"] = date(2024, 6, 19)
    book.save(tmp_path / "plan.xlsx")
    assert values(read_workbook(tmp_path / "plan.xlsx"), "KF-mål")[0]["Mål"] == date(2024, 6, 19)


def test_what_stands_in_odd_places(tmp_path: Path) -> None:
    """Blank headings, dates out of range, notes in columns that are not read, columns of others in Övrigt."""
    path = tmp_path / "plan.xlsx"
    book, page = goals_sheet(path)
    page["D1"], page["E1"], page["E2"], page["C2"] = " ", "Eget", "=A1", 1e12
    page["C2"].number_format = "yyyy-mm-dd"
    rest = book.create_sheet("Övrigt")
    for row in (["Sak", "Egenskap", "Värde", "Sak", "Eget"], ["a", "b", "c", "d", "e"], [" "]):
        rest.append(row)
    book.save(path)
    sheets = read_workbook(path)
    assert values(sheets, "KF-mål")[0]["Organ"] == 10**12
    assert [triple.texts for triple in sheets.rest] == [("a", "b", "c", "", "")]
    assert remarks(sheets) == [
        ("L28", "Övrigt", "D1"), ("L10", "Övrigt", "E1"), ("L10", "KF-mål", "E1"),
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["2", "å2", "a2"])
def test_an_address_that_is_none(tmp_path: Path, address: str) -> None:
    path = in_sheet(workbook(tmp_path / "plan.xlsx"), 2, '<c r="A2"', f'<c r="{address}"')
    with pytest.raises(UnusableInput) as caught:
        read_workbook(path)
    assert faults(caught.value) == [("E02", None, None)]


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "plan.xlsx",
        {
            "Komun": KOMMUN,
            "KF-mål": [["Mål", "Orgn"], ["Trygg", "KF"]],
            "Nämndmål": [["Id", "Mål", "Organ", "Bidar till"]],
            "Organ": [["Id", "Namn", "Typ"]],
            "organ ": [["Id", "Namn", "Typ"]],
            "Läs mig": [["Mallversion", 99]],
            "Övrigt": [["Sak", "Värde"], ["a", "b"]],
        },
    )
    with pytest.raises(UnusableInput) as caught:
        read_workbook(path)
    assert faults(caught.value) == [
        ("E26", "organ ", None),
        ("E17", "Läs mig", "B1"),
        ("E07", "Övrigt", "A1"),
        ("E06", None, None),
        ("E07", "KF-mål", "A1"),
        ("E07", "KF-mål", "A1"),
        ("E07", "Nämndmål", "A1"),
    ]
    sentences = caught.value.sentences("sv")
    assert "Menade du ”Komun”?" in sentences[3]
    assert "Menade du ”Orgn”?" in sentences[5]
    assert "Menade du ”Bidar till”?" in sentences[6]


def test_what_the_sheet_kommun_needs(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", {**LEAST, "Kommun": [["Namn", "Lindvik"], ["Budgetår", "=1"]]})
    with pytest.raises(UnusableInput) as caught:
        read_workbook(path)
    assert faults(caught.value) == [("E15", "Kommun", None), ("E15", "Kommun", "B2")]
