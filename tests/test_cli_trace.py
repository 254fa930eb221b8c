"""`rodatraden trace`, as its users type it."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.source_files import LEAST, workbook
from tests.test_cli import LINDVIK, VAGGERYD, run
from tests.test_dot import boxes_in, needs_dot

BROKEN = str(ROOT / "examples" / "lindvik-2024-brister.xlsx")


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """What a command writes; it must go well, and say nothing beside."""
    assert run(*arguments) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_the_tree_runs_from_the_goal_up_to_the_vision(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "trace", LINDVIK, "lbo-1").splitlines()
    assert lines[:3] == [
        "LBO-1 Fler hyresrätter i alla kommundelar",
        "  Ägarmål, Lindviks Bostäder AB (påhittat), gäller 2024",
        "  2024: Långt från mål (beräknat: Delvis uppfyllt)",
    ]
    wanted = [
        "Leder upp till",
        "  SBN-1 Fler bostäder byggs i alla delar av kommunen",
        "    KF-3 Lindvik växer hållbart i stad, by och skärgård",
        "      Program: PA-3 Växande samhälle",
        "      Vision: Lindvik 2035 – nära till varandra, nära till havet",
        "      Värdegrund: Vi vågar pröva nytt",
        "      Agenda 2030: 4.4; 8.3; 8.5; 9.1; 11.1; 11.3; 11.a",
        "Får stöd av",
        "  Inget annat mål bidrar till målet.",
        "Mäts med",
        "    2024: 24; mål minst 36: inte nått",
        "    Utfall: 2022 27; 2023 19; 2024-delår ej tillämpligt; 2024 33",
        "Bedömningar",
        "Beslut, uppdrag och inspel",
    ]
    assert [line for line in lines if line in wanted] == wanted


def test_the_tree_runs_down_to_what_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "trace", LINDVIK, "KF-1", "--lang", "en")
    assert (
        "\nIs supported by\n  FGN-1 Alla elever når målen i svenska och matematik\n    Resultatmål, " in out
    )
    assert "matematik (procent): 63; target at least 66: not met" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_period_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert "2024-delår: Långt från mål\n" in said(capsys, "trace", LINDVIK, "LBO-1", "--period", "2024-delår")
    assert run("trace", LINDVIK, "LBO-1", "--period", "i våras") == 2
    assert "uppföljningsperiod" in capsys.readouterr().err


def test_depth_says_what_it_leaves_out(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "trace", LINDVIK, "KF-3", "--depth", "1")
    assert "    … och 1 mål till, längre ned än --depth visar\n" in out
    assert "LBO-1 " not in out


def test_a_shared_goal_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "trace", LINDVIK, "KF-2")
    assert out.count("(står på annan plats i trädet)") == len(
        [
            step
            for step in json.loads(said(capsys, "trace", LINDVIK, "KF-2", "--format", "json"))["down"]
            if step["fold"]
        ]
    )


def test_a_circle_is_said_and_does_not_go_on_for_ever(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "plan.xlsx",
        {
            **LEAST,
            "Nämndmål": [
                ["Id", "Mål", "Organ", "Bidrar till"],
                ["A-1", "Fler träd i staden", "MBN", "A-2; A-9"],
                ["A-2", "Grönare gator", "MBN", "A-1"],
                ["A-3", "Mer av sig självt", "MBN", "A-3"],
            ],
        },
    )
    out = said(capsys, "trace", path, "A-1")
    assert "Tråden går i en cirkel: A-1 och A-2 bidrar till varandra. Se regel T05.\n" in out
    assert "    A-1 Fler träd i staden (cirkel: målen bidrar till varandra)\n" in out
    assert "Bidrar till mål som inte finns i planen: A-9\n" in out
    assert "  Tråden når inget KF-mål. Se regel T01.\n" in out
    assert "A-3 bidrar till sig självt" in said(capsys, "trace", path, "A-3")


def test_a_plan_that_was_never_followed_up(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "trace", VAGGERYD, "KF-1")
    assert "  Vision: Här ger vi plats för att göra skillnad\n" in out
    assert out.rstrip().endswith("Ingen indikator mäter målet.")


def test_json_holds_the_whole_thread(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "trace", LINDVIK, "LBO-1", "--format", "json"))
    assert list(found) == [
        "plan",
        "goal",
        "period",
        "depth",
        "reaches_council",
        "suggestions",
        "up",
        "down",
        "circles",
        "goals",
    ]
    assert [(step["id"], step["level"]) for step in found["up"]] == [("SBN-1", 1), ("KF-3", 2)]
    first = found["goals"][0]
    assert (first["iri"], first["id"]) == (found["goal"], "LBO-1")
    assert found["reaches_council"] is True
    assert first["status"]["computed"] == "partly"
    assert first["status"]["stated"] == "not-fulfilled"
    assert first["indicators"][0]["checks"][0]["verdict"] == "not-met"
    assert [each["kind"] for each in found["goals"]] == ["CompanyGoal", "CommitteeGoal", "CouncilGoal"]


def test_a_loose_goal_has_suggestions_with_their_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "trace", BROKEN, "FGN-2")
    assert "  Tråden når inget KF-mål. Se regel T01.\n  Förslag, inget fynd: målet kan höra till:\n" in out
    assert "    KF-1 Varje barn växer upp tryggt och lyckas i skolan: 4 av organets 4 andra\n" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    found = json.loads(said(capsys, "trace", BROKEN, "FGN-2", "--format", "json", "--lang", "en"))
    (first,) = found["suggestions"]
    assert first["id"] == "KF-1"
    assert "the same target group: Barn" in first["reasons"]
    held = json.loads(said(capsys, "trace", LINDVIK, "FGN-2", "--format", "json"))
    assert held["suggestions"] == []
    assert "Förslag" not in said(capsys, "trace", LINDVIK, "FGN-2")


def test_a_goal_that_does_not_exist_is_answered_with_those_most_like_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("trace", LINDVIK, "KF-9") == 2
    assert "”KF-5”" in capsys.readouterr().err


@needs_dot
@pytest.mark.parametrize("goal", ["KF-1", "LBO-1", "KS-3"])
def test_the_picture_holds_every_goal_and_what_measures_it(
    goal: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "bild.svg"
    assert run("trace", LINDVIK, goal, "--output", picture) == 0
    capsys.readouterr()
    found = json.loads(said(capsys, "trace", LINDVIK, goal, "--format", "json"))
    boxes = boxes_in(picture.read_text(encoding="utf-8"))
    assert {f"goal-{each['id']}" for each in found["goals"]} <= set(boxes)
    measured = [found["goal"], *(step["goal"] for step in found["down"])]
    indicators = [each for knot in found["goals"] if knot["iri"] in measured for each in knot["indicators"]]
    assert {f"indicator-{each['id']}" for each in indicators} == {
        name for name in boxes if name.startswith("indicator-")
    }
    assert boxes[f"goal-{goal}"][0] == "Målet i fråga"


@needs_dot
@pytest.mark.parametrize("goal", ["MBN-2", "KF-4"])
def test_a_plan_with_faults_can_be_drawn_too(goal: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"goal-{goal}" in boxes_in(said(capsys, "trace", BROKEN, goal, "--format", "svg"))


def test_without_graphviz_the_picture_can_be_had_as_dot(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert run("trace", LINDVIK, "KF-1", "--format", "svg") == 2
    assert "Installera Graphviz" in capsys.readouterr().err
    assert said(capsys, "trace", LINDVIK, "KF-1", "--format", "dot").startswith("digraph thread {")
