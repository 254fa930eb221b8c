"""The data cube of the outcomes: it keeps the standard's constraints, and says what the plan says."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import RdfFormat
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import QB, RDF, RDFS, SKOS, XSD

from examples.build import HERE
from graph.export.cube import cube, observations
from graph.intake import take_in
from graph.model import Plan
from graph.query import read_plan
from graph.reading import node_of
from graph.reference import OutcomeStatus, Sex
from graph.sources.rdfwriting import rdf_bytes
from graph.tables import TableRow
from ontology.namespaces import RT, SDMX_CODE, SDMX_DIMENSION, SDMX_MEASURE
from tests.cube_constraints import CONSTRAINTS, broken
from tests.small_plans import MINIMAL, iri, parsed
from tests.strategies import plans
from tests.test_tables import built

OUTCOMES = f"""{MINIMAL}
<indikator/1> a rt:Indicator ; rt:inPlan <plan/2024> ; dcterms:identifier "I 1" ; skos:prefLabel "Andel"@sv ;
    rt:unit "procent" ; rt:dataSource "Kolada" .
<period/2024> a rt:FollowUpPeriod ; rt:inPlan <plan/2024> ; skos:prefLabel "Helåret 2024"@sv ;
    dcat:startDate "2024-01-01"^^xsd:date ; dcat:endDate "2024-12-31"^^xsd:date .
<utfall/1> a rt:Outcome ; rt:inPlan <plan/2024> ; rt:indicator <indikator/1> ;
    sdmx-dimension:refPeriod <period/2024> ; sdmx-measure:obsValue 87.50 ; rt:referenceValue 80 .
<utfall/2> a rt:Outcome ; rt:inPlan <plan/2024> ; rt:indicator <indikator/1> ;
    sdmx-dimension:sex sdmx-code:sex-F ; sdmx-dimension:refPeriod <period/2024> ;
    sdmx-measure:obsValue 90 ; rt:dataSource "Egen mätning" .
