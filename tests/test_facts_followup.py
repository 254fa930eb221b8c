"""Every fact about follow-up is derived where it holds, for the period that was chosen, and only there."""

from datetime import date

import pytest
from rdflib import RDF, URIRef
from rdflib.namespace import DCTERMS

from graph.facts import with_facts
from ontology.namespaces import RT, RTC
from tests.small_plans import MINIMAL, derived, iri, parsed


def period(year: int, part: str = "", kind: str = "annual") -> str:
    identifier = f"{year}{part.replace('delar', 'delår')}"
    return (
        f"<period/{year}{part}> a rt:FollowUpPeriod ; rt:periodKind rtc:period-kind\\/{kind} ;"
        f' dcterms:identifier "{identifier}" ; dcat:startDate "{year}-01-01"^^xsd:date .\n'
    )


PLAN = (
    MINIMAL
    + period(2023)
    + period(2024)
    + period(2024, "-delar", "interim")
    + """
<mal/kf> a rt:CouncilGoal . <mal/a> a rt:CommitteeGoal ; rt:contributesTo <mal/kf> .
<indikator/i> a rt:Indicator ; rt:measures <mal/a> . <indikator/j> a rt:Indicator ; rt:measures <mal/a> .
<indikator/other> a rt:Indicator .
"""
)


def target(indicator: str, year: str = "2024") -> str:
    return (
        f"<malvarde/{indicator}-{year}> a rt:TargetValue ; rt:indicator <indikator/{indicator}> ;"
        f" rt:period <period/{year}> ; rt:condition rtc:condition\\/at-least ; rt:value 50 .\n"
    )


def outcome(indicator: str, value: int | None, year: str = "2024", status: str | None = "measured") -> str:
    parts = [
        f"<utfall/{indicator}-{year}> a rt:Outcome ; rt:indicator <indikator/{indicator}>",
        f"sdmx-dimension:refPeriod <period/{year}>",
        *([f"sdmx-measure:obsValue {value}"] if value is not None else []),
        *([f"rt:outcomeStatus rtc:outcome-status\\/{status}"] if status else []),
    ]
    return " ; ".join(parts) + " .\n"


def assessment(
    goal: str, status: str, year: str = "2024", kind: str | None = "outcome", rest: str = ""
) -> str:
    stated = f"; rt:assessmentKind rtc:assessment-kind\\/{kind}" if kind else ""
    return (
        f"<bedomning/{goal}-{year}-{kind}> a rt:Assessment ; rt:assesses <mal/{goal}> ;"
        f" rt:period <period/{year}> ; rt:status rtc:status\\/{status} {stated} {rest} .\n"
    )


HALF = "2024-delår"


# Whatever the period


def test_target_values_of_the_budget_year() -> None:
    turtle = PLAN + target("i") + target("i", "2023") + target("j", "2024-delar") + target("other", "2025")
    assert derived(turtle, RT.budgetYearTarget) == {
        ("indikator/i", "malvarde/i-2024"),
        ("indikator/j", "malvarde/j-2024-delar"),
    }


def test_goals_for_sound_financial_management() -> None:
    turtle = (
        MINIMAL
        + """
    <mal/1> a rt:CouncilGoal ; rt:soundFinancialManagement true ; rt:perspective rtc:perspective\\/finance .
    <mal/2> a rt:CouncilGoal ; rt:soundFinancialManagement true ;
        rt:perspective rtc:perspective\\/operations .
    <mal/3> a rt:CouncilGoal ; rt:soundFinancialManagement true .
    <mal/4> a rt:CouncilGoal ; rt:soundFinancialManagement false ; rt:perspective rtc:perspective\\/finance .
    <mal/5> a rt:CouncilGoal ; rt:soundFinancialManagement true ; rt:perspective rtc:perspective\\/finance ;
        dcterms:valid [ dcat:endDate "2020-12-31"^^xsd:date ] ."""
    )
    assert derived(turtle, RT.financeGoal) == {("plan/2024", "mal/1")}
    assert derived(turtle, RT.operationsGoal) == {("plan/2024", "mal/2")}


FOLLOWED_UP = (
    PLAN
    + target("i")
    + outcome("i", 40)
    + assessment("a", "fulfilled", rest="; rt:assessedFrom <indikator/other>")
    + assessment("a", "not-fulfilled", "2023")
    + """<bedomning/s> a rt:Assessment ; rt:assessesPerspective rtc:perspective\\/finance ;
    rt:period <period/2024> ."""
)


@pytest.mark.parametrize(
    "prop",
    [
        RT.followUpPeriod,
        RT.periodOutcome,
        RT.periodAssessment,
        RT.statedStatus,
        RT.differsFromComputed,
        RT.notFulfilledAgain,
        RT.undecidedIndicator,
        RT.unmeasuredFulfilled,
        RT.financeSummary,
        RT.operationsSummary,
    ],
)
def test_without_a_period_there_are_no_facts_about_follow_up(prop: URIRef) -> None:
    assert derived(FOLLOWED_UP, prop) == set()


