"""`rodatraden export` as its users type it."""

import json
from pathlib import Path

import pytest
from rdflib.compare import isomorphic

from graph.export.formats import FORMATS
from graph.export.public import public_part
from graph.intake import take_in
from tests.conftest import ROOT
from tests.test_cli import LINDVIK, VAGGERYD, run

DRAFTS = "Id;Mål;Organ;Publicering\nKF-1;Ett;;utkast\nKF-2;Två;;utkast\nKF-3;Tre;;\n"


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A plan with two drafts."""
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "Kommun.csv").write_text("Uppgift;Värde\nNamn;X\nKommunkod;9999\nBudgetår;2024\n", "utf-8")
    (folder / "KF-mål.csv").write_text(DRAFTS, "utf-8")
    return folder


def test_files_are_written_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "ut" / "djupt"
    assert run("export", VAGGERYD, "--format", "turtle, XLSX,turtle", "--output", str(output)) == 0
    said = capsys.readouterr()
    assert said.out == ""
    names = ["0665-2020.ttl", "0665-2020.xlsx"]
    assert said.err.splitlines() == [f"Skrev {output / name}." for name in names]
    assert sorted(file.name for file in output.iterdir()) == names
    source = take_in(Path(VAGGERYD))
    for name in names:
        assert isomorphic(take_in(output / name).graph, public_part(source.graph, source.iri))


def test_a_folder_of_files_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", VAGGERYD, "--format", "csv,ntriples", "--output", str(tmp_path)) == 0
    assert capsys.readouterr().err.splitlines() == [
        f"Skrev 22 filer i {tmp_path / '0665-2020-csv'}.",
        f"Skrev {tmp_path / '0665-2020.nt'}.",
    ]


def test_drafts_are_counted(drafts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["export", str(drafts), "--format", "ntriples", "--output", str(tmp_path)]
    assert run(*call) == 0
    assert "Utkast stannar i kommunen. Utelämnade mål: 2" in capsys.readouterr().err
    text = (tmp_path / "9999-2024.nt").read_text("utf-8")
    assert "Tre" in text
    assert "Ett" not in text
    assert "KF-1" not in text
    assert run(*call, "--force", "--lang", "en") == 0
    assert "Goals left out: 2" in capsys.readouterr().err


def test_what_could_not_be_read_is_told(
    drafts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (drafts / "KF-mål.csv").open("a", encoding="utf-8") as file:
        file.write("KF-4;Fyra;;ej klar\nKF-4;En gång till;;\n")
    assert run("export", str(drafts), "--format", "ntriples", "--output", str(tmp_path / "ut")) == 1
    said = capsys.readouterr().err
    assert "”ej klar” i Publicering är inte ett av orden" in said
    assert "Beteckningen ”KF-4” används redan" in said
    text = (tmp_path / "ut" / "9999-2024.nt").read_text("utf-8")
    assert "Fyra" not in text


def test_nothing_is_written_of_a_plan_that_is_a_draft(
    drafts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (drafts / "Kommun.csv").open("a", encoding="utf-8") as file:
        file.write("Publicering;Utkast\n")
    assert run("export", str(drafts), "--format", "all", "--output", str(tmp_path / "ut")) == 2
    assert "Hela planen är ett utkast" in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()


def test_what_is_there_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["export", VAGGERYD, "--format", "turtle,ntriples", "--output", str(tmp_path)]
    (tmp_path / "0665-2020.ttl").write_text("mitt", "utf-8")
    assert run(*call) == 2
    assert "finns redan" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["0665-2020.ttl"]
    assert run(*call, "--force") == 0
    assert (tmp_path / "0665-2020.ttl").read_text("utf-8").startswith("@prefix")


def test_a_plan_is_never_written_over_by_its_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "0665-2020.xlsx"
    plan.write_bytes(Path(VAGGERYD).read_bytes())
    before = plan.read_bytes()
    assert run("export", str(plan), "--format", "turtle,xlsx", "--output", str(tmp_path), "--force") == 2
    assert str(plan) in capsys.readouterr().err
    assert plan.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [plan.name]


def test_a_plan_of_a_store_is_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, output = str(tmp_path / "lager"), tmp_path / "ut"
    assert run("import", VAGGERYD, "--store", store) == 0
    call = ["export", "0665-2020", "--store", store, "--format", "ntriples", "--output", str(output)]
    assert run(*call) == 0
    assert f"Skrev {output / '0665-2020.nt'}." in capsys.readouterr().err
    source = take_in(Path(VAGGERYD))
    assert isomorphic(take_in(output / "0665-2020.nt").graph, source.graph)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Argumentet SÖKVÄG saknas."),
        ([LINDVIK], "Flaggan --format saknas."),
        ([LINDVIK, "--format", "turtle"], "Flaggan --output saknas."),
        (
            [LINDVIK, "--format", "tutle", "--output", "ut"],
            "Formatet ”tutle” finns inte. Menade du ”turtle”?",
        ),
        ([LINDVIK, "--format", ",", "--output", "ut"], "Formatet ”” finns inte."),
        (["finns-inte.xlsx", "--format", "turtle", "--output", "ut"], "finns inte"),
    ],
)
def test_what_is_wrong_is_said(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert run("export", *arguments) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_stratml_has_no_place_for_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", VAGGERYD, "--format", "stratml,stratml2", "--output", tmp_path / "ut") == 0
    said = capsys.readouterr().err
    assert "egna begrepp och målens kopplingar till dem (17), program (1)" in said
    assert "stratml: StratML del 1 har ingen plats för: uppgifter i styrmodellen" in said
    assert sorted(path.name for path in (tmp_path / "ut").iterdir()) == [
        "0665-2020.part2.stml",
        "0665-2020.stml",
    ]
    assert run("check", tmp_path / "ut" / "0665-2020.part2.stml", "--gate", "goals") in {0, 1}


def test_a_plan_that_one_format_cannot_hold_is_written_in_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.ttl"
    plan.write_text(
        "<https://data.exempel.se/id/plan/2024> a <https://w3id.org/rodatraden/ns#Plan> .", encoding="utf-8"
    )
    assert run("export", plan, "--format", "turtle,stratml", "--output", tmp_path / "ut") == 0
    assert "stratml: Planen har inget KF-mål" in capsys.readouterr().err
    assert len(list((tmp_path / "ut").iterdir())) == 1
    assert run("export", plan, "--format", "stratml", "--output", tmp_path / "bara") == 2
    assert "Planen har inget KF-mål" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["export", "--format", "xlsx,turtle", "--output"], ["convert"]])
def test_what_sheets_need_but_a_plan_does_not_say_is_told(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As StratML from other tools: who gathers it has the workbook, and is told what to fill in."""
    city = ROOT / "tests" / "data" / "stratml" / "city.xml"
    name, *rest = command
    run(name, str(city), *rest, str(tmp_path / ("ut" if rest else "plan.xlsx")))
    said = capsys.readouterr().err
    assert "I fliken Kommun är Kommunkod tomt" in said
    assert said.count("Kommunkod") == 1


def test_the_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "--list") == 0
    lines = capsys.readouterr().out
    assert run("export", "--list", "--format", "json") == 0
    table = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in table] == list(FORMATS)
    for each in table:
        assert f"{each['name']} " in lines
        assert each["media_type"] in lines
        assert each["round_trips"] is (each["lacks"] is None)
