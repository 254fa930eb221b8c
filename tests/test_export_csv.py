"""CSV files with CSVW metadata: another program reads every table, and what the metadata claims holds."""

import csv
import io
import json
import tempfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW
from hypothesis import HealthCheck, given, settings
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, SKOS

from examples.build import HERE
from graph.export.csvw import METADATA, column_name, csv_files, file_name
from graph.intake import Intake, take_in
from graph.prefixes import PREFIXES
from graph.sources.layout import REST_SHEET, SHEETS, sheets_by_name
from graph.tables import TableRow
from ontology.concepts import folded
from tests.small_plans import MINIMAL, iri, parsed
from tests.strategies import plans
from tests.test_tables import built

EXAMPLES = ["vaggeryd-2020", "lindvik-2024", "lindvik-2024-brister"]
# csvw writes the prefixes of CSVW's own context.
_PREFIXES = {**PREFIXES, "dc": str(DCTERMS)}


def written(graph: Graph, plan: URIRef, folder: Path) -> Path:
    """The folder that an export makes."""
    files = csv_files(graph, plan, "plan")
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return folder / "plan-csv"


def faults_found(folder: Path) -> list[str]:
    """What the standard's rules have against the files: csvw checks names, types, formats and keys."""
    package = CSVW(str(folder / METADATA), validate=True)
    return [] if package.is_valid else [str(warning.message) for warning in package.warnings]


def statements(folder: Path) -> Iterator[tuple[str, str, Any]]:
    """What a program makes of the files by the metadata alone: subject, property, value."""
    described: Any = CSVW(str(folder / METADATA)).to_json()
    for table in described["tables"]:
        for row in table["row"]:
            for thing in row["describes"]:
                for key, value in thing.items():
                    if key != "@id":
                        for each in value if isinstance(value, list) else [value]:
                            yield thing["@id"], expanded(key), each


def expanded(key: str) -> str:
    prefix, _, rest = key.partition(":")
    return (
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
        if key == "@type"
        else _PREFIXES.get(prefix, f"{prefix}:") + rest
    )


@pytest.fixture(scope="module", params=EXAMPLES)
def example(request: pytest.FixtureRequest) -> Intake:
    return take_in(HERE / f"{request.param}.ttl")


def test_the_examples_keep_the_rules_of_the_standard(example: Intake, tmp_path: Path) -> None:
    assert faults_found(written(example.graph, example.iri, tmp_path)) == []


def test_what_the_metadata_says_of_the_examples_is_in_the_plan(example: Intake, tmp_path: Path) -> None:
    said = list(statements(written(example.graph, example.iri, tmp_path)))
    assert len(said) > 300
    for subject, prop, value in said:
        values = set(example.graph.objects(URIRef(subject), URIRef(prop)))
        assert holds(values, value), (subject, prop, value)


def holds(values: set[Any], value: Any) -> bool:
    """Whether one of a property's values is what a program read in the cell."""
    if isinstance(value, bool):
        return Literal(value) in values
    if isinstance(value, int | float):
        return any(Decimal(str(each)) == Decimal(str(value)) for each in values)
    return any(str(each) == value or expanded(value) == str(each) for each in values)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(tables=plans())
def test_any_plan_keeps_the_rules_and_comes_back(tables: dict[str, list[TableRow]]) -> None:
    plan = built(tables)
    with tempfile.TemporaryDirectory() as place:
        folder = written(plan.graph, plan.plan, Path(place))
        assert faults_found(folder) == []
        assert isomorphic(take_in(folder).graph, plan.graph)


