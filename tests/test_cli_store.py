"""The commands of the store, as their users type them."""

import json
from pathlib import Path

import pytest

from graph.intake import take_in
from graph.report.store_text import history_text
from graph.store.opening import open_store
from shapes.words import read_words
from tests.conftest import ROOT
from tests.test_cli import LINDVIK, VAGGERYD, run

REPORT = ROOT / "graph" / "report" / "store_text.py"


@pytest.fixture
def store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A store with Vaggeryd's plan."""
    place = str(tmp_path / "lager")
    assert run("import", VAGGERYD, "--store", place, "--by", "kansliet", "--note", "Först") == 0
    assert "0665-2020 är nu version 1" in capsys.readouterr().err
    return place


def test_the_same_plan_is_not_brought_in_twice(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", VAGGERYD, "--store", store) == 0
    assert "oförändrad sedan version 1" in capsys.readouterr().err


def test_plans_are_listed(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("plans", "--store", store) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "har en plan." in said
    assert "0665-2020 Mål för mandatperioden 2019–2022, Vaggeryds kommun" in said
    assert "från vaggeryd-2020.xlsx, inläst av kansliet" in said
    assert run("plans", "--store", store, "--format", "json") == 0
    (plan,) = json.loads(capsys.readouterr().out)
    assert (plan["id"], plan["budget_year"], plan["revisions"]) == ("0665-2020", 2020, 1)
    assert plan["current"]["by"] == "kansliet"


def test_the_environment_may_name_the_store(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RODATRADEN_STORE", store)
    assert run("plans", "--lang", "en") == 0
    assert "has one plan." in " ".join(capsys.readouterr().out.split())


def test_a_day_can_stand_for_today(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = tmp_path / "ny.ttl"
    assert run("convert", VAGGERYD, changed) == 0
    changed.write_text(changed.read_text("utf-8").replace("Mål för", "Nya mål för"), "utf-8")
    assert run("import", changed, "--store", store, "--today", "2020-02-03") == 0
    assert run("history", "2020", "--store", store, "--restore", 1, "--today", "2020-04-05") == 0
    capsys.readouterr()
    assert run("history", "2020", "--store", store, "--format", "json") == 0
    third, second, _ = json.loads(capsys.readouterr().out)["revisions"]
    assert (third["at"][:10], second["at"][:10]) == ("2020-04-05", "2020-02-03")


def test_the_history_of_a_plan(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", VAGGERYD, "--store", store, "--note", "Igen", "--decision", "KF-2020-7") == 2
    assert "Det finns inget beslut ”KF-2020-7”" in capsys.readouterr().err
    decision = take_in(Path(VAGGERYD)).plan.decisions[0]
    call = ["import", VAGGERYD, "--store", store, "--note", "Igen", "--decision", decision.identifier]
    assert run(*call) == 0
    capsys.readouterr()
    assert run("history", "0665-2020", "--store", store) == 0
    said = capsys.readouterr().out
    assert said.index("Version 2") < said.index("Version 1")
    assert "Anteckning: Igen" in said
    assert f"Beslut: {decision.iri}" in " ".join(said.split())
    assert run("history", "2020", "--store", store, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [(each["number"], each["current"]) for each in found["revisions"]] == [(2, True), (1, False)]
    assert found["revisions"][0]["revises"] == found["revisions"][1]["iri"]


def test_an_earlier_revision_is_written_and_brought_back(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = tmp_path / "ny.ttl"
    assert run("convert", VAGGERYD, changed) == 0
    changed.write_text(changed.read_text("utf-8").replace("Mål för", "Nya mål för"), "utf-8")
    assert run("import", changed, "--store", store) == 0
    assert run("history", "2020", "--store", store, "--export", 1, tmp_path / "då.xlsx") == 0
    assert take_in(tmp_path / "då.xlsx").plan == take_in(Path(VAGGERYD)).plan
    assert run("history", "2020", "--store", store, "--export", 1, tmp_path / "då.xlsx") == 2
    assert run("history", "2020", "--store", store, "--restore", 1) == 0
    assert "version 1 gäller igen, som version 3" in capsys.readouterr().err
    assert run("history", "2020", "--store", store, "--restore", 3) == 0
    assert "som redan gäller" in capsys.readouterr().err


def test_back_up_and_restore(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy, new = tmp_path / "kopia.nq.gz", str(tmp_path / "nytt")
    assert run("backup", copy, "--store", store) == 0
    assert run("backup", copy, "--store", store) == 2
    assert run("restore", copy, "--store", new) == 0
    assert run("restore", copy, "--store", new) == 2
    assert run("restore", copy, "--store", new, "--force") == 0
    assert "Versioner: 1." in capsys.readouterr().err
    assert open_store(new).plans() == open_store(store).plans()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["plans"], "--store"),
        (["plans", "--store", "finns-inte"], "Det finns inget planlager i ”finns-inte”."),
        (["import", "finns-inte.xlsx", "--store", "lager"], "finns-inte.xlsx"),
        (["history", "x", "--store", "finns-inte"], "inget planlager"),
        (["backup", "kopia.nq.gz", "--store", "finns-inte"], "inget planlager"),
        (["restore", "kopia.nq.gz", "--store", "lager"], "kopia.nq.gz"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RODATRADEN_STORE", raising=False)
    assert run(*arguments) == 2
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [], "nothing is made by mistake"


def test_an_unknown_plan_and_revision(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("history", "0665-2021", "--store", store) == 2
    assert "Menade du ”0665-2020”?" in capsys.readouterr().err
    assert run("history", "2020", "--store", store, "--restore", 9) == 2
    assert "ingen version 9" in capsys.readouterr().err


def test_cells_that_were_not_read_are_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "plan"
    assert run("convert", LINDVIK, folder) == 0
    sheet = folder / "Indikatorer.csv"
    text = sheet.read_text("utf-8-sig")
    sheet.write_text(text + text.splitlines()[-1] + "\n", "utf-8")
    assert run("import", folder, "--store", tmp_path / "lager") == 1
    assert "Indikatorer" in capsys.readouterr().err


def test_words_are_whole_and_used(store: str) -> None:
    source = REPORT.read_text("utf-8")
    for key, text in read_words("graph.report", "store").items():
        assert text.sv, key
        assert text.en, key
        family = key.rpartition("-")[0]
        assert f'"{key}"' in source or f'f"{family}-{{' in source, key
    plan = open_store(store).plan("2020")
    assert history_text(plan, "en", 80).startswith("0665-2020 Mål för mandatperioden 2019–2022")
