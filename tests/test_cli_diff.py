"""`rodatraden diff` as its users type it."""

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_cli import LINDVIK, VAGGERYD, run

FAULTS = str(ROOT / "examples" / "lindvik-2024-brister.xlsx")


def test_the_sum_comes_first_and_the_code_is_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diff", LINDVIK, FAULTS) == 0
    out = capsys.readouterr().out
    assert out.startswith("2 nya mål, 1 omformulerat mål")
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_same_plan_in_two_formats_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diff", LINDVIK, LINDVIK.replace(".xlsx", ".ttl"), "--lang", "en") == 0
    assert capsys.readouterr().out.startswith("The plans are equal")


def test_two_municipalities_are_said_to_be_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diff", VAGGERYD, LINDVIK) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Planerna gäller olika kommuner." in out
    assert "Troligen samma" not in out


def test_a_file_asks_for_its_own_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diff", LINDVIK, FAULTS, "--output", tmp_path / "ut.json") == 0
    assert json.loads((tmp_path / "ut.json").read_text("utf-8"))["counts"]["goals-new"] == 2
    assert run("diff", LINDVIK, FAULTS, "--output", tmp_path / "ut.txt", "--full") == 0
    assert "KF-6" in (tmp_path / "ut.txt").read_text("utf-8")
    assert capsys.readouterr().out == ""


def test_what_cannot_be_read_is_said_and_nothing_is_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("diff", LINDVIK, tmp_path / "saknas.xlsx") == 2
    assert "saknas.xlsx" in capsys.readouterr().err
    copy = tmp_path / "plan.xlsx"
    copy.write_bytes(Path(LINDVIK).read_bytes())
    assert run("diff", FAULTS, copy, "--output", copy) == 2
    assert copy.read_bytes() == Path(LINDVIK).read_bytes()
    assert run("diff", LINDVIK) == 2


def test_revisions_in_a_store_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "lager"
    for file in (LINDVIK, FAULTS):
        assert run("import", file, "--store", store) == 0
    capsys.readouterr()
    assert run("diff", "9999-2024@1", "9999-2024@2", "--store", store) == 0
    assert capsys.readouterr().out.startswith("2 nya mål, 1 omformulerat mål")
    assert run("diff", "9999-2024", FAULTS, "--store", store) == 0
    assert capsys.readouterr().out.startswith("Planerna är lika")
    assert run("diff", "9999-2024@7", FAULTS, "--store", store) == 2
    assert run("diff", "9998-2024", FAULTS, "--store", store) == 2
    assert "9999-2024" in capsys.readouterr().err
    assert run("diff", "plan.xlsx", FAULTS, "--store", store) == 2
    assert "plan.xlsx" in capsys.readouterr().err
    assert run("diff", "x" * 5000, FAULTS, "--store", store) == 2
