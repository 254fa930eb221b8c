"""What bad input gets: for each file that cannot be used one code, a place, a sentence, never a traceback."""

import errno
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from graph.errors import UnusableInput
from graph.sources import guards, workbook_cells
from graph.sources.formats import read_source
from graph.sources.workbook import read_grids, read_workbook
from tests import bad_files
from tests.bad_files import PREFIXES, Make, holding, made
from tests.source_files import LEAST, csv_folder, faults, in_sheet, patched, remarks, workbook


@pytest.mark.parametrize("name", sorted(made))
def test_bad_input_gets_its_code_and_place(name: str, tmp_path: Path) -> None:
    make, expected = made[name]
    path = make(tmp_path)
    with pytest.raises(UnusableInput) as caught:
        read_source(path)
    assert faults(caught.value) == expected
    assert all(fault.file for fault in caught.value.faults)


def test_every_code_for_reading_is_met_here() -> None:
    """The other E codes: the builder (E19), the writers (E20), the commands (E21-E24), E25 below."""
    met = {code for _, expected in made.values() for code, _, _ in expected}
    elsewhere = {"E19", "E20", "E21", "E22", "E23", "E24", "E25"}
    assert met == {f"E{number:02d}" for number in range(1, 28)} - elsewhere


def fault_of(path: Path) -> UnusableInput:
    with pytest.raises(UnusableInput) as caught:
        read_source(path)
    return caught.value


def test_a_missing_file_names_its_neighbours(tmp_path: Path) -> None:
    (sentence,) = fault_of(bad_files.no_such_file(tmp_path)).sentences("sv")
    assert "Menade du ”plan-2024.xlsx”?" in sentence


@pytest.mark.parametrize(
    ("make", "line", "column"),
    [
        (bad_files.syntax_error_in_turtle, 3, 2),
        (bad_files.syntax_error_in_json, 1, 13),
        (bad_files.syntax_error_in_xml, 1, 10),
        (bad_files.quotation_mark_that_never_ends, 2, None),
    ],
)
def test_a_syntax_error_has_line_and_column(
    make: Make, line: int, column: int | None, tmp_path: Path
) -> None:
    (fault,) = fault_of(make(tmp_path)).faults
    assert (fault.line, fault.column) == (line, column)
    assert f"rad {line}" in fault.sentence("sv")


@pytest.mark.parametrize(
    "make",
    [
        bad_files.context_on_the_web,
        bad_files.context_in_a_list,
        bad_files.imported_context,
        bad_files.context_inside,
    ],
)
def test_a_context_on_the_web_is_named(make: Make, tmp_path: Path) -> None:
    (fault,) = fault_of(make(tmp_path)).faults
    assert fault.values == {"url": "https://exempel.se/c"}


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "plan.xlsx")
    for limit in ("LARGEST_FILE", "LARGEST_UNPACKED", "LARGEST_PART"):
        with monkeypatch.context() as patch:
            patch.setattr(guards, limit, 1000)
            assert faults(fault_of(path)) == [("E05", None, None)]
    turtle = holding(tmp_path / "plan.ttl", "# " * 100)
    with pytest.raises(UnusableInput) as caught:
        guards.read_bytes(turtle, largest=100)
    assert faults(caught.value) == [("E05", None, None)]


@pytest.mark.parametrize("suffix", ["xlsx", "ttl"])
def test_a_file_that_may_not_be_read(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / f"plan.{suffix}")

    opened = Path.open

    def refuse(self: Path, mode: str = "r") -> IO[Any]:
        if self == path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return opened(self, mode)

    monkeypatch.setattr(Path, "open", refuse)
    error = fault_of(path)
    assert faults(error) == [("E25", None, None)]
    assert "behörighet saknas" in error.sentences("sv")[0]
    assert "permission is lacking" in error.sentences("en")[0]


