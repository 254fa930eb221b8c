"""RDF files: every format both ways, exactly; and which graph of a file is the plan."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import to_isomorphic
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD

from graph.errors import CannotWrite, UnusableInput
from graph.export.jsonld import jsonld_bytes
from graph.sources.formats import FORMATS, Format, Source, format_of, known_suffixes, read_source
from graph.sources.rdffiles import read_rdf
from graph.sources.rdfwriting import rdf_bytes, write_rdf
from graph.sources.rows import Sheets
from ontology.namespaces import RT
from tests.source_files import LEAST, csv_folder, faults, workbook

BASE = "https://data.exempel.se/id"
PLAN = URIRef(f"{BASE}/plan/2024")
GOAL = URIRef(f"{BASE}/mal/kf-1")
RDF_FORMATS = [each for each in FORMATS if each.rdf is not None]
PREFIXES = "@prefix rt: <https://w3id.org/rodatraden/ns#> .\n"


def plan(*more: tuple[URIRef | BNode, URIRef, URIRef | BNode | Literal]) -> Graph:
    graph = Graph()
    graph.add((PLAN, RDF.type, RT.Plan))
    graph.add((PLAN, RT.budgetYear, Literal("2024", datatype=XSD.gYear)))
    graph.add((GOAL, RDF.type, RT.CouncilGoal))
    for triple in more:
        graph.add(triple)
    return graph


def saved(graph: Graph, folder: Path, wanted: Format) -> Path:
    assert wanted.rdf is not None
    path = folder / f"plan{wanted.suffixes[0]}"
    write_rdf(graph, path, wanted.rdf)
    return path


def read(path: Path, chosen: str | None = None) -> Graph:
    content = read_source(path, chosen)
    assert isinstance(content, Graph)
    return content


def exactly(graph: Graph) -> set[tuple[str, ...]]:
    """The statements with every literal's own spelling; rdflib compares some literals by value."""
    return {tuple(term.n3() for term in triple) for triple in to_isomorphic(graph)}


@pytest.mark.parametrize("wanted", RDF_FORMATS, ids=lambda each: each.name)
def test_every_format_keeps_every_literal(tmp_path: Path, wanted: Format) -> None:
    graph = plan(
        (GOAL, SKOS.prefLabel, Literal("Trygg uppväxt", lang="sv")),
        (GOAL, SKOS.prefLabel, Literal("Trygg uppväxt", lang="sv-se")),
        (GOAL, SKOS.prefLabel, Literal("Trygg uppväxt")),
        (GOAL, RT.value, Literal("12.50", datatype=XSD.decimal, normalize=False)),
        (GOAL, RT.value, Literal("012.5", datatype=XSD.decimal, normalize=False)),
        (GOAL, RT.value, Literal("1E3", datatype=XSD.double, normalize=False)),
        (GOAL, RT.active, Literal("true", datatype=XSD.boolean, normalize=False)),
        (GOAL, RT.active, Literal("1", datatype=XSD.boolean, normalize=False)),
        (GOAL, DCTERMS.date, Literal("2024-06-19", datatype=XSD.date, normalize=False)),
        (GOAL, DCTERMS.description, Literal('rad 1\r\nrad 2\r"citat" \\ <b>&amp;</b> \N{GRINNING FACE}\t ')),
        (GOAL, URIRef("urn:okänd:egenskap"), URIRef("https://exempel.se/å?b=c#d")),
    )
    assert exactly(read(saved(graph, tmp_path, wanted))) == exactly(graph)


@pytest.mark.parametrize("wanted", RDF_FORMATS, ids=lambda each: each.name)
def test_nodes_without_names_stay_tied(tmp_path: Path, wanted: Format) -> None:
    node = BNode()
    graph = plan((GOAL, RT.meaningFor, node), (node, DCTERMS.description, Literal("text", lang="sv")))
    assert to_isomorphic(read(saved(graph, tmp_path, wanted))) == to_isomorphic(graph)


