"""The page and the description of one published thing: complete, the same in every format, and harmless."""

import json
import re
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic, to_isomorphic
from rdflib.namespace import PROV, SKOS

from graph.intake import take_in
from graph.query import read_plan
from graph.site.description import SERIALISATIONS, description_of
from graph.site.pages import _with_days, page_of
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


def test_an_assessment_is_called_by_what_was_assessed_and_when() -> None:
    outcome = page("bedomning/FGN-1-2024-utfall").text
    assert "Bedömning: Alla elever når målen i svenska och matematik (Helår 2024)" in outcome
    assert "(Delår 2024, prognos)" in page("bedomning/FGN-1-2024-del%C3%A5r-prognos").text
    assert (
        "Bedömning: god ekonomisk hushållning, ekonomi (Helår 2024)"
        in page("bedomning/ekonomi-2024-utfall").text
    )
    assert "Remissvar från Kommunstyrelsen" in page("remissvar/R-01").text


def test_all_assessments_of_a_goal_say_who_made_them_and_when() -> None:
    text = page("mal/FGN-1").text
    assert "Delår 2024 prognos Nära mål Förskole- och grundskolenämnden 2024-09-17 Vårens betyg" in text
    assert "Regeln står i Lindviks styrmodell" in text
    assert "Perspektiv Verksamhet mål för god ekonomisk hushållning" in text


def test_a_plan_s_page_shows_its_goals() -> None:
    text = page("plan/2024").text
    assert "Inriktningsmål Nära mål Varje barn växer upp tryggt och lyckas i skolan KF-1" in text
    assert "Socialnämnden I mål Barn och familjer får stöd tidigt och nära SOC-1" in text
    assert "Bas-IRI" not in text


def test_what_goes_with_a_thing_stands_by_kind_with_what_is_worth_knowing() -> None:
    group = page("begrepp/aldre").text
    assert "Målgrupp Äldre" in group
    assert "Hör ihop med Mål Nära mål Alla lever ett tryggt, aktivt och självständigt liv KF-2" in group
    assert "Vad målen innebär Omsorg, hälsa och kultur Den som behöver hjälp får den" in group
    vision = page("vardegrund/vision").text
    assert "Visionen förlängs till 2035 Kommunfullmäktige 2022-02-28 § 31, KS 2021/388, förlängning" in vision
    assert "Gäller under 2016–2030" in vision
    assert "Tid 2022-04-21 Plats" in page("dialog/cafe").text
    assert "högst" not in page("period/2022").text


def test_texts_stand_in_the_order_of_the_workbook() -> None:
    text = page("programavsnitt/PA-1").text
    assert text.index(" Syfte ") < text.index(" Strategi ") < text.index(" Uppföljning ")


def test_a_goal_that_is_not_there_is_called_by_the_id_that_somebody_wrote() -> None:
    intake = taken_in(LINDVIK)
    graph = Graph() + intake.graph
    goal, missing = (URIRef(f"{BASE}mal/{each}") for each in ("FGN-1", "KF-9"))
    graph.add((goal, RT.contributesTo, missing))
    view = PlanView(graph, read_plan(graph))
    text = Seen(page_of(view, str(goal), frame_of(intake))).text
    assert "Mål som inte finns i planen KF-9" in text


def test_days_are_marked_and_hostile_texts_with_days_stay_texts() -> None:
    frame = frame_of(taken_in(LINDVIK))
    whole = page_of(view_of(LINDVIK), BASE + "beslut/FGN-2023-74", frame)
    assert '<time datetime="2023-09-19">2023-09-19</time>' in whole
    assert _with_days("<b>2024-02-30 2024-13-01 12024-01-01 2024-01-01-1</b>") == (
        '&lt;b&gt;<time datetime="2024-02-30">2024-02-30</time> 2024-13-01 12024-01-01 2024-01-01-1&lt;/b&gt;'
    )


def test_a_page_s_title_and_summary_tell_it_from_all_others() -> None:
    frame = frame_of(taken_in(LINDVIK))
    whole = page_of(view_of(LINDVIK), BASE + "mal/KF-1", frame)
    assert (
        "<title>Varje barn växer upp tryggt och lyckas i skolan – Inriktningsmål KF-1 – Lindviks kommun"
    ) in whole
    assert (
        '<meta name="description" content="Inriktningsmål, KF-1, Kommunfullmäktige. Nära mål (Helår 2024). '
        "Barn och unga i Lindvik lämnar skolan med kunskaper"
    ) in whole
    for summary in re.findall(r'<meta name="description" content="(.*?)">', whole):
        assert len(summary) <= 310


def test_what_is_not_published_is_called_by_its_id_and_not_by_its_address() -> None:
    intake = taken_in(LINDVIK)
    graph = Graph() + intake.graph
    goal, before = (URIRef(f"{BASE}mal/{each}") for each in ("FGN-1", "FGN-0"))
    graph.add((goal, PROV.wasRevisionOf, before))
    found = PlanView(graph, read_plan(graph))
    assert "Ersätter FGN-0 " in Seen(page_of(found, str(goal), frame_of(intake))).text
    assessment = URIRef(f"{BASE}bedomning/FGN-1-2024-utfall")
    graph.remove((assessment, RT.assesses, None))
    found = PlanView(graph, read_plan(graph))
    text = Seen(page_of(found, str(assessment), frame_of(intake))).text
    assert "Bedömning: FGN-1-2024-utfall (Helår 2024)" in text


def test_a_plan_s_page_says_which_period_the_status_is_for() -> None:
    assert "Läget avser Helår 2024. Budgetår 2024" in page("plan/2024").text
