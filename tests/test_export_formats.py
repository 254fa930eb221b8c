"""The one table of formats: each carries what it says, and says what it cannot carry."""

import io
import re
import tempfile
import zipfile
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from examples.build import HERE
from graph.errors import CannotWrite, UnknownName
from graph.export.exporting import export, formats_asked_for, write_files
from graph.export.formats import FORMATS, ExportFormat, Files, public_plan
from graph.intake import take_in
from graph.tables import TableRow
from ontology.namespaces import ADMS, RTC
from shapes.words import read_words
from tests.small_plans import MINIMAL, iri, parsed
from tests.strategies import plans
from tests.test_tables import built

EXAMPLES = ["vaggeryd-2020", "lindvik-2024", pytest.param("lindvik-2024-brister", marks=pytest.mark.slow)]
WHOLE = [each for each in FORMATS.values() if each.round_trips]
# Only what can be written without the settings of a catalogue.
DATA = [each for each in FORMATS.values() if each.is_data]


def read_back(made: Files) -> Graph:
    """The plan that the files of a format hold."""
    with tempfile.TemporaryDirectory() as place:
        (top,) = write_files(made, Path(place), force=False)
        return take_in(top).graph


def names(formats: list[ExportFormat]) -> list[str]:
    return [each.name for each in formats]


@pytest.mark.parametrize("each", WHOLE, ids=names(WHOLE))
@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_comes_back_whole(example: str, each: ExportFormat) -> None:
    intake = take_in(HERE / f"{example}.ttl")
    public = public_plan(intake.graph, intake.iri)
    assert isomorphic(read_back(each.write(public)), public.graph)


@pytest.mark.parametrize("each", WHOLE, ids=names(WHOLE))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(tables=plans())
def test_any_plan_comes_back_whole(each: ExportFormat, tables: dict[str, list[TableRow]]) -> None:
    tables["Kommun"][0].pop("Publicering", None)
    first = built(tables)
    public = public_plan(first.graph, first.plan)
    assert isomorphic(read_back(each.write(public)), public.graph)


@pytest.mark.parametrize("each", DATA, ids=names(DATA))
def test_nothing_of_a_draft_is_in_any_file(each: ExportFormat) -> None:
    """Neither its words nor its name, whatever the format."""
    tables: dict[str, list[TableRow]] = {
        "Kommun": [{"Namn": "Lindvik", "Kommunkod": "9999", "Budgetår": 2024}],
        "Organ": [{"Id": "KF", "Namn": "Fullmäktige", "Typ": "Kommunfullmäktige"}],
        "KF-mål": [
            {"Id": "KF-1", "Mål": "Offentligt mål", "Organ": "KF"},
            {"Id": "HEMLIG-1", "Mål": "Hemligt mål", "Organ": "KF", "Publicering": "utkast"},
        ],
        "Nämndmål": [
            {"Id": "KS-1", "Mål": "Nämndens mål", "Organ": "KF", "Bidrar till": "KF-1; HEMLIG-1"},
        ],
        "Indikatorer": [{"Id": "HEMLIG-I", "Indikator": "Hemlig indikator", "Mäter": "HEMLIG-1"}],
        "Utfall": [{"Id": "HEMLIG-U", "Indikator": "HEMLIG-I", "Period": "2024", "Värde": 4711}],
    }
    plan = built(tables)
    drafts = set(plan.graph.subjects(ADMS.status, RTC["publication/draft"]))
    assert len(drafts) == 1
    made = each.write(public_plan(plan.graph, plan.plan))
    texts = {name: whole_text(name, content).lower() for name, content in made.items()}
    assert [name for name, text in texts.items() if b"hemlig" in text or b"4711" in text] == []
    # and what is public is there: the cube holds no goals
    assert any(b"offentligt" in text for text in texts.values()) or each.name == "cube"


def whole_text(name: str, content: bytes) -> bytes:
    """A file's content, of a workbook that of its parts."""
    if not name.endswith(".xlsx"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(part) for part in archive.namelist())


@pytest.mark.parametrize("each", DATA, ids=names(DATA))
def test_the_same_plan_makes_the_same_files(each: ExportFormat) -> None:
    intake = take_in(HERE / "vaggeryd-2020.ttl")
    again = Graph()
    for triple in sorted(intake.graph, reverse=True):
        again.add(triple)
    first = each.write(public_plan(intake.graph, intake.iri))
    second = each.write(public_plan(again, intake.iri))
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_no_two_formats_make_the_same_file() -> None:
    intake = take_in(HERE / "vaggeryd-2020.ttl")
    public = public_plan(intake.graph, intake.iri)
    made = Counter(name for each in DATA for name in each.write(public))
    assert [name for name, count in made.items() if count > 1] == []
    for each in DATA:
        suffixes = {re.sub(r"^[^.]*", "", Path(name).name) for name in each.write(public)}
        assert suffixes == set(each.suffixes), each.name


@pytest.mark.parametrize("each", FORMATS.values(), ids=list(FORMATS))
def test_every_format_has_its_words(each: ExportFormat) -> None:
    texts = [each.label] if each.round_trips else [each.label, each.lacks]
    for text in texts:
        assert text is not None
        assert text.sv
        assert text.en
    if each.lacks is not None:
        assert each.lacks.sv.endswith(".")
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", each.media_type)


def test_no_word_is_left_over() -> None:
    folder = files("graph.export")
    source = "".join(
        entry.read_text("utf-8")
        for entry in folder.iterdir()
        if entry.is_file() and entry.name.endswith(".py")
    )
    for key in read_words("graph.export"):
        kind, _, name = key.partition("-")
        if kind == "format":
            assert name in FORMATS, key
        elif kind == "lacks" and name:
            assert not FORMATS[name].round_trips, key
        else:
            assert f'"{key}"' in source or f'"{kind}-' in source, key


def test_formats_are_asked_for_by_name() -> None:
    assert names(list(formats_asked_for("csv, turtle,csv,"))) == ["csv", "turtle"]
    assert names(list(formats_asked_for("ALL"))) == names(DATA)
    with pytest.raises(UnknownName) as caught:
        formats_asked_for("turtle,jsonls")
    assert caught.value.nearest == ("jsonld",)


def test_a_text_that_a_format_has_no_place_for_is_said() -> None:
    graph = parsed(MINIMAL + '<mal/1> a rt:CouncilGoal ; dcterms:identifier "a\\u0001" .')
    with pytest.raises(CannotWrite, match=r"2024\.rdf"):
        export(graph, URIRef(iri("plan/2024")), formats_asked_for("turtle,rdfxml"))