# In a period


def test_the_chosen_period() -> None:
    assert derived(PLAN, RT.followUpPeriod, period="2024") == {("plan/2024", "period/2024")}
    assert derived(PLAN, RT.followUpPeriod, period=HALF) == {("plan/2024", "period/2024-delar")}


def test_a_period_that_no_row_names_is_made_as_the_plan_would_make_it() -> None:
    full = with_facts(parsed(MINIMAL), today=date(2024, 1, 1), period="2024-T2")
    node = URIRef(iri("period/2024-T2"))
    assert (URIRef(iri("plan/2024")), RT.followUpPeriod, node) in full
    assert (node, RDF.type, RT.FollowUpPeriod) in full
    assert (node, RT.periodKind, RTC["period-kind/interim"]) in full
    assert str(full.value(node, DCTERMS.identifier)) == "2024-T2"


def test_outcomes_of_the_period_have_a_value_or_are_stated_to_be_missing() -> None:
    turtle = (
        PLAN
        + outcome("i", 40)
        + outcome("i", 30, "2023")
        + outcome("j", None, status="not-measured")
        + outcome("other", None, status=None)
    )
    assert derived(turtle, RT.periodOutcome, period="2024") == {
        ("indikator/i", "utfall/i-2024"),
        ("indikator/j", "utfall/j-2024"),
    }
    not_applicable = PLAN + outcome("i", None, status="not-applicable")
    assert derived(not_applicable, RT.periodOutcome, period="2024") == {("indikator/i", "utfall/i-2024")}


def test_a_forecast_is_an_assessment_only_in_the_course_of_a_year() -> None:
    turtle = PLAN + assessment("a", "partly", kind="forecast") + assessment("kf", "partly", kind=None)
    turtle += assessment("a", "partly", "2024-delar", "forecast") + assessment("a", "ongoing", "2024-delar")
    assert derived(turtle, RT.periodAssessment, period="2024") == {("mal/kf", "bedomning/kf-2024-None")}
    assert derived(turtle, RT.periodAssessment, period=HALF) == {
        ("mal/a", "bedomning/a-2024-delar-forecast"),
        ("mal/a", "bedomning/a-2024-delar-outcome"),
    }


def test_summaries_of_the_perspectives() -> None:
    def summary(perspective: str, year: int) -> str:
        return (
            f"<bedomning/{perspective}-{year}> a rt:Assessment ; rt:period <period/{year}> ;"
            f" rt:assessesPerspective rtc:perspective\\/{perspective} .\n"
        )

    turtle = PLAN + summary("finance", 2024) + summary("operations", 2024) + summary("finance", 2023)
    assert derived(turtle, RT.financeSummary, period="2024") == {("plan/2024", "bedomning/finance-2024")}
    assert derived(turtle, RT.operationsSummary, period="2024") == {
        ("plan/2024", "bedomning/operations-2024")
    }
    assert derived(turtle, RT.operationsSummary, period="2023") == set()


def test_a_stated_status_is_a_reference_status_even_on_an_own_scale() -> None:
    turtle = (
        PLAN
        + assessment("kf", "partly")
        + """<bedomning/own> a rt:Assessment ; rt:assesses <mal/a> ; rt:period <period/2024> ;
            rt:status <begrepp/gul> .
        <begrepp/gul> a skos:Concept ; rt:canonicalStatus rtc:status\\/partly .
        <bedomning/odd> a rt:Assessment ; rt:assesses <mal/a> ; rt:period <period/2024> ;
            rt:status <begrepp/x> ."""
    )
    assert derived(turtle, RT.statedStatus, period="2024") == {
        ("bedomning/kf-2024-outcome", "status/partly"),
        ("bedomning/own", "status/partly"),
    }


# Stated and computed


@pytest.mark.parametrize(
    ("stated", "outcomes", "expected"),
    [
        ("fulfilled", outcome("i", 60) + outcome("j", 60), None),
        ("fulfilled", outcome("i", 60) + outcome("j", 40), "partly"),
        ("partly", outcome("i", 40) + outcome("j", 40), "not-fulfilled"),
        ("not-fulfilled", outcome("i", 60) + outcome("j", 60), "fulfilled"),
        ("fulfilled", "", "not-assessable"),
        ("not-assessable", "", None),
        ("ongoing", outcome("i", 60) + outcome("j", 60), "fulfilled"),
    ],
)
def test_a_status_that_differs_from_the_computed_one(
    stated: str, outcomes: str, expected: str | None
) -> None:
    turtle = PLAN + target("i") + target("j") + outcomes + assessment("a", stated)
    found = derived(turtle, RT.differsFromComputed, period="2024")
    assert found == ({("bedomning/a-2024-outcome", f"status/{expected}")} if expected else set())


