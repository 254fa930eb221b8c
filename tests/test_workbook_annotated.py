"""The user's own workbook back: findings in their cells and in the sheet Fel, all else as it was."""

import errno
import os
import warnings
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import DataBarRule
from openpyxl.styles import GradientFill, PatternFill

from graph.errors import CannotWrite, UnusableInput
from graph.sources.rows import CellValue, Value
from graph.sources.workbook import read_grids, read_workbook
from graph.sources.workbook_annotated import annotate_workbook, annotated
from graph.sources.workbook_template import write_workbook
from shapes.findings import Finding, Language, Origin, Severity, Text
from tests.source_files import LEAST, LEAST_TABLES, faults, in_sheet, remarks, with_value, workbook

GREEN = PatternFill("solid", fgColor="FF00FF00")
DROPDOWN = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
    '<x14:dataValidation type="list"><x14:formula1><xm:f>Kommun!$A$1:$A$3</xm:f></x14:formula1>'
    "<xm:sqref>C2</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
    '<ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}"/></extLst>'
)


def finding(
    rule: str, cell: str | None, severity: Severity = Severity.VIOLATION, sheet: str = "KF-mål"
) -> Finding:
    return Finding(
        rule=rule,
        shape=f"urn:{rule}",
        severity=severity,
        focus="urn:mål",
        label="Trygg uppväxt",
        body=None,
        path=None,
        value=None,
        message=Text(f"Fel {rule}.", f"Wrong {rule}."),
        remedy=Text("=Gör så.", "Do this."),
        basis=Text("Därför.", "Because."),
        origin=Origin("plan.xlsx", sheet, cell) if cell else None,
    )


def marked(source: Path, *findings: Finding, language: Language = "sv") -> tuple[Path, Workbook]:
    target = source.with_name(f"svar-{source.name}")
    annotate_workbook(source, target, findings, language)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return target, openpyxl.load_workbook(target, rich_text=True)


def read(path: Path) -> dict[str, list[dict[str, CellValue]]]:
    found: dict[str, list[dict[str, CellValue]]] = {}
    for row in read_workbook(path).rows:
        found.setdefault(row.sheet.name, []).append({key: cell.value for key, cell in row.cells.items()})
    return found


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    goal: dict[str, Value] = {
        "Id": "KF-1", "Mål": "=Trygg", "Organ": "KF", "Effekt": "a\r\nb_x0041_\x01",
        "Gäller från": date(2024, 1, 1),
    }  # fmt: skip
    write_workbook(path, {**LEAST_TABLES, "KF-mål": [goal]})
    return path


def test_cells_are_filled_by_the_gravest_and_commented(plan: Path) -> None:
    path, book = marked(
        plan,
        finding("T02", "B2", Severity.WARNING),
        finding("T01", "B2"),
        finding("T03", "C2", Severity.INFO),
        finding("T04", "B2", Severity.WARNING, "Kommun"),
    )
    page = book["KF-mål"]
    assert page["B2"].comment is not None
    assert (
        page["B2"].comment.text
        == "— Röda tråden —\nFel T01: Fel T01. =Gör så.\nVarning T02: Fel T02. =Gör så."
    )
    colours = [
        page["B2"].fill.fgColor.rgb,
        page["C2"].fill.fgColor.rgb,
        book["Kommun"]["B2"].fill.fgColor.rgb,
    ]
    assert len(set(colours)) == 3
    assert page["D2"].fill.fill_type is None
    assert read(path) == read(plan)
    assert remarks(read_workbook(path)) == remarks(read_workbook(plan))


