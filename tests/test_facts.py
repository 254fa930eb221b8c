"""Every fact about the thread, clarity and decisions is derived where it holds, and only there."""

import re
from datetime import date
from pathlib import Path

import pytest
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import SKOS, XSD

from graph import facts
from graph.facts import with_facts
from ontology.namespaces import RT, RTC, SDG, SDGO
from ontology.vocabulary import graph_of
from tests.small_plans import MINIMAL, derived, iri, parsed

TIMES = """
<tid/long> dcat:startDate "2020-01-01"^^xsd:date ; dcat:endDate "2027-12-31"^^xsd:date .
<tid/old> dcat:startDate "2016-01-01"^^xsd:date ; dcat:endDate "2023-12-31"^^xsd:date .
<tid/new> dcat:startDate "2025-01-01"^^xsd:date ; dcat:endDate "2032-12-31"^^xsd:date .
<tid/open> dcat:startDate "2020-01-01"^^xsd:date .
"""
PLAN = MINIMAL + TIMES


def decision(kind: str, goal: str, day: str = "2023-06-19", rest: str = "") -> str:
    return (
        f"<beslut/{kind}-{goal}> a rt:Decision ; rt:decisionKind rtc:decision\\/{kind} ;"
        f' rt:decides <mal/{goal}> ; dcterms:date "{day}"^^xsd:date {rest} .\n'
    )


# In force


@pytest.mark.parametrize(
    ("validity", "decisions", "in_force"),
    [
        ("", "", True),
        ("; dcterms:valid <tid/long>", "", True),
        ("; dcterms:valid <tid/open>", "", True),
        ("; dcterms:valid <tid/old>", "", False),
        ("; dcterms:valid <tid/new>", "", False),
        (
            "; dcterms:valid <tid/old>",
            decision("extend", "1", rest='; rt:newEnd "2024-12-31"^^xsd:date'),
            True,
        ),
        (
            "; dcterms:valid <tid/old>",
            decision("extend", "1", rest='; rt:newEnd "2022-12-31"^^xsd:date'),
            False,
        ),
        ("; dcterms:valid <tid/long>", decision("repeal", "1", "2024-12-31"), False),
        ("; dcterms:valid <tid/long>", decision("repeal", "1", "2025-01-01"), True),
        ("", decision("repeal", "1", "2020-01-01"), False),
        ("", decision("repeal", "2", "2020-01-01"), True),
    ],
)
def test_not_in_force(validity: str, decisions: str, in_force: bool) -> None:
    found = derived(f"{PLAN} <mal/1> a rt:CouncilGoal {validity} . {decisions}", RT.notInForce)
    assert found == (set() if in_force else {("mal/1", True)})


def test_a_body_that_is_gone_is_not_in_force() -> None:
    turtle = PLAN + "<organ/A> a rt:Committee ; dcterms:valid <tid/old> . <organ/B> a rt:Company ."
    assert derived(turtle, RT.notInForce) == {("organ/A", True)}


def test_without_a_budget_year_nothing_is_out_of_force() -> None:
    turtle = TIMES + "<plan/x> a rt:Plan . <mal/1> a rt:CouncilGoal ; dcterms:valid <tid/old> ."
    assert derived(turtle, RT.notInForce) == set()


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2020-01-01", "2027-12-31", 8),
        ("2020-01-01", "2027-12-30", 7),
        ("2020-02-29", "2024-02-28", 4),
        ("2024-01-01", "2024-06-30", 0),
        ("2024-01-01", "2020-12-31", 0),
        ("2020-01-01", "9999-12-31", 7979),
        ("2020-01-01", None, None),
        (None, "2027-12-31", None),
    ],
)
def test_valid_years(start: str | None, end: str | None, years: int | None) -> None:
    days = [f'dcat:startDate "{start}"^^xsd:date'] if start else []
    days += [f'dcat:endDate "{end}"^^xsd:date'] if end else []
    turtle = f"{MINIMAL} <mal/1> a rt:CouncilGoal ; dcterms:valid <tid/1> . <tid/1> {' ; '.join(days)} ."
    assert derived(turtle, RT.validYears) == (set() if years is None else {("mal/1", years)})


def test_an_extension_makes_the_validity_longer() -> None:
    turtle = (
        PLAN
        + "<mal/1> a rt:CouncilGoal ; dcterms:valid <tid/old> ."
        + decision("extend", "1", rest='; rt:newEnd "2024-12-31"^^xsd:date')
    )
    assert derived(turtle, RT.validYears) == {("mal/1", 9)}