def test_a_council_goal_is_compared_with_what_its_goals_give() -> None:
    turtle = PLAN + target("i") + outcome("i", 40) + assessment("kf", "fulfilled")
    found = derived(turtle, RT.differsFromComputed, period="2024")
    assert found == {("bedomning/kf-2024-outcome", "status/not-fulfilled")}


def test_without_target_values_there_is_nothing_to_differ_from() -> None:
    turtle = PLAN + outcome("i", 40) + assessment("a", "fulfilled") + assessment("kf", "fulfilled")
    assert derived(turtle, RT.differsFromComputed, period="2024") == set()


def test_under_the_rule_stated_nothing_differs() -> None:
    turtle = (
        PLAN
        + "<plan/2024> rt:governingModel <s> . <s> a rt:GoverningModel ; rt:rollUpRule rtc:rollup\\/stated ."
        + target("i")
        + outcome("i", 40)
        + assessment("a", "fulfilled")
    )
    assert derived(turtle, RT.differsFromComputed, period="2024") == set()


def test_under_way_in_the_course_of_a_year_claims_nothing() -> None:
    turtle = PLAN + target("i") + outcome("i", 40, "2024-delar") + assessment("a", "ongoing", "2024-delar")
    assert derived(turtle, RT.differsFromComputed, period=HALF) == set()
    fulfilled = (
        PLAN + target("i") + outcome("i", 40, "2024-delar") + assessment("a", "fulfilled", "2024-delar")
    )
    assert derived(fulfilled, RT.differsFromComputed, period=HALF) == {
        ("bedomning/a-2024-delar-outcome", "status/not-fulfilled")
    }


@pytest.mark.parametrize(
    ("earlier", "now", "again"),
    [
        ("not-fulfilled", "not-fulfilled", True),
        ("not-fulfilled", "partly", False),
        ("partly", "not-fulfilled", False),
    ],
)
def test_not_fulfilled_again(earlier: str, now: str, again: bool) -> None:
    turtle = PLAN + assessment("a", earlier, "2023") + assessment("a", now)
    found = derived(turtle, RT.notFulfilledAgain, period="2024")
    assert found == ({("mal/a", "bedomning/a-2023-outcome")} if again else set())


def test_a_forecast_or_part_of_a_year_is_not_a_second_year() -> None:
    forecast = PLAN + assessment("a", "not-fulfilled", "2023", "forecast") + assessment("a", "not-fulfilled")
    assert derived(forecast, RT.notFulfilledAgain, period="2024") == set()
    half = PLAN + assessment("a", "not-fulfilled", "2023") + assessment("a", "not-fulfilled", "2024-delar")
    assert derived(half, RT.notFulfilledAgain, period=HALF) == set()
    assert derived(half, RT.notFulfilledAgain, period="2024") == set()


@pytest.mark.parametrize(
    ("goal", "used", "undecided"),
    [("a", "i", False), ("a", "other", True), ("kf", "i", False), ("kf", "other", True)],
)
def test_an_assessment_rests_on_decided_indicators(goal: str, used: str, undecided: bool) -> None:
    turtle = PLAN + assessment(goal, "fulfilled", rest=f"; rt:assessedFrom <indikator/{used}>")
    found = derived(turtle, RT.undecidedIndicator, period="2024")
    assert found == ({(f"bedomning/{goal}-2024-outcome", f"indikator/{used}")} if undecided else set())


def test_a_goal_with_indicators_of_its_own_is_judged_by_those() -> None:
    turtle = (
        PLAN
        + "<indikator/other> rt:measures <mal/kf> ."
        + assessment("kf", "fulfilled", rest="; rt:assessedFrom <indikator/i>")
    )
    found = derived(turtle, RT.undecidedIndicator, period="2024")
    assert found == {("bedomning/kf-2024-outcome", "indikator/i")}


UNMEASURED = PLAN + target("i") + target("j") + outcome("i", 60)


def test_fulfilled_by_counting_what_was_not_measured() -> None:
    turtle = UNMEASURED + assessment("a", "fulfilled") + assessment("kf", "fulfilled")
    assert derived(turtle, RT.unmeasuredFulfilled, period="2024") == {
        ("bedomning/a-2024-outcome", "indikator/j"),
        ("bedomning/kf-2024-outcome", "indikator/j"),
    }


@pytest.mark.parametrize(
    "turtle",
    [
        UNMEASURED + assessment("a", "partly"),
        UNMEASURED + outcome("j", 60) + assessment("a", "fulfilled"),
        UNMEASURED + outcome("j", 40) + assessment("a", "fulfilled"),
        PLAN + assessment("a", "fulfilled"),
        PLAN + target("i") + target("j") + outcome("i", 40) + assessment("a", "fulfilled"),
    ],
    ids=["not said to be fulfilled", "all met", "one missed", "no targets", "the measured one missed"],
)
def test_fulfilled_or_not_for_other_reasons(turtle: str) -> None:
    assert derived(turtle, RT.unmeasuredFulfilled, period="2024") == set()