def test_all_findings_are_listed_first(plan: Path) -> None:
    _, book = marked(
        plan, finding("T01", "B2"), finding("T02", None), finding("T03", "A1", sheet="Okänd"), language="en"
    )
    page = book["Fel"]
    assert book.sheetnames[0] == "Fel"
    assert book.active is page
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets].count(True) == 1
    rows = [[cell.value for cell in row[:8]] for row in page.iter_rows()]
    assert rows == [
        [
            "Rule",
            "Severity",
            "Sheet",
            "Cell",
            "Concerns",
            "What is wrong",
            "What to do",
            "Why the rule exists",
        ],
        ["T01", "Error", "KF-mål", "B2", "Trygg uppväxt", "Wrong T01.", "Do this.", "Because."],
        ["T02", "Error", None, None, "Trygg uppväxt", "Wrong T02.", "Do this.", "Because."],
        ["T03", "Error", "Okänd", "A1", "Trygg uppväxt", "Wrong T03.", "Do this.", "Because."],
    ]
    assert page["D2"].hyperlink.location == "'KF-mål'!B2"
    assert page["D4"].hyperlink is None
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["I"].hidden


def test_nothing_to_remark_on_is_said(plan: Path) -> None:
    _, book = marked(plan)
    assert book["Fel"]["A2"].value == "Inget att anmärka på."


def test_a_second_run_takes_away_the_first(plan: Path) -> None:
    book = openpyxl.load_workbook(plan)
    page = book["KF-mål"]
    page["B2"].fill, page["C2"].fill = GREEN, GradientFill(stop=("FF000000", "FFFFFFFF"))
    page["B2"].comment = Comment("Min egen anteckning", "Någon")
    book.save(plan)
    first, _ = marked(
        plan, finding("T01", "B2"), finding("T02", "C2"), finding("T03", "D2"), finding("T04", "A1")
    )
    second, book = marked(first, finding("T05", "B2", Severity.INFO))
    page = book["KF-mål"]
    assert (
        page["B2"].comment.text == "Min egen anteckning\n\n— Röda tråden —\nUpplysning T05: Fel T05. =Gör så."
    )
    assert page["B2"].comment.author == "Någon"
    assert page["C2"].fill.fill_type == "linear"
    assert page["D2"].fill.fill_type is None
    assert page["D2"].comment is None
    assert page["A1"].comment.text.startswith("Radens beteckning.")
    assert "T04" not in page["A1"].comment.text
    third, book = marked(second)
    assert book["KF-mål"]["B2"].fill.fgColor.rgb == "FF00FF00"
    assert book["KF-mål"]["B2"].comment.text == "Min egen anteckning"
    assert [name for name in book.sheetnames if name.startswith("Fel")] == ["Fel"]
    assert read(third) == read(plan)


def test_a_memory_of_fills_that_was_tampered_with_is_let_be(plan: Path) -> None:
    path, book = marked(plan, finding("T01", "A1"))
    for number, text in enumerate(("<x", "<fill/>", '<fill><a b="1"/></fill>'), 2):
        book["Fel"].cell(number, 3, "KF-mål")
        book["Fel"].cell(number, 4, "A1")
        book["Fel"].cell(number, 9, text)
        book.save(path)
        _, again = marked(path)
        assert again["KF-mål"]["A1"].fill.fill_type is None


def test_a_cell_with_very_many_findings(plan: Path) -> None:
    _, book = marked(plan, *(finding(f"T{number}", "B2") for number in range(20)))
    assert book["KF-mål"]["B2"].comment.text.endswith("… och 12 till, se fliken Fel")


def test_a_merged_cell_is_marked_at_its_first(plan: Path) -> None:
    book = openpyxl.load_workbook(plan)
    book["KF-mål"].merge_cells("B2:C3")
    book.save(plan)
    _, book = marked(plan, finding("T01", "C3"), finding("T02", "12"), finding("T03", "hela fliken"))
    assert book["KF-mål"]["B2"].comment.text.endswith("Fel T01. =Gör så.")


def test_formulas_keep_their_values(tmp_path: Path) -> None:
    cells = ["=A1", '="a"&"<"', "=1=1", "=1/0", "=NOW()"]
    path = workbook(
        tmp_path / "plan.xlsx", {**LEAST, "KF-mål": [["Id", "Mål", "Organ", "Effekt", "Ordning"], cells]}
    )
    for place, kind, value in (
        ("A2", "n", "1.5"),
        ("B2", "str", "a&lt;"),
        ("C2", "b", "1"),
        ("D2", "e", "#DIV/0!"),
    ):
        with_value(path, 2, place, kind, value)
    target, book = marked(path, finding("T01", "A2"))
    assert [cell.value for cell in book["KF-mål"][2]] == cells
    by_title = {grid.title: grid for grid in read_grids(target)}
    assert by_title["KF-mål"].rows[2] == {1: 1.5, 2: "a<", 3: True}
    assert remarks(read_workbook(target)) == remarks(read_workbook(path)) != []


