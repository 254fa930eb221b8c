"""`rodatraden coverage`, as its users type it."""

import io
import json
import sys
from pathlib import Path

import pytest

from rodatraden.cli import main
from tests.conftest import ROOT

LINDVIK = ROOT / "examples" / "lindvik-2024.xlsx"
FAULTY = ROOT / "examples" / "lindvik-2024-brister.xlsx"
VAGGERYD = ROOT / "examples" / "vaggeryd-2020.xlsx"


def run(*arguments: object) -> int:
    """Run a command as `rodatraden ...` would, and return its exit code."""
    with pytest.raises(SystemExit) as left:
        main(["coverage", *map(str, arguments)])
    assert isinstance(left.value.code, int)
    return left.value.code


def test_gaps_are_shown_with_their_denominators(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(FAULTY) == 0
    text = capsys.readouterr().out
    assert text.startswith("35 av 36 väntade bidrag till KF-målen finns och 1 saknas.")
    assert "4 av 5 väntade organ bidrar. Saknas: VON." in text
    assert "Nämnder med mål som leder till ett KF-mål: 9 av 10" in text
    assert "gäller inte 2024: KF-0" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_whole_plan_lacks_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(LINDVIK, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["by"], found["period"]) == ("goal", "2024")
    assert found["counts"]["missing"] == 0
    assert {name for name, each in found["sections"].items() if each["missing"]} == set()


@pytest.mark.parametrize("dimension", ["goal", "body", "sdg", "target-group", "focus-area"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_dimension_in_both_languages(
    dimension: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for plan in (LINDVIK, FAULTY, VAGGERYD):
        assert run(plan, "--by", dimension, "--lang", language) == 0
        lines = capsys.readouterr().out.splitlines()
        assert max(map(len, lines)) <= 80


def test_a_period_changes_what_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(LINDVIK, "--period", "2024-delår", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["period"] == "2024-delår"
    assert run(VAGGERYD, "--format", "json") == 0
    assert "outcomes" not in json.loads(capsys.readouterr().out)["sections"]


def test_the_file_name_says_the_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(LINDVIK, "--output", tmp_path / "t.csv") == 0
    assert (tmp_path / "t.csv").read_bytes().startswith("\ufeffDel;Rad;".encode())
    assert run(LINDVIK, "--output", tmp_path / "t.json") == 0
    assert json.loads((tmp_path / "t.json").read_text("utf-8"))["by"] == "goal"
    assert run(LINDVIK, "--output", tmp_path / "t.txt") == 0
    assert (tmp_path / "t.txt").read_text("utf-8").startswith("35 av 35")
    assert capsys.readouterr().out == ""
    assert run(LINDVIK, "--format", "csv") == 0
    assert capsys.readouterr().out.startswith("Del;Rad;")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((LINDVIK, "--period", "2019"), "2019"),
        ((LINDVIK, "--by", "goals"), "Välj ett av: goal, body, sdg, target-group, focus-area"),
        (("finns-inte.xlsx",), "finns-inte.xlsx"),
    ],
)
def test_what_cannot_be_understood(
    arguments: tuple[object, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""


class Console(io.TextIOWrapper):
    """A terminal of an older kind."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_a_console_that_lacks_the_signs_gets_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys, "stdout", Console(raw, encoding="cp1252"))
    assert run(FAULTY) == 0
    sys.stdout.flush()
    text = raw.getvalue().decode("cp1252")
    assert "?" not in text
    assert "T4" in text
