"""The benchmark of the export runs. How long anything takes is not tested."""

import pytest

from benchmarks import export
from graph.export.formats import FORMATS

# No line of a benchmark is counted.
pytestmark = pytest.mark.no_cover


@pytest.mark.slow
def test_every_format_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert export.main(["--sizes", "0.1", "0.2", "--repeats", "1"]) == 0
    shown = capsys.readouterr().out
    assert "| Lindvik | 0.1x | 0.2x | power |" in shown
    for each in FORMATS.values():
        assert (f"\n| {each.name} | " in shown) is each.is_data