def test_newer_parts_of_a_sheet_are_put_back(tmp_path: Path) -> None:
    path = in_sheet(workbook(tmp_path / "plan.xlsx"), 2, "</worksheet>", DROPDOWN + "</worksheet>")
    target, _ = marked(path, finding("T01", "B2"))
    with zipfile.ZipFile(target) as archive:
        xml = archive.read("xl/worksheets/sheet3.xml").decode()
    assert xml.count("<extLst>") == 1
    assert "<xm:f>Kommun!$A$1:$A$3</xm:f>" in xml
    assert "A8765BA9" not in xml
    assert xml.rindex("legacyDrawing") < xml.index("<extLst>")
    assert read(target) == read(path)


def test_a_prefix_that_the_root_declares_goes_along(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx")
    space = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    in_sheet(path, 2, "</worksheet>", DROPDOWN.replace(f" {space}", "").replace(space, "") + "</worksheet>")
    in_sheet(path, 2, "<worksheet ", f"<worksheet {space} ")
    target, _ = marked(path, finding("T01", "B2"))
    assert read(target) == read(path)


def test_dropdowns_rich_text_and_bars_stay(plan: Path) -> None:
    book = openpyxl.load_workbook(plan)
    page = book["KF-mål"]
    bars = DataBarRule("num", 0, "num", 9, color="FF0000FF")  # type: ignore[no-untyped-call]
    page["B2"] = CellRichText("Trygg ", TextBlock(InlineFont(b=True), "uppväxt"))
    page.conditional_formatting.add("W2:W9", bars)
    book.save(plan)
    target, again = marked(plan, finding("T01", "A2"))
    rich = again["KF-mål"]["B2"].value
    assert isinstance(rich, CellRichText)
    assert str(rich) == "Trygg uppväxt"
    validations = [
        [v.formula1 for v in each["KF-mål"].data_validations.dataValidation] for each in (book, again)
    ]
    assert validations[0] == validations[1] != []
    assert again.defined_names.keys() == book.defined_names.keys()
    assert again["KF-mål"].column_dimensions["B"].width == page.column_dimensions["B"].width
    assert len(again["KF-mål"].conditional_formatting) == 1
    assert read(target) == read(plan)


def test_very_many_empty_rows_do_not_matter(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx")
    rows = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(3, 200_000))
    last = '<row r="1048576"><c r="B1048576"><v>1</v></c></row>'
    in_sheet(path, 2, "</sheetData>", f"{rows}{last}</sheetData>")
    target, book = marked(path, finding("T01", "B1048576"))
    assert book["KF-mål"]["B1048576"].comment is not None
    assert read(target) == read(path)


def test_what_cannot_be_annotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.xlsx").write_bytes(b"")
    with pytest.raises(UnusableInput) as unusable:
        annotated(tmp_path / "plan.xlsx", [], "sv")
    assert faults(unusable.value) == [("E03", None, None)]
    path = workbook(tmp_path / "hel.xlsx")
    with pytest.raises(CannotWrite):
        annotate_workbook(path, tmp_path / "ingen" / "svar.xlsx", [], "sv")

    def broken(*_: object, **__: object) -> Workbook:
        raise KeyError("xl/styles.xml")

    monkeypatch.setattr(openpyxl, "load_workbook", broken)
    with pytest.raises(CannotWrite) as caught:
        annotated(path, [], "sv")
    assert "inte går att skriva tillbaka" in caught.value.sentences("sv")[0]


def test_a_full_disk_leaves_the_old_file(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plan.read_bytes()

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CannotWrite) as caught:
        annotate_workbook(plan, plan, [], "sv")
    assert "plats på disken" in caught.value.sentences("sv")[0]
    assert plan.read_bytes() == before
    assert [file.name for file in plan.parent.iterdir()] == [plan.name]