def test_validity_is_counted_for_council_goals_only() -> None:
    turtle = PLAN + "<mal/1> a rt:CommitteeGoal ; dcterms:valid <tid/long> ."
    assert derived(turtle, RT.validYears) == derived(turtle, RT.horizonYears) == set()


@pytest.mark.parametrize(
    ("setting", "prop", "default", "subject"),
    [
        (RT.goalHorizon, RT.horizonYears, 8, "mal/1"),
        (RT.maximumSdgGoals, RT.mostSdgGoals, 6, "mal/1"),
        (RT.minimumCouncilGoals, RT.leastCouncilGoals, 4, "plan/2024"),
        (RT.maximumCouncilGoals, RT.mostCouncilGoals, 5, "plan/2024"),
        (RT.maximumGoalsPerBody, RT.mostGoals, 5, "organ/A"),
    ],
)
def test_bounds_come_from_the_governing_model(
    setting: URIRef, prop: URIRef, default: int, subject: str
) -> None:
    plan = PLAN + "<mal/1> a rt:CouncilGoal . <organ/A> a rt:Committee ."
    assert derived(plan, prop) == {(subject, default)}
    own = plan + f"<plan/2024> rt:governingModel <s> . <s> a rt:GoverningModel ; <{setting}> 0 ."
    assert derived(own, prop) == {(subject, 0)}


# The thread


def test_circles_show_the_next_goal_on_the_way_round() -> None:
    turtle = (
        PLAN
        + """<mal/a> a rt:CouncilGoal ; rt:contributesTo <mal/b>, <mal/d> . <mal/b> a rt:CommitteeGoal ;
        rt:contributesTo <mal/a> . <mal/c> a rt:CompanyGoal ; rt:contributesTo <mal/c>, <mal/a> .
        <mal/d> a rt:CouncilGoal ."""
    )
    assert derived(turtle, RT.circularVia) == {("mal/a", "mal/b"), ("mal/b", "mal/a"), ("mal/c", "mal/c")}


def test_a_thread_without_a_circle() -> None:
    turtle = (
        PLAN + "<mal/a> a rt:CommitteeGoal ; rt:contributesTo <mal/b>, <mal/x> . <mal/b> a rt:CouncilGoal ."
    )
    assert derived(turtle, RT.circularVia) == set()


def test_agenda_2030_ties_are_counted_by_goal() -> None:
    turtle = (
        PLAN
        + """<mal/1> a rt:CouncilGoal ; rt:addresses sdg:3, sdg:3.4, sdg:4.1, sdg:18, <http://x.example/5> ;
        rt:addressesPartly sdg:11.a . <mal/2> a rt:CouncilGoal .
        <mal/3> a rt:CommitteeGoal ; rt:addresses sdg:1 ."""
    )
    assert derived(turtle, RT.sdgGoalCount) == {("mal/1", 3), ("mal/2", 0)}


EXPECTED = (
    PLAN
    + """<mal/kf> a rt:CouncilGoal ; rt:expectedContributor <organ/A>, <organ/B> .
    <organ/A> a rt:Committee . <organ/B> a rt:Company . <organ/C> a rt:Committee .
    <mal/kf2> a rt:CouncilGoal ; rt:ownedBy <organ/B> .
    <mal/a1> a rt:CommitteeGoal ; rt:ownedBy <organ/A> ; rt:contributesTo <mal/kf> .
"""
)


def test_an_expected_body_without_a_contributing_goal_is_missing() -> None:
    other = "<mal/b1> a rt:CompanyGoal ; rt:ownedBy <organ/B> ; rt:contributesTo <mal/kf2> ."
    assert derived(EXPECTED + other, RT.missingContributor) == {("mal/kf", "organ/B")}


@pytest.mark.parametrize(
    "more",
    [
        "<mal/b1> a rt:CompanyGoal ; rt:ownedBy <organ/B> ; rt:contributesTo <mal/kf> .",
        "<mal/b1> a rt:CompanyGoal ; rt:ownedBy <organ/B> ; rt:contributesTo <mal/a1> .",
        """<mal/c1> a rt:CommitteeGoal ; rt:ownedBy <organ/C> ; rt:contributesTo <mal/kf> .
        <organ/B> dcterms:isReplacedBy <organ/C> .""",
        "<mal/kf> dcterms:valid <tid/old> .",
    ],
    ids=["directly", "in two steps", "through the body that took over", "goal no longer in force"],
)
def test_nobody_is_missing(more: str) -> None:
    assert derived(EXPECTED + more, RT.missingContributor) == set()


