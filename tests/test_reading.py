"""Odd data never stops the reading, and the closed lists are those of the ontology."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, RDFS, SKOS, VOID, XSD
from rdflib.term import Node

from graph import model, model_followup, model_process
from graph.facts import choose_period, with_facts
from graph.model_base import Span, Wording
from graph.query import read_plan
from graph.reading import day, key, node_of, number, truth, whole_number, year
from graph.reference import (
    SCHEMES,
    BodyKind,
    ConceptKind,
    GoalKind,
    concept_iri,
)
from ontology.namespaces import RT, SDMX_DIMENSION, SDMX_MEASURE, VCARD
from ontology.vocabulary import graph_of
from tests.small_plans import MINIMAL, PREFIXES, iri, parsed, swedish


def test_an_empty_plan_has_a_governing_model_that_says_nothing() -> None:
    plan = read_plan(parsed(MINIMAL))
    assert plan.governing_model == model.GoverningModel(iri="")
    assert plan.goals == ()
    assert plan.municipality is None
    assert plan.title == Wording()
    assert plan.name() == iri("plan/2024")


def test_values_of_the_wrong_kind_are_unknown() -> None:
    plan = read_plan(
        parsed(
            MINIMAL
            + """
            <mal/1> a rt:CouncilGoal ; rt:ownedBy "KF" ; rt:sortOrder "först" ; rt:perspective rtc:nonsense ;
                rt:contributesTo "KF-1", <mal/2> ; rt:soundFinancialManagement "ja" ; dcterms:valid "2024" ;
                rt:intendedEffect <mal/2> ; dcterms:identifier <mal/2> .
            <utfall/1> a rt:Outcome ; sdmx-measure:obsValue "okänt" ; rt:referenceValue "NaN"^^xsd:double ;
                rt:measuredYear "24"^^xsd:gYear ; sdmx-dimension:sex "kvinnor" .
            <utfall/2> a rt:Outcome ; sdmx-measure:obsValue true ; rt:measuredYear "förra" .
            <beslut/1> a rt:Decision ; dcterms:date "2024-02-30"^^xsd:date ; rt:newEnd "i höst" .
            """
        )
    )
    (goal,) = plan.goals
    assert goal == model.Goal(iri=iri("mal/1"), kind=GoalKind.COUNCIL, contributes_to=(iri("mal/2"),))
    assert plan.outcomes == (
        model_followup.Outcome(iri=iri("utfall/1")),
        model_followup.Outcome(iri=iri("utfall/2")),
    )
    assert plan.decisions == (model_process.Decision(iri=iri("beslut/1")),)


def test_of_several_values_the_first_right_one_is_read() -> None:
    plan = read_plan(
        parsed(
            MINIMAL
            + """
            <mal/1> a rt:CouncilGoal ; rt:sortOrder "a", 7, 3 ; rt:ownedBy <organ/B>, <organ/A> ;
                skos:prefLabel "b"@sv, "a"@sv ; dcterms:valid "x", <tid/1> .
            <tid/1> dcat:startDate "2024-01-01"^^xsd:date .
            """
        )
    )
    (goal,) = plan.goals
    assert (goal.sort_order, goal.owner, goal.title) == (3, iri("organ/A"), swedish("a"))
    assert goal.valid == Span(date(2024, 1, 1), None)


def test_super_classes_do_not_change_what_a_thing_is() -> None:
    turtle = (
        MINIMAL
        + """<organ/KS> a rt:Body, rt:Committee, rt:ExecutiveBoard .
        <mal/1> a rt:Goal, skos:Concept, rt:CompanyGoal ."""
    )
    plan = read_plan(parsed(turtle))
    assert [body.kind for body in plan.bodies] == [BodyKind.EXECUTIVE_BOARD]
    assert [goal.kind for goal in plan.goals] == [GoalKind.COMPANY]
    assert plan.concepts == ()


def test_reference_concepts_are_not_the_plans_own() -> None:
    turtle = (
        MINIMAL
        + "<https://w3id.org/rodatraden/concept/status/partly> a skos:Concept . sdg:3 a skos:Concept ."
    )
    assert read_plan(parsed(turtle)).concepts == ()


def test_blank_nodes_are_read_and_referred_to() -> None:
    plan = read_plan(
        parsed(
            MINIMAL
            + """<mal/1> a rt:CouncilGoal ; rt:ownedBy _:council ;
                dcterms:valid [ dcat:startDate "2024-01-01"^^xsd:date ] .
            _:council a rt:Council ."""
        )
    )
    assert plan.goals[0].owner == plan.bodies[0].iri
    assert plan.bodies[0].iri.startswith("_:")
    assert key(node_of(plan.bodies[0].iri)) == plan.bodies[0].iri
    assert plan.goals[0].valid == Span(date(2024, 1, 1), None)


def test_one_plan_of_several_is_read_by_name() -> None:
    graph = parsed(
        MINIMAL
        + """<plan/2023> a rt:Plan . <mal/1> a rt:CouncilGoal ; rt:inPlan <plan/2023> .
        <mal/2> a rt:CouncilGoal ."""
    )
    assert [goal.iri for goal in read_plan(graph, iri("plan/2023")).goals] == [iri("mal/1"), iri("mal/2")]
    assert [goal.iri for goal in read_plan(graph, iri("plan/2024")).goals] == [iri("mal/2")]
    with pytest.raises(LookupError, match="2 plans"):
        read_plan(graph)
    with pytest.raises(LookupError, match="no plan"):
        read_plan(graph, iri("plan/2022"))


def test_literals_as_other_tools_write_them() -> None:
    graph = parsed(
        """<x> <n> "1.50"^^xsd:decimal, "3"^^xsd:int, "2.5e0"^^xsd:double, "1,5", "INF"^^xsd:double ;
            <d> "2024-01-31T10:00:00"^^xsd:dateTime, "2024-02-01"^^xsd:date, "2024-02-02" ;
            <b> true, "1"^^xsd:boolean, "ja" ; <y> 2024, "2023"^^xsd:gYear, "2022", "-0044"^^xsd:gYear ."""
    )
    by_property = {str(prop)[-1]: list(graph.objects(None, prop)) for prop in graph.predicates()}
    assert {number(node) for node in by_property["n"]} == {Decimal("1.5"), Decimal(3), Decimal("2.5"), None}
    assert {whole_number(node) for node in by_property["n"]} == {3, None}
    assert {day(node) for node in by_property["d"]} == {date(2024, 1, 31), date(2024, 2, 1), None}
    assert {truth(node) for node in by_property["b"]} == {True, None}
    assert {year(node) for node in by_property["y"]} == {2024, 2023, None}


def test_members_are_the_concepts_of_the_ontology() -> None:
    graph = graph_of("concepts.ttl")
    subjects = {str(subject) for subject in graph.subjects()}
    for kind, start in SCHEMES.items():
        stated = {subject for subject in subjects if subject.startswith(start)}
        assert stated == {concept_iri(member) for member in kind}


def test_kinds_are_classes_of_the_ontology() -> None:
    graph = graph_of("rodatraden.ttl")
    for kinds in (GoalKind, BodyKind, ConceptKind):
        for kind in kinds:
            assert (RT[kind.value], RDF.type, None) in graph, kind


def test_a_wording_falls_back_to_swedish_and_then_to_any_language() -> None:
    wording = Wording((("en", "Safe"), ("sv", "Trygg")))
    assert (wording.in_language("en"), wording.in_language("fi"), str(wording)) == ("Safe", "Trygg", "Trygg")
    assert Wording((("de", "Sicher"),)).in_language("sv") == "Sicher"
    assert (wording.only("sv"), wording.only("fi")) == ("Trygg", None)
    assert Wording().in_language("sv") is None
    assert not Wording()
    assert str(Wording()) == ""


def test_a_thing_without_a_title_is_called_by_its_id() -> None:
    assert model.Vision(iri="x", identifier="V-1").name() == "V-1"
    assert model.Vision(iri="x", title=swedish("En plats")).name("en") == "En plats"
    assert model.Vision(iri="x").name() == "x"


@pytest.mark.parametrize(
    ("identifier", "start", "expected", "part"),
    [
        ("2024", None, 2024, ""),
        ("2024-T1", None, 2024, "T1"),
        ("hösten", None, None, ""),
        (None, date(2023, 1, 1), 2023, ""),
        (None, None, None, ""),
    ],
)
def test_the_year_of_a_period(
    identifier: str | None, start: date | None, expected: int | None, part: str
) -> None:
    period = model_followup.FollowUpPeriod(iri="p", identifier=identifier, start=start)
    assert (period.year, period.part) == (expected, part)


def test_a_plain_text_may_carry_a_type() -> None:
    graph = Graph()
    graph.parse(
        data=PREFIXES + MINIMAL + '<mal/1> a rt:CouncilGoal ; dcterms:identifier "1"^^xsd:string .',
        format="turtle",
    )
    assert read_plan(graph).goals[0].identifier == "1"


# Whatever stands in a graph

_OWN_TERMS = [
    term for term in graph_of("rodatraden.ttl").subjects(RDFS.isDefinedBy) if isinstance(term, URIRef)
]
_BORROWED = [
    *(RDF.type, SKOS.prefLabel, SKOS.inScheme, DCTERMS.identifier, DCTERMS.valid, DCTERMS.isReplacedBy),
    *(DCAT.startDate, DCAT.endDate, VOID.uriSpace, VCARD.hasEmail),
    *(SDMX_DIMENSION.refPeriod, SDMX_DIMENSION.sex, SDMX_MEASURE.obsValue),
]
_CONCEPTS = [URIRef(concept_iri(member)) for kind in SCHEMES for member in kind]
_LITERALS = [
    Literal(lexical, datatype=datatype, normalize=False)
    for datatype in (
        None,
        XSD.date,
        XSD.gYear,
        XSD.decimal,
        XSD.integer,
        XSD.boolean,
        XSD.double,
        XSD.dateTime,
    )
    for lexical in (
        "2024",
        "0000",
        "2024-02-30",
        "9999-12-31",
        "0001-01-01",
        "-1",
        "1e400",
        "true",
        "",
        "NaN",
        "x@y.z",
    )
]
_TERMS = sorted({*_OWN_TERMS, *_BORROWED}, key=str)
_CLASSES = [RT.FollowUpPeriod, RT.Indicator, RT.TargetValue, RT.Outcome, RT.Assessment, RT.Decision]
_CLASSES += [RT.CouncilGoal, RT.CommitteeGoal, RT.Company, RT.Milestone, RT.GoverningModel, SKOS.Concept]
_THINGS = [URIRef(iri(rdf_class.fragment)) for rdf_class in (RT.Plan, *_CLASSES)] + [BNode("x")]
_VALUES: list[Node] = [*_THINGS * 4, *_CONCEPTS, *_LITERALS]
triples = st.tuples(st.sampled_from(_THINGS), st.sampled_from(_TERMS), st.sampled_from(_VALUES))


@given(st.lists(triples, min_size=20, max_size=200), st.sampled_from([None, "2024", "2024-T1", "hösten"]))
def test_whatever_stands_in_a_graph_it_can_be_read(
    odd: list[tuple[Node, Node, Node]], period: str | None
) -> None:
    graph = Graph()
    for triple in odd:
        graph.add(triple)
    graph.remove((None, RT.inPlan, None))
    for thing, rdf_class in zip(_THINGS, (RT.Plan, *_CLASSES), strict=False):
        graph.add((thing, RDF.type, rdf_class))
    plan = read_plan(graph)
    assert len(plan.goals) >= 2
    with_facts(graph, today=date(2024, 6, 1), period=period or choose_period(plan, None, None))
