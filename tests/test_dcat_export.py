"""`export --format dcat`: the files, what they say of the files beside them, and what a plan must have."""

import hashlib
import json
import shutil
from pathlib import Path

import pyoxigraph
import pytest
from pyld import jsonld
from rdflib import BNode, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, OWL, RDF

from graph.errors import NotCatalogued
from graph.export.dcat.authorities import FILE_TYPE, file_type
from graph.export.dcat.files import catalogue_files
from graph.export.dcat.places import SWEDEN, place, places
from graph.export.dcat.settings import RULE, lacking, must_be_complete
from graph.export.exporting import formats_asked_for
from graph.export.formats import FORMATS, PublicPlan, public_plan
from graph.intake import check, take_in
from graph.query import read_plan
from ontology.namespaces import SPDX
from shapes.findings import Gate
from tests.rule_examples import Example, examples, plan_of
from tests.test_cli import run

# rdflib's own JSON-LD parser uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

ROOT = Path(__file__).parent.parent
LINDVIK, VAGGERYD = ROOT / "examples" / "lindvik-2024.xlsx", ROOT / "examples" / "vaggeryd-2020.xlsx"


@pytest.fixture(scope="module")
def lindvik() -> PublicPlan:
    intake = take_in(LINDVIK)
    return public_plan(intake.graph, intake.iri)


@pytest.fixture(scope="module")
def files(lindvik: PublicPlan) -> dict[str, bytes]:
    return dict(catalogue_files(lindvik))


def parsed(files: dict[str, bytes], suffix: str) -> Graph:
    return Graph().parse(data=files[f"dcat{suffix}"], format=_PARSERS[suffix])