def test_a_goal_that_is_no_longer_in_force_contributes_nothing() -> None:
    old = """<mal/b1> a rt:CompanyGoal ; rt:ownedBy <organ/B> ; rt:contributesTo <mal/kf> ;
        dcterms:valid <tid/old> ."""
    assert derived(EXPECTED + old, RT.missingContributor) == {("mal/kf", "organ/B")}


def test_a_body_that_does_not_exist_is_another_rules_matter() -> None:
    turtle = PLAN + "<mal/kf> a rt:CouncilGoal ; rt:expectedContributor <organ/X> ."
    assert derived(turtle, RT.missingContributor) == set()


# Clarity


def test_council_goals_are_counted_without_financial_and_past_ones() -> None:
    turtle = (
        PLAN
        + """<mal/1> a rt:CouncilGoal .
        <mal/2> a rt:CouncilGoal ; rt:perspective rtc:perspective\\/operations .
        <mal/3> a rt:CouncilGoal ; rt:perspective rtc:perspective\\/finance .
        <mal/4> a rt:CouncilGoal ; dcterms:valid <tid/old> . <mal/5> a rt:CommitteeGoal ."""
    )
    assert derived(turtle, RT.councilGoalCount) == {("plan/2024", 2)}
    assert derived(PLAN, RT.councilGoalCount) == {("plan/2024", 0)}


def test_goals_of_a_body_are_counted_without_council_goals_and_past_ones() -> None:
    turtle = (
        PLAN
        + """<organ/A> a rt:Committee . <organ/B> a rt:Company .
        <mal/1> a rt:CommitteeGoal ; rt:ownedBy <organ/A> . <mal/2> a rt:CouncilGoal ; rt:ownedBy <organ/A> .
        <mal/3> a rt:CommitteeGoal ; rt:ownedBy <organ/A> ; dcterms:valid <tid/old> ."""
    )
    assert derived(turtle, RT.goalCount) == {("organ/A", 1), ("organ/B", 0)}


def titled(goal: str, title: str, owner: str = "A", rest: str = "") -> str:
    return (
        f'<mal/{goal}> a rt:CommitteeGoal ; rt:ownedBy <organ/{owner}> ; skos:prefLabel "{title}" {rest} .\n'
    )


def test_titles_are_the_same_whatever_their_case_and_blanks() -> None:
    turtle = PLAN + titled("1", 'Trygg  skola"@sv, "x') + titled("2", 'trygg Skola "@sv, "y')
    assert derived(turtle, RT.sameTitleAs) == {("mal/1", "mal/2"), ("mal/2", "mal/1")}


@pytest.mark.parametrize(
    "other",
    [
        titled("2", 'Trygg skola"@sv, "y', owner="B"),
        titled("2", 'Trygg skola"@en, "y'),
        titled("2", 'Trygg skolväg"@sv, "y'),
        titled("2", 'Trygg skola"@sv, "y', rest="; dcterms:valid <tid/old>"),
    ],
    ids=["another body", "another language", "another title", "no longer in force"],
)
def test_titles_that_are_not_shared(other: str) -> None:
    assert derived(PLAN + titled("1", 'Trygg skola"@sv, "x') + other, RT.sameTitleAs) == set()


# Decisions and the time plan


def step(number: int, start: str | None, sequence: int | None = None, end: str | None = None) -> str:
    days = (f'; rt:plannedStart "{start}"^^xsd:date' if start else "") + (
        f'; rt:plannedEnd "{end}"^^xsd:date' if end else ""
    )
    return f"<tidplan/{number}> a rt:Milestone ; rt:sequence {sequence or number} {days} .\n"


def test_the_next_start_is_that_of_the_nearest_later_step_that_has_one() -> None:
    turtle = PLAN + step(1, "2024-01-01") + step(2, None) + step(3, "2024-03-01") + step(4, "2024-04-01", 3)
    march = date(2024, 3, 1)
    assert derived(turtle, RT.nextStart) == {("tidplan/1", march), ("tidplan/2", march)}


def test_steps_without_a_number_have_no_next() -> None:
    turtle = (
        PLAN + step(1, "2024-01-01") + '<tidplan/x> a rt:Milestone ; rt:plannedStart "2024-02-01"^^xsd:date .'
    )
    assert derived(turtle, RT.nextStart) == set()


def test_a_step_has_passed_the_day_after_its_last_day() -> None:
    turtle = PLAN + step(1, "2024-01-01", end="2024-02-01") + step(2, "2024-01-15") + step(3, None)
    assert derived(turtle, RT.passed, today=date(2024, 2, 1)) == {("tidplan/2", True)}
    assert derived(turtle, RT.passed, today=date(2024, 2, 2)) == {("tidplan/1", True), ("tidplan/2", True)}


