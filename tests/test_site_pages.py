"""The page and the description of one published thing: complete, the same in every format, and harmless."""

import json
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic, to_isomorphic
from rdflib.namespace import SKOS

from graph.intake import take_in
from graph.site.description import SERIALISATIONS, description_of
from graph.site.pages import page_of
from graph.site.plan_view import PlanView
from ontology.namespaces import RT
from tests.dashboard_pages import HOSTILE, hostile_copy
from tests.site_parts import (
    LINDVIK,
    VAGGERYD,
    Seen,
    embedded,
    frame_of,
    one_of_each_class,
    read_jsonld,
    taken_in,
    view_of,
)

BASE = "https://data.lindvik.example/id/"


def read_as_others_do(data: bytes, suffix: str) -> Graph:
    if suffix == "jsonld":
        return read_jsonld(data.decode())
    return Graph().parse(data=data, format={"ttl": "turtle", "rdf": "xml"}[suffix])


def page(reference: str, plan: Path = LINDVIK) -> Seen:
    return Seen(page_of(view_of(plan), BASE + reference, frame_of(taken_in(plan))))


@pytest.mark.parametrize("plan", [LINDVIK, VAGGERYD], ids=["lindvik", "vaggeryd"])
def test_every_format_of_a_description_says_the_same(plan: Path) -> None:
    intake = taken_in(plan)
    for iri in one_of_each_class(intake):
        told = description_of(intake.graph, iri)
        expected = to_isomorphic(told)
        for suffix, serialisation in SERIALISATIONS.items():
            read = read_as_others_do(serialisation.write(told), suffix)
            assert isomorphic(read, expected), (iri, suffix)


def test_a_description_says_all_that_the_plan_says_of_the_thing() -> None:
    graph = taken_in(LINDVIK).graph
    for iri in one_of_each_class(taken_in(LINDVIK)):
        told = description_of(graph, iri)
        about = [triple for triple in graph if str(triple[0]) == iri]
        assert about
        assert all(triple in told for triple in about)


def test_what_is_linked_to_is_named_and_so_is_what_links_here() -> None:
    graph = taken_in(LINDVIK).graph
    told = description_of(graph, BASE + "mal/KF-1")
    goal, below = (BASE + "mal/KF-1", BASE + "mal/FGN-1")
    assert [str(each) for each in told.subjects(RT.contributesTo) if str(each) == below] == [below]
    named = {str(subject) for subject in told.subjects(SKOS.prefLabel)}
    assert {goal, below, BASE + "organ/KF", "http://metadata.un.org/sdg/4.1"} <= named
    outcome = description_of(graph, BASE + "indikator/FGN-1a")
    assert len(list(outcome.subjects(RT.indicator))) == len(
        list(graph.subjects(RT.indicator, next(outcome.objects(None, RT.indicator))))
    )


def test_nothing_is_said_of_what_is_not_there() -> None:
    assert len(description_of(taken_in(LINDVIK).graph, BASE + "mal/KF-99")) == 0


@pytest.mark.parametrize("plan", [LINDVIK, VAGGERYD], ids=["lindvik", "vaggeryd"])
def test_a_page_carries_its_data(plan: Path) -> None:
    intake = taken_in(plan)
    for iri in one_of_each_class(intake):
        whole = page_of(view_of(plan), iri, frame_of(intake))
        own, schema = embedded(whole)
        assert isomorphic(read_jsonld(own), to_isomorphic(description_of(intake.graph, iri))), iri
        about = json.loads(schema)
        assert about["about"]["@id"] == iri
        assert len(read_jsonld(schema)) > 5


@pytest.mark.parametrize("plan", [LINDVIK, VAGGERYD], ids=["lindvik", "vaggeryd"])
def test_a_page_is_one_document_with_one_heading(plan: Path) -> None:
    intake = taken_in(plan)
    for iri in one_of_each_class(intake):
        seen = Seen(page_of(view_of(plan), iri, frame_of(intake)))
        assert seen.tags.count("h1") == seen.tags.count("main") == 1, iri
        assert len(seen.ids) == len(set(seen.ids)), iri
        assert not {name for name in seen.attributes if name.startswith("on") or name == "style"}
        assert iri in seen.text


def test_a_goal_s_page_tells_how_it_was_judged_and_who_decided() -> None:
    text = page("mal/KF-1").text
    assert "Inriktningsmål · KF-1 · Kommunfullmäktige" in text
    assert "Så har målet bedömts (Helår 2024)" in text
    assert "Bedömt av Kommunstyrelsen" in text
    assert "Tre av elva mål är i mål och sju är nära." in text
    assert "Regel Andel: ”I mål” från 80 % nådda" in text
    assert "Uträkning ”I mål”: 3 av 11 = 27 %." in text
    assert "Kommunfullmäktige 2022-11-28 § 164, KS 2022/301, antagande" in text
    assert "Skolan ska vara en plats där ingen är rädd" in text


def test_a_committee_s_goal_shows_its_target_values() -> None:
    text = page("mal/FGN-1").text
    assert "Målet bidrar till" in text
    assert "Målvärden som vägs samman" in text
    assert "minst 66 %" in text
    assert "Lässtöd i alla årskurs 1 och 2 från hösten 2025." in text


def test_the_other_pages_tell_what_they_are_for() -> None:
    body = page("organ/FGN").text
    assert "Elever känner trygghet och har studiero" in body
    assert "2023-09-19 § 74, FGN 2023/118" in body
    indicator = page("indikator/FGN-1a").text
    assert "Målvärden och utfall" in indicator
    assert "Nått?" in indicator
    decision = page("beslut/FGN-2023-74").text
    assert "Diarienummer FGN 2023/118" in decision
    assert "§ 74" in decision
    assert "Beslutet avser" in decision
    section = page("programavsnitt/PA-1").text
    assert "Förtydligar" in section
    assert "En fullföljd skolgång är det som bäst skyddar" in section


def test_the_same_plan_makes_the_same_page() -> None:
    pages = set()
    for _ in range(2):
        intake = take_in(LINDVIK)
        pages.add(page_of(PlanView(intake.graph, intake.plan), BASE + "mal/KF-1", frame_of(intake)))
    assert len(pages) == 1


def test_a_page_is_in_english_where_that_is_asked_for() -> None:
    intake = taken_in(LINDVIK)
    frame = frame_of(intake)
    english = type(frame)(href=frame.href, start=frame.start, stylesheet=frame.stylesheet, language="en")
    whole = page_of(view_of(LINDVIK), BASE + "mal/KF-1", english)
    assert '<html lang="en">' in whole
    assert "Every child grows up safely and succeeds at school" in whole


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    plan = tmp_path / "plan.ttl"
    hostile_copy(LINDVIK, plan)
    intake = take_in(plan)
    view = PlanView(intake.graph, intake.plan)
    for iri in one_of_each_class(intake):
        whole = page_of(view, iri, frame_of(intake))
        seen = Seen(whole)
        assert "<script>window" not in whole
        assert not {"img", "em"} & set(seen.tags)
        assert not [link for link in seen.links if link.startswith("javascript:")]
        assert HOSTILE.split()[0] in seen.text or "hacked" not in whole
        assert len(embedded(whole)) == seen.tags.count("script") == 2
