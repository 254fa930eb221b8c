"""The benchmarks run. How long anything takes is not tested: machines differ, and this one is busy."""

import json
from pathlib import Path

import pytest

import benchmarks.__main__ as benchmarks
from benchmarks.check import made
from benchmarks.plans import plan
from benchmarks.timing import growth
from graph.intake import take_in
from graph.reference import GoalKind
from graph.sources.workbook_template import write_workbook

# No line of a benchmark is counted.
pytestmark = pytest.mark.no_cover

TINY = 0.1


def test_a_plan_of_size_one_is_as_large_as_lindvik_and_builds_without_remarks(tmp_path: Path) -> None:
    write_workbook(tmp_path / "plan.xlsx", plan(1))
    intake = take_in(tmp_path / "plan.xlsx")
    assert intake.remarks == ()
    assert len(intake.plan.bodies) == 13
    assert len(intake.plan.goals) == 60
    assert len(intake.plan.goals_of_kind(GoalKind.COUNCIL)) == 5
    assert len(intake.plan.indicators) == 150
    assert len(intake.plan.assessments) == 2 * 60


def test_a_plan_grows_with_its_size() -> None:
    rows = [sum(map(len, plan(size).values())) for size in (1, 10)]
    assert 9 < rows[1] / rows[0] < 10


def test_the_sources_of_a_made_up_plan_say_the_same(tmp_path: Path) -> None:
    counts = {len(take_in(path).graph) for path in made(TINY, tmp_path).values()}
    assert len(counts) == 1


def test_the_benchmarks_run_from_end_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmarks, "LINDVIK", made(TINY, tmp_path))
    assert benchmarks.main(["--sizes", "0.1", "0.2", "--repeats", "1", "--json"]) == 0
    measured = json.loads(capsys.readouterr().out)
    assert {"cold", "stages", "growth", "engines"} < measured.keys()
    assert all(each["findings"] for each in measured["stages"])
    results = {each["results"] for each in measured["engines"].values()}
    assert len(results) == 1


def test_the_tables_name_what_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmarks, "LINDVIK", made(TINY, tmp_path))
    assert benchmarks.main(["--only", "stages", "--sizes", "0.1", "0.3", "--repeats", "1"]) == 0
    shown = capsys.readouterr().out
    for stage in ("read xlsx", "build", "facts", "validate", "report text"):
        assert f"| {stage} " in shown
    assert "Engine" not in shown


@pytest.mark.parametrize(("times", "power"), [([1, 10, 100], 1), ([1, 100, 10_000], 2), ([5, 5, 5], 0)])
def test_growth_is_the_power_of_the_size(times: list[float], power: float) -> None:
    assert growth([1, 10, 100], times) == pytest.approx(power, abs=1e-9)


def test_one_size_says_nothing_of_growth() -> None:
    assert growth([1], [1]) is None