@pytest.mark.parametrize("wanted", RDF_FORMATS, ids=lambda each: each.name)
def test_the_same_plan_makes_the_same_file(wanted: Format) -> None:
    assert wanted.rdf is not None
    triples = [(GOAL, RT.sortOrder, Literal(number)) for number in range(30)]
    triples += [(GOAL, SKOS.prefLabel, Literal("a")), (GOAL, DCTERMS.title, Literal("b"))]
    first, second = rdf_bytes(plan(*triples), wanted.rdf), rdf_bytes(plan(*reversed(triples)), wanted.rdf)
    assert first == second


def test_turtle_is_good_to_read() -> None:
    text = rdf_bytes(plan((GOAL, SKOS.prefLabel, Literal("Mål", lang="sv"))), RdfFormat.TURTLE).decode()
    assert text == (
        "@prefix rt: <https://w3id.org/rodatraden/ns#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        f'<{GOAL}> a rt:CouncilGoal ;\n\tskos:prefLabel "Mål"@sv .\n'
        "\n"
        f'<{PLAN}> a rt:Plan ;\n\trt:budgetYear "2024"^^xsd:gYear .\n'
    )


def test_json_has_a_context_of_its_own() -> None:
    graph = plan((GOAL, SKOS.prefLabel, Literal("Mål", lang="sv")))
    data = rdf_bytes(graph, RdfFormat.JSON_LD)
    document = json.loads(data)
    assert document["@context"]["CouncilGoal"] == "rt:CouncilGoal"
    assert "http" not in json.dumps(document["@graph"]).replace(GOAL, "").replace(PLAN, "")
    # the export and the conversion have one and the same writer
    assert data == jsonld_bytes(graph, URIRef(PLAN))


@pytest.mark.parametrize("wanted", RDF_FORMATS, ids=lambda each: each.name)
@pytest.mark.parametrize("text", [" xmlns:b xmlns:a", "@prefix b: <urn:b> .\n@prefix a: <urn:a> .\n"])
def test_what_looks_like_prefixes_in_a_text_stays_as_it_was(
    tmp_path: Path, wanted: Format, text: str
) -> None:
    graph = plan((GOAL, SKOS.prefLabel, Literal(text, lang="sv")))
    assert set(read(saved(graph, tmp_path, wanted))) == set(graph)


@pytest.mark.parametrize("wanted", [RdfFormat.TRIG, RdfFormat.N_QUADS])
def test_quads_bear_the_name_of_the_plan(wanted: RdfFormat) -> None:
    text = rdf_bytes(plan(), wanted).decode()
    assert f"\n<{PLAN}> {{\n" in text or all(line.endswith(f" <{PLAN}> .") for line in text.splitlines())
    assert rdf_bytes(Graph(), wanted) == b""


def test_prefixes_of_the_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "plan.ttl"
    path.write_text(f"{PREFIXES}@prefix egen: <urn:egen:> .\n<{PLAN}> a rt:Plan .", encoding="utf-8-sig")
    assert dict(read(path).namespaces())["egen"] == URIRef("urn:egen:")


TWO_PLANS = f"""{PREFIXES}
<urn:a> {{ <urn:a> a rt:Plan ; rt:value 1 }}
<urn:b> {{ <urn:b> a rt:Plan ; rt:value 2 }}
<urn:c> {{ <urn:c> rt:value 3 }}
<urn:d> rt:value 4 .
"""


def test_one_plan_of_several_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "planer.trig"
    path.write_text(TWO_PLANS, encoding="utf-8")
    assert sorted(str(value) for value in read(path, "urn:b").objects(None, RT.value)) == ["2", "4"]
    for wanted in (None, "urn:finns-inte"):
        with pytest.raises(UnusableInput) as caught:
            read(path, wanted)
        assert faults(caught.value) == [("E12", None, None)]
        assert caught.value.faults[0].values == {"plans": "urn:a, urn:b"}


