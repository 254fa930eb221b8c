"""The workbook report: the user's own workbook, or the CSV folder's cells as one, with the findings in it."""

import io
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from graph.errors import CannotWrite, UnusableInput
from graph.export.plan import write_plan
from graph.intake import check, take_in
from graph.report.formats import render
from graph.report.options import Options
from graph.sources.workbook_mirrored import mirror_csv_folder
from graph.verdict import Verdict
from shapes.findings import Language

EXAMPLES = Path(__file__).parent.parent / "examples"
VAGGERYD = EXAMPLES / "vaggeryd-2020"
TODAY = date(2020, 3, 1)


def verdict_on(path: Path) -> Verdict:
    return check(take_in(path), today=TODAY)


def report(verdict: Verdict, language: Language = "sv") -> Workbook:
    content = render(verdict, "xlsx", Options(language=language, source=Path(verdict.source.path)))
    assert isinstance(content, bytes)
    return openpyxl.load_workbook(io.BytesIO(content))


def listed(book: Workbook) -> list[tuple[object, ...]]:
    """Rule, sheet and cell of each line in the sheet Fel."""
    return [(row[0], row[2], row[3]) for row in book["Fel"].iter_rows(min_row=2, values_only=True)]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "vaggeryd.xlsx"
    intake = take_in(VAGGERYD)
    write_plan(intake.graph, intake.iri, path)
    return path


def test_a_workbook_comes_back_with_its_findings(workbook: Path) -> None:
    before = workbook.read_bytes()
    verdict = verdict_on(workbook)
    book = report(verdict)
    assert listed(book) == [(f.rule, f.origin.sheet, f.origin.cell) for f in verdict.findings if f.origin]
    marked = next(finding for finding in verdict.findings if finding.origin)
    assert marked.origin is not None
    cell = book[marked.origin.sheet][marked.origin.cell]
    assert cell.comment is not None
    assert marked.message.sv in cell.comment.text
    assert workbook.read_bytes() == before


def test_the_source_may_lie_elsewhere_than_when_it_was_checked(workbook: Path, tmp_path: Path) -> None:
    verdict = replace(verdict_on(workbook), source=replace(verdict_on(workbook).source, path="upload.xlsx"))
    copy = tmp_path / "copy.xlsx"
    shutil.copy(workbook, copy)
    content = render(verdict, "xlsx", Options(language="en", source=copy))
    assert isinstance(content, bytes)
    page = openpyxl.load_workbook(io.BytesIO(content))["Fel"]
    assert page["A1"].value == "Rule"


def test_a_csv_folder_becomes_a_workbook_with_the_same_cells() -> None:
    verdict = verdict_on(VAGGERYD)
    book = report(verdict)
    assert {path.stem for path in VAGGERYD.glob("*.csv")} == set(book.sheetnames) - {"Fel"}
    assert listed(book) == [(f.rule, f.origin.sheet, f.origin.cell) for f in verdict.findings if f.origin]


@pytest.mark.parametrize("example", sorted(path.parent.name for path in EXAMPLES.glob("*/Kommun.csv")))
def test_the_mirrored_workbook_gets_the_same_verdict(example: str, tmp_path: Path) -> None:
    mirror = tmp_path / "mirror.xlsx"
    mirror_csv_folder(EXAMPLES / example, mirror)

    def found(path: Path) -> list[tuple[str, str, str, str]]:
        return [
            (f.rule, f.message.sv, f.origin.sheet if f.origin else "", f.origin.cell if f.origin else "")
            for f in verdict_on(path).findings
        ]

    assert found(mirror) == found(EXAMPLES / example)


def test_faults_in_a_csv_folder_are_in_the_mirror_too(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(VAGGERYD, folder)
    rows = (
        "Id;Indikator;Enhet;Basvärde;Basår",
        'I-1;"=SUMMA(A1)";procent;87,5;2019',
        'I-2;"rad\nrad";#REF!;många;10 %',
    )
    (folder / "Indikatorer.csv").write_text("\n".join(rows), encoding="utf-8")
    (folder / "Egna anteckningar.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    (folder / "En anteckning vars namn är för långt för en flik.csv").write_text("a", encoding="utf-8")
    (folder / "Trasig.csv").write_text('a;"b', encoding="utf-8")
    mirror = tmp_path / "mirror.xlsx"
    mirror_csv_folder(folder, mirror)
    book = openpyxl.load_workbook(mirror)
    page = book["Indikatorer"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Id", "Indikator", "Enhet", "Basvärde", "Basår"],
        ["I-1", "=SUMMA(A1)", "procent", 87.5, 2019],
        ["I-2", "rad\nrad", "#REF!", "många", "10 %"],
    ]
    assert page["B2"].data_type == "s"
    assert [cell.value for cell in book["Egna anteckningar"][2]] == ["1", "2"]
    assert not {"En anteckning vars namn är för långt för en flik", "Trasig"} & set(book.sheetnames)


def test_a_file_of_the_plan_that_cannot_be_read_is_not_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "KF-mål.csv").write_text('Id;"Mål', encoding="utf-8")
    with pytest.raises(UnusableInput):
        mirror_csv_folder(folder, tmp_path / "mirror.xlsx")


def test_rdf_has_no_workbook_to_mark(tmp_path: Path) -> None:
    path = tmp_path / "plan.ttl"
    intake = take_in(VAGGERYD)
    write_plan(intake.graph, intake.iri, path)
    with pytest.raises(CannotWrite, match="arbetsbok"):
        render(verdict_on(path), "xlsx", Options(source=path))


def test_a_text_that_no_cell_can_hold_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "KF-mål.csv").write_text(f"Id;Mål\nKF-1;{'a' * 40_000}\n", encoding="utf-8")
    with pytest.raises(CannotWrite):
        mirror_csv_folder(folder, tmp_path / "mirror.xlsx")