TWO_GOALS = (
    PLAN
    + """<mal/kf> a rt:CouncilGoal . <mal/n> a rt:CommitteeGoal ; rt:contributesTo <mal/m> .
    <mal/m> a rt:CommitteeGoal ; rt:contributesTo <mal/kf> .
"""
)


@pytest.mark.parametrize("kind", ["adopt", "approve", "revise"])
def test_a_goal_decided_before_the_council_goal_it_serves(kind: str) -> None:
    turtle = TWO_GOALS + decision("adopt", "kf", "2023-06-19") + decision(kind, "n", "2023-06-18")
    assert derived(turtle, RT.decidedBefore) == {("mal/n", "mal/kf")}


@pytest.mark.parametrize(
    "decisions",
    [
        decision("adopt", "kf", "2023-06-19") + decision("adopt", "n", "2023-06-19"),
        decision("adopt", "kf", "2023-06-19") + decision("propose", "n", "2023-01-01"),
        decision("propose", "kf", "2023-06-19") + decision("adopt", "n", "2023-01-01"),
        decision("adopt", "n", "2023-01-01"),
    ],
    ids=["same day", "only proposed", "council goal only proposed", "council goal undecided"],
)
def test_a_goal_that_was_not_decided_too_early(decisions: str) -> None:
    assert derived(TWO_GOALS + decisions, RT.decidedBefore) == set()


# The background


def test_super_classes_are_stated() -> None:
    turtle = (
        PLAN + "<organ/KS> a rt:ExecutiveBoard . <mal/1> a rt:CompanyGoal . <begrepp/b> a rt:TargetGroup ."
    )
    full = with_facts(parsed(turtle), today=date(2024, 1, 1), period=None)
    board = set(full.objects(URIRef(iri("organ/KS")), RDF.type))
    assert {RT.ExecutiveBoard, RT.Committee, RT.Body} <= board
    assert RT.Goal in set(full.objects(URIRef(iri("mal/1")), RDF.type))
    assert RT.Council not in board


def test_partial_ties_are_ties() -> None:
    assert derived(PLAN + "<mal/1> a rt:CouncilGoal ; rt:addressesPartly sdg:2 .", RT.addresses) == {
        ("mal/1", str(SDG["2"]))
    }


def test_agenda_2030_is_described_where_it_is_used_and_exists() -> None:
    turtle = PLAN + "<mal/1> a rt:CouncilGoal ; rt:addresses sdg:3.4, sdg:3.99 ."
    full = with_facts(parsed(turtle), today=date(2024, 1, 1), period=None)
    assert (SDG["3.4"], RDF.type, SDGO.Target) in full
    assert (SDG["3.4"], SKOS.broader, SDG["3"]) in full
    assert not list(full.predicate_objects(SDG["3.99"]))
    assert not list(full.predicate_objects(SDG["4"]))


def test_reference_concepts_are_described_where_they_are_used_and_exist() -> None:
    turtle = PLAN + "<tidplan/1> a rt:Milestone ; rt:gate rtc:gate\\/goals, rtc:gate\\/later ."
    full = with_facts(parsed(turtle), today=date(2024, 1, 1), period=None)
    assert set(full.objects(RTC["gate/goals"], RDF.type)) == {SKOS.Concept, RT.Gate}
    assert (RTC["gate/goals"], SKOS.inScheme, RTC.gate) in full
    assert not list(full.predicate_objects(RTC["gate/later"]))
    assert not list(full.predicate_objects(RTC["gate/budget"]))


def test_every_derived_fact_of_the_ontology_is_derived() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in Path(facts.__file__).parent.glob("*.py"))
    terms = graph_of("rodatraden.ttl").subjects(RT.derivedFact, Literal("true", datatype=XSD.boolean))
    names = {str(term).removeprefix(str(RT)) for term in terms}
    assert len(names) > 25
    assert {name for name in names if not re.search(rf"\bRT\.{name}\b", sources)} == set()


def test_the_plans_own_graph_is_left_as_it_was() -> None:
    graph = parsed(PLAN + "<mal/1> a rt:CouncilGoal .")
    before = set(graph)
    full = with_facts(graph, today=date(2024, 1, 1), period="2024")
    assert set(graph) == before
    assert before < set(full)
    assert (URIRef(iri("mal/1")), RT.sdgGoalCount, Literal(0)) in full
    assert dict(graph.namespaces()).items() <= dict(full.namespaces()).items()
