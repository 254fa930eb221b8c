"""Plans written as StratML are valid by ISO's schemas, and come back with what StratML can carry."""

import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest
import xmlschema
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, RDF, SKOS

from graph.errors import CannotWrite
from graph.export.stratml import key_of, stratml
from graph.intake import Intake, take_in
from graph.iris import mint
from graph.model import Goal, Plan
from graph.model_followup import Indicator
from graph.query import read_plan
from graph.reference import ConceptKind, GoalKind
from graph.sources.layout import SHEETS
from graph.sources.stratml_names import iri_of, lines_and_text, with_lines, xml_id
from graph.tables import TableRow
from ontology.namespaces import RT
from shapes.words import read_words
from tests.conftest import ROOT
from tests.small_plans import parsed
from tests.strategies import plans, references, texts
from tests.test_tables import built

PARTS = (1, 2)
EXAMPLES = ("lindvik-2024", "vaggeryd-2020")
_SCHEMAS = {
    1: "StrategicPlanISOVersion20140401.xsd",
    2: "PerformancePlanOrReportISODRAFTVersion20160506.xsd",
}


@cache
def schema(folder: Path, part: int) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(folder / "stratml" / _SCHEMAS[part], allow="local")


def example(name: str) -> Intake:
    return take_in(ROOT / "examples" / f"{name}.ttl")


def read_back(graph: Graph, plan: URIRef, part: int) -> Intake:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.stml")
        path.write_bytes(stratml(graph, plan, part).data)
        return take_in(path)


def said_of(intake: Intake, kind: URIRef, *unsaid: URIRef) -> set[tuple[object, ...]]:
    """All statements about the things of a class, apart from those with some properties."""
    return {
        (subject, predicate, value)
        for subject in intake.graph.subjects(RDF.type, kind)
        for predicate, value in intake.graph.predicate_objects(subject)
        if predicate not in unsaid
    }


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_valid_by_the_schema(shared_data: Path, name: str, part: int) -> None:
    source = example(name)
    data = stratml(source.graph, source.iri, part).data
    schema(shared_data, part).validate(data.decode())


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_what_comes_back_of_an_example_is_what_went_out(name: str, part: int) -> None:
    source = example(name)
    back = read_back(source.graph, source.iri, part)
    assert not back.remarks
    assert back.iri == source.iri
    assert set(back.graph) <= set(source.graph)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_goals_come_back_whole_apart_from_their_ties_to_what_has_no_place(name: str, part: int) -> None:
    source = example(name)
    back = read_back(source.graph, source.iri, part)
    unsaid = (RT.focusArea, RT.goalArea, RT.alignsWith, _DERIVED)
    for kind in (RT.CouncilGoal, RT.CommitteeGoal, RT.CompanyGoal):
        assert said_of(back, kind) == said_of(source, kind, *unsaid)
    for kind in (RT.Committee, RT.Company, RT.Council, RT.CoreValue):
        assert said_of(back, kind) == said_of(source, kind)


_DERIVED = URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")


ENGLISH = """
<plan/2024> a rt:Plan ; dcterms:identifier "2024" ; dcterms:title "Goals for the people"@en ;
    skos:prefLabel "Goals for the people"@en ; rt:budgetYear "2024"^^xsd:gYear ;
    void:uriSpace "https://e.se" ;
    dcterms:language <http://publications.europa.eu/resource/authority/language/ENG> ;
    rt:municipality <kommun/9998> ; dcterms:publisher <kommun/9998> ;
    dcterms:description "What we aim at"@en .
<kommun/9998> a rt:Municipality ; rt:municipalityCode "9998" ; skos:prefLabel "The town of Vik"@en .
<mal/KF-1> a rt:CouncilGoal ; rt:inPlan <plan/2024> ; dcterms:identifier "KF-1" ;
    skos:prefLabel "Every child grows up with joy"@en ; rt:intendedEffect "Children are safe"@en .
"""


def test_a_municipalitys_plan_in_english_stays_in_english() -> None:
    graph = parsed(f"@base <https://e.se/id/> . {ENGLISH}")
    for part in PARTS:
        assert isomorphic(read_back(graph, URIRef("https://e.se/id/plan/2024"), part).graph, graph)


@pytest.mark.parametrize("part", PARTS)
def test_swedish_texts_stay_swedish_in_a_plan_that_says_it_is_in_english(part: int) -> None:
    source = example("lindvik-2024")
    language = URIRef("http://publications.europa.eu/resource/authority/language/ENG")
    source.graph.add((source.iri, DCTERMS.language, language))
    assert set(read_back(source.graph, source.iri, part).graph) <= set(source.graph)


