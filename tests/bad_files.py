"""Makers of files that cannot be used, each with the faults that it must get."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest

from graph.sources import guards
from tests.source_files import LEAST, csv_folder, in_sheet, workbook

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


@bad("E11")
def plan_without_an_iri(folder: Path) -> Path:
    return holding(folder / "plan.ttl", PREFIXES + "[] a rt:Plan .")


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
