"""The benchmark of the analyses runs. How long anything takes is not tested."""

import pytest

from benchmarks import analysis
from graph.analysis.changes import changes

# No line of a benchmark is counted.
pytestmark = pytest.mark.no_cover


def test_every_analysis_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    lindvik = analysis.measured("tiny", analysis.loaded(0.1), 1)
    shown = analysis.table(lindvik, [lindvik, analysis.measured("small", analysis.loaded(0.3), 1)])
    for name in ("thread of a council goal", "coverage", "weak points", "followup", "changes: much"):
        assert f"| {name} |" in shown
    assert analysis.main(["--sizes", "0.1", "--repeats", "1"]) in {0, 1}
    assert "| Lindvik | 0.1x |" in capsys.readouterr().out


def test_the_edited_plans_are_told_as_edited() -> None:
    plan = analysis.loaded(0.3)
    counts = changes(plan, analysis.edited(plan)).counts()
    assert counts["goals-dropped"] == -(-len(plan.goals) // 10)
    assert counts["targets-stricter"] == len(plan.targets)
    renamed = changes(plan, analysis.renamed(plan)).counts()
    assert not {"goals-new", "goals-dropped"} & renamed.keys()
