"""The parts of a workbook's file: number formats, coded signs, other writings, and what other readers see."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from graph.sources.workbook import read_grids, read_workbook
from graph.sources.workbook_parts import Look, look_of, unescaped
from tests.source_files import KOMMUN, patched, values, workbook


@pytest.mark.parametrize(
    ("number_format", "look"),
    [
        ("General", None),
        ("0.00", None),
        ('# ##0 "dagar"', None),
        ("[Red]0", None),
        ("[h]:mm:ss", None),
        ("hh:mm", Look.TIME),
        ("mm:ss", Look.TIME),
        ("mmm", Look.DATE),
        (r"yyyy\-mm\-dd;@", Look.DATE),
        ("0.0 %", Look.PERCENT),
    ],
)
def test_a_number_format_says_what_a_number_is(number_format: str, look: Look | None) -> None:
    assert look_of(number_format) is look


def test_codes_for_signs_that_xml_cannot_hold() -> None:
    assert unescaped("a_x000D_b_x005F_x0041_") == "a\rb_x0041_"
    assert unescaped("_xD83D__xDE00_") == "\N{GRINNING FACE}"
    assert unescaped("x_x_y") == "x_x_y"


def test_other_writings_of_the_standard_are_read(tmp_path: Path) -> None:
    """Prefixed elements, shared and inline texts with runs, places left out, dates and booleans as such."""
    path = workbook(tmp_path / "plan.xlsx")
    rows = (
        '<x:row><x:c t="inlineStr"><x:is><x:t>Id</x:t></x:is></x:c>'
        '<x:c t="inlineStr"><x:is><x:r><x:t>Må</x:t></x:r>'
        "<x:r><x:t>l</x:t></x:r><x:rPh><x:t>aid</x:t></x:rPh></x:is></x:c>"
        '<x:c t="inlineStr"><x:is><x:t>Organ</x:t></x:is></x:c></x:row>'
        '<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="d"><x:v>2024-06-19T00:00:00</x:v></x:c>'
        '<x:c t="b"><x:v>1</x:v></x:c></x:row>'
        '<x:row><x:c t="n"><x:v>1e3</x:v></x:c><x:c t="d"><x:v>i våras</x:v></x:c>'
        "<x:c><x:v>x1</x:v></x:c></x:row>"
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    patched(
        path,
        "xl/worksheets/sheet2.xml",
        lambda _: f'<x:worksheet xmlns:x="{main}"><x:sheetData>{rows}</x:sheetData></x:worksheet>',
    )
    shared = f'<sst xmlns="{main}"><si><r><t>KF</t></r><r><t>-1</t></r><rPh><t>aid</t></rPh></si></sst>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="texts" Type="{kind}" Target="/xl/SharedStrings.xml"/></Relationships>'
    patched(path, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace("</Relationships>", relation))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", shared)
    assert values(read_workbook(path), "KF-mål") == [
        {"Id": "KF-1", "Mål": date(2024, 6, 19), "Organ": True},
        {"Id": 1000, "Mål": "i våras", "Organ": "x1"},
    ]


def test_a_chart_sheet_is_no_sheet(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook(tmp_path / "plan.xlsx"))
    book.create_chartsheet("Diagram")
    book.save(tmp_path / "plan.xlsx")
    assert read_workbook(tmp_path / "plan.xlsx").remarks == ()


def test_calamine_and_openpyxl_see_the_same_values(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    rows = [["Id", "Mål", "Organ"]] + [
        [f"KF-{n}", f"Mål {n} å ä ö <&> \n rad", n / 8 if n % 2 else date(2024, 1, 1 + n % 28)]
        for n in range(60)
    ]
    workbook(path, {"Kommun": KOMMUN, "KF-mål": rows})
    (grid,) = (grid for grid in read_grids(path) if grid.title == "KF-mål")
    ours = [[grid.rows[row].get(column) for column in (1, 2, 3)] for row in sorted(grid.rows)]
    calamine = CalamineWorkbook.from_path(path).get_sheet_by_name("KF-mål").to_python()
    assert ours == calamine
    page = openpyxl.load_workbook(path)["KF-mål"]
    theirs = [
        [value.date() if isinstance(value, datetime) else value for value in row]
        for row in page.iter_rows(values_only=True)
    ]
    assert ours == theirs
