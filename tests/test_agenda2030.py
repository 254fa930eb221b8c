"""The Agenda 2030 file holds every goal and target under the UN's own IRIs, with labels of our own."""

import csv
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, SKOS

SCHEME = URIRef("http://metadata.un.org/sdg")
SDG = Namespace("http://metadata.un.org/sdg/")
SDGO = Namespace("http://metadata.un.org/sdg/ontology#")
UN_DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "sdg"

TURTLE = (files("ontology") / "agenda2030.ttl").read_text(encoding="utf-8")
GRAPH = Graph().parse(data=TURTLE, format="turtle")
GOALS = set(GRAPH.subjects(RDF.type, SDGO.Goal))
TARGETS = set(GRAPH.subjects(RDF.type, SDGO.Target))
CONCEPTS = set(GRAPH.subjects(RDF.type, SKOS.Concept))

needs_un_data = pytest.mark.skipif(
    not UN_DATA.is_dir(),
    reason=f"NOT CHECKED against the UN's own data: no folder {UN_DATA}",
)


def labels(language: str) -> list[str]:
    """All preferred labels of goals and targets in one language."""
    return [
        str(label)
        for concept in CONCEPTS
        for label in GRAPH.objects(concept, SKOS.prefLabel)
        if isinstance(label, Literal) and label.language == language
    ]


def natural_order(code: str) -> tuple[int, int, int, str]:
    """A key that sorts 3 < 3.1 < 3.9 < 3.10 < 3.a < 4."""
    goal, _, target = code.partition(".")
    number = int(target) if target.isdigit() else 0
    return int(goal), 1 if target.isalpha() else 0, number, target


def test_seventeen_goals_and_169_targets() -> None:
    assert len(GOALS) == 17
    assert len(TARGETS) == 169
    assert CONCEPTS == GOALS | TARGETS
    assert not GOALS & TARGETS


def test_every_concept_has_one_swedish_and_one_english_label() -> None:
    for concept in CONCEPTS | {SCHEME}:
        found = list(GRAPH.objects(concept, SKOS.prefLabel))
        assert all(isinstance(label, Literal) for label in found), concept
        languages = sorted(str(label.language) for label in found if isinstance(label, Literal))
        assert languages == ["en", "sv"], concept


@pytest.mark.parametrize("language", ["sv", "en"])
def test_labels_are_unique_and_tidy(language: str) -> None:
    folded = Counter(label.casefold() for label in labels(language))
    assert [label for label, count in folded.items() if count > 1] == []
    assert [label for label in labels(language) if label != " ".join(label.split())] == []


def test_labels_of_targets_are_short() -> None:
    for target in TARGETS:
        for label in GRAPH.objects(target, SKOS.prefLabel):
            assert 2 <= len(str(label).split()) <= 9, f"{target}: {label}"


def test_iri_ends_with_the_notation() -> None:
    for concept in CONCEPTS:
        notations = list(GRAPH.objects(concept, SKOS.notation))
        assert len(notations) == 1, concept
        assert notations[0] == Literal(str(notations[0])), f"{concept}: not a plain string"
        assert concept == SDG[str(notations[0])]
        pattern = r"[1-9]\d?" if concept in GOALS else r"[1-9]\d?\.([1-9]\d?|[a-d])"
        assert re.fullmatch(pattern, str(notations[0])), concept


def test_target_lies_under_the_goal_of_its_notation() -> None:
    for target in TARGETS:
        notation = str(GRAPH.value(target, SKOS.notation))
        assert list(GRAPH.objects(target, SKOS.broader)) == [SDG[notation.partition(".")[0]]]
        assert not list(GRAPH.objects(target, SKOS.topConceptOf)), target


def test_scheme_holds_everything_and_goals_are_its_top() -> None:
    assert (SCHEME, RDF.type, SKOS.ConceptScheme) in GRAPH
    assert set(GRAPH.subjects(SKOS.inScheme, SCHEME)) == CONCEPTS
    assert set(GRAPH.subjects(SKOS.topConceptOf, SCHEME)) == GOALS
    assert not list(GRAPH.triples((None, SKOS.narrower, None)))


def test_file_lists_concepts_in_natural_order() -> None:
    codes = re.findall(r"^<http://metadata\.un\.org/sdg/([^>]+)> a ", TURTLE, flags=re.MULTILINE)
    assert len(codes) == 186
    assert codes == sorted(codes, key=natural_order)


@needs_un_data
def test_iris_are_exactly_the_uns() -> None:
    with (UN_DATA / "targets_en.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {URIRef(row["iri"]) for row in rows} == TARGETS
    assert {SDG[row["goal"]] for row in rows} == GOALS


@needs_un_data
def test_no_english_label_is_the_uns_own_sentence() -> None:
    un = Graph().parse(UN_DATA / "sdg-kos-goals-targets-indicators.ttl", format="turtle")
    theirs = {str(label).casefold().strip() for label in un.objects(None, SKOS.prefLabel)}
    assert len(theirs) > 186
    assert [label for label in labels("en") if label.casefold() in theirs] == []