def test_indicators_targets_and_outcomes_of_lindvik_come_back_whole() -> None:
    source = example("lindvik-2024")
    back = read_back(source.graph, source.iri, 2)
    for kind in (RT.Indicator, RT.TargetValue, RT.Outcome, RT.FollowUpPeriod):
        assert said_of(source, kind)
        assert said_of(back, kind) == said_of(source, kind)


def test_part_one_has_no_indicators() -> None:
    source = example("lindvik-2024")
    back = read_back(source.graph, source.iri, 1)
    assert back.plan.goals
    assert not back.plan.indicators


def test_writing_twice_gives_the_same_bytes() -> None:
    source = example("lindvik-2024")
    assert stratml(source.graph, source.iri, 2) == stratml(source.graph, source.iri, 2)


def test_what_has_no_place_is_told_in_both_languages() -> None:
    source = example("lindvik-2024")
    told = stratml(source.graph, source.iri, 1).left_out
    assert "beslut (37)" in told.sv
    assert "indikatorer (164)" in told.sv
    assert "decisions (37)" in told.en
    assert "indikatorer" not in stratml(source.graph, source.iri, 2).left_out.sv
    assert "uppgifter i styrmodellen (13)" in told.sv
    # its English wording, its validity (two cells), its description and its place
    assert "uppgifter om visionen utöver lydelsen (5)" in told.sv


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_whatever_does_not_come_back_is_told(name: str, part: int) -> None:
    """By the sheets: whichever thing lacks a statement, its kind is named."""
    source = example(name)
    back = read_back(source.graph, source.iri, part)
    told = stratml(source.graph, source.iri, part).left_out.sv
    lacking = {subject for subject, *_ in set(source.graph) - set(back.graph)}
    words = read_words("graph.export", "stratml")
    for sheet in SHEETS:
        kinds = [sheet.rdf_class] if sheet.rdf_class else [each.rdf_class for each in sheet.types]
        things = {each for kind in kinds for each in source.graph.subjects(RDF.type, kind)}
        # goals and the plan lack but what ties them to things that are named
        if things & lacking and sheet.segment not in {"mal", "plan", "vardegrund"}:
            assert words[key_of(sheet.name)].sv in told
    visions = set(source.graph.subjects(RDF.type, RT.Vision))
    assert (words["left-visionen"].sv in told) == bool(visions & lacking)


def test_there_are_words_for_whatever_may_be_left_out() -> None:
    words = read_words("graph.export", "stratml")
    for sheet in SHEETS:
        assert sheet.key_value or (words[key_of(sheet.name)].sv and words[key_of(sheet.name)].en)


def test_a_plan_without_council_goals_cannot_be_stratml() -> None:
    source = example("vaggeryd-2020")
    for goal in list(source.graph.subjects(RDF.type, RT.CouncilGoal)):
        source.graph.remove((goal, None, None))
    with pytest.raises(CannotWrite, match="inget KF-mål"):
        stratml(source.graph, source.iri, 1)


def test_a_goal_that_leads_nowhere_is_left_out_and_counted() -> None:
    source = example("lindvik-2024")
    source.graph.remove((URIRef("https://data.lindvik.example/id/mal/KS-1"), RT.contributesTo, None))
    document = stratml(source.graph, source.iri, 1)
    assert b">KS-1<" not in document.data
    assert "nämndmål som inte leder till något KF-mål (1)" in document.left_out.sv


def test_a_control_character_is_no_text_in_xml() -> None:
    source = example("vaggeryd-2020")
    goal = source.plan.goals[0]
    source.graph.remove((URIRef(goal.iri), SKOS.prefLabel, None))
    source.graph.add((URIRef(goal.iri), SKOS.prefLabel, Literal("En\x07ton", lang="sv")))
    with pytest.raises(ValueError, match="control character"):
        stratml(source.graph, source.iri, 1)


def carried(plan: Plan) -> set[str]:
    """The goals that lead to a council goal, by IRI."""
    found = {goal.iri for goal in plan.goals_of_kind(GoalKind.COUNCIL)}
    while True:
        more = {goal.iri for goal in plan.goals if found.intersection(goal.contributes_to)} - found
        if not more:
            return found
        found |= more


def goals_as_told(plan: Plan, only: set[str]) -> set[tuple[object, ...]]:
    return {as_told(goal, only) for goal in plan.goals if goal.iri in only}


def as_told(goal: Goal, _: set[str]) -> tuple[object, ...]:
    return (
        goal.iri,
        goal.identifier,
        goal.kind,
        goal.name(),
        goal.contributes_to,
        goal.owner,
        goal.expected_contributors,
        goal.addresses,
        goal.addresses_partly,
        goal.intended_effect,
        goal.perspective,
        goal.valid,
        goal.sort_order,
    )


