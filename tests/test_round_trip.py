"""Any plan goes through every file format and comes back the same."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib.compare import isomorphic

from graph.export.plan import write_plan
from graph.intake import take_in
from graph.sources.formats import FORMATS
from graph.tables import TableRow
from tests.conftest import ROOT
from tests.strategies import plans
from tests.test_tables import built

SUFFIXES = [each.suffixes[0] if each.suffixes else "" for each in FORMATS]


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(tables=plans())
def test_a_generated_plan_comes_back(suffix: str, tables: dict[str, list[TableRow]]) -> None:
    """Twice: what was read from the file is written and read again."""
    first = built(tables)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{suffix}"
        write_plan(first.graph, first.plan, path)
        once = take_in(path)
        assert isomorphic(once.graph, first.graph)
        again = Path(folder) / f"igen{suffix}"
        write_plan(once.graph, once.iri, again)
        assert isomorphic(take_in(again).graph, first.graph)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", ["vaggeryd-2020", "lindvik-2024"])
def test_an_example_comes_back(tmp_path: Path, name: str, suffix: str) -> None:
    source = take_in(ROOT / "examples" / f"{name}.xlsx")
    write_plan(source.graph, source.iri, tmp_path / f"plan{suffix}")
    assert isomorphic(take_in(tmp_path / f"plan{suffix}").graph, source.graph)
