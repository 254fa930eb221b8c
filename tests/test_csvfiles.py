"""Folders of CSV files: encodings, separators, and that every text comes back as it was."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.errors import CannotWrite
from graph.sources import csvfiles
from graph.sources.csvfiles import escaped, read_csv_folder, unescaped, write_csv_folder
from graph.sources.rows import RestTriple, Table
from shapes.findings import Origin
from tests.source_files import LEAST_TABLES, csv_folder, remarks, values

KOMMUN = "Namn;Lindvik\nKommunkod;9999\nBudgetår;2024\n"
GOALS = "Id;Mål;Organ\nKF-1;Trygg uppväxt;KF\n"
NOWHERE = Origin("", "", "")

# All that a text can hold but lone halves of sign pairs, which no encoding can express.
texts = st.text(st.characters(codec="utf-8"), max_size=40)


@pytest.mark.parametrize(
    ("encoding", "start"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("utf-16", b""),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("cp1252", b""),
        ("utf-16-be", b"\xfe\xff"),
    ],
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
def test_encodings_and_separators(
    tmp_path: Path, encoding: str, start: bytes, separator: str, line: str
) -> None:
    def encoded(text: str) -> bytes:
        return start + text.replace(";", separator).replace("\n", line).encode(encoding)

    folder = csv_folder(tmp_path / "plan", {"Kommun.csv": encoded(KOMMUN), "KF-mål.csv": encoded(GOALS)})
    sheets = read_csv_folder(folder)
    assert values(sheets, "KF-mål") == [{"Id": "KF-1", "Mål": "Trygg uppväxt", "Organ": "KF"}]
    assert values(sheets, "Kommun") == [{"Namn": "Lindvik", "Kommunkod": "9999", "Budgetår": "2024"}]
    assert sheets.remarks == ()
    assert not sheets.typed


def test_cells_have_addresses_as_in_a_sheet(tmp_path: Path) -> None:
    files = {
        "kommun.CSV": f"Uppgift;Värde;Förklaring\n{KOMMUN}",
        "kf mål.csv": 'sep=,\r\nId,Mål,Organ\r\n,,\r\nKF-1,"Trygg\n""uppväxt""",KF\r\n\r\nKF-2,x\r\n',
    }
    sheets = read_csv_folder(csv_folder(tmp_path / "plan", files))
    cells = {
        row.number: (row.cells["Mål"].value, row.cells["Mål"].origin)
        for row in sheets.rows
        if row.sheet.name == "KF-mål"
    }
    assert cells == {
        3: ('Trygg\n"uppväxt"', Origin("kf mål.csv", "KF-mål", "B3")),
        5: ("x", Origin("kf mål.csv", "KF-mål", "B5")),
    }
    assert sheets.headings["Kommun"]["Budgetår"] == "B4"


def test_what_is_odd_in_a_folder(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "Kommun.csv": KOMMUN,
        "KF-mål.csv": 'Id;Mål;Organ;Efekt\nKF-1;Trygg "uppväxt" nu;#SAKNAS!;e\n' + ";;;\n" * 2000,
        "Nämdmål.csv": "Id\n1",
        "Fel.csv": "x",
        "Läs mig.csv": "Text",
        "bild.png": b"\x81",
        "binär.csv": b"\0\0\0\0",
        "Organ.csv": b"",
    }
    sheets = read_csv_folder(csv_folder(tmp_path / "plan", files))
    assert values(sheets, "KF-mål") == [{"Id": "KF-1", "Mål": 'Trygg "uppväxt" nu'}]
    assert remarks(sheets) == [
        ("L11", "Nämdmål", "A1"),
        ("L25", "KF-mål", "A3"),
        ("L10", "KF-mål", "D1"),
        ("L20", "KF-mål", "C2"),
    ]


def test_the_rest_has_a_file_of_its_own(tmp_path: Path) -> None:
    rest = 'Sak;Egenskap;Värde;Typ;Språk\nurn:a;urn:b;" med blanksteg ";;sv\nurn:a;urn:b;;urn:t\n'
    files = {"Kommun.csv": KOMMUN, "KF-mål.csv": GOALS, "Övrigt.csv": rest}
    assert [triple.texts for triple in read_csv_folder(csv_folder(tmp_path / "plan", files)).rest] == [
        ("urn:a", "urn:b", " med blanksteg ", "", "sv"),
        ("urn:a", "urn:b", "", "urn:t", ""),
    ]