"""


def plan_of(turtle: str) -> Plan:
    return read_plan(parsed(turtle))


def written(graph: Graph) -> bytes:
    return rdf_bytes(graph, RdfFormat.TURTLE)


@pytest.mark.parametrize(
    "name", ["vaggeryd-2020", pytest.param("lindvik-2024-brister", marks=pytest.mark.slow)]
)
def test_the_examples_keep_every_constraint(name: str) -> None:
    plan = take_in(HERE / f"{name}.ttl").plan
    made = cube(plan)
    assert broken(written(made)) == []
    assert len(set(made.subjects(RDF.type, QB.Observation))) == len(observations(plan))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(tables=plans())
def test_any_plan_keeps_every_constraint(tables: dict[str, list[TableRow]]) -> None:
    assert broken(written(cube(read_plan(built(tables).graph)))) == []


def test_every_outcome_of_lindvik_with_a_value_is_in_the_cube() -> None:
    plan = take_in(HERE / "lindvik-2024.ttl").plan
    made = cube(plan)
    valued = {outcome.iri: outcome for outcome in plan.outcomes if outcome.value is not None}
    assert {str(each) for each in made.subjects(RDF.type, QB.Observation)} == set(valued)
    for node, value in made.subject_objects(SDMX_MEASURE.obsValue):
        assert Decimal(str(value)) == valued[str(node)].value
    slices = set(made.subjects(RDF.type, QB.Slice))
    assert len(slices) == len({outcome.indicator for outcome in valued.values()})
    assert len(list(made.subject_objects(QB.observation))) == len(valued)


def test_an_observation_says_what_the_outcome_does() -> None:
    made = cube(plan_of(OUTCOMES))
    first, second = URIRef(iri("utfall/1")), URIRef(iri("utfall/2"))
    said = dict(made.predicate_objects(first))
    said.pop(RDF.type)
    assert said == {
        QB.dataSet: URIRef(iri("utfallskub/2024")),
        RT.indicator: URIRef(iri("indikator/1")),
        SDMX_DIMENSION.refPeriod: URIRef(iri("period/2024")),
        SDMX_DIMENSION.sex: SDMX_CODE["sex-T"],
        SDMX_MEASURE.obsValue: Literal("87.5", datatype=XSD.decimal),
        RT.referenceValue: Literal("80", datatype=XSD.decimal),
        RT.unit: Literal("procent"),
        RT.dataSource: Literal("Kolada"),
    }
    assert made.value(second, SDMX_DIMENSION.sex) == SDMX_CODE["sex-F"]
    assert made.value(second, RT.dataSource) == Literal("Egen mätning")
    (series,) = made.objects(URIRef(iri("utfallskub/2024")), QB.slice)
    assert series == URIRef(iri("utfallsserie/2024-I%201"))
    assert set(made.objects(series, QB.observation)) == {first, second}
    assert made.value(series, RDFS.label) == Literal("Andel", lang="sv")
    assert made.value(URIRef(iri("indikator/1")), SKOS.prefLabel) == Literal("Andel", lang="sv")


def test_of_two_for_one_place_the_one_last_measured_stands() -> None:
    place = "rt:indicator <indikator/1> ; sdmx-dimension:refPeriod <period/2024> ; sdmx-measure:obsValue"
    plan = plan_of(f"""{OUTCOMES}
    <utfall/0> a rt:Outcome ; rt:inPlan <plan/2024> ; {place} 1 ; rt:measuredYear "2025"^^xsd:gYear .
    <utfall/3> a rt:Outcome ; rt:inPlan <plan/2024> ; {place} 2 ; rt:measuredYear "2023"^^xsd:gYear .
    """)
    key = (iri("indikator/1"), iri("period/2024"), Sex.TOTAL)
    assert observations(plan)[key].iri == iri("utfall/0")
    assert broken(written(cube(plan))) == []


def test_what_has_no_value_or_no_place_is_left_out() -> None:
    plan = plan_of(f"""{OUTCOMES}
    <utfall/3> a rt:Outcome ; rt:inPlan <plan/2024> ; rt:indicator <indikator/1> ;
        sdmx-dimension:sex sdmx-code:sex-M ; sdmx-dimension:refPeriod <period/2024> ;
        rt:outcomeStatus rtc:outcome-status\\/not-measured .
    <utfall/4> a rt:Outcome ; rt:inPlan <plan/2024> ; rt:indicator <indikator/1> ; sdmx-measure:obsValue 3 .
    <utfall/5> a rt:Outcome ; rt:inPlan <plan/2024> ; sdmx-dimension:refPeriod <period/2024> .
    <utfall/6> a rt:Outcome ; rt:inPlan <plan/2024> ; rt:indicator <indikator/2> ; sdmx-measure:obsValue 3 ;
        sdmx-dimension:refPeriod <period/2024> .
    """)
    assert any(outcome.status is OutcomeStatus.NOT_MEASURED for outcome in plan.outcomes)
    assert {str(each) for each in cube(plan).subjects(RDF.type, QB.Observation)} == {
        iri("utfall/1"),
        iri("utfall/2"),
    }


# The questions can say yes: each change to the Turtle breaks what it should.
SPOILT = [
    ("IC-1", "qb:dataSet <{d}>", "qb:dataSet <{d}>, <{d}x>"),
    ("IC-1", "qb:dataSet <{d}>", "rdfs:seeAlso <{d}>"),
    ("IC-2", "a qb:DataSet ;", "a qb:DataSet ; qb:structure <x:y> ;"),
    ("IC-2", "qb:structure <{s}>", "rdfs:seeAlso <{s}>"),
    ("IC-3", "qb:measure sdmx-measure:obsValue", "qb:componentProperty <x:y>"),
    ("IC-4", "rdfs:range rt:FollowUpPeriod", "rdfs:seeAlso <x:y>"),
    ("IC-5", "qb:codeList rtc:sex", "rdfs:seeAlso <x:y>"),
    (
        "IC-6",
        "qb:measure sdmx-measure:obsValue",
        "qb:measure sdmx-measure:obsValue ; qb:componentRequired false",
    ),
    ("IC-7", "qb:sliceKey", "rdfs:seeAlso"),
    ("IC-8", "a qb:SliceKey ;", "a qb:SliceKey ; qb:componentProperty <x:y> ;"),
    ("IC-9", "qb:sliceStructure", "rdfs:seeAlso"),
    ("IC-10", "a qb:SliceKey ;", "a qb:SliceKey ; qb:componentProperty sdmx-dimension:sex ;"),
    ("IC-11", "sdmx-dimension:refPeriod <{p}>", "rdfs:seeAlso <x:y>"),
    ("IC-12", "sdmx-dimension:sex sdmx-code:sex-F", "sdmx-dimension:sex sdmx-code:sex-T"),
    ("IC-13", "qb:componentRequired false", "qb:componentRequired true"),
    ("IC-14", 'sdmx-measure:obsValue "90"', 'rdfs:comment "90"'),
    ("IC-15", "a qb:Observation ;", "a qb:Observation ; qb:measureType <x:y> ;"),
    ("IC-16", "a qb:Observation ;", "a qb:Observation ; qb:measureType <x:y> ;"),
    ("IC-17", "a qb:Observation ;", "a qb:Observation ; qb:measureType <x:y> ;"),
    ("IC-18", "qb:observation <{o}>", "qb:observation <{o}x>"),
    ("IC-19", "sdmx-dimension:sex sdmx-code:sex-F", "sdmx-dimension:sex sdmx-code:sex-X"),
    (
        "IC-20",
        "a qb:HierarchicalCodeList ;",
        "a qb:HierarchicalCodeList ; qb:parentChildProperty skos:narrower ;",
    ),
]
# The standard knows kinds of cube that ours is not: what they need is added where a constraint is about them.
ADDED = {
    "IC-15": "<{s}> qb:component <x:c> . <x:c> qb:dimension qb:measureType .",
    "IC-16": "<{s}> qb:component <x:c> . <x:c> qb:dimension qb:measureType .",
    "IC-17": "<{s}> qb:component <x:c> . <x:c> qb:dimension qb:measureType .",
    "IC-20": """sdmx-dimension:sex qb:codeList <x:l> .
        <x:l> a qb:HierarchicalCodeList ; qb:hierarchyRoot <x:r> .""",
}


@pytest.mark.parametrize(("constraint", "old", "new"), SPOILT)
def test_a_spoilt_cube_breaks_the_constraint(constraint: str, old: str, new: str) -> None:
    names = {
        "d": iri("utfallskub/2024"),
        "s": iri("utfallsstruktur/2024"),
        "p": iri("period/2024"),
        "o": iri("utfall/1"),
    }
    turtle = written(cube(plan_of(OUTCOMES))).decode() + ADDED.get(constraint, "").format(**names)
    assert old.format(**names) in turtle
    assert constraint in broken(turtle.replace(old.format(**names), new.format(**names)).encode())


def test_every_constraint_of_the_standard_is_asked() -> None:
    assert list(CONSTRAINTS) == [f"IC-{number}" for number in range(1, 20)]


def test_a_blank_outcome_is_no_trouble() -> None:
    plan = plan_of(OUTCOMES.replace("<utfall/1>", "_:u"))
    (blank,) = (outcome for outcome in plan.outcomes if outcome.iri.startswith("_:"))
    assert (node_of(blank.iri), RDF.type, QB.Observation) in cube(plan)
