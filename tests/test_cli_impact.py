"""`rodatraden impact`, as its users type it."""

import json
from pathlib import Path

import pytest

from tests.source_files import GOALS, KOMMUN, workbook
from tests.test_cli import LINDVIK, VAGGERYD, run
from tests.test_cli_trace import BROKEN, said


def test_without_a_goal_the_weak_points_of_the_plan_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "impact", LINDVIK)
    assert "    stöd av 11 mål från 4 organ; 5 av dem skulle tappa tråden utan KF-målet\n" in out
    assert "  Inget KF-mål med stöd hänger på ett enda organ eller ett enda mål.\n" in out
    assert "  KS-3 Kommunen står stark när något händer: utan det tappar RTF-1 tråden\n" in out
    assert "  SBN-1 till KF-3: bär också LBO-1\n" in out
    assert out.endswith(
        "Längsta kedjan\n  RTF-1 Färre bränder och olyckor i hemmet\n"
        "  KS-3 Kommunen står stark när något händer\n"
        "  KF-2 Alla lever ett tryggt, aktivt och självständigt liv\n"
    )


def test_a_council_goal_that_goes_takes_the_thread_of_others_along(
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = said(capsys, "impact", LINDVIK, "kf-3")
    assert out.startswith("Om målet tas bort eller löper ut:\n  KF-3 ")
    assert "\n9 mål tappar tråden och leder inte längre till något KF-mål som gäller:\n  GVN-2 " in out
    assert "\n3 indikatorer mäter inte längre något mål:\n" in out


def test_several_goals_at_once_in_any_order(capsys: pytest.CaptureFixture[str]) -> None:
    wanted = ["SBN-1", "SOC-2", "KF-5"]
    assert said(capsys, "impact", LINDVIK, *wanted) == said(capsys, "impact", LINDVIK, *reversed(wanted))


def test_what_a_council_goal_is_left_hanging_on(capsys: pytest.CaptureFixture[str]) -> None:
    going = [f"FGN-{number}" for number in range(1, 6)]
    out = said(capsys, "impact", LINDVIK, *going, "GVN-1", "GVN-3", "GVN-5", "SOC-1", "KFN-1")
    assert "\n1 KF-mål kommer att hänga på ett enda organ eller ett enda mål:\n  KF-1 " in out
    assert (
        "    Hänger på ett enda organ: Kultur- och fritidsnämnden\n    Hänger på ett enda mål: KFN-2 " in out
    )
    none_left = said(capsys, "impact", LINDVIK, *going, "GVN-1", "GVN-3", "GVN-5", "SOC-1", "KFN-1", "KFN-2")
    assert "\n1 KF-mål förlorar allt sitt stöd:\n  KF-1 " in none_left


def test_merging_moves_those_that_contribute(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "impact", LINDVIK, "SBN-1", "--merge-into", "SBN-4")
    assert out.startswith("Om målet går upp i SBN-4:\n  SBN-1 ")
    assert "\n1 mål flyttas och bidrar i stället till SBN-4:\n  LBO-1 " in out
    assert "\nInget annat mål tappar tråden.\n" in out


def test_a_goal_that_is_merged_into_itself_stays(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "impact", LINDVIK, "KF-1", "--merge-into", "KF-1") == (
        "Inget mål går bort, så ingenting ändras.\n"
    )


def test_goals_without_a_thread_already_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "impact", BROKEN, "KF-1")
    assert "\n2 mål har redan i dag ingen tråd till något KF-mål som gäller:\n  FGN-2 " in out


def test_a_plan_with_nothing_but_council_goals(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "impact", VAGGERYD, "--lang", "en")
    assert out.count("no committee or company goal contributes") == 4
    assert "longest" not in out


def test_an_empty_plan(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = workbook(tmp_path / "plan.xlsx", {"Kommun": KOMMUN, "KF-mål": GOALS[:1]})
    assert "Planen har inget KF-mål som gäller.\n" in said(capsys, "impact", path)
    assert run("impact", path, "KF-1") == 2
    assert "KF-1" in capsys.readouterr().err


def test_json_of_both_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "impact", LINDVIK, "SBN-1", "--format", "json"))
    of_a_day = ["on", "expired", "begun", "begun_loose"]
    of_all = ["lost", "unsupported", "hanging", "moved", "unmeasured", "loose"]
    assert list(found) == ["plan", "removed", "merged_into", *of_a_day, *of_all]
    assert [goal["id"] for goal in found["lost"]] == ["LBO-1"]
    weak = json.loads(said(capsys, "impact", LINDVIK, "--format", "json"))
    keys = "plan council_goals hinges bridges threaded single longest_chain loose"
    assert list(weak) == keys.split()
    assert [len(each["supporters"]) for each in weak["council_goals"]] == [11, 26, 17, 10, 10]


def test_what_a_day_to_come_does_to_the_thread(capsys: pytest.CaptureFixture[str]) -> None:
    """The council's goals hold to 2030, the others to 2024; KF-3 of the plan with faults to 2026 only."""
    out = said(capsys, "impact", LINDVIK, "--on", "2027-01-01")
    assert out.startswith("57 mål som gäller i planen gäller inte den 2027-01-01:\n  till 2024-12-31: KS-1, ")
    assert "\n5 KF-mål förlorar allt sitt stöd:\n  KF-1 " in out
    assert "\n158 indikatorer mäter inte längre något mål:\n  KS-1a, KS-1b, " in out
    assert said(capsys, "impact", LINDVIK, "--on", "2024-12-31").startswith(
        "Alla mål som gäller i planen gäller också den 2024-12-31.\n"
    )
    both = json.loads(said(capsys, "impact", BROKEN, "KS-1", "--on", "2027-01-01", "--format", "json"))
    assert both["on"] == "2027-01-01"
    assert [goal["id"] for goal in both["removed"]] == ["KS-1"]
    ends = {goal["id"]: goal["last_day"] for goal in both["expired"]}
    assert (ends["KF-3"], ends["KS-2"]) == ("2026-12-31", "2024-12-31")
    assert "KS-1" not in ends, "it was asked for"
    assert run("impact", LINDVIK, "--on", "nyår") == 2
    assert "Skriv det som 2026-01-31." in capsys.readouterr().err


def test_a_goal_to_merge_into_needs_goals_that_go(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("impact", LINDVIK, "--merge-into", "KF-1") == 2
    assert "--merge-into" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["KF-9"], ["KF-1", "--merge-into", "KF-9"]])
def test_unknown_goals_are_answered_with_those_most_like_them(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("impact", LINDVIK, *arguments) == 2
    assert "Menade du" in capsys.readouterr().err