def test_a_claim_that_does_not_hold_is_not_made(tmp_path: Path) -> None:
    graph = parsed(f"""{MINIMAL}
    <plan/2024> rt:municipality <kommun/1> ; void:uriSpace "https://data.lindvik.example" .
    <kommun/1> a rt:Municipality ; rt:municipalityCode "1" ; skos:prefLabel "X"@sv .
    <indikator/1> a rt:Indicator ; rt:inPlan <plan/2024> ; dcterms:identifier "1" .
    <utfall/1> a rt:Outcome ; rt:inPlan <plan/2024> ; dcterms:identifier "1" ; rt:indicator <indikator/0> .
    <utfall/2> a rt:Outcome ; rt:inPlan <plan/2024> ; dcterms:identifier "1" .
    <malvarde/1> a rt:TargetValue ; rt:inPlan <plan/2024> ; dcterms:identifier "1" ;
        rt:indicator <indikator/1> .
    """)
    tables = metadata(written(graph, URIRef(iri("plan/2024")), tmp_path))
    assert "foreignKeys" not in tables["utfall.csv"]["tableSchema"]
    assert "primaryKey" not in tables["utfall.csv"]["tableSchema"]
    assert "aboutUrl" not in tables["utfall.csv"]["tableSchema"]
    (key,) = tables["malvarden.csv"]["tableSchema"]["foreignKeys"]
    assert key == {
        "columnReference": "indikator",
        "reference": {"resource": "indikatorer.csv", "columnReference": "id"},
    }
    assert tables["malvarden.csv"]["tableSchema"]["primaryKey"] == "id"
    assert (
        tables["malvarden.csv"]["tableSchema"]["aboutUrl"] == "https://data.lindvik.example/id/malvarde/{id}"
    )


def metadata(folder: Path) -> Mapping[str, Any]:
    found = json.loads((folder / METADATA).read_text("utf-8"))
    return {table["url"]: table for table in found["tables"]}


def test_columns_tell_their_type_and_property(tmp_path: Path) -> None:
    intake = take_in(HERE / "vaggeryd-2020.ttl")
    tables = metadata(written(intake.graph, intake.iri, tmp_path))
    assert list(tables) == [file_name(name) for name in [*(sheet.name for sheet in SHEETS), REST_SHEET]]
    for sheet in SHEETS:
        if sheet.key_value:
            continue
        columns = tables[file_name(sheet.name)]["tableSchema"]["columns"]
        assert [each["titles"] for each in columns if not each.get("virtual")] == [
            c.heading for c in sheet.columns
        ]
        for column, described in zip(sheet.columns, columns, strict=False):
            assert described["datatype"]
            assert "propertyUrl" in described or column.property is None or column.heading == "Beslut"
    goals = {each["name"]: each for each in tables["kf-mal.csv"]["tableSchema"]["columns"]}
    assert goals["mal"]["propertyUrl"] == str(SKOS.prefLabel)
    assert (goals["mal"]["lang"], goals["mal_engelska"]["lang"]) == ("sv", "en")
    assert goals["god_ekonomisk_hushallning"]["datatype"] == {"base": "boolean", "format": "ja|nej"}
    assert goals["bidrar_till"]["separator"] == "; "


def test_the_files_are_for_people_too(tmp_path: Path) -> None:
    plan = built(
        {
            "Kommun": [{"Namn": "=1+1", "Kommunkod": "9999", "Budgetår": 2024}],
            "Målvärden": [{"Id": "M-1", "Indikator": "I-1", "Period": "2024", "Värde": Decimal("87.5")}],
        }
    )
    folder = written(plan.graph, plan.plan, tmp_path)
    data = (folder / "malvarden.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert [row["Värde"] for row in rows] == ["87,5"]
    assert "Namn;'=1+1" in (folder / "kommun.csv").read_text("utf-8-sig")
    assert (folder / "kf-mal.csv").read_text("utf-8-sig").count("\n") == 1


@pytest.mark.parametrize("name", [*(sheet.name for sheet in SHEETS), REST_SHEET])
def test_a_file_is_known_by_its_sheet(name: str) -> None:
    file = file_name(name)
    assert file.isascii()
    assert folded(Path(file).stem) == folded(name)
    assert name == REST_SHEET or sheets_by_name()[folded(Path(file).stem)].name == name


def test_no_two_columns_of_a_sheet_share_a_name() -> None:
    for sheet in SHEETS:
        names = [column_name(column.heading) for column in sheet.columns]
        assert len(set(names)) == len(names)