def test_a_plan_may_stand_in_a_graph_of_another_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.trig"
    path.write_text(
        f"{PREFIXES}<urn:g> {{ <urn:a> a rt:Plan ; rt:value 1 }} <urn:a> {{ <urn:a> rt:value 2 }}",
        encoding="utf-8",
    )
    assert sorted(str(value) for value in read(path).objects(None, RT.value)) == ["1", "2"]


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "utf-8-sig", "utf-16", "ISO-8859-1", "windows-1252"])
def test_xml_may_say_its_own_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.rdf"
    text = rdf_bytes(plan((GOAL, SKOS.prefLabel, Literal("Mål"))), RdfFormat.RDF_XML).decode()
    path.write_bytes(text.replace('"UTF-8"', f'"{encoding.removesuffix("-sig")}"').encode(encoding))
    assert Literal("Mål") in set(read(path).objects(GOAL, SKOS.prefLabel))


def test_xml_in_an_encoding_that_does_not_exist(tmp_path: Path) -> None:
    path = tmp_path / "plan.rdf"
    path.write_text('<?xml version="1.0" encoding="klingon"?><x/>', encoding="utf-8")
    with pytest.raises(UnusableInput) as caught:
        read(path)
    assert faults(caught.value) == [("E16", None, None)]


@pytest.mark.parametrize(
    ("graph", "wanted"),
    [
        (plan((GOAL, SKOS.prefLabel, Literal("a\x01b"))), RdfFormat.RDF_XML),
        (plan((GOAL, RT.value, URIRef("https://exempel.se/a b"))), RdfFormat.TURTLE),
    ],
)
def test_what_a_format_cannot_hold_is_said(graph: Graph, wanted: RdfFormat, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite) as caught:
        write_rdf(graph, tmp_path / "plan", wanted)
    assert "tecken som formatet inte kan återge" in caught.value.sentences("sv")[0]
    assert list(tmp_path.iterdir()) == []


def test_statements_that_are_none() -> None:
    for triple in [(Literal("a"), RDF.type, RT.Plan), (PLAN, BNode(), RT.Plan)]:
        graph = Graph()
        graph.add(triple)
        with pytest.raises(ValueError, match="no triple"):
            rdf_bytes(graph, RdfFormat.TURTLE)


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "plan.ttl"
    path.write_text("gammal", encoding="utf-8")
    with pytest.raises(CannotWrite):
        write_rdf(plan((GOAL, RT.value, URIRef("https://exempel.se/a b"))), path, RdfFormat.TURTLE)
    assert path.read_text(encoding="utf-8") == "gammal"
    for place in (tmp_path / "ingen" / "plan.ttl", tmp_path):
        with pytest.raises(CannotWrite):
            write_rdf(plan(), place, RdfFormat.TURTLE)
    assert list(tmp_path.iterdir()) == [path]


def test_the_table_of_formats(tmp_path: Path) -> None:
    assert known_suffixes() == ".xlsx, .ttl, .trig, .nt, .nq, .jsonld, .rdf"
    assert format_of(Path("PLAN.TTL")).name == "turtle"
    assert format_of(tmp_path).source is Source.CSV_FOLDER
    assert format_of(Path("ny-mapp")).source is Source.CSV_FOLDER
    suffixes = [suffix for each in FORMATS for suffix in each.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert isinstance(read_source(workbook(tmp_path / "plan.XLSX", LEAST)), Sheets)
    folder = csv_folder(
        tmp_path / "plan", {"Kommun.csv": "Namn,L\nKommunkod,1\nBudgetår,2024", "KF-mål.csv": "Id,Mål,Organ"}
    )
    assert isinstance(read_source(folder), Sheets)


@given(st.text(st.characters(codec="utf-8")), st.sampled_from(RDF_FORMATS))
@example("\r", RDF_FORMATS[-1])
@example(" \n\t", RDF_FORMATS[0])
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str, wanted: Format) -> None:
    graph = plan((GOAL, SKOS.prefLabel, Literal(text, lang="sv")))
    folder = tmp_path_factory.getbasetemp()
    try:
        path = saved(graph, folder, wanted)
    except CannotWrite:
        assert wanted.rdf == RdfFormat.RDF_XML
        return
    assert wanted.rdf is not None
    assert str(read_rdf(path, wanted.rdf).value(GOAL, SKOS.prefLabel)) == text