def test_values_are_written_the_swedish_way(tmp_path: Path) -> None:
    tables: dict[str, Table] = {
        **LEAST_TABLES,
        "Indikatorer": [
            {"Id": "I-1", "Indikator": "-5 procent", "Basvärde": Decimal("-12.50"), "Ordning": 1},
            {"Id": "I-2", "Basvärde": 0.1 + 0.2, "Organ": None},
            {"Id": "I-3", "Basvärde": Decimal("1E+3")},
        ],
        "Organ": [{"Id": "X", "Aktivt": False, "Finns från": date(1842, 5, 1)}],
    }
    write_csv_folder(tmp_path / "plan", tables)
    content = (tmp_path / "plan" / "Indikatorer.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfId;Indikator;")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Basvärde"] for row in rows] == ["-12,50", "0,3", "1000"]
    assert rows[0]["Indikator"] == "'-5 procent"
    sheets = read_csv_folder(tmp_path / "plan")
    assert values(sheets, "Organ") == [{"Id": "X", "Aktivt": "nej", "Finns från": "1842-05-01"}]
    assert values(sheets, "Indikatorer")[0]["Indikator"] == "-5 procent"
    assert {file.name for file in (tmp_path / "plan").iterdir()} == {
        "Kommun.csv",
        "KF-mål.csv",
        "Indikatorer.csv",
        "Organ.csv",
    }


def test_old_rows_do_not_stay_beside_the_new(tmp_path: Path) -> None:
    folder = csv_folder(
        tmp_path / "plan", {"kf_mål.csv": "Id\nGAMMAL", "Inspel.csv": "Id\nGAMMAL", "egen.csv": "x"}
    )
    write_csv_folder(folder, LEAST_TABLES, [RestTriple("urn:a", "urn:b", "=1", "", "sv", NOWHERE)])
    sheets = read_csv_folder(folder)
    assert [row["Id"] for row in values(sheets, "KF-mål")] == ["KF-1"]
    assert values(sheets, "Inspel") == []
    assert [triple.value for triple in sheets.rest] == ["=1"]
    assert (folder / "egen.csv").read_text(encoding="utf-8") == "x"
    assert {file.name for file in folder.iterdir()} == {
        "kf_mål.csv", "Inspel.csv", "egen.csv", "Kommun.csv", "Övrigt.csv",
    }  # fmt: skip


def test_a_heading_that_is_not_in_the_contract_is_a_mistake_of_ours(tmp_path: Path) -> None:
    for tables in ({"KF-mål": [{"Fel rubrik": "x"}]}, {"Kommun": [{"Fel rubrik": "x"}]}):
        with pytest.raises(KeyError):
            write_csv_folder(tmp_path / "plan", tables)


@pytest.mark.parametrize("place", ["fil", "ingen/mapp"])
def test_a_folder_that_cannot_be_written(tmp_path: Path, place: str) -> None:
    (tmp_path / "fil").write_text("", encoding="utf-8")
    with pytest.raises(CannotWrite) as caught:
        write_csv_folder(tmp_path / place, LEAST_TABLES)
    for language in ("sv", "en"):
        (sentence,) = caught.value.sentences(language)
        assert "…" not in sentence


def test_a_text_that_no_encoding_can_express(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        write_csv_folder(tmp_path / "plan", {"KF-mål": [{"Id": "\ud800"}]})
    assert [file.name for file in (tmp_path / "plan").iterdir()] == ["Kommun.csv"]


@given(texts)
@example("=1+1")
@example("'=1+1")
@example("''-")
@example("@")
@example("\t=1")
@example("#N/A")
@example("'#REF!")
def test_an_escaped_text_comes_back_and_is_no_formula(text: str) -> None:
    stored = escaped(text)
    assert unescaped(stored) == text
    assert stored[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}
    assert stored.strip() not in csvfiles._ERROR_VALUES


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
@example([("=A1", 'a"b;c\n\r\nd\r'), ("\x00\x1f\u2028", "\ufeff")])
def test_any_text_comes_back_from_a_folder(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "texter"
    goals = [{"Id": f"KF-{number}", "Mål": title, "Organ": "KF"} for number, (title, _) in enumerate(rows)]
    rest = [RestTriple("urn:a", "urn:b", value, "", "sv", NOWHERE) for _, value in rows]
    write_csv_folder(folder, {**LEAST_TABLES, "KF-mål": goals}, rest)
    sheets = read_csv_folder(folder)
    assert [row.get("Mål", "") for row in values(sheets, "KF-mål")] == [title.strip() for title, _ in rows]
    assert [triple.value for triple in sheets.rest] == [value for _, value in rows]
    assert sheets.remarks == ()


def test_text_after_a_quotation_is_read_as_spreadsheets_read_it(tmp_path: Path) -> None:
    files = {"Kommun.csv": KOMMUN, "KF-mål.csv": 'Id;Mål;Organ\nKF-1;"Trygg" uppväxt;KF\n'}
    sheets = read_csv_folder(csv_folder(tmp_path / "plan", files))
    assert values(sheets, "KF-mål")[0]["Mål"] == "Trygg uppväxt"