_PARSERS = {".rdf": "xml", ".ttl": "turtle", ".jsonld": "json-ld"}
_OXIGRAPH = {
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


# The same graph whoever reads it


@pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # rdflib's own JSON-LD
@pytest.mark.parametrize("suffix", _PARSERS)
def test_rdflib_and_oxigraph_read_the_same_from_every_file(files: dict[str, bytes], suffix: str) -> None:
    """Both read the statements of the RDF/XML, which the portal fetches: no more, no less."""
    harvested = parsed(files, ".rdf")
    assert len(harvested) > 150
    assert isomorphic(parsed(files, suffix), harvested)
    quads = pyoxigraph.parse(files[f"dcat{suffix}"], format=_OXIGRAPH[suffix])
    statements = {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}
    again = pyoxigraph.parse(
        Graph.serialize(harvested, format="nt", encoding="utf-8"), format=pyoxigraph.RdfFormat.N_TRIPLES
    )
    assert statements == {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in again}


def test_pyld_reads_the_json_ld(files: dict[str, bytes]) -> None:
    expanded = jsonld.expand(json.loads(files["dcat.jsonld"]))
    assert {node["@id"] for node in expanded} == {str(each) for each in parsed(files, ".rdf").subjects()}


def test_the_same_plan_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    intake = take_in(ROOT / "examples" / "lindvik-2024.ttl")
    assert catalogue_files(public_plan(intake.graph, intake.iri)) == files


# What it says of the files


def test_every_format_of_data_is_a_distribution(files: dict[str, bytes]) -> None:
    graph = parsed(files, ".rdf")
    keys = {str(each).rpartition("/2024-")[2] for each in graph.subjects(RDF.type, DCAT.Distribution)}
    assert keys == {each.name for each in FORMATS.values() if each.is_data}


def test_sizes_and_checksums_are_those_of_the_files_that_are_written(tmp_path: Path) -> None:
    assert run("export", str(LINDVIK), "--format", "turtle,xlsx,dcat", "--output", str(tmp_path)) == 0
    graph = Graph().parse(tmp_path / "dcat.rdf", format="xml")
    urls = dict(graph.subject_objects(DCAT.downloadURL))
    assert {str(url).rpartition("/")[2] for url in urls.values()} == {"9999-2024.ttl", "9999-2024.xlsx"}
    for node, url in urls.items():
        content = (tmp_path / str(url).rpartition("/")[2]).read_bytes()
        assert str(graph.value(node, DCAT.byteSize)) == str(len(content))
        checksum = graph.value(node, SPDX.checksum)
        assert str(graph.value(checksum, SPDX.checksumValue)) == hashlib.sha1(content).hexdigest()  # noqa: S324


@pytest.mark.parametrize("name", [each.name for each in FORMATS.values() if each.is_data])
def test_every_format_has_a_file_type_of_the_eu(name: str) -> None:
    assert str(file_type(FORMATS[name].media_type)).startswith(str(FILE_TYPE))


def test_all_is_every_format_of_data_and_the_catalogue_is_asked_for_by_name() -> None:
    assert "dcat" not in [each.name for each in formats_asked_for("all")]
    assert [each.name for each in formats_asked_for("all,dcat")] == list(FORMATS)


# What a plan must have


def test_what_is_missing_is_said_by_name_and_cell_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("export", str(VAGGERYD), "--format", "turtle,dcat", "--output", str(tmp_path / "ut")) == 2
    said = capsys.readouterr().err.splitlines()
    assert said == [
        f"vaggeryd-2020.xlsx, Kommun, {cell}: {what} Utan den uppgiften kan planen inte stå i katalogen. "
        f"Fyll i eller rätta uppgiften i raden {row} i fliken Kommun."
        for cell, what, row in (
            ("B12", "Planens licens saknas.", "Licens"),
            ("B5", "Planens bas-IRI saknas.", "Bas-IRI"),
            ("B10", "Planens kontakt saknas.", "Kontakt"),
            ("B4", "Kommunens organisationsnummer saknas.", "Organisationsnummer"),
        )
    ]
    assert not (tmp_path / "ut").exists()


def test_the_gate_points_at_the_cells_that_the_export_asks_for() -> None:
    intake = take_in(VAGGERYD)
    with pytest.raises(NotCatalogued) as error:
        must_be_complete([intake.plan], intake.origins)
    found = check(intake, gate=Gate.PUBLISH).findings
    cells = {finding.origin.cell for finding in found if finding.rule == RULE and finding.origin}
    assert {fault.cell for fault in error.value.faults} == cells


def test_a_wrong_number_is_pointed_at_in_its_own_cell(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(ROOT / "examples" / "lindvik-2024", folder)
    head = folder / "Kommun.csv"
    head.write_text(head.read_text("utf-8-sig").replace("299999-9903", "299999-9904"), "utf-8")
    intake = take_in(folder)
    with pytest.raises(NotCatalogued) as error:
        must_be_complete([intake.plan], intake.origins)
    (finding,) = (each for each in check(intake, gate=Gate.PUBLISH).findings if each.rule == RULE)
    assert [fault.cell for fault in error.value.faults] == ["B3"]
    assert finding.origin is not None
    assert finding.origin.cell == "B3"


@pytest.mark.parametrize("example", [each for each in examples() if each.code.startswith("O")], ids=str)
def test_the_export_refuses_just_what_the_rule_finds(example: Example) -> None:
    plan = read_plan(plan_of(example))
    assert bool(list(lacking(plan))) == (example.code == RULE and example.fails)


def test_a_plan_of_rdf_is_named_where_there_are_no_cells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["export", str(VAGGERYD.with_suffix(".ttl")), "--format", "dcat", "--output", str(tmp_path / "ut")]
    assert run(*call, "--lang", "en") == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0] == (
        "Mål för mandatperioden 2019–2022: The licence of the plan is missing. Without it the plan cannot "
        "stand in the catalogue. Fill in or correct it in the row Licens in the sheet Kommun."
    )


def test_blank_nodes_of_rdf_get_identifiers_or_are_left_out(tmp_path: Path) -> None:
    """And a plan that StratML cannot hold, without council goals, has a catalogue all the same."""
    source = tmp_path / "plan.ttl"
    source.write_text(BLANK, encoding="utf-8")
    assert run("export", str(source), "--format", "dcat", "--output", str(tmp_path / "ut")) == 0
    graph = Graph().parse(tmp_path / "ut" / "dcat.rdf", format="xml")
    assert [term for triple in graph for term in triple if isinstance(term, BNode)] == []
    dataset = URIRef("https://x.example/id/plan/2024")
    assert str(graph.value(dataset, DCAT.contactPoint)) == "https://x.example/id/kontakt/2024"
    assert (dataset, DCAT.landingPage, None) not in graph
    assert (None, OWL.sameAs, None) not in graph
    keys = {str(each).rpartition("/2024-")[2] for each in graph.objects(dataset, DCAT.distribution)}
    assert "turtle" in keys
    assert "stratml" not in keys


BLANK = """
@prefix rt: <https://w3id.org/rodatraden/ns#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix void: <http://rdfs.org/ns/void#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://x.example/id/plan/2024> a rt:Plan ; rt:budgetYear "2024"^^xsd:gYear ;
    void:uriSpace "https://x.example/" ; dcterms:publisher [] ; dcat:landingPage [] ;
    dcterms:license <http://creativecommons.org/publicdomain/zero/1.0/> ;
    dcat:contactPoint [ a vcard:Organization ; vcard:fn "K" ; vcard:hasEmail <mailto:k@x.example> ] ;
    rt:municipality [ a rt:Municipality ; skos:prefLabel "X"@sv ; rt:municipalityCode "0665" ;
        rt:organisationNumber "212000-0522" ] .
"""


# Places


def test_every_municipality_has_its_own_place() -> None:
    assert len(places()) == len(set(places().values())) == 290
    assert all(len(code) == 4 and code.isdigit() for code in places())
    assert place("0665") == URIRef("http://sws.geonames.org/2665856")
    assert place("9999") == place(None) == SWEDEN
