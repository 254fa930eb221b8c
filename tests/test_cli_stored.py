"""Commands on a plan in a store, as their users type them: the same as on its file."""

import json
import shutil
from itertools import product
from pathlib import Path

import pytest

from graph.intake import take_in
from rodatraden.plansource import PlanSource, plan_source
from tests.ports import free_port
from tests.test_cli import LINDVIK, VAGGERYD, run

TODAY = ("--today", "2025-04-01")
COMMANDS = [
    ("check", [], [*TODAY, "--gate", "annual", "--period", "2024"]),
    ("trace", ["SOC-2"], []),
    ("trace", ["KF-1"], ["--format", "dot"]),
    ("impact", [], []),
    ("impact", ["KF-3"], []),
    ("coverage", [], ["--by", "sdg"]),
    ("followup", ["KF-2"], [*TODAY, "--period", "2024", "--why"]),
    ("followup", [], [*TODAY, "--period", "2024", "--format", "csv"]),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with Lindvik's plan in two revisions, and Vaggeryd's."""
    place = str(tmp_path_factory.mktemp("lager") / "lager")
    for plan in (LINDVIK.replace("2024.xlsx", "2024-brister.xlsx"), LINDVIK, VAGGERYD):
        run("import", plan, "--store", place)
    return place


@pytest.mark.parametrize(("command", "goals", "options"), COMMANDS)
def test_a_stored_plan_gives_what_its_file_gives(
    command: str, goals: list[str], options: list[str], store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(command, LINDVIK, *goals, *options)
    of_file = capsys.readouterr()
    assert of_file.err == ""
    assert run(command, "9999-2024", *goals, *options, "--store", store) == code == 0
    of_store = capsys.readouterr()
    assert of_store.err == ""
    typed, shown = f"9999-2024 --store {store}", f"{store}, 9999-2024, version 2 (lindvik-2024.xlsx)"
    assert _flat(of_store.out, shown, typed) == _flat(of_file.out, LINDVIK)


def _flat(text: str, *places: str) -> str:
    """A text as one line without spaces, with one sign for what the plan was read from."""
    flat = "".join(text.split())
    for place in places:
        flat = flat.replace("".join(place.split()), "¤")
    return flat


def test_an_earlier_revision_is_read(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["9999-2024", "--revision", 1], ["9999-2024@1"], ["2024", "--revision", "1"]):
        assert run("check", *arguments, "--store", store, *TODAY, "--format", "json") == 1
        said = json.loads(capsys.readouterr().out)
        assert said["source"]["path"] == f"{store}, 9999-2024, version 1 (lindvik-2024-brister.xlsx)"
        assert len(said["source"]["sha256"]) == 64
        assert {finding["origin"] for finding in said["findings"]} == {None}
    assert run("diff", "9999-2024@1", "9999-2024", "--store", store) == 0
    assert "KF-6" in capsys.readouterr().out


def test_a_stored_plan_is_converted(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("convert", "0665-2020", tmp_path / "plan.xlsx", "--store", store) == 0
    assert take_in(tmp_path / "plan.xlsx").plan == take_in(Path(VAGGERYD)).plan
    assert "0665-2020, version 1 (vaggeryd-2020.xlsx)" in capsys.readouterr().err


def test_a_stored_plan_is_published_as_its_file_is(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["--format", "turtle,csv"]
    assert run("export", "9999-2024", "--store", store, *wanted, "--output", tmp_path / "lager") == 0
    assert run("export", LINDVIK, *wanted, "--output", tmp_path / "fil") == 0
    files = [
        {file.name: file.read_bytes() for file in (tmp_path / each).rglob("*") if file.is_file()}
        for each in ("lager", "fil")
    ]
    assert files[0] == files[1] != {}
    assert run("export", "9999-2024", "--store", store, *wanted, "--output", store, "--force") == 2
    assert "skrivs aldrig över" in capsys.readouterr().err


def test_the_environment_names_a_store_but_files_go_first(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RODATRADEN_STORE", store)
    assert run("trace", LINDVIK, "KF-1") == 0
    assert capsys.readouterr().err == "", "a file needs no remark: nobody named the store"
    assert run("trace", "9999-2024", "KF-1") == 0
    assert run("trace", "saknas.xlsx", "KF-1") == 2
    assert "saknas.xlsx" in capsys.readouterr().err
    monkeypatch.setenv("RODATRADEN_STORE", "")
    assert run("trace", "9999-2024", "KF-1") == 2


def test_a_file_that_goes_before_the_store_is_told_of(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("trace", LINDVIK, "KF-1", "--store", store) == 0
    assert "läses som en fil eller mapp, inte ur lagret" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2020").mkdir()
    assert plan_source("2020", store) == PlanSource("2020")
    assert plan_source("2024", store) == PlanSource("2024", store)
    assert plan_source("plan.ttl", store) == PlanSource("plan.ttl")
    assert plan_source("mapp/plan", store) == PlanSource("mapp/plan")
    assert plan_source("https://lindvik.example/id/plan/2024@3", store).revision == 3


def test_what_holds_the_plan_is_never_written_over(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    pointer = Path(store, "store.json")
    before = pointer.read_bytes()
    assert run("trace", "9999-2024", "KF-1", "--store", store, "--output", pointer) == 2
    assert run("convert", "9999-2024", store, "--store", store, "--force") == 2
    assert capsys.readouterr().err.count("skrivs aldrig över") == 2
    assert pointer.read_bytes() == before


@pytest.mark.parametrize("command", [["trace", "KF-1"], ["impact"], ["coverage"], ["followup"], ["check"]])
def test_no_command_writes_over_the_plan_that_it_reads(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(Path(LINDVIK).read_bytes())
    name, *rest = command
    assert run(name, plan, *rest, "--output", plan) == 2
    assert "skrivs aldrig över" in capsys.readouterr().err
    assert plan.read_bytes() == Path(LINDVIK).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["9999-2024", "--revision", "7"], "ingen version 7. Versionerna är numrerade från 1 till 2"),
        (["9999-2024", "--revision", "0"], "Värdet för --revision ska vara ett heltal, minst 1."),
        (["9999-2024", "--revision", "x"], "Värdet för --revision ska vara ett heltal, minst 1."),
        (["9999-2024@1", "--revision", "2"], "på ett ställe"),
        (["9999-2023"], "Menade du ”9999-2024”?"),
        ([LINDVIK, "--revision", "1"], "är en fil eller mapp"),
        (["9999-2024", "--format", "xlsx", "--output", "fel.xlsx"], "ingen arbetsbok att markera felen i"),
    ],
)
def test_what_cannot_be_read_is_said(
    arguments: list[str], sentence: str, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", *arguments, "--store", store) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""


def test_a_revision_asks_for_a_store(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("RODATRADEN_STORE", raising=False)
    assert run("check", LINDVIK, "--revision", "1") == 2
    assert "ange också lagret med --store" in capsys.readouterr().err


@pytest.fixture(scope="module")
def places(store: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What can be wrong with a store, each in a copy of its own."""
    folder = tmp_path_factory.mktemp("trasiga")
    copies = {name: folder / name for name in ("damaged", "newer", "pointer", "gone")}
    for copy in copies.values():
        shutil.copytree(store, copy)
    for file in copies["damaged"].rglob("*.sst"):
        file.write_bytes(b"\xa5" * file.stat().st_size)
    pointer = copies["newer"] / "store.json"
    pointer.write_text(json.dumps({**json.loads(pointer.read_text("utf-8")), "format": 99}), "utf-8")
    (copies["pointer"] / "store.json").write_text("{", "utf-8")
    for generation in copies["gone"].glob("g-*"):
        shutil.rmtree(generation)
    (folder / "other").mkdir()
    (folder / "other" / "brev.docx").write_text("x", "utf-8")
    return {
        **{name: str(copy) for name, copy in copies.items()},
        "other": str(folder / "other"),
        "missing": str(folder / "missing"),
        "away": f"http://127.0.0.1:{free_port()}",
        "secret": "http://dba:hemligt@127.0.0.1/",
    }


TROUBLE = {
    "damaged": "är skadat och går inte att läsa",
    "newer": "nyare version av programmet (lagerformat 99",
    "pointer": "filen store.json går inte att tolka",
    "gone": "saknas eller är ofullständig",
    "other": "inget planlager",
    "missing": "inget planlager",
    "away": "går inte att nå: ingen server svarar där",
    "secret": "användare och lösenord i adressen används inte",
}
COMMANDS_OF_STORES = [
    ["check", "2024"],
    ["trace", "2024", "KF-1"],
    ["impact", "2024"],
    ["coverage", "2024"],
    ["followup", "2024"],
    ["diff", "2024@1", "2024@2"],
    ["convert", "2024", "ut.ttl"],
    ["export", "2024", "--format", "turtle", "--output", "ut"],
    ["plans"],
    ["history", "2024"],
    ["import", LINDVIK],
    ["backup", "kopia.nq.gz"],
]
# A store that does not exist is made by an import.
CASES = [case for case in product(COMMANDS_OF_STORES, TROUBLE) if case != (["import", LINDVIK], "missing")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0][0]}-{case[1]}")
def test_a_store_in_trouble_is_told_of_by_every_command(
    case: tuple[list[str], str],
    places: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    command, trouble = case
    assert run(*command, "--store", places[trouble]) == 2
    said = capsys.readouterr()
    assert TROUBLE[trouble] in said.err
    assert said.err.count("\n") == 1, "one sentence or two, on one line"
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["trace", "2024", "KF-9"], "Menade du"),
        (["impact", "2024", "SBN-11"], "SBN-1"),
        (["followup", "2024", "--period", "2031"], "ingen uppföljningsperiod"),
        (["coverage", "2024", "--period", "2024-T9"], "ingen uppföljningsperiod"),
        (["check", "2024", "--period", "snart"], "ingen uppföljningsperiod"),
        (["followup", "2020"], "det finns inget att följa upp"),
    ],
)
def test_an_unknown_goal_or_period_of_a_stored_plan(
    arguments: list[str], sentence: str, store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments, "--store", store) == 2
    assert sentence in capsys.readouterr().err


def test_an_empty_plan_goes_in_and_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, place = "https://tom.example/id/plan/2024", tmp_path / "lager"
    (tmp_path / "tom.ttl").write_text(f"<{name}> a <https://w3id.org/rodatraden/ns#Plan> .", "utf-8")
    assert run("import", tmp_path / "tom.ttl", "--store", place) == 0
    assert run("check", name, "--store", place) == 1
    assert run("coverage", name, "--store", place) == 0
    assert run("impact", name, "--store", place, "--on", "2027-01-01") == 0
    assert run("convert", name, tmp_path / "tom.xlsx", "--store", place) == 0
    capsys.readouterr()
    assert run("trace", name, "KF-1", "--store", place) == 2
    assert run("followup", name, "--store", place) == 2
    assert "KF-1" in capsys.readouterr().err
