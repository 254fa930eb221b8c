"""What bad input gets: for each file that cannot be used one code, a place, a sentence, never a traceback."""

import errno
import io
import os
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import msoffcrypto.format.ooxml
import pytest

from graph.errors import UnusableInput
from graph.sources import guards, workbook_cells
from graph.sources.formats import read_source
from graph.sources.workbook import read_grids, read_workbook
from tests.source_files import KOMMUN, LEAST, csv_folder, faults, in_sheet, patched, remarks, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
PREFIXES = "@prefix rt: <https://w3id.org/rodatraden/ns#> .\n"

Make = Callable[[Path], Path]
made: dict[str, tuple[Make, list[tuple[str, str | None, str | None]]]] = {}


def bad(*codes: str | tuple[str, str | None, str | None]) -> Callable[[Make], Make]:
    """Register a maker of a bad file with the faults that it must get."""

    def register(make: Make) -> Make:
        made[make.__name__] = (
            make,
            [(code, None, None) if isinstance(code, str) else code for code in codes],
        )
        return make

    return register


def holding(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@bad("E01")
def no_such_file(folder: Path) -> Path:
    workbook(folder / "plan-2024.xlsx")
    return folder / "plan-2023.xlsx"


@bad("E01")
def no_such_folder(folder: Path) -> Path:
    return folder / "ingen" / "plan.xlsx"


@bad("E01")
def no_name_at_all(folder: Path) -> Path:
    return folder / "a\0b.xlsx"


@bad("E02")
def not_a_workbook(folder: Path) -> Path:
    return holding(folder / "plan.xlsx", "<html>En tabell</html>")


@bad("E02")
def zip_of_something_else(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "plan.xlsx", "w") as archive:
        archive.writestr("bild.txt", "hej")
    return folder / "plan.xlsx"


@bad("E02")
def broken_off_zip(folder: Path) -> Path:
    whole = workbook(folder / "hel.xlsx").read_bytes()
    return holding(folder / "plan.xlsx", whole[: len(whole) // 2])


@bad("E02")
def damaged_zip(folder: Path) -> Path:
    content = bytearray(workbook(folder / "plan.xlsx").read_bytes())
    start = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    content[start : start + 40] = bytes(40)
    return holding(folder / "plan.xlsx", bytes(content))


@bad("E02")
def nothing_but_the_end_of_a_zip(folder: Path) -> Path:
    return holding(folder / "plan.xlsx", b"PK\x05\x06" + bytes(10))


@bad("E02")
def broken_xml(folder: Path) -> Path:
    return in_sheet(workbook(folder / "plan.xlsx"), 1, "</row>", "")


@bad("E02")
def text_that_is_not_there(folder: Path) -> Path:
    return in_sheet(workbook(folder / "plan.xlsx"), 1, "</sheetData>", '<c t="s"><v>9</v></c></sheetData>')


@bad("E02")
def no_list_of_sheets(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "plan.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return folder / "plan.xlsx"


@bad("E02")
def entities_in_a_workbook(folder: Path) -> Path:
    return in_sheet(workbook(folder / "plan.xlsx"), 1, "<worksheet", f"{BOMB}<worksheet")


@bad("E02")
def the_same_part_twice(folder: Path) -> Path:
    path = workbook(folder / "plan.xlsx")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return path


@bad("E03")
def empty_workbook_file(folder: Path) -> Path:
    return holding(folder / "plan.xlsx", b"")


@bad("E03")
def workbook_without_rows(folder: Path) -> Path:
    return workbook(folder / "plan.xlsx", {"Blad1": [], "Blad2": []})


@bad("E03")
def empty_turtle(folder: Path) -> Path:
    return holding(folder / "plan.ttl", " \n")


@bad("E04")
def password_protected(folder: Path) -> Path:
    plain = io.BytesIO(workbook(folder / "öppen.xlsx").read_bytes())
    with (folder / "plan.xlsx").open("wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("hemligt", target)
    return folder / "plan.xlsx"


@bad("E05")
def zip_bomb(folder: Path) -> Path:
    path = workbook(folder / "plan.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(20 << 20))
    return path


@bad("E05")
def zip_bomb_by_its_own_word(folder: Path) -> Path:
    """A part that claims to hold 4 GB."""
    content = bytearray(workbook(folder / "plan.xlsx").read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 0xFFFFFFF0)
    return holding(folder / "plan.xlsx", bytes(content))


@bad("E02")
def part_that_holds_more_than_it_claims(folder: Path) -> Path:
    path = workbook(folder / "plan.xlsx")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        place = names.index("xl/worksheets/sheet1.xml")
    content = bytearray(path.read_bytes())
    entry = -1
    for _ in range(place + 1):
        entry = content.index(b"PK\x01\x02", entry + 1)
    content[entry + 24 : entry + 28] = struct.pack("<I", 100)
    return holding(path, bytes(content))


@bad("E05")
def too_many_parts(folder: Path) -> Path:
    path = workbook(folder / "plan.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(guards.MOST_PARTS):
            archive.writestr(f"x/{number}", b"")
    return path


@bad("E06", "E06")
def other_sheets(folder: Path) -> Path:
    return workbook(folder / "plan.xlsx", {"Blad1": [["Budget", 2024]]})


@bad(("E07", "KF-mål", "A1"))
def missing_heading(folder: Path) -> Path:
    return workbook(folder / "plan.xlsx", {**LEAST, "KF-mål": [["Id", "Mål"], ["KF-1", "Trygg"]]})


@bad("E08")
def syntax_error_in_turtle(folder: Path) -> Path:
    return holding(folder / "plan.ttl", PREFIXES + "<urn:a> a rt:Plan ;;\n fel:x 1 .")


@bad("E08")
def syntax_error_in_json(folder: Path) -> Path:
    return holding(folder / "plan.jsonld", '{"@graph": [}')


@bad("E08")
def syntax_error_in_xml(folder: Path) -> Path:
    return holding(folder / "plan.rdf", "<rdf:RDF>")


@bad("E08")
def statement_about_a_statement(folder: Path) -> Path:
    return holding(
        folder / "plan.ttl", PREFIXES + "<urn:a> a rt:Plan ; rt:x <<( <urn:a> <urn:b> <urn:c> )>> ."
    )


@bad("E09")
def context_on_the_web(folder: Path) -> Path:
    return holding(folder / "plan.jsonld", '{"@context": "https://exempel.se/c", "@id": "urn:a", "b": 1}')


@bad("E09")
def context_in_a_list(folder: Path) -> Path:
    return holding(
        folder / "plan.json",
        '[{"@context": [{"a": "urn:a"}, "https://exempel.se/c"], "@id": "urn:a", "a": 1}]',
    )


@bad("E09")
def imported_context(folder: Path) -> Path:
    return holding(
        folder / "plan.jsonld", '{"@context": {"@import": "https://exempel.se/c"}, "@id": "urn:a", "b": 1}'
    )


@bad("E09")
def context_inside(folder: Path) -> Path:
    return holding(
        folder / "plan.jsonld",
        '{"@id": "urn:a", "urn:p": {"@context": "https://exempel.se/c", "@id": "urn:b", "c": "d"}}',
    )


@bad("E10")
def entities_in_rdf_xml(folder: Path) -> Path:
    return holding(folder / "plan.rdf", f'<?xml version="1.0"?>{BOMB}<x>&b;</x>')


@bad("E10")
def entity_that_names_a_file(folder: Path) -> Path:
    return holding(folder / "plan.xml", '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>')


@bad("E11")
def no_plan(folder: Path) -> Path:
    return holding(folder / "plan.ttl", PREFIXES + "<urn:a> a rt:CouncilGoal .")


@bad("E12")
def several_plans(folder: Path) -> Path:
    return holding(folder / "plan.ttl", PREFIXES + "<urn:a> a rt:Plan . <urn:b> a rt:Plan .")


@bad("E13")
def unknown_format(folder: Path) -> Path:
    return holding(folder / "plan.docx", b"PK")


@bad("E13")
def one_csv_file(folder: Path) -> Path:
    return holding(folder / "KF-mål.csv", "Id;Mål;Organ")


@bad("E13")
def no_suffix(folder: Path) -> Path:
    return holding(folder / "plan", "Id")


@bad("E14")
def folder_by_the_name_of_a_file(folder: Path) -> Path:
    (folder / "plan.ttl").mkdir()
    return folder / "plan.ttl"


@bad("E14")
def folder_without_sheets(folder: Path) -> Path:
    return csv_folder(folder / "plan", {"annat.csv": "a;b", "läsmig.txt": "hej"})


@bad(("E15", "Kommun", "B2"), ("E15", "Kommun", None))
def kommun_not_filled_in(folder: Path) -> Path:
    return workbook(folder / "plan.xlsx", {**LEAST, "Kommun": [["Namn", "Lindvik"], ["Kommunkod", " "]]})


@bad("E16", "E16")
def csv_that_is_no_text(folder: Path) -> Path:
    files = {"Kommun.csv": b"Namn;\x81\x8d", "KF-mål.csv": b"\xff\xfea\0b", "annat.csv": b"\x81"}
    return csv_folder(folder / "plan", files)


@bad("E16")
def turtle_that_is_not_utf8(folder: Path) -> Path:
    return holding(folder / "plan.ttl", "<urn:a> <urn:p> 'mål' .".encode("cp1252"))


@bad(("E17", "Läs mig", "B1"))
def newer_template(folder: Path) -> Path:
    return workbook(folder / "plan.xlsx", {"Läs mig": [["Mallversion", "2"]], **LEAST})


@bad("E18")
def old_excel(folder: Path) -> Path:
    return holding(folder / "plan.xls", OLE + bytes(600) + "Workbook".encode("utf-16-le"))


@bad("E18")
def old_excel_by_another_name(folder: Path) -> Path:
    return holding(folder / "plan.xlsx", OLE + bytes(600))


@bad("E18")
def open_document(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "plan.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return folder / "plan.ods"


@bad("E18")
def binary_workbook(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "plan.xlsb", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", b"")
    return folder / "plan.xlsb"


@bad(("E26", "KF mål", None))
def one_sheet_twice(folder: Path) -> Path:
    return workbook(folder / "plan.xlsx", {**LEAST, "KF mål": [["Id"]]})


@bad(("E27", None, None))
def quotation_mark_that_never_ends(folder: Path) -> Path:
    files = {
        "Kommun.csv": "Namn;Lindvik\nKommunkod;9999\nBudgetår;2024",
        "KF-mål.csv": 'Id;Mål;Organ\nKF-1;"Trygg;KF',
    }
    return csv_folder(folder / "plan", files)


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
    (sentence,) = fault_of(no_such_file(tmp_path)).sentences("sv")
    assert "Menade du ”plan-2024.xlsx”?" in sentence


@pytest.mark.parametrize(
    ("make", "line", "column"),
    [
        (syntax_error_in_turtle, 3, 2),
        (syntax_error_in_json, 1, 13),
        (syntax_error_in_xml, 1, 10),
        (quotation_mark_that_never_ends, 2, None),
    ],
)
def test_a_syntax_error_has_line_and_column(
    make: Make, line: int, column: int | None, tmp_path: Path
) -> None:
    (fault,) = fault_of(make(tmp_path)).faults
    assert (fault.line, fault.column) == (line, column)
    assert f"rad {line}" in fault.sentence("sv")


@pytest.mark.parametrize("make", [context_on_the_web, context_in_a_list, imported_context, context_inside])
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
    assert KOMMUN[0][1] == "Lindvik"