@pytest.mark.parametrize("read", [read_workbook, guards.read_bytes])
def test_a_folder_in_the_place_of_a_file(read: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(UnusableInput) as caught:
        read(tmp_path)
    assert faults(caught.value) == [("E25", None, None)]
    assert "det är en mapp" in caught.value.sentences("sv")[0]


def test_an_error_without_words_of_ours_has_the_systems(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput) as caught, guards.opening(tmp_path):
        raise OSError(errno.ELOOP, "Too many links")
    assert "Too many links" in caught.value.sentences("sv")[0]


def test_a_million_empty_rows_are_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx")
    cells = "".join(f'<c r="{letter}%d" s="1"/>' for letter in "AB")
    row = f'<row r="%d" spans="1:2" s="1" customFormat="1">{cells}</row>'
    rows = "".join(row % ((number,) * 3) for number in range(3, 1_048_577))
    in_sheet(path, 2, "</sheetData>", rows + "</sheetData>")
    sheets = read_workbook(path)
    assert len(sheets.rows) == 2
    assert remarks(sheets) == [("L25", "KF-mål", "A3")]
    assert sheets.remarks[0].values == {"count": "1048574"}


def test_values_between_very_many_empty_rows_are_found(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx")
    filled = {200_000: "Trygg", 700_000: "Säker"}
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" s="1"/>'
        + (f'<c r="B{number}" t="inlineStr"><is><t>{filled[number]}</t></is></c>' if number in filled else "")
        + "</row>"
        for number in range(3, 900_000)
    )
    in_sheet(path, 2, "</sheetData>", rows + "</sheetData>")
    sheets = read_workbook(path)
    assert [row.number for row in sheets.rows if row.sheet.name == "KF-mål"] == [2, 200_000, 700_000]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_large_sheet_of_one_row_or_other_prefixes(
    tmp_path: Path, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the shortcut for empty rows cannot cut is read as it is."""
    monkeypatch.setattr(workbook_cells, "LARGE_SHEET", 1000)
    monkeypatch.setattr(workbook_cells, "_LONGEST_ROW", 1_500_000)
    path = workbook(tmp_path / "plan.xlsx")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    space = f' xmlns:x="{main}"' if prefix else f' xmlns="{main}"'
    text = random.Random(1).randbytes(2_000_000).hex()  # noqa: S311 - no secret
    cells = (
        f'<c r="A1" t="inlineStr"><is><t>Id</t></is></c><c r="B1" t="inlineStr"><is><t>{text}</t></is></c>'
    )
    xml = f'<worksheet{space}><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    for tag in ("worksheet", "sheetData", "row", "c ", "c>", "is", "t>"):
        xml = xml.replace(f"<{tag}", f"<{prefix}{tag}").replace(f"</{tag}", f"</{prefix}{tag}")
    patched(path, "xl/worksheets/sheet2.xml", lambda _: xml)
    assert read_grids(path)[1].rows == {1: {1: "Id", 2: text}}


def test_faults_of_all_csv_files_are_told_at_once(tmp_path: Path) -> None:
    path = csv_folder(
        tmp_path / "plan",
        {
            "Kommun.csv": "Namn;Lindvik",
            "Kf mål.csv": "Id;Mål\nKF-1;Trygg",
            "KF-mål.csv": "",
            "Organ.csv": "Id;Namn\nKF;Fullmäktige",
        },
    )
    assert faults(fault_of(path)) == [
        ("E26", "KF-mål", None),
        ("E07", "KF-mål", "A1"),
        ("E07", "KF-mål", "A1"),
        ("E07", "KF-mål", "A1"),
        ("E15", "Kommun", None),
        ("E15", "Kommun", None),
        ("E07", "Organ", "A1"),
    ]


def test_key_values_are_unread_only_where_they_are_needed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", {**LEAST, "Styrmodell": [["Minsta antal KF-mål", "=1"]]})
    assert remarks(read_workbook(path)) == [("L07", "Styrmodell", "B1")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<urn:a> x:b 1 .", "prefixet ”x” är inte deklarerat"),
        ("<urn:a> <urn:b> 'c", "filen tar slut"),
        ("<urn:a> <urn:b> 'c' <urn:d>", "en punkt saknas"),
        ("<urn:a> <urn:b> <c> .", "en IRI är inte fullständig"),
        ("<urn:a> <urn:b> <urn:c d> .", "en IRI innehåller ett tecken"),
        ("<urn:a> <urn:b> .", "”.” kan inte stå här"),
        ("@prefix a <urn:a> .", "tolken säger ”The PREFIX keyword"),
    ],
)
def test_common_faults_of_syntax_are_told_in_swedish(text: str, reason: str, tmp_path: Path) -> None:
    (sentence,) = fault_of(holding(tmp_path / "plan.ttl", text)).sentences("sv")
    assert reason in sentence
    (sentence,) = fault_of(holding(tmp_path / "plan.ttl", PREFIXES + text)).sentences("en")
    assert "rad 2" not in sentence
    assert "line 2" in sentence
