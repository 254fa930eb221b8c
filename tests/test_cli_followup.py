"""How it goes for each goal, as its users ask for it."""

import csv
import io
import json
import re

import pytest

from shapes.words import read_words
from tests.conftest import ROOT
from tests.test_cli import LINDVIK, VAGGERYD, run

YEAR = ("--period", "2024")


def test_the_first_line_is_the_minute_that_a_politician_has(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("followup", LINDVIK, *YEAR) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0].startswith("Helår 2024: av 5 inriktningsmål")
    assert "God ekonomisk hushållning" in said
    assert "Räknat och angivet skiljer sig för 4 av 62 mål: KF-4, LBO-1, LEN-1, RTF-2." in said


def test_why_shows_the_rule_the_inputs_and_the_arithmetic(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("followup", LINDVIK, "KF-2", "--why", *YEAR) == 0
    said = " ".join(capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").split())
    assert "7 av 23 = 30 %" in said
    assert "krävs minst 80 %" in said
    assert "18 av 23 = 78 %" in said
    assert "Resultat: ”Nära mål”" in said


def test_what_was_not_measured_is_named_and_never_counts_as_met(capsys: pytest.CaptureFixture[str]) -> None:
    """One target value of SBN-2 has no outcome."""
    run("followup", LINDVIK, "SBN-2", "--why", *YEAR)
    said = " ".join(capsys.readouterr().out.split())
    assert re.search(r"[Ii]nte (upp)?mätt|[Ee]j uppmätt", said)


def test_json_and_csv_hold_every_goal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("followup", LINDVIK, *YEAR, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)
    assert run("followup", LINDVIK, *YEAR, "--format", "csv") == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff")), delimiter=";"))
    assert len(rows) > 62
    assert len({len(row) for row in rows}) == 1


def test_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("followup", LINDVIK, *YEAR, "--lang", "en") == 0
    assert "Full year 2024" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((LINDVIK, "KF-22", *YEAR), "KF-2"),
        ((LINDVIK, "--period", "2024-delor"), "2024-delår"),
        ((VAGGERYD,), "period"),
    ],
)
def test_what_cannot_be_followed_up(
    arguments: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("followup", *arguments) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""


def test_words_are_whole_in_both_languages_with_the_same_places() -> None:
    for key, text in read_words("graph.report", "followup").items():
        assert text.sv, key
        assert text.en, key
        assert set(re.findall(r"\{(\w+)\}", text.sv)) == set(re.findall(r"\{(\w+)\}", text.en)), key
    assert (ROOT / "graph" / "report" / "followup.ttl").exists()


FAULTS = LINDVIK.replace("2024.xlsx", "2024-brister.xlsx")


def flat(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert run("followup", *arguments) == 0
    return " ".join(capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_plan_with_faults_says_what_could_not_be_computed(capsys: pytest.CaptureFixture[str]) -> None:
    said = flat(capsys, FAULTS, *YEAR)
    assert "LVA-1 Dricksvattnet är rent och räcker Ingenting kan räknas fram. Angivet: Nära mål." in said
    assert "Inget mål som gäller är märkt för god ekonomisk hushållning här" in said
    assert "egna eller hos mål som bidrar (2): KF-6, LVA-1." in said
    assert "Gäller inte 2024 och räknas därför inte (1): KF-0." in said
    assert "Under varje mål står alla mål som leder dit" in said
    one = flat(capsys, FAULTS, "KF-0", "--why", *YEAR)
    assert "Därför räknas det på de mål som bidrar till det (1): ● I mål KS-2" in one


def test_a_plan_without_target_values_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    said = flat(capsys, VAGGERYD, "--period", "2020")
    assert said.startswith("Helår 2020: av 4 övergripande mål är 0 ”Uppfyllt”, 4 ”Kan inte bedömas”.")
    assert "Målvärden (0) inga" in said
    assert "Under varje mål" not in said, "nothing stands there"
    why = flat(capsys, VAGGERYD, "KF-1", "--why", "--period", "2020", "--lang", "en")
    assert "no goal contributes to it. So it cannot be assessed. No assessment is stated." in why
