"""The goals as a concept scheme: SKOS' integrity conditions hold, and what leads to what is the plan's."""

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from examples.build import HERE
from graph.export.skosview import skos_view
from graph.intake import take_in
from graph.query import read_plan
from graph.tables import TableRow
from tests.small_plans import MINIMAL, iri, parsed
from tests.strategies import plans
from tests.test_tables import built

# The integrity conditions of the SKOS Reference that a graph can break, each true where it is broken.
CONDITIONS = {
    "S9": "ASK { ?x a skos:ConceptScheme , skos:Concept }",
    "S13": """ASK { { ?x skos:prefLabel ?l ; skos:altLabel ?l }
        UNION { ?x skos:prefLabel ?l ; skos:hiddenLabel ?l }
        UNION { ?x skos:altLabel ?l ; skos:hiddenLabel ?l } }""",
    "S14": "ASK { ?x skos:prefLabel ?a , ?b FILTER (?a != ?b && LANG(?a) = LANG(?b)) }",
    "S27": """ASK { ?x skos:related ?y . { ?x (skos:broader|^skos:narrower)+ ?y }
        UNION { ?y (skos:broader|^skos:narrower)+ ?x } }""",
    "S37": "ASK { ?x a skos:Collection { ?x a skos:Concept } UNION { ?x a skos:ConceptScheme } }",
    "S46": """ASK { ?x skos:exactMatch ?y { ?x skos:broadMatch|^skos:broadMatch ?y }
        UNION { ?x skos:relatedMatch|^skos:relatedMatch ?y } }""",
    # What follows from the entailments S5, S8, S25: stated both ways, so that no reasoner is needed.
    "top": "ASK { ?x skos:topConceptOf ?s FILTER NOT EXISTS { ?s skos:hasTopConcept ?x } }",
    "scheme": "ASK { ?x skos:topConceptOf ?s FILTER NOT EXISTS { ?x skos:inScheme ?s } }",
    "both": "ASK { ?x skos:broader ?y FILTER NOT EXISTS { ?y skos:narrower ?x } }",
    "itself": "ASK { ?x skos:broader ?x }",
}


def broken(graph: Graph) -> list[str]:
    return [name for name, ask in CONDITIONS.items() if graph.query(ask, initNs={"skos": SKOS}).askAnswer]


@pytest.mark.parametrize("name", ["vaggeryd-2020", "lindvik-2024", "lindvik-2024-brister"])
def test_the_examples_keep_the_conditions(name: str) -> None:
    assert broken(skos_view(take_in(HERE / f"{name}.ttl").plan)) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(tables=plans())
def test_any_plan_keeps_the_conditions(tables: dict[str, list[TableRow]]) -> None:
    plan = read_plan(built(tables).graph)
    view = skos_view(plan)
    assert broken(view) == []
    concepts = {str(each) for each in view.subjects(RDF.type, SKOS.Concept)}
    assert concepts == {each.iri for each in (*plan.goals, *plan.visions, *plan.core_values)}


def test_whatever_a_plan_says_the_conditions_hold() -> None:
    view = skos_view(
        read_plan(
            parsed(f"""{MINIMAL}
    <mal/1> a rt:CouncilGoal ; rt:inPlan <plan/2024> ; skos:prefLabel "A"@sv, "B"@sv, "A"@en ;
        rt:contributesTo <mal/1>, <mal/2>, <mal/finns-inte> ; rt:addresses sdg:3 ; rt:addressesPartly sdg:3 .
    <mal/2> a rt:CouncilGoal ; rt:inPlan <plan/2024> ; rt:contributesTo <mal/1> ; skos:prefLabel "A" .
    """)
        )
    )
    assert broken(view) == []
    goal = URIRef(iri("mal/1"))
    assert list(view.objects(goal, SKOS.broader)) == [URIRef(iri("mal/2"))]
    assert set(view.objects(goal, SKOS.prefLabel)) == {Literal("A", lang="sv"), Literal("A", lang="en")}
    assert list(view.objects(goal, SKOS.relatedMatch)) == [URIRef("http://metadata.un.org/sdg/3")]


def test_the_thread_of_lindvik_is_in_the_scheme() -> None:
    plan = take_in(HERE / "lindvik-2024.ttl").plan
    view = skos_view(plan)
    scheme = URIRef(iri("mallista/2024"))
    above = {(str(below), str(over)) for below, over in view.subject_objects(SKOS.broader)}
    assert above == {
        (goal.iri, over) for goal in plan.goals for over in (*goal.contributes_to, *goal.based_on)
    }
    tops = {str(each) for each in view.objects(scheme, SKOS.hasTopConcept)}
    assert tops == {each.iri for each in (*plan.visions, *plan.core_values)}
    members = {str(each) for each in view.objects(URIRef(iri("mallista/2024-kf-mal")), SKOS.member)}
    assert members == {goal.iri for goal in plan.goals if goal.kind == "CouncilGoal"}
    labels = {str(each) for each in view.objects(URIRef(iri("mallista/2024-kf-mal")), SKOS.prefLabel)}
    assert labels == {"Inriktningsmål", "Council goal"}


@pytest.mark.parametrize(
    ("condition", "turtle"),
    [
        ("S9", "<a> a skos:ConceptScheme , skos:Concept ."),
        ("S13", '<a> skos:prefLabel "x"@sv ; skos:altLabel "x"@sv .'),
        ("S14", '<a> skos:prefLabel "x"@sv , "y"@sv .'),
        ("S27", "<a> skos:related <b> ; skos:broader <c> . <c> skos:broader <b> ."),
        ("S37", "<a> a skos:Collection , skos:Concept ."),
        ("S46", "<a> skos:exactMatch <b> ; skos:relatedMatch <b> ."),
    ],
)
def test_a_broken_condition_is_seen(condition: str, turtle: str) -> None:
    assert condition in broken(parsed(turtle))