def measures_as_told(plan: Plan, only: set[str]) -> set[tuple[object, ...]]:
    """Indicators of the goals that are carried, with all their targets and outcomes."""

    def about(indicator: Indicator) -> tuple[object, ...]:
        targets = Counter(
            (each.iri, each.period, each.condition, each.value, each.upper_value, str(each.description))
            for each in plan.targets
            if each.indicator == indicator.iri
        )
        outcomes = Counter(
            (
                *(each.iri, each.period, each.value, each.status, each.sex, each.measured_year),
                *(each.reference_value, each.data_source, str(each.description)),
            )
            for each in plan.outcomes
            if each.indicator == indicator.iri
        )
        measured = tuple(goal for goal in indicator.measures if goal in only)
        fields = (indicator.iri, indicator.name(), measured, indicator.unit, indicator.kind)
        return (*fields, indicator.direction, indicator.baseline_value, *targets.items(), *outcomes.items())

    return {about(each) for each in plan.indicators if only.intersection(each.measures)}


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(tables=plans())
def test_any_plan_comes_back_with_its_goals_links_and_values(tables: dict[str, list[TableRow]]) -> None:
    assume(tables["KF-mål"])
    first = built(tables)
    source = read_plan(first.graph, str(first.plan))
    only = carried(source)
    back = read_back(first.graph, first.plan, 2).plan
    assert back.iri == source.iri
    assert goals_as_told(back, only) == goals_as_told(source, only)
    assert {goal.iri for goal in back.goals} == only
    assert measures_as_told(back, only) == measures_as_told(source, only)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(tables=plans(), data=st.data())
def test_identifiers_that_were_published_before_stay(
    tables: dict[str, list[TableRow]], data: st.DataObject
) -> None:
    """Things with IRIs of their own, which do not end in their ids."""
    assume(tables["KF-mål"])
    for sheet, rows in enumerate(tables.values()):
        for number, row in enumerate(rows):
            if "Id" in row and data.draw(st.booleans()):
                row["IRI"] = f"https://annan.exempel.se/{number}/{data.draw(references)}?{sheet}#x"
    first = built(tables)
    source = read_plan(first.graph, str(first.plan))
    only = carried(source)
    back = read_back(first.graph, first.plan, 2).plan
    assert goals_as_told(back, only) == goals_as_told(source, only)
    assert measures_as_told(back, only) == measures_as_told(source, only)
    bodies = {body.iri: (body.identifier, body.kind) for body in source.bodies}
    assert {body.iri: (body.identifier, body.kind) for body in back.bodies} == bodies
    groups = {each.iri for each in source.concepts if each.kind is ConceptKind.TARGET_GROUP}
    for goal in back.goals:
        there = next(each for each in source.goals if each.iri == goal.iri)
        named = {each.iri for each in source.concepts if each.title}
        assert set(goal.target_groups) == set(there.target_groups) & groups & named


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(tables=plans())
def test_any_plan_is_valid_by_both_schemas(shared_data: Path, tables: dict[str, list[TableRow]]) -> None:
    assume(tables["KF-mål"])
    first = built(tables)
    for part in PARTS:
        schema(shared_data, part).validate(stratml(first.graph, first.plan, part).data.decode())


@given(segment=texts, reference=texts)
def test_an_identifier_is_a_name_in_xml_and_leads_back(segment: str, reference: str) -> None:
    base = "https://data.exempel.se"
    other, foreign = f"{base}/id/annat/{quote(reference)}?å=ö;#x", f"urn:x:{quote(segment)}"
    for iri in (str(mint(base, "mal", reference)), foreign, other):
        for copy in (1, 2, 10):
            name = xml_id(iri, base, copy)
            assert xmlschema.XMLSchema.builtin_types()["NCName"].is_valid(name)
            assert iri_of(name, base) == iri


@pytest.mark.parametrize(
    "name", ["", "mal", "mal.", "_a1b2", "x.KF-1", "mal._D800_", "mal._FFFFFF_", "iri._3C_"]
)
def test_a_name_of_others_stands_for_no_iri_of_ours(name: str) -> None:
    assert iri_of(name, "https://data.exempel.se") is None


@given(lines=..., text=texts)
def test_lines_and_text_are_told_apart(lines: dict[int, str], text: str) -> None:
    headings = [f"Rubrik {number}" for number in lines]
    filled = {heading: value.strip() or "x" for heading, value in zip(headings, lines.values(), strict=True)}
    filled = {heading: value.replace("\r", "") or "x" for heading, value in filled.items()}
    for rest in ("", text, f"Rubrik 1: {text}", "Rubrik 2: nej"):
        assert lines_and_text(with_lines(filled, rest), headings) == (filled, rest)
