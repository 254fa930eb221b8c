"""The verdicts at all gates at once are those of each gate by itself."""

from datetime import date

import pytest

from graph.intake import check, check_every_gate, take_in
from shapes.findings import Gate
from tests.conftest import ROOT

# The same lines as one gate runs, many times: to count them doubles the time.
pytestmark = pytest.mark.no_cover

DAY = date(2025, 4, 1)


@pytest.mark.parametrize("name", ["vaggeryd-2020", "lindvik-2024", "lindvik-2024-brister"])
@pytest.mark.parametrize("suffix", [".xlsx", ".ttl"])
def test_every_gate_at_once_is_each_gate_by_itself(name: str, suffix: str) -> None:
    intake = take_in(ROOT / "examples" / f"{name}{suffix}")
    together = check_every_gate(intake, today=DAY)
    assert list(together) == [None, *Gate]
    for gate, verdict in together.items():
        assert verdict == check(intake, gate=gate, today=DAY), gate
